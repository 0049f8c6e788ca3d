package application

import (
	"context"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/office"
)

// OpenByCode lets an operator look by the digits somebody read out, and returns
// the id of the code for the page's address. What opens nothing is a FieldErrors
// of "help_code" that sounds alike for unknown, ended, stopped and somebody else's;
// KindLimited after too many tries; KindForbidden without the role, and for the
// officer's own matter or a relative's (decisions 4).
func (a *Applications) OpenByCode(ctx context.Context, s office.Staff, typed string) (string, error) {
	if !office.May(s, office.OpenDraft) {
		return "", portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	}
	digits := account.Digits(typed)
	if len(digits) != 6 {
		return "", codeProblem("desk.help.code.length")
	}
	if err := a.mayTry(ctx, s.ID); err != nil {
		return "", err
	}
	now := a.Clock.Now()
	share, err := a.Shares.ShareByCode(ctx, digits, now)
	if err == nil && share.OpenedBy != "" && share.OpenedBy != s.ID {
		err = portal.NotFound()
	}
	if err == nil {
		err = a.mayLook(ctx, s, share)
	}
	if err == nil && share.OpenedBy == "" {
		share.Opened, share.OpenedBy = now, s.ID
		err = a.Shares.OpenShare(ctx, share, a.looked(ctx, s, share, "draft.open"))
	}
	if portal.Is(err, portal.KindNotFound) || portal.Is(err, portal.KindConflict) {
		return "", codeProblem("desk.help.code.unknown")
	}
	return share.ID, err
}

// mayTry counts the try before the code is looked up: while an officer has to
// wait, a right guess is told apart from a wrong one by nothing.
func (a *Applications) mayTry(ctx context.Context, staff string) error {
	if a.Tries == nil {
		return nil
	}
	for _, rule := range []string{"help.code", "help.code.day"} {
		err := a.Tries.Allowed(ctx, rule, staff)
		if portal.Is(err, portal.KindLimited) {
			return portal.Fail(portal.KindLimited, portal.Msg("desk.help.code.limited"))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Words of why a page that was opened by a code can be seen no longer.
const (
	ShareStopped = "desk.help.over.stopped"
	ShareLate    = "desk.help.over.late"
	ShareSent    = "desk.help.over.sent"
)

// Overlooked is the draft an operator opened, as its own page shows it; each time
// is written into the audit log. KindNotFound for everybody else, and, with words
// that say why, when the half hour is over, the person stopped it, or it was sent.
func (a *Applications) Overlooked(ctx context.Context, s office.Staff, id string) (*View, error) {
	v, err := a.overlook(ctx, s, id)
	if err != nil {
		return nil, err
	}
	return v, a.Shares.OpenShare(ctx, v.Share, a.looked(ctx, s, v.Share, "draft.read"))
}

// overlook is Overlooked before the log is written: who shows or writes something
// writes that with it.
func (a *Applications) overlook(ctx context.Context, s office.Staff, id string) (*View, error) {
	if !office.May(s, office.OpenDraft) {
		return nil, portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
	}
	if !portal.ValidID(id) {
		return nil, portal.NotFound()
	}
	share, err := a.Shares.Share(ctx, id)
	if err != nil {
		return nil, err
	}
	switch now := a.Clock.Now(); {
	case share.OpenedBy != s.ID:
		return nil, portal.NotFound()
	case !share.Ended.IsZero():
		return nil, portal.Fail(portal.KindNotFound, portal.Msg(ShareStopped))
	case !share.Live(now):
		return nil, portal.Fail(portal.KindNotFound, portal.Msg(ShareLate))
	}
	v, err := a.viewAs(ctx, share.Identity, Where{Person: share.Person, Draft: share.Draft})
	if err != nil {
		return nil, err
	}
	if v.Draft.Case != "" {
		return nil, portal.Fail(portal.KindNotFound, portal.Msg(ShareSent))
	}
	v.Share = share
	return v, v.impartial(s)
}

// mayLook refuses what is near the officer, and what was sent: that is a case.
func (a *Applications) mayLook(ctx context.Context, s office.Staff, share Share) error {
	v, err := a.viewAs(ctx, share.Identity, Where{Person: share.Person, Draft: share.Draft})
	if err != nil {
		return err
	}
	if v.Draft.Case != "" || !s.Active(a.today()) {
		return portal.NotFound()
	}
	return v.impartial(s)
}

// impartial refuses what is near the officer (decisions 4), also once the names
// are written while the page is open.
func (v *View) impartial(s office.Staff) error {
	concerned := []string{v.Known.Person.First(account.FieldName), v.Known.Own.First(account.FieldName)}
	for _, field := range []string{account.FieldName, "guardian_name", "proxy_name", "account_holder"} {
		concerned = append(concerned, v.Answer(field).First())
	}
	if !office.Impartial([]string{s.Name}, concerned) {
		return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.close"))
	}
	return nil
}

func (a *Applications) looked(ctx context.Context, s office.Staff, share Share, action string) audit.Entry {
	return audit.Entry{
		ID: portal.NewID(), Actor: portal.ActorFrom(ctx), Unit: s.Unit, Action: action, Object: "draft",
		Target: share.Draft, Person: share.Person, Purpose: "help", At: a.Clock.Now(),
	}
}

func codeProblem(words string) error {
	return portal.FieldErrors{{Field: "help_code", Message: portal.Msg(words)}}
}
