package application

import (
	"context"

	"changban/portal"
	"changban/portal/benefit"
)

// CardStore tells of the cards a person has.
type CardStore interface {
	// CertificatesOf lists a person's certificates, newest first.
	CertificatesOf(ctx context.Context, person string) ([]benefit.Certificate, error)
}

// thaw lets a card go on that a report of its loss had stopped: who withdraws the
// report has found it.
func (a *Applications) thaw(ctx context.Context, change Change) (Change, error) {
	s, ok := a.Catalogue.Service(change.Case.Service)
	if !ok || s.Outcome.Act != "reissue" || a.Cards == nil {
		return change, nil
	}
	cards, err := a.Cards.CertificatesOf(ctx, change.Case.Person)
	for _, card := range cards {
		if card.State != benefit.CardFrozen {
			continue
		}
		step, err := benefit.Thaw(card, benefit.By{At: a.Clock.Now(), Actor: portal.ActorFrom(ctx), Case: change.Case.Ref})
		if err != nil {
			return change, err
		}
		change.Certificates = append(change.Certificates, step)
	}
	return change, err
}
