package web_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/audit"
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// mount gives the kernel pages of every sort.
func mount(s *web.Server) {
	s.Public("/", func(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
		p.Title, p.Menu = p.T("home.front.title"), web.MenuHome
		return heading(p), nil
	})
	s.Get("/me", func(_ *fiber.Ctx, p *web.Page) error {
		if err := p.Require(session.Resident); err != nil {
			return err
		}
		p.Title, p.Acting = p.T("frame.menu.me"), &web.Acting{Relation: "mother", Name: "其其格*", OwnURL: p.Path("/me")}
		return p.Show(templ.Join(heading(p), component.Form(p.Form(p.Path("/me")))))
	})
	s.Post("/me", func(c *fiber.Ctx, p *web.Page) error {
		if err := p.Require(session.Resident); err != nil {
			return err
		}
		return web.Redirect303(c, p.Path("/me"))
	})
	s.Get("/desk/queue", func(_ *fiber.Ctx, p *web.Page) error {
		p.Title, p.Desk = p.T("frame.menu.desk"), &web.Desk{Unit: p.Name("锡林路街道")}
		return p.Show(heading(p))
	})
	s.Get("/fail/:kind", func(c *fiber.Ctx, p *web.Page) error {
		switch kind := c.Params("kind"); kind {
		case "panic":
			panic("其其格")
		case "fields":
			return portal.FieldErrors{{Field: "name"}}
		case "deadline":
			return context.DeadlineExceeded
		case "plain":
			return errors.New("其其格 150202")
		default:
			return portal.Because(portal.Kind(kind), errors.New("其其格 150202"))
		}
	})
	s.Post("/sign-in", func(c *fiber.Ctx, p *web.Page) error {
		if err := p.SignIn(session.Resident, "i1"); err != nil {
			return err
		}
		return web.Redirect303(c, p.Path("/me"))
	})
	s.Post("/sign-out", func(c *fiber.Ctx, p *web.Page) error {
		if err := p.SignOut(true); err != nil {
			return err
		}
		return web.Redirect303(c, p.Path("/"))
	})
	s.Post("/again", func(_ *fiber.Ctx, p *web.Page) error {
		p.Title = p.T("frame.menu.me")
		return p.RenderAgain(func(n component.NoticeParams) templ.Component {
			return templ.Join(component.Notice(n), heading(p), component.Form(p.Form(p.Path("/again"))))
		})
	})
	s.Post("/echo", func(c *fiber.Ctx, p *web.Page) error {
		f, err := web.ReadForm(c)
		if err != nil {
			return err
		}
		return c.SendString(strings.Join(f.All("a"), "|"))
	})
	s.Upload("/upload", func(c *fiber.Ctx, p *web.Page) error {
		return p.Files("paper", func(files []web.Upload) error {
			for _, f := range files {
				_, _ = c.WriteString(f.Name + " " + f.Kind + " " + string(f.Data[:1]) + "\n")
			}
			return nil
		})
	})
	s.BareGet("/demo/messages", func(c *fiber.Ctx, p *web.Page) error {
		p.Title = p.T("frame.demo.mark")
		return p.Show(heading(p))
	})
}

func heading(p *web.Page) templ.Component {
	return component.Heading(component.HeadingParams{Level: 1, Text: p.Title})
}

func kernel(t *testing.T, change ...func(*web.Config)) *webtest.Kernel {
	t.Helper()
	k := webtest.New(t, change...)
	mount(k.Server)
	return k
}

func TestHost(t *testing.T) {
	demo := kernel(t)
	real := kernel(t, func(c *web.Config) {
		c.Demo, c.BaseURL = false, &url.URL{Scheme: "https", Host: "changban.example"}
	})
	for _, tc := range []struct {
		k      *webtest.Kernel
		host   string
		header string
		want   int
	}{
		{demo, "127.0.0.1:8080", "", 200}, {demo, "localhost", "", 200}, {demo, "[::1]:8080", "", 200},
		{demo, "changban.example", "", 421}, {demo, "127.0.0.1.example", "", 421}, {demo, "10.0.0.1", "", 421},
		{demo, "localhost", "X-Forwarded-For", 421}, {demo, "localhost", "Forwarded", 421}, {demo, "localhost", "X-Forwarded-Host", 421},
		{real, "changban.example", "", 200}, {real, "CHANGBAN.example", "", 200}, {real, "localhost", "", 421},
		{real, "changban.example:81", "", 421}, {real, "changban.example", "X-Forwarded-For", 200},
	} {
		c := tc.k.Client(t)
		c.Host = tc.host
		if tc.header != "" {
			c.Header[tc.header] = "1.2.3.4"
		}
		c.Get("/zh-Hans").Want(tc.want)
		c.Get("/healthz").Want(200)
	}
}

