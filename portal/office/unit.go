package office

import "changban/portal"

// UnitKind says what an office does; services name the kind that decides.
type UnitKind string

// Kinds that rules ask for. The table holds more (finance, tax, …); they stand
// for themselves.
const (
	KindCounty            UnitKind = "county" // the county as a whole, parent of its offices
	KindCivilAffairs      UnitKind = "civil_affairs"
	KindFederation        UnitKind = "federation" // disabled persons' federation
	KindGovernmentService UnitKind = "government_service"
	KindHumanResources    UnitKind = "human_resources"
	KindHealth            UnitKind = "health"
	KindMedicalInsurance  UnitKind = "medical_insurance"
	KindEducation         UnitKind = "education"
	KindHousing           UnitKind = "housing"
	KindJustice           UnitKind = "justice"
	KindFinance           UnitKind = "finance"
	KindHigherFederation  UnitKind = "higher_federation" // of the city or league: decides objections
	// Institutions that services name: designated for assessment, rehabilitation,
	// fitting of devices, care, and schools.
	KindAssessment UnitKind = "assessment"
	KindRehab      UnitKind = "rehab"
	KindFitting    UnitKind = "fitting"
	KindCare       UnitKind = "care"
	KindSchool     UnitKind = "school"
	KindWindow     UnitKind = "window" // receives papers for the whole county
	KindStreet     UnitKind = "street" // street or town office: receives, for its own residents first
	KindSumu       UnitKind = "sumu"   // the same in pastoral areas
)

// Institution reports whether units of the kind are designated institutions:
// they find out, treat, care or teach, and decide nothing.
func (k UnitKind) Institution() bool {
	switch k {
	case KindAssessment, KindRehab, KindFitting, KindCare, KindSchool:
		return true
	}
	return false
}

// Unit is an office, or with Outside one of a place that has no office here:
// cases go there by post (decisions 6).
type Unit struct {
	ID      string // a word of the table, or "outside:" and the place code
	Parent  string // id, "" for a county
	Place   portal.Place
	Kind    UnitKind
	Name    string // Chinese; of an outside unit without a row the place's full name
	Phone   string // "" when unknown: Hotlines.Or
	Address string // "" when unknown
	Demo    bool   // invented: phone and address are marked as such wherever shown
	Outside bool
}

// Nameless reports whether u is an outside unit without a row: it has only the
// full name of its place.
func (u Unit) Nameless(t Tree) bool {
	return u.Outside && u.Name == t.places.FullName(u.Place)
}

// Known reports whether u is a unit at all.
func (u Unit) Known() bool { return u.ID != "" }
