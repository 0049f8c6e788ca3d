package main

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// Sizes a first view may have, in bytes of brotli (decisions 24).
const (
	maxHTML  = 6 << 10
	maxSheet = 8 << 10
	maxDemo  = 8 << 10 // the list of everybody who can be tried; no resident ever loads it
)

// maxTitle is how many characters a title of a Chinese page may have.
const maxTitle = 30

// plain are routes that answer no page.
func plain() []shot {
	return []shot{
		{path: "/healthz"}, {path: "/readyz"}, {path: "/robots.txt"},
		{path: "/favicon.ico", want: 204},
		{path: "/static/" + missing, want: 404},
		{path: "/.well-known/portal-keys"},
	}
}

func TestEveryRouteHasAFixture(t *testing.T) {
	c := startCast(t, "sqlite")
	covered := map[web.Route]int{}
	routes := c.Server.Routes()
	for _, s := range append(append(c.shots(), c.elsewhere()...), append(plain(), c.files()...)...) {
		r, known := routeOf(routes, s.method(), s.path)
		if !known {
			if s.want != 404 && s.want != 405 {
				t.Errorf("%s: no route for %s %s", s.name, s.method(), s.path)
			}
			continue
		}
		covered[r]++
	}
	for _, r := range routes {
		if covered[r] == 0 {
			t.Errorf("%s %s has no fixture", r.Method, r.Path)
		}
	}
	floor.Count(t, "routes with fixture", len(covered))
}

// files are answers that are no page.
func (c *cast) files() []shot {
	return []shot{{path: "/zh-Hans/desk/pay/" + c.runs["settled"] + "/file", who: "E701"}}
}

// elsewhere are requests whose answer is no page of its own: files, and what
// leads on.
func (c *cast) elsewhere() []shot {
	a1 := c.casePath("a1", "a1", c.refs["a1.submitted"], "")
	return []shot{
		{name: "resident file", path: a1 + "/files/" + portal.NewID(), who: "a1", want: 404},
		{name: "desk file", path: "/zh-Hans/desk/cases/" + string(c.refs["a4.accepted"]) + "/files/" + portal.NewID(), who: "E101", want: 404},
		{name: "apply no-key", path: "/zh-Hans/services/nursing-subsidy/apply", who: "a1", form: form(), want: 303},
		{name: "track plain", path: "/zh-Hans/track", form: form(), want: 422},
	}
}

// TestPages holds every page in every state, in standard and elder mode, against
// the page rules; they lie beside axe and html-validate, which need a browser.
func TestPages(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	all := map[string]map[string]string{} // titles, by language
	typed, count := append(c.typed(), c.listed()...), 0
	for _, s := range c.everyTongue(append(c.shots(), c.elsewhere()...), "", "esl") {
		t.Run(s.String(), func(t *testing.T) {
			a := c.take(t, s.shot, prefer(s.look))
			if len(a.Body) == 0 || strings.HasPrefix(s.name, "sample ") {
				return
			}
			count++
			a.Audit(s.exempt()...)
			if all[s.language] == nil {
				all[s.language] = map[string]string{}
			}
			if err := checkTitle(all[s.language], s.shot, a.One("title").Text()); err != nil {
				t.Error(err)
			}
			checkHelp(t, a)
			checkTongue(t, s, a.Body, typed)
		})
	}
	floor.Count(t, "pages.audit", count)
	titles := all["zh-Hans"]
	for title, kind := range titles {
		proves(t, "go titles", nil, checkTitle(titles, shot{name: "other than-" + kind}, title))
		break
	}
}

func prefer(look string) func(*webtest.Client) {
	return func(c *webtest.Client) {
		if look != "" {
			c.SetCookie("prefs", look)
		}
	}
}

