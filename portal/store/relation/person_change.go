package relation

import (
	"context"
	"strconv"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/seal"
)

// Actions in a person's history.
const (
	personCreated = "create"
	personChanged = "change"
	personDeleted = "delete"
)

// AddPerson makes a person and the link; a repeated key returns the first.
func (s *Store) AddPerson(ctx context.Context, p account.Person, l account.Link, key string, by portal.Actor) (string, error) {
	if p.ID == "" {
		p.ID = portal.NewID()
	}
	if p.Created.IsZero() {
		p.Created = l.Created
	}
	l.Person = p.ID
	statements, head, _ := s.newPerson(p, by)
	err := s.do(ctx, append(statements, insert("link", linkSets(l, key)))...)
	if broke(err, "start_key") {
		c, err := s.one(ctx, query("select person from link where identity = ? and start_key = ?", l.Identity, key))
		if err != nil {
			return "", err
		}
		return c.text(), nil
	}
	if err == nil {
		s.recall.keepHeads(head)
	}
	return p.ID, err
}

// newPerson returns the rows of a new person with the first row of its history,
// where that stands, and the person's key.
func (s *Store) newPerson(p account.Person, by portal.Actor) ([]Statement, audit.Head, seal.PersonKey) {
	k, wrapped, err := s.ring.NewPersonKey(p.ID)
	if err != nil {
		panic(err) // sealing with a whole ring does not fail
	}
	s.recall.keepKey(p.ID, k)
	event, head := personEvent(k, audit.Head{Chain: audit.ChainID("person", p.ID)}, p.ID, personCreated, p.Facts, by, p.Created)
	sets := append(s.personSets(k, p, head), set{"id", p.ID}, set{"wrapped_key", wrapped}, set{"created", micros(p.Created)})
	return []Statement{insert("person", sets), event}, head, k
}

func linkSets(l account.Link, key string) []set {
	return []set{{"identity", l.Identity}, {"person", l.Person}, {"relation", string(l.Relation)},
		{"capacity", string(l.Capacity)}, {"level", int64(l.Level)}, {"confirmed", bit(l.Confirmed)},
		{"valid_to", string(l.ValidTo)}, {"start_key", key}, {"created", micros(l.Created)}}
}

// personSets are the columns that follow from a person's facts and last event.
func (s *Store) personSets(k seal.PersonKey, p account.Person, head audit.Head) []set {
	facts := p.Facts
	if facts == nil {
		facts = map[string]account.Fact{}
	}
	id := s.blind(seal.BlindResidentID, seal.ResidentID(p.First("id_number")))
	verified := id
	if !p.Verified {
		verified = nil
	}
	return []set{{"facts", sealJSON(k, factsPlace(p.ID), facts)}, {"version", head.Seq}, {"head", head.Hash},
		{"verified", bit(p.Verified)}, {"verified_bix", null(verified)}, {"id_bix", null(id)},
		{"card_bix", null(s.blind(seal.BlindCard, seal.CardNumber(p.First("card_no"))))},
		{"name_bix", null(s.blind(seal.BlindName, seal.Name(p.First("name"))))},
		{"initials_bix", null(s.blind(seal.BlindInitials, seal.Initials(p.First("name"))))},
		{"phone_bix", null(s.blind(seal.BlindPhone, seal.Phone(p.First("phone"))))}}
}

// personEvent returns the next row of a person's history and the chain's new head.
func personEvent(k sealer, head audit.Head, person, action string, facts map[string]account.Fact, by portal.Actor, at time.Time) (Statement, audit.Head) {
	where := seal.Where{Table: "person_event", Column: "facts", Row: person + "/" + strconv.FormatInt(head.Seq+1, 10)}
	sealed := []byte{}
	if len(facts) > 0 {
		sealed = sealJSON(k, where, facts)
	}
	sets := append([]set{{"person", person}, {"at", micros(at)}}, actorSets(by)...)
	sets = append(sets, set{"action", action}, set{"facts", sealed})
	row := audit.Next(head, chained(sets))
	sets = append(sets, set{"seq", row.Seq}, set{"prev", row.Prev}, set{"hash", row.Hash})
	return insert("person_event", sets), row.Head(at)
}

// Change writes new facts with their history row; KindConflict when the person
// changed since it was read, KindExists when a verified ID number is taken.
func (s *Store) Change(ctx context.Context, c account.Change) error {
	statements, head, err := s.changePerson(ctx, c)
	if err != nil {
		return err
	}
	return s.changed(s.do(ctx, statements...), head)
}

