// Package catalogue owns the definitions of services as data: which questions,
// papers, conditions, amounts and time limits a service has. It reads them from
// folders, checks them whole and names each version by its content (decisions
// 8). It must not know pages, stores, people's answers or which language is read.
package catalogue

import (
	"changban/portal"
	"changban/portal/eligibility"
	"changban/portal/field"
)

// Service is one definition. Everything visible about it is a word in locales,
// found through WordID.
type Service struct {
	ID            string             `yaml:"id" json:"id"`
	Order         int                `yaml:"order" json:"order,omitempty"` // among those of its category, the usual first
	Category      string             `yaml:"category" json:"category"`
	Delivery      string             `yaml:"delivery" json:"delivery"` // transact, referral, guide, hotline
	Priority      string             `yaml:"priority" json:"priority,omitempty"`
	OneOpen       bool               `yaml:"one_open" json:"one_open,omitempty"`
	ServedIn      []portal.Place     `yaml:"served_in" json:"served_in"`
	DecidesAt     string             `yaml:"decides_at" json:"decides_at"` // hukou, residence, either
	CrossProvince bool               `yaml:"cross_province" json:"cross_province,omitempty"`
	Eligibility   []eligibility.Rule `yaml:"eligibility" json:"eligibility"`
	Amounts       []Amount           `yaml:"amounts" json:"amounts"`
	Papers        []Paper            `yaml:"papers" json:"papers"`
	Fields        []Field            `yaml:"fields" json:"fields"`
	Steps         []Step             `yaml:"steps" json:"steps"`
	Days          Days               `yaml:"days" json:"days"`
	Stages        []Stage            `yaml:"stages" json:"stages"`
	Departments   []Department       `yaml:"departments" json:"departments,omitempty"`
	// Decider is the kind of unit that decides, see Deciders.
	Decider string  `yaml:"decider" json:"decider,omitempty"`
	Outcome Outcome `yaml:"outcome" json:"outcome"`
	// Parts are the services a guide leads to, in their order (one-thing).
	Parts []string `yaml:"parts" json:"parts,omitempty"`
	// Ticket is what a guide to the hotline begins a ticket with.
	Ticket Ticket `yaml:"ticket" json:"ticket,omitzero"`
	// Hidden services are started from a case, never from the catalogue.
	Hidden bool `yaml:"hidden" json:"hidden,omitempty"`
	// Assessed services go to a designated institution before the decision.
	Assessed bool `yaml:"assessed" json:"assessed,omitempty"`
	// Urgent says when first help comes before the papers; such a case skips the
	// public notice (P38).
	Urgent eligibility.Expr `yaml:"urgent" json:"urgent,omitzero"`
	// Stops names what ends or suspends the outcome from the next month, in the
	// codes of benefit.Reasons, such as card_expired; BackPay is how many months
	// are paid back when it is resumed (P13).
	Stops   []string `yaml:"stops" json:"stops,omitempty"`
	BackPay int      `yaml:"back_pay" json:"back_pay,omitempty"`
	// Object says how many days after it was told a decision can be contested
	// here, and by which service.
	Object   Object   `yaml:"object" json:"object,omitzero"`
	Renewal  Renewal  `yaml:"renewal" json:"renewal,omitzero"`
	Proxy    Proxy    `yaml:"proxy" json:"proxy,omitzero"`
	InPerson []string `yaml:"in_person" json:"in_person,omitempty"` // what needs the person in the flesh
	Notes    []string `yaml:"notes" json:"notes,omitempty"`         // word ids note.<id> shown on the guide page
	Sources  []string `yaml:"sources" json:"sources"`               // where the facts were read

	// Hash is the SHA-256, in hex, over structure and words: the version's name.
	Hash  string `yaml:"-" json:"-"`
	words map[string]map[string]string
}

