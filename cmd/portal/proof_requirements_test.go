package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web/webtest"
)

// proves holds a behaviour against the house and against a house that lacks it:
// the same assertion has to be content with one and not with the other.
func proves(t *testing.T, check string, green, red error) {
	t.Helper()
	switch {
	case green != nil:
		t.Errorf("%s: %v", check, green)
	case red == nil:
		t.Errorf("%s does not see its mutant", check)
	default:
		t.Logf("%s: red is %v", check, red)
		floor.Prove(t, check)
	}
}

// door is how somebody comes into the house, or into one that is worse: off are
// handlers switched off, bent is what a careless reader does to a form.
type door struct {
	*webtest.Client
	off  func(form string) bool
	bent func(url.Values)
}

func (c *cast) door(t *testing.T, who string) door { return door{Client: c.client(t, who)} }

// press sends a form of a page as it stands, changed by fill.
func (d door) press(page webtest.Answer, form string, fill url.Values) webtest.Answer {
	if d.off != nil && d.off(form) {
		return page
	}
	sent := url.Values{}
	for name, values := range fill {
		sent[name] = slices.Clone(values)
	}
	if d.bent != nil {
		d.bent(sent)
	}
	return d.Press(page, form, sent)
}

// answer answers one question; it is an error when the same question comes again.
func (d door) answer(at string, fill url.Values) error {
	step := at[strings.LastIndexByte(at, '/')+1:]
	next := d.press(d.Get(at).Want(200), "form[action$='/"+step+"']", fill)
	if next.Status != 200 || next.One("[name=_step]").Attr("value") == step {
		return fmt.Errorf("%s does not take %v: %d %.100s", step, fill, next.Status, next.One(".errors").Text())
	}
	return nil
}

// TestProofRequirements proves what pages alone cannot show.
func TestProofRequirements(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	fresh := c.draftPath("fresh", "")
	own := c.data.resident("fresh")

	t.Run("forgiving input", func(t *testing.T) {
		strict := c.door(t, "fresh")
		strict.bent = onlyASCII
		proves(t, "go forgiving input", forgiving(c.door(t, "fresh"), fresh, own), forgiving(strict, fresh, own))
	})
	t.Run("names", func(t *testing.T) {
		narrow := c.door(t, "fresh")
		narrow.bent = onlyHan
		proves(t, "go names", anyName(c.door(t, "fresh"), fresh), anyName(narrow, fresh))
	})
	t.Run("undo", func(t *testing.T) {
		at := c.casePath("a1", "a1", c.refs["a1.submitted"], "")
		closed := c.door(t, "a1")
		closed.off = func(form string) bool { return strings.Contains(form, "amend") }
		red := undoable(closed, at)
		proves(t, "go withdraw and amend", undoable(c.door(t, "a1"), at), red)
	})
	t.Run("press twice", func(t *testing.T) {
		ignoring := c.door(t, "empty")
		ignoring.bent = func(form url.Values) { form.Set("_key", portal.NewID()) }
		proves(t, "go press twice", once(c.door(t, "empty"), "演示一次"), once(ignoring, "演示两次"))
	})
	t.Run("asked once", func(t *testing.T) {
		proves(t, "go asked once", askedAgain(c.stepsOf("zhao")), askedAgain(c.stepsOf("empty")))
	})
	t.Run("drafts kept", func(t *testing.T) {
		forgetful := c.door(t, "fresh")
		forgetful.off = func(string) bool { return true }
		red := c.kept(forgetful, fresh, "演示忘了")
		proves(t, "go drafts kept", c.kept(c.door(t, "fresh"), fresh, "演示留住"), red)
	})
}

// onlyASCII is a reader that knows no full-width digits and no written months.
func onlyASCII(form url.Values) {
	for _, values := range form {
		for i, v := range values {
			values[i] = strings.Map(func(r rune) rune {
				if r > 0x7f {
					return '?'
				}
				return r
			}, v)
		}
	}
}

// forgiving: digits and months as people and phones write them.
func forgiving(d door, draft string, who demoResident) error {
	wide := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, who.IDNumber)
	return errors.Join(
		d.answer(draft+"id_number", form("id_number", wide[:18]+"　"+wide[18:])),
		d.answer(draft+"phone", form("phone", "１３８ ００００-３００１")),
		d.answer(draft+"card_valid", form("card_valid_to.year", "２０３１年", "card_valid_to.month", "三月", "card_valid_to.day", "03")),
	)
}

// onlyHan is a reader that takes Chinese names alone.
func onlyHan(form url.Values) {
	for name, values := range form {
		if strings.Trim(values[0], "长") != "" {
			form.Set(name, "")
		}
	}
}

func anyName(d door, draft string) error {
	var wrong error
	for _, name := range []string{"阿尔斯楞·巴图", "Altan-Ochir Batbayar", "ᠪᠠᠶᠠᠷ", strings.Repeat("长", 100)} {
		wrong = errors.Join(wrong, d.answer(draft+"name", form("name", name)))
	}
	return wrong
}

