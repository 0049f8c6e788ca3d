package hotline

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"math/big"
	"slices"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/matter"
	"changban/portal/paper"
)

// Files keeps what is handed in with a ticket.
type Files interface {
	// PutFile keeps content durably, then its row. Equal content of one person is
	// kept once.
	PutFile(ctx context.Context, person string, f paper.File, content []byte, by portal.Actor) (paper.File, error)
	// File returns a file of a person; KindNotFound.
	File(ctx context.Context, person, id string) (paper.File, []byte, error)
}

// People tells who may act for whom.
type People interface {
	// Known returns what a page of the person's area stands on; KindNotFound.
	Known(ctx context.Context, identity, person string) (account.Known, error)
}

// Tickets is the door residents and callers come in by.
type Tickets struct {
	House
	Files  Files
	People People
	Tries  account.Limiter // bounds how often a code is tried; nil does not
	// Keyed makes of a reference and a code what only this portal can make; a
	// browser carries it instead of the code, which could be guessed.
	Keyed func(ref, code string) string
	// SeesCase reports whether an identity sees a case in a person's area; KindNotFound.
	SeesCase func(ctx context.Context, identity, person string, ref matter.Reference) error
}

// Holder is who has a ticket open: somebody who signed in, for a person, or
// somebody who began it without signing in, or knew its code.
type Holder struct {
	Identity string
	Person   string // from the address; with Identity
	Token    string // of Token or Unlock; without Identity
}

// From is where a ticket was begun.
type From struct {
	Service  string // whose question, guide or decision asks, "" else
	Question string
	Draft    string
	Case     matter.Reference
}

// MaxFiles is how many photos and recordings a ticket takes.
const MaxFiles = 5

// codeDigits makes a code that is written down: with ten tries a day for each
// ticket nobody finds one.
const codeDigits = 8

// Begin keeps a new draft. The same key again returns the draft it began. Somebody
// who is not to be known leaves neither identity nor person in it.
func (s *Tickets) Begin(ctx context.Context, h Holder, said Ticket, from From, key string) (Ticket, error) {
	if err := checkKey(key); err != nil {
		return Ticket{}, err
	}
	if _, known := KindOf(said.Type); !known {
		return Ticket{}, missing("type")
	}
	now, by := s.Clock.Now(), portal.ActorFrom(ctx)
	t := Ticket{
		Ref: matter.NewReference(matter.TicketKind), State: matter.TicketDraft, Key: key, Type: said.Type, Topic: said.Topic,
		Anonymous: said.Anonymous, Service: from.Service, Question: from.Question, Draft: from.Draft,
		Channel: cmp.Or(by.Channel, portal.ChannelWeb), Language: by.Language, Begun: now, Touched: now, Body: said.Body,
	}
	if h.Identity == "" || t.Anonymous {
		t.Draft = "" // it is somebody's
		t.Own, t.Person, t.Body.Code = true, portal.NewID(), newCode()
		by.ID, by.Kind = "", portal.ActorNobody
		return s.Drafts.BeginTicket(ctx, t, by)
	}
	known, err := s.People.Known(ctx, h.Identity, h.Person)
	if err != nil {
		return Ticket{}, err
	}
	if t.Body.Case, err = s.theirs(ctx, h, from.Case); err != nil {
		return Ticket{}, err
	}
	t.Person, t.Starter = h.Person, h.Identity
	t.Body.Name, t.Body.Phone = cmp.Or(t.Body.Name, known.Own.First("name")), cmp.Or(t.Body.Phone, known.Identity.Phone)
	return s.Drafts.BeginTicket(ctx, t, by)
}

// theirs is the case a ticket is begun from, "" for one that the holder does not see:
// whether there is such a case is told to nobody.
func (s *Tickets) theirs(ctx context.Context, h Holder, ref matter.Reference) (matter.Reference, error) {
	if ref == "" || s.SeesCase == nil {
		return "", nil
	}
	err := s.SeesCase(ctx, h.Identity, h.Person, ref)
	if portal.Is(err, portal.KindNotFound) {
		return "", nil
	}
	return ref, err
}

func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
	if err != nil {
		panic(err) // the system's random source is gone: nothing can go on
	}
	return fmt.Sprintf("%0*d", codeDigits, n)
}

