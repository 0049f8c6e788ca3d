package office

import (
	"slices"

	"changban/portal"
)

// Action is something done at the desk.
type Action string

// Actions that roles allow. What a case's state allows is asked of the case.
const (
	SeeCase        Action = "see_case"
	Accept         Action = "accept" // accept or not accept, tick papers as seen
	AskPapers      Action = "ask_papers"
	Forward        Action = "forward"
	Review         Action = "review"
	Decide         Action = "decide"
	Confirm        Action = "confirm"  // second pair of eyes
	Deliver        Action = "deliver"  // hand over the outcome, close
	Assess         Action = "assess"   // send to an institution, make appointments, read a conclusion from paper
	Conclude       Action = "conclude" // enter what the institution found
	Publish        Action = "publish"  // public notice
	Advance        Action = "advance"  // first help before the papers (P38)
	Pay            Action = "pay"      // pay runs and what comes back
	Reassign       Action = "reassign"
	MergePersons   Action = "merge_persons"
	ReadAudit      Action = "read_audit"
	OpenDraft      Action = "open_draft"  // by the code somebody reads out (decisions 22)
	SeeTickets     Action = "see_tickets" // of the phone lines; which ones is portal/hotline's
	Announce       Action = "announce"    // say something on every page
	ChangeSettings Action = "change_settings"
	ManageStaff    Action = "manage_staff"
)

// allowed is what each role may do. An operator sees a draft while somebody shows
// it, and no case. An auditor reads who did what and no case;
// an administrator keeps accounts, settings and the banner and sees no case either.
var allowed = map[Role][]Action{
	Receiver:      {SeeCase, Accept, AskPapers, Forward, Deliver, Advance},
	FirstReviewer: {SeeCase, AskPapers, Review, Assess, Publish, Advance},
	Decider:       {SeeCase, AskPapers, Review, Decide, Deliver, Assess, Publish},
	SecondDecider: {SeeCase, Confirm, Assess},
	Assessor:      {SeeCase, Conclude},
	Payer:         {Pay},
	Operator:      {OpenDraft, SeeTickets},
	Handler:       {SeeTickets},
	Reviewer:      {SeeTickets},
	Commissioner:  {SeeTickets},
	Supervisor:    {SeeCase, Reassign, Forward, MergePersons, ReadAudit, SeeTickets, Announce},
	Auditor:       {ReadAudit},
	Administrator: {ChangeSettings, ManageStaff, Announce},
}

// May reports whether one of s's roles allows a. Whether a case is in scope is
// MaySee, whether s is impartial is Impartial; all three must hold.
func May(s Staff, a Action) bool {
	return slices.ContainsFunc(s.Roles, func(r Role) bool { return slices.Contains(allowed[r], a) })
}

// MaySee reports whether s may see a case that the given units received, decide
// or hold: one of them is s's unit or lies below it, at one of s's places.
func (t Tree) MaySee(s Staff, caseUnits ...string) bool {
	return May(s, SeeCase) && slices.ContainsFunc(caseUnits, func(id string) bool { return t.inScope(s, id) })
}

// Scope returns the ids of the units whose cases s may see, for lists. It is
// empty for staff who see no cases.
func (t Tree) Scope(s Staff) []string {
	if !May(s, SeeCase) {
		return nil
	}
	return slices.DeleteFunc(t.Below(s.Unit), func(id string) bool { return !t.inScope(s, id) })
}

func (t Tree) inScope(s Staff, unit string) bool {
	u, known := t.units[unit]
	switch {
	case !known, !t.Within(unit, s.Unit), len(s.Places) > 0 && !slices.Contains(s.Places, u.Place):
		return false
	}
	return u.Kind.Institution() || !onlyAssesses(s)
}

// onlyAssesses reports whether nothing but the assessor's role lets s see cases:
// an assessor sees what was sent to the institution, wherever the account was
// made by mistake.
func onlyAssesses(s Staff) bool {
	return !slices.ContainsFunc(s.Roles, func(r Role) bool {
		return r != Assessor && slices.Contains(allowed[r], SeeCase)
	})
}

// Impartial reports whether nobody concerned stands close: nobody opens or
// decides an own or a relative's case (decisions 4). near are the person and
// identity ids of the officer and of known relatives, concerned those of
// applicant, helper, guardian and payee.
func Impartial(near, concerned []string) bool {
	return !slices.ContainsFunc(near, func(id string) bool { return id != "" && slices.Contains(concerned, id) })
}

// FourEyes reports whether second may confirm what first decided: somebody
// else who has the role.
func FourEyes(first string, second Staff) bool {
	return first != "" && second.ID != first && May(second, Confirm)
}

// MayAct reports all that does not depend on the case's state: role, scope,
// account not ended, nobody close. The error is KindForbidden for somebody close,
// so that the page can say why, and KindNotFound otherwise: a case out of scope
// looks like none.
func (t Tree) MayAct(s Staff, a Action, today portal.Day, c Concern) error {
	switch {
	case !s.Active(today), !t.MaySee(s, c.Units...):
		return portal.NotFound()
	case !Impartial(c.Near, c.Concerned):
		return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.close"))
	case !May(s, a):
		return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	}
	return nil
}

// Concern is what of a case matters to who may act.
type Concern struct {
	Units     []string // received it, decides it, has it now
	Near      []string // see Impartial
	Concerned []string
}
