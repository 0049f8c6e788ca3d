package desk

import (
	"slices"

	"changban/portal/application"
)

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

// Reasons lists every code of a group; nil for an unknown group. What a case
// offers is ReasonsFor.
func Reasons(group string) []string {
	switch group {
	case GroupAsk:
		return []string{"missing", "blurred", "dark", "cut_off", "wrong_page", "wrong_paper", "expired",
			"not_signed", "name_differs", "number_differs", "one_side", "other_person", "unreadable_file", "seal_missing"}
	case GroupNotAccept:
		return []string{"not_served_here", "other_service", "other_office", "running_already", "has_it_already",
			"withdrawn_by_person", "not_the_person", "no_guardian", "no_mandate", "court_pending", "died", "test_entry"}
	case GroupSendBack:
		return []string{"amount", "source", "level", "category", "hukou", "papers", "guardian", "account",
			"reason_missing", "wrong_person", "conflict_open", "words", "conclusion", "notice"}
	case GroupRefuse, GroupApprove:
		var all []string
		for _, kind := range reasonKinds() {
			all = append(all, decisionReasons(group, kind)...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	return nil
}

// ReasonsFor lists the codes of a group in page order that fit a case: what a
// decision can stand on differs from service to service.
func (d *Desk) ReasonsFor(c application.Case, group string) []string {
	if group == GroupRefuse || group == GroupApprove {
		return decisionReasons(group, d.reasonKind(c))
	}
	return Reasons(group)
}

// Kinds of service that decisions give reasons of their own for.
const (
	kindObjection = "objection"
	kindCard      = "certificate"
	kindMoney     = "subsidy"
	kindThing     = "thing" // devices, treatment, care, conversion, work
	kindLegal     = "legal"
	kindPetition  = "petition"
	kindPlain     = "plain"
)

func reasonKinds() []string {
	return []string{kindObjection, kindCard, kindMoney, kindThing, kindLegal, kindPetition, kindPlain}
}

func (d *Desk) reasonKind(c application.Case) string {
	s, ok := d.Catalogue.Service(c.Service)
	switch {
	case !ok:
		return kindPlain
	case s.Outcome.Act == actReopen:
		return kindObjection
	case s.Decider == kindPetition:
		return kindPetition
	case s.Category == kindCard || s.Category == kindMoney || s.Category == kindLegal:
		return s.Category
	case slices.Contains([]string{"rehabilitation", "care", "employment", "accessibility", "housing", "insurance", "education"}, s.Category):
		return kindThing
	}
	return kindPlain
}

func decisionReasons(group, kind string) []string {
	if group == GroupRefuse {
		return slices.Concat(refuseOf(kind), []string{"facts_differ", "papers_not_given", "hukou_elsewhere",
			"condition_not_met", "has_same", "age", "no_guardian_came", "not_reached"})
	}
	return slices.Concat(approveOf(kind), []string{"card_checked", "hukou_checked", "no_conflict", "guardian_checked",
		"home_visited", "data_agree", "papers_seen", "conditions_met", "asked_person", "notice_over", "objections_settled", "outside_answer"})
}

func refuseOf(kind string) []string {
	card := []string{"no_card", "card_expired", "card_frozen"}
	switch kind {
	case kindObjection:
		return []string{"decision_right", "reassessed_same", "too_late", "nothing_new", "decided_before"}
	case kindCard:
		return append(card, "standard_not_met", "treatment_not_over", "cancelled_lately", "renewal_early",
			"no_change_found", "assessed_lately", "reissued_this_year", "notice_objection")
	case kindMoney:
		return append(card, "level", "category_not_here", "work_injury_care", "tekun", "elder_care", "orphan_allowance",
			"account_not_own", "aid_not_found", "hardship_not_found", "same_cause", "vehicle_not_fit", "notice_objection")
	case kindThing:
		return append(card, "level", "category_not_here", "device_in_use", "not_fitting", "no_place_left",
			"done_before", "house_leaves", "owner_says_no", "employed", "not_running", "not_insured", "account_not_own", "notice_objection")
	case kindLegal:
		return []string{"not_legal_aid", "income", "judged", "has_lawyer", "limit_passed"}
	case kindPetition:
		return []string{"no_ground", "answered_before", "other_way", "judged"}
	}
	return append(card, "level", "category_not_here")
}

func approveOf(kind string) []string {
	switch kind {
	case kindObjection:
		return []string{"decision_wrong", "reassessed_differs", "new_facts"}
	case kindCard:
		return []string{"standard_met", "conclusion_checked", "photo_checked", "no_change"}
	case kindMoney:
		return []string{"level_one", "level_two", "non_severe_here", "account_checked", "aid_checked", "hardship_found"}
	case kindThing:
		return []string{"level_one", "level_two", "account_checked", "need_found", "institution_checked", "aid_checked"}
	case kindLegal:
		return []string{"legal_aid_matter", "no_income_check"}
	case kindPetition:
		return []string{"request_supported", "met_person"}
	}
	return nil
}
