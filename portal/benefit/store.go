package benefit

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/matter"
)

// ErrNothing is returned by the function of an update when what is asked for has
// happened already: nothing is written and what stands is returned.
var ErrNothing = errors.New("nothing to change")

// Cards keeps certificates.
type Cards interface {
	// CertificateFor reads a certificate with its history in the person's area.
	// An identity sees it when it sent the case behind it, or at the register's
	// level (decisions 2); KindNotFound.
	CertificateFor(ctx context.Context, identity, person, id string) (Certificate, error)
	// CertificatesOf lists a person's certificates, newest first, for the desk and
	// the worker.
	CertificatesOf(ctx context.Context, person string) ([]Certificate, error)
	// UpdateCertificate reads, calls fn and writes its change with the benefits
	// and messages that go with it as one step; a clash is retried with a fresh
	// read. A repeated key, ErrNothing and a change without steps change nothing.
	UpdateCertificate(ctx context.Context, id, key string, fn func(Certificate) (CardChange, error)) (Certificate, error)
	// PutCode keeps the blind index of a code. The same code with the same key
	// again is no error; another code with a key that was used is KindExists, and
	// the first code stays.
	PutCode(ctx context.Context, c Code, key string) error
	// ByCode returns the certificate that a code belongs to, without history, if
	// the code lives at an instant; KindNotFound for every other code.
	ByCode(ctx context.Context, code string, at time.Time) (Certificate, Code, error)
	// EndCodes ends every code of a certificate.
	EndCodes(ctx context.Context, certificate string) error
}

// Benefits keeps what was granted.
type Benefits interface {
	// BenefitFor reads a benefit with history and payments in the person's area;
	// KindNotFound as CertificateFor.
	BenefitFor(ctx context.Context, identity, person, id string) (Benefit, []Pay, error)
	// BenefitsOf lists a person's benefits, newest first, for the desk and rules.
	BenefitsOf(ctx context.Context, person string) ([]Benefit, error)
	// UpdateBenefit reads, calls fn and writes its change as one step; as
	// UpdateCertificate.
	UpdateBenefit(ctx context.Context, id, key string, fn func(Benefit) (Change, error)) (Benefit, error)
}

// Pays keeps pay runs.
type Pays interface {
	// Owed lists the benefits of a place that may owe something up to a month,
	// with the payments they have.
	Owed(ctx context.Context, place portal.Place, upTo portal.Month) ([]Due, error)
	// CreateRun writes a run with its payments; KindExists when the key was used
	// (the run is returned) and KindConflict when a benefit's month was taken by
	// another run meanwhile.
	CreateRun(ctx context.Context, r Run, pays []Pay, key string) (Run, error)
	// Run returns a run with its payments; KindNotFound.
	Run(ctx context.Context, id string) (Run, []Pay, error)
	// Runs lists the runs of places, newest first.
	Runs(ctx context.Context, places []portal.Place, n int) ([]Run, error)
	// Settle marks payments of a run as paid or returned, with their messages, as
	// one step. A payment settled before stays as it is, and a message whose id is
	// there is not written again: derive it from the payment's id (MessageID).
	Settle(ctx context.Context, run string, results []Pay, change Change) (Run, error)
}

// Due is a benefit with its payments, for the reckoning of a run.
type Due struct {
	Benefit Benefit
	Name    string
	Pays    []Pay
}

// Watch lists what ends soon, for the worker that reminds. Spans of days include
// both ends. Nothing of a deleted person is listed.
type Watch interface {
	// CardsEnding lists active certificates whose last day lies in the span.
	CardsEnding(ctx context.Context, from, to portal.Day) ([]CardDue, error)
	// BenefitsDue lists active and suspended benefits of which the day of the card,
	// of the next look or of the end lies in the span.
	BenefitsDue(ctx context.Context, from, to portal.Day) ([]BenefitDue, error)
	// DraftsEnding lists unsent drafts that expire in the span.
	DraftsEnding(ctx context.Context, from, to portal.Day) ([]DraftDue, error)
	// PapersDue lists cases that wait for papers whose last day lies in the span.
	PapersDue(ctx context.Context, from, to portal.Day) ([]PaperDue, error)
	// Remind writes the messages whose ids are not there yet and returns how many
	// that were.
	Remind(ctx context.Context, messages []delivery.Message) (int, error)
}

// CardDue is a certificate, without history, and the identities to tell: who sent
// the case behind it, and everybody at the register's level.
type CardDue struct {
	Certificate Certificate
	Tell        []string
}

// BenefitDue is a benefit, without history, and the identities to tell.
type BenefitDue struct {
	Benefit Benefit
	Tell    []string
}

// DraftDue is an unsent draft that expires.
type DraftDue struct {
	Draft   string
	Person  string
	Service string
	Expires portal.Day
	Tell    []string // who began it
}

// PaperDue is a case that waits for papers.
type PaperDue struct {
	Case    matter.Reference
	Person  string
	Service string
	Until   portal.Day
	Tell    []string // who sent it
}

// MessageID derives a message's id from what it tells, so that it is written once
// however often it is thought of: MessageID("card.ends", certificate, day, identity).
func MessageID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:26]) // the form of portal.NewID
}
