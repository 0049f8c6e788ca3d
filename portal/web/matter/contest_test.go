package matter_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
)

// refuse takes a case to a refusal.
func (s sent) refuse() {
	s.h.t.Helper()
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Forward, Unit: deciding})
	s.do(deciding, desk.Input{Act: desk.Review})
	s.do(deciding, desk.Input{Act: desk.Propose, Reasons: []string{"level"}})
	s.do(deciding, desk.Input{Act: desk.Confirm})
}

// set writes the case as a test wants it.
func (s sent) set(action string, change func(*application.Case)) {
	s.h.t.Helper()
	_, err := s.h.Store.UpdateCase(context.Background(), s.ref, portal.NewID(), func(c application.Case) (application.Change, error) {
		e := matter.Event{
			At: s.h.Clock.Now(), Actor: portal.Actor{Kind: portal.ActorStaff, ID: "o", Channel: portal.ChannelCounter, Language: "zh-Hans"},
			Person: c.Person, Unit: c.Unit, Action: action, From: c.State,
		}
		c.Opened = s.h.Clock.Now()
		change(&c)
		e.To = c.State
		return application.Change{Case: c, Event: e}, nil
	})
	if err != nil {
		s.h.t.Fatal(err)
	}
}

func TestRefusedThen(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", storetest.Answers(storetest.Erenhot, storetest.Erenhot, "44"))
	s.refuse()
	page := s.page().WantText(
		"这次没有批准", "残疾等级不在发放的范围里", "不同意这个结果？", "这几条没有符合", "按这些规定办", "跨省通办", "二连浩特市“十四五”",
		"请我们再看一次", "最晚 2027 年 1 月 22 日", "申请行政复议", "二连浩特市的人民政府", "信访局", "12345", "请律师帮忙", "用这些答案再申请一次")
	if strings.Contains(page.Text(), "东河区“十四五”") {
		t.Error("names the plan of another place")
	}
	if len(page.Doc().All(`a[href$="/services/legal-aid"]`)) != 1 {
		t.Error("no way to legal aid")
	}
	if ask := page.One(`main a[href*="/hotline/new"]`).Attr("href"); !strings.Contains(ask, "case="+string(s.ref)) || !strings.Contains(ask, "service=nursing-subsidy") {
		t.Errorf("the hotline is reached by %q", ask)
	}
	s.Get(s.path("/official/decision")).Want(200).Audit().WantText("依据", "60 天以内，申请行政复议")
}

// The answer to a petition is looked at by the office above, whichever way it went,
// and never by an administrative review; a later day comes with its reason.
func TestPetitionAnswered(t *testing.T) {
	h := open(t)
	s := h.petition("13947900001")
	s.page().WantText("最晚", "45 天内")
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Forward, Unit: deciding})
	s.do(deciding, desk.Input{Act: desk.Review})
	c, err := h.Store.Case(t.Context(), s.ref)
	if err != nil {
		t.Fatal(err)
	}
	s.do(deciding, desk.Input{Act: desk.Extend, Day: c.Promised.Add(30), Note: "问三个单位。"})
	s.page().WantText("日子改过一次", "问三个单位。", "改了答复的日子")
	s.do(deciding, desk.Input{Act: desk.Propose, Approve: true, Reasons: []string{"request_supported"}})
	s.do(deciding, desk.Input{Act: desk.Confirm})
	page := s.page().WantText("不同意这个结果？", "请上一级机关复查")
	decision := s.Get(s.path("/official/decision")).Want(200).Audit().WantText("请上一级机关复查")
	if strings.Contains(page.Text()+decision.Text(), "行政复议") {
		t.Error("names a review that is not for petitions")
	}
}

