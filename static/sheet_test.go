package static

import (
	"regexp"
	"strings"
	"testing"
)

func sheet(t *testing.T) string {
	t.Helper()
	b, err := Sheet()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// declarations returns every property and value of the sheet, in order.
func declarations(css string) [][2]string {
	var out [][2]string
	for _, m := range regexp.MustCompile(`([{;])([a-z-]+):([^;{}]*)`).FindAllStringSubmatch(css, -1) {
		out = append(out, [2]string{m[2], m[3]})
	}
	return out
}

// Vertical pages turn by themselves only while every length is logical
// (design §3).
func TestOnlyLogicalProperties(t *testing.T) {
	css := sheet(t)
	if found := declarations(css); len(found) < 400 {
		t.Fatalf("only %d declarations read: the test is blind", len(found))
	}
	proveSheet(t, "go sheet logical", css, physical, map[string]string{
		"margin-block:": "margin:0 1px;margin-block:", "padding-inline:": "padding-left:", "inline-size:": "width:",
		"text-align:start": "text-align:left",
	})
}

// physical returns what would not turn with the page.
func physical(css string) []string {
	sides := regexp.MustCompile(`(^|-)(left|right|top|bottom|width|height)$`)
	directions := regexp.MustCompile(`\b(left|right)\b`)
	twoValues := regexp.MustCompile(`^(padding|margin|inset|scroll-padding|border-width|border-radius)$`)
	var faults []string
	for _, d := range declarations(css) {
		name, value := d[0], d[1]
		isEdge := strings.HasPrefix(name, "border-") && strings.HasSuffix(name, "-width")
		switch {
		case sides.MatchString(name) && name != "line-height" && !isEdge,
			directions.MatchString(value) && name != "text-underline-position",
			twoValues.MatchString(name) && len(strings.Fields(value)) > 1:
			faults = append(faults, name+":"+value)
		}
	}
	return faults
}

// portalFont is the one font we bring (A11Y-116): one file, the joiner in its range,
// no local copy that could win.
const portalFont = `@font-face{font-family:"Portal Mongolian";src:url(mongolian.woff2) format("woff2");font-display:block;` +
	`unicode-range:U+1800-18AF,U+202F,U+200C-200D,U+11660-1167F}`

func TestSheetKeepsTheDesign(t *testing.T) {
	css := sheet(t)
	pointer := regexp.MustCompile(`cursor:url\(pointer\.svg\) 4 3,(auto|pointer|text)`)
	// Two things may do what the rest must not: the large pointer names a file of
	// ours, the reading line stands still over the page.
	bare := pointer.ReplaceAllString(strings.Replace(css, "[data-line]::after{content:\"\";position:fixed", "", 1), "")
	bare = strings.Replace(bare, portalFont, "", 1)
	for _, bad := range []string{"!important", "@import", "url(", "@keyframes", "position:sticky", "position:fixed", "transition:all", ":hover{display", "@font-face", "<"} {
		if strings.Contains(bare, bad) && !(bad == "<" && onlyInQueries(css)) {
			t.Errorf("the sheet contains %q", bad)
		}
	}
	for _, need := range []string{"outline:4px solid var(--ring)", "outline-offset:3px", "forced-colors:active", "prefers-reduced-motion", "writing-mode:vertical-lr", "font-size:18pt", portalFont, ".page{container:page/inline-size}"} {
		if !strings.Contains(strings.ReplaceAll(css, " / ", "/"), need) {
			t.Errorf("the sheet has no %q", need)
		}
	}
	if regexp.MustCompile(`(^|[},])body[^{]*\{[^}]*container`).MatchString(css) {
		t.Error("container on body: Chromium lays vertical roots out wrongly (design §3)")
	}
	// How much of a vertical page is seen at once is the width, which no container
	// query tells: one such rule, for these pages alone.
	rest := regexp.MustCompile(`@media screen and \(max-width:56rem\)\{(html:lang\(mn-Mong\) [^{}]*\{[^{}]*\})+\}`).ReplaceAllString(css, "")
	if regexp.MustCompile(`@media[^{]*width`).MatchString(rest) {
		t.Error("a media query asks for the width: use a container query (design §3)")
	}
}

// onlyInQueries: the sign for "less than" may stand in container queries only.
func onlyInQueries(css string) bool {
	rest := regexp.MustCompile(`@container[^{]*\{`).ReplaceAllString(css, "")
	return !strings.Contains(rest, "<")
}

// Nothing is set below 18 px: no rem size under 1 (design §2).
func TestNoTypeBelowTheRoot(t *testing.T) {
	for _, d := range declarations(sheet(t)) {
		if d[0] != "font-size" && !strings.HasPrefix(d[0], "--h") && d[0] != "--lead" && !strings.Contains(d[0], "narrow") {
			continue
		}
		v := strings.TrimSpace(d[1])
		if strings.HasSuffix(v, "rem") && (strings.HasPrefix(v, "0") || strings.HasPrefix(v, ".")) || strings.HasSuffix(v, "px") || strings.HasSuffix(v, "em") && !strings.HasSuffix(v, "rem") {
			t.Errorf("%s: %s", d[0], v)
		}
	}
}

func TestBracesMatch(t *testing.T) {
	css := sheet(t)
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("a brace is missing")
	}
	if strings.Contains(css, "/*") {
		t.Error("a comment is left")
	}
}

// A printed page is what it says, without the ways to other pages and without
// controls (design §8).
func TestPrintKeepsTheTextOnly(t *testing.T) {
	css := sheet(t)
	_, print, found := strings.Cut(css, "@media print{")
	if !found {
		t.Fatal("the sheet has no rules for print")
	}
	hidden, _, _ := strings.Cut(print, "{display:none}")
	hidden = hidden[strings.LastIndex(hidden, "}")+1:]
	for _, gone := range []string{".topbar", ".menu", ".skip", ".back", ".actions", "main form", "footer nav"} {
		if !strings.Contains(","+hidden+",", ","+gone+",") {
			t.Errorf("%s is printed", gone)
		}
	}
}

// Short numbers and names in another script are marked with a span (a11y/tongue)
// wherever they stand: a rule that hides spans hides children of its own only.
func TestNoMarkedRunIsHidden(t *testing.T) {
	hides := regexp.MustCompile(`[^},]*[^>+~ ] span\{display:none`)
	if found := hides.FindString(sheet(t)); found != "" {
		t.Errorf("%s hides numbers of vertical pages too", found)
	}
	if !hides.MatchString(`.progress span{display:none}`) {
		t.Error("a rule that hides every span goes through")
	}
}
