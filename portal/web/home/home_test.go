package home_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/a11y/preference"
	"changban/locales"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/home"
	"changban/portal/web/webtest"
)

type tracker struct {
	known matter.Reference
	err   error
}

func (k tracker) Track(_ context.Context, ref matter.Reference, digits string) (home.Tracked, error) {
	if k.err != nil {
		return home.Tracked{}, k.err
	}
	if ref != k.known || !strings.HasSuffix(digits, "0472") {
		return home.Tracked{}, portal.NotFound()
	}
	return home.Tracked{Reference: ref, Name: portal.Msg("service.nursing-subsidy.name"), Promised: "2026-12-15", Steps: []home.TrackedStep{
		{Words: portal.Msg("common.answer.yes"), Day: "2026-11-21"}, {Words: portal.Msg("common.answer.no"), Day: "2026-11-23"},
	}}, nil
}

func pages(t *testing.T) home.Pages {
	t.Helper()
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	services, err := catalogue.Load(catalogue.Embedded(), words)
	if err != nil {
		t.Fatal(err)
	}
	places, err := office.LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	return home.Pages{Catalogue: services, Places: places}
}

func addresses() []string {
	return []string{"/zh-Hans", "/zh-Hans/services", "/zh-Hans/services/nursing-subsidy", "/zh-Hans/services?q=%E6%8A%A4%E7%90%86",
		"/zh-Hans/services?q=zzz", "/zh-Hans/help", "/zh-Hans/accessibility", "/zh-Hans/accessibility/requirements", "/zh-Hans/accessibility/requirements/see",
		"/zh-Hans/privacy", "/zh-Hans/track"}
}

func kernel(t *testing.T, p home.Pages, change ...func(*web.Config)) *webtest.Kernel {
	t.Helper()
	k := webtest.New(t, change...)
	p.Mount(k.Server)
	return k
}

func TestPagesKeepTheRules(t *testing.T) {
	p := pages(t)
	p.Tracker = tracker{}
	k := kernel(t, p)
	for _, path := range addresses() {
		for _, look := range []preference.Preference{preference.Default(), {Elder: true, Size: preference.SizeHuge, Theme: preference.ThemeYellow}} {
			c := k.Client(t)
			c.SetCookie("prefs", look.String())
			page := c.Get(path).Want(200).Audit()
			if title := []rune(page.One("title").Text()); len(title) > 30 {
				t.Errorf("%s: the title has %d characters", path, len(title))
			}
			if page.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s sets a cookie", path)
			}
		}
		k.SignedIn(t, session.Resident, "i1").Get(path).Want(200).Audit()
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	k := kernel(t, pages(t))
	c := k.Client(t)
	elsewhere := []string{"/zh-Hans/preferences", "/zh-Hans/sign-in", "/zh-Hans/me", "/zh-Hans/hotline"} // other areas'
	for _, path := range addresses() {
		for _, a := range c.Get(path).Doc().All("a[href]") {
			href, anchor, _ := strings.Cut(a.Attr("href"), "#")
			if href == "" || strings.HasPrefix(href, "tel:") || strings.Contains(strings.Join(elsewhere, " ")+" ", href+" ") && href != "/zh-Hans" {
				continue
			}
			target := c.Get(href)
			if target.Status != 200 || anchor != "" && !target.Doc().ID(anchor).Exists() {
				t.Errorf("%s: %q leads to %s: %d", path, a.Text(), a.Attr("href"), target.Status)
			}
		}
	}
}

func TestWordsComeFromLocales(t *testing.T) {
	p := pages(t)
	p.Tracker = tracker{}
	k := kernel(t, p, func(c *web.Config) { c.Pseudo = true })
	for _, path := range addresses() {
		for _, f := range audit.Pseudo(k.Client(t).Get(path).Body, "护理", "zzz") {
			t.Errorf("%s: %s", path, f)
		}
	}
}

