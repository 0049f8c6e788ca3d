package storetest

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// objecting is a case that contests another.
func objecting(t testing.TB, s *relation.Store, r resident, about matter.Reference) application.Case {
	t.Helper()
	return sent(t, s, r, r.self, func(n *application.Submission) {
		n.Case.Service, n.Case.About, n.Case.OneOpen, n.Case.Urgent, n.Case.Calendar = "objection", about, false, true, 15
	})
}

// also: steps of another case stand or fall with the step they belong to.
func also(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	contested := sent(t, s, a, a.self, nil)
	ok(t, second(s.UpdateCase(ctx, contested.Ref, "refuse", step("refuse", matter.Refused, ""))))
	objection := objecting(t, s, a, contested.Ref)
	got, err := s.Case(ctx, objection.Ref)
	ok(t, err)
	equal(t, "about", got.About, contested.Ref)
	equal(t, "urgent", got.Urgent, true)
	equal(t, "calendar days", got.Calendar, 15)
	refs, err := s.ObjectionsOf(ctx, contested.Ref)
	ok(t, err)
	equal(t, "objections", len(refs) == 1 && refs[0] == objection.Ref, true)
	upheld := func(version int) func(application.Case) (application.Change, error) {
		return func(c application.Case) (application.Change, error) {
			change, err := step("approve", matter.Approved, "")(c)
			other, oerr := s.Case(ctx, contested.Ref)
			other.Version += version
			for _, to := range []matter.State{matter.Closed, matter.Reopened, matter.InReview} {
				next, err := step("reopen", to, "own words")(other)
				oerr = errors.Join(oerr, err)
				other = next.Case
				change.Also = append(change.Also, next)
			}
			return change, errors.Join(err, oerr)
		}
	}
	kind(t, second(s.UpdateCase(ctx, objection.Ref, "uphold", upheld(-1))), portal.KindConflict) // from an old reading
	got, err = s.Case(ctx, objection.Ref)
	ok(t, err)
	equal(t, "nothing of it stands", got.Version, 1)
	ok(t, second(s.UpdateCase(ctx, objection.Ref, "uphold", upheld(0))))
	got, err = s.Case(ctx, contested.Ref)
	ok(t, err)
	equal(t, "contested case", got.State, matter.InReview)
	equal(t, "steps of the contested case", len(got.Events), 5)
	equal(t, "note", got.Events[4].Note, "own words")
	looked, err := s.Looked(ctx, a.self, 50)
	ok(t, err)
	equal(t, "audit of all steps", len(looked), 7)
	draft := newDraft(a, a.self, "about")
	draft.About = contested.Ref
	ok(t, second(s.CreateDraft(ctx, draft)))
	read, err := s.Draft(ctx, a.ID, a.self, draft.ID)
	ok(t, err)
	equal(t, "about of the draft", read.Draft.About, contested.Ref)
	checkChains(t, s, 4)
}

// companions: a change of the person's file goes with the step of a case.
func companions(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	c := sent(t, s, a, a.self, nil)
	stale := factChange(t, s, a, a.self, "contact_channel", "post")
	setFact(t, s, a, a.self, "name", "Bao")
	with := func(fresh bool) func(application.Case) (application.Change, error) {
		return func(c application.Case) (application.Change, error) {
			change, err := step("note", c.State, "")(c)
			change.Person = &stale
			if fresh {
				n := factChange(t, s, a, a.self, "contact_channel", "post")
				change.Person = &n
			}
			return change, err
		}
	}
	kind(t, second(s.UpdateCase(ctx, c.Ref, "k", with(false))), portal.KindConflict)
	ok(t, second(s.UpdateCase(ctx, c.Ref, "k", with(true))))
	k, err := s.Known(ctx, a.ID, a.self)
	ok(t, err)
	equal(t, "way of being told", k.Person.First("contact_channel"), "post")
	equal(t, "name stays", k.Person.First("name"), "Bao")
	checkChains(t, s, 3)
}

func twins(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	const child = "15020220200101001X"
	_, mother := ofCase(t, s, "13800000001", child)
	_, father := ofCase(t, s, "13800000002", "15020220200101001x ")
	ofCase(t, s, "13800000003", "15020220200101002X")
	refs, err := s.Twins(ctx, mother.Ref)
	ok(t, err)
	equal(t, "twins", len(refs) == 1 && refs[0] == father.Ref, true)
	is := func(idNumber, service string, want bool) {
		t.Helper()
		got, err := s.TwinOpen(ctx, idNumber, service)
		ok(t, err)
		equal(t, "open", got, want)
	}
	is(child, father.Service, true)
	is(child, "objection", false)
	is("", father.Service, false)
	for _, c := range []application.Case{mother, father} {
		ok(t, second(s.UpdateCase(ctx, c.Ref, "w", step("withdraw", matter.Withdrawn, ""))))
	}
	refs, err = s.Twins(ctx, mother.Ref)
	ok(t, err)
	equal(t, "twins that are over", len(refs), 0)
	is(child, father.Service, false)
	ok(t, granted(t, s, mother, []benefit.Step{grantOf(mother)}))
	is(child, father.Service, true)
}

