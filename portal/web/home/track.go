package home

import (
	"errors"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/web"
)

// Field names of the look-up.
const (
	fieldReference = "reference"
	fieldLastFour  = "last_four"
)

// Four digits are ten thousand guesses: few tries for each reference, and not
// many from one place, which may be a counter.
func trackRules() (perReference, perClient session.Rule) {
	return session.Rule{Name: "track.reference", Count: 10, Window: time.Hour},
		session.Rule{Name: "track.client", Count: 60, Window: time.Hour}
}

func (a Pages) track(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
	p.Title, p.Menu = p.T("home.track.title"), web.MenuTrack
	return trackPage(a.trackView(p, web.Form{}, nil)), nil
}

func (a Pages) trackView(p *web.Page, form web.Form, errs portal.FieldErrors) trackView {
	v := trackView{
		Title: p.Title, Lead: p.T("home.track.lead"),
		SignIn: component.LinkParams{Text: p.T("home.track.sign_in"), URL: p.Path("/me")},
		Phone:  chapterView{Title: p.T("home.track.phone.title"), Lines: []string{p.T("home.track.phone.text")}},
	}
	if a.Tracker == nil {
		return v
	}
	v.Lead, v.SignIn.Text = p.T("track.lead"), p.T("track.sign_in")
	v.Fields = []component.TextFieldParams{
		{Field: p.Field(fieldReference, "track.reference.label", "track.reference.hint", errs), Value: form.One(fieldReference),
			InputMode: "numeric", NoSpelling: true, Width: component.WidthNumber},
		{Field: p.Field(fieldLastFour, "track.last_four.label", "track.last_four.hint", errs), Value: form.One(fieldLastFour),
			InputMode: "numeric", NoSpelling: true, Width: component.WidthYear},
	}
	v.Form, v.Button, v.Errors = p.Form(p.Path("/track")), p.T("track.button"), p.ErrorSummary(errs)
	return v
}

// tracked answers a look-up on the same address: a result has none of its own
// that could be passed on.
func (a Pages) tracked(c *fiber.Ctx, p *web.Page) error {
	if a.Tracker == nil {
		return portal.NotFound()
	}
	p.Title, p.Menu, p.Private = p.T("home.track.title"), web.MenuTrack, true
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	ref, known, errs := readTrack(form)
	if len(errs) > 0 {
		return a.refuse(p, form, errs)
	}
	if err := a.allow(p, ref); err != nil {
		return err
	}
	found, err := a.Tracker.Track(p.Context(), ref, known)
	if portal.Is(err, portal.KindNotFound) {
		return a.refuse(p, form, portal.FieldErrors{{Field: fieldReference, Message: portal.Msg("track.none")}})
	}
	if err != nil {
		return err
	}
	return p.Show(trackedPage(trackedOf(p, found)))
}

func (a Pages) refuse(p *web.Page, form web.Form, errs portal.FieldErrors) error {
	p.Failed = true
	return p.Render(fiber.StatusUnprocessableEntity, trackPage(a.trackView(p, form, errs)))
}

func (a Pages) allow(p *web.Page, ref matter.Reference) error {
	if a.Limits == nil {
		return nil
	}
	perReference, perClient := trackRules()
	for _, try := range []struct {
		rule session.Rule
		key  string
	}{{perReference, string(ref)}, {perClient, p.ClientAddress()}} {
		if ok, retry, err := a.Limits.Allow(p.Context(), try.rule, try.key); err == nil && !ok {
			return web.Limited(retry)
		}
	}
	return nil
}

func readTrack(form web.Form) (ref matter.Reference, known string, errs portal.FieldErrors) {
	wrong := func(field string, m portal.Message) {
		errs = append(errs, portal.FieldError{Field: field, Message: m})
	}
	ref, err := matter.ParseReference(strings.TrimSpace(form.One(fieldReference)))
	var e *portal.Error
	switch {
	case strings.TrimSpace(form.One(fieldReference)) == "":
		wrong(fieldReference, portal.Msg("track.reference.empty"))
	case errors.As(err, &e):
		wrong(fieldReference, e.Message)
	}
	known = digits(form.One(fieldLastFour))
	switch {
	case strings.TrimSpace(form.One(fieldLastFour)) == "":
		wrong(fieldLastFour, portal.Msg("track.last_four.empty"))
	case len(known) < 4 || len(known) > 11: // the whole number is fine too
		wrong(fieldLastFour, portal.Msg("track.last_four.wrong"))
	}
	return ref, known, errs
}

// digits keeps the digits, full-width ones as plain.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, s)
}

func trackedOf(p *web.Page, t Tracked) trackedView {
	v := trackedView{
		Title: p.Msg(t.Name), StepsTitle: p.T("track.steps"),
		Label: p.T("track.reference.label"), Number: p.Words().Reference(string(t.Reference)),
		Back:  component.LinkParams{Text: p.T("common.back.home"), URL: p.Path("/")},
		Again: component.LinkParams{Text: p.T("track.again"), URL: p.Path("/track")},
	}
	for i, s := range t.Steps {
		step := component.Step{State: component.StepDone, Word: p.T("common.step.done"), Title: p.Msg(s.Words), Lines: []string{p.Date(s.Day)}}
		if i == len(t.Steps)-1 {
			step.State, step.Word = component.StepNow, p.T("common.step.now")
			v.Tag = component.TagParams{Text: step.Title}
		}
		v.Steps = append(v.Steps, step)
	}
	if t.Promised != "" {
		v.Promise = p.Tp("track.promise", "Day", p.Date(t.Promised))
	}
	return v
}
