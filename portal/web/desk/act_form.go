package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/web"
	"changban/portal/web/official"
)

// fieldList builds the fields of a page from what was typed and what is wrong
// with it.
type fieldList struct {
	v     visit
	p     Pages
	form  web.Form
	wrong portal.FieldErrors

	order  []string // names of the fields, as the page has them
	lines  []string
	before []templ.Component
	fields []templ.Component
	hidden []component.HiddenParams
}

// actForm is the page of an act.
type actForm struct {
	fieldList
	w       way
	c       application.Case
	papers  []string // chosen to be asked for
	changed bool
	unread  portal.FieldErrors // what is wrong with the parts of the day
	button  string
}

// build adds what the act needs, in the order in which it is thought of: what,
// why, and last the words to the person.
func (f *actForm) build() error {
	f.button = "desk.do." + f.w.path + ".button"
	f.keep(web.FieldKey, f.v.KeyField().Value)
	switch f.w.act {
	case desk.Ask:
		if !f.ask() {
			return nil
		}
	case desk.Forward:
		f.units()
	case desk.Dispatch:
		f.lines = append(f.lines, f.p.deciding(f.v, f.c)...)
		f.how()
	case desk.Deliver:
		f.how()
	case desk.Propose, desk.Answered:
		if ok, err := f.decision(); !ok {
			return err
		}
	case desk.Confirm:
		f.proposal()
		return f.have()
	case desk.SendBack:
		f.proposal()
	default:
		if f.station() {
			return nil
		}
	}
	f.reasons()
	f.note()
	return nil
}

// keep adds a hidden field with what was posted, or else with a first value.
func (f *fieldList) keep(name, first string) {
	if posted := f.form.One(name); posted != "" {
		first = posted
	}
	f.hidden = append(f.hidden, component.HiddenParams{Name: name, Value: first})
}

func (f *fieldList) add(name string, part templ.Component) {
	f.order, f.fields = append(f.order, name), append(f.fields, part)
}

func (f *fieldList) field(name, label, hint string) component.Field {
	return f.v.Field(name, label, hint, f.wrong)
}

func (f *fieldList) options(name string, values []string, words func(string) string) []component.Option {
	var rows []component.Option
	for _, value := range values {
		rows = append(rows, component.Option{
			Value: value, Text: f.v.T(words(value)), Checked: slices.Contains(f.form.All(name), value),
		})
	}
	return rows
}

func (f *actForm) reasons() {
	group := f.w.group()
	if group == "" {
		return
	}
	f.add("reasons", component.Checkboxes(component.ChoicesParams{
		Field:   f.field("reasons", "desk.reasons."+group, "desk.reasons.hint"),
		Options: f.options("reasons", f.p.Desk.ReasonsFor(f.c, group), func(code string) string { return reasonID(group, code) }),
	}))
}

// note is the officer's own words; the hint names everybody who will read them.
func (f *actForm) note() {
	field := f.field("note", "desk.note.label", "")
	readers := []string{f.v.Name(f.c.Body.Name)}
	if f.c.Body.HelperName != "" {
		readers = append(readers, f.v.Name(f.c.Body.HelperName))
	}
	field.Hint = f.v.Tp("desk.note.hint", "Readers", f.v.Words().List(readers))
	if f.w.act == desk.SendBack {
		field.Label, field.Hint = f.v.T("desk.note.label_colleague"), f.v.T("desk.note.hint_colleague")
	}
	f.add("note", component.TextArea(component.TextAreaParams{Field: field, Value: f.form.One("note")}))
}

func (f *actForm) units() {
	var rows []component.Option
	for _, id := range f.p.Desk.Targets(f.c) {
		if u, err := f.p.Desk.Units.Unit(id); err == nil {
			rows = append(rows, f.v.unitOption(f.p, u, f.form.One("unit")))
		}
	}
	f.add("unit", component.Radios(component.ChoicesParams{Field: f.field("unit", "desk.unit.question", "desk.unit.hint"), Options: rows}))
}

func (f *actForm) how() {
	f.add("how", component.Radios(component.ChoicesParams{
		Field:   f.field("how", "desk.how.question_"+string(f.w.act), ""),
		Options: f.options("how", desk.Ways(f.w.act), func(how string) string { return "desk.how." + how }),
	}))
}

// money starts with what the sources state. Where they state none, the officer
// writes it and where it stands: amounts are never invented.
func (f *actForm) money() {
	fen, known := f.p.Desk.Stated(f.c)
	hint, value := "desk.amount.hint_unstated", ""
	if known {
		hint, value = "desk.amount.hint", yuan(fen)
	}
	if f.form.Has("amount") {
		value = f.form.One("amount")
	}
	f.add("amount", component.TextField(component.TextFieldParams{
		Field: f.field("amount", "desk.amount.question_"+f.period(), hint), Value: value,
		InputMode: "decimal", Width: component.WidthYear, NoSpelling: true, Unit: f.v.T("desk.amount.unit"),
	}))
	f.add("source", component.TextField(component.TextFieldParams{
		Field: f.field("source", "desk.source.label", "desk.source.hint"), Value: f.form.One("source"),
	}))
}

