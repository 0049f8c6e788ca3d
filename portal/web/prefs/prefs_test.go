package prefs_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/home"
	"changban/portal/web/prefs"
	"changban/portal/web/webtest"
)

type accounts struct{ saved map[string]string }

func (a accounts) SavePreference(ctx context.Context, value string) error {
	a.saved[portal.ActorFrom(ctx).ID] = value
	return errors.New("the store is away")
}

func (a accounts) Notice(ctx context.Context) (string, error) {
	return a.saved["notice of "+portal.ActorFrom(ctx).ID], nil
}

func (a accounts) SaveNotice(ctx context.Context, tag string) error {
	a.saved["notice of "+portal.ActorFrom(ctx).ID] = tag
	return nil
}

// Pages may be read in one language and messages in another.
func TestNoticeLanguage(t *testing.T) {
	k, kept := kernel(t)
	c := k.SignedIn(t, session.Resident, "somebody")
	page := c.Get("/mn-Cyrl/preferences").Want(200)
	if page.One(`input[name=notice][checked]`).Attr("value") != "zh-Hans" {
		t.Error("nothing is chosen")
	}
	page = c.Press(page, "#typed", url.Values{"notice": {"mn-Mong"}}).Want(200)
	if kept.saved["notice of somebody"] != "mn-Mong" || page.One(`input[name=notice][checked]`).Attr("value") != "mn-Mong" {
		t.Errorf("kept %v", kept.saved)
	}
	c.Post("/mn-Cyrl/preferences", url.Values{"notice": {"ru"}}).Want(303)
	if kept.saved["notice of somebody"] != "mn-Mong" {
		t.Errorf("kept %v", kept.saved)
	}
	if c.Press(page, "Саяын байдалд буцаах", nil).Want(200); kept.saved["notice of somebody"] != "zh-Hans" {
		t.Errorf("taken back: %v", kept.saved)
	}
	if k.Client(t).Get("/mn-Cyrl/preferences").One("input[name=notice]").Exists() {
		t.Error("nobody is asked for a notice language")
	}
}

func kernel(t *testing.T, change ...func(*web.Config)) (*webtest.Kernel, accounts) {
	t.Helper()
	k, a := webtest.New(t, change...), accounts{map[string]string{}}
	prefs.Pages{Accounts: a}.Mount(k.Server)
	home.Pages{}.Mount(k.Server)
	return k, a
}

func TestChoose(t *testing.T) {
	k, kept := kernel(t)
	c := k.Client(t)
	page := c.Get("/zh-Hans/preferences").Want(200).Audit()
	saved := c.Press(page, "保存", url.Values{"elder": {"1"}, "size": {"huge"}, "theme": {"yellow"}}).Want(200).Audit()
	saved.WantText("已经照您选的改好了。")
	if c.Cookie("prefs") != "ehy" || saved.One("html").Attr("data-theme") != "yellow" || saved.One("html").Attr("data-size") != "huge" {
		t.Errorf("cookie %q, html %s", c.Cookie("prefs"), saved.One("html").Where())
	}
	again := c.Press(saved, "全部改回标准", nil).Want(200)
	if c.Cookie("prefs") != preference.Default().String() || again.One("html").Attr("data-mode") != "standard" {
		t.Errorf("after the reset: %q", c.Cookie("prefs"))
	}
	if len(kept.saved) != 0 {
		t.Errorf("nobody was signed in: %v", kept.saved)
	}
	in := k.SignedIn(t, session.Resident, "i1")
	in.Press(in.Get("/zh-Hans/preferences"), "保存", url.Values{"theme": {"dark"}}).Want(200).WantText("换一台手机")
	if kept.saved["i1"] != "ssd" {
		t.Errorf("kept for the account: %v", kept.saved)
	}
}

// One press brings back what was before, and rubbish brings the standard.
func TestUndo(t *testing.T) {
	k, _ := kernel(t)
	c := k.Client(t)
	page := c.Get("/zh-Hans/preferences").Want(200)
	if strings.Contains(page.Text(), "改回刚才的样子") {
		t.Error("nothing was chosen yet")
	}
	saved := c.Press(page, "保存", url.Values{"size": {"huge"}, "theme": {"yellow"}}).Want(200).Audit()
	back := c.Press(saved, "改回刚才的样子", nil).Want(200).Audit()
	if got := c.Cookie("prefs"); got != "ssl" {
		t.Errorf("after the undo: %q", got)
	}
	c.Press(back, "改回刚才的样子", nil).Want(200) // an undo is undone as well
	if got := c.Cookie("prefs"); got != "shy" {
		t.Errorf("after the undo of the undo: %q", got)
	}
	c.Post("/zh-Hans/preferences", url.Values{"before": {"<script>"}}).Want(303)
	if got := c.Cookie("prefs"); got != "ssl" {
		t.Errorf("rubbish gives %q", got)
	}
}

