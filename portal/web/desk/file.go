package desk

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"changban/portal/paper"
)

// file shows an uploaded paper in the browser.
func (p Pages) file(v visit) error {
	f, content, err := p.Desk.File(v.Context(), v.staff, v.c.Params("ref"), v.c.Params("file"))
	if err != nil {
		return err
	}
	return v.sendFile(f, content)
}

// sendFile shows a file in the browser. It was checked when it came; the policy
// makes sure that nothing in it runs all the same.
func (v visit) sendFile(f paper.File, content []byte) error {
	v.c.Set(fiber.HeaderContentType, f.Media)
	v.c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("inline", map[string]string{"filename": f.Name}))
	policy := "default-src 'none'; style-src 'unsafe-inline'; sandbox" // browsers fit a photo to the window by inline style
	if f.Media == "application/pdf" {
		policy = "default-src 'none'" // browsers show no PDF in a sandbox; programs in it were refused at the door
	}
	v.c.Set(fiber.HeaderContentSecurityPolicy, policy)
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	return v.c.Send(content)
}
