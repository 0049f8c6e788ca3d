package main

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
)

// scriptMutant is a fault that a script of ours must see, and that script.
type scriptMutant struct {
	mutant
	run func(p *browser.Page) []audit.Finding
}

func inspected(p *browser.Page) []audit.Finding      { return p.Inspect(false) }
func inspectedElder(p *browser.Page) []audit.Finding { return p.Inspect(true) }
func tabbed(p *browser.Page) []audit.Finding         { return p.Keyboard() }
func zoomed(p *browser.Page) []audit.Finding         { return p.Zoomed() }

// scriptMutants have at least one fault for each of our scripts.
func scriptMutants() []scriptMutant {
	const paragraph = "一句话说清楚一件事，说完再说下一件，一段里的话要比一行长，这样才看得出行距和段距够不够，所以再写几个字。"
	const button = "const b = document.querySelector('main form button[type=submit], main form button');"
	const long = "const t = '" + paragraph + "';"
	one := func(page, checks, do string, run func(p *browser.Page) []audit.Finding) scriptMutant {
		return scriptMutant{mutant: mutant{page: page, do: do, checks: checks}, run: run}
	}
	elder := func(m scriptMutant) scriptMutant { m.elder = true; return m }
	return []scriptMutant{
		one(asked, "script targets", "css main .button { block-size: 40px !important; min-block-size: 0 !important; padding: 0 !important }", inspected),
		elder(one(asked, "script targets elder", "css main .button { block-size: 50px !important; min-block-size: 0 !important; padding: 0 !important }", inspectedElder)),
		one(asked, "script type", "css main label { font-size: 12px !important }", inspected),
		elder(one(asked, "script type elder", "css main label { font-size: 20px !important }", inspectedElder)),
		one(lead, "script line height", long+"document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">' + t + '</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{line-height:1.2!important}'); document.adoptedStyleSheets.push(s)", inspected),
		one(lead, "script paragraph gap", long+"document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">' + t + '</p><p class=\"q\">' + t + '</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{margin:0!important}'); document.adoptedStyleSheets.push(s)", inspected),
		one(lead, "script line length", long+"document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">' + t + '</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{inline-size:60rem;max-inline-size:none!important}'); document.adoptedStyleSheets.push(s)", inspected),
		one(asked, "script contrast", "css main .hint { color: #777 !important }", inspected),
		// A11Y-151: of one character axe says only that somebody should look.
		one(asked, "script contrast", "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">是</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{color:#bbb!important}'); document.adoptedStyleSheets.push(s)", inspected),
		one(asked, "script edge contrast", "css .choice, .choice input { border-color: #bbb !important }", inspected),
		one(asked, "script order", "const f = document.querySelector('main form'); f.style.display = 'flex'; f.style.flexDirection = 'column'; document.querySelector('main .actions').style.order = '-1'", inspected),
		one(asked, "script hover", "css .hint { visibility: hidden } .choice:hover .hint { visibility: visible }", inspected),
		one(asked, "script font", "css main p { font-style: italic !important } h1 { font-weight: 300 !important }", inspected),
		one(asked, "script pointer", "const e = document.createElement('div'); e.id = 'line'; document.body.append(e); const s = new CSSStyleSheet(); s.replaceSync('#line{position:fixed;inset-inline:0;inset-block-start:40%;block-size:44px}'); document.adoptedStyleSheets.push(s)", inspected),
		one(asked, "script pointer", "css html[data-pointer] * { cursor: auto !important }", func(p *browser.Page) []audit.Finding { return p.Pointers() }),
		one(asked, "script reflow 320, script reflow 400", "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">宽</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{inline-size:400px}'); document.adoptedStyleSheets.push(s)", zoomed),
		one(asked, "script zoom 200", "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p class=\"q\">宽</p>'); const s = new CSSStyleSheet(); s.replaceSync('.q{inline-size:700px;max-inline-size:none!important}'); document.adoptedStyleSheets.push(s)", zoomed),
		one(asked, "script text spacing", "css h1 { overflow: hidden !important; white-space: nowrap !important; inline-size: max-content !important; max-inline-size: 100% } h1, h1 * { inline-size: fit-content; contain: none } legend, legend * { overflow: hidden; white-space: nowrap; block-size: 1.7em }", func(p *browser.Page) []audit.Finding { return p.WideSpacing() }),
		one(asked, "script forced colours", "css .choice, .input, .button { border: 0 !important; forced-color-adjust: none !important; background: none !important } .choice input { border: 0 !important; appearance: none !important }", func(p *browser.Page) []audit.Finding { return p.Forced() }),
		one(asked, "script reduced motion", "css @keyframes m { to { opacity: .5 } } h1 { animation: m 2s infinite !important } .button { transition: color 1s !important }", func(p *browser.Page) []audit.Finding { return p.Still() }),
		one(asked, "script orientation", "css @media (orientation: landscape) { main { display: none !important } }", func(p *browser.Page) []audit.Finding { return p.Turned() }),
		one("print zhao.closed", "script print", "css @media print { main p { font-size: 10pt !important } }", func(p *browser.Page) []audit.Finding { return p.OnPaper() }),
		one(asked, "script on change", "document.querySelectorAll('main input').forEach(e => e.addEventListener('change', () => e.form.requestSubmit()))", func(p *browser.Page) []audit.Finding { return p.Changes() }),
		one(asked, "script on change", button+"b.addEventListener('focus', () => location.hash = 'x')", func(p *browser.Page) []audit.Finding { return p.Changes() }),
		one(asked, "script focus visible", "css .choice:has(:focus-visible) { outline: 0 !important; box-shadow: none !important } :focus-visible { outline: 0 !important; box-shadow: none !important; background: inherit !important; color: inherit !important }", tabbed),
		one(asked, "script focus edge", "css :focus-visible, .choice:has(:focus-visible) { outline: 1px solid #111 !important; box-shadow: none !important; background: none !important } .button:focus-visible { background: var(--act) !important; color: var(--on-act) !important }", tabbed),
		one(asked, "script focus covered", "const e = document.createElement('div'); e.id = 'bar'; document.body.append(e); const s = new CSSStyleSheet(); s.replaceSync('#bar{position:fixed;z-index:2;inset-inline:0;inset-block-end:0;block-size:60%;background:#fff}'); document.adoptedStyleSheets.push(s)", tabbed),
		one(asked, "script focus order", button+"b.tabIndex = 5", tabbed),
		one(asked, "script trap", button+"b.addEventListener('keydown', e => { if (e.key === 'Tab') e.preventDefault() })", tabbed),
		one(asked, "script focus reach", "document.querySelectorAll('main a').forEach(e => e.addEventListener('focus', () => e.blur()))", tabbed),
		one("preferences saved", "script status", "document.querySelectorAll('[role=status]').forEach(e => e.removeAttribute('role'))", said),
		one(asked, "script no javascript", button+"b.type = 'button'", func(p *browser.Page) []audit.Finding { return withoutScriptFindings(contents(p.HTML()), p.HTML()) }),
		one(asked, "script off origin", "document.querySelector('main').insertAdjacentHTML('afterbegin', '<img alt=\"\" src=\"http://127.0.0.1:9/x.png\">')", asksElsewhere),
		one(asked, "script themes", "const s = new CSSStyleSheet(); s.replaceSync('html[data-theme]{--paper:#fff!important;--ink:#1c1a17!important;--act:#06507a!important}'); document.adoptedStyleSheets.push(s)", themesDiffer),
		one(typed, "axe incomplete counts", "css main { background: linear-gradient(#fff, #eee) !important }", undecided),
	}
}

// asksElsewhere waits for what the page asks for, then says what went to
// another host. The page's policy refuses it, which counts too.
func asksElsewhere(p *browser.Page) []audit.Finding {
	p.Eval("new Promise(r => setTimeout(r, 150))", nil)
	found := p.Elsewhere(0)
	for i, f := range found {
		if strings.Contains(f.Text, "127.0.0.1:9") {
			found[i].Rule = "script off origin"
		}
	}
	return found
}

// themesDiffer: each theme has colours of its own.
func themesDiffer(p *browser.Page) []audit.Finding {
	var seen []string
	for _, theme := range []string{"light", "dark", "yellow"} {
		p.Eval(`document.documentElement.dataset.theme = "`+theme+`"`, nil)
		colours := p.Colours()
		if slices.Contains(seen, colours) {
			return []audit.Finding{{Rule: "script themes", Where: theme, Text: "looks like another theme: " + colours}}
		}
		seen = append(seen, colours)
	}
	return nil
}

// undecided: what axe cannot judge about contrast counts as wrong.
func undecided(p *browser.Page) []audit.Finding {
	found := p.Axe()
	for i, f := range found {
		if strings.HasPrefix(f.Rule, "axe color-contrast") {
			found[i].Rule = "axe incomplete counts"
		}
	}
	return found
}

// TestProofScriptMutants proves our own scripts on our own pages: nothing is
// found on the page, the fault on its mutant.
func TestProofScriptMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "f mutants")
	c := startCast(t, "sqlite")
	byName := c.byName()
	faults := slices.DeleteFunc(append(scriptMutants(), verticalMutants()...), func(m scriptMutant) bool {
		return !strings.Contains(m.language+" "+m.checks, os.Getenv("PORTAL_PROOF_ONLY"))
	})
	each(t, faults, func(t *testing.T, shared *browser.Page, m scriptMutant) {
		r := row{page: m.page, mode: "standard", theme: "light", size: "standard", language: cmp.Or(m.language, "zh-Hans"), width: 1280}
		if m.elder {
			r.mode = "elder"
		}
		p := c.open(t, shared.Fresh(), byName[m.page], r)
		checks := strings.Split(m.checks, ", ")
		if green := ofRules(m.run(p), checks); len(green) > 0 {
			t.Errorf("%s: %v", m.page, green)
			return
		}
		p = c.open(t, p.Fresh(), byName[m.page], r)
		p.Eval(m.script(), nil)
		red := m.run(p)
		for _, check := range checks {
			if len(ofRules(red, []string{check})) == 0 {
				t.Errorf("%s is green on its mutant %s; red: %s", check, m.do, rulesOf(red))
				continue
			}
			floor.Prove(t, check)
		}
	})
}

func ofRules(found []audit.Finding, rules []string) []audit.Finding {
	return slices.DeleteFunc(slices.Clone(found), func(f audit.Finding) bool { return !slices.Contains(rules, f.Rule) })
}
