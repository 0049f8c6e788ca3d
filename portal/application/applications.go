package application

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/setting"
)

// Applications is the door residents and helpers come in by. Officers come in by
// portal/desk and meet the same cases.
type Applications struct {
	Drafts    DraftStore
	Cases     CaseStore
	Files     FileStore
	Accounts  *account.Accounts
	Catalogue *catalogue.Catalogue
	Calendar  deadline.Calendar
	Units     office.Tree
	Places    field.PlaceFinder
	Settings  *setting.Reader
	Clock     portal.Clock
	Twins     TwinStore  // nil looks for none
	Cards     CardStore  // nil knows of none
	Shares    ShareStore // nil shows no codes to read out
	Calls     CallStore
	Roads     []delivery.Road // by which a code can go to a phone
	// Tries bounds how often an officer types a code; nil does not.
	Tries account.Limiter
}

// Where names a draft by its address: the person acted for and the draft.
type Where struct {
	Person string
	Draft  string
}

func (w Where) valid() bool { return portal.ValidID(w.Person) && portal.ValidID(w.Draft) }

// transact is the delivery of a service that is applied for here.
const transact = "transact"

// Begin starts a draft of a service for a person. The same key again returns the
// draft it started, so pressing twice starts one.
func (a *Applications) Begin(ctx context.Context, person, service, key string) (Draft, error) {
	s, ok := a.Catalogue.Service(service)
	if !ok || !online(s) {
		return Draft{}, portal.NotFound()
	}
	if err := checkKey(key); err != nil {
		return Draft{}, err
	}
	m, err := a.Matters(ctx, person)
	if err != nil {
		return Draft{}, err
	}
	d, err := a.fresh(ctx, person, s, key)
	if err != nil {
		return Draft{}, err
	}
	return a.start(ctx, s, d, m)
}

// fresh is a draft without an answer.
func (a *Applications) fresh(ctx context.Context, person string, s *catalogue.Service, key string) (Draft, error) {
	settings, err := a.Settings.Today(ctx)
	now := a.Clock.Now()
	return Draft{
		ID: portal.NewID(), Person: person, Service: s.ID, Definition: s.Hash,
		Starter: portal.ActorFrom(ctx), Key: key, Version: 1, Created: now, Updated: now,
		Expires: portal.DayOf(now).Add(settings.Number(setting.DraftDays)),
	}, err
}

// start stores a draft with the list of what is known without asking.
func (a *Applications) start(ctx context.Context, s *catalogue.Service, d Draft, m Matters) (Draft, error) {
	d.Known = a.view(s, Open{Draft: d, Known: m.Known, Has: m.Benefits, Cards: m.Cards}).knownFields()
	return a.Drafts.CreateDraft(ctx, d)
}

// View reads a draft and computes everything its pages show.
func (a *Applications) View(ctx context.Context, w Where) (*View, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return nil, portal.Fail(portal.KindSignIn, portal.Message{})
	}
	return a.viewAs(ctx, actor.ID, w)
}

// viewAs is View as one identity sees it.
func (a *Applications) viewAs(ctx context.Context, identity string, w Where) (*View, error) {
	if !w.valid() {
		return nil, portal.NotFound()
	}
	open, err := a.Drafts.Draft(ctx, identity, w.Person, w.Draft)
	if err != nil {
		return nil, err
	}
	s, ok := a.Catalogue.Service(open.Draft.Service)
	if !ok {
		return nil, portal.NotFound() // withdrawn from the catalogue; the draft stays in the store
	}
	v := a.view(s, open)
	if open.Draft.Definition != s.Hash {
		v.before, err = a.former(ctx, open.Draft.Definition)
	}
	return v, err
}

// former returns the definition a draft began with; nil when it was never kept,
// and then no question is said to be new.
func (a *Applications) former(ctx context.Context, hash string) (*catalogue.Service, error) {
	_, body, err := a.Drafts.Definition(ctx, hash)
	if portal.Is(err, portal.KindNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return catalogue.Decode(body)
}

// Blank computes the page of a step from the definition alone, for the moment
// when the store is down and what was typed has to be shown again (decisions 15).
func (a *Applications) Blank(definition, step string) (*View, catalogue.Step, bool) {
	s, ok := a.Catalogue.ByHash(definition)
	if !ok {
		return nil, catalogue.Step{}, false
	}
	st, ok := s.Step(step)
	return a.view(s, Open{}), st, ok
}

// Delete throws an unsent draft away.
func (a *Applications) Delete(ctx context.Context, w Where) error {
	if !w.valid() {
		return portal.NotFound()
	}
	return a.Drafts.DeleteDraft(ctx, portal.ActorFrom(ctx).ID, w.Person, w.Draft)
}

// Matters lists what a person's page shows.
func (a *Applications) Matters(ctx context.Context, person string) (Matters, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return Matters{}, portal.Fail(portal.KindSignIn, portal.Message{})
	}
	if !portal.ValidID(person) {
		return Matters{}, portal.NotFound()
	}
	return a.Cases.Matters(ctx, actor.ID, person)
}

func (a *Applications) today() portal.Day { return portal.DayOf(a.Clock.Now()) }

func at(t time.Time) portal.Day { return portal.DayOf(t) }

// Prospect judges the conditions of a service for the reader's own person, from
// what is known already. Nobody signed in knows nothing.
func (a *Applications) Prospect(ctx context.Context, s *catalogue.Service) (catalogue.Given, error) {
	given := catalogue.Given{Today: a.today()}
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return given, nil
	}
	kin, err := a.Accounts.Relatives(ctx)
	if err != nil || len(kin) == 0 {
		return given, err
	}
	m, err := a.Matters(ctx, kin[0].Link.Person)
	if err != nil {
		return given, err
	}
	return a.view(s, m.open()).given(), nil
}

// Unfinished returns the draft of the reader touched last and how many there
// are.
func (a *Applications) Unfinished(ctx context.Context) (*View, int, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return nil, 0, nil
	}
	open, n, err := a.Drafts.LastDraft(ctx, actor.ID)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	s, ok := a.Catalogue.Service(open.Draft.Service)
	if !ok {
		return nil, 0, nil
	}
	return a.view(s, open), n, nil
}