// Every further choice arrives, stays on other pages and goes with the reset.
func TestFurtherChoices(t *testing.T) {
	k, _ := kernel(t)
	c := k.Client(t)
	page := c.Get("/zh-Hans/preferences").Want(200)
	saved := c.Press(page, "保存", url.Values{"spacing": {"wide"}, "aids": {"pointer", "line", "pinyin"}, "speed": {"slow"}}).Want(200).Audit()
	if c.Cookie("prefs") != "sslwply-" {
		t.Errorf("cookie %q", c.Cookie("prefs"))
	}
	root := c.Get("/zh-Hans/help").Want(200).Audit().One("html")
	for name, want := range map[string]string{"data-spacing": "wide", "data-pointer": "large", "data-line": "on", "data-pinyin": "on", "data-speed": "slow"} {
		if root.Attr(name) != want {
			t.Errorf("%s is %q", name, root.Attr(name))
		}
	}
	none := c.Press(saved, "保存", url.Values{"aids": nil}).Want(200)
	if c.Cookie("prefs") != "sslw-" {
		t.Errorf("without aids: %q", c.Cookie("prefs"))
	}
	if c.Press(none, "全部改回标准", nil).Want(200); c.Cookie("prefs") != "ssl" {
		t.Errorf("after the reset: %q", c.Cookie("prefs"))
	}
}

// What is sent in part changes that part; what was not sent stays.
func TestSentInPart(t *testing.T) {
	k, _ := kernel(t)
	c := k.Client(t)
	c.SetCookie("prefs", "eldwy-")
	c.Submit("/zh-Hans/preferences", url.Values{"size": {"huge"}}).Want(200).WantText("已经照您选的改好了。")
	if c.Cookie("prefs") != "ehdwy-" {
		t.Errorf("cookie %q", c.Cookie("prefs"))
	}
}

// Posts made by hand become standard, and the page says so.
func TestUnreadIsTold(t *testing.T) {
	const told = "有一项没认出来，用了标准的样子。"
	k, _ := kernel(t)
	for _, bad := range []url.Values{
		{"size": {"gigantic"}, "theme": {"<script>"}}, {"size": {""}}, {"theme": {"dark", "light"}}, {"elder": {"yes"}},
		{"speed": {"9"}}, {"aids": {"pinyin", "x"}}, {"spacing": {"\x00"}},
	} {
		page := k.Client(t).Submit("/zh-Hans/preferences", bad).Want(200).Audit().WantText(told)
		if page.One("[role=status]").Text() != told {
			t.Errorf("%v: not told as a status", bad)
		}
	}
	c := k.Client(t)
	c.SetCookie("prefs", "ehyyyyyyyyyyyyyyyyyy")
	page := c.Get("/zh-Hans/preferences").Want(200).Audit().WantText(told)
	if page.One("html").Attr("data-mode") != "standard" {
		t.Error("a cookie that is too long counts")
	}
	c.Press(page, "保存", nil).Want(200)
	if again := c.Get("/zh-Hans/preferences").Want(200); again.One("[role=status]").Exists() {
		t.Error("told again after a choice was kept")
	}
	k.Client(t).Submit("/zh-Hans/preferences", url.Values{}).Want(200)
}

// The button of every page changes the mode alone and comes back.
func TestToggle(t *testing.T) {
	k, _ := kernel(t)
	c := k.Client(t)
	c.SetCookie("prefs", "sld")
	page := c.Get("/zh-Hans/help?x=1")
	elder := c.Press(page, "长者模式", nil).Want(200)
	if elder.Path != "/zh-Hans/help?x=1" || c.Cookie("prefs") != "eld" || elder.One("html").Attr("data-mode") != "elder" {
		t.Errorf("at %s with %q", elder.Path, c.Cookie("prefs"))
	}
	back := c.Press(elder, "退出长者模式", nil).Want(200)
	if c.Cookie("prefs") != "sld" || back.One("html").Attr("data-mode") != "standard" {
		t.Errorf("back with %q", c.Cookie("prefs"))
	}
	evil := url.Values{"elder": {"1"}, "return": {"//evil.example/"}}
	c.Post("/zh-Hans/preferences", evil).WantTo("/zh-Hans")
}

func TestBackToWhereOneWas(t *testing.T) {
	k, _ := kernel(t)
	for referer, want := range map[string]string{
		"http://127.0.0.1:8080/zh-Hans/help?a=1": "/zh-Hans/help?a=1", "http://evil.example/x": "/zh-Hans",
		"": "/zh-Hans", "http://127.0.0.1:8080/zh-Hans/preferences": "/zh-Hans", ":": "/zh-Hans",
	} {
		c := k.Client(t)
		c.Header["Referer"] = referer
		if got := c.Get("/zh-Hans/preferences").One(".back a").Attr("href"); got != want {
			t.Errorf("from %q back to %q, want %q", referer, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	k, _ := kernel(t, func(c *web.Config) { c.Pseudo = true })
	for _, f := range audit.Pseudo(k.Client(t).Get("/zh-Hans/preferences?saved=1").Body) {
		t.Error(f)
	}
}
