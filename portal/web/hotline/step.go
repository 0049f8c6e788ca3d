package hotline

import (
	"errors"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

// Questions of a draft, as they stand in addresses.
const (
	stepKind   = "kind"
	stepWords  = "words"
	stepPlace  = "place"
	stepArea   = "area"
	stepAnswer = "answer"
	stepCheck  = "check"
	stepDrop   = "delete"
)

// firstSteps is how many questions there are before the place is known.
const firstSteps = 4

// part is one page below a ticket: how it is shown, and what its form does. keep
// returns the address to read next.
type part struct {
	draft bool        // of a draft; else of a ticket that was sent
	act   line.Action // which has to be possible; "" for none
	show  func(*visit) (templ.Component, error)
	keep  func(*visit) (string, error)
}

func partOf(name string) (part, bool) {
	switch name {
	case stepKind:
		return part{true, "", (*visit).kindPage, (*visit).keepKind}, true
	case stepWords:
		return part{true, "", (*visit).wordsPage, (*visit).keepWords}, true
	case stepPlace:
		return part{true, "", (*visit).placePage, (*visit).keepPlace}, true
	case stepArea:
		return part{true, "", (*visit).areaPage, (*visit).keepArea}, true
	case stepAnswer:
		return part{true, "", (*visit).answerPage, (*visit).keepAnswer}, true
	case stepCheck:
		return part{true, "", (*visit).checkPage, (*visit).send}, true
	case stepDrop:
		return part{true, "", (*visit).dropPage, (*visit).drop}, true
	}
	return actOf(name)
}

// part shows a page below a ticket; one that does not fit its state leads to what
// is.
func (p Pages) part(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return p.lost(c, page, v, err)
	}
	x, known := partOf(c.Params("part"))
	if !known {
		return portal.NotFound()
	}
	if fits, err := v.fits(x); err != nil || !fits || x.show == nil {
		return first(err, func() error { return web.Redirect303(c, v.path("")) })
	}
	content, err := x.show(v)
	if to := v.instead(err); to != "" {
		return web.Redirect303(c, to)
	}
	if err != nil {
		return err
	}
	return page.Show(content)
}

func first(err error, else_ func() error) error {
	if err != nil {
		return err
	}
	return else_()
}

// fits reports whether a page belongs to the ticket as it stands.
func (v *visit) fits(x part) (bool, error) {
	if x.draft != (v.State == matter.TicketDraft) || x.act == "" {
		return x.draft == (v.State == matter.TicketDraft), nil
	}
	may, err := v.Tickets.Choices(v.page.Context(), v.Ticket)
	return slices.Contains(may, x.act), err
}

