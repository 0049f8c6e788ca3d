package hotline

import (
	"slices"

	"changban/portal"
	"changban/portal/matter"
)

// mine: only the unit that has a ticket works on it; a supervisor stands above.
func mine(_ Rules, t Ticket, a Act) error {
	if a.Part == Handler && a.Unit != t.Unit {
		return portal.NotFound() // what others have does not exist
	}
	return nil
}

// mayAnswer: only what the guides say is answered at once (services facts).
func mayAnswer(_ Rules, t Ticket, a Act) error {
	if k, _ := KindOf(t.Type); !k.AnswerNow {
		return refused("answer")
	}
	return needsReply(a)
}

// mayDispatch: a complaint never goes to the unit complained about alone, a unit
// that returned a ticket does not get it again, and after the set number of
// transfers the supervisor decides (services facts; P34).
func mayDispatch(r Rules, t Ticket, a Act) error {
	switch {
	case a.Target == "":
		return portal.Fail(portal.KindInvalid, portal.Msg("hotline.refused.target"))
	case a.Target == t.About:
		return refused("about")
	case slices.Contains(t.Returned, a.Target):
		return refused("returned")
	case t.Moves >= r.Terms.Transfers && a.Part != Supervisor:
		return refused("transfers")
	}
	return nil
}

// mayReturn: once per unit (services facts).
func mayReturn(r Rules, t Ticket, a Act) error {
	if slices.Contains(t.Returned, a.Unit) {
		return refused("returned")
	}
	return mine(r, t, a)
}

// mayExtend: once, and only before the promised day is over (services facts).
func mayExtend(r Rules, t Ticket, a Act) error {
	switch {
	case t.Clocks.Limits.Extend == 0 || t.Urgent:
		return refused("extend_never")
	case t.Clocks.Extended:
		return refused("extend_twice")
	case !a.At.Before(t.Clocks.ReplyBy.End()):
		return refused("extend_late")
	}
	return mine(r, t, a)
}

func mayReply(r Rules, t Ticket, a Act) error {
	if t.Away {
		return refused("away")
	}
	if err := needsReply(a); err != nil {
		return err
	}
	return mine(r, t, a)
}

// needsReply: a code for those who count, words for the person.
func needsReply(a Act) error {
	if a.Reply.Code == "" || a.Reply.Text == "" {
		return portal.Fail(portal.KindInvalid, portal.Msg("hotline.refused.reply"))
	}
	return nil
}

// notOwnReply: who replied does not judge the reply.
func notOwnReply(_ Rules, t Ticket, a Act) error {
	if n := len(t.Body.Replies); n > 0 && t.Body.Replies[n-1].By == a.Actor.ID {
		return refused("own_reply")
	}
	return nil
}

func mayRate(_ Rules, _ Ticket, a Act) error {
	if a.Rating.Score < 1 || a.Rating.Score > 5 {
		return portal.Fail(portal.KindInvalid, portal.Msg("hotline.refused.score"))
	}
	return nil
}

// mayClose: the clock closes only what nobody waits for: the person was asked and
// the set days went by without a rating (issue 6). A low rating never closes.
func mayClose(r Rules, t Ticket, a Act) error {
	k, _ := KindOf(t.Type)
	switch {
	case t.State == matter.Rated && k.Redo && t.lastRating().Low():
		return refused("low")
	case a.Part != Clock || t.State == matter.Rated:
		return nil
	case t.State != matter.Callback:
		return refused("waits")
	}
	last, err := r.Calendar.Add(t.Clocks.Asked, r.Terms.RateDays)
	if err == nil && a.At.Before(last.End()) {
		err = refused("waits")
	}
	return err
}

// mayReopen: by the person's word within the set days after closing, or by a low
// rating; praise is not done again (services facts).
func mayReopen(r Rules, t Ticket, a Act) error {
	k, _ := KindOf(t.Type)
	switch {
	case !k.Redo:
		return refused("redo")
	case t.State == matter.Rated && !t.lastRating().Low():
		return refused("high")
	case t.State == matter.Closed && !a.At.Before(t.Clocks.Closed.Add(r.Terms.ReopenDays).End()):
		return refused("reopen_late")
	}
	return nil
}

func atHome(_ Rules, t Ticket, _ Act) error {
	if t.Away {
		return refused("away")
	}
	return nil
}

func atAway(_ Rules, t Ticket, _ Act) error {
	if !t.Away {
		return refused("home")
	}
	return nil
}

// mayJoin: repeats are joined under the first number, by choice (services facts).
func mayJoin(_ Rules, t Ticket, a Act) error {
	ref, err := matter.ParseReference(a.Target)
	if err != nil || ref.Kind() != matter.TicketKind || ref == t.Ref || t.Joined != "" {
		return portal.Fail(portal.KindInvalid, portal.Msg("hotline.refused.join"))
	}
	return nil
}
