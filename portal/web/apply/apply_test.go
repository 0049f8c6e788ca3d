package apply_test

import (
	"net/url"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	pages "changban/portal/web/apply"
	"changban/portal/web/webtest"
)

// house is the area over the store in memory.
type house struct {
	*storetest.House
	kernel *webtest.Kernel
}

func open(t *testing.T, change ...func(*web.Config)) *house {
	t.Helper()
	h := &house{House: storetest.Memory(t)}
	h.Clock.MoveTo("2026-11-23")
	h.kernel = webtest.New(t, append(change, func(c *web.Config) { c.Clock = h.Clock })...)
	pages.Pages{Applications: h.Apply}.Mount(h.kernel.Server)
	return h
}

// reader is somebody with a draft and a browser.
type reader struct {
	*webtest.Client
	storetest.Resident
	draft application.Where
}

func (h *house) reader(t *testing.T, phone string) reader {
	t.Helper()
	r := h.Resident(t, phone)
	return reader{h.kernel.SignedIn(t, session.Resident, r.Identity.ID), r, h.Begin(t, r, r.Own)}
}

func (h *house) daughter(t *testing.T) reader {
	t.Helper()
	r := h.Resident(t, "13947900002")
	mother := h.AddRelative(t, r, account.Mother, false)
	return reader{h.kernel.SignedIn(t, session.Resident, r.Identity.ID), r, h.Begin(t, r, mother)}
}

func (r reader) path(step string) string {
	return "/zh-Hans/for/" + r.draft.Person + "/drafts/" + r.draft.Draft + "/" + step
}

// typed gives what a page's controls are filled with.
func typed(a storetest.Typed, page webtest.Answer) url.Values {
	form := url.Values{}
	for name, value := range a {
		if page.One(`[name="` + name + `"]`).Exists() {
			form[name] = strings.Split(value, ",")
		}
	}
	return form
}

// walk answers every question as a browser does and returns the check page.
func (r reader) walk(t *testing.T, a storetest.Typed, look func(webtest.Answer)) webtest.Answer {
	t.Helper()
	page := r.Visit(strings.TrimSuffix(r.path(""), "/"))
	for range 40 {
		page.Want(200)
		look(page)
		if strings.HasSuffix(page.Path, "/check") {
			return page
		}
		fill := typed(a, page)
		if way := page.One(`[type=radio][name$=".way"]`); way.Exists() {
			fill.Set(way.Attr("name"), "office")
		}
		page = r.Press(page, "form[action*='/drafts/']", fill)
	}
	t.Fatal("the questions do not end")
	return page
}

func residentAnswers() storetest.Typed {
	return storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42")
}

func TestWholeWay(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	steps := 0
	check := r.walk(t, residentAnswers(), func(page webtest.Answer) {
		steps++
		page.Audit()
	})
	if steps < 12 {
		t.Errorf("%d pages only", steps)
	}
	check.WantText("还没有提交", "Bao Lide", "每月 110 元", "肢体", "二级", "我们去查")
	refused := r.Press(check, "form[action$=check]", nil).Want(422).Audit()
	if got := refused.One("title").Text(); !strings.HasPrefix(refused.One("h1").Text(), "请核对") {
		t.Error(got)
	}
	sent := r.Post(r.path("check"), url.Values{"_key": {"k1"}, "_service": {"nursing-subsidy"}, "truth_statement": {"true"}}).Want(303)
	again := r.Post(r.path("check"), url.Values{"_key": {"k2"}, "_service": {"nursing-subsidy"}, "truth_statement": {"true"}}).Want(303)
	first, second := sent.Header.Get("Location"), again.Header.Get("Location")
	if first+"?done=again" != second {
		t.Errorf("sent to %s and %s", first, second)
	}
	ref := first[strings.LastIndex(first, "/")+1:]
	c, err := h.Apply.Case(r.Ctx, r.Own, ref)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Body.Declaration
	if d.Language != "zh-Hans" || len(d.Lines) < 15 || len(d.Consents) != 1 || !strings.Contains(d.Consents[0], "真实") {
		t.Errorf("declaration %+v", d)
	}
}

func TestDaughterForMother(t *testing.T) {
	h := open(t)
	r := h.daughter(t)
	a := residentAnswers().With("guardian_name", "", "guardian_id_number", "")
	check := r.walk(t, a, func(page webtest.Answer) { page.Audit() })
	check.WantText("Bao Lide", "您的母亲", "Bao Tuya")
	if title := string(check.Body); !strings.Contains(title, "<title>为母亲：") {
		t.Error("the title does not name the relation")
	}
}

func TestPseudo(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	r := h.daughter(t)
	a := residentAnswers()
	var own []string
	for _, v := range a {
		own = append(own, v)
	}
	look := func(page webtest.Answer) {
		for _, f := range audit.Pseudo(page.Body, own...) {
			t.Errorf("%s: %s", page.Path, f)
		}
	}
	check := r.walk(t, a, look)
	look(r.Press(check, "form[action$=check]", nil))
	look(r.Visit(r.path("delete")))
}
