package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"sync"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
)

// compressFrom is the size in bytes below which compressing gains nothing.
const compressFrom = 1024

// Render answers with content inside the page's frame. The page is complete in
// memory before the first byte leaves: half a page is never sent.
func (p *Page) Render(status int, content templ.Component) error {
	html, err := p.html(content)
	if err != nil {
		return err
	}
	p.setCaching()
	p.ctx.Status(status)
	p.ctx.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return p.server.send(p.ctx, html)
}

// Show is Render with status 200.
func (p *Page) Show(content templ.Component) error { return p.Render(fiber.StatusOK, content) }

// RenderBare answers with a whole document that brings its own frame, such as a
// print page.
func (p *Page) RenderBare(status int, document templ.Component) error {
	var out bytes.Buffer
	if err := document.Render(p.Context(), &out); err != nil {
		return portal.Because(portal.KindInternal, err)
	}
	p.setCaching()
	p.ctx.Status(status)
	p.ctx.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return p.server.send(p.ctx, p.marked(out.Bytes()))
}

func (p *Page) html(content templ.Component) ([]byte, error) {
	var inner, out bytes.Buffer
	inner.Grow(16 << 10)
	out.Grow(32 << 10)
	// The deadline ends work on stores; a page that is being written is finished.
	ctx := context.WithoutCancel(p.Context())
	if err := p.withLost(content).Render(ctx, &inner); err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	// The frame says things about the content, so that it comes after it.
	ctx = templ.WithChildren(ctx, templ.Raw(string(p.takeForm(inner.Bytes()))))
	if err := p.framed().Render(ctx, &out); err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	return p.marked(out.Bytes()), nil
}

// withLost says before the content which files the page cannot give back.
func (p *Page) withLost(content templ.Component) templ.Component {
	if !p.lost {
		return content
	}
	return templ.Join(component.Notice(component.NoticeParams{Lines: []string{p.T("frame.switch.files")}}), content)
}

func (p *Page) setCaching() {
	p.ctx.Vary(fiber.HeaderCookie, fiber.HeaderAcceptEncoding)
	if p.Private || p.Session != nil || p.cookie != "" || !isRead(p.ctx) {
		p.ctx.Set(fiber.HeaderCacheControl, "no-store")
		return
	}
	p.ctx.Set(fiber.HeaderCacheControl, "private, no-cache")
}

// send compresses quickly: many readers have slow lines, and no proxy can be
// assumed (stack.md §3).
func (s *Server) send(c *fiber.Ctx, body []byte) error {
	encoding := accepted(c)
	if len(body) < compressFrom || encoding == "" {
		return c.Send(body)
	}
	c.Set(fiber.HeaderContentEncoding, encoding)
	return c.Send(s.writers.compress(encoding, body))
}

// accepted returns "br", "gzip" or "" for plain.
func accepted(c *fiber.Ctx) string {
	if c.Get(fiber.HeaderAcceptEncoding) == "" {
		return ""
	}
	return c.AcceptsEncodings("br", "gzip")
}

// writers keeps compressors: each holds some hundred KB of tables.
type writers struct{ brotli, gzip sync.Pool }

type resetter interface {
	io.WriteCloser
	Reset(io.Writer)
}

func newWriters() *writers {
	return &writers{
		brotli: sync.Pool{New: func() any {
			return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: brotli.BestSpeed, LGWin: pageWindow})
		}},
		gzip: sync.Pool{New: func() any {
			w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one of its own
			return w
		}},
	}
}

func (w *writers) compress(encoding string, body []byte) []byte {
	pool := &w.gzip
	if encoding == "br" {
		pool = &w.brotli
	}
	writer := pool.Get().(resetter)
	defer pool.Put(writer)
	return squeeze(writer, body)
}

func squeeze(w resetter, body []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(body) / 3)
	w.Reset(&out)
	_, _ = w.Write(body) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}
