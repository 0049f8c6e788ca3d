package application

import (
	"context"
	"errors"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/paper"
)

// DraftStore keeps drafts.
type DraftStore interface {
	// CreateDraft stores a new draft. A repeated start key of the same
	// identity and person returns the first draft.
	CreateDraft(ctx context.Context, d Draft) (Draft, error)
	// Draft reads a draft with the link, the person and the actor's own file
	// in one trip. KindNotFound when any of them is not there or not linked.
	Draft(ctx context.Context, identity, person, draft string) (Open, error)
	// LastDraft reads the unsent draft an identity touched last, as Draft does,
	// and counts its unsent drafts; 0 when there is none.
	LastDraft(ctx context.Context, identity string) (Open, int, error)
	// SaveDraft writes the draft if it is still at the version read
	// (KindConflict), with a change of the person's file when there is one.
	SaveDraft(ctx context.Context, d Draft, person *account.Change) error
	// DeleteDraft removes an unsent draft; KindNotFound.
	DeleteDraft(ctx context.Context, identity, person, draft string) error
	// PutDefinition stores a definition version once (decisions 8).
	PutDefinition(ctx context.Context, hash, service string, body []byte) error
	// Definition returns the service and the body of a version; KindNotFound.
	Definition(ctx context.Context, hash string) (service string, body []byte, err error)
}

// CaseStore keeps cases.
type CaseStore interface {
	// Submit writes case, history, outbox and audit in one trip.
	// KindConflict: the draft moved on or was sent before.
	// KindExists: another open case of a one_open service.
	Submit(ctx context.Context, s Submission) error
	// CaseOfDraft returns the reference a draft became; KindNotFound.
	CaseOfDraft(ctx context.Context, draft string) (matter.Reference, error)
	// CaseFor reads a case in the person's area with what its page stands on.
	// An identity sees it when it sent it, or at LevelRegister (decisions 2).
	CaseFor(ctx context.Context, identity, person string, ref matter.Reference) (Case, account.Known, error)
	// Case reads a case for the desk; scope is the caller's duty.
	Case(ctx context.Context, ref matter.Reference) (Case, error)
	// UpdateCase reads, calls fn and writes its Change as one step; a clash is
	// retried with a fresh read. A repeated event key changes nothing and
	// returns the case as it stands.
	UpdateCase(ctx context.Context, ref matter.Reference, key string, fn func(Case) (Change, error)) (Case, error)
	// Matters lists what a person's page shows, seen by one identity.
	Matters(ctx context.Context, identity, person string) (Matters, error)
}

// TwinStore finds applications for the same ID number.
type TwinStore interface {
	// TwinOpen reports whether an open case, or a payment that runs, of a service
	// is for somebody with that ID number, whoever filed it.
	TwinOpen(ctx context.Context, idNumber, service string) (bool, error)
}

// QueueStore serves the desk's lists.
type QueueStore interface {
	// Queue lists cases of units, most urgent first, and counts them by filter,
	// in at most two trips.
	Queue(ctx context.Context, q Query) (Queue, error)
	// Expired lists up to n cases that wait for papers since before a day.
	Expired(ctx context.Context, day portal.Day, n int) ([]matter.Reference, error)
	// Record writes audit entries that belong to no change, such as reading.
	Record(ctx context.Context, e ...audit.Entry) error
}

// FileStore keeps uploads; contents are sealed in the data folder.
type FileStore interface {
	// PutFile keeps content durably, then its row. Equal content of one person
	// is kept once.
	PutFile(ctx context.Context, person string, f paper.File, content []byte, by portal.Actor) (paper.File, error)
	// File returns a file of a person; KindNotFound.
	File(ctx context.Context, person, id string) (paper.File, []byte, error)
	// Files lists a person's files of one paper kind, newest first, for reuse.
	Files(ctx context.Context, person, paperID string) ([]paper.File, error)
}

// Matters is what a person's page lists.
type Matters struct {
	Known    account.Known
	Drafts   []Draft
	Cases    []Case // without events
	Benefits []benefit.Benefit
	Cards    []benefit.Certificate // with history, for rules that count
	Returned []benefit.Pay         // payments that came back and wait for another account
	Notices  []Notice              // newest first
}

// Notice is a message in the portal.
type Notice struct {
	Template string
	Data     map[string]string
	Case     matter.Reference
	At       time.Time
}

// Filter narrows a queue.
type Filter string

// Filters of the desk queue, by what is to be done.
const (
	FilterAll       Filter = ""
	FilterOverdue   Filter = "overdue"
	FilterToday     Filter = "today"
	FilterSubmitted Filter = "submitted"
	FilterAccepted  Filter = "accepted"
	FilterReview    Filter = "review"
	FilterWaiting   Filter = "waiting" // for papers
	FilterDecided   Filter = "decided"
)

// Query asks for a page of the queue.
type Query struct {
	Units  []string
	Filter Filter
	Today  portal.Day
	// Search finds by reference, name, or the last four digits of the phone
	// within the units; "" finds all.
	Search string
	Page   int // from 1
	Size   int
}

// Queue is one page of a queue with the counts of every filter.
type Queue struct {
	Cases  []Case // without events; Body holds only Name
	Counts map[Filter]int
	Total  int // of the filter asked for
}

// MaxKey is the longest idempotency key, in bytes: keys stand in rows that are
// kept for good, and a form of ours has one of 26.
const MaxKey = 64

// checkKey refuses a key that no form of ours carries.
func checkKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return portal.Fail(portal.KindInvalid, portal.Message{})
	}
	return nil
}

// ErrNothing is returned by the function of UpdateCase when what is asked for has
// happened already: nothing is written and the case is returned as it stands.
var ErrNothing = errors.New("nothing to change")

// Nothing turns ErrNothing into success.
func Nothing(err error) error {
	if errors.Is(err, ErrNothing) {
		return nil
	}
	return err
}