// checkTitle: short, and no two kinds of pages share one.
func checkTitle(titles map[string]string, s shot, title string) error {
	if n := utf8.RuneCountInString(title); n > maxTitle && !s.isExample() && strings.HasPrefix(s.path, "/zh-Hans") {
		return fmt.Errorf("the title has %d characters: %s", n, title)
	}
	kind := s.kind()
	if other, taken := titles[title]; taken && other != kind {
		return fmt.Errorf("%s has the title of %s: %s", kind, other, title)
	}
	titles[title] = kind
	return nil
}

// kind is what the page is about; official papers read the same at the desk.
func (s shot) kind() string {
	kind, _, _ := strings.Cut(s.name, " ")
	switch {
	case strings.Contains(kind, "official"):
		return "official"
	case kind == "hotline-open":
		return kind // asks for the code of whatever ticket
	case s.want == 404 || s.want == 405 || s.want == 413:
		return "error"
	case s.want == 401:
		return strings.TrimSuffix(s.name, " held")
	}
	return kind
}

// isExample tells pages of the gallery, whose texts are fixed.
func (s shot) isExample() bool {
	return strings.HasPrefix(s.name, "example ") || strings.HasPrefix(s.name, "sample ")
}

// exempt: an example is a part alone, with the ugliest texts of any language, on
// a page that has a menu and links of its own.
func (s shot) exempt() []string {
	if strings.HasPrefix(s.name, "demo-messages") {
		return []string{"script-marks"} // as other programs draw them
	}
	if !s.isExample() {
		return nil
	}
	return []string{"in-page-link", "summary-place", "summary-message", "lang-script", "link-same", "id-unique"}
}

// checkHelp: the phone stands on every page, in the same place (WCAG 3.2.6).
func checkHelp(t *testing.T, a webtest.Answer) {
	t.Helper()
	if !strings.Contains(a.Text(), "12385") {
		t.Error("no phone on the page")
	}
	if !a.One("#help").Exists() {
		t.Error("no help block")
	}
}

// TestPagesInPseudo finds words that no message holds, on every page.
func TestPagesInPseudo(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	shots := append(c.shots(), c.elsewhere()...)
	c.pseudo()
	typed := c.typed()
	count := 0
	// Examples are fixed texts.
	for _, s := range c.byTurn(t, slices.DeleteFunc(shots, shot.isExample), "", "esl") {
		t.Run(s.String(), func(t *testing.T) {
			a := c.take(t, s.shot, prefer(s.look))
			if len(a.Body) == 0 {
				return
			}
			count++
			for _, f := range audit.Pseudo(a.Body, shownOf(typed, a.Body)...) {
				t.Error(f)
			}
		})
	}
	floor.Count(t, "pages.pseudo", count)
}

// marking divides what somebody typed into runs of one script.
var marking = regexp.MustCompile(`</?span[^>]*>`)

// shownOf are the texts that stand on a page: few of very many.
func shownOf(typed []string, page []byte) []string {
	text := html.UnescapeString(marking.ReplaceAllString(string(page), ""))
	return slices.DeleteFunc(slices.Clone(typed), func(s string) bool { return !strings.Contains(text, s) })
}

// pseudo serves the same house in the pseudo-language.
func (c *cast) pseudo() {
	c.t.Helper()
	server, assets := c.serverWith(func(config *web.Config) { config.Pseudo = true })
	c.mount(server)
	c.must(c.mountDemo(c.t.Context(), server, assets))
	c.server = server
}

// typed are texts that people typed, as pages show them.
func (c *cast) typed() []string {
	var all []string
	for _, r := range append(slices.Clone(c.data.Residents), c.kin...) {
		all = append(all, r.Name, r.Address, r.Phone, r.IDNumber, r.CardNumber)
	}
	for _, ref := range c.refs {
		k, err := c.store.Case(c.t.Context(), ref)
		c.must(err)
		all = append(all, declared(k.Body.Declaration)...)
	}
	// The longest first: a name may lie within another text.
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	all = slices.Compact(all)
	all = append(all, c.data.said()...)
	all = append(all, saidInScenes()...)
	all = append(all, c.saidOnTheLine()...)
	return append(all, helpedName, c.words.Localizer("zh-Hans").T("demo.bank"))
}

