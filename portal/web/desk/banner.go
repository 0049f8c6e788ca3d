package desk

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/banner"
	"changban/portal/field"
	"changban/portal/web"
	"changban/portal/web/official"
)

const bannerAddress = "/desk/banner"

// banner shows what stands at the top of every page, who put it there, and a form
// for the next.
func (p Pages) banner(v visit) error {
	return p.showBanner(v, fiber.StatusOK, &fieldList{v: v, p: p})
}

func (p Pages) showBanner(v visit, status int, f *fieldList) error {
	steps, err := p.Banners.Steps(v.Context())
	if err != nil {
		return err
	}
	f.banner()
	wrong, title := f.sorted(), v.T("desk.banner.title")
	v.Failed, v.Return = len(wrong) > 0, v.Path(bannerAddress)
	parts := []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: v.back(), Summary: v.ErrorSummary(wrong)}),
		component.Heading(component.HeadingParams{Level: 1, Text: title}),
	}
	if done := v.c.Query("done"); status == fiber.StatusOK && (done == string(banner.Put) || done == string(banner.End)) {
		parts = append(parts, component.StatusMessage(v.T("desk.banner.done."+done)))
	}
	parts = append(parts, component.Lead(v.T("desk.banner.lead")), component.Heading(component.HeadingParams{Text: v.T("desk.banner.new")}))
	inner := append(f.fields, component.With(component.Actions(), component.Button(component.ButtonParams{Text: v.T("desk.banner.button")})))
	parts = append(parts, component.With(component.Form(v.Form(v.Path(bannerAddress), f.hidden...)), inner...))
	parts = append(parts, p.standing(v, steps)...)
	return v.show(status, title, component.Join(append(parts, p.bannerHistory(v, steps))...))
}

// banner adds the fields: the text in each language, a number to call, from when
// and until when.
func (f *fieldList) banner() {
	f.keep(web.FieldKey, f.v.KeyField().Value)
	for _, tag := range f.p.tongues(f.v) {
		label := f.v.WithError(component.Field{Name: tag, Label: f.v.Tp("desk.banner.text", "Language", f.v.T("frame.language."+tag))}, tag, f.wrong)
		if tag != banner.Source {
			label.Hint = f.v.T("desk.banner.text.hint")
		}
		f.add(tag, component.TextArea(component.TextAreaParams{Field: label, Value: f.form.One(tag), Rows: 3}))
	}
	f.line("phone", "desk.banner.phone", "desk.banner.phone.hint", component.WidthPhone)
	f.moment("from", "desk.banner.from", "desk.banner.from.hint", "desk.banner.from_time")
	f.moment("until", "desk.banner.until", "desk.banner.until.hint", "desk.banner.until_time")
}

// moment asks for a day and a time of day.
func (f *fieldList) moment(name, label, hint, hour string) {
	part := func(part, example string) component.DatePart {
		is := func(e portal.FieldError) bool { return e.Field == name && e.Part == part }
		return component.DatePart{
			Label: f.v.T("common.date." + part), Example: f.v.T(example), Value: f.form.One(name + "." + part), Wrong: slices.ContainsFunc(f.wrong, is),
		}
	}
	f.add(name, component.DateField(component.DateFieldParams{
		Field: f.field(name, label, hint), Year: part("year", "common.date.example_year_ahead"),
		Month: part("month", "common.date.example_month"), Day: part("day", "common.date.example_day"),
	}))
	f.line(name+"_time", hour, "desk.banner.time.hint", component.WidthYear)
}

// readMoment reads them; the zero time is a day left out. A day without a time
// begins at its first minute, or ends with its last.
func (f *fieldList) readMoment(name string, end bool) time.Time {
	value, problems := field.Read(field.Spec{ID: name, Type: field.Date}, f.form.All, field.Context{Today: f.v.Today()})
	for _, problem := range problems {
		f.fault(name, problem)
	}
	day := portal.Day(value.First())
	typed := clockOf(f.form.One(name + "_time"))
	if day == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+typed, portal.Zone())
	switch {
	case err == nil:
		return at
	case typed != "":
		f.fault(name, portal.FieldError{Field: name + "_time", Message: portal.Msg("desk.banner.time.wrong")})
	case end:
		return day.End()
	}
	return day.Time()
}

