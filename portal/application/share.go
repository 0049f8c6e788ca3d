package application

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/audit"
)

// ShareLife is how long the code of a question page lets an operator look and write
// (decisions 22).
const ShareLife = 30 * time.Minute

// shareDraws is how often digits are drawn again because another page shows the
// same ones now.
const shareDraws = 8

// Share is the code by which an operator at the phone looks at one draft and
// writes what the person then confirms, and whether somebody does.
type Share struct {
	ID       string
	Draft    string
	Person   string
	Identity string // whose page shows it: the operator sees what this one sees
	Code     string // six digits
	Key      string // of the form that asked for it, "" when a page made it
	Created  time.Time
	Until    time.Time
	Opened   time.Time // zero: nobody looked yet
	OpenedBy string    // account of the operator
	Ended    time.Time // stopped, or replaced; zero while it runs
}

// Live reports whether the code opens the draft at an instant.
func (s Share) Live(now time.Time) bool {
	return s.ID != "" && s.Ended.IsZero() && now.Before(s.Until)
}

// Watched reports whether an operator may be looking at an instant.
func (s Share) Watched(now time.Time) bool { return s.Live(now) && !s.Opened.IsZero() }

// Spent reports whether the next code is the person's to ask for: the last one was
// stopped, or somebody looked by it. One that ran out unread is simply replaced.
func (s Share) Spent(now time.Time) bool {
	return s.ID != "" && !s.Live(now) && (!s.Ended.IsZero() || !s.Opened.IsZero())
}

// ShareStore keeps the codes of question pages; the digits are sealed and found
// by blind index. The newest of a draft comes with DraftStore.Draft.
type ShareStore interface {
	// PutShare keeps a new code. A draft whose code still lives, and a repeated
	// key, keep the code there is, which is returned. KindExists when the digits
	// are those of another living code.
	PutShare(ctx context.Context, s Share) (Share, error)
	// ShareByCode finds the code that lives at an instant; KindNotFound.
	ShareByCode(ctx context.Context, code string, at time.Time) (Share, error)
	// Share returns a code by id, also one that is over; KindNotFound.
	Share(ctx context.Context, id string) (Share, error)
	// OpenShare notes who looks, with the audit row. KindConflict when the code is
	// over or somebody else's.
	OpenShare(ctx context.Context, s Share, e audit.Entry) error
	// SaveMarked writes a draft with its audit row, and what the person's file
	// learns by it, in one step. KindConflict when draft or file moved on, or the
	// code of the operator who writes is over.
	SaveMarked(ctx context.Context, m Marking) error
	// EndShare ends a draft's code.
	EndShare(ctx context.Context, draft string, at time.Time) error
}

// OfferShare gives a question page its code, a fresh one when none runs. A page
// works without: while the store is away there is none.
func (a *Applications) OfferShare(ctx context.Context, v *View) {
	now := a.Clock.Now()
	if a.Shares == nil || v.Share.Live(now) || v.Share.Spent(now) || v.Draft.Case != "" {
		return
	}
	if s, err := a.newShare(ctx, v, ""); err == nil {
		v.Share = s
	}
}

// RenewShare makes the code somebody asks for after the last one was stopped or
// had been used. While one runs, and when a form is sent again, nothing changes.
func (a *Applications) RenewShare(ctx context.Context, v *View, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if v.Share.Live(a.Clock.Now()) || v.Draft.Case != "" {
		return nil
	}
	s, err := a.newShare(ctx, v, key)
	if err == nil {
		v.Share = s
	}
	return err
}

// StopShare ends the code of a draft, and with it the operator's page.
func (a *Applications) StopShare(ctx context.Context, v *View) error {
	now := a.Clock.Now()
	if !v.Share.Live(now) {
		return nil
	}
	err := a.Shares.EndShare(ctx, v.Draft.ID, now)
	if err == nil {
		v.Share.Ended = now
	}
	return err
}

func (a *Applications) newShare(ctx context.Context, v *View, key string) (Share, error) {
	now := a.Clock.Now()
	s := Share{
		ID: portal.NewID(), Draft: v.Draft.ID, Person: v.Draft.Person, Identity: portal.ActorFrom(ctx).ID,
		Key: key, Created: now, Until: now.Add(ShareLife),
	}
	for range shareDraws {
		digits, err := shareDigits()
		if err != nil {
			return Share{}, err
		}
		s.Code = digits
		kept, err := a.Shares.PutShare(ctx, s)
		if !portal.Is(err, portal.KindExists) {
			return kept, err
		}
	}
	return Share{}, portal.Because(portal.KindUnavailable, fmt.Errorf("no free code in %d draws", shareDraws))
}

func shareDigits() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", portal.Because(portal.KindInternal, err)
	}
	return fmt.Sprintf("%06d", n.Int64()), nil
}

// Grouped writes the digits as they are read out: 472 913.
func (s Share) Grouped() string {
	if len(s.Code) != 6 {
		return s.Code
	}
	return strings.Join([]string{s.Code[:3], s.Code[3:]}, " ")
}
