package desk

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
)

// check finds what is wrong with a panel before anything is written. Every
// problem is told at once, in the order of the panel.
func (d *Desk) check(ctx context.Context, c application.Case, in Input) error {
	var problems portal.FieldErrors
	fail := func(field, id string) {
		problems = append(problems, portal.FieldError{Field: field, Message: portal.Msg(id)})
	}
	d.checkReasons(c, in, fail)
	if len([]rune(in.Note)) > 1000 {
		fail("note", "desk.note.too_long")
	}
	switch in.Act {
	case Ask:
		d.checkAsked(c, in, fail)
	case Advance:
		d.checkAdvance(c, in, fail)
	case Forward:
		if !slices.Contains(d.Targets(c), in.Unit) {
			fail("unit", "desk.unit.empty")
		}
	case Dispatch, Deliver:
		if !slices.Contains(Ways(in.Act), in.How) {
			fail("how", "desk.how.empty")
		}
	case Extend:
		d.checkExtend(c, in, fail)
	case Propose, Answered:
		if err := d.checkProposal(ctx, c, in, fail); err != nil {
			return err
		}
	default:
		d.checkStation(c, in, fail)
	}
	return problems.OrNil()
}

// checkStation reads the panels of assessment and public notice.
func (d *Desk) checkStation(c application.Case, in Input, fail func(field, id string)) {
	switch in.Act {
	case Assess:
		d.checkAssess(c, in, fail)
	case Appoint:
		d.checkVisit(in, fail)
	case Conclude:
		d.checkConclusion(c, in, fail)
	case Publish:
		d.checkPublish(in, fail)
	case NoticeObjection:
		checkObjection(c, in, fail)
	}
}

func (d *Desk) checkReasons(c application.Case, in Input, fail func(field, id string)) {
	group := in.group()
	if group != "" && len(in.Reasons) == 0 {
		fail("reasons", "desk.reasons.empty")
	}
	known := d.ReasonsFor(c, group)
	if slices.ContainsFunc(in.Reasons, func(r string) bool { return !slices.Contains(known, r) }) {
		fail("reasons", "desk.reasons.unknown")
	}
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

// takesCases lists who receives or decides services, whichever service it is:
// the federation checks the card of a subsidy, civil affairs the household of a
// conversion.
func takesCases(kind string) bool {
	return slices.Contains([]string{"federation", "window", "street", "sumu", "civil_affairs", "government_service",
		"human_resources", "medical_insurance", "justice", "housing", "higher_federation"}, kind)
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
