package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/eligibility"
	"changban/portal/matter"
)

// Answers that tell of a card.
const (
	factCard     = "card_no"
	factValidTo  = "card_valid_to"
	factCategory = "disability_category"
	factLevel    = "disability_level"
	factStatus   = "card_status"
)

// alive: a cancelled card is never changed again.
func alive(c benefit.Certificate) bool { return c.State != benefit.CardCancelled }

// held returns the card a decision changes: the person's, or one known only from
// the register or the answers, which is taken over first. KindNotFound when
// nothing tells of a card.
func (d *Desk) held(ctx context.Context, c application.Case) (benefit.Certificate, []benefit.CardStep, error) {
	cards, err := d.cardsOf(ctx, c.Person)
	if err != nil {
		return benefit.Certificate{}, nil, err
	}
	if i := slices.IndexFunc(cards, alive); i >= 0 {
		return cards[i], nil, nil
	}
	told, err := d.told(ctx, c)
	if err != nil {
		return benefit.Certificate{}, nil, err
	}
	step, err := benefit.Adopt(told, d.by(ctx, c))
	if err != nil {
		return benefit.Certificate{}, nil, err
	}
	adopted := step.Certificate
	adopted.Version = 1 // its first step stands before the next in the same write
	return adopted, []benefit.CardStep{step}, nil
}

// told is a card as the register, else the answers, tell of it.
func (d *Desk) told(ctx context.Context, c application.Case) (benefit.Certificate, error) {
	said := func(id string) string { return c.Body.Answers[id].First() }
	card := benefit.Certificate{
		Person: c.Person, Place: c.Hukou, ValidTo: portal.Day(said(factValidTo)),
		Card: benefit.Card{Number: said(factCard), Name: c.Body.Name, Guardian: said("guardian_name")},
	}
	if d.Register != nil {
		record, err := d.Register.Find(ctx, said("id_number"))
		switch {
		case err == nil && record.CardNumber != "":
			card.Card.Number, card.ValidTo, card.State = record.CardNumber, record.CardValidTo, benefit.CardState(record.CardStatus)
		case err != nil && !portal.Is(err, portal.KindNotFound):
			return card, err
		}
	}
	if card.Card.Number == "" {
		return card, portal.NotFound()
	}
	if act := d.outcome(c).Act; card.ValidTo == "" && (act == "renew" || act == "change" || act == "cancel") {
		card.ValidTo = d.today() // the decision gives it another last day
	}
	if p := c.Body.Proposal; card.ValidTo == "" && p != nil {
		card.ValidTo = p.CardUntil
	}
	return card, nil
}

// NeedsCardDay reports whether nobody here knows the last day of the card that an
// approval changes and keeps, so that the officer has to read it from the file.
func (d *Desk) NeedsCardDay(ctx context.Context, c application.Case) (bool, error) {
	o := d.outcome(c)
	if o.Type != catalogue.Certificate || o.Act != "transfer" && o.Act != "reissue" {
		return false, nil
	}
	cards, err := d.cardsOf(ctx, c.Person)
	if err != nil || slices.ContainsFunc(cards, alive) {
		return false, err
	}
	c.Body.Proposal = nil
	card, err := d.told(ctx, c)
	if portal.Is(err, portal.KindNotFound) {
		return false, nil
	}
	return card.ValidTo == "", err
}

// cardSteps returns what the outcome does to the person's card.
func (d *Desk) cardSteps(ctx context.Context, c application.Case) ([]benefit.CardStep, error) {
	o, by := d.outcome(c), d.by(ctx, c)
	found := finding(c)
	switch {
	case (o.Act == "issue" || o.Act == "change") && found == nil:
		return nil, nil // an outside unit decided, and its card is its own
	case o.Act == "issue":
		return d.issued(ctx, c, *found)
	}
	card, steps, err := d.held(ctx, c)
	if err != nil {
		return nil, err
	}
	var step benefit.CardStep
	switch o.Act {
	case "change":
		step, err = benefit.Reassess(card, *found, by)
	case "renew":
		step, err = benefit.Renew(card, found, by)
	case "transfer":
		step, err = benefit.Transfer(card, d.movedTo(c), by)
	case "reissue":
		step, err = benefit.Reissue(card, by)
	case "cancel":
		step, err = benefit.Cancel(card, cancelReason(c), by)
	}
	return append(steps, step), err
}

// cancelReason turns the answer into the code a card's history keeps.
func cancelReason(c application.Case) string {
	return map[string]string{"death": benefit.Died, "recovered": "standard_not_met", "voluntary": benefit.OwnWish}[c.Body.Answers["cancel_reason"].First()]
}

// issued is a first card, or another finding of one that was issued and decided
// again after an objection.
func (d *Desk) issued(ctx context.Context, c application.Case, found benefit.Finding) ([]benefit.CardStep, error) {
	cards, err := d.cardsOf(ctx, c.Person)
	if err != nil {
		return nil, err
	}
	var step benefit.CardStep
	if i := slices.IndexFunc(cards, alive); i >= 0 {
		step, err = benefit.Reassess(cards[i], found, d.by(ctx, c))
	} else {
		step, err = benefit.Issue(d.holder(c), found, d.by(ctx, c))
	}
	return []benefit.CardStep{step}, err
}

func finding(c application.Case) *benefit.Finding {
	found := c.Conclusion()
	if found == nil || found.Level == 0 {
		return nil
	}
	return &benefit.Finding{Categories: found.Categories, Level: found.Level, Day: found.Day}
}

