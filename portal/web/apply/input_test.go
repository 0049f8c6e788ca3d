package apply_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/url"
	"strings"
	"testing"

	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

// hostile is typed into every text field: it must come back as text.
const hostile = `"><script>alert(1)</script>'; drop table draft; --`

// TestBadValues posts one bad value of each kind of field: a page with what was
// typed, the message beside the field, and never a 5xx.
func TestBadValues(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	for _, tc := range []struct {
		step, control, value, message string
	}{
		{"name", "name", "", "姓名还没有填"},
		{"name", "name", "+++", "没有看到字"},
		{"name", "name", strings.Repeat("a", 120), "最多写"},
		{"id_number", "id_number", "15250119500615", "18 位"},
		{"id_number", "id_number", hostile, "不会有"},
		{"phone", "phone", "139", "少了几位"},
		{"phone", "phone", hostile, "只有数字"},
		{"contact", "contact_channel", "pigeon", "不在下面"},
		{"contact_language", "contact_language", "xx", "没有这一项"},
		{"hukou", "hukou_jurisdiction", "000000", "没有这一项"},
		{"hukou", "hukou_jurisdiction.name", "桥西区", "不止一个"},
		{"hukou", "hukou_jurisdiction.name", hostile, "没有找到"},
		{"address", "residence_address.street", strings.Repeat("路", 200), "最多写"},
		{"card", "card_no", "1525011950061500", "20 位"},
		{"card_valid", "card_valid_to.month", "13", "1 到 12"},
		{"bank", "bank_account", "62", "少了几位"},
		{"bank", "bank_name", "", "银行还没有填"},
		{"holder", "account_holder", "\u200b", "户名还没有填"},
		{"care_needs", "care_needs", "fly", "不在下面"},
		{"carer_name", "carer_name", strings.Repeat("x", 120), "最多写"},
	} {
		t.Run(tc.control+" "+tc.message, func(t *testing.T) {
			form := url.Values{tc.control: {tc.value}}
			if strings.HasPrefix(tc.control, "card_valid_to") {
				form.Set("card_valid_to.year", "2033")
				form.Set("card_valid_to.day", "1")
			}
			page := r.Post(r.path(tc.step), form).Want(422).Audit().WantText("有问题需要改正", tc.message)
			if !strings.Contains(string(page.Body), "<title>错误：") {
				t.Error("the title does not begin with the error")
			}
			if control := page.One(`input[type=text][name="` + tc.control + `"]`); control.Exists() && control.Attr("value") != tc.value {
				t.Errorf("typed %q came back as %q", tc.value, control.Attr("value"))
			}
			for name := range form {
				if control := page.One(`input[type=text][name="` + name + `"]`); control.Exists() && control.Attr("value") != form.Get(name) {
					t.Errorf("%s: %q", name, control.Attr("value"))
				}
			}
		})
	}
}

func TestAmbiguousPlaceBecomesChoices(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	page := r.Post(r.path("hukou"), url.Values{"hukou_jurisdiction": {"other"}, "hukou_jurisdiction.name": {"桥西区"}}).Want(422)
	page.WantText("河北省石家庄市桥西区", "河北省张家口市桥西区")
	r.Press(page, "form[action$=hukou]", url.Values{"hukou_jurisdiction": {"130104"}}).Want(200)
	r.Get(r.path("hukou")).Want(200).Audit().WantText("河北省石家庄市桥西区")
}

func TestLargeText(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	huge := strings.Repeat("a", 10<<20)
	for _, step := range []string{"name", "papers", "check", "nonsense"} {
		got := r.Post(r.path(step), url.Values{"name": {huge}, "_service": {"nursing-subsidy"}})
		if got.Status < 400 || got.Status > 499 {
			t.Errorf("%s: %d", step, got.Status)
		}
		got = r.PostFiles(r.path(step), url.Values{"name": {huge}})
		if got.Status < 300 || got.Status > 499 {
			t.Errorf("%s as multipart: %d", step, got.Status)
		}
	}
}

func TestUnknownAndForeign(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	other := h.reader(t, "13947900009")
	for _, step := range []string{"nonsense", "guardian_name", "own_id", "%00", strings.Repeat("x", 300)} {
		r.Get(r.path(step)).Want(404)
		if got := r.Post(r.path(step), url.Values{"name": {"x"}}); got.Status != 404 {
			t.Errorf("%s: %d", step, got.Status)
		}
	}
	for _, step := range []string{"name", "papers", "check", "delete"} {
		other.Get(r.path(step)).Want(404)
		other.Post(r.path(step), url.Values{"name": {"x"}, "_key": {"k"}, "_service": {"nursing-subsidy"}, "truth_statement": {"true"}}).Want(404)
	}
	mixed := strings.Replace(r.path("name"), r.draft.Person, other.draft.Person, 1)
	r.Get(mixed).Want(404)
	r.Get("/zh-Hans/for/x/drafts/y/name").Want(404)
	h.kernel.Client(t).Get(r.path("name")).Want(303)
}

