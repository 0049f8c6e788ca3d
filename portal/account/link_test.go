package account_test

import (
	"context"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/store/storetest"
)

const holder = "Bao Lide"

func citizen() string { return storetest.CitizenNumber("15250119500615002") }

// register fills the register with the holder, who has a phone there.
func register(t *testing.T, h *storetest.House, phone string) {
	t.Helper()
	ok(t, h.Store.PutRecord(context.Background(), account.Record{
		IDNumber: citizen(), Name: holder, Phone: phone, CardNumber: citizen() + "42",
		CardValidTo: "2033-05-01", CardStatus: "active", Hukou: storetest.Erenhot,
	}))
}

func known(t *testing.T, h *storetest.House, r storetest.Resident) account.Known {
	t.Helper()
	k, err := h.Accounts.Known(r.Ctx, r.Own)
	ok(t, err)
	return k
}

// learn keeps what somebody typed about oneself.
func learn(t *testing.T, h *storetest.House, r storetest.Resident, name, number string) error {
	t.Helper()
	change, err := h.Accounts.Learn(r.Ctx, known(t, h, r), map[string][]string{
		account.FieldName: {name}, account.FieldIDNumber: {number},
	})
	ok(t, err)
	return h.Store.Change(r.Ctx, change)
}

func TestRelativesAreAddedOnce(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	in := account.NewRelative{Relation: account.Mother, Name: "Saren", Key: "one press"}
	first, err := h.Accounts.AddRelative(r.Ctx, in)
	ok(t, err)
	again, err := h.Accounts.AddRelative(r.Ctx, in)
	ok(t, err)
	if again != first {
		t.Errorf("pressed twice: %s and %s", first, again)
	}
	h.Clock.Move(time.Minute)
	in.Key, in.Guardian, in.ValidTo = "another press", true, "2027-01-01"
	second, err := h.Accounts.AddRelative(r.Ctx, in)
	ok(t, err)
	kin, err := h.Accounts.Relatives(r.Ctx)
	ok(t, err)
	if len(kin) != 3 || kin[0].Link.ForOther() || kin[1].Link.Person != first || kin[1].Name != "Saren" || kin[2].Link.Person != second {
		t.Fatalf("kin %+v", kin)
	}
	agent, guardian := kin[1].Link, kin[2].Link
	if agent.Capacity != account.AsAgent || agent.Confirmed || guardian.Capacity != account.AsGuardian || guardian.ValidTo != "2027-01-01" {
		t.Errorf("agent %+v, guardian %+v", agent, guardian)
	}
}

func TestAddRelativeRefuses(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	for _, relation := range []account.Relation{"", account.Self, "aunt'; drop table link"} {
		_, err := h.Accounts.AddRelative(r.Ctx, account.NewRelative{Relation: relation, Key: portal.NewID()})
		says(t, err, "relation", "account.person.relation_empty")
	}
	_, err := h.Accounts.AddRelative(context.Background(), account.NewRelative{Relation: account.Mother, Key: "k"})
	kind(t, err, portal.KindSignIn)
}

func TestUnknownAndForeignPersonsLookAlike(t *testing.T) {
	h := storetest.Memory(t)
	r, stranger := h.Resident(t, phone), h.Resident(t, "13947900002")
	for _, person := range []string{stranger.Own, portal.NewID(), "", "../etc/passwd", r.Own + " "} {
		_, err := h.Accounts.Known(r.Ctx, person)
		kind(t, err, portal.KindNotFound)
	}
	_, err := h.Accounts.Known(context.Background(), r.Own)
	kind(t, err, portal.KindSignIn)
	_, err = h.Accounts.Relatives(context.Background())
	kind(t, err, portal.KindSignIn)
}

