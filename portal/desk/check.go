package desk

import (
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/eligibility"
	"changban/portal/matter"
)

// check finds what is wrong with a panel before anything is written. Every
// problem is told at once, in the order of the panel.
func (d *Desk) check(c application.Case, in Input) error {
	var problems portal.FieldErrors
	fail := func(field, id string) {
		problems = append(problems, portal.FieldError{Field: field, Message: portal.Msg(id)})
	}
	group := in.group()
	if group != "" && len(in.Reasons) == 0 {
		fail("reasons", "desk.reasons.empty")
	}
	for _, r := range in.Reasons {
		if !slices.Contains(Reasons(group), r) {
			fail("reasons", "desk.reasons.unknown")
			break
		}
	}
	if len([]rune(in.Note)) > 1000 {
		fail("note", "desk.note.too_long")
	}
	switch in.Act {
	case Ask:
		d.checkAsked(c, in, fail)
	case Forward:
		if !slices.Contains(d.Targets(c), in.Unit) {
			fail("unit", "desk.unit.empty")
		}
	case Dispatch, Deliver:
		if !slices.Contains(Ways(in.Act), in.How) {
			fail("how", "desk.how.empty")
		}
	case Propose, Answered:
		d.checkAmount(c, in, fail)
	}
	return problems.OrNil()
}

// group names the list of coded reasons an act needs; a refusal is never free
// text alone (decisions 11).
func (in Input) group() string {
	switch {
	case in.Act == NotAccept:
		return GroupNotAccept
	case in.Act == SendBack:
		return GroupSendBack
	case (in.Act == Propose || in.Act == Answered) && in.Approve:
		return GroupApprove
	case in.Act == Propose || in.Act == Answered:
		return GroupRefuse
	}
	return ""
}

func (d *Desk) checkAsked(c application.Case, in Input, fail func(field, id string)) {
	if len(in.Papers) == 0 {
		fail("papers", "desk.papers.empty")
	}
	for _, p := range in.Papers {
		if _, known := d.paper(c, p.Paper); !known {
			fail("papers", "desk.papers.unknown")
			return
		}
		if !slices.Contains(Reasons(GroupAsk), p.Reason) {
			fail("reason."+p.Paper, "desk.reasons.empty")
		}
	}
}

func (d *Desk) paper(c application.Case, id string) (string, bool) {
	s, ok := d.Catalogue.Service(c.Service)
	if !ok {
		return "", false
	}
	p, known := s.Paper(id)
	return p.ID, known
}

// checkAmount: an approval names the monthly amount. Where the catalogue states
// none, or another, the officer says where it stands; amounts are never invented.
func (d *Desk) checkAmount(c application.Case, in Input, fail func(field, id string)) {
	if !in.Approve {
		return
	}
	if in.Fen <= 0 || in.Fen > 10_000_000 {
		fail("amount", "desk.amount.empty")
		return
	}
	stated, known := d.Stated(c)
	if (!known || stated != in.Fen) && strings.TrimSpace(in.Source) == "" {
		fail("source", "desk.source.empty")
	}
}

// Stated returns the monthly amount in fen that the sources state for the case,
// and whether they state one.
func (d *Desk) Stated(c application.Case) (int64, bool) {
	s, ok := d.Catalogue.Service(c.Service)
	if !ok {
		return 0, false
	}
	facts := eligibility.Facts{}
	for id, value := range c.Body.Answers {
		facts[id] = value
	}
	a, ok := s.Amount(d.place(c), facts)
	if !ok || a.Fen == nil || a.Kind != "benefit" {
		return 0, false
	}
	return *a.Fen, true
}

// place is whose rules and money count: the deciding unit's.
func (d *Desk) place(c application.Case) portal.Place {
	u, err := d.Units.Unit(c.Deciding)
	if err != nil {
		return c.Hukou // a unit that is no more
	}
	return u.Place
}

// Targets lists the units a case can be forwarded to: the deciding place's, but
// not the one that has it.
func (d *Desk) Targets(c application.Case) []string {
	deciding, err := d.Units.Unit(c.Deciding)
	if err != nil || deciding.Outside {
		return nil
	}
	targets := []string{c.Deciding}
	for _, u := range d.Units.All() {
		if u.Place == deciding.Place && u.ID != c.Deciding && takesCases(string(u.Kind)) {
			targets = append(targets, u.ID)
		}
	}
	return slices.DeleteFunc(targets, func(id string) bool { return id == c.Unit })
}

func takesCases(kind string) bool {
	return slices.Contains([]string{"federation", "window", "street", "sumu", "civil_affairs"}, kind)
}

// Ways lists how something was sent or told.
func Ways(a Act) []string {
	if a == Dispatch {
		return []string{"network", "post", "mail"}
	}
	return []string{"phone", "message", "letter", "counter", "visit"}
}

// Overdue reports whether the stage's last day has passed while the office has
// the case.
func Overdue(c application.Case, today portal.Day) bool {
	return c.StoppedFrom == "" && c.State.Open() && c.State != matter.SupplementRequested && c.Due < today
}
