package desk

import (
	"maps"
	"slices"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/paper"
	"changban/portal/web"
)

// papersPart lists the papers of a case, their files, and the form that notes
// which were seen at the desk.
type papersPart struct {
	List         component.SummaryListParams
	FilesHeading string
	Files        []component.LinkItem
	Form         component.FormParams
	Tick         component.ChoicesParams
	Button       string
}

// paperOrder lists the papers of a case as the service lists them; papers that
// the service no longer knows come last.
func (p Pages) paperOrder(c application.Case) []string {
	var ids []string
	if s, ok := p.definition(c); ok {
		for _, of := range s.Papers {
			if _, handed := c.Body.Papers[of.ID]; handed {
				ids = append(ids, of.ID)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.Body.Papers)) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (p Pages) paperName(v visit, c application.Case, id string) string {
	if s, ok := p.definition(c); ok {
		return v.T(s.WordID("paper." + id + ".name"))
	}
	return v.Name(id)
}

func (p Pages) papers(v visit, c application.Case, maySee bool) papersPart {
	ids := p.paperOrder(c)
	part := papersPart{
		List:         component.SummaryListParams{Heading: v.Plural("desk.papers.heading", len(ids))},
		FilesHeading: v.T("desk.papers.files"), Button: v.T("desk.papers.tick_button"),
		Form: v.Form(v.casePath(string(c.Ref), "/seen"), v.KeyField()),
		Tick: component.ChoicesParams{Field: v.Field("papers", "desk.papers.tick", "desk.papers.tick_hint", nil)},
	}
	for _, id := range ids {
		handed, name := c.Body.Papers[id], p.paperName(v, c, id)
		part.List.Rows = append(part.List.Rows, component.SummaryRow{Label: name, Values: v.handed(handed)})
		for i, f := range handed.Choice.Files {
			part.Files = append(part.Files, v.fileLink(c, name, i, f))
		}
		if maySee && !handed.Seen {
			part.Tick.Options = append(part.Tick.Options, component.Option{Value: id, Text: name})
		}
	}
	return part
}

func (v visit) handed(h application.Handed) []string {
	lines := []string{v.way(h.Choice)}
	if h.Seen {
		lines = append(lines, v.Tp("desk.papers.seen", "Time", v.DateTime(h.SeenAt)))
	}
	return lines
}

// way says how a paper comes to the office.
func (v visit) way(c paper.Choice) string {
	switch {
	case len(c.Files) > 0:
		return v.Plural("desk.way.files", len(c.Files))
	case !c.Given():
		return v.T("desk.way.none")
	}
	return v.T("desk.way." + string(c.Way))
}

func (v visit) fileLink(c application.Case, name string, i int, f paper.File) component.LinkItem {
	return component.LinkItem{
		Link: component.LinkParams{
			Text: v.Tp("desk.papers.open", "Paper", name, "N", i+1), URL: v.casePath(string(c.Ref), "/files/"+f.ID),
		},
		Text: v.Tp("desk.papers.file", "Name", v.Name(f.Name), "Size", v.Words().FileSize(f.Size)),
	}
}

// seen notes papers as seen at the desk. Nothing ticked is no mistake: it leads
// back to where the ticks are.
func (p Pages) seen(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	ref := v.c.Params("ref")
	if form.One(web.FieldKey) == "" || form.Has(fieldShow) {
		return web.Redirect303(v.c, v.casePath(ref, ""))
	}
	in := desk.Input{Act: desk.Seen, Key: form.One(web.FieldKey)}
	for _, id := range form.All("papers") {
		in.Papers = append(in.Papers, application.AskedPaper{Paper: id})
	}
	if _, err := p.Desk.Do(v.Context(), v.staff, ref, in); err != nil {
		return err
	}
	done := ""
	if len(in.Papers) > 0 {
		done = "?done=seen"
	}
	return web.Redirect303(v.c, v.casePath(ref, done))
}