// TestLevels: what is typed is held against the register, and nothing the caller
// sees differs between a right and a wrong match but the level.
func TestLevels(t *testing.T) {
	elsewhere := storetest.CitizenNumber("15020219600101003")
	for name, tc := range map[string]struct {
		registered, name, number string
		want                     account.Level
	}{
		"no register row":     {"13947900009", holder, elsewhere, account.LevelPhone},
		"another name":        {phone, "Bao Lidi", citizen(), account.LevelPhone},
		"agrees, other phone": {"13947900009", holder, citizen(), account.LevelMatched},
		"agrees, own phone":   {phone, holder, citizen(), account.LevelRegister},
	} {
		t.Run(name, func(t *testing.T) {
			h := storetest.Memory(t)
			register(t, h, tc.registered)
			r := h.Resident(t, phone)
			ok(t, learn(t, h, r, tc.name, tc.number))
			k := known(t, h, r)
			if k.Link.Level != tc.want || k.Person.Verified != (tc.want == account.LevelRegister) {
				t.Errorf("level %d, verified %v", k.Link.Level, k.Person.Verified)
			}
			if adopted := k.Person.First(account.FieldCardNumber) != ""; adopted != (tc.want == account.LevelRegister) {
				t.Errorf("register facts taken over: %v", adopted)
			}
		})
	}
}

func TestRegisterFactsAreAdopted(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, phone)
	r := h.Resident(t, phone)
	ok(t, learn(t, h, r, holder, citizen()))
	p := known(t, h, r).Person
	for field, want := range map[string]string{
		account.FieldCardNumber: citizen() + "42", account.FieldCardValidTo: "2033-05-01",
		account.FieldCardStatus: "active", account.FieldHukou: storetest.Erenhot,
	} {
		if f := p.Facts[field]; p.First(field) != want || f.Source != account.SourceRegister {
			t.Errorf("%s: %+v", field, f)
		}
	}
	if p.Facts[account.FieldName].Source != account.SourceTyped {
		t.Error("the name was typed")
	}
}

func TestTypedFactsStandBesideTheRegister(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, phone)
	r := h.Resident(t, phone)
	change, err := h.Accounts.Learn(r.Ctx, known(t, h, r), map[string][]string{account.FieldHukou: {storetest.Donghe}})
	ok(t, err)
	ok(t, h.Store.Change(r.Ctx, change))
	ok(t, learn(t, h, r, holder, citizen()))
	if got := known(t, h, r).Person.First(account.FieldHukou); got != storetest.Donghe {
		t.Errorf("what was said became %s", got)
	}
}

// A code to the register's own phone proves who somebody is; typing the same
// name once more does not lose it, another number does.
func TestClaim(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, "13947900009")
	r := h.Resident(t, phone)
	ok(t, learn(t, h, r, holder, citizen()))
	id, err := h.Claims.Ask(r.Ctx, r.Own)
	ok(t, err)
	digits, to := h.Code(t)
	if to != "13947900009" {
		t.Fatalf("the code went to %q", to)
	}
	says(t, h.Claims.Confirm(r.Ctx, r.Own, id, other(digits)), "code", "field.code.wrong")
	ok(t, h.Claims.Confirm(r.Ctx, r.Own, id, digits))
	if k := known(t, h, r); k.Link.Level != account.LevelRegister || !k.Person.Verified || k.Person.First(account.FieldCardNumber) == "" {
		t.Fatalf("level %d, verified %v", k.Link.Level, k.Person.Verified)
	}
	ok(t, learn(t, h, r, holder, citizen()))
	if k := known(t, h, r); k.Link.Level != account.LevelRegister {
		t.Errorf("the same name typed again: level %d", k.Link.Level)
	}
	ok(t, learn(t, h, r, holder, storetest.CitizenNumber("15020219600101003")))
	k := known(t, h, r)
	if k.Link.Level != account.LevelPhone || k.Person.Verified {
		t.Errorf("another number: level %d, verified %v", k.Link.Level, k.Person.Verified)
	}
	if k.Person.First(account.FieldCardNumber) != "" || k.Person.Facts[account.FieldCardValidTo].Source == account.SourceRegister {
		t.Error("register facts of the former number stayed")
	}
}

