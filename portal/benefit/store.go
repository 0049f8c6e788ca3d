package benefit

import (
	"context"

	"changban/portal"
)

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
	// and messages that go with it as one step. A repeated key changes nothing.
	UpdateCertificate(ctx context.Context, id, key string, fn func(Certificate) (CardChange, error)) (Certificate, error)
	// PutCode keeps the blind index of a code; a repeated key keeps the first.
	PutCode(ctx context.Context, c Code, key string) error
	// ByCode returns the certificate a living code belongs to; KindNotFound.
	ByCode(ctx context.Context, code string, at portal.Day) (Certificate, Code, error)
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
	// UpdateBenefit reads, calls fn and writes its change as one step. A repeated
	// key changes nothing.
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
	// one step. A payment settled before stays as it is.
	Settle(ctx context.Context, run string, results []Pay, change Change) (Run, error)
}

// Due is a benefit with its payments, for the reckoning of a run.
type Due struct {
	Benefit Benefit
	Name    string
	Pays    []Pay
}
