package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// grantOf is a monthly payment granted by a case.
func grantOf(c application.Case) benefit.Step {
	return benefit.Step{
		Benefit: benefit.Benefit{ID: portal.NewID(), Person: c.Person, Case: c.Ref, Service: c.Service, Kind: benefit.Payment,
			Place: "152501", Fen: 11000, Period: benefit.Monthly, From: "2026-11", Spans: []benefit.Span{{From: "2026-11"}},
			State: benefit.Active, Card: "2027-05-01", Recheck: "2027-11-01", Granted: noon(),
			Payee: benefit.Payee{To: "own", Bank: "Nongye", Account: "6228480000000000018", Holder: "Bao Lide"}},
		Event: benefit.Event{At: noon(), Actor: officer(), Action: "grant", To: string(benefit.Active), Case: c.Ref, Key: "grant"},
	}
}

// cardOf is a first card issued by a case.
func cardOf(c application.Case) benefit.CardStep {
	return benefit.CardStep{
		Certificate: benefit.Certificate{ID: portal.NewID(), Person: c.Person, Case: c.Ref, Place: "152501", State: benefit.CardActive,
			Issued: "2026-11-23", ValidTo: "2036-11-23",
			Card: benefit.Card{Number: "15020219900101001X42", Name: "Bao Lide", Categories: []string{"physical"}, Category: "physical", Level: 2}},
		Event: benefit.Event{At: noon(), Actor: officer(), Action: "issue", To: string(benefit.CardActive), Case: c.Ref, Key: "issue"},
	}
}

// granted lets a case be approved with benefits and certificates.
func granted(t testing.TB, s *relation.Store, c application.Case, steps []benefit.Step, cards ...benefit.CardStep) error {
	t.Helper()
	_, err := s.UpdateCase(context.Background(), c.Ref, portal.NewID(), func(c application.Case) (application.Change, error) {
		change, err := step("approve", matter.Approved, "")(c)
		change.Benefits, change.Certificates = steps, cards
		return change, err
	})
	return err
}

// ofCase is a case with an ID number that was sent by somebody new.
func ofCase(t testing.TB, s *relation.Store, phone, idNumber string) (resident, application.Case) {
	t.Helper()
	r := signIn(t, s, phone)
	return r, sent(t, s, r, r.self, func(n *application.Submission) {
		n.Case.Body.Answers["id_number"] = field.Value{idNumber}
	})
}

func benefits(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	g := grantOf(c)
	ok(t, granted(t, s, c, []benefit.Step{g}))
	s = open() // nothing remembered
	got, pays, err := s.BenefitFor(ctx, a.ID, a.self, g.Benefit.ID)
	ok(t, err)
	equal(t, "payments", len(pays), 0)
	want := g.Benefit
	want.Version, g.Event.Seq = 1, 1
	want.Events = []benefit.Event{g.Event}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("read\n%+v, written\n%+v", got, want)
	}
	stopped := func(b benefit.Benefit) (benefit.Change, error) {
		first, err := benefit.Suspend(b, "2026-12", benefit.Moved, benefit.By{At: noon(), Actor: officer(), Key: "form"})
		second := benefit.NewAccount(first.Benefit, benefit.Payee{To: "own", Account: "7"}, benefit.By{At: noon(), Actor: officer(), Key: "form"})
		return benefit.Change{Steps: []benefit.Step{first, second}, Audit: []audit.Entry{entry(officer(), "benefit.suspend", a.self)}}, err
	}
	after, err := s.UpdateBenefit(ctx, g.Benefit.ID, "form", stopped)
	ok(t, err)
	equal(t, "version", after.Version, 3)
	equal(t, "state", after.State, benefit.Suspended)
	equal(t, "account", after.Payee.Account, "7")
	equal(t, "months", fmt.Sprint(after.Spans), fmt.Sprint([]benefit.Span{{From: "2026-11", To: "2026-11"}}))
	equal(t, "history", after.Events[1].Reason+after.Events[2].Action, benefit.Moved+"account")
	again, err := s.UpdateBenefit(ctx, g.Benefit.ID, "form", func(benefit.Benefit) (benefit.Change, error) {
		t.Fatal("a repeated key must not act")
		return benefit.Change{}, nil
	})
	ok(t, err)
	if !reflect.DeepEqual(after, again) {
		t.Fatalf("a repeat gave\n%+v, not\n%+v", again, after)
	}
	same, err := s.UpdateBenefit(ctx, g.Benefit.ID, "x", func(benefit.Benefit) (benefit.Change, error) {
		return benefit.Change{}, benefit.ErrNothing
	})
	ok(t, err)
	equal(t, "version", same.Version, 3)
	refused := errors.New("no")
	if _, err = s.UpdateBenefit(ctx, g.Benefit.ID, "y", func(benefit.Benefit) (benefit.Change, error) {
		return benefit.Change{}, refused
	}); !errors.Is(err, refused) {
		t.Fatalf("the rule's own answer became %v", err)
	}
	kind(t, second(s.UpdateBenefit(ctx, "nothing", "k", stopped)), portal.KindNotFound)
	list, err := s.BenefitsOf(ctx, a.self)
	ok(t, err)
	equal(t, "of the person", len(list), 1)
	checkChains(t, s, 4)
}

