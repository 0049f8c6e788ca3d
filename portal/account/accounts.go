package account

import (
	"context"
	"maps"
	"time"

	"changban/portal"
)

// Field ids of facts that decide about levels.
const (
	FieldName        = "name"
	FieldIDNumber    = "id_number"
	FieldPhone       = "phone"
	FieldCardNumber  = "card_no"
	FieldCardValidTo = "card_valid_to"
	FieldCardStatus  = "card_status"
	FieldHukou       = "hukou_jurisdiction"
)

// Accounts answers who may act for whom and keeps what is known of a person.
type Accounts struct {
	People   People
	Register Register
	Clock    portal.Clock
}

// Relatives lists the people the actor may act for, oneself first.
func (a *Accounts) Relatives(ctx context.Context) ([]Kin, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return nil, portal.Fail(portal.KindSignIn, portal.Message{})
	}
	return a.People.Relatives(ctx, actor.ID)
}

// Known returns what a page of the person's area stands on; KindNotFound when
// the actor has no link to the person.
func (a *Accounts) Known(ctx context.Context, person string) (Known, error) {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return Known{}, portal.Fail(portal.KindSignIn, portal.Message{})
	}
	if !portal.ValidID(person) {
		return Known{}, portal.NotFound()
	}
	return a.People.Known(ctx, actor.ID, person)
}

// NewRelative is what "for whom?" asks about somebody not yet listed.
type NewRelative struct {
	Relation Relation
	Guardian bool       // the actor is the guardian
	ValidTo  portal.Day // end of the mandate, "" when none is stated
	Name     string
	Key      string
}

// AddRelative makes a person the actor may file for. Nobody has confirmed it:
// the case will say so at the desk (decisions 2).
func (a *Accounts) AddRelative(ctx context.Context, r NewRelative) (string, error) {
	actor := portal.ActorFrom(ctx)
	switch {
	case actor.Kind != portal.ActorIdentity:
		return "", portal.Fail(portal.KindSignIn, portal.Message{})
	case !r.Relation.Valid():
		return "", portal.FieldErrors{{Field: "relation", Message: portal.Msg("account.person.relation_empty")}}
	}
	now := a.Clock.Now()
	l := Link{
		Identity: actor.ID, Relation: r.Relation, Capacity: AsAgent,
		ValidTo: r.ValidTo, Created: now,
	}
	if r.Guardian {
		l.Capacity = AsGuardian
	}
	p := Person{ID: portal.NewID(), Created: now}
	l.Person = p.ID
	if r.Name != "" {
		p = p.With(FieldName, Fact{Value: []string{r.Name}, Source: SourceTyped, At: now, By: actor.ID})
	}
	return a.People.AddPerson(ctx, p, l, r.Key, actor)
}

// Learn builds the change that adds typed facts to a person's file. When the
// actor acts for oneself and name and ID number are known, they are held against
// the register; the result changes only the level, never what a page says
// (decisions 2: right and wrong matches answer alike).
func (a *Accounts) Learn(ctx context.Context, k Known, typed map[string][]string) (Change, error) {
	c := Change{Person: k.Person, Facts: map[string]Fact{}, Actor: portal.ActorFrom(ctx), At: a.Clock.Now()}
	for field, value := range typed {
		c.learn(field, Fact{Value: value, Source: SourceTyped, At: c.At, By: c.Actor.ID})
	}
	if k.Link.ForOther() {
		return c, nil
	}
	return c, a.match(ctx, k, &c)
}

func (c *Change) learn(field string, f Fact) {
	c.Facts[field] = f
	c.Person = c.Person.With(field, f)
}

func (a *Accounts) match(ctx context.Context, k Known, c *Change) error {
	_, name := c.Facts[FieldName]
	_, number := c.Facts[FieldIDNumber]
	if !name && !number || c.Person.First(FieldName) == "" || c.Person.First(FieldIDNumber) == "" {
		return nil
	}
	level, record, err := a.level(ctx, k.Identity, c.Person)
	if err != nil || level == k.Link.Level || c.sameClaim(k.Person) && (level < k.Link.Level || k.Link.Level < LevelPhone) {
		return err // said once more, what a code to the register's phone proved stays proved
	}
	l := k.Link
	l.Level = level
	c.Link = &l
	c.Verify = level == LevelRegister
	switch {
	case c.Verify:
		c.adopt(record, c.At)
	case c.Person.Verified:
		c.disown()
	}
	return nil
}

func (c *Change) sameClaim(before Person) bool {
	return c.Person.First(FieldName) == before.First(FieldName) && c.Person.First(FieldIDNumber) == before.First(FieldIDNumber)
}

// disown: the name or the number is another one now, so nothing the register
// said about the former holds, and the new number takes nobody's place.
func (c *Change) disown() {
	c.Person.Verified = false
	for field, f := range c.Person.Facts {
		if f.Source == SourceRegister {
			c.learn(field, Fact{Source: SourceTyped, At: c.At, By: c.Actor.ID})
		}
	}
}

// Unproved returns the change without what came of a proof that does not count,
// because another person's file holds the ID number already.
func (c Change) Unproved() Change {
	typed := func(facts map[string]Fact) map[string]Fact {
		kept := maps.Clone(facts)
		maps.DeleteFunc(kept, func(field string, f Fact) bool {
			return f.Source == SourceRegister && c.Facts[field].Source == SourceRegister
		})
		return kept
	}
	c.Person.Facts, c.Facts = typed(c.Person.Facts), typed(c.Facts)
	c.Verify, c.Link = false, nil
	return c
}

// level tells how far a claim of name and number is proved. A change of name or
// number can lower it again.
func (a *Accounts) level(ctx context.Context, i Identity, p Person) (Level, Record, error) {
	r, err := a.Register.Find(ctx, p.First(FieldIDNumber))
	if portal.Is(err, portal.KindNotFound) {
		return LevelPhone, Record{}, nil
	}
	if err != nil {
		return 0, Record{}, err
	}
	switch {
	case r.Name != p.First(FieldName):
		return LevelPhone, Record{}, nil
	case r.Phone != i.Phone:
		return LevelMatched, r, nil
	}
	return LevelRegister, r, nil
}

// adopt takes over what the register knows and the person has not said.
func (c *Change) adopt(r Record, at time.Time) {
	for field, value := range map[string]string{
		FieldCardNumber:  r.CardNumber,
		FieldCardValidTo: string(r.CardValidTo),
		FieldCardStatus:  r.CardStatus,
		FieldHukou:       string(r.Hukou),
	} {
		if value != "" && (c.Person.First(field) == "" || field == FieldCardStatus) {
			c.learn(field, Fact{Value: []string{value}, Source: SourceRegister, At: at})
		}
	}
}
