package desk

import (
	"errors"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web"
)

// way is an act as the panel offers it. Proposing is two rows, so that each page
// asks for the reasons of one outcome only.
type way struct {
	path    string // last part of its address, and of its words: desk.do.<path>
	act     desk.Act
	approve bool
}

// ways lists them in the order of the panel, the usual first.
func ways() []way {
	return []way{
		{path: "accept", act: desk.Accept},
		{path: "advance", act: desk.Advance},
		{path: "review", act: desk.Review},
		{path: "assess", act: desk.Assess},
		{path: "appoint", act: desk.Appoint},
		{path: "confirm_conclusion", act: desk.ConfirmConclusion},
		{path: "conclude", act: desk.Conclude},
		{path: "publish", act: desk.Publish},
		{path: "end_notice", act: desk.EndNotice},
		{path: "notice_objection", act: desk.NoticeObjection},
		{path: "approve", act: desk.Propose, approve: true},
		{path: "refuse", act: desk.Propose},
		{path: "confirm", act: desk.Confirm},
		{path: "send_back", act: desk.SendBack},
		{path: "dispatch", act: desk.Dispatch},
		{path: "outside_approve", act: desk.Answered, approve: true},
		{path: "outside_refuse", act: desk.Answered},
		{path: "ask", act: desk.Ask},
		{path: "extend", act: desk.Extend},
		{path: "forward", act: desk.Forward},
		{path: "not_accept", act: desk.NotAccept},
		{path: "deliver", act: desk.Deliver},
		{path: "close", act: desk.Close},
		{path: "seen", act: desk.Seen},
	}
}

func wayOf(path string) (way, bool) {
	all := ways()
	i := slices.IndexFunc(all, func(w way) bool { return w.path == path })
	if i < 0 {
		return way{}, false
	}
	return all[i], true
}

// group names the coded reasons the page of an act offers; "" when it needs none.
func (w way) group() string {
	switch w.act {
	case desk.NotAccept:
		return desk.GroupNotAccept
	case desk.SendBack:
		return desk.GroupSendBack
	case desk.Propose, desk.Answered:
		if w.approve {
			return desk.GroupApprove
		}
		return desk.GroupRefuse
	}
	return ""
}

// Fields of an act's page that belong to the page alone.
const (
	fieldPick    = "_pick"    // the page that chooses papers was sent
	fieldVersion = "_version" // state of the case that was looked at
)

// actSheet is the page of one act.
type actSheet struct {
	Head    component.QuestionHeadParams
	Title   string
	Who     string
	Line    component.CaseLineParams
	Changed string // says that the case moved on meanwhile; "" else
	Lines   []string
	Before  []templ.Component // what has to be read first
	Form    component.FormParams
	Fields  []templ.Component
	Button  string // "" leaves the form out: nothing can be sent now
	After   string
}

// act shows the page of an act that is possible now.
func (p Pages) act(v visit) error {
	w, known := wayOf(v.c.Params("act"))
	if !known {
		return portal.NotFound()
	}
	ref := v.c.Params("ref")
	if w.act == desk.Seen {
		return web.Redirect303(v.c, v.casePath(ref, ""))
	}
	c, err := p.openFor(v, w)
	if err != nil {
		return err
	}
	return p.showAct(v, fiber.StatusOK, &actForm{fieldList: fieldList{v: v, p: p}, w: w, c: c, papers: v.pickedPapers()})
}

// openFor reads the case for the page of an act, which must be possible.
func (p Pages) openFor(v visit, w way) (application.Case, error) {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return c, err
	}
	if err := p.Desk.Possible(v.staff, c, w.act); err != nil {
		return c, err
	}
	if w.act != desk.Propose && w.act != desk.Confirm {
		return c, nil
	}
	about, err := p.contested(v, c)
	if err == nil && about.by(v.staff.ID) {
		err = portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.contested"))
	}
	return c, err
}

// actSend carries an act out, or shows the page again with everything typed.
func (p Pages) actSend(v visit) error {
	w, known := wayOf(v.c.Params("act"))
	if !known {
		return portal.NotFound()
	}
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	f := &actForm{fieldList: fieldList{v: v, p: p, form: form}, w: w, papers: form.All("papers")}
	switch {
	case form.Has(fieldPick):
		return p.pick(v, f)
	case form.Has(fieldShow):
		return p.again(v, f, fiber.StatusOK, nil)
	case form.One(web.FieldKey) == "":
		return web.Redirect303(v.c, v.Here())
	case w.act == desk.Confirm, w.act == desk.ConfirmConclusion:
		if stale, err := p.stale(v, f); stale || err != nil {
			return err
		}
	}
	after, err := p.Desk.Do(v.Context(), v.staff, v.c.Params("ref"), f.input())
	var wrong portal.FieldErrors
	if errors.As(err, &wrong) {
		return p.again(v, f, fiber.StatusUnprocessableEntity, f.told(wrong))
	}
	if err != nil {
		return err
	}
	return p.finish(v, w, after)
}

