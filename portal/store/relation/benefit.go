package relation

import (
	"context"
	"encoding/json"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/seal"
)

const benefitColumns = "b.id, b.person, b.case_ref, b.service, b.kind, b.place, b.fen, b.period, b.from_month, b.spans," +
	" b.state, b.reason, b.until_day, b.card_day, b.recheck_day, b.advance, b.granted, b.payee, b.version, b.head"

func payeePlace(id string) seal.Where {
	return seal.Where{Table: "benefit", Column: "payee", Row: id}
}

// benefitStep adds one step of a benefit. The first keeps the row as well; what
// two parents of one child were granted is told apart by the number of the case.
func (w *writing) benefitStep(ctx context.Context, step benefit.Step) error {
	b, t := step.Benefit, benefitThing(step.Benefit.ID)
	k, err := w.s.keyOf(ctx, b.Person)
	if err != nil {
		return err
	}
	head, begun, err := w.head(ctx, t, b.Version)
	if err != nil {
		return err
	}
	if begun {
		step.Event.Key = "" // one form, one row with its key
	}
	b.Events = nil
	event, next := holdingEvent(k, head, t, step.Event, b)
	sets := movingBenefitSets(k, b)
	if head.Seq == 0 {
		w.add(benefitInsert(b, sets))
	}
	w.keep(next)
	w.add(event, update("benefit", append(sets, set{"version", next.Seq}, set{"head", next.Hash}),
		"id = ? and version = ?", b.ID, head.Seq))
	return nil
}

// benefitInsert keeps a row that is there: benefits that were granted before they
// had a history begin it with their next step.
func benefitInsert(b benefit.Benefit, moving []set) Statement {
	names, marks, args := columns(append([]set{{"id", b.ID}, {"person", b.Person}, {"case_ref", string(b.Case)},
		{"service", b.Service}, {"granted", micros(b.Granted)}}, moving...))
	return Statement{SQL: "insert into benefit (" + names + ", id_bix) select " + marks + ", c.id_bix ", Args: args}.
		and("from case_file c where c.ref = ? on conflict (id) do nothing", string(b.Case))
}

func movingBenefitSets(k seal.PersonKey, b benefit.Benefit) []set {
	payee := []byte{}
	if b.Payee != (benefit.Payee{}) {
		payee = sealJSON(k, payeePlace(b.ID), b.Payee)
	}
	return []set{{"kind", string(b.Kind)}, {"place", string(b.Place)}, {"fen", b.Fen}, {"period", string(b.Period)},
		{"from_month", string(b.From)}, {"spans", spansText(b.Spans)}, {"state", string(b.State)}, {"reason", b.Reason},
		{"until_day", string(b.Until)}, {"card_day", string(b.Card)}, {"recheck_day", string(b.Recheck)},
		{"advance", bit(b.Advance)}, {"payee", payee}}
}

func spansText(spans []benefit.Span) string {
	if len(spans) == 0 {
		return "[]"
	}
	raw, err := json.Marshal(spans)
	if err != nil {
		panic(err) // months
	}
	return string(raw)
}

// benefitRow reads benefitColumns.
func (s *Store) benefitRow(c *cursor, k seal.PersonKey) (benefit.Benefit, error) {
	b := benefit.Benefit{ID: c.text(), Person: c.text(), Case: matter.Reference(c.text()), Service: c.text(),
		Kind: benefit.Kind(c.text()), Place: portal.Place(c.text()), Fen: c.number(), Period: benefit.Period(c.text()),
		From: portal.Month(c.text())}
	spans := c.text()
	b.State, b.Reason, b.Until, b.Card, b.Recheck = benefit.State(c.text()), c.text(), c.day(), c.day(), c.day()
	b.Advance, b.Granted = c.flag(), c.time()
	payee := c.bytes()
	b.Version = c.int()
	if hash := c.bytes(); b.Version > 0 {
		s.recall.keepHeads(audit.Head{Chain: benefitThing(b.ID).chain(), Seq: int64(b.Version), Hash: hash})
	}
	if err := json.Unmarshal([]byte(spans), &b.Spans); err != nil {
		return b, portal.Because(portal.KindInternal, err)
	}
	if len(b.Spans) == 0 {
		b.Spans = nil
	}
	if len(payee) == 0 {
		return b, nil
	}
	var err error
	b.Payee, err = openJSON[benefit.Payee](k, payeePlace(b.ID), payee)
	return b, err
}

// seenBenefit joins a benefit b with the case and the link of the identity that
// asks: it sees what it sent itself, and everything at LevelRegister (decisions 2).
const seenBenefit = " join case_file c on c.ref = b.case_ref join link l on l.identity = ? and l.person = b.person and " + mineCase

// benefitsSeen lists a person's benefits as far as an identity may see them,
// newest first. whose is SQL for the person, with ? for args.
func benefitsSeen(identity, whose string, args ...any) Statement {
	return query("select "+benefitColumns+" from benefit b"+seenBenefit, identity).
		and(" where b.person = "+whose+" order by b.granted desc, b.id", args...)
}

// heldSeen asks for what held reads: a person's benefits, certificates and the
// histories of those.
func heldSeen(identity, whose string, args ...any) []Statement {
	return []Statement{benefitsSeen(identity, whose, args...), cardsSeen(identity, whose, args...),
		cardEventsSeen(identity, whose, args...)}
}

// held reads the rows of heldSeen.
func (s *Store) held(ctx context.Context, person string, benefits, cards, events Rows) ([]benefit.Benefit, []benefit.Certificate, error) {
	if len(benefits)+len(cards) == 0 {
		return nil, nil, nil
	}
	k, err := s.keyOf(ctx, person)
	if err != nil {
		return nil, nil, err
	}
	has, err := each(benefits, func(c *cursor) (benefit.Benefit, error) { return s.benefitRow(c, k) })
	if err != nil {
		return nil, nil, err
	}
	list, err := each(cards, func(c *cursor) (benefit.Certificate, error) {
		x, err := s.cardRow(c, k)
		x.Events = holdingEventRows(rowsOf(events, x.ID), x.Version)
		return x, err
	})
	return has, list, err
}

// nothing reports that the function of an update had nothing to change.
func nothing(err error) bool {
	return isAny(err, benefit.ErrNothing, application.ErrNothing)
}