// benefitOld: what was granted before benefits had a history begins it with its
// next step.
func benefitOld(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	_, err := s.DB().Write(ctx, relation.Statement{Args: []any{"old", a.self, string(c.Ref)}, SQL: "insert into benefit" +
		" (id, person, case_ref, service, place, fen, from_month, state, granted)" +
		" values ($1, $2, $3, 'nursing-subsidy', '152501', 11000, '2026-11', 'active', 1)"})
	ok(t, err)
	equal(t, "version", mustBenefit(t, s, "old").Version, 0)
	b, err := s.UpdateBenefit(ctx, "old", "k", func(b benefit.Benefit) (benefit.Change, error) {
		return benefit.Change{Steps: []benefit.Step{benefit.NewAccount(b, benefit.Payee{Account: "7"}, benefit.By{At: noon(), Actor: officer()})}}, nil
	})
	ok(t, err)
	equal(t, "version", b.Version, 1)
	equal(t, "account", b.Payee.Account, "7")
	equal(t, "history", b.Events[0].Key, "k")
	checkChains(t, s, 4)
}

// benefitTwice: nobody gets the same running payment twice, whichever person row
// it hangs on; another service, a thing, or an ended payment stands in nobody's way.
func benefitTwice(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	_, mother := ofCase(t, s, "13800000001", "15020220200101001X")
	_, father := ofCase(t, s, "13800000002", "15020220200101001x")
	g := grantOf(mother)
	ok(t, granted(t, s, mother, []benefit.Step{g}))
	err := granted(t, s, father, []benefit.Step{grantOf(father)})
	kind(t, err, portal.KindExists)
	var told *portal.Error
	if !errors.As(err, &told) || told.Message.ID != "desk.benefit.exists" {
		t.Fatalf("told %v", err)
	}
	c, err := s.Case(ctx, father.Ref)
	ok(t, err)
	equal(t, "nothing of the write stands", c.Version, 1)
	device := grantOf(father)
	device.Benefit.Kind, device.Benefit.Period, device.Benefit.Spans = benefit.Device, "", nil
	ok(t, granted(t, s, father, []benefit.Step{device, device}))
	ok(t, second(s.UpdateBenefit(ctx, g.Benefit.ID, "end", func(b benefit.Benefit) (benefit.Change, error) {
		step, err := benefit.End(b, "2026-12", benefit.Moved, benefit.By{At: noon(), Actor: officer()})
		return benefit.Change{Steps: []benefit.Step{step}}, err
	})))
	ok(t, granted(t, s, father, []benefit.Step{grantOf(father)}))
	ok(t, granted(t, s, mother, []benefit.Step{yearly(mother, "2026-03")}))
	kind(t, granted(t, s, father, []benefit.Step{yearly(father, "2026-09")}), portal.KindExists)
	ok(t, granted(t, s, father, []benefit.Step{yearly(father, "2027-02")}))
	card := cardOf(mother)
	ok(t, granted(t, s, mother, nil, card))
	another := cardOf(father) // of another category, and given again once: the human being is the same
	another.Certificate.Card.Number = "15020219900101001X13B1"
	err = granted(t, s, father, nil, another)
	kind(t, err, portal.KindExists)
	if !errors.As(err, &told) || told.Message.ID != "desk.certificate.exists" {
		t.Fatalf("told %v", err)
	}
}

func yearly(c application.Case, from portal.Month) benefit.Step {
	g := grantOf(c)
	g.Benefit.Service, g.Benefit.Period, g.Benefit.From = "child-rehab", benefit.Yearly, from
	g.Benefit.Spans = []benefit.Span{{From: from, To: from.Add(11)}}
	return g
}

