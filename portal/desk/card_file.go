package desk

import (
	"context"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
)

const factHukou = "hukou_jurisdiction"

// filed puts what a decision made of a card into the person's file, so that it is
// known wherever the person is and nobody asks for it again: the number and the
// last day, and after a move the place of the household register. A card that was
// cancelled leaves nothing behind. nil when the person's file cannot be reached.
func (d *Desk) filed(ctx context.Context, c application.Case, o catalogue.Outcome, after benefit.Certificate) (*account.Change, error) {
	known, err := d.known(ctx, c)
	if portal.Is(err, portal.KindNotFound) {
		return nil, nil // who sent it left; the decision stands all the same
	}
	if err != nil {
		return nil, err
	}
	says := map[string][]string{account.FieldCardNumber: {after.Card.Number}, account.FieldCardValidTo: {string(after.ValidTo)}}
	switch {
	case !alive(after):
		says = map[string][]string{account.FieldCardNumber: nil, account.FieldCardValidTo: nil}
	case o.Act == "transfer":
		says[factHukou] = []string{string(after.Place)}
	}
	change := account.Change{Person: known, Facts: map[string]account.Fact{}, Actor: portal.ActorFrom(ctx), At: d.Clock.Now()}
	for name, value := range says {
		fact := account.Fact{Value: value, Source: account.SourceRegister, At: change.At, By: change.Actor.ID}
		change.Facts[name] = fact
		change.Person = change.Person.With(name, fact)
	}
	return &change, nil
}
