package benefit

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
)

// Finding is what an assessment found.
type Finding struct {
	Categories []string // values of the service facts: visual, hearing …
	Level      int      // 1 most severe … 4; of several the most severe
	Day        portal.Day
}

// categories in the order of their code in the number: visual is 1, hearing 2
// (services facts 2; two public explainers swap them).
func categories() []string {
	return []string{"visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple"}
}

// CategoryCode returns position 19 of a card number: two or more categories are
// multiple, 7. 0 when none is known.
func CategoryCode(found []string) int {
	return slices.Index(categories(), categoryOf(found)) + 1
}

func categoryOf(found []string) string {
	switch len(found) {
	case 0:
		return ""
	case 1:
		return found[0]
	}
	return "multiple"
}

// numberSize is the positions of a card number without a suffix: the 18 of the
// citizen number, category, level.
const numberSize = 20

// CardNumber builds the number of a first card. KindInvalid when a part is missing.
func CardNumber(idNumber string, f Finding) (string, error) {
	code := CategoryCode(f.Categories)
	if len(idNumber) != numberSize-2 || code == 0 || f.Level < 1 || f.Level > 4 {
		return "", portal.Fail(portal.KindInvalid, portal.Msg("benefit.card.incomplete"))
	}
	return strings.ToUpper(idNumber) + strconv.Itoa(code) + strconv.Itoa(f.Level), nil
}

// Holder is whom a card is for.
type Holder struct {
	Person   string
	Name     string
	IDNumber string
	Guardian string
	Place    portal.Place // that keeps the file: hukou
}

// Issue makes a first card. It is valid ten years from the day of issue (P01).
func Issue(h Holder, f Finding, by By) (CardStep, error) {
	number, err := CardNumber(h.IDNumber, f)
	if err != nil {
		return CardStep{}, err
	}
	c := Certificate{
		ID: portal.NewID(), Person: h.Person, Case: by.Case, Place: h.Place, State: CardActive,
		Card: Card{Number: number, Name: h.Name, Guardian: h.Guardian},
	}
	return c.dated(by).found(f).step("issue", "", by), nil
}

// Adopt takes over a card that was issued elsewhere, from the register or from
// what was answered. Number, Name, ValidTo, State and Place are read from c; the
// rest follows from them. A bare suffix B counts as B1.
func Adopt(c Certificate, by By) (CardStep, error) {
	base, suffix, ok := splitNumber(c.Card.Number)
	code, level := 0, 0
	if ok {
		code, level = int(base[numberSize-2]-'0'), int(base[numberSize-1]-'0')
	}
	if code < 1 || code > len(categories()) || level < 1 || level > 4 || c.ValidTo == "" {
		return CardStep{}, portal.Fail(portal.KindInvalid, portal.Msg("benefit.card.incomplete"))
	}
	c.ID, c.Version, c.Case = portal.NewID(), 0, ""
	c.Card.Number, c.Card.Category, c.Card.Level = base+suffixText(suffix), categories()[code-1], level
	if len(c.Card.Categories) == 0 && c.Card.Category != "multiple" {
		c.Card.Categories = []string{c.Card.Category}
	}
	if c.State == "" || c.State == CardExpiring || c.State == CardExpired {
		c.State = CardActive // the last two follow from the day
	}
	if c.Issued == "" {
		c.Issued = c.ValidTo.AddMonths(-12 * ValidYears)
	}
	return c.step("adopt", "", by), nil
}

// Renew makes the card valid ten more years from today, with the same number. A
// finding of a new assessment changes the last two positions; nil keeps them.
func Renew(c Certificate, f *Finding, by By) (CardStep, error) {
	if err := c.usable(); err != nil {
		return CardStep{}, err
	}
	from := c.State
	if f != nil {
		c = c.found(*f)
	}
	c.State = CardActive
	return c.dated(by).step("renew", from, by), nil
}

// Reassess is a change of category or level: a new card whose last two positions
// are new; a suffix stays. KindInvalid when the finding is no disability: such a
// card is cancelled.
func Reassess(c Certificate, f Finding, by By) (CardStep, error) {
	if err := c.usable(); err != nil {
		return CardStep{}, err
	}
	if CategoryCode(f.Categories) == 0 || f.Level < 1 || f.Level > 4 {
		return CardStep{}, portal.Fail(portal.KindInvalid, portal.Msg("benefit.card.incomplete"))
	}
	from := c.State
	c.State = CardActive
	return c.found(f).dated(by).step("change", from, by), nil
}

