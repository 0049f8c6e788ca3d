package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/session"
	"changban/portal/setting"
	"changban/portal/store/relation"
)

func queued(t testing.TB, s *relation.Store, n int) {
	t.Helper()
	for i := range n {
		c := codeOf(i)
		m := delivery.Message{ID: portal.NewID(), Road: delivery.Log, Template: "message.code", Data: map[string]string{"N": fmt.Sprint(i)},
			Created: noon().Add(time.Duration(i)), Next: noon()}
		ok(t, s.PutCode(context.Background(), c, m))
	}
}

func outbox(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	sent(t, s, a, a.self, nil)
	at := noon().Add(time.Hour)
	early, err := s.Claim(ctx, noon(), "w", 10, time.Minute)
	ok(t, err)
	equal(t, "not yet due", len(early), 0)
	got, err := s.Claim(ctx, at, "w", 10, time.Minute)
	ok(t, err)
	equal(t, "claimed", len(got), 1)
	equal(t, "attempts", got[0].Attempts, 1)
	equal(t, "values", got[0].Data["Ref"], got[0].Case)
	held, err := s.Claim(ctx, at, "v", 10, time.Minute)
	ok(t, err)
	equal(t, "held", len(held), 0)
	ok(t, s.Failed(ctx, got[0].ID, at, at.Add(time.Hour), false, "unavailable"))
	held, err = s.Claim(ctx, at.Add(time.Hour), "v", 10, time.Minute)
	ok(t, err)
	equal(t, "tried again", held[0].Attempts, 2)
	ok(t, s.Failed(ctx, got[0].ID, at, at, true, "unavailable"))
	dead, err := s.Dead(ctx, 5)
	ok(t, err)
	equal(t, "dead", dead[0].Code, "unavailable")
	kind(t, s.Sent(ctx, got[0].ID, at), portal.KindNotFound)
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	dead, err = s.Dead(ctx, 5)
	ok(t, err)
	equal(t, "values of a deleted person", len(dead[0].Data), 0)
}

