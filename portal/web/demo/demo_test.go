package demo_test

import (
	"context"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/component"
	"changban/portal/delivery"
	"changban/portal/delivery/wording"
	"changban/portal/office"
	"changban/portal/web"
	"changban/portal/web/demo"
	"changban/portal/web/webtest"
)

type outbox []delivery.Message

func (o outbox) Messages(_ context.Context, n int) ([]delivery.Message, error) {
	return o[:min(n, len(o))], nil
}

func open(t *testing.T, change ...func(*web.Config)) (*webtest.Kernel, demo.Pages) {
	t.Helper()
	k := webtest.New(t, change...)
	now := k.Clock.Now()
	p := demo.Pages{
		Residents: []demo.Resident{{Name: "乌日娜", Phone: "13800138000", Try: "erenhot"}, {Name: "其其格", Phone: "13800138001", Try: "daughter"}},
		Officers: []demo.Officer{{
			Staff: office.Staff{Number: "1001", Name: "宝力德", Roles: office.Roles{office.Receiver, office.Decider}},
			Unit:  "二连浩特市民政局", Secret: office.NewSecret(), Try: "receiver",
		}},
		Messages: outbox{
			{Road: delivery.Log, Template: "notice.code.sign_in", Data: map[string]string{"Code": "042917", "Phone": "13800138000"}, Created: now},
			{Road: delivery.Log, Template: "notice.code.register", Data: map[string]string{"Code": "117042", "Phone": ""}, Created: now},
			{Road: delivery.InPortal, Template: "notice.case.submit", Data: map[string]string{
				"Ref": "104277369185", "Service": "nursing-subsidy", "Day": "2026-12-15"}, Created: now},
			{Road: delivery.InPortal, Template: "notice.case.of_tomorrow", Created: now},
			{Road: delivery.SMS, To: "13800138007", Template: "notice.case.granted", Data: map[string]string{
				"Ref": "204277369181", "Service": "nursing-subsidy"}, Created: now},
		},
		Writer: wording.Writer{Clock: k.Clock, Base: "http://127.0.0.1", Phone: func(context.Context) (string, error) { return "12385", nil }},
		Clock:  k.Clock, StyleURL: "/static/portal.0.css",
	}
	p.Mount(k.Server)
	return k, p
}

func TestPeople(t *testing.T) {
	k, p := open(t)
	a := k.Client(t).Get("/demo/people").Want(200)
	code := p.Officers[0].Secret.Code(office.Step(k.Clock.Now()))
	a.WantText("演示", "乌日娜", "138 0013 8000", "1001", code, "残疾人证二级").Audit()
	if a.Header.Get("Cache-Control") != "no-store" {
		t.Error("codes are kept by caches")
	}
}

func TestMessages(t *testing.T) {
	k, p := open(t)
	a := k.Client(t).Get("/demo/messages").Want(200)
	a.WantText("验证码 042917", "138 0013 8000", "没有登记的手机号", "1042 7736 9185", "最晚 12 月 15 日（星期二）",
		"138 0013 8007", "编号 2042 7736 9181", "/t/204277369181").Audit()
	p.Messages.(outbox)[2].Language = "mn-Cyrl"
	words := k.Words.Localizer("mn-Cyrl").T("service.nursing-subsidy.name")
	if !strings.Contains(k.Client(t).Get("/demo/messages").Text(), words) {
		t.Errorf("a message is not in its recipient's language: %q", words)
	}
	if strings.Contains(a.Text(), "⟪") {
		t.Error("a message without words")
	}
	empty := webtest.New(t)
	p.Messages = outbox{}
	p.Mount(empty.Server)
	empty.Client(t).Get("/demo/messages").Want(200).WantText("还没有发过短信。").Audit()
}

func TestGalleryShowsEveryExample(t *testing.T) {
	k, _ := open(t)
	c := k.Client(t)
	index := c.Get("/demo/gallery").Want(200)
	index.Audit()
	for _, e := range component.Examples() {
		a := c.Get("/demo/gallery/" + e.Name).Want(200)
		if n := len(a.Doc().All("h1")); n != 1 {
			t.Errorf("%s: %d h1", e.Name, n)
		}
		seen := map[string]bool{}
		for _, d := range a.Doc().All("[id]") {
			if id := d.Attr("id"); seen[id] {
				t.Errorf("%s: id %q twice", e.Name, id)
			} else {
				seen[id] = true
			}
		}
		if strings.Contains(string(a.Body), "/static/portal.css") {
			t.Errorf("%s: no sheet", e.Name)
		}
		if !strings.Contains(a.Text(), "演示") {
			t.Errorf("%s: not marked as demo", e.Name)
		}
		if !strings.Contains(string(index.Body), "/demo/gallery/"+e.Name+`"`) {
			t.Errorf("%s is not in the index", e.Name)
		}
	}
	c.Get("/demo/gallery/nothing").Want(404)
}

// The reader's look is that of the example too.
func TestGalleryInAnotherLook(t *testing.T) {
	k, _ := open(t)
	c := k.Client(t)
	c.SetCookie("prefs", "ehy")
	html := c.Get("/demo/gallery/button").Want(200).One("html")
	if html.Attr("data-mode") != "elder" || html.Attr("data-theme") != "yellow" || html.Attr("data-size") != "huge" {
		t.Error("the look is not the reader's")
	}
}

func TestPseudoLanguage(t *testing.T) {
	k, _ := open(t, func(c *web.Config) { c.Pseudo = true })
	for _, path := range []string{"/demo/people", "/demo/messages", "/demo/gallery"} {
		for _, f := range audit.Pseudo(k.Client(t).Get(path).Want(200).Body) {
			t.Errorf("%s: %s", path, f)
		}
	}
}