func TestHeaders(t *testing.T) {
	k := kernel(t, func(c *web.Config) {
		c.Demo, c.BaseURL = false, &url.URL{Scheme: "https", Host: "127.0.0.1:8080"}
	})
	for _, path := range []string{"/zh-Hans", "/zh-Hans/nowhere", "/healthz"} {
		h := k.Client(t).Get(path).Header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for name, want := range map[string]string{
			"Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if h.Get("X-Request-Id") == "" || h.Get("Set-Cookie") != "" {
			t.Errorf("%s: id %q, cookie %q", path, h.Get("X-Request-Id"), h.Get("Set-Cookie"))
		}
	}
}

func TestLanguageOfAddresses(t *testing.T) {
	k := kernel(t)
	for _, tc := range []struct {
		path, chosen string
		want         string
	}{
		{"/", "", "/mn-Mong"}, {"/?a=1", "", "/mn-Mong?a=1"}, {"/me", "", "/mn-Mong/me"}, {"/me?a=1", "mn-Cyrl", "/mn-Cyrl/me?a=1"},
		{"/desk/queue", "zh-Hans", "/zh-Hans/desk/queue"}, {"/", "en", "/mn-Mong"},
		{"/mn", "", "/mn-Cyrl"}, {"/mn/me?x=y", "", "/mn-Cyrl/me?x=y"}, {"/mn-CN/me", "", "/mn-Mong/me"}, {"/zh/me", "", "/zh-Hans/me"}, {"/zh-CN", "", "/zh-Hans"},
	} {
		c := k.Client(t)
		c.Header["Accept-Language"] = "mn-CN"
		c.SetCookie("language", tc.chosen)
		if got := c.Get(tc.path); got.Status != 302 || got.Header.Get("Location") != tc.want {
			t.Errorf("%s: %d to %q, want %q", tc.path, got.Status, got.Header.Get("Location"), tc.want)
		}
	}
	k.Client(t).Post("/mn/echo", nil).Want(404)
	for _, path := range []string{"/nowhere", "/en/me", "/ru/", "/mn-Latn/me", "/mn/nowhere", "/zh-Hans/nowhere", "/zh-hans", "/%ff"} {
		k.Client(t).Get(path).Want(404).WantText("找不到这一页", "12385").Audit()
	}
	k.Client(t).Get("/demo/messages").Want(200).Audit()
}

func TestMethods(t *testing.T) {
	k := kernel(t)
	k.Client(t).Post("/zh-Hans", nil).Want(405).WantText("这一页不能这样打开").Audit()
	k.Client(t).Get("/zh-Hans/echo").Want(405)
	k.Client(t).Do("DELETE", "/zh-Hans/me", "", nil).Want(405)
	head := k.Client(t).Do("HEAD", "/zh-Hans", "", nil).Want(200)
	if len(head.Body) != 0 {
		t.Error("HEAD has a body")
	}
}

func TestRoutes(t *testing.T) {
	found := map[web.Route]bool{}
	for _, r := range kernel(t).Routes() {
		found[r] = true
	}
	for _, want := range []web.Route{{"GET", "/:lang"}, {"GET", "/:lang/me"}, {"POST", "/:lang/me"}, {"GET", "/static/:name"}, {"GET", "/demo/messages"}} {
		if !found[want] {
			t.Errorf("%v is not listed in %v", want, found)
		}
	}
	for r := range found {
		if r.Method == "HEAD" || r.Path == "/" {
			t.Errorf("%v is listed", r)
		}
	}
}

