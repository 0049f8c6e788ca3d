package application

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/catalogue"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/office"
)

// MaxUnsent is how many unsent drafts somebody may have before an operator begins
// no further one.
const MaxUnsent = 20

// Called is what an operator begins for somebody at the phone.
type Called struct {
	Phone    string // in any form
	Service  string
	Language string        // the caller's
	Road     delivery.Road // by which the code goes to the phone
	Key      string
}

// Calling is what such a beginning writes, all or none.
type Calling struct {
	Draft   Draft
	Fresh   bool // the draft is new and written too
	Share   Share
	Message delivery.Message // carries the code
	Entry   audit.Entry
}

// CallStore keeps what operators begin.
type CallStore interface {
	// Arrive returns the identity of a phone with the link to oneself, made when
	// the phone is new.
	Arrive(ctx context.Context, phone string, at time.Time) (account.Identity, account.Link, error)
	// PutCall writes a Calling; a code the draft had before is over with it.
	// ErrNothing when its key was written before, KindExists when the digits are
	// those of another living code, KindConflict when another code of the draft was
	// made meanwhile.
	PutCall(ctx context.Context, c Calling) error
}

// CallRoads lists the roads by which a code can go to a caller's phone now.
func (a *Applications) CallRoads() []delivery.Road { return slices.Clone(a.Roads) }

// ForCall lists the services an operator can begin, in the catalogue's order.
func (a *Applications) ForCall() []*catalogue.Service {
	return slices.DeleteFunc(a.Catalogue.All(), func(s *catalogue.Service) bool { return !online(s) })
}

func online(s *catalogue.Service) bool { return s.Delivery == transact && !s.Hidden }

// BeginCall begins a draft that is the caller's alone, in the channel phone, and
// sends the caller a code for it: only who reads that out lets the operator in. An
// unfinished draft of the service is opened instead, which again reports. The
// operator is in the audit log, never in the draft. What cannot be read is a
// FieldErrors of phone, service or road; the same key again does nothing more.
func (a *Applications) BeginCall(ctx context.Context, s office.Staff, in Called) (again bool, err error) {
	if !office.May(s, office.OpenDraft) || !s.Active(a.today()) {
		return false, portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	}
	if err := checkKey(in.Key); err != nil {
		return false, err
	}
	service, err := a.readCall(&in)
	if err != nil {
		return false, err
	}
	by := portal.ActorFrom(ctx)
	by.Channel = portal.ChannelPhone
	staffs := portal.WithActor(ctx, by)
	by.Language = in.Language // whoever is new is told things in it
	caller, self, err := a.Calls.Arrive(portal.WithActor(ctx, by), in.Phone, a.Clock.Now())
	if err != nil {
		return false, err
	}
	for range tries {
		again, err = a.beginCall(staffs, s, service, in, caller, self.Person)
		if !portal.Is(err, portal.KindConflict) {
			return again, Nothing(err)
		}
	}
	return false, portal.Fail(portal.KindConflict, portal.Message{})
}

// readCall judges all that was typed and puts the phone into its one form.
func (a *Applications) readCall(in *Called) (*catalogue.Service, error) {
	typed := field.Form(func(string) []string { return []string{in.Phone} })
	phone, problems := field.Read(field.Spec{ID: "phone", Type: field.Tel, Required: true}, typed, field.Context{Today: a.today()})
	s, known := a.Catalogue.Service(in.Service)
	if !known || !online(s) {
		problems = append(problems, portal.FieldError{Field: "service", Message: portal.Msg("desk.begin.service.empty")})
	}
	if !slices.Contains(a.Roads, in.Road) {
		problems = append(problems, portal.FieldError{Field: "road", Message: portal.Msg("desk.begin.road.empty")})
	}
	in.Phone = phone.First()
	return s, portal.FieldErrors(problems).OrNil()
}

// beginCall is one try. A draft of the same key was begun by an earlier press.
func (a *Applications) beginCall(ctx context.Context, s office.Staff, service *catalogue.Service, in Called, caller account.Identity, person string) (bool, error) {
	m, err := a.Cases.Matters(ctx, caller.ID, person)
	if err != nil {
		return false, err
	}
	d, again := unfinished(m.Drafts, service.ID)
	if again && d.Key == in.Key {
		return false, nil
	}
	if !again && len(m.Drafts) >= MaxUnsent {
		return false, phoneProblem("desk.begin.many")
	}
	if err := a.mayRing(ctx, in.Phone); err != nil {
		return again, err
	}
	if !again {
		if d, err = a.freshCall(ctx, service, in, caller, m); err != nil {
			return false, err
		}
	}
	return again, a.putCall(ctx, s, in, Calling{Draft: d, Fresh: !again, Share: Share{Identity: caller.ID}})
}

// unfinished is the draft of a service that was touched last, but for those that
// change or contest what was sent.
func unfinished(drafts []Draft, service string) (last Draft, found bool) {
	for _, d := range drafts {
		if d.Service == service && d.Amends == "" && d.About == "" && d.Case == "" && (!found || d.Updated.After(last.Updated)) {
			last, found = d, true
		}
	}
	return last, found
}

// freshCall is the caller's new draft: begun by the caller, who asked for it on
// the phone.
func (a *Applications) freshCall(ctx context.Context, s *catalogue.Service, in Called, caller account.Identity, m Matters) (Draft, error) {
	by := portal.Actor{Kind: portal.ActorIdentity, ID: caller.ID, Channel: portal.ChannelPhone, Language: in.Language}
	d, err := a.fresh(portal.WithActor(ctx, by), m.Known.Person.ID, s, in.Key)
	d.Known = a.view(s, Open{Draft: d, Known: m.Known, Has: m.Benefits, Cards: m.Cards}).knownFields()
	return d, err
}

// mayRing bounds how often one phone is sent a code, however many ask.
func (a *Applications) mayRing(ctx context.Context, phone string) error {
	if a.Tries == nil {
		return nil
	}
	err := a.Tries.Allowed(ctx, "code.phone", phone)
	if portal.Is(err, portal.KindLimited) {
		return phoneProblem("desk.begin.limited")
	}
	return err
}

func phoneProblem(words string) error {
	return portal.FieldErrors{{Field: "phone", Message: portal.Msg(words)}}
}

// putCall makes code and message and writes everything.
func (a *Applications) putCall(ctx context.Context, s office.Staff, in Called, c Calling) error {
	now := a.Clock.Now()
	c.Share = Share{ID: portal.NewID(), Draft: c.Draft.ID, Person: c.Draft.Person, Identity: c.Share.Identity,
		Key: in.Key, Created: now, Until: now.Add(ShareLife)}
	c.Message = delivery.Message{
		ID: portal.NewID(), Person: c.Draft.Person, Recipient: c.Share.Identity, Road: in.Road, Urgent: true,
		Template: "notice.code.help", Language: in.Language, Created: now, Next: now,
	}
	c.Entry = a.looked(ctx, s, c.Share, "draft.begin")
	for range shareDraws {
		digits, err := shareDigits()
		if err != nil {
			return err
		}
		c.Share.Code = digits
		c.Message.Data = map[string]string{"Code": c.Share.Grouped(), "Phone": in.Phone}
		if err = a.Calls.PutCall(ctx, c); !portal.Is(err, portal.KindExists) || errors.Is(err, ErrNothing) {
			return err
		}
	}
	return portal.Because(portal.KindUnavailable, fmt.Errorf("no free code in %d draws", shareDraws))
}
