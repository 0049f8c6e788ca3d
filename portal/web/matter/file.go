package matter

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/web"
)

// fileLinks lead to the files that were handed in.
func (v visit) fileLinks() []component.LinkItem {
	var links []component.LinkItem
	for _, id := range v.paperIDs() {
		for _, f := range v.Body.Papers[id].Choice.Files {
			links = append(links, component.LinkItem{Link: component.LinkParams{
				Text: v.page.Tp("matter.paper.open", "Paper", v.office.PaperName(v.page, v.Case, id), "File", f.Name),
				URL:  v.path("/files/" + f.ID),
			}})
		}
	}
	return links
}

// file sends a file of the case to who may see the case. It is never shown as a
// page of ours: somebody else may have made it.
func (p Pages) file(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return err
	}
	for _, handed := range v.Body.Papers {
		for _, f := range handed.Choice.Files {
			if f.ID != c.Params("file") {
				continue
			}
			kept, content, err := p.Applications.Files.File(page.Context(), v.person, f.ID)
			if err != nil {
				return err
			}
			c.Set(fiber.HeaderContentType, kept.Media)
			c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
			c.Set(fiber.HeaderCacheControl, "no-store")
			return c.Send(content)
		}
	}
	return portal.NotFound()
}