// undoable: what was sent a few minutes ago can be taken back or put right.
func undoable(d door, at string) error {
	page := d.Get(at).Want(200)
	back := page.One(`main a[href$="/withdraw"]`).Attr("href")
	if back == "" || d.Get(back).Status != 200 {
		return errors.New("no way to withdraw")
	}
	if next := d.press(page, "form[action$='/amend']", nil); !next.One("[name=_step]").Exists() {
		return errors.New("amending leads to no question")
	}
	return nil
}

// once adds somebody to act for by pressing twice.
func once(d door, name string) error {
	const add = "/zh-Hans/me/people/new"
	count := func() int { return strings.Count(d.Get("/zh-Hans/me/people").Text(), name) }
	page := d.Get(add).Want(200)
	fill := form("relation", "mother", "name", name, "guardian", "no")
	d.press(page, "form[action$='/people/new']", fill)
	first := count()
	d.press(page, "form[action$='/people/new']", fill)
	if first == 0 || count() != first {
		return fmt.Errorf("named %d times, then %d", first, count())
	}
	return nil
}

// stepsOf are the questions that a new service asks somebody.
func (c *cast) stepsOf(who string) []string {
	c.t.Helper()
	p := c.players[who]
	d, err := c.apply.Begin(p.ctx, p.own, "job-registration", portal.NewID())
	c.must(err)
	v, err := c.apply.View(p.ctx, application.Where{Person: p.own, Draft: d.ID})
	c.must(err)
	var ids []string
	for _, s := range v.Journey().Steps {
		ids = append(ids, s.Step.ID)
	}
	return ids
}

// askedAgain: who has been through one service is not asked the same by another.
func askedAgain(steps []string) error {
	for _, known := range []string{"name", "id_number", "phone", "hukou"} {
		if slices.Contains(steps, known) {
			return fmt.Errorf("asks %s again", known)
		}
	}
	return nil
}

// kept: after eight days and with a new session the answer stands there again.
func (c *cast) kept(d door, draft, name string) error {
	d.press(d.Get(draft+"name"), "form[action$='/name']", form("name", name))
	c.Clock.Move(8 * 24 * time.Hour)
	d.SetCookie("session", portal.NewID())
	if late := d.Get(draft + "name"); late.Status == 200 {
		return errors.New("the page is there without a session, so nothing was shown")
	}
	cookie, _, err := c.sessions.Open(c.t.Context(), session.Resident, c.players["fresh"].id)
	c.must(err)
	d.SetCookie("session", cookie)
	if got := d.Get(draft + "name").One("[name=name]").Attr("value"); got != name {
		return fmt.Errorf("%q was typed, %q is there", name, got)
	}
	if again := d.Visit(strings.TrimSuffix(draft, "/")); !again.One("[name=_step]").Exists() {
		return errors.New("coming back leads to no question")
	}
	return nil
}

// TestProofForms proves what forms do with answers, over all pages with a form.
func TestProofForms(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	var keeps, answers error
	compared, posts := 0, 0
	var wrong []byte
	var sent url.Values
	for _, s := range c.shots() {
		if s.form == nil {
			continue
		}
		a := c.take(t, s)
		posts++
		answers = errors.Join(answers, answered(s.name, a.Header.Get("Location"), a.Body))
		if s.want == 422 && strings.HasPrefix(s.name, "question-") {
			n, err := valuesKept(a.Body, s.form)
			keeps, compared = errors.Join(keeps, err), compared+n
			if n > 0 {
				wrong, sent = a.Body, s.form
			}
		}
	}
	if compared < 20 || posts < 50 {
		t.Errorf("%d values compared, %d posts", compared, posts)
	}
	_, forgets := valuesKept(regexp.MustCompile(` value="[^"]*"`).ReplaceAll(wrong, nil), sent)
	proves(t, "go values kept", keeps, forgets)
	proves(t, "go always answers", answers, answered("mutant", "", nil))
	checked := c.take(t, shot{path: c.draftPath("full", "check"), who: "qiqige"}).Body
	proves(t, "go number grouped", grouped(checked), grouped(regexp.MustCompile(`(\d{6}) (\d{8}) (\d{3}[\dX])`).ReplaceAll(checked, []byte("$1$2$3"))))
	c.proveTokens(t)
	floor.Count(t, "values kept", compared)
}

func answered(name, location string, body []byte) error {
	if location == "" && len(audit.Find(body, "h1")) != 1 {
		return errors.New(name + ": neither a page nor the way to one")
	}
	return nil
}

// valuesKept: every text that was sent stands in its field again, right or wrong.
func valuesKept(page []byte, sent url.Values) (compared int, wrong error) {
	for _, in := range audit.Find(page, "main input[type=text]") {
		name := in.Attr("name")
		if !sent.Has(name) {
			continue
		}
		compared++
		if in.Attr("value") != sent.Get(name) {
			wrong = errors.Join(wrong, fmt.Errorf("%s: %q was sent, %q is there", name, sent.Get(name), in.Attr("value")))
		}
	}
	return compared, wrong
}

var citizenNumber = regexp.MustCompile(`\d{6} \d{8} \d{3}[\dX]`)

