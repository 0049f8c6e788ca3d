package desk

import (
	"context"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/office"
)

// lapseBatch bounds the work of one round of the worker.
const lapseBatch = 100

// Lapse ends cases whose papers did not come by the last day, and tells the
// person. The worker calls it; it returns how many ended. A case that fails, such
// as one whose person was deleted, does not keep the others waiting.
func (d *Desk) Lapse(ctx context.Context) (int, error) {
	ctx = portal.WithActor(ctx, portal.Actor{Kind: portal.ActorSystem, ID: "worker"})
	refs, err := d.Lists.Expired(ctx, d.today(), lapseBatch)
	if err != nil {
		return 0, err
	}
	ended := 0
	var failed error
	for _, ref := range refs {
		c, err := d.Cases.UpdateCase(ctx, ref, "", d.lapse(ctx))
		switch err = application.Nothing(err); {
		case portal.Is(err, portal.KindNotFound): // deleted: nothing of it can be read any more
		case portal.Is(err, portal.KindUnavailable):
			return ended, err
		case err != nil:
			failed = err
		case c.State == matter.Lapsed:
			ended++
		}
	}
	return ended, failed
}

func (d *Desk) lapse(ctx context.Context) func(application.Case) (application.Change, error) {
	return func(c application.Case) (application.Change, error) {
		asked, waiting := c.Waiting()
		if !waiting || asked.Until >= d.today() {
			return application.Change{}, application.ErrNothing
		}
		change := d.step(ctx, office.Staff{Unit: c.Unit}, c, "lapse", matter.Lapsed, Input{})
		return change, d.thaw(ctx, c, &change)
	}
}