func TestWrongClaimAnswersAlike(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, "13947900009")
	r := h.Resident(t, phone)
	ok(t, learn(t, h, r, "Somebody Else", citizen()))
	id, err := h.Claims.Ask(r.Ctx, r.Own)
	ok(t, err)
	digits, to := h.Code(t)
	if to != "" {
		t.Fatalf("a code went to %q", to)
	}
	says(t, h.Claims.Confirm(r.Ctx, r.Own, id, other(digits)), "code", "field.code.wrong")
	says(t, h.Claims.Confirm(r.Ctx, r.Own, id, digits), "code", "field.code.wrong")
}

func TestClaimOfAnotherPerson(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, "13947900009")
	r, stranger := h.Resident(t, phone), h.Resident(t, "13947900002")
	mother := h.AddRelative(t, r, account.Mother, false)
	_, err := h.Claims.Ask(r.Ctx, mother)
	kind(t, err, portal.KindNotFound)
	ok(t, learn(t, h, r, holder, citizen()))
	id, err := h.Claims.Ask(r.Ctx, r.Own)
	ok(t, err)
	digits, _ := h.Code(t)
	kind(t, h.Claims.Confirm(stranger.Ctx, r.Own, id, digits), portal.KindNotFound)
	says(t, h.Claims.Confirm(stranger.Ctx, stranger.Own, id, digits), "code", "field.code.wrong")
}

func TestClaimAfterTheNameChanged(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, "13947900009")
	r := h.Resident(t, phone)
	ok(t, learn(t, h, r, holder, citizen()))
	id, err := h.Claims.Ask(r.Ctx, r.Own)
	ok(t, err)
	digits, _ := h.Code(t)
	ok(t, learn(t, h, r, "Somebody Else", citizen()))
	says(t, h.Claims.Confirm(r.Ctx, r.Own, id, digits), "code", "field.code.gone")
}

// Another file with the same number stays unproved and gets nothing of the
// register; what was typed is kept (decisions 3).
func TestVerifiedNumberIsUnique(t *testing.T) {
	h := storetest.Memory(t)
	register(t, h, phone)
	first := h.Resident(t, phone)
	ok(t, learn(t, h, first, holder, citizen()))
	register(t, h, "13947900002") // the register has another phone now
	second := h.Resident(t, "13947900002")
	change, err := h.Accounts.Learn(second.Ctx, known(t, h, second), map[string][]string{
		account.FieldName: {holder}, account.FieldIDNumber: {citizen()},
	})
	ok(t, err)
	kind(t, h.Store.Change(second.Ctx, change), portal.KindExists)
	ok(t, h.Store.Change(second.Ctx, change.Unproved()))
	k := known(t, h, second)
	if k.Person.Verified || k.Link.Level != account.LevelPhone || k.Person.First(account.FieldIDNumber) != citizen() {
		t.Errorf("second file: %+v", k)
	}
	if k.Person.First(account.FieldCardNumber) != "" {
		t.Error("the second file got register facts")
	}
	if !known(t, h, first).Person.Verified {
		t.Error("the first file lost its proof")
	}
}

func TestRelationCodes(t *testing.T) {
	for relation, want := range map[account.Relation]string{
		account.Mother: "child", account.Father: "child", account.Wife: "spouse", account.Husband: "spouse",
		account.Daughter: "parent", account.Son: "parent", account.Sibling: "near_relative", account.Neighbour: "other",
	} {
		if got := relation.ProxyCode(); got != want {
			t.Errorf("%s: %s, want %s", relation, got, want)
		}
		if !relation.Valid() {
			t.Errorf("%s cannot be chosen", relation)
		}
	}
}

func TestPersonWithLeavesTheReceiver(t *testing.T) {
	p := account.Person{}.With("name", account.Fact{Value: []string{"A"}})
	q := p.With("name", account.Fact{Value: []string{"B"}})
	if p.First("name") != "A" || q.First("name") != "B" || p.First("phone") != "" || len(p.Value("phone")) != 0 {
		t.Errorf("%v, %v", p, q)
	}
}
