package matter

import (
	"context"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/eligibility"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/official"
)

// lawDays is how long an administrative review may be asked for (行政复议法).
const lawDays = 60

// disagree lists every way to go on after a decision, each by itself: the review
// here, the law, petition, help, and the same answers once more.
func (v visit) disagree() []templ.Component {
	refused := v.State == matter.NotAccepted || v.Body.Decision != nil && !v.Body.Decision.Approve
	elsewhere := v.Body.Decision != nil && v.contestedElsewhere()
	if !refused && v.CanObject == nil && !elsewhere {
		return v.again()
	}
	heading := "matter.contest.heading"
	if !refused && !elsewhere {
		heading = "matter.contest.conclusion"
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Text: v.page.T(heading), ID: "disagree"})}
	if refused {
		parts = append(parts, v.decidedBy()...)
	}
	parts = append(parts, v.review()...)
	if refused || elsewhere {
		parts = append(parts, v.above()...)
	}
	return append(parts, v.again()...)
}

// decidedBy names the conditions that were not met by what was filled in, and the
// rules they stand in.
func (v visit) decidedBy() []templ.Component {
	var parts []templ.Component
	if lines := v.unmet(); lines != nil {
		parts = append(parts, component.Paragraph(v.page.T("matter.contest.unmet")), component.List(lines))
	}
	if lines := v.office.Sources(v.page, v.Case); lines != nil {
		parts = append(parts, component.Paragraph(v.page.T("matter.contest.sources")), component.List(lines))
	}
	return parts
}

func (v visit) unmet() []string {
	s, ok := v.service()
	if !ok {
		return nil
	}
	facts := eligibility.Facts{}
	for id, value := range v.Body.Answers {
		facts[id] = value
	}
	var lines []string
	for _, r := range s.Verdicts(facts) {
		if r.Verdict == eligibility.NotMet {
			lines = append(lines, v.page.Msg(r.Reason))
		}
	}
	return lines
}

// review is the way inside the portal: until which day, or what became of it.
func (v visit) review() []templ.Component {
	if v.CanObject == nil {
		return nil
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Level: 3, Text: v.page.T("matter.contest.review")})}
	if i := slices.IndexFunc(v.file.Cases, func(c application.Case) bool { return c.About == v.Ref }); i >= 0 {
		other := v.file.Cases[i]
		return append(parts, component.Paragraph(v.page.Tp("matter.contest.running", "State", v.page.T("matter.state."+string(other.State)))),
			component.Link(component.LinkParams{
				Text: v.page.Tp("matter.contest.link", "Ref", v.page.Words().Reference(string(other.Ref))),
				URL:  casePath(v.page, v.person, string(other.Ref), ""),
			}))
	}
	con := *v.CanObject
	if con.Late {
		return append(parts, component.Paragraph(v.page.Tp("matter.contest.late", "Day", v.page.Date(con.Until))))
	}
	words := v.page.T("matter.contest.what")
	if con.Until != "" {
		words = v.page.Tp("matter.contest.until", "Day", v.page.Date(con.Until))
	}
	return append(parts, component.Paragraph(words), v.press("/object", "matter.contest.button", component.ButtonPrimary))
}

func (v visit) press(rest, words string, kind component.ButtonKind) templ.Component {
	return component.With(component.Form(v.page.Form(v.path(rest), v.page.KeyField())), component.With(component.Actions(),
		component.Button(component.ButtonParams{Text: v.page.T(words), Kind: kind})))
}

// above are the ways outside the portal: those the service names, as the answer to
// a petition is looked at by the office above, else those of every decision.
func (v visit) above() []templ.Component {
	if v.contestedElsewhere() {
		return []templ.Component{
			component.Heading(component.HeadingParams{Level: 3, Text: v.word(official.ContestNote + ".title")}),
			component.Paragraph(v.word(official.ContestNote)),
		}
	}
	return append(v.law(), v.help()...)
}

// contestedElsewhere: the service names its own way, also where it was granted.
func (v visit) contestedElsewhere() bool {
	s, ok := v.service()
	return ok && s.HasWord(official.ContestNote)
}

