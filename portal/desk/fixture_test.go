package desk_test

import (
	"errors"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/office"
	"changban/portal/store/storetest"
)

const phone = "13947900001"

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func kind(t *testing.T, err error, want portal.Kind) {
	t.Helper()
	if portal.KindOf(err) != want {
		t.Fatalf("got %v, want kind %q", err, want)
	}
}

func refused(t *testing.T, err error, kind portal.Kind, message string) {
	t.Helper()
	var e *portal.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Message.ID != message {
		t.Fatalf("got %v, want %s: %s", err, kind, message)
	}
}

// says fails unless one of the problems in err is that message of that field.
func says(t *testing.T, err error, field, message string) {
	t.Helper()
	var problems portal.FieldErrors
	errors.As(err, &problems)
	for _, p := range problems {
		if p.Field == field && p.Message.ID == message {
			return
		}
	}
	t.Fatalf("got %v, want %s of %s", err, message, field)
}

// story is one case with the officers who work on it.
type story struct {
	t                                  *testing.T
	h                                  *storetest.House
	resident                           storetest.Resident
	ref                                string
	receiver, reviewer, decider, other storetest.Officer
}

// begin sends a case and waits until it may be opened. The deciding officers sit
// in the civil affairs office of the place that decides.
func begin(t *testing.T, typed storetest.Typed, deciding string) *story {
	t.Helper()
	s := sent(t, typed, deciding)
	s.h.Clock.Move(10 * time.Minute)
	return s
}

func sent(t *testing.T, typed storetest.Typed, deciding string) *story {
	t.Helper()
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	return &story{
		t: t, h: h, resident: r, ref: string(h.Send(t, r, r.Own, typed)),
		receiver: h.Officer("Receiver", "erenhot-window", office.Receiver),
		reviewer: h.Officer("Reviewer", deciding, office.FirstReviewer),
		decider:  h.Officer("Decider", deciding, office.Decider),
		other:    h.Officer("Other", deciding, office.SecondDecider),
	}
}

// erenhot is a case of Erenhot, card as in storetest.Answers.
func erenhot(t *testing.T, card string) *story {
	t.Helper()
	return begin(t, storetest.Answers(storetest.Erenhot, storetest.Erenhot, card), "erenhot-civil-affairs")
}

func (s *story) open() application.Case {
	s.t.Helper()
	c, err := s.h.Desk.Open(s.receiver.Ctx, s.receiver.Staff, s.ref)
	ok(s.t, err)
	return c
}

func (s *story) try(o storetest.Officer, in desk.Input) (application.Case, error) {
	if in.Key == "" {
		in.Key = portal.NewID()
	}
	return s.h.Desk.Do(o.Ctx, o.Staff, s.ref, in)
}

func (s *story) do(o storetest.Officer, in desk.Input) application.Case {
	s.t.Helper()
	c, err := s.try(o, in)
	ok(s.t, err)
	return c
}

func (s *story) now() application.Case {
	s.t.Helper()
	view, err := s.h.Apply.Case(s.resident.Ctx, s.resident.Own, s.ref)
	ok(s.t, err)
	return view.Case
}

// Panels that are filled in as they should be.
func accept() desk.Input { return desk.Input{Act: desk.Accept} }
func review() desk.Input { return desk.Input{Act: desk.Review} }

func forward(unit string) desk.Input { return desk.Input{Act: desk.Forward, Unit: unit} }

func ask(papers ...string) desk.Input {
	in := desk.Input{Act: desk.Ask}
	for _, p := range papers {
		in.Papers = append(in.Papers, application.AskedPaper{Paper: p, Reason: "blurred"})
	}
	return in
}

func approve(fen int64) desk.Input {
	return desk.Input{Act: desk.Propose, Approve: true, Fen: fen, Reasons: []string{"level_two"}}
}

func refuse() desk.Input {
	return desk.Input{Act: desk.Propose, Reasons: []string{"level"}, Note: "The card says level 3."}
}

// reviewed brings the case to the desk of the decider.
func (s *story) reviewed() {
	s.t.Helper()
	s.open()
	s.do(s.receiver, accept())
	s.do(s.receiver, forward(s.now().Deciding))
	s.do(s.reviewer, review())
}

func (s *story) decided(in desk.Input) application.Case {
	s.t.Helper()
	s.reviewed()
	s.do(s.decider, in)
	return s.do(s.other, desk.Input{Act: desk.Confirm})
}
