package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/setting"
)

// joinHoldings builds the doors to what people have: cards, benefits, pay runs,
// and the watch over what ends.
func (h *house) joinHoldings() {
	signer := h.ring.Signer(benefit.SignPurpose)
	h.keeper = &benefit.Keeper{
		Cards: h.store.Cards(), Benefits: h.store, Links: links{h.accounts}, Clock: h.clock, Decided: h.decidedNames,
		Sign: signer.Sign, Published: h.publicKeys, CodeLife: h.checkCodeLife,
		Keyed: func(text string) []byte { return h.ring.Blind("certificate_code.new", text) },
	}
	h.payroll = &benefit.Payroll{Pays: h.store, Benefits: h.store, Log: h.store, Clock: h.clock}
	h.watcher = &benefit.Watcher{
		Watch: h.store, Cards: h.store.Cards(), Benefits: h.store, Clock: h.clock,
		Rules: h.cardRules(), Reminders: h.reminders,
	}
}

// decidedNames are the person's and the guardian's as the decided case has them.
func (h *house) decidedNames(ctx context.Context, ref matter.Reference) (benefit.Names, error) {
	c, err := h.store.Case(ctx, ref)
	return benefit.Names{Own: c.Body.Name, Guardian: c.Body.Answers["guardian_name"].First()}, err
}

// cardRules are what the catalogue says of a card that ran out. The worker judges
// no level: the decision that changes one does.
func (h *house) cardRules() benefit.Rules {
	return benefit.Rules{
		Stops: func(service string) []string {
			if s, ok := h.catalogue.Service(service); ok {
				return s.Stops
			}
			return nil
		},
		BackPay: func(service string) int {
			if s, ok := h.catalogue.Service(service); ok {
				return s.BackPay
			}
			return 0
		},
		Judge: func(benefit.Benefit, benefit.Card) (bool, string) { return true, "" },
	}
}

func (h *house) reminders(ctx context.Context) (benefit.Reminders, error) {
	v, err := h.settings.Today(ctx)
	return benefit.Reminders{
		Months: []int{v.Number(setting.RemindFirst), v.Number(setting.RemindSecond), v.Number(setting.RemindLast)},
		Draft:  v.Number(setting.RemindDraft), Papers: v.Number(setting.RemindPapers),
	}, err
}

func (h *house) checkCodeLife(ctx context.Context) time.Duration {
	values, err := h.settings.Today(ctx)
	if err != nil {
		return 30 * time.Minute // the promise of the page holds without the store
	}
	return values.Minutes(setting.CheckCodeMinutes)
}

// publicKeys are the keys others verify statements with.
func (h *house) publicKeys() []benefit.PublicKey {
	var out []benefit.PublicKey
	for _, k := range h.ring.Public(benefit.SignPurpose) {
		out = append(out, benefit.PublicKey{ID: k.ID, Created: k.Created, Key: k.Key, Use: benefit.SignPurpose})
	}
	return out
}

// holdings is what a person has, for the desk.
type holdings struct {
	benefit.Cards
	benefit.Benefits
}

// links says in what right somebody acts, from the links of accounts.
type links struct{ accounts *account.Accounts }

// Standing serves benefit.Links. A guardian's own file has the guardian's name,
// whatever was typed in the person's.
func (l links) Standing(ctx context.Context, person string) (benefit.Standing, error) {
	k, err := l.accounts.Known(ctx, person)
	s := benefit.Standing{
		Identity: k.Identity.ID, Own: !k.Link.ForOther(), Guardian: k.Link.Capacity == account.AsGuardian,
		Names: benefit.Names{Own: k.Person.First("name"), Guardian: k.Person.First("guardian_name")},
	}
	if own := k.Own.First("name"); s.Guardian && own != "" {
		s.Names.Guardian = own
	}
	return s, err
}

// checkStatement checks the text of a printed QR with published keys alone: no store, no
// network. The text may be the whole address.
func (r run) checkStatement(_ context.Context, args []string) error {
	if len(args) != 3 || args[0] != "--keys" {
		return errors.New("usage: portal verify --keys FILE TEXT")
	}
	raw, err := os.ReadFile(args[1])
	if err != nil {
		return fmt.Errorf("%s cannot be read", args[1])
	}
	keys, err := benefit.DecodeKeys(raw)
	if err != nil {
		return fmt.Errorf("%s holds no published keys", args[1])
	}
	text := args[2]
	if _, fragment, ok := strings.Cut(text, "#"); ok {
		text = fragment
	}
	said, err := benefit.Verify(strings.TrimSpace(text), keys)
	if err != nil {
		return errors.New("invalid: not signed with these keys, or changed")
	}
	return printSaid(r.out, said, portal.SystemClock{}.Now())
}

func printSaid(out io.Writer, s benefit.Said, now time.Time) error {
	fmt.Fprintf(out, "valid: signed %s\n", s.Signed.In(portal.Zone()).Format("2006-01-02 15:04"))
	if !s.Expires.IsZero() && !now.Before(s.Expires) {
		fmt.Fprintln(out, "the code was for a screen and has run out; ask for a new one")
	}
	_, err := fmt.Fprintf(out, "state: %s\ncategory: %s\nlevel: %d\nname: %s\nissued: %s\nvalid to: %s\n",
		s.On(portal.DayOf(now)), s.Category, s.Level, s.Name, s.Issued, s.ValidTo)
	return err
}