// grouped: a number is read back in its parts, 6-8-4.
func grouped(page []byte) error {
	for _, row := range audit.Find(page, "#f-id_number dd") {
		if citizenNumber.MatchString(row.Text()) {
			return nil
		}
	}
	return errors.New("the number is not in groups")
}

// tokens are the fields about the person who types (A11Y-06); no other field has one.
func tokens() map[string]string {
	return map[string]string{"name": "name", "phone": "tel", "residence_address.street": "address-line1"}
}

func (c *cast) proveTokens(t *testing.T) {
	t.Helper()
	var green error
	var page []byte
	seen := map[string]bool{}
	for _, id := range c.steps("fresh", "fresh") {
		body := c.take(t, shot{path: c.draftPath("fresh", id), who: "fresh"}).Body
		green = errors.Join(green, tokensOf(body, seen))
		if id == "phone" {
			page = body
		}
	}
	if len(seen) != len(tokens()) {
		t.Errorf("of the fields with a token only %v were seen", seen)
	}
	proves(t, "go autocomplete table", green, tokensOf([]byte(strings.ReplaceAll(string(page), `autocomplete="tel"`, "")), seen))
}

func tokensOf(page []byte, seen map[string]bool) error {
	var wrong error
	for _, in := range audit.Find(page, "main input[type=text]") {
		want, has := tokens()[in.Attr("name")]
		if got := in.Attr("autocomplete"); got != want {
			wrong = errors.Join(wrong, fmt.Errorf("%s: autocomplete %q, not %q", in.Attr("name"), got, want))
		}
		if has {
			seen[in.Attr("name")] = true
		}
	}
	return wrong
}

// TestProofWays: every service is in the list, is found by its name, and the same
// links stand in the same order everywhere.
func TestProofWays(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	words := c.words.Localizer("zh-Hans")
	list := c.take(t, shot{path: "/zh-Hans/services"}).Body
	var ways error
	for _, s := range c.catalogue.All() {
		if s.Hidden {
			continue
		}
		found := c.take(t, shot{path: "/zh-Hans/services?q=" + url.QueryEscape(words.T("service."+s.ID+".name"))}).Body
		ways = errors.Join(ways, leadsTo(list, s.ID), leadsTo(found, s.ID))
	}
	proves(t, "go two ways", ways, leadsTo([]byte(strings.ReplaceAll(string(list), "/nursing-subsidy", "/gone")), "nursing-subsidy"))

	var green error
	orders := map[bool]order{true: {}, false: {}}
	for _, s := range c.pagesOf() {
		page := c.take(t, s).Body
		green = errors.Join(green, orders[s.isResident()].add(s.name, navigation(page)))
	}
	reversed := navigation(c.take(t, shot{path: "/zh-Hans/help"}).Body)
	slices.Reverse(reversed)
	proves(t, "go same navigation", green, orders[true].add("mutant", reversed))
}

func leadsTo(page []byte, service string) error {
	if len(audit.Find(page, `main a[href="/zh-Hans/services/`+service+`"]`)) == 0 {
		return errors.New("no link to " + service)
	}
	return nil
}

// navigation is where the links of header and footer lead, in order.
func navigation(page []byte) []string {
	var all []string
	for _, a := range audit.Find(page, "header nav a, footer a") {
		all = append(all, a.Attr("href"))
	}
	return all
}

// order remembers which of two links came first on a page before.
type order map[[2]string]string

func (o order) add(page string, links []string) error {
	for i, first := range links {
		for _, second := range links[i+1:] {
			if before, other := o[[2]string{second, first}]; other && first != second {
				return fmt.Errorf("%s: %s stands before %s, on %s after it", page, first, second, before)
			}
			o[[2]string{first, second}] = page
		}
	}
	return nil
}

// TestProofWords: the whole catalogue talks as design 9 asks, those messages too
// that no page of the proof shows.
func TestProofWords(t *testing.T) {
	files, err := filepath.Glob("../../locales/zh-Hans/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	var green error
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		messages := map[string]any{}
		if err := json.Unmarshal(text, &messages); err != nil {
			t.Fatal(err)
		}
		for id, m := range messages {
			if said, is := m.(string); is {
				green = errors.Join(green, plainSpoken(id, said))
			}
		}
	}
	proves(t, "go catalogue words", green, plainSpoken("field.mutant", "您输入的信息有误"))
	if plainSpoken("field.mutant", strings.Repeat("长", 26)) == nil {
		t.Error("a long sentence is not seen")
	}
}

var placeholders = regexp.MustCompile(`\{\{[^}]*\}\}`)

// plainSpoken: no word of an office, and in questions and errors no long sentence.
func plainSpoken(id, said string) error {
	said = placeholders.ReplaceAllString(said, "")
	if word := audit.Banned(said); word != "" {
		return fmt.Errorf("%s says %s: %s", id, word, said)
	}
	if asked := strings.HasPrefix(id, "field.") || strings.HasSuffix(id, ".question"); asked && audit.LongSentence(said) != "" {
		return fmt.Errorf("%s is too long: %s", id, audit.LongSentence(said))
	}
	return nil
}