func (d *Desk) holder(c application.Case) benefit.Holder {
	return benefit.Holder{
		Person: c.Person, Name: c.Body.Name, IDNumber: c.Body.Answers["id_number"].First(),
		Guardian: c.Body.Answers["guardian_name"].First(), Place: c.Hukou,
	}
}

func (d *Desk) movedTo(c application.Case) portal.Place {
	if to := portal.Place(c.Body.Answers["to_jurisdiction"].First()); d.Units.Places().Valid(to) {
		return to
	}
	return d.place(c)
}

// enactCard changes the card, and with it every benefit that stands on it.
func (d *Desk) enactCard(ctx context.Context, w work, change *application.Change) error {
	steps, err := d.cardSteps(ctx, w.c)
	if err != nil || len(steps) == 0 {
		return err
	}
	change.Certificates = append(change.Certificates, steps...)
	after := steps[len(steps)-1].Certificate
	if change.Person, err = d.filed(ctx, w.c, d.outcome(w.c), after); err != nil {
		return err
	}
	all, err := d.benefitsOf(ctx, w.c.Person)
	if err != nil {
		return err
	}
	if w.c.Body.Answers["cancel_reason"].First() == "death" {
		d.addSteps(change, d.ended(ctx, w.c, all, benefit.Died))
		return nil
	}
	rules, err := d.cardRules(ctx, all)
	if err != nil {
		return err
	}
	d.addSteps(change, benefit.CardEffects(all, after, rules, d.by(ctx, w.c)))
	return nil
}

// cardRules says what definitions say about benefits under another card: each is
// judged by the answers of its own case with the facts of that card.
func (d *Desk) cardRules(ctx context.Context, all []benefit.Benefit) (benefit.Rules, error) {
	cases := map[matter.Reference]application.Case{}
	for _, b := range all {
		c, err := d.Cases.Case(ctx, b.Case)
		if err != nil && !portal.Is(err, portal.KindNotFound) {
			return benefit.Rules{}, err
		}
		cases[b.Case] = c
	}
	service := func(id string) catalogue.Service {
		if s, ok := d.Catalogue.Service(id); ok {
			return *s
		}
		return catalogue.Service{}
	}
	return benefit.Rules{
		Stops:   func(id string) []string { return service(id).Stops },
		BackPay: func(id string) int { return service(id).BackPay },
		Judge: func(b benefit.Benefit, card benefit.Card) (bool, string) {
			s := service(b.Service)
			return !loses(&s, cases[b.Case], card), benefit.LevelChanged
		},
	}, nil
}

// loses reports whether a card breaks a rule that held when the benefit was
// granted. What the desk found otherwise then does not count against it now.
func loses(s *catalogue.Service, c application.Case, card benefit.Card) bool {
	kept := map[string]bool{}
	for _, r := range eligibility.Evaluate(s.Eligibility, with(c.Body.Answers, nil)) {
		kept[r.Rule] = r.Verdict != eligibility.NotMet
	}
	for _, r := range eligibility.Evaluate(s.Eligibility, with(c.Body.Answers, cardFacts(card))) {
		if r.Verdict == eligibility.NotMet && kept[r.Rule] {
			return true
		}
	}
	return false
}

func cardFacts(card benefit.Card) eligibility.Facts {
	return eligibility.Facts{
		factCard: {card.Number}, factCategory: {card.Category},
		factLevel: {string(rune('0' + card.Level))}, factStatus: {string(benefit.CardActive)},
	}
}

// freezes reports whether a case stops the card at once: it was lost (services
// facts, card-reissue).
func (d *Desk) freezes(c application.Case) bool {
	o := d.outcome(c)
	return o.Type == catalogue.Certificate && o.Act == "reissue"
}

// freeze stops a lost card as soon as the loss is accepted. What stands on it is
// paid on: the person has not lost the disability. A card nobody here knows the
// last day of cannot be stopped here.
func (d *Desk) freeze(ctx context.Context, c application.Case, change *application.Change) error {
	if !d.freezes(c) {
		return nil
	}
	card, steps, err := d.held(ctx, c)
	if portal.Is(err, portal.KindNotFound) || portal.Is(err, portal.KindInvalid) {
		return nil
	}
	if err != nil || card.State != benefit.CardActive {
		return err
	}
	if len(steps) > 0 {
		if proved, err := d.proved(ctx, c); err != nil || !proved {
			return err
		}
	}
	step, err := benefit.Freeze(card, "lost", d.by(ctx, c))
	change.Certificates = append(change.Certificates, append(steps, step)...)
	change.Messages = append(change.Messages, toldOf(step, c)...)
	return err
}

// proved reports whether who sent a case is known to the register. A report that
// only knows the number opens nothing: the card would be taken over before anybody
// decided, and its page shown to who reported it (decisions 2).
func (d *Desk) proved(ctx context.Context, c application.Case) (bool, error) {
	_, known, err := d.Cases.CaseFor(ctx, c.Starter, c.Person, c.Ref)
	if portal.Is(err, portal.KindNotFound) {
		return false, nil
	}
	return known.Link.Level >= account.LevelRegister, err
}

// thaw lets a card go on that was stopped by a case which came to nothing.
func (d *Desk) thaw(ctx context.Context, c application.Case, change *application.Change) error {
	if !d.freezes(c) {
		return nil
	}
	cards, err := d.cardsOf(ctx, c.Person)
	i := slices.IndexFunc(cards, alive)
	if err != nil || i < 0 || cards[i].State != benefit.CardFrozen {
		return err
	}
	step, err := benefit.Thaw(cards[i], d.by(ctx, c))
	change.Certificates = append(change.Certificates, step)
	change.Messages = append(change.Messages, toldOf(step, c)...)
	return err
}
