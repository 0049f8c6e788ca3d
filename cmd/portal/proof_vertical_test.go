package main

import (
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/mongol"
)

const cyrillicWord = "\u043c\u043e\u043d\u0433\u043e\u043b"

// verticalMutants are faults of pages in Mongolian that our scripts must see:
// what the engines skip (Mongolian and Cyrillic letters) or cannot judge (lines
// that stand upright).
func verticalMutants() []scriptMutant {
	one := func(language, page, checks, do string, run func(p *browser.Page) []audit.Finding) scriptMutant {
		return scriptMutant{mutant: mutant{page: page, language: language, do: do, checks: checks}, run: run}
	}
	elder := func(m scriptMutant) scriptMutant { m.elder = true; return m }
	upright := func(page, checks, do string, run func(p *browser.Page) []audit.Finding) scriptMutant {
		return one("mn-Mong", page, checks, do, run)
	}
	word, long := mongol.FromLatin("mongγol-un"), strings.Repeat(mongol.FromLatin("mongγol"), 2)
	styled := func(inner, css string) string {
		return into(`<p class="q">`+inner+`</p>`) + "; const s = new CSSStyleSheet(); s.replaceSync('.q{" + css + "}'); document.adoptedStyleSheets.push(s)"
	}
	return []scriptMutant{
		upright(asked, "script contrast mongolian", styled(word, "color:#777!important"), inspected),
		one("mn-Cyrl", asked, "script contrast cyrillic", styled(cyrillicWord, "color:#777!important"), inspected),
		one("zh-Hans", asked, "script contrast mongolian", styled(`<span lang="mn-Mong">`+word+`</span>`, "color:#777!important"), inspected),
		upright(asked, "script vertical", "css html { writing-mode: horizontal-tb !important }", inspected),
		upright(asked, "script vertical", "css html { text-orientation: upright !important }", inspected),
		upright(asked, "script vertical", "css main p, main label { transform: rotate(90deg) }", inspected),
		upright(typed, "script vertical controls", "css input { writing-mode: horizontal-tb !important }", inspected),
		upright(asked, "script thickness", "css main .button { inline-size: 200px !important; block-size: 40px !important; min-block-size: 0 !important; padding: 0 !important }", inspected),
		elder(upright(asked, "script thickness", "css main .button { inline-size: 200px !important; block-size: 56px !important; min-block-size: 0 !important; padding: 0 !important }", inspectedElder)),
		upright(asked, "script underline", "css a { text-underline-position: auto !important }", inspected),
		upright(asked, "script underline", "css a { text-decoration-skip-ink: auto !important }", inspected),
		upright(asked, "script whole words", styled(long, "inline-size:60px;word-break:break-all!important;overflow-wrap:anywhere!important"), inspected),
		upright(asked, "script whole words", "css main p, main label { letter-spacing: .1em !important }", inspected),
		upright(asked, "script upright", into(`<p class="upright">123</p>`), inspected),
		upright(asked, "script upright", "css main p, main label { text-orientation: upright !important }", inspected),
		upright(asked, "script mongolian font", "css main p, main label { font-family: sans-serif !important }", inspected),
		upright(asked, "script browser words", into(`<select aria-label="1"><option>1</option></select>`), inspected),
		upright(asked, "script browser words", into(`<input type="date">`), inspected),
		upright("question-papers full", "script browser words", "css .file { opacity: 1 !important }", inspected),
		upright("question-papers full", "script browser words", "css .face { display: none !important }", inspected),
		upright(asked, "script reflow 256", styled(word, "inline-size:300px;max-inline-size:none!important"), zoomed),
		upright(typed, "script old engine", "css main .input { position: absolute !important; inset: 0 !important; }",
			func(p *browser.Page) []audit.Finding { return p.OldEngine() }),
		upright(asked, "script focus edge", "css :focus-visible, .choice:has(:focus-visible) { outline: 0 !important; box-shadow: none !important; border-inline-start: 3px solid #111 !important; background: none !important } .button:focus-visible { background: var(--act) !important; color: var(--on-act) !important }", tabbed),
	}
}

// TestProofWritings: the contrast of Mongolian and Cyrillic letters is measured
// by us on pages of both, because an engine leaves them out (A11Y-152).
func TestProofWritings(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	byName := c.byName()
	for _, language := range []string{"mn-Mong", "mn-Cyrl"} {
		p := c.open(t, page, byName[asked], row{page: asked, mode: "standard", theme: "light", size: "standard", language: language, width: 1280})
		mongolian, cyrillic := p.Written()
		if language == "mn-Mong" && mongolian < 10 || language == "mn-Cyrl" && cyrillic < 10 {
			t.Errorf("%s: only %d and %d elements", language, mongolian, cyrillic)
		}
		p.Eval("(() => {"+into(`<p class="pale">`+mongol.FromLatin("mongγol")+"</p><p class=pale>"+cyrillicWord+"</p>")+`; const s = new CSSStyleSheet(); s.replaceSync('.pale{color:#bbb!important}'); document.adoptedStyleSheets.push(s); return 1 })()`, nil)
		found := p.Inspect(false)
		for _, rule := range []string{"script contrast mongolian", "script contrast cyrillic"} {
			if len(ofRules(found, []string{rule})) == 0 {
				t.Errorf("%s: %s does not see pale letters", language, rule)
			}
		}
	}
	if !t.Failed() {
		floor.Prove(t, "go own contrast")
	}
}
