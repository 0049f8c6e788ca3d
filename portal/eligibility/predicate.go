package eligibility

import "slices"

// Predicates lists the facts that conditions may name besides the answers of a
// service: the predicate fields of the service facts.
func Predicates() []string {
	return []string{
		"applicant_kind", "card_status", "card_months_to_expiry", "months_since_cancel",
		"months_since_assessment", "workdays_since_conclusion", "has_new_medical_evidence",
		"treatment_ended_months", "disability_category", "disability_level", "limb_site", "age",
		"hukou_jurisdiction", PlaceField, "residence_permit_jurisdiction", "household_aid",
		"household_hardship", "can_live_independently", "needs_long_term_care", "employed",
		"insured_resident_pension", "receives", "school_stage", "owns_motor_wheelchair", "housing",
		"retrofit_done_before", "quota_ratio", "quota_excess_persons", "public_funded_unit",
		"guardian_present", "has_legal_supporter", "has_carer", "event", "reissue_count_this_year",
		"post_placements", "work_ability", "cause", "household_income_below_standard",
		"resident_condition", "residency_in_service_area",
	}
}

// Predicate reports whether name is one of Predicates.
func Predicate(name string) bool { return slices.Contains(Predicates(), name) }
