package desk

import (
	"strconv"
	"strings"
	"time"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/web"
)

// fieldDay is the one day a page of an act may ask for.
const fieldDay = "day"

// unreadable stands for a day that was typed and is none, so that the rules do
// not take it for one that was left out.
const unreadable = portal.Day("?")

// day asks for a day in three parts; first stands there until something is typed.
func (f *actForm) day(label, hint string, first portal.Day) {
	p := component.DateFieldParams{Field: f.field(fieldDay, label, hint)}
	at := first.Time()
	p.Year = f.dayPart("year", "common.date.example_year_ahead", first, at.Year())
	p.Month = f.dayPart("month", "common.date.example_month", first, int(at.Month()))
	p.Day = f.dayPart("day", "common.date.example_day", first, at.Day())
	f.add(fieldDay, component.DateField(p))
}

func (f *actForm) dayPart(name, example string, first portal.Day, n int) component.DatePart {
	part := component.DatePart{Label: f.v.T("common.date." + name), Example: f.v.T(example)}
	control := fieldDay + "." + name
	switch {
	case f.form.Has(control):
		part.Value = f.form.One(control)
	case first != "":
		part.Value = strconv.Itoa(n)
	}
	for _, e := range f.wrong {
		part.Wrong = part.Wrong || len(f.unread) > 0 && e.Field == fieldDay && e.Part == name
	}
	return part
}

// readDay reads the day as forgivingly as a resident's; what is wrong with its
// parts is kept for the page.
func (f *actForm) readDay() portal.Day {
	value, problems := field.Read(field.Spec{ID: fieldDay, Type: field.Date}, f.form.All, field.Context{Today: f.v.Today()})
	if f.unread = problems; len(problems) > 0 {
		return unreadable
	}
	return portal.Day(value.First())
}

// fieldApprove is what the rules call a problem with approving as such.
const fieldApprove = "approve"

// told puts what is wrong with the parts of a day in the place of what the rules
// say of it, and gives each problem a control to lead to.
func (f *actForm) told(wrong portal.FieldErrors) portal.FieldErrors {
	var out portal.FieldErrors
	for _, e := range wrong {
		switch {
		case e.Field == fieldApprove: // nothing on the page puts it right; the reasons are what was chosen in vain
			out = append(out, portal.FieldError{Field: "reasons", Message: e.Message})
		case e.Field != fieldDay:
			out = append(out, e)
		case len(f.unread) > 0:
			out = append(out, f.unread...)
		default:
			out = append(out, portal.FieldError{Field: fieldDay, Part: "year", Message: e.Message})
		}
	}
	for i := range out {
		if out[i].Field == fieldDay && out[i].Part == "" {
			out[i].Part = "year"
		}
	}
	return out
}

// clockOf reads a time of day as it is typed, 9:30 as well as 09:30 in full width;
// what is no time stays as it is for the rules to refuse.
func clockOf(typed string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= '\uff10' && r <= '\uff19':
			return r - '\uff10' + '0'
		case r == '\uff1a' || r == '.':
			return ':'
		}
		return r
	}, strings.TrimSpace(typed))
	if at, err := time.Parse("15:04", folded); err == nil {
		return at.Format("15:04")
	}
	return folded
}

// readStation reads what the pages of assessment, public notice and decisions of
// every kind ask for.
func (f *actForm) readStation(in *desk.Input) {
	one := func(name string) string { return strings.TrimSpace(f.form.One(name)) }
	in.Institution, in.Home = one("institution"), f.form.Has("home")
	in.Day, in.Time, in.Place = f.readDay(), clockOf(f.form.One("time")), one("place")
	in.Categories, in.Level, in.Where = f.form.All("categories"), one("level"), one("where")
	in.Objection, _ = strconv.Atoi(f.form.One("objection"))
	in.Result = oneBreak(one("result"))
}

func oneBreak(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func (f *fieldList) line(name, label, hint string, width component.Width) {
	f.add(name, component.TextField(component.TextFieldParams{
		Field: f.field(name, label, hint), Value: f.form.One(name), Width: width, NoSpelling: true,
	}))
}

// box is a single box, ticked before when yes.
func (f *fieldList) box(name, label string, yes bool) {
	if f.form.Has(web.FieldKey) {
		yes = f.form.Has(name)
	}
	f.add(name, component.Checkbox(component.CheckboxParams{Field: f.field(name, label, ""), Value: "1", Checked: yes}))
}
