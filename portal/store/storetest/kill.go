package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/store/relation"
)

// Writers is how many write at once when a process is killed; enough is after
// how many acknowledged writes it is.
const (
	writers = 8
	enough  = 150
)

// KillWriters is what the process does that will be killed: eight writers write
// for ever and say on out what they begin and what was acknowledged. A writer
// whose store fails stops, because the outcome of its write is unknown.
func KillWriters(s *relation.Store, shared matter.Reference, out io.Writer) {
	var mu sync.Mutex
	say := func(parts ...any) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = io.WriteString(out, fmt.Sprintln(parts...)) // one write: a line is whole or not there
	}
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for writeRound(s, shared, w, say) {
			}
		})
	}
	wait.Wait()
}

// writeRound does one of each kind of write and reports whether all went well.
func writeRound(s *relation.Store, shared matter.Reference, w int, say func(...any)) bool {
	ctx := context.Background()
	identity, link, err := s.Arrive(ctx, killPhone(w), noon())
	if err != nil {
		return false
	}
	r := resident{identity, link.Person}
	d := newDraft(r, r.self, portal.NewID())
	told := func(op, id, more string, do func() error) bool {
		say("start", w, op, id, more)
		err := do()
		if err == nil {
			say("ack", w, op, id, more)
		}
		return err == nil || portal.Is(err, portal.KindConflict) // somebody else was faster, nothing was written
	}
	good := told("draft", d.ID, "-", func() error { return second(s.CreateDraft(ctx, d)) })
	for range 2 {
		d.Answers = map[string]application.Answer{"name": {Value: field.Value{fmt.Sprint(d.Version + 1)}}}
		good = good && told("save", d.ID, fmt.Sprint(d.Version+1), func() error { return s.SaveDraft(ctx, d, nil) })
		d.Version++
	}
	n := submission(r, d)
	n.Case.OneOpen = false
	good = good && told("submit", d.ID, string(n.Case.Ref), func() error { return s.Submit(ctx, n) })
	key := portal.NewID()
	good = good && told("note", key, string(shared), func() error {
		return second(s.UpdateCase(ctx, shared, key, step("note", matter.Submitted, key)))
	})
	taken := ownTicket(killPhone(w))
	taken.Ref = matter.NewReference(matter.TicketKind)
	ref := string(taken.Ref)
	good = good && told("take", ref, "-", func() error { return second(s.BeginTicket(ctx, taken, r.actor())) })
	return good && told("send", ref, "-", func() error { return second(s.ChangeTicket(ctx, taken.Ref, ref, sending())) })
}

func killPhone(w int) string { return fmt.Sprint(13600000000 + w) }

// line is one write of the ledger, which the surviving side keeps.
type line struct {
	writer       int
	op, id, more string
}

type ledger struct{ started, acked []line }

func (l *ledger) open() int { return len(l.started) - len(l.acked) }

func (l *ledger) read(text string) {
	var what string
	var n line
	if _, err := fmt.Sscan(text, &what, &n.writer, &n.op, &n.id, &n.more); err != nil {
		return
	}
	switch what {
	case "start":
		l.started = append(l.started, n)
	case "ack":
		l.acked = append(l.acked, n)
	}
}

// Victim is a store that is killed while it is written to.
type Victim struct {
	Open func() *relation.Store
	// Process returns the program that runs KillWriters on the store.
	Process func(shared matter.Reference) *exec.Cmd
	// Server kills and starts the database server; nil when there is none.
	Server func(t testing.TB)
}

// Kill kills the process, and the server in every other round, kills times with
// at least one write in flight, and checks that nothing acknowledged was lost and
// nothing was doubled. This proves the death of processes, not of power.
func Kill(t testing.TB, v Victim, kills int) (unacknowledged int) {
	t.Helper()
	s := v.Open()
	a := signIn(t, s, "13800001234")
	shared := sent(t, s, a, a.self, nil).Ref
	ok(t, s.Close())
	var all ledger
	counted := 0
	for round := 0; counted < kills; round++ {
		if round == 3*kills {
			t.Fatalf("only %d of %d kills fell on a write in flight", counted, round)
		}
		server := v.Server
		if round%2 == 0 {
			server = nil
		}
		l := killOnce(t, v.Process(shared), server)
		if l.open() > 0 {
			counted++
		}
		unacknowledged += l.open()
		all.started, all.acked = append(all.started, l.started...), append(all.acked, l.acked...)
		s := v.Open()
		checkLedger(t, s, shared, l)
		ok(t, s.Close())
	}
	s = v.Open()
	checkLedger(t, s, shared, all)
	checkTotals(t, s, shared, all)
	checkChains(t, s, 3)
	t.Logf("%d kills with %d writes in flight; %d writes acknowledged, 0 lost, 0 doubled", counted, unacknowledged, len(all.acked))
	return unacknowledged
}