// pick leads from the chosen papers to the page that asks for the reasons. Ids of
// papers are no personal data, so the address may hold them.
func (p Pages) pick(v visit, f *actForm) error {
	if len(f.papers) > 0 && !f.form.Has(fieldShow) {
		return web.Redirect303(v.c, v.askPath(f.papers))
	}
	f.papers = nil
	return p.again(v, f, fiber.StatusUnprocessableEntity, portal.FieldErrors{{Field: "papers", Message: portal.Msg("desk.papers.empty")}})
}

// again shows the page with what was typed. The second press of a form that was
// carried out already is no mistake: it leads on.
func (p Pages) again(v visit, f *actForm, status int, wrong portal.FieldErrors) error {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	if did(c, f.form.One(web.FieldKey)) {
		return p.finish(v, f.w, c)
	}
	f.c, f.wrong = c, wrong
	return p.showAct(v, status, f)
}

func did(c application.Case, key string) bool {
	return key != "" && slices.ContainsFunc(c.Events, func(e matter.Event) bool { return e.Key == key })
}

// stale shows the proposal again when it is another one than the officer looked
// at: nobody confirms what somebody else has just changed.
func (p Pages) stale(v visit, f *actForm) (bool, error) {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return true, err
	}
	same := f.form.One(fieldVersion) == strconv.Itoa(c.Version)
	if same || !f.w.waits(c) || did(c, f.form.One(web.FieldKey)) {
		return false, nil
	}
	f.c, f.changed = c, true
	return true, p.showAct(v, fiber.StatusConflict, f)
}

// waits reports whether what is to be confirmed is there still.
func (w way) waits(c application.Case) bool {
	if w.act == desk.Confirm {
		return c.Body.Proposal != nil
	}
	n := len(c.Body.Assessments)
	return n > 0 && c.Body.Assessments[n-1].Read != nil
}

// finish leads back to the case, or to the queue when it has left the officer's
// units.
func (p Pages) finish(v visit, w way, c application.Case) error {
	done := "?done=" + w.path
	if !p.Desk.Units.MaySee(v.staff, c.Receiving, c.Deciding, c.Unit) {
		return web.Redirect303(v.c, v.Path("/desk")+done)
	}
	return web.Redirect303(v.c, v.casePath(string(c.Ref), done))
}

func (p Pages) showAct(v visit, status int, f *actForm) error {
	if err := f.build(); err != nil {
		return err
	}
	words := "desk.do." + f.w.path
	wrong := f.sorted()
	v.Failed = len(wrong) > 0
	if v.Return = v.Here(); f.w.act == desk.Ask && len(f.papers) > 0 {
		v.Return = v.askPath(f.papers)
	}
	s := actSheet{
		Head: component.QuestionHeadParams{
			Back:    &component.LinkParams{Text: v.T("desk.back.case"), URL: v.casePath(string(f.c.Ref), "")},
			Summary: v.ErrorSummary(wrong),
		},
		Title: v.T(words + ".title"), Who: p.caseHeading(v, f.c), Line: v.caseLine(f.c),
		Lines: f.lines, Before: f.before, Fields: f.fields,
		Form: v.Form(v.casePath(string(f.c.Ref), "/"+f.w.path), f.hidden...),
	}
	if f.button != "" {
		s.Button = v.T(f.button)
	}
	if f.changed {
		s.Changed = v.T("desk.confirm.changed")
	}
	if f.w.act == desk.Propose || f.w.act == desk.Answered {
		s.After = v.T("desk.panel.four_eyes")
	}
	return v.show(status, s.Title, actPage(s))
}

// proposer names the officer who proposed; "" when the account is gone.
func (p Pages) proposer(v visit, id string) string {
	staff, err := p.Staff.Staff(v.Context(), id)
	if err != nil {
		return ""
	}
	return v.Tp("desk.proposal.by", "Name", v.Name(staff.Name), "Unit", p.office().UnitName(v.Page, staff.Unit))
}

// unitOption is a row of the units a case can go to.
func (v visit) unitOption(p Pages, u office.Unit, chosen string) component.Option {
	return component.Option{Value: u.ID, Text: p.office().UnitName(v.Page, u.ID), Hint: p.office().Reach(v.Page, u.ID), Checked: u.ID == chosen}
}