// TestSessionGone: what was typed is carried through sign-in.
func TestSessionGone(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	page := h.kernel.Client(t).Post(r.path("name"), url.Values{"name": {"Bao Lide"}}).Want(401)
	if got := page.One(`input[type=hidden][name="_held.name"]`).Attr("value"); got != "Bao Lide" {
		t.Errorf("held %q", got)
	}
}

// TestClash: two write the same answer; the second sees both and decides.
func TestClash(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	r.walk(t, residentAnswers(), func(webtest.Answer) {})
	page := r.Get(r.path("care_needs")).Want(200)
	_, err := h.Apply.Answer(r.Ctx, r.draft, application.Answers{Step: "care_needs", Form: storetest.Typed{"care_needs": "toilet"}.Form()})
	if err != nil {
		t.Fatal(err)
	}
	clash := r.Press(page, "form[action$=care_needs]", url.Values{"care_needs": {"dress"}}).Want(409).Audit().WantText("上厕所", "再按一次")
	if box := clash.One(`[name=care_needs][value=dress]`); !box.Has("checked") {
		t.Error("one's own answer is gone")
	}
	r.Press(clash, "form[action$=care_needs]", nil).Want(200)
	v, err := h.Apply.View(r.Ctx, r.draft)
	if err != nil || v.Answer("care_needs").First() != "dress" {
		t.Errorf("%v %v", v.Answer("care_needs"), err)
	}
}

// away is a store that cannot be reached.
type away struct{ application.DraftStore }

func (away) Draft(context.Context, string, string, string) (application.Open, error) {
	return application.Open{}, &portal.Error{Kind: portal.KindUnavailable}
}

func TestStoreAway(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	question := r.Get(r.path("name")).Want(200)
	check := r.walk(t, residentAnswers(), func(webtest.Answer) {})
	bank := r.Get(r.path("bank")).Want(200)
	papers := r.Get(r.path("papers")).Want(200)
	store := h.Apply.Drafts
	h.Apply.Drafts = away{store}
	h.kernel.Store.SetDown(true)
	down := r.Press(question, "form[action$='/name']", url.Values{"name": {"Bao Lide"}}).Want(503).Audit()
	down.WantText("您填的都还在这一页上", "您叫什么名字")
	keeps(t, question, down, "_key")
	if down.One("[name=name]").Attr("value") != "Bao Lide" || down.Header.Get("Retry-After") == "" {
		t.Error("typed text or Retry-After is missing")
	}
	r.Press(bank, "form[action$='/bank']", url.Values{"bank_account": {"1234"}}).Want(503).Audit()
	r.Press(papers, "form[action$='/papers']", nil).Want(503).Audit()
	sending := r.Press(check, "form[action$=check]", url.Values{"truth_statement": {"true"}}).Want(503).Audit("check-page") // the answers are in the store, which is away
	keeps(t, check, sending, "_key")
	if !sending.One("[name=truth_statement]").Has("checked") {
		t.Error("the tick is gone")
	}
	h.Apply.Drafts = store
	h.kernel.Store.SetDown(false)
	sent := r.Press(down, "form[action$='/name']", nil)
	if sent.Status != 200 {
		t.Error(sent.Status)
	}
	form := url.Values{"_key": {sending.One("[name=_key]").Attr("value")}, "truth_statement": {"true"}}
	r.Post(r.path("check"), form).Want(303)
}

func keeps(t *testing.T, before, after webtest.Answer, name string) {
	t.Helper()
	selector := "main form [name=" + name + "]"
	if was, is := before.One(selector).Attr("value"), after.One(selector).Attr("value"); was == "" || was != is {
		t.Errorf("%s: %q became %q", name, was, is)
	}
}

