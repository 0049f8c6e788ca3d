package apply_test

import (
	"net/url"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

// of is somebody with a draft of any service; a child's is filed by the guardian.
func (h *house) of(t *testing.T, service string) reader {
	t.Helper()
	r := h.Resident(t, "13947900001")
	person := r.Own
	if service == "child-rehab" {
		person = h.AddRelative(t, r, account.Son, true)
	}
	d, err := h.Apply.Begin(r.Ctx, person, service, portal.NewID())
	must(t, err)
	return reader{h.kernel.SignedIn(t, session.Resident, r.Identity.ID), r, application.Where{Person: person, Draft: d.ID}}
}

// answered answers open questions until a step is the next one.
func (r reader) answered(t *testing.T, h *house, step string, typed storetest.Typed) {
	t.Helper()
	for range 40 {
		v, err := h.Apply.View(r.Ctx, r.draft)
		must(t, err)
		next := v.Journey().Resume()
		if next == step {
			return
		}
		_, err = h.Apply.Answer(r.Ctx, r.draft, application.Answers{Step: next, Form: typed.Form()})
		must(t, err)
	}
	t.Fatalf("%s was not asked", step)
}

// A list without JavaScript: rows are added, changed and taken away on the page;
// nothing typed is lost and nothing is kept before the button that goes on.
func TestRowsOfAList(t *testing.T) {
	h := open(t)
	r := h.of(t, "assistive-device")
	r.answered(t, h, "devices", residentAnswers())
	page := r.Get(r.path("devices")).Want(200).Audit().WantText("第 1 行", "再加一行")
	if page.One(`[value^="remove:"]`).Exists() {
		t.Error("the only row can be taken away")
	}
	two := r.Press(page, "再加一行：要配的东西", url.Values{"devices.0.device": {"轮椅"}}).Want(200).Audit().WantText("第 2 行", "去掉这一行")
	if two.One(`[name="devices.0.device"]`).Attr("value") != "轮椅" || !two.One(`#f-devices-1[tabindex="-1"]`).Exists() {
		t.Error("a typed row is gone, or the new row cannot be reached")
	}
	if got := two.One(`[value="add:devices"]`).Attr("formaction"); !strings.HasSuffix(got, "/devices#f-devices-2") {
		t.Errorf("the page opens at %s", got)
	}
	three := r.Press(two, "再加一行：要配的东西", url.Values{"devices.1.device": {"拐杖"}})
	left := r.Submit(r.path("devices"), url.Values{
		"_row": {"remove:devices:0"}, "devices.0.device": {"轮椅"}, "devices.1.device": {"拐杖"}, "devices.2.device": {""},
	}).Want(200).Audit()
	if left.One(`[name="devices.0.device"]`).Attr("value") != "拐杖" || left.One(`[name="devices.2.device"]`).Exists() || !three.One(`[name="devices.2.device"]`).Exists() {
		t.Error("the later rows did not move up")
	}
	v, err := h.Apply.View(r.Ctx, r.draft)
	must(t, err)
	if v.Answer("devices").Answered() {
		t.Error("a row was kept before the page was sent")
	}
	if enter := page.One("main form button"); !enter.Has("hidden") || enter.Attr("name") != "" {
		t.Error("the Enter key presses a button of the list")
	}
}

func TestListSaysWhichRowIsWrong(t *testing.T) {
	h := open(t)
	r := h.of(t, "assistive-device")
	r.answered(t, h, "devices", residentAnswers())
	empty := r.Post(r.path("devices"), url.Values{}).Want(422).Audit().WantText("请至少写一样")
	if got := empty.One(`.errors a`).Attr("href"); got != "#f-devices-0-device" {
		t.Errorf("the summary leads to %s", got)
	}
	wrong := r.Post(r.path("devices"), url.Values{
		"devices.0.device": {"轮椅"}, "devices.1.device": {""}, "devices.1.body_data": {"身高 170"},
	}).Want(422).Audit().WantText("第 2 行：")
	if wrong.One(`[name="devices.1.device"]`).Attr("aria-invalid") != "true" || wrong.One(`[name="devices.0.device"]`).Attr("aria-invalid") != "" {
		t.Error("the error does not stand at the row's control")
	}
	if got := wrong.One(`.errors a`).Attr("href"); got != "#f-devices-1-device" {
		t.Errorf("the summary leads to %s", got)
	}
	right := residentAnswers().With("devices.0.device", "轮椅", "devices.0.body_data", "身高 170",
		"self_bought", "no", "request_text", "出门用", "assess_place", "home")
	check := r.walk(t, right, func(page webtest.Answer) { page.Audit() })
	check.WantText("第 1 行：", "轮椅", "身高 170")
}

// Every service of the catalogue can be walked with a browser's controls.
func TestQuantitiesInstitutionsAndMonths(t *testing.T) {
	for service, tc := range map[string]struct {
		typed storetest.Typed
		shown []string
	}{
		"living-subsidy": {
			residentAnswers().With("household_aid", "dibao", "household_size", "三口", "household_income_month", "1234.5"),
			[]string{"1234.50 元"},
		},
		"child-rehab": {
			residentAnswers().With("child_has_card", "yes", "rehab_kind", "training", "other_place", "no", "institution", "other",
				"institution.name", "市康复医院", "training_month.year", "2026", "training_month.month", "9"),
			[]string{"市康复医院", "2026 年 9 月"},
		},
		"card-new": {
			residentAnswers().With("applied_category", "physical", "cause", "accident", "medical_summary", "左腿", "assessment_institution", "office", "home_assessment", "no"),
			[]string{"由残联来定"},
		},
	} {
		t.Run(service, func(t *testing.T) {
			r := open(t).of(t, service)
			check := r.walk(t, tc.typed, func(page webtest.Answer) { page.Audit() })
			check.WantText(tc.shown...)
		})
	}
}

// Wrong quantities come back as typed, with the message at their control.
func TestBadQuantities(t *testing.T) {
	h := open(t)
	r := h.of(t, "living-subsidy")
	r.answered(t, h, "household", residentAnswers().With("household_aid", "dibao"))
	for _, typed := range []string{"很多", "-3", "99999999999999", "1.5", "<b>3</b>"} {
		page := r.Post(r.path("household"), url.Values{"household_size": {typed}}).Want(422).Audit()
		if page.One("[name=household_size]").Attr("value") != typed {
			t.Errorf("%q came back as %q", typed, page.One("[name=household_size]").Attr("value"))
		}
	}
	page := r.Get(r.path("household")).Want(200).Audit().WantText("元")
	if page.One("[name=household_income_month]").Attr("inputmode") != "decimal" {
		t.Error("an amount brings no numbers")
	}
}

// A petition about what a court has in hand ends at its first question, with words
// on where to go.
func TestPetitionInCourt(t *testing.T) {
	h := open(t)
	r := h.of(t, "online-petition")
	question := r.Get(r.path("already_in_court")).Want(200).Audit()
	page := r.Press(question, "form[action$=already_in_court]", url.Values{"already_in_court": {"yes"}}).Want(200).Audit()
	page.WantText("信访不能收", "法院、仲裁、复议或纪检机关", "法律援助", "返回，改这一题")
	r.Get(r.path("check")).WantTo(r.path(application.OtherStep))
}

// An answer that belongs to another service shows a plain page with both ways.
func TestAnotherService(t *testing.T) {
	h := open(t)
	r := h.of(t, "card-renew")
	typed := residentAnswers().With("renew_reason", "expiry", "condition_changed", "yes")
	r.answered(t, h, "condition_changed", typed)
	question := r.Get(r.path("condition_changed")).Want(200)
	page := r.Press(question, "form[action$=condition_changed]", url.Values{"condition_changed": {"yes"}}).Want(200).Audit()
	page.WantText("这要办另一件事", "填过的会带过去")
	if !strings.HasSuffix(page.Path, "/"+application.OtherStep) {
		t.Fatal(page.Path)
	}
	r.Get(r.path("check")).WantTo(r.path(application.OtherStep))
	r.Post(r.path(application.OtherStep), url.Values{}).WantTo(r.path(application.OtherStep))
	next := r.Press(page, "去办这件事", nil).Want(200).Audit()
	if strings.Contains(next.Path, r.draft.Draft) {
		t.Errorf("still at %s", next.Path)
	}
	back := r.Visit(page.One(`main a[href$=condition_changed]`).Attr("href")).Want(200)
	after := r.Press(back, "form[action$=condition_changed]", url.Values{"condition_changed": {"no"}}).Want(200)
	if strings.HasSuffix(after.Path, application.OtherStep) {
		t.Error("the changed answer still leads away")
	}
	r.Get(r.path(application.OtherStep)).Want(303)
}

// A row that was taken away comes back with everything typed in it, in its place.
func TestRowComesBack(t *testing.T) {
	h := open(t)
	r := h.of(t, "assistive-device")
	r.answered(t, h, "devices", residentAnswers())
	page := r.Get(r.path("devices")).Want(200)
	two := r.Press(page, "再加一行：要配的东西", url.Values{"devices.0.device": {"轮椅"}}).Want(200)
	if two.One(`[value^="restore:"]`).Exists() {
		t.Error("nothing was taken away yet")
	}
	one := r.Press(two, "去掉这一行：第 1 行", url.Values{"devices.1.device": {"拐杖"}}).Want(200).Audit().WantText("第 1 行去掉了。")
	if got := one.One(`[name="devices.0.device"]`).Attr("value"); got != "拐杖" {
		t.Errorf("the first row is %q", got)
	}
	back := r.Press(one, "放回这一行：第 1 行", nil).Want(200).Audit()
	for name, want := range map[string]string{"devices.0.device": "轮椅", "devices.1.device": "拐杖"} {
		if got := back.One(`[name="` + name + `"]`).Attr("value"); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	for _, rubbish := range []string{"restore:devices:0", "restore:devices:-1", "restore:devices:x", "restore:other:0"} {
		if r.Post(r.path("devices"), url.Values{"_row": {rubbish}, "devices.0.device": {"轮椅"}}).Want(200).One(`[name="devices.1.device"]`).Exists() {
			t.Errorf("%s made a row", rubbish)
		}
	}
}
