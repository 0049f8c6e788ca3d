package hotline

import "slices"

// Groups of coded reasons. Each code is a word reason.<group>.<code>; a group has
// at least twelve (decisions 11).
const (
	GroupReturn   = "ticket_return"
	GroupRefuse   = "ticket_refuse"
	GroupExtend   = "ticket_extend"
	GroupSendBack = "ticket_send_back"
	GroupSendAway = "ticket_send_away"
	GroupReopen   = "ticket_reopen"
	GroupReply    = "ticket_reply" // what a reply says
)

// GroupOf is the group an act takes its codes from, "" when it has none.
func GroupOf(a Action) string {
	switch a {
	case Return:
		return GroupReturn
	case Refuse:
		return GroupRefuse
	case Extend:
		return GroupExtend
	case SendBack:
		return GroupSendBack
	case SendAway:
		return GroupSendAway
	case Reopen:
		return GroupReopen
	case Respond, Answer:
		return GroupReply
	}
	return ""
}

// Groups lists the groups.
func Groups() []string {
	return []string{GroupReturn, GroupRefuse, GroupExtend, GroupSendBack, GroupSendAway, GroupReopen, GroupReply}
}

// Reasons lists the codes of a group in page order, nil for an unknown group. Those
// of GroupRefuse are what the services facts name under not_accepted.
func Reasons(group string) []string {
	switch group {
	case GroupReturn:
		return []string{"other_unit", "other_place", "two_units", "above", "about_us", "unclear", "no_place", "no_contact", "same_ticket",
			"in_court", "in_petition", "secret"}
	case GroupRefuse:
		return []string{"police", "fire", "ambulance", "traffic", "court", "arbitration", "discipline", "reconsideration", "disclosure",
			"petition", "secret", "privacy", "order"}
	case GroupExtend:
		return []string{"site_visit", "two_units", "expert", "papers", "works", "weather", "buying", "register", "person_away",
			"interpreter", "above", "money"}
	case GroupSendBack:
		return []string{"not_answered", "part", "not_done", "no_basis", "wrong_fact", "unclear", "tone", "language", "files", "privacy",
			"no_next", "no_objection"}
	case GroupSendAway:
		return []string{"other_unit", "utilities", "roads", "safety", "market", "labour", "housing", "noise", "health", "school", "telecom",
			"elsewhere"}
	case GroupReopen:
		return []string{"not_solved", "again", "part", "not_done", "not_told", "wrong", "slow", "tone", "unclear", "voice_only", "new_facts",
			"other"}
	case GroupReply:
		return []string{"done", "arranged", "visited", "repaired", "paid", "corrected", "explained", "guide", "passed", "no_basis",
			"not_found", "thanks"}
	}
	return nil
}

// NoteForPerson reports whether the person reads the note of an act; all other
// notes stay among those who work on the ticket.
func NoteForPerson(a Action) bool {
	return slices.Contains([]Action{Refuse, Extend, CallBack, Close, Withdraw}, a)
}