// period is what the amount is per: a first help is paid once.
func (f *actForm) period() string {
	if f.w.act == desk.Advance {
		return "once"
	}
	return f.p.period(f.c)
}

// proposal shows what is to be confirmed or sent back; the version posted with
// it says which one was looked at.
func (f *actForm) proposal() {
	p := f.c.Body.Proposal
	if p == nil {
		return
	}
	f.hidden = append(f.hidden, component.HiddenParams{Name: fieldVersion, Value: strconv.Itoa(f.c.Version)})
	lines := f.p.proposalLines(f.v, f.c, *p)
	if by := f.p.proposer(f.v, p.By); by != "" {
		lines = append(lines, by)
	}
	f.before = append(f.before, component.SummaryList(component.SummaryListParams{
		Rows: []component.SummaryRow{{Label: f.v.T("desk.handling.proposal"), Values: lines}},
	}))
	if p.Note != "" {
		f.before = append(f.before, component.Quote(component.QuoteParams{
			Word: f.v.T("desk.proposal.note"), Lang: official.NoteLanguage(f.v.Page, f.c, p.Note), Text: p.Note,
		}))
	}
}

// ask adds the reason of each chosen paper; before papers are chosen it asks
// which, and reports that the page is not complete yet.
func (f *actForm) ask() bool {
	s, ok := f.p.Desk.Catalogue.Service(f.c.Service)
	if !ok {
		f.pickPapers()
		return false
	}
	f.papers = slices.DeleteFunc(f.papers, func(id string) bool {
		_, known := s.Paper(id)
		return !known
	})
	_, unknown := f.wrong.Of("papers")
	if len(f.papers) == 0 || unknown {
		f.pickPapers()
		return false
	}
	f.lines = append(f.lines, f.v.T("desk.ask.all_at_once"))
	for _, id := range f.papers {
		f.hidden = append(f.hidden, component.HiddenParams{Name: "papers", Value: id})
		name := "reason." + id
		field := f.v.WithError(component.Field{Name: name}, name, f.wrong)
		field.Label = f.v.Tp("desk.ask.reason_of", "Paper", f.v.T(s.WordID("paper."+id+".name")))
		f.add(name, component.Radios(component.ChoicesParams{
			Field: field,
			Options: f.options(name, desk.Reasons(desk.GroupAsk), func(code string) string {
				return reasonID(desk.GroupAsk, code)
			}),
		}))
	}
	return true
}

func (f *actForm) pickPapers() {
	f.hidden, f.button = []component.HiddenParams{{Name: fieldPick, Value: "1"}}, "desk.panel.button"
	f.lines = append(f.lines, f.v.T("desk.ask.all_at_once"))
	s, known := f.p.Desk.Catalogue.Service(f.c.Service)
	if !known {
		return
	}
	var ids []string
	for _, paper := range s.Papers {
		ids = append(ids, paper.ID)
	}
	f.add("papers", component.Checkboxes(component.ChoicesParams{
		Field:   f.field("papers", "desk.ask.question", "desk.ask.hint"),
		Options: f.options("papers", ids, func(id string) string { return s.WordID("paper." + id + ".name") }),
	}))
}

// pickedPapers reads the chosen papers from the address.
func (v visit) pickedPapers() []string {
	var ids []string
	for _, raw := range v.c.Context().QueryArgs().PeekMulti("paper") {
		if id := string(raw); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (v visit) askPath(papers []string) string {
	return v.casePath(v.c.Params("ref"), "/ask?"+url.Values{"paper": papers}.Encode())
}

// sorted returns the problems in the order of the page.
func (f *fieldList) sorted() portal.FieldErrors {
	at := func(e portal.FieldError) int { return slices.Index(f.order, e.Field) }
	sorted := slices.Clone(f.wrong)
	slices.SortStableFunc(sorted, func(a, b portal.FieldError) int { return at(a) - at(b) })
	return sorted
}

// input reads the page for the domain.
func (f *actForm) input() desk.Input {
	in := desk.Input{
		Act: f.w.act, Key: f.form.One(web.FieldKey), Reasons: f.form.All("reasons"),
		Note: strings.TrimSpace(strings.ReplaceAll(f.form.One("note"), "\r\n", "\n")),
		Unit: f.form.One("unit"), How: f.form.One("how"), Approve: f.w.approve,
		Fen: fenOf(f.form.One("amount")), Source: strings.TrimSpace(f.form.One("source")),
	}
	in.Version, _ = strconv.Atoi(f.form.One(fieldVersion)) // 0 says nothing
	for _, id := range f.papers {
		asked := application.AskedPaper{Paper: id, Reason: f.form.One("reason." + id)}
		if f.w.act == desk.Advance {
			asked.Reason = laterReason
		}
		in.Papers = append(in.Papers, asked)
	}
	f.readStation(&in)
	return in
}
