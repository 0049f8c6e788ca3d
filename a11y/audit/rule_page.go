package audit

import (
	"fmt"
	"strings"
)

// pageRules look at the whole: title, landmarks, headings, the way to a person.
func pageRules() []rule {
	return []rule{
		once("one-h1", "design: question = h1", func(page Doc) string {
			all, inside := page.All("h1"), page.All("main h1")
			if len(all) != 1 || len(inside) != 1 {
				return fmt.Sprintf("%d h1, %d of them in main; there must be one", len(all), len(inside))
			}
			return ""
		}),
		must("heading-order", "WCAG 2.2 1.3.1", "h2, h3, h4, h5, h6", headingOrder),
		must("heading-text", "WCAG 2.2 2.4.6", "h1, h2, h3, h4, h5, h6, legend, caption", func(_, e Doc) string {
			return unless(e.Text() != "", "is empty")
		}),
		once("one-main", "WCAG 2.2 2.4.1", func(page Doc) string {
			return unless(len(page.All("main")) == 1, "there must be one main")
		}),
		once("skip-link", "decisions 24", skipLink),
		once("help-after-main", "decisions, design 1.4; WCAG 2.2 3.2.6", func(page Doc) string {
			help := page.One("main").Next()
			return unless(help.Is("aside") && help.One(`a[href^="tel:"]`).Exists(), "the help block with a phone link must stand right after main")
		}),
		once("title", "decisions 24", title),
		must("landmark-name", "WCAG 2.2 1.3.1", "nav, aside, section", landmarkName),
		once("zoom", "WCAG 2.2 1.4.4", func(page Doc) string {
			content := page.One("meta[name=viewport]").Attr("content")
			ok := strings.Contains(content, "width=device-width") && !strings.Contains(content, "maximum-scale") && !strings.Contains(content, "user-scalable")
			return unless(ok, "the viewport must follow the device and allow zoom")
		}),
		ban("refresh", "WCAG 2.2 2.2.1", "meta[http-equiv]", "a page must not change by itself; headers belong into the response"),
	}
}

func headingOrder(page, e Doc) string {
	before := 0
	for _, h := range page.All("h1, h2, h3, h4, h5, h6") {
		level := int(h.Tag()[1] - '0')
		if h.node == e.node {
			return unless(before == 0 || level <= before+1, fmt.Sprintf("h%d follows h%d", level, before))
		}
		before = level
	}
	return ""
}

// skipLink: only the way to the Chinese twin page may stand before it.
func skipLink(page Doc) string {
	links := page.All("body a[href]")
	for _, link := range links[:min(2, len(links))] {
		if id, found := strings.CutPrefix(link.Attr("href"), "#"); found && page.ID(id).Is("main") {
			return ""
		}
	}
	return "none of the first two links leads to main"
}

// title: Chinese at most 30 characters; Mongolian at most 60 code points, then
// a dash and at most 8 Chinese characters.
func title(page Doc) string {
	titles := page.All("title")
	if len(titles) != 1 {
		return fmt.Sprintf("%d titles", len(titles))
	}
	text := strings.TrimSpace(titles[0].rawText())
	if text == "" {
		return "the title is empty"
	}
	if page.isMongolian() {
		question, place, _ := cutLast(text, titleDash)
		question, _, _ = strings.Cut(question, " · ") // the portal's name
		parts := strings.SplitN(question, ": ", 3)    // an error, for whom
		question = parts[len(parts)-1]
		return unless(length(question) <= 60 && length(place) <= 8, "the title is too long: "+text)
	}
	return unless(length(text) <= 30, "the title has more than 30 characters: "+text)
}

func landmarkName(page, e Doc) string {
	if e.Is("aside, section") || len(page.All("nav")) > 1 {
		return unless(name(page, e) != "", "needs a name of its own")
	}
	return ""
}

func unless(ok bool, text string) string {
	if ok {
		return ""
	}
	return text
}

// length counts characters, the marks of the pseudo-language left out.
func length(text string) int {
	return len([]rune(strings.NewReplacer(openMark, "", closeMark, "").Replace(text)))
}

func cutLast(text, separator string) (before, after string, found bool) {
	if at := strings.LastIndex(text, separator); at >= 0 {
		return text[:at], text[at+len(separator):], true
	}
	return text, "", false
}

// rawText is the text of elements that Text leaves out, such as title.
func (d Doc) rawText() string {
	if d.node == nil || d.node.FirstChild == nil {
		return ""
	}
	return d.node.FirstChild.Data
}
