package desk

import (
	"slices"
	"strconv"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web/official"
)

// laterReason is why papers of an urgent case are asked for: they were not waited
// for (P38).
const laterReason = "missing"

// station adds the fields of assessment, public notice, first help and a later day, and
// reports whether the page is complete: the others go on with reasons and note.
func (f *actForm) station() bool {
	switch f.w.act {
	case desk.Assess:
		f.assess()
	case desk.Appoint:
		f.visit("desk.visit.day_label", "desk.visit.day_hint")
	case desk.Conclude:
		f.conclude()
		return true
	case desk.ConfirmConclusion:
		f.read()
		return true
	case desk.Publish:
		f.publish()
	case desk.NoticeObjection:
		f.objection()
		return true
	case desk.EndNotice:
		f.before = append(f.before, f.v.noticeList(f.c))
	case desk.Advance:
		f.advance()
	case desk.Extend:
		f.extend()
	}
	return false
}

// extend says from which day to which a promise may be put off.
func (f *actForm) extend() {
	last, _ := f.p.Desk.ExtendsTo(f.c)
	f.lines = append(f.lines, f.v.Tp("desk.extend.line", "Day", f.v.Date(f.c.Promised), "Last", f.v.Date(last)))
	f.day("desk.extend.day_label", "desk.extend.day_hint", "")
}

// assess begins with what the person asked for: which institution, whether at
// home. An appointment may be told now or later.
func (f *actForm) assess() {
	f.lines = append(f.lines, f.v.T("desk.assess.clock"))
	hint := ""
	var rows []component.Option
	for _, id := range f.p.Desk.Institutions(f.c) {
		if id == f.wished() {
			hint = "desk.assess.institution_hint"
		}
		if u, err := f.p.Desk.Units.Unit(id); err == nil {
			rows = append(rows, f.v.unitOption(f.p, u, f.chosen("institution", f.wished())))
		}
	}
	if len(rows) > 0 {
		f.add("institution", component.Radios(component.ChoicesParams{
			Field: f.field("institution", "desk.assess.institution", hint), Options: rows,
		}))
	} else {
		f.line("institution", "desk.assess.institution", "desk.assess.institution_typed", component.WidthNumber)
	}
	f.box("home", "desk.assess.home", f.c.Body.Answers["home_assessment"].First() == "yes")
	f.visit("desk.visit.day_label", "desk.visit.later_hint")
}

// wished is the institution the person chose; "" left it open.
func (f *actForm) wished() string {
	s, ok := f.p.definition(f.c)
	if !ok {
		return ""
	}
	for _, question := range s.Fields {
		if question.Type == field.Institution {
			return f.c.Body.Answers[question.ID].First()
		}
	}
	return ""
}

func (f *actForm) chosen(name, first string) string {
	if f.form.Has(name) {
		return f.form.One(name)
	}
	return first
}

func (f *actForm) visit(label, hint string) {
	f.day(label, hint, "")
	f.line("time", "desk.visit.time_label", "desk.visit.time_hint", component.WidthYear)
	f.line("place", "desk.visit.place_label", "desk.visit.place_hint", component.WidthNumber)
}

// conclude says before anything is typed whether the entry stands at once or
// waits for a second officer.
func (f *actForm) conclude() {
	at, from := "", "desk.conclude.from_paper"
	if n := len(f.c.Body.Assessments); n > 0 {
		at = f.c.Body.Assessments[n-1].Institution
	}
	if office.May(f.v.staff, office.Conclude) && f.c.Unit == at && f.p.Desk.Units.MaySee(f.v.staff, at) {
		from = "desk.conclude.own"
	}
	f.lines = append(f.lines, f.v.T(from))
	label, hint := "desk.conclude.note_needed", ""
	if f.p.Desk.Graded(f.c) {
		label, hint = "desk.conclude.note_label", "desk.conclude.note_hint"
		f.add("categories", component.Checkboxes(component.ChoicesParams{
			Field: f.field("categories", "desk.conclude.categories_label", "desk.conclude.categories_hint"), Options: f.options("categories", desk.Categories(), categoryWord),
		}))
		f.add("level", component.Radios(component.ChoicesParams{
			Field: f.field("level", "desk.conclude.level_label", ""), Options: f.options("level", desk.Levels(), levelWord),
		}))
	}
	f.day("desk.conclude.day_label", "", "")
	f.add("note", component.TextArea(component.TextAreaParams{Field: f.field("note", label, hint), Value: f.form.One("note")}))
}

func categoryWord(id string) string { return "question.disability_category.option." + id }

func levelWord(level string) string {
	if level == "0" {
		return "desk.conclude.level_none"
	}
	return "question.disability_level.option." + level
}

