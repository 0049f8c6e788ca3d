package catalogue

import (
	"slices"

	"changban/portal"
	"changban/portal/eligibility"
)

// StopCodes lists what can end or suspend an outcome, in the codes of
// benefit.Reasons.
func StopCodes() []string {
	return []string{"card_expired", "card_cancelled", "card_frozen", "level", "moved", "died", "aid_lost", "other_support",
		"in_care", "in_prison", "own_wish", "recheck_missing", "not_reached", "period_over", "decision_changed"}
}

func (c *checker) outcome() {
	o := c.service.Outcome
	c.oneOf(at{"outcome", "type"}, o.Type, OutcomeTypes()...)
	c.act(o)
	if o.From != "" {
		c.oneOf(at{"outcome", "from"}, o.From, FilingMonth)
	}
	if o.Months < 0 {
		c.say(at{"outcome", "months"}, "months are never below 0")
	}
	if o.PayTo != "" {
		c.oneOf(at{"outcome", "pay_to"}, o.PayTo, "own", "institution", "pension")
	}
	if o.Pays() != (o.PayTo != "") && c.transacts() {
		c.say(at{"outcome"}, "an outcome of money says who gets it (pay_to), and no other does")
	}
	if o.Type == MonthlyPayment && !c.service.OneOpen && c.transacts() {
		c.say(at{"outcome"}, "a monthly payment is applied for once at a time: one_open is missing")
	}
	for i, code := range c.service.Stops {
		c.oneOf(at{"stops", i}, code, StopCodes()...)
		if slices.Contains(c.service.Stops[:i], code) {
			c.say(at{"stops", i}, "%q stands twice", code)
		}
	}
	if back := c.service.BackPay; back < 0 || back > 0 && (o.Type != MonthlyPayment || len(c.service.Stops) == 0) {
		c.say(at{"back_pay"}, "months are paid back of a monthly payment that can be stopped")
	}
	if r := c.service.Renewal; r.Kind != "" {
		c.oneOf(at{"renewal", "kind"}, r.Kind, "annual", "expiry", "on_change", "none")
	}
	c.money(o)
}

// act checks that what is done to something that is there fits the outcome.
func (c *checker) act(o Outcome) {
	var fit []string
	switch o.Type {
	case Certificate:
		fit = []string{"issue", "renew", "change", "transfer", "reissue", "cancel"}
	case Decision:
		fit = []string{"", "change_benefit", "reopen"}
	default:
		fit = []string{""}
	}
	if o.Act != "" && !slices.Contains(Acts(), o.Act) {
		c.oneOf(at{"outcome", "act"}, o.Act, Acts()...)
		return
	}
	if !slices.Contains(fit, o.Act) && slices.Contains(OutcomeTypes(), o.Type) {
		c.say(at{"outcome"}, "act %q does not fit an outcome of type %s", o.Act, o.Type)
	}
}

// money checks that nobody but the person or the guardian can be paid (services
// facts 3).
func (c *checker) money(o Outcome) {
	_, account := c.service.Field("bank_account")
	if o.Pays() && o.PayTo == "own" && !account && c.transacts() {
		c.say(at{"outcome"}, "the money goes to the person, but no field asks for bank_account")
	}
	i := slices.IndexFunc(c.service.Fields, func(f Field) bool { return f.ID == "account_holder" })
	if i < 0 {
		if account && o.Pays() && c.service.DecidesAt != "unit_registration" {
			c.say(at{"fields"}, "an account is asked for, but not whose it is (account_holder)")
		}
		return
	}
	allowed := []string{"name", "guardian_name", "unit_name"}
	f := c.service.Fields[i]
	if len(f.EqualsAny) == 0 || slices.ContainsFunc(f.EqualsAny, func(id string) bool { return !slices.Contains(allowed, id) }) {
		c.say(at{"fields", i}, "money never goes to an agent: account_holder equals name or guardian_name, nobody else")
	}
}

func (c *checker) transacts() bool { return c.service.Delivery == "transact" }

// promise checks the days: the notice runs inside the decision (P05), stages
// inside the stretch they belong to, and all inside a limit in calendar days.
func (c *checker) promise() {
	d := c.service.Days
	if min(d.Accept, d.Decide, d.Tell, d.Notice, d.Calendar, d.Extend) < 0 {
		c.say(at{"days"}, "days are never below 0")
	}
	if d.Basis == "" && (c.transacts() || d.Total()+d.Notice+d.Calendar > 0) {
		c.say(at{"days"}, "the basis of the days is not named")
	}
	if d.Notice > 0 || d.NoticeIn != "" {
		c.oneOf(at{"days", "notice_in"}, d.NoticeIn, "working", "calendar")
	}
	weeks := 5 // working days of a week, to compare with
	if d.NoticeIn == "calendar" {
		weeks = 7
	}
	if d.Notice*5 > d.Decide*weeks {
		c.say(at{"days", "notice"}, "a notice of %d days does not fit into the %d days of the decision", d.Notice, d.Decide)
	}
	if d.Calendar > 0 && d.Accept+d.Decide > d.Calendar {
		c.say(at{"days", "calendar"}, "%d working days do not fit into %d calendar days", d.Accept+d.Decide, d.Calendar)
	}
	if d.Extend > 0 && !d.EveryDay() {
		c.say(at{"days", "extend"}, "only a promise in calendar days throughout is extended: accept, decide and tell fill the calendar limit")
	}
	left := map[string]int{"accept": d.Accept, "decide": d.Decide, "notify": d.Tell}
	for i, t := range c.service.Stages {
		total, bounded := left[t.Part]
		if left[t.Part] -= t.Days; bounded && t.Days > 0 && left[t.Part] < 0 {
			c.say(at{"stages", i}, "the stages of %s take more than the %d days left of it", t.Part, max(total, 0))
		}
	}
}