func TestSourceOfPosts(t *testing.T) {
	k := kernel(t)
	signedIn := k.SignedIn(t, session.Resident, "i1")
	token := signedIn.Get("/zh-Hans/me").Want(200).One("input[name=_csrf]").Attr("value")
	if again := signedIn.Get("/zh-Hans/me").One("input[name=_csrf]").Attr("value"); token == "" || token == again {
		t.Errorf("token %q, then %q: not masked per answer", token, again)
	}
	stranger := k.Client(t)
	for _, tc := range []struct {
		name         string
		client       *webtest.Client
		site, origin string
		token        string
		want         int
	}{
		{"same origin", stranger, "same-origin", "", "", 200},
		{"same origin without referrer", stranger, "same-origin", "null", "", 200},
		{"own origin", stranger, "", "http://127.0.0.1:8080", "", 200},
		{"own origin, restored tab", stranger, "none", "http://127.0.0.1:8080", "", 200},
		{"foreign site", signedIn, "cross-site", "https://evil.example", token, 403},
		{"sister site", signedIn, "same-site", "http://127.0.0.1:8080", token, 403},
		{"foreign origin", signedIn, "", "https://evil.example", token, 403},
		{"null origin", signedIn, "", "null", token, 403},
		{"neither, no session", stranger, "", "", "", 403},
		{"neither, no token", signedIn, "", "", "", 403},
		{"neither, wrong token", signedIn, "", "", token[:20] + "AAAA" + token[24:], 403},
		{"neither, foreign session", k.SignedIn(t, session.Resident, "i2"), "", "", token, 403},
		{"neither, token", signedIn, "", "", token, 200},
		{"none, token", signedIn, "none", "", token, 403},
	} {
		tc.client.Header = map[string]string{"Sec-Fetch-Site": tc.site, "Origin": tc.origin}
		got := tc.client.Post("/zh-Hans/echo", url.Values{"_csrf": {tc.token}})
		if got.Status != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got.Status, tc.want)
		}
		if got.Status == 403 {
			got.WantText("这一步没有做成").Audit()
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		evil := k.SignedIn(t, session.Resident, "i1")
		evil.Header = map[string]string{"Sec-Fetch-Site": "cross-site"}
		evil.Do(method, "/zh-Hans/me", "", nil).Want(403)
	}
}

func TestSessions(t *testing.T) {
	k := kernel(t)
	k.Client(t).Get("/zh-Hans/me?a=1").WantTo("/zh-Hans/sign-in?next=%2Fzh-Hans%2Fme%3Fa%3D1")
	me := k.SignedIn(t, session.Resident, "i1").Get("/zh-Hans/me").Want(200).Audit()
	if got := me.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("a session's page is %q", got)
	}
	if title := me.One("title").Text(); title != "为母亲：我的 · 畅办" {
		t.Errorf("title %q", title)
	}
	me.WantText("您正在替其其格（您的母亲）办理", "改为办自己的事")
	for _, cookie := range []string{"", "x", strings.Repeat("A", 43), "' drop table session"} {
		c := k.Client(t)
		c.SetCookie("session", cookie)
		c.Get("/zh-Hans/me").Want(303)
	}
	staff := k.SignedIn(t, session.Staff, "s1")
	staff.Get("/zh-Hans/me").Want(303)
	down := k.SignedIn(t, session.Resident, "i1")
	k.Store.SetDown(true)
	down.Get("/zh-Hans/me").Want(503).WantText("不是您填错了").Audit()
	down.Post("/zh-Hans/me", nil).Want(503).WantText("再按一次刚才的按钮")
	down.Get("/zh-Hans").Want(200)
	k.Store.SetDown(false)
	down.Get("/zh-Hans/me").Want(200)
}

