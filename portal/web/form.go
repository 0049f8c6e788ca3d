package web

import (
	"io"
	"mime/multipart"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/portal"
)

// Limits of a form; a form of ours has at most some dozen fields.
const (
	maxFields = 500
	maxName   = 200
	maxFiles  = 5
)

// Form is what was posted, copied out of the request.
type Form struct {
	names  []string // in no order
	values map[string][]string
}

// ReadForm copies the posted fields of either encoding. KindTooLarge when there
// are too many, KindInvalid when the body is no form.
func ReadForm(c *fiber.Ctx) (Form, error) {
	f := Form{values: map[string][]string{}}
	var err error
	add := func(name, value string) {
		if err == nil {
			err = f.add(name, value)
		}
	}
	if isMultipart(c) {
		parts, failed := c.MultipartForm()
		if failed != nil {
			return Form{}, portal.Because(portal.KindInvalid, failed)
		}
		for name, values := range parts.Value {
			for _, v := range values {
				add(name, v)
			}
		}
		return f, err
	}
	c.Request().PostArgs().VisitAll(func(name, value []byte) { add(string(name), string(value)) })
	return f, err
}

func isMultipart(c *fiber.Ctx) bool {
	return strings.HasPrefix(strings.ToLower(c.Get(fiber.HeaderContentType)), fiber.MIMEMultipartForm)
}

func (f *Form) add(name, value string) error {
	if len(f.names) >= maxFields || len(name) > maxName {
		return &portal.Error{Kind: portal.KindTooLarge}
	}
	name = strings.Clone(clean(name))
	f.names = append(f.names, name)
	f.values[name] = append(f.values[name], strings.Clone(clean(value)))
	return nil
}

// clean drops what no store takes and no keyboard makes: bytes that are no UTF-8
// and NUL.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// All returns every value of a name, as typed; it has the form field.Form wants.
func (f Form) All(name string) []string { return f.values[name] }

// One returns the first value of a name, or "".
func (f Form) One(name string) string {
	if v := f.values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Names returns the names of the fields sent, sorted, each once.
func (f Form) Names() []string { return f.sorted() }

// Has reports whether a field of that name was sent at all.
func (f Form) Has(name string) bool { _, sent := f.values[name]; return sent }

// Upload is one file as it was sent. Name and Kind are the browser's claim.
type Upload struct {
	Name string
	Kind string // Content-Type of the part
	Data []byte
}

// Files hands the files of one control to use, two requests at a time: whoever
// reads a file needs much memory (decisions 20). Empty parts, a file input left
// alone, are passed over. KindUnavailable when no slot comes free in time.
func (p *Page) Files(name string, use func([]Upload) error) error {
	if !isMultipart(p.ctx) {
		return use(nil)
	}
	if !p.slot {
		if err := p.takeSlot(); err != nil {
			return err
		}
		defer p.giveSlot()
	}
	parts, err := p.ctx.MultipartForm()
	if err != nil {
		return portal.Because(portal.KindInvalid, err)
	}
	files, err := readFiles(parts.File[name])
	if err != nil {
		return err
	}
	return use(files)
}

// takeSlot waits for one of the places for files; KindUnavailable when none comes
// free in time.
func (p *Page) takeSlot() error {
	select {
	case p.server.slots <- struct{}{}:
		return nil
	case <-p.Context().Done():
		return portal.Because(portal.KindUnavailable, p.Context().Err())
	}
}

func (p *Page) giveSlot() { <-p.server.slots }

func readFiles(parts []*multipart.FileHeader) ([]Upload, error) {
	if len(parts) > maxFiles {
		return nil, &portal.Error{Kind: portal.KindTooLarge}
	}
	var files []Upload
	for _, part := range parts {
		if part.Size > MaxUpload {
			return nil, &portal.Error{Kind: portal.KindTooLarge}
		}
		data, err := readPart(part)
		if err != nil {
			return nil, portal.Because(portal.KindInvalid, err)
		}
		if len(data) > 0 {
			files = append(files, Upload{Name: clean(part.Filename), Kind: part.Header.Get(fiber.HeaderContentType), Data: data})
		}
	}
	return files, nil
}

func readPart(part *multipart.FileHeader) ([]byte, error) {
	file, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}
