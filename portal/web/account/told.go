package account

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/web"
	"changban/portal/web/official"
)

// Wishes keeps how an identity wants to be told of things.
type Wishes interface {
	// Wish returns what was chosen, the usual where nothing was; KindNotFound.
	Wish(ctx context.Context, identity string) (delivery.Wish, error)
	// PutWish keeps it; KindNotFound.
	PutWish(ctx context.Context, w delivery.Wish) error
}

// Names of the form's fields; roads, mail, post, voice and quiet are those of
// delivery.Wish.Check.
const (
	fieldRoads = "roads"
	fieldMail  = "mail"
	fieldPost  = "post"
	fieldVoice = "voice"
	fieldHard  = "hard"
	fieldQuiet = "quiet"
	fieldUntil = "quiet_until"
)

// toldSheet asks how somebody wants to be told of things.
type toldSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Lead   string
	Saved  string
	Back   *component.FormParams // to the form that waits; nil without one
	Again  string
	Now    component.SummaryListParams // what is kept, in words
	Form   component.FormParams
	Roads  component.ChoicesParams
	Hard   component.CheckboxParams
	Voice  component.TextFieldParams
	Mail   component.TextFieldParams
	Post   component.TextAreaParams
	From   component.TextFieldParams
	Until  component.TextFieldParams
	Button string
	About  string
}

const toldAddress = official.ToldAddress

func (p Pages) told(c *fiber.Ctx, page *web.Page) error {
	w, err := p.Wishes.Wish(page.Context(), page.Session.Subject)
	if err != nil {
		return err
	}
	var held []component.HiddenParams
	if typed := page.Typed(); typed != nil {
		held = typed.Held() // in another language
	}
	s := toldContent(blank(page), w, w, held)
	if c.Query("saved") != "" {
		s.Saved = page.T("account.told.saved")
	}
	return page.Show(toldPage(s))
}

// toldKeep keeps the wish. What cannot be kept comes back as it was typed. A form
// that was left for this page waits in it, and a button leads back to it.
func (p Pages) toldKeep(c *fiber.Ctx, page *web.Page) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	kept, err := p.Wishes.Wish(page.Context(), page.Session.Subject)
	if err != nil {
		return err
	}
	if from := form.One(official.FieldFrom); from != "" {
		return page.Show(toldPage(toldContent(blank(page), kept, kept, form.Hold(from, official.FieldFrom))))
	}
	q, w, held := question{page: page, form: form}, wished(form, kept), form.Held()
	q.wrong, err = fieldErrors(w.Check())
	if err != nil {
		return err
	}
	if len(q.wrong) > 0 {
		return page.Render(q.status(), toldPage(toldContent(q, w, kept, held)))
	}
	if err := p.Wishes.PutWish(page.Context(), w); err != nil {
		return err
	}
	if held == nil {
		return web.Redirect303(c, page.Path(toldAddress)+"?saved=1")
	}
	s := toldContent(q, w, w, held)
	s.Saved = page.T("account.told.saved")
	return page.Show(toldPage(s))
}

// wished reads the form into a wish; who is told, and the phone, stay.
func wished(form web.Form, w delivery.Wish) delivery.Wish {
	w.Roads = nil
	for _, road := range form.All(fieldRoads) {
		w.Roads = append(w.Roads, delivery.Road(road))
	}
	w.Hard = form.One(fieldHard) != ""
	w.Mail, w.Post = strings.TrimSpace(form.One(fieldMail)), strings.TrimSpace(form.One(fieldPost))
	w.Voice = account.Digits(form.One(fieldVoice))
	w.Quiet = delivery.Quiet{From: minutes(form.One(fieldQuiet)), To: minutes(form.One(fieldUntil))}
	return w
}

// minutes reads an hour of the day; -1 when it is none.
func minutes(typed string) int {
	hour, err := strconv.Atoi(account.Digits(typed))
	if err != nil || hour > 24 {
		return -1
	}
	return hour % 24 * 60
}

func toldContent(q question, w, kept delivery.Wish, held []component.HiddenParams) toldSheet {
	page := q.page
	page.Title, page.Menu = page.T("account.told.title"), web.MenuMe
	page.Then("account.then.told")
	text := func(name, width string, kept string, p component.TextFieldParams) component.TextFieldParams {
		p.Field, p.Value = q.field(name, page.T("account.told."+name), page.Tp("account.told."+name+"_hint", "Example", page.Name("name@example.com"))), kept
		if q.form.Has(name) {
			p.Value = q.form.One(name)
		}
		p.Width, p.NoSpelling = component.Width(width), true
		return p
	}
	hour := component.TextFieldParams{InputMode: "numeric", Unit: page.T("account.told.hour")}
	s := toldSheet{
		Head: q.head(link(page, "account.people.own", page.Path("/me"))), Title: page.Title, Lead: page.T("account.told.lead"),
		Form: page.Form(page.Path(toldAddress), held...), Again: page.T("common.back.page"),
		Now:    component.SummaryListParams{Rows: []component.SummaryRow{{Label: page.T("account.told.now"), Values: official.Ways(page, kept)}}},
		Voice:  text(fieldVoice, string(component.WidthPhone), w.Voice, component.TextFieldParams{InputMode: "tel", Autocomplete: "tel"}),
		Mail:   text(fieldMail, string(component.WidthNumber), w.Mail, component.TextFieldParams{InputMode: "email", Autocomplete: "email"}),
		Post:   component.TextAreaParams{Field: q.field(fieldPost, page.T("account.told.post"), page.T("account.told.post_hint")), Value: w.Post, Rows: 3},
		From:   text(fieldQuiet, string(component.WidthPart), strconv.Itoa(w.Quiet.From/60), hour),
		Until:  text(fieldUntil, string(component.WidthPart), strconv.Itoa(w.Quiet.To/60), hour),
		Button: page.T("account.told.button"), About: page.T("account.told.about"),
	}
	if q.form.Has(fieldPost) {
		s.Post.Value = q.form.One(fieldPost)
	}
	s.Roads.Field = q.field(fieldRoads, page.T("account.told.roads"), page.T("account.told.roads_hint"))
	for _, road := range delivery.Choices() {
		s.Roads.Options = append(s.Roads.Options, component.Option{
			Value: string(road), Text: page.T("account.told.road." + string(road)), Checked: slices.Contains(w.Roads, road),
		})
	}
	s.Hard = component.CheckboxParams{Field: component.Field{Name: fieldHard, Label: page.T("account.told.hard")}, Value: "1", Checked: w.Hard}
	if held != nil {
		back := page.Again(held)
		s.Back = &back
	}
	if held != nil {
		back := page.Again(held)
		s.Back = &back
	}
	return s
}
