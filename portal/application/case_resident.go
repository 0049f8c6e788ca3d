package application

import (
	"context"
	"crypto/subtle"
	"maps"
	"strconv"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/setting"
)

// CaseView is a case as its person's page shows it.
type CaseView struct {
	Case
	Known    account.Known
	Amend    bool         // answers may still be changed
	Withdraw bool         // it may still be withdrawn
	OpensAt  time.Time    // before this no officer can open it
	Asked    *Asked       // papers waited for, nil when none
	Papers   []AskedPaper // of Asked
	// CanAgain: the answers can be used for another application.
	CanAgain bool
	// CanObject says how the decision is contested here; nil when it cannot be.
	CanObject *Contest
}

// Case reads a case for the person's page.
func (a *Applications) Case(ctx context.Context, person, ref string) (CaseView, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return CaseView{}, portal.Fail(portal.KindSignIn, portal.Message{})
	}
	r, err := matter.ParseReference(ref)
	if err != nil || !portal.ValidID(person) {
		return CaseView{}, portal.NotFound()
	}
	c, k, err := a.Cases.CaseFor(ctx, actor.ID, person, r)
	if err != nil {
		return CaseView{}, err
	}
	settings, err := a.Settings.Today(ctx)
	if err != nil {
		return CaseView{}, err
	}
	v := CaseView{
		Case: c, Known: k, Amend: c.Amendable(), Withdraw: c.State.Withdrawable(),
		OpensAt: c.Submitted.Add(settings.Minutes(setting.AmendMinutes)),
	}
	if asked, ok := c.Waiting(); ok {
		v.Asked, v.Papers = &asked, asked.Papers
	}
	s, ok := a.Catalogue.Service(c.Service)
	v.CanAgain = ok && !s.Hidden && s.Delivery == transact && c.again()
	if con, ok, err := a.contest(c); err != nil {
		return v, err
	} else if ok {
		v.CanObject = &con
	}
	return v, nil
}

// keyed reads a case for a step that a form with a key asks for.
func (a *Applications) keyed(ctx context.Context, person, ref, key string) (CaseView, error) {
	if err := checkKey(key); err != nil {
		return CaseView{}, err
	}
	return a.Case(ctx, person, ref)
}

// Amendable reports whether the person may still change answers: until an
// officer opened the case (contract 5).
func (c Case) Amendable() bool { return c.State == matter.Submitted && c.Opened.IsZero() }

// Waiting returns the papers the person was asked for and has not answered.
func (c Case) Waiting() (Asked, bool) {
	if n := len(c.Body.Asked); c.State == matter.SupplementRequested && n > 0 {
		return c.Body.Asked[n-1], true
	}
	return Asked{}, false
}

// Withdraw ends a case the person no longer wants. It may be done in any state
// before the decision and is final.
func (a *Applications) Withdraw(ctx context.Context, person, ref, key string) error {
	v, err := a.keyed(ctx, person, ref, key)
	if err != nil {
		return err
	}
	_, err = a.Cases.UpdateCase(ctx, v.Ref, key, func(c Case) (Change, error) {
		if c.State == matter.Withdrawn {
			return Change{}, ErrNothing
		}
		if !c.State.Withdrawable() {
			return Change{}, portal.Fail(portal.KindExists, portal.Msg("matter.withdraw.late"))
		}
		return a.thaw(ctx, a.step(ctx, c.home(), "withdraw", c.State, matter.Withdrawn, key, a.Clock.Now()))
	})
	return Nothing(err)
}

// BeginAmend opens a draft that holds the case's answers to be changed. The same
// key, or another draft already open for it, gives that draft: two drafts would
// overwrite each other.
func (a *Applications) BeginAmend(ctx context.Context, person, ref, key string) (Draft, error) {
	v, err := a.keyed(ctx, person, ref, key)
	if err != nil {
		return Draft{}, err
	}
	if !v.Amend {
		return Draft{}, portal.Fail(portal.KindExists, portal.Msg("matter.amend.late"))
	}
	s, ok := a.Catalogue.Service(v.Service)
	if !ok {
		return Draft{}, portal.NotFound()
	}
	return a.Drafts.CreateDraft(ctx, a.amending(ctx, v, s, key))
}

// amending is a draft that says what the case says.
func (a *Applications) amending(ctx context.Context, v CaseView, s *catalogue.Service, key string) Draft {
	now := a.Clock.Now()
	d := Draft{
		ID: portal.NewID(), Person: v.Person, Service: v.Service, Definition: v.Definition,
		Starter: portal.ActorFrom(ctx), Key: key, Amends: v.Ref, Version: 1,
		Answers: map[string]Answer{}, Papers: map[string]paper.Choice{},
		Created: now, Updated: now, Expires: at(now).Add(8),
	}
	for _, f := range s.Fields {
		if value, ok := v.Body.Answers[f.ID]; ok && f.Derive == "" && !f.Readonly {
			d.Answers[f.ID] = Answer{Value: value, By: v.Starter}
		}
	}
	for id, handed := range v.Body.Papers {
		d.Papers[id] = handed.Choice
	}
	if d.About = v.About; d.About != "" {
		d.Answers[factConcluded] = Answer{Value: v.Body.Answers[factConcluded]}
	}
	d.Known = a.view(s, Open{Draft: d, Known: v.Known}).knownFields()
	return d
}

