package benefit

import (
	"maps"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

// tell builds the in-portal notice of a step in the life of b: notice.benefit.<what>.
// It names the service and the benefit, whose page says more, and never an amount
// or an account. Data: Service and Benefit are ids, Day and Month days and months,
// Reason a message id.
func tell(b Benefit, what string, at time.Time, more map[string]string) delivery.Message {
	data := map[string]string{"Service": b.Service, "Benefit": b.ID, "Ref": string(b.Case)}
	maps.Copy(data, more)
	return delivery.Message{
		ID: portal.NewID(), Person: b.Person, Road: delivery.InPortal, Template: "notice.benefit." + what,
		Data: data, Case: string(b.Case), Created: at, State: delivery.Queued, Next: at,
	}
}

// Tell returns what the person is told of a step: suspended, resumed, ended, with
// month and reason; nothing for a step that changes nothing for the person.
func Tell(s Step) []delivery.Message {
	if s.Event.Action == "card" || s.Event.Action == "grant" {
		return nil // the grant is told with its decision
	}
	what := s.Event.Action
	if s.Event.Reason == PeriodOver {
		what = "over" // nobody decided anything: it can be asked for again
	}
	return []delivery.Message{tell(s.Benefit, what, s.Event.At, map[string]string{
		"Month": string(s.Event.Month), "Reason": ReasonWords(s.Event.Reason).ID,
	})}
}

// TellCard returns what the person is told of a step of a certificate that is no
// decision of its own: freeze and thaw.
func TellCard(s CardStep) []delivery.Message {
	switch s.Event.Action {
	case "freeze", "thaw":
		return []delivery.Message{tellCard(s.Certificate, s.Event.Action, s.Event.At, nil)}
	}
	return nil
}

func tellCard(c Certificate, what string, at time.Time, more map[string]string) delivery.Message {
	data := map[string]string{"Certificate": c.ID, "Day": string(c.ValidTo)}
	maps.Copy(data, more)
	return delivery.Message{
		ID: portal.NewID(), Person: c.Person, Road: delivery.InPortal, Template: "notice.card." + what,
		Data: data, Case: string(c.Case), Created: at, State: delivery.Queued, Next: at,
	}
}

// ReasonWords names a code of Reasons.
func ReasonWords(code string) portal.Message { return portal.Msg("benefit.reason." + code) }

// ReturnWords names a code of ReturnReasons.
func ReturnWords(code string) portal.Message { return portal.Msg("benefit.return." + code) }

// CardReasonWords names why a card was frozen or cancelled: see CardReasons.
func CardReasonWords(code string) portal.Message { return portal.Msg("benefit.card_reason." + code) }

// CardReasons lists why a card is frozen or cancelled.
func CardReasons() []string {
	return []string{"lost", "transfer", "doubt", Died, OwnWish, "standard_not_met"}
}

// ColumnWords is the head of a column of the file for the bank.
func ColumnWords(column string) portal.Message { return portal.Msg("benefit.column." + column) }
