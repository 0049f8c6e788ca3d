package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/store/relation"
)

func persons(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	r := signIn(t, s, "138 0000 1234")
	again := signIn(t, s, "+8613800001234")
	equal(t, "identity", again.ID, r.ID)
	equal(t, "phone", again.Phone, "13800001234")
	equal(t, "created", again.Created, noon())
	mother := addPerson(t, s, r, people.Mother, "key", time.Hour)
	equal(t, "repeated key", addPerson(t, s, r, people.Father, "key", 2*time.Hour), mother)
	father := addPerson(t, s, r, people.Father, "other key", 3*time.Hour)
	setFact(t, s, r, mother, "name", "Saren")
	list, err := s.Relatives(ctx, r.ID)
	ok(t, err)
	equal(t, "relatives", len(list), 3)
	for i, want := range []string{r.self, mother, father} {
		equal(t, "order", list[i].Link.Person, want)
	}
	equal(t, "name", list[1].Name, "Saren")
	equal(t, "relation", list[1].Link.Relation, people.Mother)
	ok(t, s.PutPreference(ctx, r.ID, "elder large"))
	ok(t, s.PutLanguages(ctx, r.ID, people.Choices{Language: "mn-Mong"}))
	ok(t, s.PutLanguages(ctx, r.ID, people.Choices{Notice: "mn-Cyrl"}))
	chosen, err := s.Choices(ctx, r.ID)
	ok(t, err)
	equal(t, "choices", chosen, people.Choices{Look: "elder large", Language: "mn-Mong", Notice: "mn-Cyrl"})
	kind(t, s.PutLanguages(ctx, "nobody", people.Choices{Notice: "mn-Cyrl"}), portal.KindNotFound)
	kind(t, s.PutPreference(ctx, "nobody", "x"), portal.KindNotFound)
}

func addPerson(t testing.TB, s *relation.Store, r resident, rel people.Relation, key string, after time.Duration) string {
	t.Helper()
	link := people.Link{Identity: r.ID, Relation: rel, Capacity: people.AsAgent, Created: noon().Add(after)}
	id, err := s.AddPerson(context.Background(), people.Person{}, link, key, r.actor())
	ok(t, err)
	return id
}

func facts(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	r := signIn(t, s, "13800001234")
	mother := addPerson(t, s, r, people.Mother, "key", time.Hour)
	setFact(t, s, r, r.self, "name", "Bao")
	first := factChange(t, s, r, mother, "name", "Saren")
	late := factChange(t, s, r, mother, "name", "Sarnai")
	late.Link = &people.Link{Identity: r.ID, Person: mother, Relation: people.Mother, Capacity: people.AsAgent,
		Level: people.LevelRegister, Confirmed: true, ValidTo: "2027-01-01"}
	ok(t, s.Change(ctx, first))
	kind(t, s.Change(ctx, late), portal.KindConflict)
	late.Person.Version++
	ok(t, s.Change(ctx, late))
	k, err := s.Known(ctx, r.ID, mother)
	ok(t, err)
	equal(t, "name", k.Person.First("name"), "Sarnai")
	equal(t, "time of a fact", k.Person.Facts["name"].At, noon())
	equal(t, "own name", k.Own.First("name"), "Bao")
	equal(t, "level", k.Link.Level, people.LevelRegister)
	equal(t, "mandate's end", k.Link.ValidTo, "2027-01-01")
	equal(t, "version", k.Person.Version, 3)
	kind(t, func() error { _, err := s.Known(ctx, r.ID, portal.NewID()); return err }(), portal.KindNotFound)
}

func verified(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, b := signIn(t, s, "13800001234"), signIn(t, s, "13900001234")
	verify := func(r resident) error {
		c := factChange(t, s, r, r.self, "id_number", "15020219900101001x")
		c.Verify = true
		return s.Change(ctx, c)
	}
	setFact(t, s, b, b.self, "id_number", "15020219900101001X") // typing a number proves nothing
	ok(t, verify(a))
	kind(t, verify(b), portal.KindExists)
	k, err := s.Known(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "verified", k.Person.Verified, true)
}

func arriveTogether(t *testing.T, open func() *relation.Store) {
	s := open()
	ids := make([]string, 16)
	var wait sync.WaitGroup
	for i := range ids {
		wait.Go(func() {
			identity, _, err := s.Arrive(context.Background(), "13700000000", noon())
			if err != nil {
				t.Error(err)
			}
			ids[i] = identity.ID
		})
	}
	wait.Wait()
	for _, id := range ids {
		equal(t, "identity", id, ids[0])
	}
	list, err := s.Relatives(context.Background(), ids[0])
	ok(t, err)
	equal(t, "persons", len(list), 1)
}

