package web

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"compress/gzip"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// shelfSize bounds the ready-made pages, which are services × languages ×
// preference sets, in bytes. What comes after is made for each reader.
const shelfSize = 48 << 20

// pageWindow is how far back the compressor looks, as a power of two: no page is
// longer, and the tables for the usual window are larger than the shelf.
const pageWindow = 17

// PublicPage builds the content of a page that is the same for every reader of a
// language; it sets the page's fields and must not read a person's data.
type PublicPage func(c *fiber.Ctx, page *Page) (templ.Component, error)

// Public serves path ready-made: the first reader of a language and preference
// set makes the page, everybody after gets the kept bytes (contract §4). A
// signed-in reader gets it rendered, with the own name in the header, and so does
// one who chose more than mode, size and theme: the sets of those are so many that
// one visitor could fill the shelf with them.
func (s *Server) Public(path string, build PublicPage) {
	s.Get(path, func(c *fiber.Ctx, p *Page) error {
		alike := p.cookie == "" && p.typed == nil && !p.Preference.HasExtras() && len(c.Request().URI().QueryString()) == 0
		_, revision := s.config.Announcer() // what was made before an announcement lacks it
		key := p.Language.Tag + " " + p.Preference.String() + " " + strings.TrimSuffix(c.Path(), "/") + " " + revision
		kept, known := s.ready.take(key)
		if alike && known {
			return kept.send(c)
		}
		content, err := build(c, p)
		if err != nil {
			return err
		}
		if !alike || s.ready.full() {
			return p.Show(content)
		}
		html, err := p.html(content)
		if err != nil {
			return err
		}
		return s.ready.put(key, html).send(c)
	})
}

// keptPage is a page in the three encodings we serve.
type keptPage struct {
	plain, brotli, gzip []byte
	etag                string // without quotes
}

// shelf keeps ready-made pages.
type shelf struct {
	mu    sync.RWMutex
	pages map[string]*keptPage
	bytes int
}

func newShelf() *shelf { return &shelf{pages: map[string]*keptPage{}} }

func (s *shelf) take(key string) (*keptPage, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, known := s.pages[key]
	return p, known
}

// full is asked before a page is made: the best compression of a page that is not
// kept would be work for nothing.
func (s *shelf) full() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.bytes >= shelfSize
}

func (s *shelf) put(key string, html []byte) *keptPage {
	sum := sha256.Sum256(html)
	gz, _ := gzip.NewWriterLevel(nil, gzip.BestCompression) // the level is one of its own
	p := &keptPage{
		plain:  html,
		brotli: squeeze(brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: pageWindow}), html),
		gzip:   squeeze(gz, html),
		etag:   hex.EncodeToString(sum[:8]),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, known := s.pages[key]; known {
		return first
	}
	s.pages[key] = p
	s.bytes += len(p.plain) + len(p.brotli) + len(p.gzip)
	return p
}

func (p *keptPage) send(c *fiber.Ctx) error {
	c.Vary(fiber.HeaderCookie, fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	encoding := accepted(c)
	return sendTagged(c, encoding, p.etag, map[string][]byte{"": p.plain, "br": p.brotli, "gzip": p.gzip}[encoding])
}

// sendTagged sends a body or 304. Each encoding has its own strong tag: they are
// different bytes.
func sendTagged(c *fiber.Ctx, encoding, etag string, body []byte) error {
	tag := `"` + strings.TrimSuffix(etag+"-"+encoding, "-") + `"`
	c.Set(fiber.HeaderETag, tag)
	if hasTag(c.Get(fiber.HeaderIfNoneMatch), tag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	if encoding != "" {
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	return c.Send(body)
}

func hasTag(list, tag string) bool {
	for _, item := range strings.Split(list, ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == tag || item == "*" {
			return true
		}
	}
	return false
}