// Transfer moves the file to the place of the new household register.
func Transfer(c Certificate, to portal.Place, by By) (CardStep, error) {
	if err := c.usable(); err != nil {
		return CardStep{}, err
	}
	from := c.State
	c.Place, c.State = to, CardActive
	return c.step("transfer", from, by), nil
}

// Reissue replaces a lost card: the number gets the next suffix, B1, B2 …; what it
// says and its last day stay.
func Reissue(c Certificate, by By) (CardStep, error) {
	if err := c.usable(); err != nil {
		return CardStep{}, err
	}
	base, suffix, ok := splitNumber(c.Card.Number)
	if !ok || suffix > 98 { // two digits at most (services facts 2)
		return CardStep{}, portal.Fail(portal.KindInvalid, portal.Msg("benefit.card.incomplete"))
	}
	from := c.State
	c.Card.Number, c.State = base+suffixText(suffix+1), CardActive
	return c.step("reissue", from, by), nil
}

// Cancel ends the card for good: died, own wish, standard no longer met.
func Cancel(c Certificate, reason string, by By) (CardStep, error) {
	if err := c.usable(); err != nil {
		return CardStep{}, err
	}
	from := c.State
	c.State = CardCancelled
	step := c.step("cancel", from, by)
	step.Event.Reason = reason
	return step, nil
}

// Freeze stops the card at once while a loss is looked into. Reasons are words of
// benefit.card_reason.<code>: lost, transfer, doubt.
func Freeze(c Certificate, reason string, by By) (CardStep, error) {
	if c.State != CardActive {
		return CardStep{}, cardMoved()
	}
	c.State = CardFrozen
	step := c.step("freeze", CardActive, by)
	step.Event.Reason = reason
	return step, nil
}

// Thaw makes a frozen card valid again, such as one that was found.
func Thaw(c Certificate, by By) (CardStep, error) {
	if c.State != CardFrozen {
		return CardStep{}, cardMoved()
	}
	c.State = CardActive
	return c.step("thaw", CardFrozen, by), nil
}

// usable reports that c can still be changed: a cancelled card never is.
func (c Certificate) usable() error {
	if c.State == CardCancelled {
		return cardMoved()
	}
	return nil
}

func cardMoved() error { return portal.Fail(portal.KindConflict, portal.Msg("benefit.card.moved")) }

func (c Certificate) dated(by By) Certificate {
	c.Issued = by.today()
	c.ValidTo = c.Issued.AddMonths(12 * ValidYears)
	return c
}

// found puts a finding on the card and into positions 19 and 20 of its number.
func (c Certificate) found(f Finding) Certificate {
	c.Card.Categories, c.Card.Category = slices.Clone(f.Categories), categoryOf(f.Categories)
	c.Card.Level, c.Card.Concluded = f.Level, f.Day
	if base, suffix, ok := splitNumber(c.Card.Number); ok {
		c.Card.Number = base[:numberSize-2] + strconv.Itoa(CategoryCode(f.Categories)) + strconv.Itoa(f.Level) + suffixText(suffix)
	}
	return c
}

func (c Certificate) step(action string, from CardState, by By) CardStep {
	return CardStep{Certificate: c, Event: by.event(action, string(from), string(c.State), "", "")}
}

// splitNumber parts a card number into its 20 positions and the suffix's number:
// 0 for none, 1 for B and B1 (one public text prints the first suffix without a
// digit).
func splitNumber(number string) (base string, suffix int, ok bool) {
	number = strings.ToUpper(number)
	if len(number) < numberSize {
		return "", 0, false
	}
	base, rest := number[:numberSize], number[numberSize:]
	switch digits, isB := strings.CutPrefix(rest, "B"); {
	case rest == "":
		return base, 0, true
	case rest == "B":
		return base, 1, true
	case isB && len(digits) <= 2:
		n, err := strconv.Atoi(digits)
		return base, max(n, 1), err == nil && n >= 0
	}
	return "", 0, false
}

func suffixText(n int) string {
	if n == 0 {
		return ""
	}
	return "B" + strconv.Itoa(n)
}
