package desk

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/catalogue"
	"changban/portal/hotline"
	"changban/portal/web"
	"changban/portal/web/official"
)

const knowledgeAddress = "/desk/knowledge"

// shownGuides is how many guides a search shows: more nobody reads while somebody
// waits at the phone.
const shownGuides = 10

// knowledge finds guides by what a caller says, with the sources they stand on.
// With ref it leads on to answering that ticket at once.
func (p Pages) knowledge(v visit) error {
	query, ref := catalogue.TidyQuery(v.c.Query("q")), v.c.Query("ref")
	title := v.T("desk.knowledge.title")
	search := component.SearchFieldParams{
		Action: v.Path(knowledgeAddress), Button: v.T("common.button.search"), Value: query,
		Field: component.Field{Name: "q", Label: v.T("desk.knowledge.label"), Hint: v.T("desk.knowledge.hint")},
	}
	if ref != "" {
		search.Hidden = []component.HiddenParams{{Name: "ref", Value: ref}}
	}
	parts := []templ.Component{
		component.Heading(component.HeadingParams{Level: 1, Text: title}), component.SearchField(search),
	}
	return v.show(fiber.StatusOK, title, component.Join(append(parts, p.guides(v, query, ref)...)...))
}

// guides are the guides a query finds; nothing typed shows nothing.
func (p Pages) guides(v visit, query, ref string) []templ.Component {
	if query == "" {
		return nil
	}
	var parts []templ.Component
	for _, id := range p.Guides.Find(query) {
		if s, known := p.Desk.Catalogue.Service(id); known && len(parts) < shownGuides {
			parts = append(parts, p.guide(v, s, ref))
		}
	}
	parts = append([]templ.Component{component.StatusMessage(v.Plural("desk.knowledge.found", len(parts)))}, parts...)
	if len(parts) == 1 {
		parts = append(parts, component.Paragraph(v.Tp("desk.knowledge.none", "Phone", v.Phone(v.Hotlines().Government))))
	}
	return parts
}

// guide is what can be read out of one guide, where it stands and what to do next.
func (p Pages) guide(v visit, s *catalogue.Service, ref string) templ.Component {
	name := v.T(s.WordID("name"))
	links := []component.LinkItem{{Link: component.LinkParams{Text: v.T("desk.knowledge.open"), Hidden: name, URL: v.Path("/services/" + s.ID)}}}
	if p.mayBegin(v, s.ID) {
		links = append(links, component.LinkItem{Link: component.LinkParams{Text: v.T("desk.begin.title"), Hidden: name, URL: v.beginPath(ref, s.ID)}})
	}
	if ref != "" {
		links = append([]component.LinkItem{{Link: component.LinkParams{
			Text: v.T("desk.knowledge.use"), Hidden: name, URL: v.ticketPath(url.PathEscape(ref), "/"+string(hotline.Answer)+"?guide="+s.ID),
		}}}, links...)
	}
	return component.Join(
		component.Heading(component.HeadingParams{Text: name}),
		component.Paragraph(official.Sentences(v.Page, v.T(s.WordID("promise")), v.T(s.WordID("purpose")))),
		component.Aside(v.Tp("desk.knowledge.sources", "Sources", v.Name(sourceCodes(s.Sources)))),
		component.LinkList(links),
	)
}

// guideText is what a guide answers, with the place where all of it stands; it is
// written in the language of the page it is asked of.
func (p Pages) guideText(page *web.Page, s *catalogue.Service) string {
	return page.Tp("desk.knowledge.answer", "Name", page.T(s.WordID("name")), "Promise", page.T(s.WordID("promise")),
		"Purpose", page.T(s.WordID("purpose")), "Address", page.Path("/services/"+s.ID))
}

// sourceCodes names documents by their codes; the chapter stands in the definition.
func sourceCodes(sources []string) string {
	var codes []string
	for _, source := range sources {
		for _, code := range strings.FieldsFunc(source, func(r rune) bool { return r == ' ' || r == ';' || r == ',' }) {
			if r := code[0]; r < 0x80 && !slices.Contains(codes, code) {
				codes = append(codes, strings.TrimSuffix(code, ".txt"))
			}
		}
	}
	return strings.Join(slices.Compact(codes), ", ")
}