// roles checks who is part of the matter: a unit that decides, an institution
// that assesses.
func (c *checker) roles() {
	s := c.service
	has := func(role string) bool {
		return slices.ContainsFunc(s.Stages, func(t Stage) bool { return t.Role == role })
	}
	if s.Decider != "" || c.transacts() {
		c.oneOf(at{"decider"}, s.Decider, Deciders()...)
	}
	decides := func(t Stage) bool { return t.Role == "decider" && t.At == s.Decider }
	if c.transacts() && !slices.ContainsFunc(s.Stages, decides) {
		c.say(at{"stages"}, "no stage has the decider at %q", s.Decider)
	}
	if s.Assessed && !has("assessor") {
		c.say(at{"assessed"}, "assessed, but no stage has the assessor")
	}
	if c.transacts() && (len(s.Fields) == 0 || len(s.Steps) == 0) {
		c.say(at{"delivery"}, "a service that is transacted asks something")
	}
	c.when(at{"urgent"}, s.Urgent)
}

// proxies checks that a helper comes with what proves the right to help.
func (c *checker) proxies() {
	s := c.service
	for i, who := range s.Proxy.Who {
		c.oneOf(at{"proxy", "who", i}, who, "guardian", "relative", "committee", "agent", "carer", "institution", "clerk", "representative", "anyone")
	}
	if !c.transacts() {
		return
	}
	stake := s.Outcome.Type != Registered && s.Outcome.Type != Preference
	if _, mandate := s.Paper("mandate"); slices.Contains(s.Proxy.Who, "agent") && !mandate && stake {
		c.say(at{"proxy", "who"}, "an agent needs a mandate, but no paper is called %q", "mandate")
	}
	// A change of what is there leans on the proof that was handed in before.
	proves := func(p Paper) bool { return p.ID == "guardian_proof" || p.ID == "guardian_id" }
	if stake && s.Outcome.Type != Decision && !slices.ContainsFunc(s.Papers, proves) {
		if i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.ID == "guardian_id_number" }); i >= 0 {
			c.say(at{"fields", i}, "a guardian is asked for, but no paper proves it: guardian_proof or guardian_id")
		}
	}
}

// others checks what points at other services.
func (c *checker) others() {
	s := c.service
	point := func(where at, id string) {
		if _, ok := c.all[id]; !ok {
			c.say(where, "no service is called %q", id)
		} else if id == s.ID {
			c.say(where, "the service points at itself")
		}
	}
	for i, id := range s.Parts {
		point(at{"parts", i}, id)
	}
	if len(s.Parts) > 0 && s.Delivery != "guide" {
		c.say(at{"parts"}, "only a guide has parts")
	}
	if s.Ticket != (Ticket{}) && s.Delivery != "hotline" {
		c.say(at{"ticket"}, "only a guide to the hotline begins a ticket")
	}
	for i, f := range s.Fields {
		if f.Redirect == (Redirect{}) {
			continue
		}
		point(at{"fields", i, "redirect"}, f.Redirect.Service)
		if !slices.Contains(f.Options, f.Redirect.Value) {
			c.say(at{"fields", i, "redirect"}, "%q is no option of %q", f.Redirect.Value, f.ID)
		}
	}
	if o := s.Object; o != (Object{}) {
		point(at{"object", "service"}, o.Service)
		if (o.Working > 0) == (o.Days > 0) || o.Source == "" {
			c.say(at{"object"}, "a decision is contested within working or calendar days, and a source says so")
		}
	}
}

// served checks that what is said of a place concerns a place that is served.
func (c *checker) served() {
	s := c.service
	outside := func(where at, place string) {
		near := slices.ContainsFunc(s.ServedIn, func(p portal.Place) bool {
			return eligibility.Inside(p, portal.Place(place)) || eligibility.Inside(portal.Place(place), p)
		})
		if placeShape.MatchString(place) && !near {
			c.say(where, "place %s is not served", place)
		}
	}
	for i, a := range s.Amounts {
		outside(at{"amounts", i}, string(a.Place))
	}
	for i, r := range s.Eligibility {
		outside(at{"eligibility", i}, string(r.Place))
	}
	for i, d := range s.Departments {
		c.place(at{"departments", i}, d.Place)
		outside(at{"departments", i}, string(d.Place))
		if len(d.Lead) == 0 || d.Source == "" {
			c.say(at{"departments", i}, "a department has a lead and a source")
		}
	}
	for i, p := range s.ServedIn {
		if slices.Contains(s.ServedIn[:i], p) {
			c.say(at{"served_in", i}, "place %s stands twice", p)
		}
	}
	periods := map[string]string{MonthlyPayment: "month", YearlyPayment: "year"}
	for i, a := range s.Amounts {
		if want := periods[s.Outcome.Type]; want != "" && a.Kind == "benefit" && a.Period != want {
			c.say(at{"amounts", i}, "the outcome is a %s, the amount is per %s", s.Outcome.Type, a.Period)
		}
	}
}