func TestSignInAndOut(t *testing.T) {
	k := kernel(t, func(c *web.Config) { c.Demo, c.BaseURL = false, &url.URL{Scheme: "https", Host: "changban.example"} })
	c := k.Client(t)
	c.Host = "changban.example"
	in := c.Post("/zh-Hans/sign-in", nil)
	first := c.Cookie("__Host-session")
	set := in.Header.Get("Set-Cookie")
	for _, part := range []string{"__Host-session=", "HttpOnly", "secure", "SameSite=Lax", "path=/"} {
		if !strings.Contains(strings.ToLower(set), strings.ToLower(part)) {
			t.Errorf("cookie %q lacks %s", set, part)
		}
	}
	if strings.Contains(strings.ToLower(set), "domain") {
		t.Errorf("cookie %q names a domain", set)
	}
	c.Get("/zh-Hans/me").Want(200)
	c.Post("/zh-Hans/sign-in", nil).WantTo("/zh-Hans/me")
	if c.Cookie("__Host-session") == first {
		t.Error("signing in again kept the session id")
	}
	old := k.Client(t)
	old.Host = c.Host
	old.SetCookie("__Host-session", first)
	old.Get("/zh-Hans/me").Want(303)
	last := c.Cookie("__Host-session")
	out := c.Post("/zh-Hans/sign-out", nil)
	if c.Cookie("__Host-session") != "" || out.Header.Get("Clear-Site-Data") == "" {
		t.Errorf("signed out with %v", out.Header)
	}
	old.SetCookie("__Host-session", last)
	old.Get("/zh-Hans/me").Want(303)
}

// With the store away the form comes back with its token, and pressing again is
// the retry.
func TestRenderAgain(t *testing.T) {
	k := kernel(t)
	c := k.SignedIn(t, session.Resident, "i1")
	k.Store.SetDown(true)
	page := c.Post("/zh-Hans/again", nil).Want(503).WantText("您填的都还在这一页上").Audit()
	if page.Header.Get("Retry-After") != "60" || page.Header.Get("Cache-Control") != "no-store" || !page.One("main input[name=_csrf]").Exists() {
		t.Errorf("headers %v", page.Header)
	}
}

// A form that was typed is worth more than the session it was typed in.
func TestHeldForm(t *testing.T) {
	k := kernel(t)
	page := k.Client(t).Post("/zh-Hans/me", url.Values{"name": {"其其格"}, "care": {"eat", "move"}, "_key": {"k"}, "_csrf": {"t"}}).Want(401).Audit()
	got := map[string][]string{}
	for _, in := range page.Doc().All("main input") {
		got[in.Attr("name")] = append(got[in.Attr("name")], in.Attr("value"))
	}
	if len(got["_held.care"]) != 2 || got["_held.name"][0] != "其其格" || got["_next"][0] != "/zh-Hans/me" || got["_held._csrf"] != nil || got["_held._key"] == nil {
		t.Errorf("held: %v", got)
	}
	if page.One("main form").Attr("action") != "/zh-Hans/sign-in" {
		t.Error("the form leads elsewhere than to sign-in")
	}
	large := k.Client(t).Post("/zh-Hans/me", url.Values{"a": {strings.Repeat("x", 70<<10)}}).Want(401)
	if large.One("main input").Exists() {
		t.Error("too large a form is carried along")
	}
}

func TestSizes(t *testing.T) {
	k := kernel(t)
	c := k.Client(t)
	c.Post("/zh-Hans/echo", url.Values{"a": {strings.Repeat("x", web.MaxBody)}}).Want(413).WantText("送来的东西太大").Audit()
	c.Post("/zh-Hans/echo", url.Values{"a": {strings.Repeat("x", web.MaxBody-10)}}).Want(200)
	many := url.Values{}
	for i := range 600 {
		many.Add("a", string(rune('a'+i%26)))
	}
	c.Post("/zh-Hans/echo", many).Want(413)
	file := webtest.File{Field: "paper", Name: "户口簿.jpg", Kind: "image/jpeg", Data: bytes.Repeat([]byte("x"), 3<<20)}
	if got := string(c.PostFiles("/zh-Hans/upload", nil, file, webtest.File{Field: "paper"}).Want(200).Body); got != "户口簿.jpg image/jpeg x\n" {
		t.Errorf("files: %q", got)
	}
	c.PostFiles("/zh-Hans/echo", nil, file).Want(413)
	file.Data = bytes.Repeat([]byte("x"), web.MaxUpload+1)
	c.PostFiles("/zh-Hans/upload", nil, file).Want(413)
}

func TestFormValues(t *testing.T) {
	c := kernel(t).Client(t)
	bad := "x\x00y\xff z"
	if got := string(c.Post("/zh-Hans/echo", url.Values{"a": {bad, "2"}}).Want(200).Body); got != "xy\uFFFD z|2" {
		t.Errorf("urlencoded: %q", got)
	}
	if got := string(c.PostFiles("/zh-Hans/echo", url.Values{"a": {bad, "2"}}).Want(200).Body); got != "xy\uFFFD z|2" {
		t.Errorf("multipart: %q", got)
	}
	c.Do("POST", "/zh-Hans/echo", "multipart/form-data; boundary=x", []byte("rubbish")).Want(400).Audit()
	c.Do("POST", "/zh-Hans/echo", "multipart/form-data", []byte("rubbish")).Want(400)
}