// said is what people and officers of the demo type.
func (d demoData) said() []string {
	var all []string
	for _, k := range d.Cases {
		for _, text := range k.Answers {
			all = append(all, strings.Split(text, ",")...)
		}
		for _, do := range k.Do {
			all = append(all, strings.Split(do, ":")...)
		}
	}
	return slices.DeleteFunc(all, func(text string) bool {
		return !strings.ContainsFunc(text, func(r rune) bool { return r > 0x2e80 })
	})
}

// declared is the declaration as it was read: kept words of its own time.
func declared(d application.Declaration) []string {
	all := append([]string{d.Title}, d.Consents...)
	for _, line := range d.Lines {
		all = append(append(all, line.Group, line.Question), strings.Split(line.Answer, "\n")...)
	}
	return slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// TestLooksChangeNothingElse: size and theme are attributes of the html element;
// everything else of a page is the same bytes. A half of the pages each day.
func TestLooksChangeNothingElse(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	count, day := 0, int(proofSeed(t)%2)
	for i, s := range c.shots() {
		if s.form != nil || strings.HasPrefix(s.name, "preferences") || s.isExample() || !isFull() && i%2 != day {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			want := map[bool][]byte{}
			for _, look := range append(preference.Variants(), plainExtras()...) {
				got := rest(c.take(t, s, prefer(look.String())).Body)
				if want[look.Elder] == nil {
					want[look.Elder] = got
				}
				if !bytes.Equal(got, want[look.Elder]) {
					t.Errorf("%s changes the page", look)
				}
				count++
			}
		})
	}
	floor.Count(t, "pages.looks", count)
}

// plainExtras are the further choices that are attributes only: pinyin adds to
// the text.
func plainExtras() []preference.Preference {
	return slices.DeleteFunc(preference.Extras(), func(p preference.Preference) bool { return p.Pinyin })
}

var (
	rootTag = regexp.MustCompile(`<html [^>]*>`)
	fresh   = regexp.MustCompile(`name="_(csrf|key|renew)" value="[^"]*"`)
	number  = regexp.MustCompile(`[0-9a-f]{8}`) // of the request, on error pages
)

// rest is a page without the html element's attributes and without what is new
// in every answer.
func rest(page []byte) []byte {
	page = fresh.ReplaceAll(rootTag.ReplaceAll(page, nil), nil)
	return number.ReplaceAll(page, nil)
}

// TestBytes prints and bounds what a first view costs.
func TestBytes(t *testing.T) {
	c := startCast(t, "sqlite")
	largest, name := 0, ""
	for _, s := range c.shots() {
		if s.form != nil || s.want != 0 || s.isExample() || strings.HasPrefix(s.name, "gallery") {
			continue
		}
		n := len(c.take(t, s, squeezed).Body)
		most := maxHTML
		if strings.HasPrefix(s.name, "demo-") {
			most = maxDemo
		} else if n > largest {
			largest, name = n, s.name
		}
		if n > most {
			t.Errorf("%s: %d bytes of HTML", s.name, n)
		}
	}
	sheet := c.take(t, shot{path: c.take(t, shot{path: "/zh-Hans"}).One("link[rel=stylesheet]").Attr("href")}, squeezed)
	if n := len(sheet.Body); n > maxSheet || sheet.Header.Get("Content-Encoding") != "br" {
		t.Errorf("%d bytes of CSS", n)
	}
	front := c.take(t, shot{path: "/zh-Hans"}, squeezed)
	t.Logf("largest page %s: %d bytes, front %d, sheet %d (brotli)", name, largest, len(front.Body), len(sheet.Body))
}

func squeezed(c *webtest.Client) { c.Header["Accept-Encoding"] = "br" }