// law is the review by the government above, which nobody here decides.
func (v visit) law() []templ.Component {
	lines := []string{v.page.Tp("matter.contest.law_who", "Place", v.office.Seat(v.page, v.Case))}
	if told := v.toldOn(); told != "" {
		words := "matter.contest.law_until"
		if told.Add(lawDays) < v.page.Today() {
			words = "matter.contest.law_late"
		}
		lines = append(lines, v.page.Tp(words, "Day", v.page.Date(told.Add(lawDays)), "Days", lawDays))
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Level: 3, Text: v.page.T("matter.contest.law")}), component.List(lines),
	}
}

// toldOn is the day the person was told.
func (v visit) toldOn() portal.Day {
	if v.CanObject != nil {
		return v.CanObject.Told
	}
	for i := len(v.Events) - 1; i >= 0; i-- {
		if e := v.Events[i]; e.Action == "refuse" || e.Action == "not_accept" {
			return portal.DayOf(e.At)
		}
	}
	return ""
}

// help is petition, the phone, and a lawyer without cost.
func (v visit) help() []templ.Component {
	phone := v.page.Phone(v.page.Hotlines().Government)
	parts := []templ.Component{
		component.Heading(component.HeadingParams{Level: 3, Text: v.page.T("matter.contest.petition")}),
		component.Paragraph(v.page.Tp("matter.contest.petition_how", "Phone", phone)),
	}
	if s, ok := v.office.Catalogue.Service("legal-aid"); ok {
		parts = append(parts,
			component.Heading(component.HeadingParams{Level: 3, Text: v.page.T("matter.contest.aid")}),
			component.Paragraph(v.page.T("matter.contest.aid_what")),
			component.Link(component.LinkParams{Text: v.page.T(s.WordID("name")), URL: v.page.Path("/services/" + s.ID)}))
	}
	return parts
}

// again offers the same answers for another application.
func (v visit) again() []templ.Component {
	if !v.CanAgain || v.State == matter.Closed && v.Body.Decision != nil && v.Body.Decision.Approve {
		return nil
	}
	return []templ.Component{
		component.Heading(component.HeadingParams{Level: v.againLevel(), Text: v.page.T("matter.again.heading")}),
		component.Paragraph(v.page.T("matter.again.what")),
		v.press("/again", "matter.again.button", component.ButtonSecondary),
	}
}

// againLevel: below the heading about disagreeing, or alone.
func (v visit) againLevel() int {
	if v.State == matter.Withdrawn || v.State == matter.Lapsed {
		return 2
	}
	return 3
}

// about leads from an objection to the decision it contests.
func (v visit) about() []templ.Component {
	if v.About == "" {
		return nil
	}
	return []templ.Component{component.Link(component.LinkParams{
		Text: v.page.Tp("matter.contest.about", "Ref", v.page.Words().Reference(string(v.About))),
		URL:  casePath(v.page, v.person, string(v.About), ""),
	})}
}

// object opens a draft that contests the decision.
func (p Pages) object(c *fiber.Ctx, page *web.Page) error {
	return p.toDraft(c, page, p.Applications.Object)
}

// again opens a draft with the answers of a case that ended.
func (p Pages) again(c *fiber.Ctx, page *web.Page) error {
	return p.toDraft(c, page, p.Applications.Again)
}

type begin func(ctx context.Context, person, ref, key string) (application.Draft, error)

// toDraft starts a draft once and leads to its first open question. What is not
// possible any more is said on the case's page.
func (p Pages) toDraft(c *fiber.Ctx, page *web.Page, start begin) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	person, ref := c.Params("person"), c.Params("ref")
	key := form.One(web.FieldKey)
	if key == "" {
		return web.Redirect303(c, casePath(page, person, ref, ""))
	}
	d, err := start(page.Context(), person, ref, key)
	if portal.Is(err, portal.KindExists) {
		return p.tooLate(c, page, err)
	}
	if err != nil {
		return err
	}
	view, err := p.Applications.View(page.Context(), application.Where{Person: person, Draft: d.ID})
	if err != nil {
		return err
	}
	return web.Redirect303(c, page.Path("/for/"+person+"/drafts/"+d.ID+"/"+view.Journey().Resume()))
}

// ask leads from a decision to a ticket that carries service and case.
func (v visit) ask() []templ.Component {
	if v.Body.Decision == nil && v.State != matter.NotAccepted {
		return nil
	}
	query := url.Values{"for": {v.Person}, "service": {v.Service}, "case": {string(v.Ref)}}
	return []templ.Component{component.Link(component.LinkParams{Text: v.page.T("matter.contest.ask"), URL: v.page.Path("/hotline/new?" + query.Encode())})}
}
