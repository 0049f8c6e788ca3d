package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/static"
)

// voices is a device with voices and none of its own: what is said is written
// down, and ends when the test says so.
const voices = `(() => {
	const said = [], fake = new EventTarget();
	let now = null, list = %s, most = 0, running = 0;
	Object.assign(fake, {
		getVoices: () => list,
		speak(u) { now = u; running++; most = Math.max(most, running); said.push(u.text); },
		cancel() {
			if (!now) return;
			const u = now; now = null; running--;
			sessionStorage.ended = 1 + +(sessionStorage.ended || 0);
			u.onerror && queueMicrotask(() => u.onerror({ error: 'canceled' }));
		},
		pause() {}, resume() {},
	});
	Object.defineProperty(fake, 'speaking', { get: () => !!now });
	Object.defineProperty(window, 'speechSynthesis', { value: fake, configurable: true });
	window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; this.rate = 1; } };
	window.device = {
		said, most: () => most, now: () => now && { text: now.text, rate: now.rate, lang: now.voice && now.voice.lang },
		end() { const u = now; now = null; running--; u.onend(); },
		fail() { const u = now; now = null; running--; u.onerror({ error: 'synthesis-failed' }); },
		have(voices) { list = voices; fake.dispatchEvent(new Event('voiceschanged')); },
	};
})()`

// Voices of devices. Only the first is ours to use on a Chinese page.
const (
	localChinese   = `{ name: 'l', lang: 'zh-CN', localService: true }`
	androidChinese = `{ name: 'a', lang: 'cmn_CN', localService: true }`
	remoteChinese  = `{ name: 'r', lang: 'zh-CN', localService: false }`
	localEnglish   = `{ name: 'e', lang: 'en-US', localService: true }`
	cantonese      = `{ name: 'c', lang: 'zh-HK', localService: true }`
)

// aloud drives one page with a device of voices. source is "" for the script the
// page brings itself, else a script to run in its place.
type aloud struct {
	*browser.Page
	url, source string
}

// open shows the page on a device with these voices.
func (a aloud) open(list string) {
	before := fmt.Sprintf(voices, "["+list+"]")
	if a.source != "" {
		before = "delete window.SpeechSynthesisUtterance" // the page's own script finds no device
	}
	undo := a.OnNewDocument(before)
	a.Goto(a.url)
	undo()
	if a.source != "" {
		a.Eval(fmt.Sprintf(voices, "["+list+"]"), nil)
		a.Eval(a.source, nil)
	}
}

func (a aloud) is(js string) (is bool) {
	a.Eval("!!("+js+")", &is)
	return is
}

func (a aloud) text(js string) (text string) {
	a.Eval(js, &text)
	return text
}

// press does nothing when the button is not there: a spoilt script may hide it.
func (a aloud) press(n int) {
	button := fmt.Sprintf(".aloud button:nth-of-type(%d)", n)
	if a.is(`document.querySelector('` + button + `').getClientRects().length`) {
		a.Click(button)
	}
}

// shown is the word on the first button.
func (a aloud) shown() string {
	return a.text(`document.querySelector('.aloud button').innerText.trim()`)
}

const hiddenBox = `document.querySelector('.aloud').getClientRects().length === 0`

// faults are what is wrong with reading aloud on this page; each has a name of
// its own, so that a mutant is held against the fault it must make.
func (a aloud) faults() []string {
	var all []string
	check := func(name string, ok bool) {
		if !ok {
			all = append(all, name)
		}
	}
	for name, list := range map[string]string{
		"no voice": "", "remote voice": remoteChinese, "other language": localEnglish, "cantonese": cantonese,
	} {
		a.open(list)
		check("shown with "+name, a.is(hiddenBox))
	}
	a.Eval(`device.have([`+androidChinese+`])`, nil)
	check("late voice", !a.is(hiddenBox))
	a.Eval(`device.have([])`, nil)
	check("voice gone", a.is(hiddenBox))

	a.open(remoteChinese + "," + localEnglish + "," + localChinese)
	check("hidden with a voice", !a.is(hiddenBox))
	check("starts by itself", a.is(`device.said.length === 0`))
	if len(all) > 0 {
		return all
	}
	words := a.shown()
	a.press(1)
	check("does not speak", a.is(`device.now()`))
	check("voice is not local", a.text(`device.now() ? device.now().lang : ''`) == "zh-CN")
	check("mark", a.is(marked))
	check("first button does not pause", a.shown() != words)
	first := a.text(`device.said[0]`)
	a.press(1)
	check("pause goes on speaking", a.is(`!device.now()`))
	check("focus lost", a.is(`document.activeElement === document.querySelector('.aloud button')`))
	a.Eval(`document.documentElement.dataset.speed = 'slow'`, nil)
	a.press(1)
	check("speed", a.is(`device.now() && device.now().rate === .75`))
	check("place lost", a.is(`device.now()`) && a.text(`device.now() ? device.now().text : ''`) == first)
	a.Eval(`device.now() && device.end()`, nil)
	check("does not go on", a.is(`device.now() && device.now().text !== device.said[0]`))
	check("mark stays behind", a.is(marked))
	check("two voices", a.is(`device.most() === 1`))
	a.press(2)
	check("stop goes on speaking", a.is(`!device.now()`))
	check("mark left", a.is(`CSS.highlights.size === 0 && !document.querySelector('.said')`))
	check("not as before", a.shown() == words)
	check("focus lost at stop", a.is(`document.activeElement === document.querySelector('.aloud button')`))
	a.press(1)
	a.Eval(`dispatchEvent(new Event('pagehide'))`, nil)
	check("speaks after the page", a.is(`!device.now()`))
	return all
}