// claimTogether: eight workers take every message once.
func claimTogether(t *testing.T, open func() *relation.Store) {
	const workers, messages = 8, 60
	ctx, s := context.Background(), open()
	queued(t, s, messages)
	var mu sync.Mutex
	var wait sync.WaitGroup
	taken := map[string]int{}
	for w := range workers {
		wait.Go(func() {
			for range messages {
				got, err := s.Claim(ctx, noon().Add(time.Hour), fmt.Sprint(w), 3, time.Hour)
				if err != nil {
					t.Error(err)
				}
				if len(got) == 0 {
					return
				}
				mu.Lock()
				for _, m := range got {
					taken[m.ID]++
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	equal(t, "messages taken", len(taken), messages)
	for id, n := range taken {
		equal(t, id, n, 1)
	}
}

func sessions(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	n := session.Session{IDHash: "h1", Kind: session.Staff, Subject: "officer", Created: noon(), LastSeen: noon(),
		Ends: noon().Add(time.Hour), IdleAfter: 30 * time.Minute}
	ok(t, s.CreateSession(ctx, n))
	kind(t, s.CreateSession(ctx, n), portal.KindExists)
	other := n
	other.IDHash = "h2"
	ok(t, s.CreateSession(ctx, other))
	got, err := s.Session(ctx, "h1")
	ok(t, err)
	equal(t, "session", got, n)
	ok(t, s.TouchSession(ctx, "h1", noon().Add(time.Minute)))
	ok(t, s.TouchSession(ctx, "h1", noon()))
	got, err = s.Session(ctx, "h1")
	ok(t, err)
	equal(t, "last seen never goes back", got.LastSeen, noon().Add(time.Minute))
	ok(t, s.EndSession(ctx, "h1"))
	ok(t, s.EndSession(ctx, "h1"))
	ok(t, s.TouchSession(ctx, "h1", noon().Add(time.Hour)))
	kind(t, second(s.Session(ctx, "h1")), portal.KindNotFound)
	ended, err := s.EndSessionsOf(ctx, session.Staff, "officer")
	ok(t, err)
	equal(t, "ended", strings.Join(ended, " "), "h2")
}

func settings(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	r := setting.Row{ID: portal.NewID(), Name: setting.DaysAccept, Value: "2", Effective: "2026-12-01", Reason: "why", By: "officer", At: noon()}
	ok(t, s.PutSetting(ctx, r))
	kind(t, s.PutSetting(ctx, r), portal.KindExists)
	rows, err := s.Settings(ctx)
	ok(t, err)
	equal(t, "rows", len(rows), 1)
	equal(t, "row", rows[0], r)
}

func staff(t *testing.T, open func() *relation.Store) {
	ctx, o := context.Background(), open().Officers()
	f := office.Staff{ID: portal.NewID(), Number: "D001", Name: "Bao", Unit: "donghe", Places: []portal.Place{"150202", "150203"},
		Roles: office.Roles{office.Receiver, office.Auditor}, Ends: "2027-01-01"}
	ok(t, o.AddStaff(ctx, f, office.Secret("secret")))
	twin := f
	twin.ID = portal.NewID()
	kind(t, o.AddStaff(ctx, twin, nil), portal.KindExists)
	got, secret, err := o.StaffByNumber(ctx, "D001")
	ok(t, err)
	equal(t, "account", fmt.Sprint(got), fmt.Sprint(f))
	equal(t, "secret", string(secret), "secret")
	ok(t, o.UseCode(ctx, f.ID, 7))
	kind(t, o.UseCode(ctx, f.ID, 7), portal.KindConflict)
	kind(t, o.UseCode(ctx, f.ID, 6), portal.KindConflict)
	ok(t, o.EndStaff(ctx, f.ID, "2026-11-30"))
	kind(t, o.EndStaff(ctx, "nobody", "2026-11-30"), portal.KindNotFound)
	list, err := o.StaffOf(ctx, []string{"donghe", "erenhot"})
	ok(t, err)
	equal(t, "ends", list[0].Ends, "2026-11-30")
	kind(t, second(o.Staff(ctx, "nobody")), portal.KindNotFound)
}

// stamp signs with a fixed text: the chain is the store's, signing is seal's.
type stamp struct{}

func (stamp) Sign(msg []byte) []byte { return append([]byte("stamp"), msg...) }

func (stamp) Verify(msg, signature []byte) error {
	if !bytes.Equal(signature, stamp{}.Sign(msg)) {
		return errors.New("stamp does not fit")
	}
	return nil
}

// checkChains verifies every chain of the store and that there are at least n.
func checkChains(t testing.TB, s *relation.Store, n int) {
	t.Helper()
	ctx := context.Background()
	heads, err := s.Heads(ctx, time.Time{}, "", 1000)
	ok(t, err)
	if len(heads) < n {
		t.Fatalf("%d chains, want at least %d", len(heads), n)
	}
	for i, h := range heads {
		if i > 0 && heads[i-1].Chain >= h.Chain {
			t.Fatalf("chain %s after %s", h.Chain, heads[i-1].Chain)
		}
	}
	var out bytes.Buffer
	if err := audit.Verify(ctx, s, stamp{}, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
}

func auditChain(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	var wait sync.WaitGroup
	for range 4 {
		for _, store := range []*relation.Store{s, open()} {
			wait.Go(func() {
				if err := store.Record(ctx, entry(officer(), "case.open", a.self), entry(officer(), "queue.open", "")); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
	looked, err := s.Looked(ctx, a.self, 99)
	ok(t, err)
	equal(t, "entries", len(looked), 8)
	_, err = audit.Seal(ctx, s, stamp{}, noon())
	ok(t, err)
	sent(t, s, a, a.self, nil)
	_, err = audit.Seal(ctx, s, stamp{}, noon().Add(24*time.Hour))
	ok(t, err)
	kind(t, s.PutRoot(ctx, audit.Root{Day: portal.DayOf(noon()), Previous: []byte{}, Sum: []byte{}, Signature: []byte{}}), portal.KindExists)
	checkChains(t, s, 4)
	page, err := s.Heads(ctx, time.Time{}, "", 1)
	ok(t, err)
	rest, err := s.Heads(ctx, time.Time{}, page[0].Chain, 99)
	ok(t, err)
	all, err := s.Heads(ctx, time.Time{}, "", 99)
	ok(t, err)
	equal(t, "pages", len(page)+len(rest), len(all))
	none, err := s.Heads(ctx, noon().Add(1000*time.Hour), "", 99)
	ok(t, err)
	equal(t, "grown since", len(none), 0)
}

// appendOnly: history and audit rows can be neither changed nor removed.
func appendOnly(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	sent(t, s, a, a.self, nil)
	sentTicket(t, s, newTicket(a, a.self))
	ok(t, s.PutSetting(ctx, setting.Row{ID: "s", Name: setting.DaysAccept, Value: "2", Effective: "2026-12-01", At: noon()}))
	ok(t, s.AddBannerStep(ctx, putUp("b", "k"), entry(officer(), "banner.put", "")))
	_, err := audit.Seal(ctx, s, stamp{}, noon())
	ok(t, err)
	for table, column := range map[string]string{"case_event": "at", "ticket_event": "at", "person_event": "at", "audit_entry": "at", "audit_root": "at", "setting": "at", "banner": "at"} {
		for _, text := range []string{"update " + table + " set " + column + " = 1", "delete from " + table} {
			if _, err := s.DB().Write(ctx, relation.Statement{SQL: text}); err == nil {
				t.Errorf("%q went through", text)
			}
		}
	}
	checkChains(t, s, 3)
}

func uploads(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a, b := signIn(t, s, "13800001234"), signIn(t, s, "13900001234")
	content := bytes.Repeat([]byte("page "), 1000)
	f := paper.File{Paper: "guardian_proof", Name: "photo.jpg", Media: "image/jpeg", Added: noon()}
	one, err := s.PutFile(ctx, a.self, f, content, a.actor())
	ok(t, err)
	f.Name = "again.jpg"
	two, err := s.PutFile(ctx, a.self, f, content, a.actor())
	ok(t, err)
	equal(t, "kept once", two, one)
	other, err := s.PutFile(ctx, b.self, f, content, b.actor())
	ok(t, err)
	if other.ID == one.ID {
		t.Fatal("equal content of two persons has one name")
	}
	got, back, err := s.File(ctx, a.self, one.ID)
	ok(t, err)
	equal(t, "file", got, one)
	equal(t, "content", bytes.Equal(back, content), true)
	kind(t, third(s.File(ctx, b.self, one.ID)), portal.KindNotFound)
	f.Paper, f.Added = "id_card", noon().Add(time.Hour)
	ok(t, second(s.PutFile(ctx, a.self, f, []byte("other"), a.actor())))
	list, err := s.Files(portal.WithActor(ctx, a.actor()), a.self, "guardian_proof")
	ok(t, err)
	equal(t, "files of the paper", len(list), 1)
	list, err = s.Files(portal.WithActor(ctx, b.actor()), a.self, "guardian_proof")
	ok(t, err)
	equal(t, "files for somebody else", len(list), 0)
	ok(t, s.DeletePerson(ctx, a.self, officer(), noon()))
	kind(t, third(s.File(ctx, a.self, one.ID)), portal.KindNotFound)
}

// values: what text can hold, and what it cannot.
func values(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	for _, text := range []string{"'; drop table person; --", "\u200b\u202e", "\U0001f600", strings.Repeat("x", 1<<20), "a\x00b", "$1 ? :x"} {
		setFact(t, s, a, a.self, "name", text)
		k, err := s.Known(ctx, a.ID, a.self)
		ok(t, err)
		equal(t, "text", k.Person.First("name"), text)
	}
	d := newDraft(a, a.self, "zero\x00byte")
	if _, err := s.CreateDraft(ctx, d); err != nil { // a key is no sealed text; PostgreSQL cannot keep this one
		kind(t, err, portal.KindInvalid)
		if strings.Contains(err.Error(), "zero") {
			t.Error("the error quotes the value")
		}
	}
}

func mark(t *testing.T, open func() *relation.Store) {
	ctx := context.Background()
	ok(t, open().Mark(ctx, true))
	ok(t, open().Mark(ctx, true))
	kind(t, open().Mark(ctx, false), portal.KindConflict)
}

func restart(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	c := sent(t, s, a, a.self, nil)
	_, err := s.UpdateCase(ctx, c.Ref, "accept", step("accept", matter.Accepted, ""))
	ok(t, err)
	ok(t, s.Close())
	s = open()
	got, err := s.Case(ctx, c.Ref)
	ok(t, err)
	equal(t, "state", got.State, matter.Accepted)
	_, err = s.UpdateCase(ctx, c.Ref, "review", step("review", matter.Accepted, ""))
	ok(t, err)
	checkChains(t, s, 3)
}

// trips holds the counts the pages are promised (issue: question page ≤ 2, submit
// 1 and ≤ 2 reads before it, queue ≤ 4).
func trips(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	s = open() // nothing remembered
	count := func(what string, most int64, do func()) {
		t.Helper()
		before := s.Trips()
		do()
		if n := s.Trips() - before; n > most {
			t.Errorf("%s took %d trips, at most %d", what, n, most)
		}
	}
	count("question", 2, func() {
		o, err := s.Draft(ctx, a.ID, a.self, d.ID)
		ok(t, err)
		ok(t, s.SaveDraft(ctx, o.Draft, nil))
	})
	var n = submission(a, d)
	count("reads of submit", 1, func() {
		o, err := s.Draft(ctx, a.ID, a.self, d.ID)
		ok(t, err)
		n = submission(a, o.Draft)
	})
	count("submit", 1, func() { ok(t, s.Submit(ctx, n)) })
	count("matters", 1, func() { ok(t, second(s.Matters(ctx, a.ID, a.self))) })
	count("case page", 1, func() { ok(t, third(s.CaseFor(ctx, a.ID, a.self, n.Case.Ref))) })
	count("case change", 2, func() {
		ok(t, second(s.UpdateCase(ctx, n.Case.Ref, "k", step("accept", matter.Accepted, ""))))
	})
	count("queue", 1, func() { ok(t, second(s.Queue(ctx, queueOf("donghe")))) })
}

// gone: a store that is away answers so, and quotes nothing.
func gone(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	a := signIn(t, s, "13800001234")
	d := begin(t, s, a, a.self)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	kind(t, second(s.Draft(ended, a.ID, a.self, d.ID)), portal.KindUnavailable)
	kind(t, s.SaveDraft(ended, d, nil), portal.KindUnavailable)
	ok(t, s.SaveDraft(ctx, d, nil))
	ok(t, s.Close())
	kind(t, second(s.Draft(ctx, a.ID, a.self, d.ID)), portal.KindUnavailable)
	kind(t, s.Submit(ctx, submission(a, d)), portal.KindUnavailable)
	if _, err := os.Stat("portal.db"); err == nil {
		t.Error("a test left a database in the source tree")
	}
}

func codeOf(i int) people.Code {
	return people.Code{ID: portal.NewID(), Phone: fmt.Sprint(13800000000 + i), Hash: []byte{1}, Purpose: "sign_in", Created: noon(), Expires: noon()}
}

func queueOf(unit string) application.Query {
	return application.Query{Units: []string{unit}, Today: "2026-11-23", Page: 1, Size: 20}
}
