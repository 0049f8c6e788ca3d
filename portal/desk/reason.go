package desk

// Groups of coded reasons. Each code is a word reason.<group>.<code>; a group
// has at least twelve (decisions 11).
const (
	GroupAsk       = "ask"
	GroupNotAccept = "not_accept"
	GroupRefuse    = "refuse"
	GroupApprove   = "approve"
	GroupSendBack  = "send_back"
)

// Groups lists the groups.
func Groups() []string {
	return []string{GroupAsk, GroupNotAccept, GroupRefuse, GroupApprove, GroupSendBack}
}

// Reasons lists the codes of a group in page order; nil for an unknown group.
func Reasons(group string) []string {
	switch group {
	case GroupAsk:
		return []string{"missing", "blurred", "dark", "cut_off", "wrong_page", "wrong_paper", "expired",
			"not_signed", "name_differs", "number_differs", "one_side", "other_person", "unreadable_file", "seal_missing"}
	case GroupNotAccept:
		return []string{"not_served_here", "other_service", "other_office", "running_already", "has_it_already",
			"withdrawn_by_person", "not_the_person", "no_guardian", "no_mandate", "court_pending", "died", "test_entry"}
	case GroupRefuse:
		return []string{"no_card", "card_expired", "card_frozen", "level", "category_not_here", "work_injury_care",
			"tekun", "elder_care", "orphan_allowance", "hukou_elsewhere", "facts_differ", "papers_not_given", "account_not_own"}
	case GroupApprove:
		return []string{"level_one", "level_two", "non_severe_here", "card_checked", "hukou_checked", "no_conflict",
			"guardian_checked", "account_checked", "home_visited", "data_agree", "papers_seen", "outside_answer"}
	case GroupSendBack:
		return []string{"amount", "source", "level", "category", "hukou", "papers", "guardian", "account",
			"reason_missing", "wrong_person", "conflict_open", "words"}
	}
	return nil
}