// changePerson returns the rows of a change. The history's primary key makes the
// write fail when the person moved on.
func (s *Store) changePerson(ctx context.Context, c account.Change) ([]Statement, audit.Head, error) {
	k, err := s.keyOf(ctx, c.Person.ID)
	if err != nil {
		return nil, audit.Head{}, err
	}
	head, err := s.personHead(ctx, c.Person)
	if err != nil {
		return nil, head, err
	}
	p := c.Person
	p.Verified = p.Verified || c.Verify
	event, next := personEvent(k, head, p.ID, personChanged, c.Facts, c.Actor, c.At)
	statements := []Statement{
		update("person", s.personSets(k, p, next), "id = ? and version = ?", p.ID, int64(p.Version)),
		event,
	}
	if l := c.Link; l != nil {
		statements = append(statements, update("link", []set{{"relation", string(l.Relation)}, {"capacity", string(l.Capacity)},
			{"level", int64(l.Level)}, {"confirmed", bit(l.Confirmed)}, {"valid_to", string(l.ValidTo)}},
			"identity = ? and person = ?", l.Identity, p.ID))
	}
	return statements, next, nil
}

// changed maps the outcome of a write that held a person's change.
func (s *Store) changed(err error, head audit.Head) error {
	switch {
	case err == nil:
		s.recall.keepHeads(head)
	case broke(err, "person_event"):
		s.recall.forgetHead(head.Chain)
		return as(err, portal.KindExists, portal.KindConflict)
	}
	return err
}

// personHead returns the chain's head at the version the caller read;
// KindConflict when the person has moved on.
func (s *Store) personHead(ctx context.Context, p account.Person) (audit.Head, error) {
	chain := audit.ChainID("person", p.ID)
	if head, known := s.recall.head(chain); known && head.Seq == int64(p.Version) {
		return head, nil
	}
	c, err := s.one(ctx, query("select version, head from person where id = ?", p.ID))
	if err != nil {
		return audit.Head{}, err
	}
	head := audit.Head{Chain: chain, Seq: c.number(), Hash: c.bytes()}
	if head.Seq != int64(p.Version) {
		return head, portal.Fail(portal.KindConflict, portal.Message{})
	}
	return head, nil
}

// DeletePerson destroys the person's key and writes that it did: everything
// sealed with it stays shut for good (decisions 18). KindNotFound.
func (s *Store) DeletePerson(ctx context.Context, person string, by portal.Actor, at time.Time) error {
	rows, next, err := s.destroyed(ctx, person, by, at)
	if err != nil {
		return err
	}
	err = s.changed(s.do(ctx, rows...), next)
	s.recall.forgetKey(person)
	return err
}

// destroyed returns the rows that take a person's key and every index away;
// KindNotFound when that was done before.
func (s *Store) destroyed(ctx context.Context, person string, by portal.Actor, at time.Time) ([]Statement, audit.Head, error) {
	c, err := s.one(ctx, query("select version, head from person where id = ? and wrapped_key <> ?", person, []byte{}))
	if err != nil {
		return nil, audit.Head{}, err
	}
	head := audit.Head{Chain: audit.ChainID("person", person), Seq: c.number(), Hash: c.bytes()}
	event, next := personEvent(nil, head, person, personDeleted, nil, by, at)
	gone := []set{{"wrapped_key", []byte{}}, {"facts", []byte{}}, {"version", next.Seq}, {"head", next.Hash},
		{"verified", int64(0)}, {"verified_bix", nil}, {"id_bix", nil}, {"card_bix", nil}, {"name_bix", nil},
		{"initials_bix", nil}, {"phone_bix", nil}}
	return []Statement{update("person", gone, "id = ?", person), event,
		update("case_file", []set{{"name_bix", nil}, {"initials_bix", nil}, {"id_bix", nil}}, "person = ?", person),
		update("benefit", []set{{"id_bix", nil}}, "person = ?", person),
		update("certificate", []set{{"number_bix", nil}}, "person = ?", person),
		query("update certificate_code set ended = 1 where certificate in (select id from certificate where person = ?)", person),
		query("delete from case_search where case_ref in (select ref from case_file where person = ?)", person),
		update("ticket", []set{{"gone", int64(1)}, {"phone_bix", nil}, {"four_bix", nil}}, "person = ?", person)}, next, nil
}
