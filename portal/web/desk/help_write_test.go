package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/store/storetest"
	"changban/portal/web/apply"
	"changban/portal/web/webtest"
)

// opened is somebody with every question answered, and an operator whom the code
// let in.
func (b *bench) opened() (caller, *webtest.Client, string) {
	b.t.Helper()
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	r := b.caller("13947900001")
	b.Fill(b.t, r.Resident, r.draft, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42"))
	operator := b.officer("E501", "Subude", lineUnit, office.Operator)
	code := digits(r.Get(r.at("phone")))
	return r, operator, operator.Submit("/zh-Hans/desk/help", typedCode(code)).Want(200).Audit().Path
}

func (c caller) sends() webtest.Answer {
	return c.Post(c.at("check"), url.Values{"_key": {portal.NewID()}, "truth_statement": {"true"}, "_service": {"nursing-subsidy"}})
}

// writes fills a question in and presses its button.
func writes(operator *webtest.Client, path string, typed url.Values) webtest.Answer {
	return operator.Press(operator.Get(path).Want(200), "填上，等本人确认", typed)
}

// TestHelpWrite is the whole way: the operator answers, the person sees it marked,
// cannot send before, confirms, and sends.
func TestHelpWrite(t *testing.T) {
	b := newBench(t)
	r, operator, told := b.opened()
	page := operator.Get(told)
	link := page.One("main a[href$='/bank']")
	if !link.Exists() || page.One("main a[href$='/name']").Exists() {
		t.Fatal("what the operator may change is not what has a link")
	}
	asked := operator.Get(link.Attr("href")).Want(200).Audit().WantText("来电的人", "本人确认以前")
	if asked.One("[name=bank_name]").Attr("autocomplete") != "" {
		t.Error("the browser offers what it knows of the operator")
	}
	wrong := writes(operator, asked.Path, url.Values{"bank_name": {""}, "bank_account": {"12"}}).Want(422).Audit()
	if wrong.One("[name=bank_account]").Attr("value") != "12" {
		t.Error("what was typed is gone")
	}
	done := writes(operator, asked.Path, url.Values{"bank_name": {"新的银行"}, "bank_account": {"6228480000000000018"}}).Want(200).Audit()
	done.WantText("填上了", "新的银行", "接线员填的，本人还没有确认")
	operator.Post(asked.Path, url.Values{"bank_name": {"x"}}).Want(303) // no page of ours: leads to one

	question := r.Get(r.at("bank")).Want(200).Audit().WantText("接线员填了这一题", "从“", "改成“新的银行”", "换回原来的")
	if !question.One("form[action$='/marks']").Exists() {
		t.Error("nothing on the question puts the old answer back")
	}
	if r.Get(r.at("phone")).One("form[action$='/marks']").Exists() {
		t.Error("a question that nobody else answered is marked")
	}
	check := r.Get(r.at("check")).Want(200).Audit().WantText("接线员填的，请您确认", "接线员填的，您还没有确认", "原来：")
	r.Get("/zh-Hans/for/" + r.draft.Person)
	early := r.sends().Want(422).Audit().WantText("先确认接线员填的")
	target := strings.TrimPrefix(early.One(".errors a").Attr("href"), "#")
	if !early.One("#" + strings.ReplaceAll(target, ".", `\.`)).Exists() {
		t.Errorf("the error leads to %q, which is not there", target)
	}
	if !early.One("[name=truth_statement]").Has("checked") {
		t.Error("what was ticked is gone")
	}
	r.Post(r.at("marks"), url.Values{}).Want(303)
	r.Get(r.at("marks")).Want(303)
	if clean := r.Press(check, "都对，我确认", url.Values{}).Want(200).Audit(); strings.Contains(clean.Text(), "接线员填的") {
		t.Error("what was confirmed is marked still")
	}
	if got := r.sends().Want(303).Header.Get("Location"); !strings.Contains(got, "/cases/") {
		t.Errorf("sending led to %s", got)
	}
	operator.Get(asked.Path).Want(410).Audit().WantText("已经提交")
	r.Post(r.at("marks"), url.Values{"_key": {"k"}, "_seen": {"99"}}).Want(409)
}

// TestHelpPutBack: the person puts the old answer back, from the question and from
// check answers, in elder mode too.
func TestHelpPutBack(t *testing.T) {
	b := newBench(t)
	r, operator, told := b.opened()
	r.SetCookie("prefs", preference.Preference{Elder: true}.String())
	for _, from := range []string{"phone", "check"} {
		writes(operator, told+"/phone", url.Values{"phone": {"13947900002"}}).Want(200)
		page := r.Get(r.at(from)).Want(200).Audit().WantText("139 4790 0002")
		back := r.Press(page, page.One("[name=_back]").Text(), url.Values{}).Want(200).Audit()
		if back.Path != r.at(from) || back.One("[name=_back]").Exists() {
			t.Errorf("putting back led to %s", back.Path)
		}
	}
	v, err := b.Apply.View(r.Ctx, r.draft)
	if err != nil || v.Answer("phone").First() == "13947900002" {
		t.Errorf("the old number is not back: %v %v", v.Answer("phone"), err)
	}
}

// TestHelpWriteRefuses: what is the person's alone has no page, a code that is
// stopped none either, and two who write at a time see both values.
func TestHelpWriteRefuses(t *testing.T) {
	b := newBench(t)
	r, operator, told := b.opened()
	for _, step := range []string{"name", "id_number", "papers", application.CheckStep, missingStep} {
		operator.Get(told + "/" + step).Want(404)
		operator.Post(told+"/"+step, url.Values{"_key": {"k"}, "name": {"Somebody"}}).Want(404)
	}
	colleague := b.officer("E502", "Qimuge", lineUnit, office.Operator)
	colleague.Get(told + "/phone").Want(404)
	b.officer("E101", "Receiver", unit, office.Receiver).Get(told + "/phone").Want(403)
	page := operator.Get(told + "/phone").Want(200)
	seen := page.One("[name=_seen]").Attr("value")
	r.Post(r.at("phone"), url.Values{"phone": {"13947900005"}, "_service": {"nursing-subsidy"}}).Want(303)
	both := url.Values{"_key": {"k"}, "_seen": {seen}, "phone": {"13947900006"}}
	operator.Post(told+"/phone", both).Want(409).Audit().WantText("刚才有人改过")
	r.Press(r.Get(r.at("phone")), "停止，不让看了", url.Values{}).Want(200)
	operator.Get(told + "/phone").Want(410).Audit().WantText("按了停止")
	operator.Post(told+"/phone", both).Want(410)
}
