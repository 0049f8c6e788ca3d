package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"changban/a11y/audit"
)

//go:embed measure.js
var measureJS string

// measure calls a function of measure.js.
func (p *Page) measure(out any, function string, args ...any) {
	p.t.Helper()
	words := make([]string, len(args))
	for i, arg := range args {
		word, err := json.Marshal(arg)
		p.must(err)
		words[i] = string(word)
	}
	p.Eval(strings.TrimSpace(measureJS)+"."+function+"("+strings.Join(words, ",")+")", out)
}

func findings(rule string, pairs [][2]string) []audit.Finding {
	var found []audit.Finding
	for _, pair := range pairs {
		found = append(found, audit.Finding{Rule: rule, Where: pair[0], Text: pair[1]})
	}
	return found
}

// Targets returns every link, button and field that is smaller than least × least
// CSS pixels. The target of a radio button or checkbox includes its label; what
// is hidden until it has the focus is measured with the focus.
func (p *Page) Targets(least int) []audit.Finding {
	p.t.Helper()
	var answer struct {
		Count int
		Found [][2]string
	}
	p.measure(&answer, "targets", least)
	return findings(fmt.Sprintf("target %d px", least), answer.Found)
}

// Reflow returns an error when the page scrolls across its lines at 320 px: at
// 320 × 568 and, for vertical pages, at 1280 × 256 (WCAG 2.2 1.4.10).
func (p *Page) Reflow() error {
	p.t.Helper()
	size := p.size()
	defer p.Viewport(size[0], size[1])
	var wrong []string
	for _, to := range [][2]int{{320, 568}, {1280, 256}} {
		if to[1] == 256 && !p.vertical() {
			continue
		}
		p.Viewport(to[0], to[1])
		var found [][2]string
		p.measure(&found, "overflow")
		for _, pair := range found {
			wrong = append(wrong, fmt.Sprintf("at %d × %d: %s %s", to[0], to[1], pair[0], pair[1]))
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("reflow: %s", strings.Join(wrong, "; "))
	}
	return nil
}

func (p *Page) size() (size [2]int) {
	p.t.Helper()
	p.Eval("[innerWidth, innerHeight]", &size)
	return size
}

func (p *Page) vertical() (is bool) {
	p.t.Helper()
	p.Eval("getComputedStyle(document.documentElement).writingMode.startsWith('vertical')", &is)
	return is
}

// spacing is what a reader may set without losing text (WCAG 2.2 1.4.12).
const spacing = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}"

// Spacing returns text that is cut off, as the page is or with wide spacing.
func (p *Page) Spacing() []audit.Finding {
	p.t.Helper()
	var before, after [][2]string
	p.measure(&before, "cut")
	p.measure(nil, "sheet", spacing)
	p.measure(&after, "cut")
	p.measure(nil, "unsheet")
	return append(findings("text cut", before), findings("text spacing", after)...)
}

// SmallType returns text smaller than least CSS pixels.
func (p *Page) SmallType(least int) []audit.Finding {
	p.t.Helper()
	var found [][2]string
	p.measure(&found, "smallType", least)
	return findings(fmt.Sprintf("type %d px", least), found)
}