func TestGuide(t *testing.T) {
	k := kernel(t, pages(t))
	c := k.Client(t)
	page := c.Get("/zh-Hans/services/nursing-subsidy").Want(200)
	page.WantText("重度残疾人护理补贴", "每月 110 元", "二连浩特市", "以当地最新标准为准", "东河区", "16 个工作日", "不收费",
		"还不清楚", "残疾人证还在有效期内吗？", "不清楚也可以申请", "居民身份证", "委托书", "3 个工作日内", "民政部门决定", "户口不在这里，能办吗")
	forms := page.Doc().All(`main form[action="/zh-Hans/services/nursing-subsidy/apply"]`)
	if len(forms) != 2 || forms[0].One("button").Text() != "开始申请护理补贴" {
		t.Errorf("%d forms to start", len(forms))
	}
	for _, id := range []string{"unknown", "..%2f..", "nursing-subsidy%00", "'", strings.Repeat("x", 500)} {
		c.Get("/zh-Hans/services/" + id).Want(404).Audit()
	}
}

// Where a mandate does not stand for the person, the guide says so before anybody
// starts; where it always does, nothing is said.
func TestGuideSaysWhatNeedsThePerson(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	c.Get("/zh-Hans/services/card-new").Want(200).Audit().WantText("要本人去吗", "评定要本人到场")
	if strings.Contains(c.Get("/zh-Hans/services/nursing-subsidy").Want(200).Text(), "要本人去吗") {
		t.Error("the subsidy asks nobody to come")
	}
}

// A promise that counts every day says days, not working days.
func TestGuideOfCalendarDays(t *testing.T) {
	page := kernel(t, pages(t)).Client(t).Get("/zh-Hans/services/online-petition").Want(200).Audit()
	page.WantText("60 天", "15 天内", "45 天内", "30 天", "复查", "不超过 5 人")
	if strings.Contains(page.Text(), "工作日") {
		t.Error("counts working days")
	}
}

// A guide to the hotline leads to a ticket with what it knows of it.
func TestGuideOfATicket(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	for id, want := range map[string]string{"hotline-ticket": "/zh-Hans/hotline/new", "barrier-report": "/zh-Hans/hotline/new?topic=access&type=complaint"} {
		page := c.Get("/zh-Hans/services/" + id).Want(200).Audit()
		if links := page.Doc().All("main a[href^='/zh-Hans/hotline/new']"); len(links) != 2 || links[0].Attr("href") != want {
			t.Errorf("%s: %d links", id, len(links))
		}
		if len(page.Doc().All("main form")) > 0 {
			t.Errorf("%s starts an application", id)
		}
	}
}

// TestSearch: everyday words, official words, a sentence, readings with and
// without tones, initials; the first found is what was meant.
func TestSearch(t *testing.T) {
	k := kernel(t, pages(t))
	for query, want := range map[string]string{
		"护理": "重度残疾人护理补贴", "家里人照顾我": "重度残疾人护理补贴", "  护理  ": "重度残疾人护理补贴",
		"hulibutie": "重度残疾人护理补贴", "hù lǐ bǔ tiē": "重度残疾人护理补贴", "重度残疾人护理补贴": "重度残疾人护理补贴",
		"油钱": "残疾人机动轮椅车燃油补贴", "我的证丢了怎么办": "残疾人证挂失补办", "轮椅": "",
	} {
		page := k.Client(t).Get("/zh-Hans/services?" + url.Values{"q": {query}}.Encode()).Want(200)
		found := page.Doc().All("main .rows.links a")
		if len(found) == 0 || want != "" && found[0].Text() != want {
			t.Errorf("%.20q: %d found, not %q first", query, len(found), want)
		}
		if page.One("input[name=q]").Attr("value") == "" {
			t.Errorf("%.20q: the words are not kept", query)
		}
	}
	for query, want := range map[string]string{
		"zzz": "没有找到", "<script>alert(1)</script>": "没有找到", "' or 1=1 --": "没有找到", "**": "没有找到", "\xff": "能办的事",
		strings.Repeat("找", 500): "没有找到", " ": "能办的事",
	} {
		page := k.Client(t).Get("/zh-Hans/services?" + url.Values{"q": {query}}.Encode()).Want(200)
		if got := page.One("h1").Text(); got != want {
			t.Errorf("%.20q: %q, want %q", query, got, want)
		}
	}
}

