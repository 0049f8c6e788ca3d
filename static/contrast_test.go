package static

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"

	"changban/a11y/floor"
)

// pair is a colour that is seen on another. Text needs 7:1, edges and rings
// 4.5:1 (A11Y-08, A11Y-13, design §2).
type pair struct {
	front, back string
	least       float64
}

func pairs() []pair {
	var all []pair
	text := map[string][]string{
		"ink":    {"paper", "stone", "act-tint", "person", "done-tint", "fix-tint"},
		"ink2":   {"paper", "stone", "act-tint", "person", "done-tint"},
		"act":    {"paper", "stone", "act-tint", "person", "done-tint"},
		"act-hi": {"paper", "stone", "act-tint", "person", "done-tint"},
		"on-act": {"act", "act-hi"},
		"fix":    {"paper", "stone", "fix-tint"},
		"done":   {"paper", "done-tint"},
		"paper":  {"ink", "fix"}, // filled tags
		"ring":   {"gap"},        // focused links
	}
	for front, backs := range text {
		for _, back := range backs {
			all = append(all, pair{front, back, 7})
		}
	}
	edges := map[string][]string{
		"edge":        {"paper", "stone", "act-tint"},
		"person-edge": {"paper", "person"},
		"act":         {"paper", "person"},
		"done":        {"paper"},
		"fix":         {"paper"},
		"ring":        {"paper", "stone", "person", "gap"},
	}
	for front, backs := range edges {
		for _, back := range backs {
			all = append(all, pair{front, back, 4.5})
		}
	}
	return all
}

func TestEveryPairOfEveryTheme(t *testing.T) {
	themes := themesOf(t)
	for _, name := range []string{"light", "dark", "yellow", "system"} {
		if len(themes[name]) != 18 {
			t.Errorf("%s: %d colours, want 18", name, len(themes[name]))
		}
		for _, fault := range weak(t, themes[name]) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	mutant := themesOf(t)["light"]
	mutant["ink2"] = "#777777"
	if len(weak(t, mutant)) == 0 {
		t.Error("grey hints pass: the test is blind")
	}
	if !t.Failed() {
		floor.Prove(t, "go tokens contrast")
	}
}

func weak(t *testing.T, tokens map[string]string) []string {
	t.Helper()
	var faults []string
	for _, p := range pairs() {
		if got := contrast(t, tokens[p.front], tokens[p.back]); got < p.least {
			faults = append(faults, fmt.Sprintf("%s on %s is %.2f, less than %.1f", p.front, p.back, got, p.least))
		}
	}
	return faults
}

// "As my device" is the dark set, not something near it.
func TestSystemIsDark(t *testing.T) {
	themes := themesOf(t)
	if fmt.Sprint(themes["system"]) != fmt.Sprint(themes["dark"]) {
		t.Errorf("system %v\ndark   %v", themes["system"], themes["dark"])
	}
}

// The figures of the design page, as a check of the arithmetic itself.
func TestContrastFormula(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#FFFFFF", 21}, {"#06507A", "#FFFFFF", 8.6}, {"#06507A", "#FBE9BF", 7.2}, {"#8A5300", "#FBE9BF", 5.3}} {
		if got := contrast(t, c.a, c.b); math.Abs(got-c.want) > .06 {
			t.Errorf("%s on %s = %.2f, want %.1f", c.a, c.b, got, c.want)
		}
	}
}

// themesOf reads the tokens of each theme; the last block that names a theme
// counts, as in a browser in dark surroundings.
func themesOf(t *testing.T) map[string]map[string]string {
	t.Helper()
	css, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := map[string]map[string]string{}
	block := regexp.MustCompile(`\[data-theme="(\w+)"\](?:, \[data-theme="system"\])? \{([^}]*)\}`)
	token := regexp.MustCompile(`--([a-z0-9-]+): (#[0-9A-F]{6});`)
	for _, b := range block.FindAllStringSubmatch(string(css), -1) {
		tokens := map[string]string{}
		for _, m := range token.FindAllStringSubmatch(b[2], -1) {
			tokens[m[1]] = m[2]
		}
		themes[b[1]] = tokens
	}
	return themes
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) != 7 {
		t.Fatalf("no colour: %q", hex)
	}
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