// Field is a question's field with where its answer comes from and when it is
// asked.
type Field struct {
	field.Spec `yaml:",inline"`
	When       eligibility.Expr `yaml:"when" json:"when,omitzero"`
	// Bind says whose file keeps the answer: "" the draft's own, or one of
	// Binds (decisions 5).
	Bind string `yaml:"bind" json:"bind,omitempty"`
	// Of is the name of the fact in that file when it is not the field's id.
	Of string `yaml:"of" json:"of,omitempty"`
	// Derive names a source whose value the field takes, so that it is not
	// asked: "card_no[18]", "register.card_valid_to", "link.relation",
	// "actor.phone", or another field's id. DeriveWhen limits it.
	Derive     string           `yaml:"derive" json:"derive,omitempty"`
	DeriveWhen eligibility.Expr `yaml:"derive_when" json:"derive_when,omitzero"`
	// Prefill names a source, written as Derive is, that the field starts with
	// and the reader may change.
	Prefill string `yaml:"prefill" json:"prefill,omitempty"`
	// Readonly fields are never asked.
	Readonly bool `yaml:"readonly" json:"readonly,omitempty"`
	// OptionsFrom names a list that an overlay may supply; without data the
	// field is a text field with examples.
	OptionsFrom string `yaml:"options_from" json:"options_from,omitempty"`
	// AtCheck fields are asked on the check page and have no step.
	AtCheck bool `yaml:"at_check" json:"at_check,omitempty"`
	// Purpose is the autocomplete token of a field about the reader
	// (WCAG 2.2 1.3.5), such as "name" or "tel".
	Purpose string `yaml:"purpose" json:"purpose,omitempty"`
	// Redirect leads an answer to another service, with the answers kept.
	Redirect Redirect `yaml:"redirect" json:"redirect,omitzero"`
	// Group is the heading of the check page under which the field stands: who,
	// helper, contact, place, card, guardian, money, care.
	Group string `yaml:"group" json:"group,omitempty"`
}

// Redirect says which answer of a field belongs to which other service.
type Redirect struct {
	Value   string `yaml:"value" json:"value,omitempty"`
	Service string `yaml:"service" json:"service,omitempty"`
}

// Binds lists whose file can keep an answer: the person's, the actor's own, or
// the link between them.
func Binds() []string { return []string{"person", "actor", "link"} }

// Fact returns the name under which the bound file keeps the answer.
func (f Field) Fact() string {
	if f.Of != "" {
		return f.Of
	}
	return f.ID
}

// Step is one question page: fields, or one paper, or Shared for the page of
// papers that the office looks up itself.
type Step struct {
	ID     string           `yaml:"id" json:"id"`
	Fields []string         `yaml:"fields" json:"fields,omitempty"`
	Paper  string           `yaml:"paper" json:"paper,omitempty"`
	Shared bool             `yaml:"shared_papers" json:"shared_papers,omitempty"`
	When   eligibility.Expr `yaml:"when" json:"when,omitzero"`
}

// Paper is a document a service needs. Share: the office tries the exchange of
// data first, so the resident need not hand it in (decisions 26).
type Paper struct {
	ID       string   `yaml:"id" json:"id"`
	Required bool     `yaml:"required" json:"required,omitempty"`
	Share    bool     `yaml:"share" json:"share,omitempty"`
	Accept   []string `yaml:"accept" json:"accept"` // jpg, png, pdf
	// Kind is what the paper is when it is no document: photo, for which the
	// files are pictures and never a PDF.
	Kind string           `yaml:"kind" json:"kind,omitempty"`
	When eligibility.Expr `yaml:"when" json:"when,omitzero"`
	// Unless is what makes the paper needless once it is known to hold: while it
	// is open the paper is asked for.
	Unless eligibility.Expr `yaml:"unless" json:"unless,omitzero"`
}

// Needed reports whether the paper is asked for under the facts.
func (p Paper) Needed(facts eligibility.Facts) bool {
	return p.When.Eval(facts) == eligibility.Met && (p.Unless.Always() || p.Unless.Eval(facts) != eligibility.Met)
}

