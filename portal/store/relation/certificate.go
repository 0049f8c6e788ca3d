package relation

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// Cards is the store of certificates. It stands beside Store because a code to
// check a card and a code to sign in are two things of one name.
type Cards struct{ s *Store }

// Cards returns the store of certificates.
func (s *Store) Cards() Cards { return Cards{s} }

const cardColumns = "x.id, x.person, x.case_ref, x.place, x.state, x.issued, x.valid_to, x.body, x.version, x.head"

func cardPlace(id string) seal.Where {
	return seal.Where{Table: "certificate", Column: "body", Row: id}
}

// cardStep adds one step of a certificate. The first keeps the row as well.
func (w *writing) cardStep(ctx context.Context, step benefit.CardStep) error {
	x, t := step.Certificate, cardThing(step.Certificate.ID)
	k, err := w.s.keyOf(ctx, x.Person)
	if err != nil {
		return err
	}
	head, begun, err := w.head(ctx, t, x.Version)
	if err != nil {
		return err
	}
	if begun {
		step.Event.Key = "" // one form, one row with its key
	}
	x.Events = nil
	event, next := holdingEvent(k, head, t, step.Event, x)
	w.keep(next)
	sets := append(w.s.movingCardSets(k, x), set{"version", next.Seq}, set{"head", next.Hash})
	if head.Seq == 0 {
		w.add(insert("certificate", append(sets, set{"id", x.ID}, set{"person", x.Person})), event)
		return nil
	}
	w.add(event, update("certificate", sets, "id = ? and version = ?", x.ID, head.Seq))
	return nil
}

func (s *Store) movingCardSets(k seal.PersonKey, x benefit.Certificate) []set {
	return []set{{"case_ref", string(x.Case)}, {"place", string(x.Place)}, {"state", string(x.State)},
		{"issued", string(x.Issued)}, {"valid_to", string(x.ValidTo)}, {"body", sealJSON(k, cardPlace(x.ID), x.Card)},
		{"number_bix", null(s.blind(seal.BlindCard, seal.CardNumber(citizenOf(x.Card.Number))))}}
}

// citizenOf is the citizen number a card number begins with. It alone makes a card
// unique: category, level and suffix differ between two cards of one human being,
// whichever person rows they hang on.
func citizenOf(number string) string { return number[:min(len(number), 18)] }

// cardRow reads cardColumns.
func (s *Store) cardRow(c *cursor, k seal.PersonKey) (benefit.Certificate, error) {
	x := benefit.Certificate{ID: c.text(), Person: c.text(), Case: matter.Reference(c.text()), Place: portal.Place(c.text()),
		State: benefit.CardState(c.text()), Issued: c.day(), ValidTo: c.day()}
	body := c.bytes()
	x.Version = c.int()
	s.recall.keepHeads(audit.Head{Chain: cardThing(x.ID).chain(), Seq: int64(x.Version), Hash: c.bytes()})
	var err error
	x.Card, err = openJSON[benefit.Card](k, cardPlace(x.ID), body)
	return x, err
}

// mineCard is true of a certificate x whose case, or the case behind one of its
// changes, was sent by the identity of the link l; it also sees those that were
// taken over from the register at LevelRegister (decisions 2).
const mineCard = "(l.level >= 2 or exists (select 1 from case_file c where c.starter = l.identity and (c.ref = x.case_ref" +
	" or c.ref in (select e.case_ref from certificate_event e where e.certificate = x.id))))"

const seenCard = " join link l on l.identity = ? and l.person = x.person and " + mineCard

// cardsSeen lists a person's certificates as benefitsSeen does benefits.
func cardsSeen(identity, whose string, args ...any) Statement {
	return query("select "+cardColumns+" from certificate x"+seenCard, identity).
		and(" where x.person = "+whose+" order by x.issued desc, x.id", args...)
}

// cardEventsSeen lists the histories of cardsSeen, for the rules that count what
// happened to a card.
func cardEventsSeen(identity, whose string, args ...any) Statement {
	return query("select e.certificate, "+holdingEventColumns+" from certificate_event e join certificate x on x.id = e.certificate"+
		seenCard, identity).and(" where x.person = "+whose+" order by e.certificate, e.seq", args...)
}

// CertificateFor reads a certificate with its history; KindNotFound unless the
// identity sent a case behind it or is at LevelRegister.
func (o Cards) CertificateFor(ctx context.Context, identity, person, id string) (benefit.Certificate, error) {
	return o.file(ctx, id, query("select "+ownerColumns+cardColumns+" from certificate x join person p on p.id = x.person"+seenCard+
		" where x.person = ? and x.id = ?", identity, person, id))
}

// file reads the one certificate of a query with its history.
func (o Cards) file(ctx context.Context, id string, found Statement) (benefit.Certificate, error) {
	rows, err := o.s.read(ctx, found, holdingEventsOf(cardThing(id)))
	if err != nil {
		return benefit.Certificate{}, err
	}
	x, err := only(eachOwned(o.s, rows[0], o.s.cardRow))
	if err == nil {
		x.Events = holdingEventRows(rows[1], x.Version)
	}
	return x, err
}

func (o Cards) byID(ctx context.Context, id string) (benefit.Certificate, error) {
	return o.file(ctx, id, query("select "+ownerColumns+cardColumns+" from certificate x join person p on p.id = x.person where x.id = ?", id))
}

// CertificatesOf lists a person's certificates without history, newest first, for
// the desk and the worker; scope is the caller's duty.
func (o Cards) CertificatesOf(ctx context.Context, person string) ([]benefit.Certificate, error) {
	rows, err := o.s.read(ctx, query("select "+ownerColumns+cardColumns+" from certificate x join person p on p.id = x.person"+
		" where x.person = ? order by x.issued desc, x.id", person))
	if err != nil {
		return nil, err
	}
	return eachOwned(o.s, rows[0], o.s.cardRow)
}

// CertificatesOf lists a person's certificates as Cards does.
func (s *Store) CertificatesOf(ctx context.Context, person string) ([]benefit.Certificate, error) {
	return s.Cards().CertificatesOf(ctx, person)
}

// UpdateCertificate reads, calls fn and writes its change with the benefits and
// messages that go with it as one step; a clash is retried with a fresh read. A
// repeated key, ErrNothing and a change without steps change nothing.
func (o Cards) UpdateCertificate(ctx context.Context, id, key string, fn func(benefit.Certificate) (benefit.CardChange, error)) (benefit.Certificate, error) {
	return fresh(func() (benefit.Certificate, bool, error) {
		x, err := o.byID(ctx, id)
		if err != nil || done(x.Events, key) {
			return x, true, err
		}
		change, err := fn(x)
		if nothing(err) || err == nil && len(change.Cards)+len(change.Steps) == 0 {
			return x, true, nil
		}
		if err != nil {
			return benefit.Certificate{}, true, err
		}
		change.Cards = slices.Clone(change.Cards)
		if i := slices.IndexFunc(change.Cards, func(step benefit.CardStep) bool { return step.Certificate.ID == id }); i >= 0 {
			change.Cards[i].Event.Key = key
		}
		if err := o.s.changeHoldings(ctx, change); err != nil {
			return benefit.Certificate{}, false, err
		}
		x, err = o.byID(ctx, id)
		return x, true, err
	})
}
