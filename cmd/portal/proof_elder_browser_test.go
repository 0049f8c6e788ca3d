package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/a11y/browser"
	"changban/a11y/floor"
)

// highest is how far down a question may start in elder mode, by the size of the
// window, in CSS pixels (design 6).
func highest() []window { return []window{{1280, 800, 400}, {390, 844, 640}} }

type window struct{ width, height, most int }

// TestProofQuestionStartsHigh: in elder mode, where everything is large, the
// question still stands on the first screen, also while it can be listened to.
func TestProofQuestionStartsHigh(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	floor.Part(t, "c scripts")
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	count := 0
	for _, s := range c.laid() {
		if !strings.HasPrefix(s.name, "question-") || s.status() != 200 || s.form != nil {
			continue
		}
		if strings.HasSuffix(s.name, " help-watched") || strings.HasSuffix(s.name, " marked") {
			continue // that somebody looks on, or answered, is said before anything else
		}
		t.Run(s.name, func(t *testing.T) {
			p := c.lay(t, page, s, "esl")
			for _, w := range highest() {
				p.Viewport(w.width, w.height)
				for _, heard := range []bool{false, true} {
					if at := questionAt(p, heard, false); at > w.most {
						t.Errorf("%d×%d, listening %v: the question starts at %d, not by %d", w.width, w.height, heard, at, w.most)
					}
				}
				if questionAt(p, false, true) <= w.most {
					t.Errorf("%d×%d: rows one below the other are not seen", w.width, w.height)
				}
				count++
			}
		})
	}
	if count == 0 {
		t.Fatal("no questions")
	}
	floor.Count(t, "pages.high", count)
	if !t.Failed() {
		floor.Prove(t, "script question starts high")
	}
}

// questionAt is where the question begins, with the button that reads it aloud
// as a device with a voice shows it; stacked is the mutant, whose rows above the
// question take a line each and more room.
func questionAt(p *browser.Page, heard, stacked bool) (at int) {
	p.Eval(`(() => {
		const aloud = document.querySelector(".aloud"), head = document.querySelector(".head");
		aloud.hidden = !`+truth(heard)+`;
		if (`+truth(stacked)+`) head.style.paddingBlockEnd = "600px";
		scrollTo(0, 0);
		const at = Math.round(document.querySelector("main h1").getBoundingClientRect().top);
		head.style.paddingBlockEnd = "";
		aloud.hidden = true;
		return at;
	})()`, &at)
	return at
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// TestElderPictures writes pictures of the journey to look at, where the
// environment names a folder for them.
func TestElderPictures(t *testing.T) {
	folder := os.Getenv("PORTAL_PICTURES")
	if folder == "" {
		t.Skip("no folder for pictures")
	}
	c := startCast(t, "sqlite")
	page := browser.Start(t).Page(t)
	for _, s := range c.pagesOf() {
		if !lookedAt(s.name) {
			continue
		}
		p := c.lay(t, page, s, "esl")
		for _, width := range []int{320, 390, 1280} {
			p.Viewport(width, 844)
			name := strings.ReplaceAll(s.name, " ", "-") + "-" + map[int]string{320: "320", 390: "390", 1280: "1280"}[width]
			p.Screenshot(filepath.Join(folder, name+".png"), true)
		}
	}
}

func lookedAt(name string) bool {
	switch name {
	case "front plain", "front unfinished", "guide plain", "question-name fresh", "question-contact fresh", "question-hukou wrong-fresh",
		"question-papers full", "check plain", "case a1.submitted", "case late.refused", "matters drafts", "matters waiting",
		"preferences saved", "sign-in plain", "sign-in wrong", "code plain", "card active", "withdraw plain", "question-devices added":
		return true
	}
	return false
}
