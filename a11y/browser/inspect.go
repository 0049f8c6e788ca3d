package browser

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"changban/a11y/audit"
)

//go:embed inspect.js
var inspectJS string

// Least sizes and ratios of decisions 24 and of the fact sheet: CSS pixels,
// line heights in type sizes, contrast ratios.
const (
	leastTarget   = 44
	elderTarget   = 60
	leastType     = 18
	elderType     = 24
	leastLine     = 1.5
	elderLine     = 1.75
	leastContrast = 7
	leastEdge     = 4.5
)

// inspection is one function of inspect.js.
type inspection struct {
	rule, function string
	arg            float64
}

// inspections are what is asked of every page as it lies there.
func inspections(elder bool) []inspection {
	all := []inspection{
		{"script type", "type", leastType}, {"script line height", "lineHeight", leastLine},
		{"script paragraph gap", "paragraphGap", 0}, {"script line length", "lineLength", 0}, {"script contrast", "contrast", leastContrast},
		{"script edge contrast", "edges", leastEdge}, {"script order", "order", 0}, {"script hover", "hover", 0}, {"script font", "font", 0},
		{"script pointer", "floating", 0},
	}
	all = append(all, writings(leastTarget)...)
	if elder {
		all[0], all[1] = inspection{"script type elder", "type", elderType}, inspection{"script line height", "lineHeight", elderLine}
		all = append(all, inspection{"script thickness", "thick", elderTarget}, inspection{"script targets elder", "elder", 0})
	}
	return all
}

// writings are what is asked of letters of other scripts, and of pages whose
// lines stand upright.
func writings(thick float64) []inspection {
	return []inspection{
		{"script contrast mongolian", "mongolian", leastContrast}, {"script contrast cyrillic", "cyrillic", leastContrast},
		{"script vertical", "upended", 0}, {"script vertical controls", "controls", 0}, {"script thickness", "thick", thick},
		{"script underline", "underline", 0}, {"script whole words", "whole", 0}, {"script upright", "uprights", 0},
		{"script mongolian font", "typeface", 0}, {"script browser words", "browserWords", 0},
	}
}

// Written returns how many elements of the page have words in the traditional
// script and in Cyrillic: as many the contrast of each was measured of.
func (p *Page) Written() (traditional, cyrillic int) {
	p.t.Helper()
	var counts [2]int
	p.inspect(&counts, "written")
	return counts[0], counts[1]
}

// OldEngine returns what overlaps, is cut or is lost where the browser lays out
// controls of a vertical page lying, as older ones do (A11Y-115).
func (p *Page) OldEngine() []audit.Finding {
	p.t.Helper()
	if !p.vertical() {
		return nil
	}
	const rule = "script old engine"
	p.measure(nil, "sheet", "input,textarea,button{writing-mode:horizontal-tb!important}")
	defer p.measure(nil, "unsheet")
	var cut, over [][2]string
	p.measure(&cut, "cut")
	p.inspect(&over, "overlaps")
	return slices.Concat(p.Overflow(rule), findings(rule, cut), findings(rule, over))
}

// Inspect holds the page as it lies there against what no engine checks: sizes
// of targets and type, lines, contrast, edges, order, what only a mouse shows.
// Elder mode asks for more.
func (p *Page) Inspect(elder bool) []audit.Finding {
	p.t.Helper()
	var calls []string
	all := inspections(elder)
	for _, one := range all {
		calls = append(calls, fmt.Sprintf("i.%s(%g)", one.function, one.arg))
	}
	var answers [][][2]string
	p.Eval("(i => ["+strings.Join(calls, ",")+"])("+strings.TrimSpace(inspectJS)+")", &answers)
	found := renamed(p.Targets(leastTarget), "script targets")
	for i, pairs := range answers {
		found = append(found, findings(all[i].rule, pairs)...)
	}
	return found
}

func renamed(found []audit.Finding, rule string) []audit.Finding {
	for i := range found {
		found[i].Rule = rule
	}
	return found
}

// inspect calls one function of inspect.js.
func (p *Page) inspect(out any, function string) {
	p.t.Helper()
	p.Eval(strings.TrimSpace(inspectJS)+"."+function+"()", out)
}

// Overflow returns what reaches beyond the edge of the page as wide as it is now.
func (p *Page) Overflow(rule string) []audit.Finding {
	p.t.Helper()
	var found [][2]string
	p.measure(&found, "overflow")
	return findings(rule, found)
}

// zoom is a window as small as a zoom makes it.
type zoom struct {
	rule          string
	width, height int
	scale         float64
}

// Zoomed returns what is lost at 200 % and at 400 % of a window of 1280 × 1024,
// and what reaches beyond 320 px or, on vertical pages, beyond 256 px of height.
func (p *Page) Zoomed() []audit.Finding {
	p.t.Helper()
	size := p.size()
	defer p.Viewport(size[0], size[1])
	least := zoom{"script reflow 320", 320, 568, 1}
	if p.vertical() {
		least = zoom{"script reflow 256", 640, 256, 1} // its lines are as long as the window is high
	}
	var found []audit.Finding
	for _, zoom := range []zoom{{"script zoom 200", 640, 512, 2}, {"script reflow 400", 320, 256, 4}, least} {
		p.send("Emulation.setDeviceMetricsOverride", object{"width": zoom.width, "height": zoom.height, "deviceScaleFactor": zoom.scale, "mobile": false}, nil)
		found = append(found, p.Overflow(zoom.rule)...)
		var cut [][2]string
		p.measure(&cut, "cut")
		found = append(found, findings(zoom.rule, cut)...)
	}
	return found
}

