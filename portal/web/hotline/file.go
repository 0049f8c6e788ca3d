package hotline

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/paper"
	"changban/portal/web"
)

func (v *visit) fileLink(f paper.File) component.LinkItem {
	return component.LinkItem{Link: component.LinkParams{
		Text: v.page.Tp("hotline.page.files.open", "File", f.Name), URL: v.path("/files/" + f.ID),
	}, Text: v.page.Words().FileSize(f.Size)}
}

// file sends a file of the ticket to who has the ticket. It is never shown as a
// page of ours: somebody else may have made it.
func (p Pages) file(c *fiber.Ctx, page *web.Page) error {
	v, err := p.open(c, page)
	if err != nil {
		return p.lost(c, page, v, err)
	}
	kept, content, err := p.Tickets.File(page.Context(), v.holder, string(v.Ref), c.Params("file"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, kept.Media)
	c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": kept.Name}))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(content)
}
