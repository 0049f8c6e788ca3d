package desk

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
)

// refusal is a page that says why something cannot be done and who can.
type refusal struct {
	Back  *component.LinkParams
	Title string
	Lines []string
	Link  *component.LinkParams
}

// refuse turns the domain's refusals into pages that say what to do instead;
// every other error goes to the kernel.
func (p Pages) refuse(v visit, err error) error {
	var e *portal.Error
	if !errors.As(err, &e) {
		return err
	}
	r := refusal{Back: v.back()}
	status := fiber.StatusForbidden
	switch e.Message.ID {
	case "desk.open.early":
		r.Title, r.Lines = v.T("desk.early.title"), v.early(e.Message)
	case "desk.refused.close":
		r.Title, r.Lines = v.T("desk.refused.title"), []string{v.T(e.Message.ID), v.T("desk.refused.colleague"), p.office().Reach(v.Page, v.staff.Unit)}
	case "desk.refused.role":
		r.Title, r.Lines = v.T("desk.refused.title"), []string{v.T(e.Message.ID), v.roles(), v.T("desk.refused.ask")}
	case "desk.refused.contested":
		r.Title, r.Lines = v.T("desk.refused.title"), []string{v.T(e.Message.ID)}
	case "desk.benefit.exists", "desk.reopen.open":
		status = fiber.StatusConflict
		r.Title, r.Lines = v.T("desk.late.title"), []string{v.T(e.Message.ID)}
		r.Link = &component.LinkParams{Text: v.T("desk.back.case"), URL: v.casePath(v.c.Params("ref"), "")}
	case "desk.act.late":
		status = fiber.StatusConflict
		r.Title, r.Lines = v.T("desk.late.title"), []string{v.T(e.Message.ID), v.T("desk.late.kept")}
		r.Link = &component.LinkParams{Text: v.T("desk.back.case"), URL: v.casePath(v.c.Params("ref"), "")}
	case application.ShareStopped, application.ShareLate, application.ShareSent:
		status = fiber.StatusGone
		r.Back.Text, r.Back.URL = v.T("desk.help.back"), v.Path(helpAddress)
		r.Title, r.Lines = v.T("desk.help.over.title"), []string{v.T(e.Message.ID), v.T("desk.help.over.again")}
	default:
		return err
	}
	return v.show(status, r.Title, refusalPage(r))
}

// early says from when a case can be opened and why: the first minutes belong to
// the person (contract 5).
func (v visit) early(m portal.Message) []string {
	opens, _ := m.Data["Time"].(time.Time)
	return []string{
		v.Tp(m.ID, "Time", v.DateTime(opens)),
		v.T("desk.early.why"),
	}
}

func (v visit) roles() string {
	names := make([]string, len(v.staff.Roles))
	for i, r := range v.staff.Roles {
		names[i] = v.T("desk.role." + string(r))
	}
	return v.Tp("desk.refused.roles", "Roles", v.Words().List(names))
}