// benefitClash: changes made at once all count, none twice.
func benefitClash(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	_, c := ofCase(t, s, "13800001234", "15020219900101001X")
	g, x := grantOf(c), cardOf(c)
	ok(t, granted(t, s, c, []benefit.Step{g}, x))
	other := open()
	var wait sync.WaitGroup
	for i := range 4 {
		for _, store := range []*relation.Store{s, other} {
			by := benefit.By{At: noon(), Actor: officer(), Key: fmt.Sprint("k", i)}
			wait.Go(func() {
				ok := func(err error) {
					if err != nil {
						t.Error(err)
					}
				}
				ok(second(store.UpdateBenefit(ctx, g.Benefit.ID, by.Key, func(b benefit.Benefit) (benefit.Change, error) {
					return benefit.Change{Steps: []benefit.Step{benefit.NewAccount(b, benefit.Payee{To: "own"}, by)}}, nil
				})))
				ok(second(store.Cards().UpdateCertificate(ctx, x.Certificate.ID, by.Key, func(c benefit.Certificate) (benefit.CardChange, error) {
					step, err := benefit.Transfer(c, "150202", by)
					return benefit.CardChange{Cards: []benefit.CardStep{step}}, err
				})))
			})
		}
	}
	wait.Wait()
	b, err := s.UpdateBenefit(ctx, g.Benefit.ID, "", func(benefit.Benefit) (benefit.Change, error) { return benefit.Change{}, benefit.ErrNothing })
	ok(t, err)
	equal(t, "steps of the benefit", len(b.Events), 5)
	list, err := s.Cards().CertificatesOf(ctx, c.Person)
	ok(t, err)
	equal(t, "steps of the card", list[0].Version, 5)
	checkChains(t, s, 5)
}

func cards(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	x, g := cardOf(c), grantOf(c)
	ok(t, granted(t, s, c, []benefit.Step{g}, x))
	s = open()
	got, err := s.Cards().CertificateFor(ctx, a.ID, a.self, x.Certificate.ID)
	ok(t, err)
	want := x.Certificate
	want.Version, x.Event.Seq = 1, 1
	want.Events = []benefit.Event{x.Event}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("read\n%+v, written\n%+v", got, want)
	}
	by := benefit.By{At: noon(), Actor: officer(), Case: c.Ref, Key: "lost"}
	after, err := s.Cards().UpdateCertificate(ctx, x.Certificate.ID, "lost", func(c benefit.Certificate) (benefit.CardChange, error) {
		first, err := benefit.Reissue(c, by)
		if err != nil {
			return benefit.CardChange{}, err
		}
		second, err := benefit.Freeze(first.Certificate, "lost", by)
		change := benefit.CardChange{Cards: []benefit.CardStep{first, second}}
		stop, serr := benefit.Suspend(mustBenefit(t, s, g.Benefit.ID), "2026-12", benefit.CardIsFrozen, by)
		change.Steps, change.Audit = []benefit.Step{stop}, []audit.Entry{entry(officer(), "card.freeze", a.self)}
		return change, errors.Join(err, serr)
	})
	ok(t, err)
	equal(t, "number", after.Card.Number, "15020219900101001X42B1")
	equal(t, "state", after.State, benefit.CardFrozen)
	equal(t, "history", len(after.Events), 3)
	equal(t, "the benefit that stands on it", mustBenefit(t, s, g.Benefit.ID).State, benefit.Suspended)
	again, err := s.Cards().UpdateCertificate(ctx, x.Certificate.ID, "lost", func(benefit.Certificate) (benefit.CardChange, error) {
		t.Fatal("a repeated key must not act")
		return benefit.CardChange{}, nil
	})
	ok(t, err)
	if !reflect.DeepEqual(after, again) {
		t.Fatalf("a repeat gave\n%+v, not\n%+v", again, after)
	}
	kind(t, second(s.Cards().CertificateFor(ctx, a.ID, a.self, "nothing")), portal.KindNotFound)
	checkChains(t, s, 5)
}

func mustBenefit(t testing.TB, s *relation.Store, id string) benefit.Benefit {
	t.Helper()
	b, err := s.UpdateBenefit(context.Background(), id, "", func(benefit.Benefit) (benefit.Change, error) {
		return benefit.Change{}, benefit.ErrNothing
	})
	ok(t, err)
	return b
}