// TestFilter: by place and by person; what fits nobody is said.
func TestFilter(t *testing.T) {
	k := kernel(t, pages(t))
	names := func(query string) string {
		page := k.Client(t).Get("/zh-Hans/services?" + query).Want(200)
		var all []string
		for _, a := range page.Doc().All("main .rows.links a") {
			all = append(all, a.Text())
		}
		return strings.Join(all, " ")
	}
	pension, child := "城乡居民基本养老保险代缴", "儿童康复"
	for query, holds := range map[string][2]string{
		"who=child": {child, pension}, "who=adult": {pension, child}, "who=elder": {"护理补贴", pension},
		"place=150202&who=child": {child, pension}, "place=999999&who=nobody": {pension, "-"},
	} {
		got := names(query)
		if !strings.Contains(got, holds[0]) || strings.Contains(got, holds[1]) {
			t.Errorf("%s: %s", query, got)
		}
	}
	page := k.Client(t).Get("/zh-Hans/services?place=150202&who=child").Want(200)
	if n := len(page.Doc().All("main nav.filters a[aria-current]")); n != 2 {
		t.Errorf("%d filters are marked", n)
	}
}

func TestFrontForReaderWithDrafts(t *testing.T) {
	p := pages(t)
	p.Unfinished = func(_ context.Context, identity string) (home.Unfinished, error) {
		if identity != "i1" {
			return home.Unfinished{}, errors.New("down")
		}
		return home.Unfinished{Count: 2, Service: "nursing-subsidy", Step: 3, Until: "2026-12-21", URL: "/zh-Hans/for/x/drafts/y/z"}, nil
	}
	k := kernel(t, p)
	k.SignedIn(t, session.Resident, "i1").Get("/zh-Hans").Want(200).Audit().
		WantText("您有 2 份没填完", "护理补贴，停在第 3 题", "12 月 21 日", "接着填护理补贴", "看没填完的")
	for _, c := range []*webtest.Client{k.SignedIn(t, session.Resident, "i2"), k.SignedIn(t, session.Staff, "i1"), k.Client(t)} {
		if c.Get("/zh-Hans").Want(200).One(".notice").Exists() {
			t.Error("a notice for nobody")
		}
	}
}

func TestTrack(t *testing.T) {
	p := pages(t)
	ref := matter.NewReference(matter.CaseKind)
	p.Tracker = tracker{known: ref}
	k := kernel(t, p)
	c := k.Client(t)
	form := c.Get("/zh-Hans/track").Want(200)
	for _, typed := range [][2]string{{string(ref), "0472"}, {string(ref[:4] + " " + ref[4:8] + "-" + ref[8:]), "１３８ 0000 0472"}} {
		found := c.Press(form, "查进度", url.Values{"reference": {typed[0]}, "last_four": {typed[1]}}).Want(200).Audit()
		found.WantText("重度残疾人护理补贴", "最晚 12 月 15 日（星期二）告诉您结果", "现在：")
		if found.Header.Get("Cache-Control") != "no-store" {
			t.Error("a result may not be kept")
		}
	}
	other := string(matter.NewReference(matter.CaseKind))
	for _, tc := range []struct{ ref, four, want string }{
		{"", "", "填受理编号。"}, {string(ref), "12", "后四位要是 4 个数字。"}, {string(ref), "", "填手机号的最后四位。"},
		{"abc", "0472", "错误："}, {"123", "0472", "错误："}, {string(ref), "9999", "没有找到"}, {other, "0472", "没有找到"},
	} {
		page := c.Submit("/zh-Hans/track", url.Values{"reference": {tc.ref}, "last_four": {tc.four}}).Want(422).Audit().WantText(tc.want)
		if page.One("input[name=reference]").Attr("value") != tc.ref || !strings.HasPrefix(page.One("title").Text(), "错误：") {
			t.Errorf("%v: what was typed is gone", tc)
		}
	}
}

func TestTrackWhenThingsFail(t *testing.T) {
	p := pages(t)
	form := url.Values{"reference": {string(matter.NewReference(matter.CaseKind))}, "last_four": {"0472"}}
	kernel(t, p).Client(t).Post("/zh-Hans/track", form).Want(404)
	p.Tracker = tracker{err: &portal.Error{Kind: portal.KindUnavailable}}
	kernel(t, p).Client(t).Post("/zh-Hans/track", form).Want(503).Audit()
	p.Tracker, p.Limits = tracker{}, session.NewLocal(webtest.NewClock(time.Now()))
	c := kernel(t, p).Client(t)
	for range 10 {
		c.Post("/zh-Hans/track", form).Want(422)
	}
	c.Post("/zh-Hans/track", form).Want(429)
}
