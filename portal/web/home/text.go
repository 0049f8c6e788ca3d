package home

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/portal/web"
)

// chapter is a heading with its lines, as message ids after the page's prefix.
type chapter struct {
	name  string
	lines []string
}

// fixedText is a page of words alone.
type fixedText struct {
	prefix   string
	chapters []chapter
	last     string // a closing line; "" for none
}

func helpText() fixedText {
	t := fixedText{prefix: "home.help."}
	for _, name := range []string{"start", "sign_in", "stop", "papers", "other", "change", "when", "bigger", "keyboard"} {
		t.chapters = append(t.chapters, chapter{name, []string{"text"}})
	}
	return t
}

func privacyText() fixedText {
	return fixedText{prefix: "home.privacy.", chapters: []chapter{
		{"keep", []string{"answers", "steps"}},
		{"why", []string{"text"}},
		{"who", []string{"officers", "helpers", "nobody"}},
		{"how", []string{"sealed", "cookies", "long"}},
		{"rights", []string{"see", "fix", "withdraw", "ask"}},
	}}
}

func (a Pages) text(text func() fixedText) web.PublicPage {
	t := text()
	return func(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
		p.Title = p.T(t.prefix + "title")
		v := textView{Title: p.Title, Lead: p.T(t.prefix + "lead")}
		for _, c := range t.chapters {
			ch := chapterView{Title: p.T(t.prefix + c.name + ".title")}
			for _, line := range c.lines {
				ch.Lines = append(ch.Lines, p.T(t.prefix+c.name+"."+line))
			}
			v.Chapters = append(v.Chapters, ch)
		}
		if t.last != "" {
			v.Last = p.T(t.prefix + t.last)
		}
		return textPage(v), nil
	}
}
