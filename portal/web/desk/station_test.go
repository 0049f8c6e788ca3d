package desk_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/application"
	rules "changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/store/storetest"
	"changban/portal/web/webtest"
)

// wide answers the questions of the services that are assessed, hung up in public
// or urgent.
func wide(pairs ...string) storetest.Typed {
	return storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42").With(
		"applied_category", "physical", "cause", "accident", "medical_summary", "Fell.", "assessment_institution", "erenhot-assessment-2",
		"home_assessment", "yes", "home_reason", "Cannot walk.", "hardship_type", "sudden", "urgent", "no", "request_text", "The house burnt.",
		"amount_spent", "100", "housing", "owned", "tenancy", "no", "rooms", "door", "done_before", "no", "objection_reason", "It is not so.",
		"assess_place", "home", "devices.0.device", "wheelchair", "devices.0.body_data", "170", "self_bought", "no",
		"vehicle_brand", "Wuyang", "vehicle_no", "12345", "bought_on.year", "2024", "bought_on.month", "1", "bought_on.day", "1",
		"limb_site", "lower", "owns_motor_wheelchair", "true", "household_size", "2", "household_aid", "dibao", "household_income", "500",
	).With(pairs...)
}

// serve sends a case of a service; its first minutes are over.
func (b *bench) serve(r storetest.Resident, service string, pairs ...string) matter.Reference {
	b.t.Helper()
	d, err := b.Apply.Begin(r.Ctx, r.Own, service, portal.NewID())
	if err != nil {
		b.t.Fatal(err)
	}
	return b.finish(r, application.Where{Person: r.Own, Draft: d.ID}, pairs...)
}

func (b *bench) finish(r storetest.Resident, w application.Where, pairs ...string) matter.Reference {
	b.t.Helper()
	b.Fill(b.t, r, w, wide(pairs...))
	in := storetest.Sending(portal.NewID())
	in.Form = field.Form(func(string) []string { return []string{"true"} })
	sent, err := b.Apply.Submit(r.Ctx, w, in)
	if err != nil {
		b.t.Fatal(err)
	}
	b.clock.Move(11 * time.Minute)
	return sent.Ref
}

const county = "erenhot" // whose officers see every unit of the county

// reviewed brings a case to the desk where it is decided.
func (b *bench) reviewed(c *webtest.Client, ref matter.Reference) {
	b.t.Helper()
	c.Get(at(ref, "")).Want(200)
	do(c, ref, "accept", nil).Want(200)
	if b.stored(ref).Unit != b.stored(ref).Deciding {
		do(c, ref, "forward", url.Values{"unit": {b.stored(ref).Deciding}}).Want(200)
	}
	do(c, ref, "review", nil).Want(200)
	b.wantState(ref, matter.InReview)
}

func day(name string, year, month, d string) url.Values {
	return url.Values{name + ".year": {year}, name + ".month": {month}, name + ".day": {d}}
}

func and(all ...url.Values) url.Values {
	out := url.Values{}
	for _, v := range all {
		for k, x := range v {
			out[k] = x
		}
	}
	return out
}