// cardCodes: eight workers who ask with one key get one code; a code is found
// while it lives, by nothing but itself.
func cardCodes(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	_, c := ofCase(t, s, "13800001234", "15020219900101001X")
	x := cardOf(c)
	ok(t, granted(t, s, c, nil, x))
	o, id := s.Cards(), x.Certificate.ID
	var wait sync.WaitGroup
	var mu sync.Mutex
	kept := map[string]bool{}
	for range 8 {
		wait.Go(func() {
			n := benefit.Code{Code: portal.NewID(), Certificate: id, Kind: benefit.CodeShort, Created: noon(), Expires: noon().Add(30 * time.Minute)}
			err := o.PutCode(ctx, n, "key")
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				kept[n.Code] = true
			} else if !portal.Is(err, portal.KindExists) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	equal(t, "codes kept", len(kept), 1)
	for code := range kept {
		got, n, err := o.ByCode(ctx, code, noon().Add(29*time.Minute))
		ok(t, err)
		equal(t, "certificate", got.Card.Number, x.Certificate.Card.Number)
		equal(t, "code", n, benefit.Code{Code: code, Certificate: id, Kind: benefit.CodeShort, Created: noon(), Expires: noon().Add(30 * time.Minute)})
		kind(t, third(o.ByCode(ctx, code, noon().Add(30*time.Minute))), portal.KindNotFound)
		ok(t, o.PutCode(ctx, n, "key"))
	}
	printed := benefit.Code{Code: portal.NewID(), Certificate: id, Kind: benefit.CodePrinted, Created: noon()}
	ok(t, o.PutCode(ctx, printed, "print"))
	_, n, err := o.ByCode(ctx, printed.Code, noon().AddDate(9, 0, 0))
	ok(t, err)
	equal(t, "lives with the card", n.Expires.IsZero(), true)
	kind(t, third(o.ByCode(ctx, portal.NewID(), noon())), portal.KindNotFound)
	kind(t, third(o.ByCode(ctx, "", noon())), portal.KindNotFound)
	kind(t, o.PutCode(ctx, benefit.Code{Code: portal.NewID(), Certificate: "nothing", Kind: benefit.CodeShort}, "k"), portal.KindNotFound)
	ok(t, s.Sweep(ctx, noon().Add(25*time.Hour)))
	for code := range kept {
		kind(t, third(o.ByCode(ctx, code, noon())), portal.KindNotFound)
	}
	_, _, err = o.ByCode(ctx, printed.Code, noon())
	ok(t, err)
	ok(t, o.EndCodes(ctx, id))
	kind(t, third(o.ByCode(ctx, printed.Code, noon())), portal.KindNotFound)
}

// holdingsSeen: what the person has shows to who sent the case and to the
// register's level, in the draft as on the person's page.
func holdingsSeen(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	g, x := grantOf(c), cardOf(c)
	adopted := cardOf(c)
	adopted.Certificate.Case, adopted.Certificate.Card.Number, adopted.Event.Case = "", "15020219910101001X43", ""
	ok(t, granted(t, s, c, []benefit.Step{g}, x, adopted))
	b := signIn(t, s, "13900001234")
	linked(t, s, b, a.self, people.LevelMatched)
	d := begin(t, s, a, a.self)
	see := func(r resident, benefits, cards int) {
		t.Helper()
		m, err := s.Matters(ctx, r.ID, a.self)
		ok(t, err)
		equal(t, "benefits", len(m.Benefits), benefits)
		equal(t, "cards", len(m.Cards), cards)
		for _, x := range m.Cards {
			equal(t, "history of the card", len(x.Events), 1)
		}
		_, _, err = s.BenefitFor(ctx, r.ID, a.self, g.Benefit.ID)
		equal(t, "page of the benefit", err == nil, benefits > 0)
		_, err = s.Cards().CertificateFor(ctx, r.ID, a.self, x.Certificate.ID)
		equal(t, "page of the card", err == nil, cards > 0)
	}
	see(a, 1, 1)
	see(b, 0, 0)
	o, err := s.Draft(ctx, a.ID, a.self, d.ID)
	ok(t, err)
	last, n, err := s.LastDraft(ctx, a.ID)
	ok(t, err)
	equal(t, "drafts", n, 1)
	for _, o := range []application.Open{o, last} {
		equal(t, "has", len(o.Has), 1)
		equal(t, "account", o.Has[0].Payee.Account, g.Benefit.Payee.Account)
		equal(t, "cards", len(o.Cards), 1)
		equal(t, "number", o.Cards[0].Card.Number, x.Certificate.Card.Number)
		equal(t, "history", o.Cards[0].Events[0].Action, "issue")
	}
	linked(t, s, b, a.self, people.LevelRegister)
	see(b, 1, 2)
}

// linked gives an identity a link to somebody else's person, as the register's
// check does.
func linked(t testing.TB, s *relation.Store, r resident, person string, level people.Level) {
	t.Helper()
	args := []any{r.ID, person, "child", "guardian", int64(level), int64(1), "", "link", int64(1)}
	_, err := s.DB().Write(context.Background(), relation.Statement{Args: args, SQL: "insert into link" +
		" (identity, person, relation, capacity, level, confirmed, valid_to, start_key, created)" +
		" values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (identity, person) do update set level = excluded.level"})
	ok(t, err)
}
