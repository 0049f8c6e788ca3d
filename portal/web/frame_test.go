package web

import (
	"bytes"
	"context"
	"testing"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"changban/a11y/audit"
	"changban/a11y/preference"
	"changban/locales"
	"changban/static"
)

// Languages that are not offered yet have a frame from the first page on.
func TestFrameInEveryLanguage(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	s := New(Config{Words: words, Assets: assets, Demo: true, Pseudo: true})
	for _, language := range words.Languages() {
		for _, look := range preference.Variants() {
			c := s.app.AcquireCtx(&fasthttp.RequestCtx{})
			p := s.page(c)
			p.speak(language)
			p.Preference, p.Title = look, p.T("home.front.title")
			p.Acting = &Acting{Relation: "father", Name: p.Name("巴特尔"), OwnURL: p.Path("/me")}
			checkFrame(t, p, language)
			s.app.ReleaseCtx(c)
		}
	}
}

func checkFrame(t *testing.T, p *Page, language locales.Language) {
	t.Helper()
	var out bytes.Buffer
	content := errorPage(errorWords{Title: p.Title})
	if err := p.framed().Render(templ.WithChildren(context.Background(), content), &out); err != nil {
		t.Fatal(err)
	}
	page, err := audit.Parse(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	root := page.One("html")
	if root.Attr("lang") != language.Tag || root.Attr("data-mode") != p.Preference.Mode() {
		t.Errorf("%s: html is %s", language.Tag, root.Where())
	}
	if page.One(".twin a").Exists() != language.Vertical {
		t.Errorf("%s: the Chinese twin link", language.Tag)
	}
	for _, f := range audit.Pseudo(out.Bytes()) {
		t.Errorf("%s %s: %s", language.Tag, p.Preference, f)
	}
}

// A request that never got as far as the middleware still gets a page.
func TestErrorBeforeMiddleware(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	s := New(Config{Words: words, Assets: assets})
	c := s.app.AcquireCtx(&fasthttp.RequestCtx{})
	defer s.app.ReleaseCtx(c)
	if err := s.answerError(c, fiber.ErrRequestEntityTooLarge); err != nil {
		t.Fatal(err)
	}
	if c.Response().StatusCode() != 413 || len(c.Response().Body()) == 0 {
		t.Errorf("status %d, %d bytes", c.Response().StatusCode(), len(c.Response().Body()))
	}
}