// read shows what a colleague read from paper; whoever sees something else on the
// paper enters it anew.
func (f *actForm) read() {
	n := len(f.c.Body.Assessments)
	if n == 0 || f.c.Body.Assessments[n-1].Read == nil {
		return
	}
	found := *f.c.Body.Assessments[n-1].Read
	f.lines = append(f.lines, f.v.T("desk.conclude.compare"), f.v.T("desk.conclude.differs"))
	f.hidden = append(f.hidden, component.HiddenParams{Name: fieldVersion, Value: strconv.Itoa(f.c.Version)})
	rows := f.v.conclusionRows(found, f.p.Desk.Graded(f.c))
	if by := f.p.staffName(f.v, found.By); by != "" {
		rows = append(rows, component.SummaryRow{Label: f.v.T("desk.conclude.by"), Values: []string{by}})
	}
	f.before = append(f.before, component.SummaryList(component.SummaryListParams{Rows: rows}))
	if found.Note != "" {
		f.before = append(f.before, component.Quote(component.QuoteParams{
			Word: f.v.T("desk.conclude.note_label"), Lang: official.NoteLanguage(f.v.Page, f.c, found.Note), Text: found.Note,
		}))
	}
}

// publish says before until when it would hang. What hangs is printed, never put
// online (decisions 21).
func (f *actForm) publish() {
	f.lines = append(f.lines, f.v.T("desk.publish.paper"))
	if end, ok := f.p.noticeEnd(f.c, f.v.Today()); ok {
		f.lines = append(f.lines, f.v.Tp("desk.publish.until", "Date", f.v.Date(end)))
	}
	f.day("desk.publish.day_label", "desk.publish.day_hint", f.v.Today())
	f.line("where", "desk.publish.where_label", "desk.publish.where_hint", component.WidthNumber)
}

// noticeEnd is the last day of a notice that begins on a day.
func (p Pages) noticeEnd(c application.Case, start portal.Day) (portal.Day, bool) {
	s, ok := p.Desk.Catalogue.Service(c.Service)
	if !ok {
		return "", false
	}
	if s.Days.NoticeIn == "calendar" {
		return start.Add(s.Days.Notice), true
	}
	end, err := p.Desk.Calendar.Add(start, s.Days.Notice)
	return end, err == nil
}

// objection notes what somebody said, or what the look into it found. The words
// stay with the office.
func (f *actForm) objection() {
	n := f.c.Body.Notices
	if len(n) == 0 {
		return
	}
	f.lines = append(f.lines, f.v.T("desk.objection.kept"))
	rows := []component.Option{{Value: "0", Text: f.v.T("desk.objection.new"), Checked: f.chosen("objection", "0") == "0"}}
	for i, said := range n[len(n)-1].Objections {
		if said.Result == "" {
			rows = append(rows, component.Option{
				Value: strconv.Itoa(i + 1), Text: f.v.Tp("desk.objection.number", "N", i+1), Hint: f.v.person(said.Note),
				Checked: f.form.One("objection") == strconv.Itoa(i+1),
			})
		}
	}
	if len(rows) > 1 {
		f.add("objection", component.Radios(component.ChoicesParams{Field: f.field("objection", "desk.objection.which", ""), Options: rows}))
	} else {
		f.hidden = append(f.hidden, component.HiddenParams{Name: "objection", Value: "0"})
	}
	f.add("note", component.TextArea(component.TextAreaParams{Field: f.field("note", "desk.objection.note_label", "desk.objection.note_hint"), Value: f.form.One("note")}))
	f.add("result", component.TextArea(component.TextAreaParams{Field: f.field("result", "desk.objection.result_label", "desk.objection.result_hint"), Value: f.form.One("result")}))
}

// advance gives first help: papers come afterwards, and a case that is reviewed
// can ask for them in the same step.
func (f *actForm) advance() {
	f.lines = append(f.lines, f.v.T("desk.advance.how"))
	if f.p.Desk.Pays(f.c) {
		f.money()
	}
	s, known := f.p.Desk.Catalogue.Service(f.c.Service)
	if !known || f.c.State == matter.Accepted {
		return
	}
	var ids []string
	for _, paper := range s.Papers {
		if handed, has := f.c.Body.Papers[paper.ID]; has && !handed.Seen && !slices.Contains(ids, paper.ID) {
			ids = append(ids, paper.ID)
		}
	}
	if len(ids) > 0 {
		f.add("papers", component.Checkboxes(component.ChoicesParams{
			Field:   f.field("papers", "desk.advance.papers", "desk.advance.papers_hint"),
			Options: f.options("papers", ids, func(id string) string { return s.WordID("paper." + id + ".name") }),
		}))
	}
}