// marked: the sentence that is said is the one that is marked.
const marked = `device.now() && CSS.highlights.get('aloud') && (() => {
	const plain = (s) => s.replace(/\s/g, '');
	return plain([...CSS.highlights.get('aloud')][0].toString()) === plain(device.now().text);
})()`

// spoilt are scripts with one fault, and the name of the fault.
func spoilt(t *testing.T) map[string]string {
	t.Helper()
	script, err := static.Script()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for name, change := range map[string][2]string{
		"shown with remote voice":   {"v.localService && ", ""},
		"shown with other language": {"stem(v.lang) === stem(root.lang)", "true"},
		"shown with cantonese":      {" && !/-(hk|mo)\\b/.test(tongue(v.lang))", ""},
		"late voice":                {"synth.addEventListener('voiceschanged', look)", "0"},
		"starts by itself":          {"look();\n})();", "look();\nbutton.click();\n})();"},
		"does not speak":            {"synth.speak(saying);", ""},
		"voice is not local":        {"u.voice = voice;", "u.voice = synth.getVoices()[1];"},
		"mark":                      {"mark(s);", ""},
		"pause goes on speaking":    {"turn++;\nsynth.cancel();\nshow('paused');", "turn++;\nshow('paused');"},
		"speed":                     {"slow: .75", "slow: 1"},
		"speaks after the page":     {"addEventListener('pagehide', ", "addEventListener('never', "},
		"place lost":                {"if (state === 'idle') sentences", "at++;\nif (state === 'idle') sentences"},
		"does not go on":            {"at++; speak();", ""},
		"mark stays behind":         {"if (marks) CSS.highlights.set('aloud', new Highlight(s.range));", "if (marks) { if (!at) CSS.highlights.set('aloud', new Highlight(s.range)); }"},
		"stop goes on speaking":     {"turn++;\nsynth.cancel();\nmark();", "turn++;\nmark();"},
		"mark left":                 {"mark();\nat = 0;", "at = 0;"},
		"not as before":             {"show('idle');", "show('paused');"},
		"focus lost at stop":        {"button.focus();", "0;"},
	} {
		s := strings.Replace(string(script), change[0], change[1], 1)
		if s == string(script) {
			t.Errorf("%s: nothing to spoil in the script", name)
		}
		all[name] = s
	}
	return all
}

// TestProofAloud: the button that reads a page aloud shows with a voice of the
// device alone, speaks when pressed, pauses, goes on, stops and marks the
// sentence; and each of these checks turns red on a script that fails it.
func TestProofAloud(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	d := startDemo(t, "sqlite")
	page := browser.Start(t).Page(t)
	for _, path := range []string{"/zh-Hans", "/zh-Hans/services/nursing-subsidy", "/zh-Hans/help", "/zh-Hans/desk/sign-in", "/zh-Hans/nowhere"} {
		if faults := (aloud{page, d.URL + path, ""}).faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
	}
	mutants := spoilt(t)
	for name, source := range mutants {
		if faults := (aloud{page, d.URL + "/zh-Hans/help", source}).faults(); !slices.Contains(faults, name) {
			t.Errorf("a script that fails %q goes through: %q", name, faults)
		}
	}
	if !t.Failed() {
		floor.Prove(t, "script read aloud")
		floor.Count(t, "mutants.aloud", len(mutants))
	}
}