// sendAmendment puts the changed answers into the case if no officer has opened
// it meanwhile. The key goes with the draft's version: an answer given between
// the two writes is sent with the next try.
func (a *Applications) sendAmendment(ctx context.Context, v *View, in Sending) (Sent, error) {
	body := a.body(v, in)
	ref, key := v.Draft.Amends, in.Key+"/"+strconv.Itoa(v.Draft.Version)
	_, err := a.Cases.UpdateCase(ctx, ref, key, func(c Case) (Change, error) {
		if !c.Amendable() {
			return Change{}, portal.Fail(portal.KindExists, portal.Msg("matter.amend.late"))
		}
		body.Asked = c.Body.Asked
		c.Body, c.Urgent = body, v.urgent()
		deciding := c.Deciding
		c, err := a.route(c, v)
		if c.About != "" {
			c.Deciding = deciding // an objection stays with who looks at it
		}
		return a.step(ctx, c, "amend", c.State, c.State, key, a.Clock.Now()), err
	})
	if err != nil {
		return Sent{}, err
	}
	d := v.Draft
	d.Case, d.Updated = ref, a.Clock.Now()
	return Sent{Ref: ref}, a.Drafts.SaveDraft(ctx, d, nil)
}

// Supplement answers a request for papers: each asked paper in one of the five
// ways. The clock goes on from where it stood.
func (a *Applications) Supplement(ctx context.Context, person, ref, key string, in []PaperAnswer) error {
	v, err := a.keyed(ctx, person, ref, key)
	if err != nil {
		return err
	}
	if v.Asked == nil {
		return Nothing(nil)
	}
	choices, err := a.supplied(ctx, v, in)
	if err != nil {
		return err
	}
	_, err = a.Cases.UpdateCase(ctx, v.Ref, key, func(c Case) (Change, error) {
		asked, waiting := c.Waiting()
		if !waiting {
			return Change{}, ErrNothing
		}
		c.Body.Papers = maps.Clone(c.Body.Papers)
		for id, choice := range choices {
			choice.Files = together(c.Body.Papers[id].Choice.Files, choice.Files)
			c.Body.Papers[id] = Handed{Choice: choice}
		}
		now := a.Clock.Now()
		c.Body.Asked = append([]Asked(nil), c.Body.Asked...)
		c.Body.Asked[len(c.Body.Asked)-1].Answered = now
		c, err := a.resume(c)
		if err != nil {
			return Change{}, err
		}
		return a.step(ctx, c, "supplement", matter.SupplementRequested, asked.From, key, now), nil
	})
	return Nothing(err)
}

func (a *Applications) resume(c Case) (Case, error) {
	if c.StoppedFrom != "" {
		c.Stops = append(c.Stops[:len(c.Stops):len(c.Stops)], deadline.Stop{From: c.StoppedFrom, To: a.today()})
		c.StoppedFrom = ""
	}
	return Reckon(a.Calendar, c)
}

// supplied reads the answer to every asked paper; one that says nothing is a
// field error, and files that came are kept all the same.
func (a *Applications) supplied(ctx context.Context, v CaseView, in []PaperAnswer) (map[string]paper.Choice, error) {
	s, ok := a.Catalogue.Service(v.Service)
	if !ok {
		return nil, portal.NotFound()
	}
	choices := map[string]paper.Choice{}
	var problems portal.FieldErrors
	for _, asked := range v.Papers {
		p, _ := s.Paper(asked.Paper)
		p.Required = true // the office asks for it
		answer := PaperAnswer{Paper: p.ID}
		for _, given := range in {
			if given.Paper == p.ID {
				answer = given
			}
		}
		choice, _, err := a.choose(ctx, v.Person, p, paper.Choice{}, answer)
		if err := collect(&problems, err); err != nil {
			return nil, err
		}
		if !choice.Given() {
			problems = missing(problems, p, choice)
		}
		choices[p.ID] = choice
	}
	return choices, problems.OrNil()
}

// Track finds a case by its reference and the last four digits of the phone that
// was given with it. KindNotFound when either is wrong: the two look alike.
func (a *Applications) Track(ctx context.Context, ref matter.Reference, lastFour string) (Case, error) {
	c, err := a.Cases.Case(ctx, ref)
	if err != nil {
		return Case{}, err
	}
	phone := c.Body.Answers[account.FieldPhone].First()
	if len(phone) < 4 || subtle.ConstantTimeCompare([]byte(phone[len(phone)-4:]), []byte(lastFour)) != 1 {
		return Case{}, portal.NotFound()
	}
	return c, nil
}
