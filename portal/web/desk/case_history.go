package desk

import (
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/web/official"
)

// historyPart is what happened to a case, oldest first.
type historyPart struct {
	Heading string
	Rows    []historyRow
}

type historyRow struct {
	When, Text               string
	Note, NoteWord, NoteLang string // the writer's own words and their language
}

func (p Pages) history(v visit, c application.Case) historyPart {
	part := historyPart{Heading: v.T("desk.history.heading")}
	for _, e := range c.Events {
		row := historyRow{When: v.DateTime(e.At)}
		line := v.Tp("desk.event.line", "Who", p.who(v, c, e), "What", p.what(v, e))
		row.Text = official.Sentences(v.Page, line, v.reasons(e.Action, e.Reasons))
		if e.Note != "" {
			row.Note, row.NoteWord, row.NoteLang = e.Note, v.T("common.original"), official.OtherLanguage(v.Page, e.Actor.Language)
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}

// what names the act and, where a case went elsewhere, the unit.
func (p Pages) what(v visit, e matter.Event) string {
	if e.Target == "" {
		return v.T("desk.event." + e.Action)
	}
	return v.Tp("desk.event.to."+e.Action, "Unit", p.office().UnitName(v.Page, e.Target))
}

// who names the one who acted: officers by their unit, which answers for them.
func (p Pages) who(v visit, c application.Case, e matter.Event) string {
	switch {
	case e.Actor.Kind == portal.ActorStaff && e.Actor.ID == v.staff.ID:
		return v.T("desk.who.you")
	case e.Actor.Kind == portal.ActorStaff:
		return p.office().UnitName(v.Page, e.Unit)
	case e.Actor.Kind == portal.ActorSystem:
		return v.T("desk.who.portal")
	case c.Body.HelperName != "" && e.Actor.ID == c.Starter:
		return v.Name(c.Body.HelperName)
	}
	return v.Name(c.Body.Name)
}

// reasons puts the coded reasons of a step into words, "" when there are none.
func (v visit) reasons(action string, codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	words := official.Reasons(v.Page, groupOf(action, codes), codes)
	return v.Tp("desk.event.reasons", "Reasons", official.Sentences(v.Page, words...))
}

func reasonID(group, code string) string { return "reason." + group + "." + code }

// groupOf returns the group a step's codes are from: the step's own, else the
// one that has them all.
func groupOf(action string, codes []string) string {
	for _, group := range desk.Groups() {
		known := desk.Reasons(group)
		foreign := slices.ContainsFunc(codes, func(code string) bool { return !slices.Contains(known, code) })
		if group == action || !foreign && action != desk.GroupSendBack {
			return group
		}
	}
	return ""
}
