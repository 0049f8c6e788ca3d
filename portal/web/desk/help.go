package desk

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/web"
	"changban/portal/web/official"
)

const helpAddress = "/desk/help"

// helpSheet asks for the code that somebody reads out.
type helpSheet struct {
	Head   component.QuestionHeadParams
	Begun  string // what was begun for the caller just now, "" else
	Title  string
	Lead   string
	Form   component.FormParams
	Code   component.TextFieldParams
	Button string
}

// toldSheet is a draft while its person shows it.
type toldSheet struct {
	Back        component.LinkParams
	Title       string
	Written     string // what was written just now waits for the person; "" else
	Notice      []string
	About       component.SummaryListParams
	OpenHeading string
	Open        []component.LinkItem // open questions that the operator may answer
	TheirsWords string
	Theirs      []string // those that only the person answers
	AllAnswered string
	Groups      []answerGroup
	Done        component.LinkParams
}

// operator lets those in who answer the phone.
func (p Pages) operator(h func(v visit) error) web.Handler { return p.may(office.OpenDraft, h) }

func (p Pages) help(v visit) error { return v.showHelp(fiber.StatusOK, web.Form{}, nil) }

func (v visit) showHelp(status int, form web.Form, wrong portal.FieldErrors) error {
	v.Failed = len(wrong) > 0
	s := helpSheet{
		Head: component.QuestionHeadParams{Summary: v.ErrorSummary(wrong)}, Title: v.T("desk.help.title"), Begun: v.begunLine(), Lead: v.T("desk.help.lead"),
		Form: v.Form(v.Path(helpAddress)), Button: v.T("desk.help.button"),
		Code: component.TextFieldParams{
			Field: v.Field("help_code", "desk.help.code", "desk.help.code_hint", wrong), Value: form.One("help_code"),
			InputMode: "numeric", Autocomplete: "off", Width: component.WidthPhone, NoSpelling: true,
		},
	}
	return v.show(status, s.Title, helpPage(s))
}

// helpSend opens a draft by its code. Doing it twice opens the same page, so that
// no key is needed.
func (p Pages) helpSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	id, err := p.Applications.OpenByCode(v.Context(), v.staff, form.One("help_code"))
	var wrong portal.FieldErrors
	var refused *portal.Error
	switch {
	case errors.As(err, &wrong):
		return v.showHelp(fiber.StatusUnprocessableEntity, form, wrong)
	case errors.As(err, &refused) && refused.Kind == portal.KindLimited:
		v.c.Set(fiber.HeaderRetryAfter, "900")
		return v.showHelp(fiber.StatusTooManyRequests, form, portal.FieldErrors{{Field: "help_code", Message: refused.Message}})
	case err != nil:
		return err
	}
	return web.Redirect303(v.c, v.Path(helpAddress+"/"+id))
}

// told shows the draft; every look is in the audit log.
func (p Pages) told(v visit) error {
	d, err := p.Applications.Overlooked(v.Context(), v.staff, v.c.Params("share"))
	if err != nil {
		return err
	}
	told := p.Tell(v.Page, d)
	s := toldSheet{
		Back:  component.LinkParams{Text: v.T("desk.help.back"), URL: v.Path(helpAddress)},
		Title: v.T("desk.help.told.title"),
		Notice: []string{
			v.T("desk.help.told.reads"), v.T("desk.help.told.confirms"),
			v.Tp("desk.help.told.until", "Time", v.Words().Clock(d.Share.Until.In(portal.Zone()))),
		},
		OpenHeading: v.T("desk.help.told.open"), AllAnswered: v.T("desk.help.told.complete"), TheirsWords: v.T("desk.help.told.theirs"),
		Groups: grouped(told.Declaration.Lines, func(line application.Line) component.SummaryRow { return v.toldRow(told, line) }),
		Done:   component.LinkParams{Text: v.T("desk.help.told.done"), URL: v.Path(helpAddress)},
	}
	if v.c.Query(writtenQuery) != "" {
		s.Written = v.T("desk.help.told.written")
	}
	for _, q := range told.Open {
		if q.Step == "" {
			s.Theirs = append(s.Theirs, q.Text)
			continue
		}
		s.Open = append(s.Open, component.LinkItem{Link: component.LinkParams{Text: q.Text, URL: v.toldPath() + "/" + q.Step}})
	}
	s.About.Heading = v.T("desk.help.told.about")
	add := func(words string, values ...string) {
		s.About.Rows = append(s.About.Rows, component.SummaryRow{Label: v.T(words), Values: values})
	}
	add("desk.help.told.whom", v.whom(d)...)
	add("desk.help.told.service", told.Service)
	if told.Now != "" {
		add("desk.help.told.now", told.Now)
	}
	return v.show(fiber.StatusOK, s.Title, toldPage(s))
}

// toldRow is an answer, with the way to change it where the operator may and a word
// where it waits for the person.
func (v visit) toldRow(told official.Told, line application.Line) component.SummaryRow {
	row := readRow(line)
	if told.Waiting[line.ID] {
		row.Values = append(row.Values, v.T("desk.help.told.waits"))
	}
	if step := told.Steps[line.ID]; step != "" {
		row.Change = &component.LinkParams{
			Text: v.T("common.button.change"), Hidden: v.Tp("apply.hidden", "What", line.Question), URL: v.toldPath() + "/" + step,
		}
	}
	return row
}

// whom names the person, and that somebody else fills it in.
func (v visit) whom(d *application.View) []string {
	lines := []string{v.T("desk.help.told.unnamed")}
	if name := d.Known.Person.First(account.FieldName); name != "" {
		lines[0] = v.Name(name)
	}
	if link := d.Known.Link; link.ForOther() {
		lines = append(lines, v.Tp("desk.help.told.helper", "Relation", v.T("desk.relation."+string(link.Relation))))
	}
	return lines
}