// TestFromAssessmentToTheCard: sent to the institution the person asked for, the
// conclusion entered there, hung up, decided.
func TestFromAssessmentToTheCard(t *testing.T) {
	b := newBench(t)
	ref := b.serve(b.Resident(t, "13900000001"), "card-new")
	c := b.officer("E001", "Wu", county, everything()...)
	b.reviewed(c, ref)

	early := c.Get(at(ref, "/approve")).Want(200).Audit().WantText("现在还不能批准", "还没有评定结论")
	if early.One("main form").Exists() {
		t.Error("a form to fill in vain")
	}
	forced := c.Post(at(ref, "/approve"), url.Values{"_key": {portal.NewID()}, "reasons": {"standard_met"}, "note": {"Kept."}}).Want(422).Audit()
	forced.WantText("还没有评定结论", "发一本新的残疾人证", "Kept.")
	if forced.One("input[name=amount]").Exists() {
		t.Error("asks for an amount")
	}

	page := c.Get(at(ref, "/assess")).Want(200).Audit().WantText("计时暂停", "演示二连浩特市第二残疾评定医院")
	if !page.One("input[value=erenhot-assessment-2]").Has("checked") || !page.One("input[name=home]").Has("checked") {
		t.Error("what the person asked for is not chosen")
	}
	wrong := press(c, page, and(day("day", "2026", "3", "33"), url.Values{"time": {"25 h"}, "place": {"Hall 2"}})).Want(422).Audit()
	wrong.WantText("时间这样写：09:30")
	if wrong.One("input[name=place]").Attr("value") != "Hall 2" || wrong.One("input[name='day.day']").Attr("value") != "33" {
		t.Error("what was typed is gone")
	}
	press(c, wrong, and(day("day", "2026", "3", "30"), url.Values{"time": {"9：30"}})).Want(200).Audit().
		WantText("已经送去评定", "等评定的结论", "演示二连浩特市第二残疾评定医院", "3 月 30 日", "09:30", "Hall 2")
	b.wantState(ref, matter.Assessment)

	seat := b.officer("A001", "An", "erenhot-assessment-2", office.Assessor)
	seat.Get("/zh-Hans/desk").Want(200).Audit().WantText("待我办：1 件", "在评定 1", "等评定的结论")
	seat.Get(at(ref, "")).Want(200).Audit()
	do(seat, ref, "appoint", and(day("day", "2026", "3", "31"), url.Values{"time": {"10:00"}})).Want(200).WantText("3 月 31 日")
	empty := do(seat, ref, "conclude", url.Values{"note": {"Left leg."}}).Want(422).Audit()
	empty.WantText("残疾等级还没有选", "残疾类别还没有选", "评定的日期还没有填", "录入以后就生效")
	done := press(seat, empty, and(day("day", "2026", "3", "23"), url.Values{"categories": {"physical"}, "level": {"2"}}))
	done.Want(200).WantText("结论已经录入")
	b.wantState(ref, matter.InReview)

	c.Get(at(ref, "")).Want(200).Audit().WantText("肢体", "二级", "Left leg.")
	hang := c.Get(at(ref, "/publish")).Want(200).Audit().WantText("不上网", "公示到 3 月 30 日")
	press(c, hang, nil).Want(422).Audit().WantText("贴在哪里，还没有写")
	press(c, hang, url.Values{"where": {"Board 1"}}).Want(200).Audit().WantText("公示单", "Board 1")
	b.wantState(ref, matter.PublicNotice)

	sheet := c.Get(at(ref, "/notice")).Want(200).Audit()
	sheet.WantText("B○○", "残疾人证", "肢体", "二级", "二连浩特市残联", "12345")
	for _, hidden := range []string{"Bao", "Lide", "152501", "Left leg", string(ref), "Board 1"} {
		if strings.Contains(sheet.One("article.paper").Text(), hidden) {
			t.Errorf("the sheet says %s", hidden)
		}
	}
	c.Get(at(ref, "/end_notice")).Want(409).Audit()
	do(c, ref, "notice_objection", url.Values{"result": {"x"}}).Want(422).Audit().WantText("别人说了什么")
	do(c, ref, "notice_objection", url.Values{"note": {"He runs."}}).Want(200).WantText("He runs.", "这一条还没有查")
	b.clock.MoveTo("2026-04-08")
	c = b.officer("E003", "Wu", county, everything()...)
	c.Get(at(ref, "/end_notice")).Want(409)
	do(c, ref, "notice_objection", url.Values{"objection": {"1"}, "result": {"Another man."}}).Want(200).WantText("Another man.")
	do(c, ref, "end_notice", nil).Want(200).Audit().WantText("公示已经结束")
	do(c, ref, "approve", url.Values{"reasons": {"standard_met"}}).Want(200).WantText("发一本新的残疾人证")
	second := b.officer("E004", "Su", county, office.SecondDecider)
	second.Get(at(ref, "/confirm")).Want(200).Audit().WantText("发一本新的残疾人证")
	do(second, ref, "confirm", nil).Want(200)
	b.wantState(ref, matter.Approved)
	cards, err := b.House.Store.CertificatesOf(t.Context(), b.stored(ref).Person)
	if err != nil || len(cards) != 1 {
		t.Fatalf("cards %v, %v", cards, err)
	}
}

// TestConclusionReadFromPaper: two officers, and the second sees what is
// confirmed, also when it changed meanwhile.
func TestConclusionReadFromPaper(t *testing.T) {
	b := newBench(t)
	ref := b.serve(b.Resident(t, "13900000001"), "card-new")
	c := b.officer("E001", "Wu", county, everything()...)
	second := b.officer("E002", "Su", county, everything()...)
	b.reviewed(c, ref)
	do(c, ref, "assess", nil).Want(200)
	found := and(day("day", "2026", "3", "23"), url.Values{"categories": {"physical", "visual"}, "level": {"1"}})
	do(c, ref, "conclude", found).Want(200).WantText("等另一位同事核对")
	c.Get(at(ref, "/confirm_conclusion")).Want(409)
	old := second.Get(at(ref, "/confirm_conclusion")).Want(200).Audit().WantText("肢体、视力", "一级", "Wu")
	do(c, ref, "conclude", and(found, url.Values{"level": {"3"}})).Want(200)
	again := press(second, old, nil).Want(409).Audit().WantText("这一件变了", "三级")
	press(second, again, nil).Want(200).WantText("结论已经核对")
	b.wantState(ref, matter.InReview)
	if got := b.stored(ref).Conclusion(); got == nil || got.Level != 3 || got.Second == "" {
		t.Errorf("conclusion %+v", got)
	}
	do(c, ref, "assess", nil).Want(200)
	do(c, ref, "conclude", and(found, url.Values{"level": {"0"}, "categories": nil})).Want(200)
	do(second, ref, "confirm_conclusion", nil).Want(200).WantText("达不到残疾标准")
}