// holdingsDeleted: with the key everything goes that says who somebody is.
func holdingsDeleted(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, c := ofCase(t, s, "13800001234", "15020219900101001X")
	g, x := grantOf(c), cardOf(c)
	ok(t, granted(t, s, c, []benefit.Step{g}, x))
	code := benefit.Code{Code: portal.NewID(), Certificate: x.Certificate.ID, Kind: benefit.CodePrinted, Created: noon()}
	ok(t, s.Cards().PutCode(ctx, code, "k"))
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	s = open()
	kind(t, third(s.Cards().ByCode(ctx, code.Code, noon())), portal.KindNotFound)
	kind(t, second(s.UpdateBenefit(ctx, g.Benefit.ID, "k", nil)), portal.KindNotFound)
	kind(t, second(s.Cards().UpdateCertificate(ctx, x.Certificate.ID, "k", nil)), portal.KindNotFound)
	list, err := s.BenefitsOf(ctx, a.self)
	ok(t, err)
	equal(t, "benefits", len(list), 0)
	owed, err := s.Owed(ctx, "152501", "2026-12")
	ok(t, err)
	equal(t, "owed", len(owed), 0)
	twin, err := s.TwinOpen(ctx, "15020219900101001X", c.Service)
	ok(t, err)
	equal(t, "known by the number", twin, false)
	checkChains(t, s, 5)
}

// holdingsProof: nobody changes or removes a row of the histories, and what is
// changed all the same, by the owner of the tables, shows.
func holdingsProof(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	_, c := ofCase(t, s, "13800001234", "15020219900101001X")
	ok(t, granted(t, s, c, []benefit.Step{grantOf(c)}, cardOf(c)))
	for _, table := range []string{"benefit_event", "certificate_event"} {
		for _, text := range []string{"update " + table + " set reason = 'x'", "delete from " + table} {
			if _, err := s.DB().Write(ctx, relation.Statement{SQL: text}); err == nil {
				t.Errorf("%s went through", text)
			}
		}
	}
	var out bytes.Buffer
	ok(t, audit.Verify(ctx, s, stamp{}, &out))
	if err := audit.Verify(ctx, forged{s, "", changedRows}, stamp{}, &out); err == nil ||
		!strings.Contains(out.String(), "changed\tchain=benefit:") || !strings.Contains(out.String(), "changed\tchain=certificate:") {
		t.Errorf("a changed row is not found: %v\n%s", err, out.String())
	}
}

// forged gives the rows of one kind of chain, "" of all, as they would be after
// somebody forged them.
type forged struct {
	*relation.Store
	kind  string
	forge func([]audit.Row) []audit.Row
}

func (f forged) ChainRows(ctx context.Context, chain string) ([]audit.Row, error) {
	rows, err := f.Store.ChainRows(ctx, chain)
	if err == nil && strings.HasPrefix(chain, f.kind) {
		rows = f.forge(rows)
	}
	return rows, err
}

// changedRows are rows whose content somebody changed.
func changedRows(rows []audit.Row) []audit.Row {
	for i := range rows {
		rows[i].Sealed = append(rows[i].Sealed, 'x')
	}
	return rows
}

// holdingsSealed: names, accounts, numbers and codes are nowhere in a row that can
// be read.
func holdingsSealed(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13855550001")
	c := sent(t, s, a, a.self, func(n *application.Submission) {
		n.Case.Body.Answers["id_number"] = field.Value{"15020219900101001X"}
		n.Case.Body.Name = "canary-name"
	})
	g, x := grantOf(c), cardOf(c)
	g.Benefit.Payee = benefit.Payee{To: "own", Bank: "canary-bank", Account: "canary-account", Holder: "canary-holder"}
	x.Certificate.Card.Name, x.Certificate.Card.Guardian = "canary-card", "canary-guardian"
	ok(t, granted(t, s, c, []benefit.Step{g}, x))
	ok(t, s.Cards().PutCode(ctx, benefit.Code{Code: "canary-code", Certificate: x.Certificate.ID, Kind: benefit.CodePrinted, Created: noon()}, "k"))
	pay := payOf(g.Benefit, "2026-11")
	pay.Name = "canary-payee"
	ok(t, second(s.CreateRun(ctx, runOf("run", 1), []benefit.Pay{pay}, "k")))
	equal(t, "canaries found", strings.Join(leaks(t, s), " "), "")
}
