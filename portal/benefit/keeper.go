package benefit

import (
	"context"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/matter"
)

// Standing is in what right somebody acts for a person, read from the link.
type Standing struct {
	Identity string
	Own      bool
	Guardian bool
	Names    Names
}

// Names are those an account may be held in (services facts 3).
type Names struct {
	Own      string
	Guardian string
}

// Links says who acts for whom; KindNotFound without a link.
type Links interface {
	Standing(ctx context.Context, person string) (Standing, error)
}

// Keeper is the door by which people see what they have and let others check a
// card.
type Keeper struct {
	Cards    Cards
	Benefits Benefits
	Links    Links
	Clock    portal.Clock
	// Decided tells the names that the decision of a case was made for; nil: those
	// of the link count.
	Decided func(ctx context.Context, ref matter.Reference) (Names, error)
	// Sign signs a statement; seal.Signer of purpose SignPurpose does.
	Sign func(msg []byte) []byte
	// Published are the public keys others verify with, oldest first.
	Published func() []PublicKey
	// Keyed turns text into 16 bytes nobody without the ring can tell: a repeated
	// press of the button makes the same code.
	Keyed func(text string) []byte
	// CodeLife is how long a code for a screen lives.
	CodeLife func(context.Context) time.Duration
}

// Certificate returns a card of a person; KindNotFound, also for somebody else's.
func (k *Keeper) Certificate(ctx context.Context, person, id string) (Certificate, error) {
	s, err := k.standing(ctx, person, id)
	if err != nil {
		return Certificate{}, err
	}
	return k.Cards.CertificateFor(ctx, s.Identity, person, id)
}

// Benefit returns what was granted, with its payments newest first; KindNotFound.
func (k *Keeper) Benefit(ctx context.Context, person, id string) (Benefit, []Pay, error) {
	s, err := k.standing(ctx, person, id)
	if err != nil {
		return Benefit{}, nil, err
	}
	b, pays, err := k.Benefits.BenefitFor(ctx, s.Identity, person, id)
	slices.SortStableFunc(pays, func(x, y Pay) int { return strings.Compare(string(y.Month), string(x.Month)) })
	return b, pays, err
}

func (k *Keeper) standing(ctx context.Context, person, id string) (Standing, error) {
	if !portal.ValidID(id) || !portal.ValidID(person) {
		return Standing{}, portal.NotFound()
	}
	return k.Links.Standing(ctx, person)
}

// StandingOn is in what right somebody acts on a benefit of a person. Its account
// is held in a name of its decision: one that was typed later, in either file,
// opens no other.
func (k *Keeper) StandingOn(ctx context.Context, person string, b Benefit) (Standing, error) {
	s, err := k.standing(ctx, person, b.ID)
	if err != nil || k.Decided == nil {
		return s, err
	}
	s.Names, err = k.Decided(ctx, b.Case)
	return s, err
}

// MayChangeAccount reports whether somebody in this standing may say where the
// money of b goes: never an agent, and nobody where the rules pay an institution.
func (s Standing) MayChangeAccount(b Benefit) bool {
	return (s.Own || s.Guardian) && b.Kind == Payment && b.State != Ended &&
		b.Payee.To != PayInstitution && b.Payee.To != PayPension
}

// AccountNames returns the names an account may be held in, those that are known.
func (s Standing) AccountNames() []string {
	return slices.DeleteFunc([]string{s.Names.Own, s.Names.Guardian}, func(n string) bool { return n == "" })
}

// ChangeAccount writes another account. KindForbidden for an agent, FieldErrors
// when the account is not held by the person or the guardian. A payment that came
// back is sent again with the next run.
func (k *Keeper) ChangeAccount(ctx context.Context, person, id string, to Payee, key string) (Benefit, error) {
	s, err := k.standing(ctx, person, id)
	if err != nil {
		return Benefit{}, err
	}
	b, _, err := k.Benefits.BenefitFor(ctx, s.Identity, person, id)
	if err != nil {
		return Benefit{}, err
	}
	if s, err = k.StandingOn(ctx, person, b); err != nil {
		return Benefit{}, err
	}
	if !s.MayChangeAccount(b) {
		return Benefit{}, portal.Fail(portal.KindForbidden, portal.Msg("benefit.account.not_yours"))
	}
	if to, err = s.checked(to); err != nil {
		return Benefit{}, err
	}
	by := By{At: k.Clock.Now(), Actor: portal.ActorFrom(ctx), Key: key}
	return k.Benefits.UpdateBenefit(ctx, id, key, func(b Benefit) (Change, error) {
		if b.Person != person || b.State == Ended {
			return Change{}, moved()
		}
		return Change{
			Steps:    []Step{NewAccount(b, to, by)},
			Messages: []delivery.Message{tell(b, "account", by.At, nil)},
			Audit:    []audit.Entry{by.entry("benefit.account", "benefit", b.ID, person)},
		}, nil
	})
}