// killOnce runs the process until enough was acknowledged and a write is in
// flight, kills it and returns what it had said.
func killOnce(t testing.TB, cmd *exec.Cmd, server func(testing.TB)) ledger {
	t.Helper()
	pipe, err := cmd.StdoutPipe()
	ok(t, err)
	in, err := cmd.StdinPipe() // closes with this process: the child ends then
	ok(t, err)
	defer in.Close()
	ok(t, cmd.Start())
	var l ledger
	killed := false
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		l.read(lines.Text())
		if killed || len(l.acked) < enough || l.open() == 0 {
			continue
		}
		killed = true
		if server != nil {
			server(t)
		}
		ok(t, cmd.Process.Kill())
	}
	_ = cmd.Wait() // it was killed
	if !killed {
		t.Fatalf("the writing process ended by itself after %d writes", len(l.acked))
	}
	return l
}

// checkLedger: what was acknowledged is there as it was written.
func checkLedger(t testing.TB, s *relation.Store, shared matter.Reference, l ledger) {
	t.Helper()
	ctx := context.Background()
	c, err := s.Case(ctx, shared)
	ok(t, err)
	notes := map[string]int{}
	for _, e := range c.Events {
		notes[e.Key]++
	}
	versions := map[string]string{}
	for _, n := range l.acked {
		switch n.op {
		case "note":
			equal(t, "note "+n.id, notes[n.id], 1)
		case "submit":
			ref, err := s.CaseOfDraft(ctx, n.id)
			ok(t, err)
			equal(t, "case of "+n.id, string(ref), n.more)
		case "save":
			versions[n.id] = n.more // the last one acknowledged
		case "take":
			ok(t, second(s.Ticket(ctx, matter.Reference(n.id))))
		case "send":
			sent, err := s.Ticket(ctx, matter.Reference(n.id))
			ok(t, err)
			equal(t, "ticket "+n.id, sent.State, matter.Accepted)
		}
	}
	for _, n := range l.acked {
		if n.op == "draft" {
			checkDraft(t, s, n, versions[n.id])
		}
	}
}

// checkDraft: a draft is whole, and not older than was acknowledged.
func checkDraft(t testing.TB, s *relation.Store, n line, version string) {
	t.Helper()
	r := signIn(t, s, killPhone(n.writer))
	o, err := s.Draft(context.Background(), r.ID, r.self, n.id)
	ok(t, err)
	have := o.Draft.Version
	if o.Draft.Case != "" {
		have-- // sending it counts as one
	}
	if version != "" && fmt.Sprint(have) < version {
		t.Fatalf("draft %s is at version %d, %s was acknowledged", n.id, have, version)
	}
	if said := o.Draft.Answers["name"].Value.First(); have > 0 && said != fmt.Sprint(have) {
		t.Fatalf("draft %s at version %d says %s", n.id, have, said)
	}
}

// checkTotals: nothing is there twice, and nothing that was not begun.
func checkTotals(t testing.TB, s *relation.Store, shared matter.Reference, all ledger) {
	t.Helper()
	rows, err := s.DB().Read(context.Background(),
		relation.Statement{SQL: "select ref from case_file"},
		relation.Statement{SQL: "select case_ref from outbox"},
		relation.Statement{SQL: "select id from draft"},
		relation.Statement{SQL: "select event_key from case_event where case_ref = $1", Args: []any{string(shared)}},
		relation.Statement{SQL: "select ref from ticket"},
		relation.Statement{SQL: "select ticket_ref from ticket_event"},
		relation.Statement{SQL: "select id from person where id not in (select person from link) and id not in (select person from ticket)"})
	ok(t, err)
	begun := func(ops ...string) map[string]bool {
		m := map[string]bool{string(shared): true}
		for _, n := range all.started {
			if slices.Contains(ops, n.op) {
				m[n.id], m[n.more] = true, true
			}
		}
		return m
	}
	for i, ops := range [][]string{{"submit"}, {"submit", "send"}, {"draft"}, {"note"}, {"take"}, {"send"}} {
		known, seen, first := begun(ops...), map[string]int{}, 0
		for _, row := range rows[i] {
			id := strings.TrimSpace(fmt.Sprint(row[0]))
			seen[id]++
			if !known[id] {
				first++ // the shared case's own draft and first event
			}
			equal(t, ops[0]+" "+id, seen[id], 1)
		}
		if first > 1 {
			t.Fatalf("%d rows of %s that nobody wrote", first, ops[0])
		}
	}
	equal(t, "persons that belong to nobody", len(rows[6]), 0)
}
