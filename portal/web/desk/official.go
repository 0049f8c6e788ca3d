package desk

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/web/official"
)

// officialPart lists the official papers a case has.
type officialPart struct {
	Heading string
	Links   []component.LinkItem
}

func (p Pages) officialLinks(v visit, c application.Case) officialPart {
	part := officialPart{Heading: v.T("desk.official.heading")}
	for _, kind := range official.Kinds(c) {
		part.Links = append(part.Links, component.LinkItem{Link: component.LinkParams{
			Text: official.Title(v.Page, kind), URL: v.casePath(string(c.Ref), "/official/"+string(kind)),
		}})
	}
	if _, hangs := p.Desk.Sheet(c); hangs {
		part.Links = append(part.Links, component.LinkItem{Link: component.LinkParams{
			Text: v.T("desk.public.print"), URL: v.casePath(string(c.Ref), "/notice"),
		}})
	}
	return part
}

// official shows one of them for reading and printing, as the person gets it.
func (p Pages) official(v visit) error {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	paper, has := p.office().Paper(v.Page, c, official.Kind(v.c.Params("kind")))
	if !has {
		return portal.NotFound()
	}
	back := component.LinkParams{Text: v.T("desk.back.case"), URL: v.casePath(string(c.Ref), "")}
	return v.show(fiber.StatusOK, paper.Title, officialPage(back, paper, v.T("desk.official.print"), v.theirs(c)))
}

// theirs leads to the same paper in the language the person read, to be printed in
// it; nil when that is the officer's own.
func (v visit) theirs(c application.Case) *component.LinkParams {
	lang := official.OtherLanguage(v.Page, c.Body.Declaration.Language)
	if lang == "" {
		return nil
	}
	rest := strings.TrimPrefix(v.Here(), v.Path("/"))
	return &component.LinkParams{
		Text: v.Tp("desk.official.theirs", "Language", v.T("frame.language."+lang)), URL: "/" + lang + rest,
	}
}