// TestUrgentCase: first in the queue with a word, 48 hours, help before papers.
func TestUrgentCase(t *testing.T) {
	b := newBench(t)
	b.ready(false)
	ref := b.serve(b.Resident(t, "13900000002"), "temp-relief", "urgent", "yes", "id_number", storetest.CitizenNumber("15250119600615002"))
	c := b.officer("E001", "Wu", county, everything()...)
	queue := c.Get("/zh-Hans/desk").Want(200).Audit()
	if first := queue.One("tbody tr").Text(); !strings.Contains(first, "急") || !strings.Contains(first, "临时救助") {
		t.Errorf("first row: %s", first)
	}
	c.Get(at(ref, "")).Want(200).Audit().WantText("这一件很急", "48 小时", "先给帮助")
	none := do(c, ref, "advance", nil).Want(422).Audit()
	none.WantText("一共多少钱", "金额还没有填")
	press(c, none, url.Values{"amount": {"1000"}, "source": {"No. 3"}, "papers": {none.One("input[name=papers]").Attr("value")}}).
		Want(200).Audit().WantText("已经记下先给的帮助", "要补的材料")
	b.wantState(ref, matter.SupplementRequested)
	all, err := b.House.Store.BenefitsOf(t.Context(), b.stored(ref).Person)
	if err != nil || len(all) != 1 || !all[0].Advance || all[0].Fen != 100000 {
		t.Fatalf("%+v, %v", all, err)
	}
}

// TestPutOff: the page says from which day to which, refuses what goes beyond, and
// keeps what was typed; the history has the officer's words.
func TestPutOff(t *testing.T) {
	b := newBench(t)
	ref := b.serve(b.Resident(t, "13900000002"), "online-petition", "already_in_court", "no", "petition_kind", "visit", "case_place", storetest.Erenhot)
	c := b.officer("E001", "Wu", county, everything()...)
	b.reviewed(c, ref)
	promised := b.stored(ref).Promised
	on := func(d portal.Day) url.Values {
		return day("day", string(d)[:4], string(d)[5:7], string(d)[8:])
	}
	page := do(c, ref, "extend", on(promised.Add(31))).Want(422).Audit()
	page.WantText("延到哪天", "不超过能延到的那天", "为什么要延长", "只能一次")
	press(c, page, and(on(promised.Add(30)), url.Values{"note": {"Three offices."}})).Want(200).Audit().WantText("已经延长", "Three offices.", "延长了办理时间")
	if got := b.stored(ref).Promised; got != promised.Add(30) {
		t.Errorf("promised %s", got)
	}
	c.Get(at(ref, "/extend")).Want(409).Audit()
}

// TestTwinsAreShown: two parents who file for one child see nothing of each
// other; the office sees both.
func TestTwinsAreShown(t *testing.T) {
	b := newBench(t)
	one := b.serve(b.Resident(t, "13900000001"), "home-retrofit")
	two := b.serve(b.Resident(t, "13900000002"), "home-retrofit")
	c := b.officer("E001", "Wu", county, everything()...)
	page := c.Get(at(one, "")).Want(200).Audit().WantText("同一个身份证号还有一件")
	if !page.One(`a[href="` + at(two, "") + `"]`).Exists() {
		t.Error("no way to the other case")
	}
}

// TestObjectionShowsWhatIsContested: who decided may not decide again.
func TestObjectionShowsWhatIsContested(t *testing.T) {
	b := newBench(t)
	r := b.Resident(t, "13900000001")
	ref := b.serve(r, "home-retrofit")
	c := b.officer("E001", "Wu", county, everything()...)
	second := b.officer("E002", "Su", county, everything()...)
	b.reviewed(c, ref)
	do(c, ref, "refuse", url.Values{"reasons": {"done_before"}}).Want(200)
	do(second, ref, "confirm", nil).Want(200)
	d, err := b.Apply.Object(r.Ctx, r.Own, string(ref), portal.NewID())
	if err != nil {
		t.Fatal(err)
	}
	about := b.finish(r, application.Where{Person: r.Own, Draft: d.ID})
	b.reviewed(c, about)
	page := c.Get(at(about, "")).Want(200).Audit().WantText("申请人不同意这个结果", "不批准", "原来由Wu、Su办")
	if !page.One(`a[href="` + at(ref, "") + `"]`).Exists() {
		t.Error("no way to the contested case")
	}
	c.Get(at(about, "/approve")).Want(403).Audit().WantText("异议要由别的同事来看")
	third := b.officer("E003", "Bai", county, everything()...)
	do(third, about, "approve", url.Values{"reasons": {"decision_wrong"}}).Want(200).WantText("原来的一件重新审查")
	second.Get(at(about, "/confirm")).Want(403)
	fourth := b.officer("E004", "He", county, everything()...)
	do(fourth, about, "confirm", nil).Want(200)
	b.wantState(ref, matter.Reopened)
	c.Get(at(ref, "")).Want(200).WantText("异议成立，重新审查")
}

