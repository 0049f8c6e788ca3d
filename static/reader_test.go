package static

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"changban/a11y/floor"
)

// proveSheet holds a text against a check: nothing found in it, something in
// each mutant (old text → new).
func proveSheet(t *testing.T, name, text string, check func(string) []string, mutants map[string]string) {
	t.Helper()
	for _, fault := range check(text) {
		t.Errorf("%s: %s", name, fault)
	}
	for old, mutant := range mutants {
		changed := strings.ReplaceAll(text, old, mutant)
		if changed == text || len(check(changed)) == 0 {
			t.Errorf("%s: nobody notices %q instead of %q", name, mutant, old)
		}
	}
	if !t.Failed() {
		floor.Prove(t, name)
	}
}

// missing names the needed texts that are not there.
func missing(text string, needed ...string) []string {
	var faults []string
	for _, n := range needed {
		if !strings.Contains(text, n) {
			faults = append(faults, "no "+n)
		}
	}
	return faults
}

// Paper is read without a zoom: 18 pt at least, on A4 with room to hold it
// (A11Y-144, design §8).
func TestPrintIsLarge(t *testing.T) {
	proveSheet(t, "go print type", sheet(t), func(css string) []string {
		_, print, _ := strings.Cut(css, "@media print{")
		faults := missing(css, "@page{size:A4;margin:16mm}")
		faults = append(faults, missing(print, "html,html[data-mode],html[data-size]{font-size:18pt}", "break-inside:avoid", "--ink:#000000", "main form")...)
		for _, m := range regexp.MustCompile(`font-size:([0-9.]+)(pt|px|rem)`).FindAllStringSubmatch(print, -1) {
			if n, err := strconv.ParseFloat(m[1], 64); err != nil || m[2] == "pt" && n < 18 || m[2] == "px" && n < 24 || m[2] == "rem" && n < 1 {
				faults = append(faults, m[0])
			}
		}
		return faults
	}, map[string]string{"font-size:18pt": "font-size:12pt", "margin:16mm": "margin:0"})
}

// The large pointer is of 48 px at least, in two tones that show on any ground,
// over links, buttons and fields too, and never without a way out (A11Y-59).
func TestLargePointer(t *testing.T) {
	picture, err := join("css/pointer.svg")
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string) []string {
		faults := missing(text,
			"html[data-pointer] *,", "{cursor:url(pointer.svg) 4 3,auto}",
			"html[data-pointer] :is(a,a *,button,summary,summary *,.choice,.choice *){cursor:url(pointer.svg) 4 3,pointer}",
			"html[data-pointer] .input{cursor:url(pointer.svg) 4 3,text}", `fill="#000"`, `stroke="#fff"`)
		size := regexp.MustCompile(`<svg[^>]* width="(\d+)" height="(\d+)"`).FindStringSubmatch(text)
		for _, side := range size[1:] {
			if n, err := strconv.Atoi(side); err != nil || n < 48 || n > 128 {
				faults = append(faults, side+" px")
			}
		}
		return faults
	}
	proveSheet(t, "go large pointer", sheet(t)+string(picture), check, map[string]string{
		`width="64"`: `width="32"`, ",auto}": "}", ".input{cursor": ".none{cursor", `stroke="#fff"`: `stroke="#000"`,
	})
}

// The reading line is there for who chose it, takes no click and is nothing that
// could be heard (A11Y-63).
func TestReadingLine(t *testing.T) {
	proveSheet(t, "go reading line", sheet(t), func(css string) []string {
		var faults []string
		rules := regexp.MustCompile(`([^{}]+)\{([^{}]*position:fixed[^{}]*)\}`).FindAllStringSubmatch(css, -1)
		if len(rules) != 1 || rules[0][1] != "[data-line]::before,[data-line]::after" {
			return append(faults, "something stands over the page of everybody")
		}
		faults = append(faults, missing(rules[0][2], `content:""`, "pointer-events:none", "inset-inline:0", "var(--line-at,50%)", "border-block-start:3px solid var(--ring)")...)
		_, print, _ := strings.Cut(css, "@media print{")
		return append(faults, missing(print, "[data-line]::before,[data-line]::after,")...)
	}, map[string]string{
		"pointer-events:none": "pointer-events:auto", "[data-line]::before": "html::before", `content:"";position:fixed`: `content:"|";position:fixed`,
	})
}

// Wide lines are twice the type apart, standard ones never closer than one and a
// half, elder ones one and three quarters (A11Y-11, A11Y-53).
func TestLinesAreApart(t *testing.T) {
	css := sheet(t)
	for selector, least := range map[string]float64{
		`html\{--size`: 1.5, `html\[data-mode="elder"\]\{--size`: 1.75, `html\[data-spacing\]\{--line`: 2,
	} {
		rule := regexp.MustCompile(selector + `[^}]*`).FindString(css)
		m := regexp.MustCompile(`--line:([0-9.]+)`).FindStringSubmatch(rule)
		if m == nil {
			t.Errorf("%s has no line height", selector)
			continue
		}
		if n, err := strconv.ParseFloat(m[1], 64); err != nil || n < least {
			t.Errorf("%s: lines are %s apart, want %.2f", selector, m[1], least)
		}
	}
}