// checked says whose account it is, or that it is somebody else's. The person's
// own name decides where both have the same.
func (s Standing) checked(to Payee) (Payee, error) {
	to.Bank, to.Account, to.Holder = strings.TrimSpace(to.Bank), strings.TrimSpace(to.Account), strings.TrimSpace(to.Holder)
	to.Institution = ""
	var found portal.FieldErrors
	for _, f := range []struct{ id, value string }{{"bank_name", to.Bank}, {"bank_account", to.Account}} {
		if f.value == "" {
			found = append(found, portal.FieldError{Field: f.id, Message: portal.Msg("benefit.account.missing")})
		}
	}
	switch {
	case to.Holder != "" && to.Holder == s.Names.Own:
		to.To = PayOwn
	case to.Holder != "" && to.Holder == s.Names.Guardian:
		to.To = PayGuardian
	default:
		found = append(found, portal.FieldError{Field: "account_holder", Message: portal.Msg("benefit.account.holder")})
	}
	return to, found.OrNil()
}

// NewCode makes a check code for a card. A repeated key gives the same code. A
// cancelled card gets none: KindConflict; FieldErrors when no kind was chosen.
func (k *Keeper) NewCode(ctx context.Context, person, id string, kind CodeKind, key string) (Code, error) {
	c, err := k.Certificate(ctx, person, id)
	if err != nil {
		return Code{}, err
	}
	if c.State == CardCancelled {
		return Code{}, cardMoved()
	}
	if key == "" || kind != CodeShort && kind != CodePrinted {
		return Code{}, portal.FieldErrors{{Field: "kind", Message: portal.Msg("benefit.code.kind")}}
	}
	now := k.Clock.Now()
	code := Code{Code: k.code(id, kind, key), Certificate: id, Kind: kind, Created: now}
	if kind == CodeShort {
		code.Expires = now.Add(k.CodeLife(ctx))
	}
	return code, k.Cards.PutCode(ctx, code, key)
}

func (k *Keeper) code(id string, kind CodeKind, key string) string {
	raw := k.Keyed(id + "\n" + string(kind) + "\n" + key)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
}

// EndCodes ends every code of a card, printed ones too.
func (k *Keeper) EndCodes(ctx context.Context, person, id string) error {
	if _, err := k.Certificate(ctx, person, id); err != nil {
		return err
	}
	return k.Cards.EndCodes(ctx, id)
}

// Checked is what somebody with a code sees, and nothing else.
type Checked struct {
	State    CardState
	ValidTo  portal.Day
	Category string
	Level    int
	Name     string // masked
}

// Check answers who holds a code. Unknown, ended and run out look alike:
// KindNotFound. A cancelled or frozen card says so at once.
func (k *Keeper) Check(ctx context.Context, code string) (Checked, error) {
	if !portal.ValidID(code) {
		return Checked{}, portal.NotFound()
	}
	now := k.Clock.Now()
	today := portal.DayOf(now)
	c, found, err := k.Cards.ByCode(ctx, code, now)
	if err != nil {
		return Checked{}, err
	}
	if !found.Expires.IsZero() && !now.Before(found.Expires) {
		return Checked{}, portal.NotFound()
	}
	return c.checked(today), nil
}

func (c Certificate) checked(today portal.Day) Checked {
	return Checked{
		State: c.On(today), ValidTo: c.ValidTo, Category: c.Card.Category, Level: c.Card.Level, Name: Masked(c.Card.Name),
	}
}

// Masked hides a name but for its beginning: 张○○. A name in letters keeps its
// first letter and not its length.
func Masked(name string) string {
	runes := []rune(strings.TrimSpace(name))
	switch {
	case len(runes) == 0:
		return ""
	case runes[0] < 0x2E80: // letters: Latin, Cyrillic, Mongolian; from here on Chinese
		return string(runes[0]) + "○○"
	}
	return string(runes[0]) + strings.Repeat("○", max(len(runes)-1, 1))
}

func (by By) entry(action, object, target, person string) audit.Entry {
	return audit.Entry{
		ID: portal.NewID(), Actor: by.Actor, Action: action, Object: object, Target: target, Person: person, At: by.At,
	}
}