// TestYearlyMoney: the amount is asked for and said per year.
func TestYearlyMoney(t *testing.T) {
	b := newBench(t)
	ref := b.serve(b.Resident(t, "13900000001"), "wheelchair-fuel")
	c := b.officer("E001", "Wu", county, everything()...)
	b.reviewed(c, ref)
	c.Get(at(ref, "")).Want(200).WantText("一年 260 元", "户名 Bao Lide，Nongye")
	do(c, ref, "approve", url.Values{"reasons": {"account_checked"}}).Want(200).WantText("批准，一年 260 元")
}

// TestStationRoles: an act of another role is told, not hidden behind a form.
func TestStationRoles(t *testing.T) {
	b := newBench(t)
	ref := b.serve(b.Resident(t, "13900000001"), "card-new")
	c := b.officer("E001", "Wu", county, everything()...)
	b.reviewed(c, ref)
	receiver := b.officer("E002", "Li", county, office.Receiver)
	for _, path := range []string{"/assess", "/publish", "/approve"} {
		receiver.Get(at(ref, path)).Want(403).Audit().WantText("您现在的岗位：受理")
	}
	c.Get(at(ref, "/conclude")).Want(409).Audit()
	c.Get(at(ref, "/notice")).Want(404)
	seat := b.officer("A001", "An", "erenhot-assessment-2", office.Assessor)
	seat.Get(at(ref, "")).Want(404)
}

// TestStationPseudo: every word of the new pages comes from locales.
func TestStationPseudo(t *testing.T) {
	b := newBench(t, pseudo)
	ref := b.serve(b.Resident(t, "13900000001"), "card-new")
	c := b.officer("E001", "Wu", county, everything()...)
	second := b.officer("E002", "Su", county, everything()...)
	typed := []string{"Wu", "Note.", "Hall 2", "Board 1", "He runs.", "Bao Lide"}
	look := func(a webtest.Answer) {
		t.Helper()
		a.Want(200)
		for _, f := range audit.Pseudo(a.Body, typed...) {
			t.Errorf("%s: %s", a.Path, f)
		}
		if i := strings.Index(a.Text(), "⟪"); i >= 0 {
			t.Errorf("%s: unknown id %.60s", a.Path, a.Text()[i:])
		}
	}
	b.reviewed(c, ref)
	found := and(day("day", "2026", "3", "23"), url.Values{"categories": {"physical"}, "level": {"2"}, "note": {"Note."}})
	look(c.Get(at(ref, "/approve")))
	look(c.Get(at(ref, "/assess")))
	look(do(c, ref, "assess", and(day("day", "2026", "3", "30"), url.Values{"place": {"Hall 2"}})))
	look(c.Get(at(ref, "/appoint")))
	look(c.Get(at(ref, "/conclude")))
	look(do(c, ref, "conclude", found))
	look(second.Get(at(ref, "/confirm_conclusion")))
	look(do(second, ref, "confirm_conclusion", nil))
	look(c.Get(at(ref, "/publish")))
	look(do(c, ref, "publish", url.Values{"where": {"Board 1"}}))
	look(c.Get(at(ref, "/notice")))
	do(c, ref, "notice_objection", url.Values{"note": {"He runs."}})
	look(c.Get(at(ref, "/notice_objection")))
	look(do(c, ref, "notice_objection", url.Values{"objection": {"1"}, "result": {"Note."}}))
	b.clock.MoveTo("2026-04-08")
	c = b.officer("E003", "Wu", county, everything()...)
	look(c.Get(at(ref, "/end_notice")))
	do(c, ref, "end_notice", nil)
	look(do(c, ref, "approve", url.Values{"reasons": {"standard_met"}}))
}

// TestReasonsOfOneGroup: a decision's codes tell their group, so that its words
// are found without asking which way it went.
func TestReasonsOfOneGroup(t *testing.T) {
	groups := []string{rules.GroupAsk, rules.GroupNotAccept, rules.GroupRefuse, rules.GroupApprove}
	for i, group := range groups {
		for _, other := range groups[i+1:] {
			for _, code := range rules.Reasons(group) {
				if slices.Contains(rules.Reasons(other), code) {
					t.Errorf("%s is a reason of %s and of %s", code, group, other)
				}
			}
		}
	}
}
