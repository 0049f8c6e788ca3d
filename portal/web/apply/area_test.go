package apply_test

import (
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/locales"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// withArea is a service that asks for the street and the community.
func withArea(t *testing.T) (*house, reader) {
	t.Helper()
	folder := overlay(t, "extra-subsidy")
	file := folder["services/extra-subsidy.yaml"]
	file.Data = []byte(strings.Replace(string(file.Data), "type: textarea, required: true, max: 200", "type: area, required: true, min_items: 2", 1))
	for name, file := range folder {
		if strings.HasSuffix(name, ".json") {
			file.Data = []byte(strings.Replace(string(file.Data), "{", `{"service.extra-subsidy.field.story.name.label": "街道或苏木的名字",
				"service.extra-subsidy.field.story.community.label": "社区或嘎查的名字",`, 1))
		}
	}
	words, err := fs.Sub(folder, "only-words")
	must(t, err)
	bundle, err := locales.Load(words)
	must(t, err)
	h := open(t, func(c *web.Config) { c.Words = bundle })
	h.lay(t, folder)
	r := h.Resident(t, "13947900001")
	d, err := h.Apply.Begin(r.Ctx, r.Own, "extra-subsidy", "k")
	must(t, err)
	return h, reader{h.kernel.SignedIn(t, session.Resident, r.Identity.ID), r, application.Where{Person: r.Own, Draft: d.ID}}
}

// Streets and sumu of the place are offered; what the list does not know is typed.
func TestStreetAndCommunity(t *testing.T) {
	h, r := withArea(t)
	typed := residentAnswers().With("story.name", "某某街道", "story.community", "团结社区", "agree", "true")
	open := r.Get(r.path("story")).Want(200).Audit()
	if open.One(`[type=radio][name=story]`).Exists() || !open.One(`[name="story.name"]`).Exists() {
		t.Error("a place that is not known yet offers streets")
	}
	wrong := r.Post(r.path("story"), url.Values{"agree": {"true"}, "story.name": {"某某街道"}}).Want(422).Audit()
	if got := wrong.One(".errors a").Attr("href"); got != "#f-story-community" {
		t.Errorf("the summary leads to %s", got)
	}
	r.Post(r.path("story"), url.Values{"agree": {"true"}}).Want(422).Audit()
	r.walk(t, typed, func(page webtest.Answer) { page.Audit() }).WantText("某某街道", "团结社区")
	codes := h.Places.Areas(storetest.Erenhot)
	if len(codes) == 0 {
		t.Fatal("no streets of Erenhot are known")
	}
	again := r.Get(r.path("story")).Want(200).Audit().WantText(codes[0].Name)
	if !again.One(`[name=story][value=other]`).Has("checked") || again.One(`[name="story.name"]`).Attr("value") != "某某街道" {
		t.Error("the typed street is gone")
	}
	r.Post(r.path("story"), url.Values{"agree": {"true"}, "story": {"150202999"}, "story.community": {"x"}}).Want(422).Audit()
	r.Press(again, "form[action$=story]", url.Values{"story": {codes[0].Code}}).Want(200)
	r.Get(r.path("check")).Want(200).WantText(codes[0].Name)
}

// No text of the new pages comes from anywhere but the words.
func TestPseudoOfListsAndOtherServices(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	look := func(page webtest.Answer) webtest.Answer {
		for _, f := range audit.Pseudo(page.Body, "Bao Lide", "Bao Tuya", "wheelchair", "tall", "13947900001") {
			t.Errorf("%s: %s", page.Path, f)
		}
		return page
	}
	r := h.of(t, "assistive-device")
	r.answered(t, h, "devices", residentAnswers())
	look(r.Submit(r.path("devices"), url.Values{"_row": {"add:devices"}, "devices.0.device": {"wheelchair"}}).Want(200))
	look(r.Post(r.path("devices"), url.Values{"devices.0.body_data": {"tall"}}).Want(422))
	renew := h.of(t, "card-renew")
	renew.answered(t, h, application.OtherStep, residentAnswers().With("renew_reason", "expiry", "condition_changed", "yes"))
	look(renew.Get(renew.path(application.OtherStep)).Want(200))
}

// Who is proved and files for a number that is being decided reads why, and finds
// everything as it was.
func TestTwinPage(t *testing.T) {
	h := open(t)
	other := h.Resident(t, "13947900002")
	h.Send(t, other, other.Own, residentAnswers())
	r := h.reader(t, "13947900001")
	check := r.walk(t, residentAnswers(), func(webtest.Answer) {})
	h.Link(t, r.Resident, r.Own, account.LevelRegister)
	page := r.Press(check, "form[action$=check]", url.Values{"truth_statement": {"true"}}).Want(409).Audit()
	page.WantText("现在还不能提交", "同一个身份证号", "您填的都还在")
	r.Visit(page.One(`main a[href$=check]`).Attr("href")).Want(200).WantText("Bao Lide")
}