// Photo is the kind of a paper that is a portrait.
const Photo = "photo"

// Amount is what a place pays or asks. Fen is nil when no source states it: the
// page then says that the local standard of the day counts.
type Amount struct {
	// ID tells the rows of one place apart; its word is amount.<id>. "" when the
	// place has one row.
	ID     string       `yaml:"id" json:"id,omitempty"`
	Place  portal.Place `yaml:"place" json:"place"`
	Fen    *int64       `yaml:"fen" json:"fen,omitempty"`
	Period string       `yaml:"period" json:"period"` // see the check: month, year, once, item, household, …
	Kind   string       `yaml:"kind" json:"kind"`     // benefit, fee
	Source string       `yaml:"source" json:"source"`
	// OnlyWhen limits the amount to the cases its source speaks of; for the
	// others the amount is not stated.
	OnlyWhen eligibility.Expr `yaml:"only_when" json:"only_when,omitzero"`
}

// Ticket is the type and topic a ticket begins with, in the words of the hotline;
// "" leaves the choice to the person.
type Ticket struct {
	Type  string `yaml:"type" json:"type,omitempty"`
	Topic string `yaml:"topic" json:"topic,omitempty"`
}

// Days are working days, but Calendar, which counts calendar days. A promise that
// fills its calendar limit counts every day (EveryDay).
type Days struct {
	Accept int `yaml:"accept" json:"accept"`
	Decide int `yaml:"decide" json:"decide"`
	Tell   int `yaml:"tell" json:"tell"`
	// Notice is the public notice; it runs inside Decide (P05). NoticeIn counts
	// it in working days (cards) or calendar days (services facts 4).
	Notice   int    `yaml:"notice" json:"notice,omitempty"`
	NoticeIn string `yaml:"notice_in" json:"notice_in,omitempty"` // working, calendar
	Calendar int    `yaml:"calendar" json:"calendar,omitempty"`   // never passed, in calendar days
	Extend   int    `yaml:"extend" json:"extend,omitempty"`       // calendar days more at most, once
	Basis    string `yaml:"basis" json:"basis"`                   // where the numbers come from
}

// Total is the whole promise in working days.
func (d Days) Total() int { return d.Accept + d.Decide + d.Tell }

// EveryDay reports whether the days are calendar days throughout, as those of a
// petition are: no holiday is left out.
func (d Days) EveryDay() bool { return d.Calendar > 0 && d.Total() == d.Calendar }

// Stage is a station of a case: which role at which kind of unit has it, for at
// most Days days of the promise (0: no limit of its own). Roles and places are those
// the check lists.
type Stage struct {
	Code string `yaml:"code" json:"code"`
	Role string `yaml:"role" json:"role"`
	At   string `yaml:"at" json:"at"`
	Days int    `yaml:"days" json:"days,omitempty"`
	// Part is the stretch of the promise the stage belongs to: apply, accept,
	// decide, notify, pay. The guide page shows parts.
	Part string `yaml:"part" json:"part"`
}

// Department names who answers for the service in a place, as the source does.
type Department struct {
	Place  portal.Place `yaml:"place" json:"place"`
	Lead   []string     `yaml:"lead" json:"lead"`
	With   []string     `yaml:"with" json:"with,omitempty"`
	Source string       `yaml:"source" json:"source"`
}

// Outcome is what an approval gives.
type Outcome struct {
	Type string `yaml:"type" json:"type"`
	// Act says what happens to a certificate or to another matter: see Acts.
	Act  string `yaml:"act" json:"act,omitempty"`
	From string `yaml:"from" json:"from,omitempty"`
	// PayTo is who gets the money: own, institution, pension.
	PayTo string `yaml:"pay_to" json:"pay_to,omitempty"`
	// Months is how long a thing is used before another is granted, or a yearly
	// grant counts; 0: no end.
	Months int `yaml:"months" json:"months,omitempty"`
}

