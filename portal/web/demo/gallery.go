package demo

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/web"
)

// gallerySheet lists every example.
type gallerySheet struct {
	Title string
	Text  string
	Links []component.LinkItem
}

// exampleSheet is one example inside a page of the portal.
type exampleSheet struct {
	Back    component.LinkParams
	Heading string // "" when the example has the page's h1 itself
	Part    templ.Component
}

const galleryAddress = "/demo/gallery"

func (p Pages) gallery(_ *fiber.Ctx, page *web.Page) error {
	open(page, page.T("demo.gallery.title"))
	s := gallerySheet{Title: page.Title, Text: page.T("demo.gallery.intro")}
	for _, e := range component.Examples() {
		words := "demo.gallery.part"
		if e.Page {
			words = "demo.gallery.whole"
		}
		s.Links = append(s.Links, component.LinkItem{Link: component.LinkParams{
			Text: page.Tp(words, "Name", e.Name), URL: galleryAddress + "/" + e.Name,
		}})
	}
	return page.Show(galleryPage(s))
}

func (p Pages) example(c *fiber.Ctx, page *web.Page) error {
	all := component.Examples()
	i := slices.IndexFunc(all, func(e component.Example) bool { return e.Name == c.Params("example") })
	if i < 0 {
		return portal.NotFound()
	}
	open(page, page.Tp("demo.gallery.heading", "Name", all[i].Name))
	html, err := p.write(page.Context(), all[i])
	if err != nil {
		return err
	}
	if all[i].Page {
		return page.RenderBare(fiber.StatusOK, templ.Raw(html))
	}
	s := exampleSheet{Back: component.LinkParams{Text: page.T("demo.gallery.back"), URL: galleryAddress}, Part: templ.Raw(html)}
	if !strings.Contains(html, "<h1") {
		s.Heading = page.Title
	}
	return page.Show(examplePage(s))
}

// write renders an example as the gallery can show it: with the real sheet, and
// without ids that the frame around it has too.
func (p Pages) write(ctx context.Context, e component.Example) (string, error) {
	var out bytes.Buffer
	if err := e.Component.Render(ctx, &out); err != nil {
		return "", portal.Because(portal.KindInternal, err)
	}
	if e.Page {
		return strings.ReplaceAll(out.String(), "/static/portal.css", p.StyleURL), nil
	}
	return component.Beside(out.String()), nil
}