// fault says with a problem which of the two moments it is about: both are asked
// in the same words.
func (f *fieldList) fault(name string, problem portal.FieldError) {
	problem.Message = portal.Msg("desk.banner."+name+".wrong", "What", f.v.Msg(problem.Message))
	f.wrong = append(f.wrong, problem)
}

// bannerWrite puts a banner up: every page says it from now on.
func (p Pages) bannerWrite(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.Here())
	}
	f := &fieldList{v: v, p: p, form: form}
	b := banner.Banner{Texts: map[string]string{}, Phone: account.Digits(form.One("phone")), From: f.readMoment("from", false), Until: f.readMoment("until", true)}
	for _, tag := range p.tongues(v) {
		if text := field.Clean(form.One(tag), false); text != "" {
			b.Texts[tag] = text
		}
	}
	if b.Phone == "" && strings.TrimSpace(form.One("phone")) != "" {
		f.wrong = append(f.wrong, portal.FieldError{Field: "phone", Message: portal.Msg("desk.banner.phone.wrong")})
	}
	if len(f.wrong) == 0 {
		err = p.Banners.Write(v.Context(), v.staff, b, form.One(web.FieldKey))
		if err != nil && !errors.As(err, &f.wrong) {
			return err
		}
	}
	if len(f.wrong) > 0 {
		for i := range f.wrong {
			if f.wrong[i].Part == "" && (f.wrong[i].Field == "from" || f.wrong[i].Field == "until") {
				f.wrong[i].Part = "year"
			}
		}
		return p.showBanner(v, fiber.StatusUnprocessableEntity, f)
	}
	return web.Redirect303(v.c, v.Path(bannerAddress)+"?done="+string(banner.Put))
}

// bannerEnd takes a banner down before its time.
func (p Pages) bannerEnd(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	if form.One(web.FieldKey) == "" {
		return web.Redirect303(v.c, v.Path(bannerAddress))
	}
	if err := p.Banners.Stop(v.Context(), v.staff, v.c.Params("banner"), form.One(web.FieldKey)); err != nil {
		return err
	}
	return web.Redirect303(v.c, v.Path(bannerAddress)+"?done="+string(banner.End))
}

// standing lists what is said now or will be, each with a button to end it.
func (p Pages) standing(v visit, steps []banner.Step) []templ.Component {
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.T("desk.banner.standing")})}
	list := banner.Standing(steps, v.Now())
	if len(list) == 0 {
		return append(parts, component.Paragraph(v.T("desk.banner.none")))
	}
	for i, b := range list {
		parts = append(parts, component.Heading(component.HeadingParams{Level: 3, Text: v.bannerTimes(b)}))
		for _, tag := range p.tongues(v) {
			if text := b.Texts[tag]; text != "" {
				parts = append(parts, component.Quote(component.QuoteParams{Lang: official.OtherLanguage(v.Page, tag), Text: text}))
			}
		}
		parts = append(parts, component.With(component.Form(v.Form(v.Path(bannerAddress+"/"+b.ID), v.KeyField())), component.Button(component.ButtonParams{
			Text: v.T("desk.banner.end"), Hidden: v.Tp("desk.banner.number", "N", i+1), Kind: component.ButtonWarning,
		})))
	}
	return parts
}

func (v visit) bannerTimes(b banner.Banner) string {
	return v.Tp("desk.banner.times", "From", v.DateTime(b.From), "Until", v.DateTime(b.Until))
}

// bannerHistory says who put up and ended what, newest first.
func (p Pages) bannerHistory(v visit, steps []banner.Step) templ.Component {
	part := historyPart{Heading: v.T("desk.history.heading")}
	for _, s := range steps {
		row := historyRow{When: v.DateTime(s.At)}
		who := p.office().UnitName(v.Page, s.Unit)
		if s.By == v.staff.ID {
			who = v.T("desk.who.you")
		}
		row.Text = v.Tp("desk.event.line", "Who", who, "What", v.T("desk.banner.event."+string(s.Action)))
		row.Note, row.NoteLang = s.Texts[banner.Source], official.OtherLanguage(v.Page, banner.Source)
		part.Rows = append(part.Rows, row)
	}
	return history(part)
}