func (h *house) petition(phone string) sent {
	h.t.Helper()
	r := h.Resident(h.t, phone)
	d, err := h.Apply.Begin(r.Ctx, r.Own, "online-petition", portal.NewID())
	if err != nil {
		h.t.Fatal(err)
	}
	w := application.Where{Person: r.Own, Draft: d.ID}
	h.Fill(h.t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42").With(
		"already_in_court", "no", "petition_kind", "meeting", "request_text", "The ramp.", "case_place", storetest.Erenhot))
	made, err := h.Apply.Submit(r.Ctx, w, storetest.Sending(portal.NewID()))
	if err != nil {
		h.t.Fatal(err)
	}
	return sent{h.kernel.SignedIn(h.t, session.Resident, r.Identity.ID), r, h, r.Own, made.Ref}
}

func TestObjectOnce(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.refuse()
	page := s.page()
	s.Post(s.path("/object"), nil).WantTo(s.path(""))
	first := s.Press(page, "请你们再看一次", nil).Want(200)
	again := s.Press(page, "请你们再看一次", nil).Want(200)
	if first.Path != again.Path || !strings.Contains(first.Path, "/drafts/") {
		t.Errorf("%s, then %s", first.Path, again.Path)
	}
	w := application.Where{Person: s.person, Draft: strings.Split(first.Path, "/")[5]}
	h.Fill(t, s.Resident, w, own().With("objection_reason", "It is wrong."))
	ref, err := h.Apply.Submit(s.Ctx, w, storetest.Sending(portal.NewID()))
	if err != nil {
		t.Fatal(err)
	}
	s.page().WantText("已经提过了", "看提的异议")
	other := s
	other.ref = ref.Ref
	other.page()
	h.Clock.Move(11 * time.Minute)
	other.set("open", func(*application.Case) {})
	link := other.page().WantText("看不同意的那个决定").One(`a[href$="` + string(s.ref) + `"]`)
	if !link.Exists() {
		t.Error("the objection does not lead to the decision")
	}
	s.Post(s.path("/object"), url.Values{"_key": {portal.NewID()}}).Want(409).Audit().WantText("您提过异议了")
}

func TestObjectTooLateSaysWhatRemains(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.refuse()
	h.Clock.MoveTo("2027-02-20")
	s.page().WantText("最晚是 1 月 22 日", "已经过了", "有正当理由", "信访局", "用这些答案再申请一次")
	s.Post(s.path("/object"), url.Values{"_key": {portal.NewID()}}).Want(409).Audit().WantText("时间已经过了")
}

func TestAgainKeepsTheAnswers(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.do(window, desk.Input{Act: desk.NotAccept, Reasons: []string{"no_mandate"}})
	page := s.page().WantText("这次没有受理", "不同意这个结果？", "行政复议", "再申请一次")
	s.Post(s.path("/again"), nil).WantTo(s.path(""))
	if draft := s.Press(page, "用这些答案再申请一次", nil).Want(200); !strings.HasSuffix(draft.Path, "/check") {
		t.Errorf("asks again at %s", draft.Path)
	}
	running := h.sent("13947900005", own())
	running.Post(running.path("/again"), url.Values{"_key": {portal.NewID()}}).Want(409).Audit().WantText("还在办")
}

func TestWithdrawnMayApplyAgain(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.Press(s.Get(s.path("/withdraw")), "撤回这份申请", nil)
	page := s.page().WantText("已经撤回", "用这些答案再申请一次")
	if strings.Contains(page.Text(), "行政复议") {
		t.Error("nothing was decided")
	}
}

func assessed(change ...func(*application.Assessment)) func(*application.Case) {
	return func(c *application.Case) {
		a := application.Assessment{Institution: "erenhot-federation", From: c.Unit, By: "o"}
		for _, f := range change {
			f(&a)
		}
		c.State, c.StoppedFrom = matter.Assessment, "2026-11-24"
		c.Body.Assessments = []application.Assessment{a}
	}
}