// Open reads a ticket for who has it. KindNotFound when it is not theirs, whether or
// not it exists.
func (s *Tickets) Open(ctx context.Context, h Holder, ref string) (Ticket, error) {
	r, err := parse(ref)
	if err != nil {
		return Ticket{}, err
	}
	if h.Identity != "" {
		return s.Store.TicketFor(ctx, h.Identity, h.Person, r)
	}
	t, err := s.Store.Ticket(ctx, r)
	if err == nil && !same(s.Token(t), h.Token) {
		return Ticket{}, portal.NotFound()
	}
	return t, err
}

// parse reads a ticket's reference as somebody types it; what is none is KindNotFound.
func parse(ref string) (matter.Reference, error) {
	r, err := matter.ParseReference(ref)
	if err != nil || r.Kind() != matter.TicketKind {
		return "", portal.NotFound()
	}
	return r, nil
}

func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// Token is what a browser without a session carries to open a ticket again, "" for
// a ticket that has no code.
func (s *Tickets) Token(t Ticket) string {
	if t.Body.Code == "" {
		return ""
	}
	return s.Keyed(string(t.Ref), t.Body.Code)
}

// Unlock turns a reference and a code, as they were noted, into a token. What opens
// nothing is KindNotFound, whatever is wrong with it; KindLimited after too many
// tries, right ones included.
func (s *Tickets) Unlock(ctx context.Context, ref, code string) (matter.Reference, string, error) {
	r, err := parse(ref)
	if err != nil {
		return "", "", err
	}
	if s.Tries != nil {
		if err := s.Tries.Allowed(ctx, "ticket.code", string(r)); err != nil {
			return "", "", err
		}
	}
	t, err := s.Store.Ticket(ctx, r)
	if err == nil && !same(t.Body.Code, account.Digits(code)) {
		err = portal.NotFound()
	}
	if err != nil {
		return "", "", err
	}
	return r, s.Token(t), nil
}

// Save lets fn fill in a draft. KindConflict: somebody else wrote meanwhile, or it
// was sent; the page shows what is.
func (s *Tickets) Save(ctx context.Context, h Holder, ref string, fn func(*Ticket) error) (Ticket, error) {
	t, err := s.Open(ctx, h, ref)
	if err != nil {
		return t, err
	}
	return s.save(ctx, t, fn)
}

func (h House) save(ctx context.Context, t Ticket, fn func(*Ticket) error) (Ticket, error) {
	if t.State != matter.TicketDraft {
		return t, portal.Fail(portal.KindConflict, portal.Msg("hotline.refused.state"))
	}
	t.Body.Files = slices.Clone(t.Body.Files)
	if err := fn(&t); err != nil {
		return t, err
	}
	t.Touched = h.Clock.Now()
	err := h.Drafts.SaveTicket(ctx, t)
	t.Rev++
	return t, err
}

// Attach adds a photo or a recording to a draft.
func (s *Tickets) Attach(ctx context.Context, h Holder, ref, name string, content []byte) (Ticket, error) {
	t, err := s.Open(ctx, h, ref)
	if err != nil {
		return t, err
	}
	return s.attach(ctx, t, s.Files, name, content)
}

func (h House) attach(ctx context.Context, t Ticket, files Files, name string, content []byte) (Ticket, error) {
	if len(t.Body.Files) >= MaxFiles {
		return t, portal.Fail(portal.KindInvalid, portal.Msg("hotline.file.many", "Max", MaxFiles))
	}
	f, err := h.put(ctx, t, files, name, content)
	if err != nil {
		return t, err
	}
	return h.save(ctx, t, func(t *Ticket) error {
		if !slices.ContainsFunc(t.Body.Files, func(o paper.File) bool { return o.ID == f.ID }) {
			t.Body.Files = append(t.Body.Files, f)
		}
		return nil
	})
}

// put keeps a file with the ticket's person, who alone has the key to it.
func (h House) put(ctx context.Context, t Ticket, files Files, name string, content []byte) (paper.File, error) {
	safe, err := paper.Inspect(name, content, AcceptedFiles())
	if err != nil {
		return paper.File{}, portal.Fail(portal.KindInvalid, paper.Problem(err))
	}
	safe = safe.Unsigned() // where and by whom a photo was taken nobody asked
	by := portal.ActorFrom(ctx)
	if t.Anonymous {
		by.ID, by.Kind = "", portal.ActorNobody
	}
	f := paper.File{ID: portal.NewID(), Paper: "ticket", Name: safe.Name, Media: safe.Media, Size: int64(len(safe.Content)), Added: h.Clock.Now()}
	return files.PutFile(ctx, t.Person, f, safe.Content, by)
}