func png1() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// TestPapers: the five ways, a disguised file, taking away, and using again.
func TestPapers(t *testing.T) {
	h := open(t)
	r := h.daughter(t)
	r.walk(t, residentAnswers(), func(webtest.Answer) {})
	const step = "mandate"
	page := r.Get(r.path(step)).Want(200).Audit().WantText("12 MB", "带到窗口", "寄过去", "打电话给我")
	hidden := url.Values{"_service": {"nursing-subsidy"}}
	bad := r.PostFiles(r.path(step), hidden, webtest.File{Field: "paper.mandate", Name: "wei.jpg", Kind: "image/jpeg", Data: []byte("<html>")})
	bad.Want(422).Audit().WantText("wei.jpg")
	added := r.Follow(r.PostFiles(r.path(step), hidden, webtest.File{Field: "paper.mandate", Name: "wei.png", Kind: "image/png", Data: png1()}))
	added.Want(200).Audit().WantText("已经加上", "wei.png")
	if !added.One("[role=status]").Exists() {
		t.Error("no message that something was added")
	}
	removed := r.Press(added, added.One("[name=_remove]").Attr("value"), nil).Want(200).Audit().WantText("已经删掉", "以前交过的")
	r.PostFiles(r.path(step), hidden).Want(422).Audit().WantText("还没有加上照片或文件")
	reuse := removed.One(`[name="paper.mandate.reuse"]`).Attr("value")
	r.Press(removed, "form[action$=mandate]", url.Values{"paper.mandate.reuse": {reuse}}).Want(200).WantText("wei.png", "已经加上")
	next := r.Press(page, "form[action$=mandate]", url.Values{"paper.mandate.way": {"call"}}).Want(200)
	if !strings.HasSuffix(next.Path, "/check") {
		t.Error(next.Path)
	}
	next.WantText("我们打电话给您")
	shared := r.Follow(r.PostFiles(r.path("papers"), hidden, webtest.File{Field: "paper.card", Name: "zheng.png", Kind: "image/png", Data: png1()}))
	shared.Want(200).Audit().WantText("zheng.png", "我们去查")
	after := r.Press(shared, shared.One("[name=_remove]").Attr("value"), nil).Want(200).Audit()
	if end := r.Press(after, "form[action$='/papers']", nil); !strings.HasSuffix(end.Path, "/check") {
		t.Error(end.Path, end.Status)
	}
}

func TestOneOpenAndSentDraft(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	check := r.walk(t, residentAnswers(), func(webtest.Answer) {})
	second := h.Begin(t, r.Resident, r.Own)
	h.Fill(t, r.Resident, second, residentAnswers())
	r.Press(check, "form[action$=check]", url.Values{"truth_statement": {"true"}}).Want(404) // the case's page is another area's
	r.Post(r.path("name"), url.Values{"name": {"Other"}}).Want(409).Audit().WantText("已经提交")
	if got := r.Get(r.path("name")).Want(303).Header.Get("Location"); !strings.Contains(got, "/cases/") {
		t.Error(got)
	}
	r.draft = second
	r.Post(r.path("check"), url.Values{"_key": {"k9"}, "truth_statement": {"true"}}).Want(409).Audit().WantText("已经有一份", "编号是")
	r.Post(r.path("check"), url.Values{"truth_statement": {"true"}}).WantTo(r.path("check"))
}

func TestDelete(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	r.Post(r.path("name"), url.Values{"name": {"Bao Lide"}}).Want(303)
	r.Press(r.Get(r.path("delete")).Want(200).Audit(), "删掉这份草稿", nil)
	r.Get(r.path("name")).Want(404)
}

func TestElder(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	r.SetCookie("prefs", preference.Preference{Elder: true}.String())
	r.Get(r.path("name")).Want(200).Audit().WantText("下一题", "会问：", "随时可以停")
}

func TestTrips(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	a := residentAnswers()
	r.walk(t, a, func(webtest.Answer) {})
	count := func(what string, most int64, do func()) {
		t.Helper()
		before := h.Store.Trips()
		do()
		if n := h.Store.Trips() - before; n > most {
			t.Errorf("%s: %d trips, want at most %d", what, n, most)
		}
	}
	count("question", 2, func() { r.Get(r.path("bank")).Want(200) })
	count("paper", 2, func() { r.Get(r.path("papers")).Want(200) })
	count("answer", 2, func() {
		r.Post(r.path("carer_name"), url.Values{"carer_name": {"Tuya"}, "_service": {"nursing-subsidy"}}).Want(303)
	})
	count("check", 2, func() { r.Get(r.path("check")).Want(200) })
	count("submit", 3, func() {
		r.Post(r.path("check"), url.Values{"_key": {"k"}, "_service": {"nursing-subsidy"}, "truth_statement": {"true"}}).Want(303)
	})
}

// A portrait is no document, and a paper nobody has to have can be missing.
func TestPhotosAndAbsentPapers(t *testing.T) {
	h := open(t)
	r := h.of(t, "card-new")
	photo := r.Get(r.path("photo")).Want(200).Audit().WantText("只收照片")
	if got := photo.One("[type=file]").Attr("accept"); strings.Contains(got, "pdf") {
		t.Errorf("a photo may be %s", got)
	}
	if photo.One(`[value=absent]`).Exists() {
		t.Error("the photo may be missing")
	}
	r = h.of(t, "job-registration")
	page := r.Get(r.path("training_cert")).Want(200).Audit().WantText("PDF", "没有这份材料")
	r.Press(page, "form[action$=training_cert]", url.Values{"paper.training_cert.way": {"absent"}}).Want(200)
	v, err := h.Apply.View(r.Ctx, r.draft)
	must(t, err)
	if !v.Draft.Papers["training_cert"].Given() || !r.Get(r.path("training_cert")).One("[value=absent][checked]").Exists() {
		t.Error("that there is no such paper was not kept")
	}
}