// WideSpacing returns text that is cut off, or leaves the page, with the
// spacing a reader may set (WCAG 2.2 1.4.12).
func (p *Page) WideSpacing() []audit.Finding {
	p.t.Helper()
	found := renamed(p.Spacing(), "script text spacing")
	p.measure(nil, "sheet", spacing)
	defer p.measure(nil, "unsheet")
	return append(found, p.Overflow("script text spacing")...)
}

// Still returns what moves, for a reader who asked for no motion.
func (p *Page) Still() []audit.Finding {
	p.t.Helper()
	p.Media("prefers-reduced-motion=reduce")
	defer p.Media()
	var found [][2]string
	p.inspect(&found, "still")
	return findings("script reduced motion", found)
}

// Turned returns what is not there any more when the device is held the other way.
func (p *Page) Turned() []audit.Finding {
	p.t.Helper()
	size := p.size()
	defer p.Viewport(size[0], size[1])
	var upright, across []string
	p.Viewport(700, 701)
	p.inspect(&upright, "orientation")
	p.Viewport(701, 700)
	p.inspect(&across, "orientation")
	if slices.Equal(upright, across) {
		return nil
	}
	return []audit.Finding{{Rule: "script orientation", Where: "page", Text: "differs between upright and across"}}
}

// Changes uses every control and returns those that lead elsewhere by
// themselves. The page is not as before afterwards: load it again.
func (p *Page) Changes() []audit.Finding {
	p.t.Helper()
	before := len(p.Requests())
	var found [][2]string
	p.inspect(&found, "change")
	all := findings("script on change", found)
	for _, request := range p.Requests()[before:] {
		all = append(all, audit.Finding{Rule: "script on change", Where: "page", Text: "asks for " + request})
	}
	return all
}

// Statuses returns what the page tells as a status, and whether it did so
// without taking the focus: "said" is right.
func (p *Page) Statuses() [][2]string {
	p.t.Helper()
	var found [][2]string
	p.inspect(&found, "status")
	return found
}

// OnPaper returns what would be printed too small or should not be printed.
func (p *Page) OnPaper() []audit.Finding {
	p.t.Helper()
	p.Media("print")
	defer p.Media()
	var found [][2]string
	p.inspect(&found, "paper")
	return findings("script print", found)
}

// Pointers returns where the large pointer is missing or small, and whether the
// reading line takes the pointer, for a reader who chose both.
func (p *Page) Pointers() []audit.Finding {
	p.t.Helper()
	var found [][2]string
	p.inspect(&found, "pointer")
	return findings("script pointer", found)
}

// Unfold opens everything that is folded, so that it is judged too.
func (p *Page) Unfold() {
	p.t.Helper()
	p.Eval("document.querySelectorAll('details').forEach(d => d.open = true)", nil)
}

// Colours returns background, text and link colour of the page as they are now.
func (p *Page) Colours() string {
	p.t.Helper()
	var all []string
	p.inspect(&all, "colours")
	return strings.Join(all, " ")
}

// Elsewhere returns requests to other hosts and everything else that went wrong
// since the page was opened, from the given number of problems on.
func (p *Page) Elsewhere(from int) []audit.Finding {
	p.t.Helper()
	var found []audit.Finding
	for _, problem := range p.Problems()[from:] {
		rule := "script console"
		if strings.HasPrefix(problem, "request to another host") {
			rule = "script off origin"
		}
		found = append(found, audit.Finding{Rule: rule, Where: "page", Text: problem})
	}
	return found
}

// Forced returns controls that have no edge to be seen and marks that look like
// no marks when the reader's device forces its own colours (Windows contrast
// themes), and stops of the focus that do not show it.
func (p *Page) Forced() []audit.Finding {
	p.t.Helper()
	p.Media("forced-colors=active")
	defer p.Media()
	p.measure(nil, "sheet", still)
	defer p.measure(nil, "unsheet")
	var boxes []focused
	p.inspect(&boxes, "edged")
	var found []audit.Finding
	for _, box := range boxes {
		clip := object{"clip": object{"x": max(0, box.X-4), "y": max(0, box.Y-4), "width": box.W + 8, "height": box.H + 8, "scale": 1}, "captureBeyondViewport": true}
		if n := p.standing(p.capture(clip)); n < int(box.W+box.H)/2 {
			found = append(found, audit.Finding{Rule: "script forced colours", Where: box.Name, Text: "has no edge that can be seen"})
		}
	}
	var same [][2]string
	p.inspect(&same, "marks")
	return append(found, findings("script forced colours", same)...)
}

// standing counts the pixels that stand out by 3:1 from the corner of a picture.
func (p *Page) standing(data []byte) (n int) {
	p.t.Helper()
	picture := p.picture(data)
	area := picture.Bounds()
	ground := picture.At(area.Min.X, area.Min.Y)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if contrast(picture.At(x, y), ground) >= 3 {
				n++
			}
		}
	}
	return n
}
