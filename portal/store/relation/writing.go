package relation

import (
	"context"
	"errors"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/matter"
)

// writing collects the rows of one write: the step of a case, a ticket, a benefit
// or a certificate with everything that goes with it. It keeps where each chain stands
// within the write, so that several steps of one thing follow each other.
type writing struct {
	s     *Store
	rows  []Statement
	heads map[string]audit.Head
	audit []audit.Entry
}

func (s *Store) writing(heads ...audit.Head) *writing {
	w := &writing{s: s, heads: map[string]audit.Head{}}
	for _, h := range heads {
		w.keep(h)
	}
	return w
}

func (w *writing) add(rows ...Statement) { w.rows = append(w.rows, rows...) }

func (w *writing) keep(h audit.Head) { w.heads[h.Chain] = h }

// thing is a row with a version and a chain of events.
type thing struct{ table, key, kind, id string }

func caseThing(id string) thing { return thing{"case_file", "ref", "case", id} }

func benefitThing(id string) thing { return thing{"benefit", "id", "benefit", id} }

func ticketThing(ref matter.Reference) thing { return thing{"ticket", "ref", "ticket", string(ref)} }

func cardThing(id string) thing { return thing{"certificate", "id", "certificate", id} }

func (t thing) chain() string { return audit.ChainID(t.kind, t.id) }

// head returns where a chain stands, and whether this write began it before. A
// chain that moved on since version was read is KindConflict.
func (w *writing) head(ctx context.Context, t thing, version int) (head audit.Head, begun bool, err error) {
	if head, begun = w.heads[t.chain()]; begun || version == 0 {
		head.Chain = t.chain()
		return head, begun, nil
	}
	if head, known := w.s.recall.head(t.chain()); known && head.Seq == int64(version) {
		return head, false, nil
	}
	c, err := w.s.one(ctx, query("select version, head from "+t.table+" where "+t.key+" = ?", t.id))
	if err != nil {
		return head, false, err
	}
	head = audit.Head{Chain: t.chain(), Seq: c.number(), Hash: c.bytes()}
	if head.Seq != int64(version) {
		err = portal.Fail(portal.KindConflict, portal.Message{})
	}
	return head, false, err
}

// companions are the rows that go with any step of a case besides its own.
func (w *writing) companions(ctx context.Context, c application.Case, n application.Change) error {
	if err := w.tell(ctx, n.Messages, n.Audit); err != nil {
		return err
	}
	w.add(w.s.searchRows(c)...)
	if err := w.holdings(ctx, n.Certificates, n.Benefits); err != nil {
		return err
	}
	if n.Person != nil {
		rows, head, err := w.s.changePerson(ctx, *n.Person)
		if err != nil {
			return err
		}
		w.add(rows...)
		w.keep(head)
	}
	for _, other := range n.Also {
		if _, err := w.caseStep(ctx, other); err != nil {
			return err
		}
	}
	return nil
}

// tell adds the messages and the audit rows of a step.
func (w *writing) tell(ctx context.Context, messages []delivery.Message, entries []audit.Entry) error {
	rows, err := w.s.messages(ctx, messages)
	w.add(rows...)
	w.audit = append(w.audit, entries...)
	return err
}

// holdings are the rows of certificates and benefits.
func (w *writing) holdings(ctx context.Context, cards []benefit.CardStep, steps []benefit.Step) error {
	for _, step := range cards {
		if err := w.cardStep(ctx, step); err != nil {
			return err
		}
	}
	for _, step := range steps {
		if err := w.benefitStep(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

// commit writes all or nothing.
func (w *writing) commit(ctx context.Context) error {
	err := w.s.withAudit(ctx, w.audit, func() ([]Statement, error) { return slices.Clip(w.rows), nil })
	for chain, head := range w.heads {
		if err == nil {
			w.s.recall.keepHeads(head)
			continue
		}
		w.s.recall.forgetHead(chain)
	}
	return taken(err)
}

// taken says in words which rule about what people have was broken.
func taken(err error) error {
	var f *Fault
	if !errors.As(err, &f) || f.Class != FaultUnique {
		return err
	}
	switch f.Constraint {
	case "benefit_id_bix", "benefit.id_bix, benefit.service", "benefit_id_bix_year", "index 'benefit_id_bix_year'":
		return &portal.Error{Kind: portal.KindExists, Message: portal.Msg("desk.benefit.exists"), Cause: err}
	case "certificate_number_bix", "certificate.number_bix":
		return &portal.Error{Kind: portal.KindExists, Message: portal.Msg("desk.certificate.exists"), Cause: err}
	}
	return err
}

// retries bounds how often a change is made again on a fresh read: eight who write
// to one thing at once all get through.
const retries = 10

// fresh tries until no other writer was in between. final is an answer that
// another try would not change.
func fresh[T any](try func() (v T, final bool, err error)) (T, error) {
	var v T
	var err error
	for range retries {
		var final bool
		if v, final, err = try(); err == nil || final || !clashed(err) {
			return v, err
		}
	}
	return v, as(err, portal.KindExists, portal.KindConflict)
}

// clashed reports that a chain or a row moved on since it was read.
func clashed(err error) bool {
	return broke(err, "_event") || portal.Is(err, portal.KindConflict)
}