// Send sends a draft, once: the same key again, and any key after it, return the
// ticket as it stands.
func (s *Tickets) Send(ctx context.Context, h Holder, ref, key string) (Ticket, error) {
	t, err := s.Open(ctx, h, ref)
	if err != nil || t.State != matter.TicketDraft {
		return t, err
	}
	return s.send(ctx, t, key, portal.ActorFrom(ctx), "")
}

func (h House) send(ctx context.Context, t Ticket, key string, by portal.Actor, unit string) (Ticket, error) {
	if err := checkKey(key); err != nil {
		return t, err
	}
	rules, values, err := h.rules(ctx)
	if err != nil {
		return t, err
	}
	return h.Store.ChangeTicket(ctx, t.Ref, key, func(t Ticket) (Change, error) {
		if t.State != matter.TicketDraft {
			return Change{}, ErrNothing
		}
		if t.Anonymous {
			by.ID, by.Kind = "", portal.ActorNobody
		}
		sent, event, err := rules.Send(t, LimitsOf(values, t.Type), by, key, h.Clock.Now())
		event.Unit = unit
		return h.change(sent, event), err
	})
}

// Do carries out what the person may do: rate, reopen, withdraw, join, add a word.
func (s *Tickets) Do(ctx context.Context, h Holder, ref string, a Act) (Ticket, error) {
	t, err := s.Open(ctx, h, ref)
	if err != nil {
		return t, err
	}
	a.Part, a.Actor, a.Unit = Caller, portal.ActorFrom(ctx), ""
	if t.Anonymous {
		a.Actor.ID, a.Actor.Kind = "", portal.ActorNobody
	}
	return s.do(ctx, t.Ref, a)
}

func (h House) do(ctx context.Context, ref matter.Reference, a Act) (Ticket, error) {
	if err := checkKey(a.Key); err != nil {
		return Ticket{}, err
	}
	rules, values, err := h.rules(ctx)
	if err != nil {
		return Ticket{}, err
	}
	a.At = h.Clock.Now()
	return h.Store.ChangeTicket(ctx, ref, a.Key, func(t Ticket) (Change, error) {
		after, event, err := rules.Do(t, a)
		if err != nil {
			return Change{}, err
		}
		return h.summon(h.change(after, event), values), nil
	})
}

// Mine lists an identity's tickets for a person, newest first.
func (s *Tickets) Mine(ctx context.Context, identity, person string) ([]Ticket, error) {
	return s.Store.TicketsOf(ctx, identity, person)
}

// twinDays is how long a sent ticket is shown to somebody with a like concern.
const twinDays = 30

// Alike lists open tickets that may be the same concern, to join by choice.
// Shielded ones are never shown.
func (h House) Alike(ctx context.Context, t Ticket) ([]Ticket, error) {
	near, err := h.Lists.TicketsNear(ctx, t.Topic, t.Place, h.Clock.Now().Add(-twinDays*24*time.Hour), 200)
	near = slices.DeleteFunc(near, func(o Ticket) bool { return o.Shielded })
	return t.Twins(near), err
}

// File reads a file of a ticket for who has it.
func (s *Tickets) File(ctx context.Context, h Holder, ref, id string) (paper.File, []byte, error) {
	t, err := s.Open(ctx, h, ref)
	if err != nil {
		return paper.File{}, nil, err
	}
	return t.file(ctx, s.Files, id)
}

// file reads one of the ticket's files, those of replies included; KindNotFound.
func (t Ticket) file(ctx context.Context, files Files, id string) (paper.File, []byte, error) {
	all := slices.Clone(t.Body.Files)
	for _, r := range t.Body.Replies {
		all = append(all, r.Files...)
	}
	if !slices.ContainsFunc(all, func(f paper.File) bool { return f.ID == id }) {
		return paper.File{}, nil, portal.NotFound()
	}
	return files.File(ctx, t.Person, id)
}