func TestErrorsAreOnePage(t *testing.T) {
	var log bytes.Buffer
	k := kernel(t, func(c *web.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	for kind, want := range map[string]int{
		"invalid": 400, "fields": 422, "forbidden": 403, "not_found": 404, "method": 405, "conflict": 409, "exists": 409,
		"too_large": 413, "media": 415, "misdirected": 421, "limited": 429, "internal": 500, "plain": 500, "panic": 500,
		"unavailable": 503, "deadline": 503,
	} {
		got := k.Client(t).Get("/zh-Hans/fail/" + kind + "?q=其其格").Want(want).WantText("打电话也能办").Audit()
		if strings.Contains(string(got.Body), "150202") {
			t.Errorf("%s: the cause is on the page", kind)
		}
		if retry := got.Header.Get("Retry-After"); (want == 503 || want == 429) != (retry != "") {
			t.Errorf("%s: Retry-After %q", kind, retry)
		}
	}
	if text := log.String(); strings.Contains(text, "其其格") || strings.Contains(text, "150202") || !strings.Contains(text, "kind=unavailable") {
		t.Errorf("log: %s", text)
	}
}

func TestPostLimit(t *testing.T) {
	k := kernel(t, func(c *web.Config) { c.Posts = session.Rule{Name: "post", Count: 2, Window: time.Minute} })
	c := k.Client(t)
	c.Post("/zh-Hans/echo", nil).Want(200)
	c.Post("/zh-Hans/echo", nil).Want(200)
	if got := c.Post("/zh-Hans/echo", nil).Want(429).WantText("先停一会儿再试").Audit().Header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After %q", got)
	}
	k.SignedIn(t, session.Resident, "i1").Post("/zh-Hans/echo", nil).Want(200)
	k.Clock.Advance(time.Minute)
	c.Post("/zh-Hans/echo", nil).Want(200)
}

func TestReadyMadePages(t *testing.T) {
	k := kernel(t)
	c := k.Client(t)
	tags := map[string]bool{}
	for _, tc := range []struct{ encoding, want string }{{"br, gzip", "br"}, {"gzip", "gzip"}, {"", ""}, {"identity", ""}, {"br;q=0, gzip", "gzip"}} {
		c.Header["Accept-Encoding"] = tc.encoding
		a := c.Get("/zh-Hans").Want(200)
		tag := a.Header.Get("ETag")
		tags[tag] = true
		if a.Header.Get("Content-Encoding") != tc.want || !strings.HasPrefix(tag, `"`) {
			t.Errorf("%q: %q, tag %s", tc.encoding, a.Header.Get("Content-Encoding"), tag)
		}
		if a.Header.Get("Cache-Control") != "private, no-cache" || a.Header.Get("Vary") != "Cookie, Accept-Encoding" || a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q: headers %v", tc.encoding, a.Header)
		}
		c.Header["If-None-Match"] = `"x", ` + tag
		if again := c.Get("/zh-Hans").Want(304); len(again.Body) != 0 || again.Header.Get("ETag") != tag {
			t.Errorf("%q: 304 with %v", tc.encoding, again.Header)
		}
		delete(c.Header, "If-None-Match")
	}
	if len(tags) != 3 {
		t.Errorf("tags of three encodings: %v", tags)
	}
	plain := k.Client(t).Get("/zh-Hans").Audit()
	elder := k.Client(t)
	elder.SetCookie("prefs", "ehy")
	page := elder.Get("/zh-Hans")
	if page.One("html").Attr("data-mode") != "elder" || page.Header.Get("ETag") == plain.Header.Get("ETag") {
		t.Error("the preference set does not count")
	}
	signedIn := k.SignedIn(t, session.Resident, "i1").Get("/zh-Hans").Want(200)
	if signedIn.Header.Get("Cache-Control") != "no-store" || signedIn.Header.Get("ETag") != "" {
		t.Errorf("a signed-in reader got %v", signedIn.Header)
	}
	if !signedIn.One("header form input[name=_csrf]").Exists() || plain.One("input[name=_csrf]").Exists() {
		t.Error("tokens belong into pages of a session and nowhere else")
	}
}