// partNow does what a page's form asks for.
func (p Pages) partNow(c *fiber.Ctx, page *web.Page) error {
	name := c.Params("part", stepWords)
	x, known := partOf(name)
	if !known || x.keep == nil {
		return portal.NotFound()
	}
	if name != stepWords && len(c.Request().Body()) > web.MaxBody {
		return &portal.Error{Kind: portal.KindTooLarge}
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	v, err := p.open(c, page)
	if v != nil {
		v.form = &form
	}
	if err == nil && x.draft && v.State != matter.TicketDraft {
		return web.Redirect303(c, v.path("")) // sent already: a repeat shows what came of it
	}
	to := ""
	if err == nil {
		to, err = x.keep(v)
	}
	if err == nil {
		return web.Redirect303(c, to)
	}
	return p.refused(c, v, x, err)
}

// refused answers a form that was not taken, with everything typed.
func (p Pages) refused(c *fiber.Ctx, v *visit, x part, err error) error {
	var problems portal.FieldErrors
	var other instead
	switch {
	case errors.As(err, &other):
		return web.Redirect303(c, string(other))
	case errors.As(err, &problems):
		v.errs = problems
		content, err := x.show(v)
		if err != nil {
			return err
		}
		return v.page.Render(fiber.StatusUnprocessableEntity, content)
	case portal.Is(err, portal.KindUnavailable) && v != nil && x.show != nil:
		v.down = true
		content, failed := x.show(v)
		if failed != nil {
			return err
		}
		return again(v.page, content)
	case !x.draft && (portal.Is(err, portal.KindConflict) || portal.Is(err, portal.KindForbidden)):
		return v.late(err)
	}
	return err
}

// again shows a page made from memory while the store is away.
func again(page *web.Page, content templ.Component) error {
	return page.RenderAgain(func(n component.NoticeParams) templ.Component { return component.Join(component.Notice(n), content) })
}

// instead is an address to go to where a page does not fit.
type instead string

func (i instead) Error() string { return string(i) }

func (v *visit) instead(err error) string {
	var to instead
	if errors.As(err, &to) {
		return string(to)
	}
	return ""
}

// steps are the questions of this draft, in order.
func (v *visit) steps() []string {
	all := []string{stepKind, stepWords, stepPlace, stepArea, stepAnswer, stepCheck}
	if len(v.areas()) == 0 {
		all = slices.DeleteFunc(all, func(s string) bool { return s == stepArea })
	}
	return all
}

// resume returns the first question that still has to be answered; check answers
// when none has.
func (v *visit) resume() string {
	switch {
	case v.Body.Content == "":
		return stepWords
	case v.Place == "":
		return stepPlace
	case !v.Anonymous && v.Body.Phone == "" || len(v.Body.Ways) == 0 && !v.Anonymous:
		return stepAnswer
	}
	return stepCheck
}

// fieldBack in the address of a question leads back to check answers.
const fieldBack = "back"

func (v *visit) fromCheck() bool { return v.back == stepCheck }

// at is a question's address, with the way back to check answers.
func (v *visit) at(step string) string {
	if v.fromCheck() {
		return v.path("/" + step + "?" + fieldBack + "=" + stepCheck)
	}
	return v.path("/" + step)
}

// after is where an answered question leads.
func (v *visit) after(step string) string {
	if v.fromCheck() && v.resume() == stepCheck && !(step == stepPlace && v.Area == "" && len(v.areas()) > 0) {
		return v.path("/" + stepCheck)
	}
	all := v.steps()
	next := all[slices.Index(all, step)+1]
	if v.fromCheck() && next == stepArea {
		return v.at(next)
	}
	return v.path("/" + next)
}

// question is the frame of a step: what stands above it, its form and its button.
func (v *visit) question(step, title, then string, inner ...templ.Component) templ.Component {
	v.page.Title, v.page.Question, v.page.Failed = title, true, len(v.errs) > 0
	v.page.Then(then, "hotline.page.then.later")
	v.page.Return = v.at(step)
	all := v.steps()
	n := slices.Index(all, step)
	back := component.LinkParams{Text: v.t("common.back.question"), URL: v.path("/" + all[max(n-1, 0)])}
	switch {
	case v.fromCheck():
		back = component.LinkParams{Text: v.t("apply.back.check"), URL: v.path("/" + stepCheck)}
	case n == 0:
		back = component.LinkParams{Text: v.t("hotline.page.back_draft"), URL: v.path("")}
	}
	form := v.page.Form(v.at(step), v.key())
	button := component.ButtonParams{Text: goOn(v.page)}
	form.Multipart = step == stepWords
	if form.Multipart {
		form.Enter = &button
	}
	kind := ""
	if v.Type != "" {
		kind = typeWords(v.page, v.Type)
	}
	inner = append(inner, component.With(component.Actions(), component.Button(button),
		component.Link(component.LinkParams{Text: v.t("common.button.stop"), URL: v.path("")})))
	return component.Join(
		component.QuestionHead(component.QuestionHeadParams{
			Back: &back, Summary: v.page.ErrorSummary(v.errs), Progress: progress(v.page, n+1, len(all)-1, kind),
		}),
		component.With(component.Form(form), inner...),
	)
}

// save writes the draft. Two windows of one reader do not lose each other's
// question: the change is made again on what stands.
func (v *visit) save(change func(*line.Ticket)) error {
	for try := 0; ; try++ {
		t, err := v.Tickets.Save(v.page.Context(), v.holder, string(v.Ref), func(t *line.Ticket) error {
			change(t)
			return nil
		})
		if err == nil {
			v.Ticket = t
			return nil
		}
		if !portal.Is(err, portal.KindConflict) || try == 2 {
			return err
		}
		if v.sentMeanwhile() {
			return instead(v.path(""))
		}
	}
}

func (v *visit) sentMeanwhile() bool {
	t, err := v.Tickets.Open(v.page.Context(), v.holder, string(v.Ref))
	return err == nil && t.State != matter.TicketDraft
}

// typed is what stands in a field: what was posted, else what is kept.
func (v *visit) typed(name, kept string) string {
	if v.form != nil && v.form.Has(name) {
		return v.form.One(name)
	}
	return kept
}

// radios is a group of which one is chosen.
func (v *visit) radios(name, label, hint, kept string, options ...component.Option) templ.Component {
	chosen := v.typed(name, kept)
	for i := range options {
		options[i].Checked = options[i].Value == chosen
	}
	return component.Radios(component.ChoicesParams{Field: v.page.Field(name, label, hint, v.errs), Options: options})
}

// kindPage changes the kind of a draft. Who somebody is to us stays: what was said
// without a name is not joined with one.
func (v *visit) kindPage() (templ.Component, error) {
	days, err := v.Tickets.Days(v.page.Context())
	if err != nil && !v.down {
		return nil, err
	}
	s := v.start()
	s.days = days
	return s.content(), nil
}

func (v *visit) start() *start {
	return &start{
		page: v.page, form: v.form, errs: v.errs, chosen: map[string]string{fieldType: string(v.Type), fieldTopic: string(v.Topic)},
		back:   component.LinkParams{Text: v.t("apply.back.check"), URL: v.path("/" + stepCheck)},
		action: v.page.Form(v.at(stepKind), v.key()),
	}
}

func (v *visit) keepKind() (string, error) {
	s := v.start()
	said := s.read()
	if k, known := line.KindOf(said.Type); known && v.Anonymous && !k.Anonymous {
		s.errs = append(s.errs, portal.FieldError{Field: fieldType, Message: portal.Msg("hotline.missing.name")})
	}
	if len(s.errs) > 0 {
		return "", s.errs
	}
	if err := v.save(func(t *line.Ticket) { t.Type, t.Topic = said.Type, said.Topic }); err != nil {
		return "", err
	}
	return v.after(stepKind), nil
}
