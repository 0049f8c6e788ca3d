package main

import (
	"fmt"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/browser"
	"changban/a11y/floor"
)

// TestProofAloudAround: what stands around reading aloud: its speed, one voice at
// once over two windows, silence on leaving the page, devices with less, what is
// read and what is not, the colours of the mark, and pages without script.
func TestProofAloudAround(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	d := startDemo(t, "sqlite")
	b := browser.Start(t)
	page := b.Page(t)
	a := aloud{page, d.URL + "/zh-Hans/help", ""}

	t.Run("speed", func(t *testing.T) {
		for speed, rate := range map[string]string{"": "1", "slow": "0.75", "fast": "1.35", "rubbish": "1"} {
			a.open(localChinese)
			a.Eval(`document.documentElement.dataset.speed = '`+speed+`'`, nil)
			a.press(1)
			if got := a.text(`String(device.now().rate)`); got != rate {
				t.Errorf("speed %q is said at %s, want %s", speed, got, rate)
			}
		}
	})
	t.Run("another window", func(t *testing.T) {
		a.open(localChinese)
		a.press(1)
		other := aloud{page.Tab(), a.url, ""}
		other.open(localChinese)
		other.press(1)
		var both bool
		a.Eval(`new Promise((done) => { let n = 0; const look = () => device.now() && n++ < 200 ? setTimeout(look, 10) : done(!!device.now()); look(); })`, &both)
		if both {
			t.Error("two windows speak at once")
		}
		if !other.is(`device.now()`) {
			t.Error("the window that was asked is silent")
		}
	})
	t.Run("leaving", func(t *testing.T) {
		a.open(localChinese)
		a.press(1)
		a.Eval(`sessionStorage.ended = 0`, nil)
		a.Goto(d.URL + "/zh-Hans/privacy")
		if got := a.text(`sessionStorage.ended`); got != "1" {
			t.Errorf("the voice goes on after the page: %q", got)
		}
	})
	t.Run("voice that fails", func(t *testing.T) {
		a.open(localChinese)
		a.press(1)
		a.Eval(`device.fail()`, nil)
		if a.is(`device.now()`) || !strings.Contains(a.shown(), "继续") {
			t.Error("a voice that fails is not shown as paused")
		}
	})
	t.Run("to the end", func(t *testing.T) {
		a.open(localChinese)
		a.press(1)
		a.Eval(`for (let n = 0; device.now() && n < 500; n++) device.end()`, nil)
		if a.is(`device.now()`) || !strings.Contains(a.shown(), "听这一页") || a.is(`document.querySelectorAll('.aloud button')[1].getClientRects().length`) {
			t.Error("at its end the page is not as before")
		}
		said, title := a.text(`device.said.join(' ')`), a.text(`document.querySelector('h1').innerText`)
		if !strings.HasPrefix(said, title) {
			t.Errorf("%q does not begin with %q", said[:min(len(said), 60)], title)
		}
	})
	t.Run("no highlights", func(t *testing.T) {
		undo := a.OnNewDocument(`delete window.Highlight`)
		a.open(localChinese)
		undo()
		a.press(1)
		if a.Count(".said") != 1 {
			t.Error("without highlights no block is marked")
		}
	})
	t.Run("no device", func(t *testing.T) {
		undo := a.OnNewDocument(`delete window.SpeechSynthesisUtterance; Object.defineProperty(window, 'speechSynthesis', { value: undefined })`)
		a.Goto(a.url)
		undo()
		if !a.is(hiddenBox) {
			t.Error("shown where nothing can speak")
		}
	})
	t.Run("what is read", func(t *testing.T) { a.reads(t) })
	t.Run("colours", func(t *testing.T) { a.colours(t) })
	t.Run("as others are", func(t *testing.T) { a.likeOthers(t) })
	t.Run("line", func(t *testing.T) { a.line(t) })
	if faults := page.Problems(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	t.Run("no script", func(t *testing.T) {
		p := b.Page(t)
		p.NoScript()
		p.Goto(a.url)
		if stops := p.TabStops(); len(stops) == 0 {
			t.Error("no page")
		}
		if p.Count(".aloud[hidden]") != 1 {
			t.Error("buttons without script")
		}
	})
}

// reads holds what is said of a made-up page against what should be.
func (a aloud) reads(t *testing.T) {
	t.Helper()
	a.open(localChinese)
	a.Eval(`document.querySelector('main').append(Object.assign(document.createElement('div'), { id: 'sample', innerHTML: `+"`"+`
		<p>护理<ruby>补贴<rt>bǔ tiē</rt></ruby>每月 150 元。打电话 12385！编号 1042 7736 9185；共 12000 元</p>
		<p hidden>看不见的</p><p>看得见<span class="away">听得见</span></p>
		<p>说<span lang="mn-Cyrl">Монгол</span>话</p>
		<label for="typed">姓名</label><input id="typed" value="苏日娜"><textarea>私事</textarea>
		<button>按钮</button><details><summary>为什么问</summary><p>折起来的</p></details>
		<ul><li>一级</li><li>二级</li></ul>`+"`"+` }))`, nil)
	a.press(1)
	a.Eval(`for (let n = 0; device.now() && n < 500; n++) device.end()`, nil)
	got := a.text(`device.said.join('|')`)
	_, got, _ = strings.Cut(got, "护理")
	want := "补贴每月 150 元。|打电话 1 2 3 8 5！|编号 1 0 4 2 7 7 3 6 9 1 8 5；|共 12000 元|看得见|说话|姓名|为什么问|一级|二级"
	if got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

// colours measures the mark in every theme: the text on it, and its line on the
// page (4.5:1).
func (a aloud) colours(t *testing.T) {
	t.Helper()
	for _, theme := range []string{"light", "dark", "yellow"} {
		a.open(localChinese)
		a.Eval(`document.documentElement.dataset.theme = '`+theme+`'`, nil)
		a.press(1)
		var c [3]string
		a.Eval(`(() => { const h = document.querySelector('h1'), s = getComputedStyle(h, '::highlight(aloud)');
			const hex = (c) => '#' + c.match(/\d+/g).slice(0, 3).map((n) => (+n).toString(16).padStart(2, '0')).join('');
			return [s.color, s.backgroundColor, getComputedStyle(document.body).backgroundColor].map(hex); })()`, &c)
		text, err := audit.Contrast(c[0], c[1])
		if err != nil || text < 7 {
			t.Errorf("%s: %v: text on the mark %.1f, %v", theme, c, text, err)
		}
		line, err := audit.Contrast(c[0], c[2])
		if area, _ := audit.Contrast(c[1], c[2]); err != nil || max(line, area) < 4.5 {
			t.Errorf("%s: %v: mark on the page %.1f and %.1f, %v", theme, c, line, area, err)
		}
	}
}

// line: with the reading line on, the sheet hears where pointer and focus are.
func (a aloud) line(t *testing.T) {
	t.Helper()
	at := func() string { return a.text(`document.documentElement.style.getPropertyValue('--line-at')`) }
	move := `dispatchEvent(new PointerEvent('pointermove', { clientX: 10, clientY: %d }))`
	a.open("")
	a.Eval(fmt.Sprintf(move, 123), nil)
	if at() != "" {
		t.Error("a line nobody asked for")
	}
	a.Eval(`document.documentElement.dataset.line = 'on'`, nil)
	undo := a.OnNewDocument(`new MutationObserver((_, o) => { if (document.documentElement) { document.documentElement.dataset.line = 'on'; o.disconnect(); } }).observe(document, { childList: true })`)
	a.open("")
	undo()
	a.Eval(fmt.Sprintf(move, 123), nil)
	if at() != "123px" {
		t.Errorf("the line is at %q, the pointer at 123px", at())
	}
	a.Eval(`document.querySelector('.plate').focus()`, nil)
	if want := a.text(`Math.round(document.querySelector('.plate').getBoundingClientRect().bottom) + 'px'`); at() != want {
		t.Errorf("the line is at %q, the focus at %s", at(), want)
	}
}

// likeOthers measures the page while it speaks, as pages without a voice are.
func (a aloud) likeOthers(t *testing.T) {
	t.Helper()
	for look, least := range map[string]int{"ssl": 44, "ehy": 60} {
		a.Cookie(a.url, "prefs", look)
		for _, path := range []string{"/zh-Hans/help", "/zh-Hans", "/zh-Hans/services/nursing-subsidy"} {
			shown := aloud{a.Page, strings.TrimSuffix(a.url, "/zh-Hans/help") + path, ""}
			shown.open(localChinese)
			shown.press(1)
			report(t, look+path, shown.Axe())
			report(t, look+path, shown.Targets(least))
			report(t, look+path, shown.Spacing())
			if err := shown.Reflow(); err != nil {
				t.Errorf("%s%s: %v", look, path, err)
			}
			if path == "/zh-Hans/help" {
				report(t, look+path, shown.Keyboard())
			}
		}
	}
	a.ForgetCookies()
}
