// Package official owns how the office says things about a case, on residents'
// pages and at the desk alike: the four official papers, the names of units and
// how to reach them, coded reasons in words. It must not know who reads, how a
// case is decided, or a store.
package official

import (
	"slices"
	"strings"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web"
)

// Kind is one of the official papers; it is part of addresses.
type Kind string

// The official papers of a case.
const (
	Acceptance  Kind = "acceptance"
	Supplement  Kind = "supplement"
	NotAccepted Kind = "not-accepted"
	Decision    Kind = "decision"
)

// Office is what the papers stand on.
type Office struct {
	Catalogue *catalogue.Catalogue
	Units     office.Tree
}

// Kinds lists the papers a case has, in the order they came.
func Kinds(c application.Case) []Kind {
	var kinds []Kind
	for _, e := range c.Events {
		if k := kindOf(e.Action); k != "" && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func kindOf(action string) Kind {
	switch action {
	case "accept":
		return Acceptance
	case "ask":
		return Supplement
	case "not_accept":
		return NotAccepted
	case "approve", "refuse":
		return Decision
	}
	return ""
}

// Title names a paper.
func Title(page *web.Page, k Kind) string { return page.T("official." + string(k) + ".title") }

// Paper composes a paper as it is read and printed, and reports whether the case
// has it. Of several requests for papers the last one counts.
func (o Office) Paper(page *web.Page, c application.Case, k Kind) (component.OfficialPaperParams, bool) {
	event, ok := eventOf(c, k)
	if !ok {
		return component.OfficialPaperParams{}, false
	}
	p := component.OfficialPaperParams{
		Title:     Title(page, k),
		Reference: page.Tp("official.reference", "Ref", page.Words().Reference(string(c.Ref))),
		Addressee: page.Tp("official.addressee", "Name", page.Name(c.Body.Name)),
		Unit:      o.UnitName(page, event.Unit),
		Date:      page.Words().DateShort(day(event), ""),
		Lines:     []string{o.Reach(page, event.Unit)},
	}
	w := writer{Office: o, page: page, c: c, event: event}
	switch k {
	case Acceptance:
		p.Blocks = w.acceptance()
	case Supplement:
		p.Blocks = w.supplement()
	case NotAccepted:
		p.Blocks = w.notAccepted()
		p.Lines = append(p.Lines, w.object(), w.above())
	case Decision:
		p.Blocks = w.decision()
		p.Lines = append(p.Lines, w.object(), w.above())
	}
	return p, true
}

func eventOf(c application.Case, k Kind) (found matter.Event, ok bool) {
	for _, e := range c.Events {
		if kindOf(e.Action) == k {
			found, ok = e, true
		}
	}
	return found, ok
}

// ServiceName returns the name of a case's service, of one withdrawn since too.
func (o Office) ServiceName(page *web.Page, c application.Case) string {
	return page.T("service." + c.Service + ".name")
}

// PaperName returns the name of a paper of a case's service.
func (o Office) PaperName(page *web.Page, c application.Case, paperID string) string {
	if s, ok := o.Catalogue.Service(c.Service); ok {
		return page.T(s.WordID("paper." + paperID + ".name"))
	}
	return page.T("question.paper." + paperID + ".name")
}

// UnitName names a unit. One outside the portal without a row of its own has
// only its place's name: the words add which office is meant.
func (o Office) UnitName(page *web.Page, id string) string {
	u, err := o.Units.Unit(id)
	if err != nil {
		return page.Name(id)
	}
	if u.Nameless(o.Units) {
		return page.Tp("official.unit.outside", "Place", page.Unit(o.Units, u))
	}
	return page.Unit(o.Units, u)
}

// Reach says how to reach a unit. An invented number is marked; where none is
// known the government line is named.
func (o Office) Reach(page *web.Page, id string) string {
	u, _ := o.Units.Unit(id) // unknown units are reached by the government line
	name := o.UnitName(page, id)
	switch {
	case u.Phone == "":
		return page.Tp("official.unit.no_phone", "Unit", name, "Phone", page.Phone(page.Hotlines().Government))
	case u.Demo:
		return page.Tp("official.unit.demo_phone", "Unit", name, "Phone", page.Phone(u.Phone))
	}
	return page.Tp("official.unit.phone", "Unit", name, "Phone", page.Phone(u.Phone))
}

// Above names the unit over another, "" for a county.
func (o Office) Above(page *web.Page, id string) string {
	u, err := o.Units.Unit(id)
	if err != nil || u.Parent == "" {
		return ""
	}
	return o.UnitName(page, u.Parent)
}

// Reasons puts coded reasons of a group into words.
func Reasons(page *web.Page, group string, codes []string) []string {
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = page.T("reason." + group + "." + code)
	}
	return words
}

// Strong marks a whole text as the one that matters in its place.
func Strong(text string) string { return "**" + text + "**" }

// Plain takes the marks out of what somebody typed, so that it stays as typed
// where marked text is expected.
func Plain(text string) string { return strings.ReplaceAll(text, "*", "") }