// Outcome types and starts.
const (
	MonthlyPayment = "monthly_payment"
	YearlyPayment  = "yearly_payment"
	OnePayment     = "one_payment"
	Certificate    = "certificate" // Act: issue, renew, change, transfer, reissue, cancel
	Device         = "device"
	Provided       = "service"      // care, conversion, legal aid
	Registered     = "record"       // a registration
	Decision       = "decision"     // Act: change_benefit, reopen
	Preference     = "preference"   // how the person is told
	FilingMonth    = "filing_month" // counted from the month of filing (P10)
)

// OutcomeTypes lists the types.
func OutcomeTypes() []string {
	return []string{MonthlyPayment, YearlyPayment, OnePayment, Certificate, Device, Provided, Registered, Decision, Preference}
}

// Pays reports whether the outcome is money.
func (o Outcome) Pays() bool {
	return o.Type == MonthlyPayment || o.Type == YearlyPayment || o.Type == OnePayment
}

// Acts lists what an outcome can do to something that is there already.
func Acts() []string {
	return []string{"issue", "renew", "change", "transfer", "reissue", "cancel", "change_benefit", "reopen"}
}

// Deciders lists the kinds of unit that decide services; they are words of the
// table of units.
func Deciders() []string {
	return []string{"civil_affairs", "federation", "human_resources", "medical_insurance", "justice", "housing",
		"government_service", "higher_federation", "petition"}
}

// Object says how a decision is contested here.
type Object struct {
	Service string `yaml:"service" json:"service,omitempty"`
	Working int    `yaml:"working" json:"working,omitempty"` // working days after it was told
	Days    int    `yaml:"days" json:"days,omitempty"`       // or calendar days
	Source  string `yaml:"source" json:"source,omitempty"`
}

// Renewal says when the outcome is looked at again.
type Renewal struct {
	Kind   string `yaml:"kind" json:"kind"` // annual, expiry, on_change, none
	Months int    `yaml:"months" json:"months"`
}

// Proxy says who else may file and with which papers.
type Proxy struct {
	Who    []string `yaml:"who" json:"who,omitempty"` // guardian, relative, committee, agent
	Papers []string `yaml:"papers" json:"papers,omitempty"`
}

// Field returns the field with the id.
func (s *Service) Field(id string) (Field, bool) {
	for _, f := range s.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}

// Step returns the step with the id.
func (s *Service) Step(id string) (Step, bool) {
	for _, t := range s.Steps {
		if t.ID == id {
			return t, true
		}
	}
	return Step{}, false
}

// StepOf returns the step that asks a field, if one does.
func (s *Service) StepOf(fieldID string) (Step, bool) {
	for _, t := range s.Steps {
		for _, id := range t.Fields {
			if id == fieldID {
				return t, true
			}
		}
	}
	return Step{}, false
}

// Paper returns the paper with the id.
func (s *Service) Paper(id string) (Paper, bool) {
	for _, p := range s.Papers {
		if p.ID == id {
			return p, true
		}
	}
	return Paper{}, false
}

// Amount returns what a place pays under the facts: of several rows the first
// whose condition holds. Fen is nil when it is not stated for the place or not
// for such a case.
func (s *Service) Amount(place portal.Place, facts eligibility.Facts) (Amount, bool) {
	var rows []Amount
	for _, a := range s.Amounts {
		if !eligibility.Inside(place, a.Place) {
			continue
		}
		if a.OnlyWhen.Eval(facts) == eligibility.Met {
			return a, true
		}
		rows = append(rows, a)
	}
	if len(rows) == 0 {
		return Amount{}, false
	}
	// Of several rows none may be guessed at; the only one is guessed at while
	// its condition is open.
	if a := rows[0]; len(rows) == 1 && a.OnlyWhen.Eval(facts) == eligibility.Unknown {
		return a, true
	}
	rows[0].ID, rows[0].Fen = "", nil
	return rows[0], true
}
