package main

import (
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// facing tells what of a file field can be seen: the browser's field, our words,
// and what they say of what was chosen.
const facing = `(() => {
	const field = document.querySelector('.pick input'), face = document.querySelector('.face');
	return [getComputedStyle(field).opacity === '1', face.checkVisibility(), face.querySelector('.chosen').innerText.trim()];
})()`

// TestProofPick: a file field says in our words what was chosen. Without script
// the browser's own field stands there, but for Mongolian pages, where it would
// speak another language (A11Y-114).
func TestProofPick(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	papers := c.byName()["question-papers full"]
	for _, of := range []struct {
		language     string
		script       bool
		own, ours    bool
		before, then string
	}{
		{"zh-Hans", true, false, true, "还没有选", "cyrillic-case.txt"},
		{"mn-Cyrl", true, false, true, "Файл сонгоогүй байна", "cyrillic-case.txt"},
		{"zh-Hans", false, true, false, "还没有选", "还没有选"},
		{"mn-Cyrl", false, false, true, "Файл сонгоогүй байна", "Файл сонгоогүй байна"},
	} {
		if page.Script(); !of.script {
			page.NoScript()
		}
		p := c.lay(t, page, papers.in(of.language), "ssl")
		p.Unfold()
		var own, ours bool
		var words string
		p.Eval(facing, &[]any{&own, &ours, &words})
		if own != of.own || ours != of.ours || words != of.before {
			t.Errorf("%s, script %t: the browser's field %t, our words %t: %q", of.language, of.script, own, ours, words)
		}
		p.SetFiles(".pick input", "testdata/heard/cyrillic-case.txt")
		if p.Eval(facing, &[]any{&own, &ours, &words}); words != of.then {
			t.Errorf("%s, script %t: says %q of a chosen file", of.language, of.script, words)
		}
	}
}