func codes(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	c := people.Code{ID: portal.NewID(), Phone: "13800001234", Hash: []byte{1, 2}, Purpose: "sign_in", Created: noon(), Expires: noon().Add(10 * time.Minute)}
	m := delivery.Message{ID: portal.NewID(), Road: delivery.Log, Template: "message.code", Data: map[string]string{"Code": "123456"}, Created: noon(), Next: noon()}
	ok(t, s.PutCode(ctx, c, m))
	ok(t, s.CountTry(ctx, c.ID))
	got, err := s.Code(ctx, c.ID)
	ok(t, err)
	equal(t, "phone", got.Phone, c.Phone)
	equal(t, "tries", got.Tries, 1)
	equal(t, "expires", got.Expires, c.Expires)
	ok(t, s.UseCode(ctx, c.ID, noon()))
	kind(t, s.UseCode(ctx, c.ID, noon()), portal.KindConflict)
	kind(t, s.CountTry(ctx, "nobody"), portal.KindNotFound)
	_, err = s.Code(ctx, "nobody")
	kind(t, err, portal.KindNotFound)
	latest, err := s.Latest(ctx, 5)
	ok(t, err)
	equal(t, "code in the outbox", latest[0].Data["Code"], "123456")
}

// visibility: what is not there and what is somebody else's look alike.
func visibility(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, b := signIn(t, s, "13800001234"), signIn(t, s, "13900001234")
	c := sent(t, s, a, a.self, nil)
	d := begin(t, s, a, a.self)
	for name, err := range map[string]error{
		"known":   second(s.Known(ctx, b.ID, a.self)),
		"draft":   second(s.Draft(ctx, b.ID, a.self, d.ID)),
		"moved":   second(s.Draft(ctx, b.ID, b.self, d.ID)),
		"matters": second(s.Matters(ctx, b.ID, a.self)),
		"delete":  s.DeleteDraft(ctx, b.ID, a.self, d.ID),
		"case":    third(s.CaseFor(ctx, b.ID, a.self, c.Ref)),
		"carried": third(s.CaseFor(ctx, b.ID, b.self, c.Ref)),
		"file":    third(s.File(ctx, b.self, "x")),
		"nobody":  second(s.Draft(ctx, a.ID, a.self, portal.NewID())),
	} {
		if !portal.Is(err, portal.KindNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, known, err := s.CaseFor(ctx, a.ID, a.self, c.Ref)
	ok(t, err)
	equal(t, "case", got.Ref, c.Ref)
	equal(t, "known", known.Person.ID, a.self)
}

func second[A any](_ A, err error) error { return err }

func third[A, B any](_ A, _ B, err error) error { return err }

func deletion(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	setFact(t, s, a, a.self, "name", "Bao")
	c := sent(t, s, a, a.self, nil)
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	kind(t, s.DeletePerson(ctx, a.self, officer(), noon()), portal.KindNotFound)
	kind(t, second(s.Known(ctx, a.ID, a.self)), portal.KindNotFound)
	kind(t, second(s.Case(ctx, c.Ref)), portal.KindNotFound)
	kind(t, second(open().Case(ctx, c.Ref)), portal.KindNotFound)
	kind(t, second(s.CreateDraft(ctx, newDraft(a, a.self, "k"))), portal.KindNotFound)
	list, err := s.Relatives(ctx, a.ID)
	ok(t, err)
	equal(t, "relatives", len(list), 0)
	checkChains(t, s, 3) // what was written stays provable: case, person, audit
}

func register(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	r := people.Record{IDNumber: "15020219900101001X", Name: "Bao", Phone: "13800001234", CardStatus: "active", CardValidTo: "2030-01-01"}
	kind(t, second(s.Find(ctx, r.IDNumber)), portal.KindNotFound)
	ok(t, s.PutRecord(ctx, r))
	r.CardStatus = "expired"
	ok(t, s.PutRecord(ctx, r))
	got, err := s.Find(ctx, "15020219900101001x")
	ok(t, err)
	equal(t, "record", got, r)
	kind(t, second(s.Find(ctx, "")), portal.KindNotFound)
}