func TestFixedFiles(t *testing.T) {
	k := kernel(t, func(c *web.Config) { c.Ready = func(context.Context) error { return errors.New("down") } })
	c := k.Client(t)
	sheet := c.Get("/zh-Hans").One("link[rel=stylesheet]").Attr("href")
	a := c.Get(sheet).Want(200)
	if a.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/css") {
		t.Errorf("sheet: %v", a.Header)
	}
	c.Header["If-None-Match"] = a.Header.Get("ETag")
	c.Get(sheet).Want(304)
	c.Get("/static/portal.000000000000.css").Want(404)
	c.Get("/robots.txt").Want(200)
	c.Get("/healthz").Want(200)
	c.Get("/readyz").Want(503)
	kernel(t).Client(t).Get("/readyz").Want(200)
}

func TestClientAddress(t *testing.T) {
	k := kernel(t, func(c *web.Config) {
		c.Demo, c.TrustedProxies = false, []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32"), netip.MustParsePrefix("10.0.0.0/8")}
	})
	k.Get("/address", func(c *fiber.Ctx, p *web.Page) error { return c.SendString(p.ClientAddress()) })
	for forwarded, want := range map[string]string{
		"": "0.0.0.0", "1.2.3.4": "1.2.3.4", "9.9.9.9, 1.2.3.4": "1.2.3.4", "1.2.3.4, 10.0.0.7": "1.2.3.4", "rubbish": "0.0.0.0", "6.6.6.6, rubbish": "0.0.0.0",
	} {
		c := k.Client(t)
		c.Header["X-Forwarded-For"] = forwarded
		if got := string(c.Get("/zh-Hans/address").Want(200).Body); got != want {
			t.Errorf("%q: %s, want %s", forwarded, got, want)
		}
	}
	plain := kernel(t, func(c *web.Config) { c.Demo = false })
	plain.Get("/address", func(c *fiber.Ctx, p *web.Page) error { return c.SendString(p.ClientAddress()) })
	c := plain.Client(t)
	c.Header["X-Forwarded-For"] = "1.2.3.4"
	if got := string(c.Get("/zh-Hans/address").Body); got != "0.0.0.0" {
		t.Errorf("an untrusted proxy named %s", got)
	}
}

// The frame has no word that does not come from locales.
func TestFrameInThePseudoLanguage(t *testing.T) {
	k := kernel(t, func(c *web.Config) { c.Pseudo = true })
	for _, path := range []string{"/zh-Hans", "/zh-Hans/me", "/zh-Hans/desk/queue", "/zh-Hans/nowhere", "/zh-Hans/fail/internal"} {
		page := k.SignedIn(t, session.Resident, "i1").Get(path)
		for _, f := range audit.Pseudo(page.Body) {
			t.Errorf("%s: %s", path, f)
		}
	}
}

func TestSafeNext(t *testing.T) {
	for next, want := range map[string]string{
		"/zh-Hans/me?a=1": "/zh-Hans/me?a=1", "/a#b": "/a", "": "/", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/",
		"javascript:alert(1)": "/", "/\tx": "/", "me": "/", "/" + strings.Repeat("x", 3000): "/", "/%zz": "/",
	} {
		if got := web.SafeNext(next, "/"); got != want {
			t.Errorf("%q: %q, want %q", next, got, want)
		}
	}
}

func TestUnusualRequests(t *testing.T) {
	k := kernel(t)
	c := k.Client(t)
	c.Header["Cookie"] = "session=" + strings.Repeat("x", 5000) + "; prefs=" + strings.Repeat("y", 100)
	c.Get("/zh-Hans").Want(http.StatusOK)
	c.Header["Cookie"] = ""
	c.Header["Accept-Language"] = strings.Repeat("a-", 2000)
	c.Get("/zh-Hans").Want(http.StatusOK)
	c.Get("/zh-Hans/" + strings.Repeat("x", 3000)).Want(404)
	c.Get("/zh-Hans/me%2e%2e/..").Want(404)
}