func TestAppointmentSaysWhenAndWhere(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.set("assess", assessed())
	s.page().WantText("等着约评定的时间", "会和您约时间", "不算在办理时间里", "等评定结论")
	s.set("appoint", assessed(func(a *application.Assessment) {
		a.Visits = []application.Visit{{Day: "2026-12-03", Time: "09:30", Place: "Room 2"}}
	}))
	s.page().WantText("请去做评定", "12 月 3 日（星期四） 09:30", "地点：Room 2", "电话", "去不了")
	s.set("appoint", assessed(func(a *application.Assessment) {
		a.Home, a.Visits = true, []application.Visit{{Day: "2026-12-03"}}
	}))
	s.page().WantText("有人上门评定")
	s.set("conclude", func(c *application.Case) {
		assessed(func(a *application.Assessment) {
			a.Conclusion = &application.Conclusion{Categories: []string{"visual", "hearing"}, Level: 2, Day: "2026-12-03"}
		})(c)
		c.State, c.StoppedFrom = matter.PublicNotice, ""
		c.Body.Notices = []application.PublicNotice{{Start: "2026-12-04", End: "2026-12-10", Where: "Yingbin 1"}}
	})
	s.page().WantText("评定结论", "视力残疾、听力残疾", "二级", "公示", "贴在：Yingbin 1", "12 月 10 日", "网上不公示")
}

func TestUrgentIsHelpedFirst(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.set("open", func(c *application.Case) { c.Urgent = true })
	s.page().WantText("这是急事，先办", "最晚 11 月 25 日", "材料可以以后补")
}

func TestApprovalLeadsToWhatItGave(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	s.do(window, desk.Input{Act: desk.Accept})
	s.do(window, desk.Input{Act: desk.Forward, Unit: deciding})
	s.do(deciding, desk.Input{Act: desk.Review})
	s.do(deciding, desk.Input{Act: desk.Propose, Approve: true, Fen: 11000, Reasons: []string{"level_two"}})
	s.do(deciding, desk.Input{Act: desk.Confirm})
	page := s.page().WantText("批准了", "看批准的：每月 110 元")
	if !page.One(`a[href*="/benefits/"]`).Exists() {
		t.Error("no way to the benefit")
	}
}

func TestReceiptNamesWhatElse(t *testing.T) {
	h := open(t)
	s := h.sent("13947900001", own())
	page := s.page().WantText("可能还可以申请", "不会替您申请")
	if n := strings.Count(string(page.Body), `/services/`); n > 3 {
		t.Errorf("%d other services", n)
	}
}

func TestContestPseudo(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	s := h.sentForMother(own())
	look := func() {
		for _, f := range audit.Pseudo(s.Get(s.path("")).Want(200).Body, "Bao Lide", "Bao Tuya", "It is true.", "nursing-subsidy", "Room 2", "Yingbin 1") {
			t.Errorf("%s", f)
		}
	}
	s.set("appoint", assessed(func(a *application.Assessment) {
		a.Visits = []application.Visit{{Day: "2026-12-03", Time: "09:30", Place: "Room 2"}}
		a.Conclusion = &application.Conclusion{Categories: []string{"visual"}, Level: 2, Day: "2026-12-03"}
	}))
	look()
	s.set("publish", func(c *application.Case) {
		c.State, c.Urgent = matter.PublicNotice, true
		c.Body.Notices = []application.PublicNotice{{Start: "2026-12-04", End: "2026-12-10", Where: "Yingbin 1"}}
	})
	look()
	s.set("refuse", func(c *application.Case) {
		c.State = matter.Refused
		c.Body.Decision = &application.Decision{Proposal: application.Proposal{Reasons: []string{"level"}}, ConfirmedAt: h.Clock.Now()}
	})
	look()
	s.set("approve", func(c *application.Case) {
		c.State = matter.Approved
		c.Body.Decision = &application.Decision{Proposal: application.Proposal{Approve: true, Fen: 11000, From: "2026-11"}, ConfirmedAt: h.Clock.Now()}
	})
	look()
}
