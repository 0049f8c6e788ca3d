package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// full stands for a store in which a person has everything.
type full struct {
	application.CaseStore
	matters application.Matters
}

func (f full) Matters(context.Context, string, string) (application.Matters, error) {
	return f.matters, nil
}

// everything invents a case in every state, a benefit and every notice.
func everything(h *house, known account.Known) application.Matters {
	m := application.Matters{Known: known}
	now := webtest.Start()
	for _, state := range matter.States() {
		c := application.Case{
			Ref: matter.NewReference(matter.CaseKind), Person: known.Person.ID, Service: "nursing-subsidy",
			State: state, Submitted: now, Promised: "2026-12-15",
		}
		if state == matter.SupplementRequested {
			c.Body.Asked = []application.Asked{{Until: "2026-12-01"}}
		}
		m.Cases = append(m.Cases, c)
	}
	m.Benefits = []benefit.Benefit{
		{ID: portal.NewID(), Service: "nursing-subsidy", Kind: benefit.Payment, Period: benefit.Monthly, Fen: 11000, From: "2026-10", State: benefit.Active, Granted: now},
		{ID: portal.NewID(), Service: "living-subsidy", Kind: benefit.Payment, Period: benefit.Monthly, Fen: 10000, From: "2026-01", State: benefit.Suspended, Reason: benefit.CardHasExpired, Granted: now},
		{ID: portal.NewID(), Service: "assistive-device", Kind: benefit.Device, State: benefit.Active, Granted: now},
	}
	m.Cards = []benefit.Certificate{{
		ID: portal.NewID(), State: benefit.CardActive, ValidTo: "2027-03-06", Issued: "2017-03-06",
		Card: benefit.Card{Number: "15250119600101101X42", Category: "physical", Level: 2},
	}}
	for _, month := range []portal.Month{"2026-09", "2026-10"} {
		m.Returned = append(m.Returned, benefit.Pay{
			ID: portal.NewID(), Benefit: m.Benefits[0].ID, Person: known.Person.ID, Service: "nursing-subsidy", Month: month, Fen: 11000,
		})
	}
	templates := append(h.Words.IDs("notice.case."), "notice.case.of_tomorrow")
	templates = append(append(templates, h.Words.IDs("notice.benefit.")...), h.Words.IDs("notice.card.")...)
	for _, template := range templates {
		m.Notices = append(m.Notices, application.Notice{
			Template: template, At: now.Add(-time.Hour),
			Data: map[string]string{
				"Ref": string(m.Cases[0].Ref), "Service": "nursing-subsidy", "Day": "2026-12-15", "Month": "2026-12", "Reason": "benefit.reason.moved",
			},
		})
	}
	return m
}

func TestMattersShowEverything(t *testing.T) {
	h := open(t)
	identity, link, err := h.store.Arrive(context.Background(), phone, h.Clock.Now())
	must(t, err)
	known, err := h.store.Known(context.Background(), identity.ID, link.Person)
	must(t, err)
	h.apply.Cases = full{h.store, everything(h, known)}
	a := h.SignedIn(t, "resident", identity.ID).Get(lang + "/for/" + link.Person).Want(200)
	a.WantText(
		"轮到您了", "最晚 12 月 1 日（星期二）", "正在办的", "最晚 12 月 15 日（星期二）告诉您结果",
		"办完的", "在发，每月 110 元，从 2026 年 10 月算起", "我们收到了重度残疾人护理补贴的申请", "我替谁办事",
		"一笔钱退回来了：重度残疾人护理补贴，2026 年 9 月，110 元", "改收款账户", "先停了，每月 100 元。原因：残疾人证到期了",
		"已批准，辅助器具", "快到期，到 2027 年 3 月 6 日", "从 2026 年 12 月 起先停。原因：户口迁到了别的地方",
	).Audit()
	if n := strings.Count(string(a.Body), "/account\""); n != 1 {
		t.Errorf("%d buttons for one benefit", n)
	}
	if strings.Contains(a.Text(), "⟪") {
		t.Error("a message without words")
	}
	last := -1
	for _, heading := range []string{"轮到您了", "正在办的", "办完的", "证件和补贴", "通知", "我替谁办事"} {
		at := strings.Index(a.Text(), heading)
		if at <= last {
			t.Errorf("%s stands at %d, after %d", heading, at, last)
		}
		last = at
	}
}

func TestMattersInPseudoLanguage(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Pseudo = true })
	identity, link, err := h.store.Arrive(context.Background(), phone, h.Clock.Now())
	must(t, err)
	known, err := h.store.Known(context.Background(), identity.ID, link.Person)
	must(t, err)
	known.Link.Relation = account.Mother
	known.Person = known.Person.With(account.FieldName, account.Fact{Value: []string{"其其格"}})
	h.apply.Cases = full{h.store, everything(h, known)}
	pseudo(t, h.SignedIn(t, "resident", identity.ID).Get(lang+"/for/"+link.Person).Want(200))
}

func TestMayBeEntitled(t *testing.T) {
	h := open(t)
	identity, link, err := h.store.Arrive(context.Background(), phone, h.Clock.Now())
	must(t, err)
	known, err := h.store.Known(context.Background(), identity.ID, link.Person)
	must(t, err)
	c := h.SignedIn(t, "resident", identity.ID)
	at := lang + "/for/" + link.Person
	c.Get(at+"/entitled").Want(200).Audit().WantText("知道得还少", "看看能办什么事")
	for name, value := range map[string]string{
		"id_number": "152501196001011012", "card_no": "15250119600101101242", "card_valid_to": "2031-03-06",
		"hukou_jurisdiction": "152501", "residence_jurisdiction": "152501",
	} {
		known.Person = known.Person.With(name, account.Fact{Value: []string{value}})
	}
	h.apply.Cases = full{h.store, application.Matters{Known: known}}
	page := c.Get(at).Want(200).Audit().WantText("可能还可以申请", "不会替您申请", "户口或住处在这里", "看全部和每一条理由")
	if n := strings.Count(string(page.Body), "/services/"); n > 3 {
		t.Errorf("%d services on the person's page", n)
	}
	long := c.Get(at+"/entitled").Want(200).Audit().WantText("不会替您申请", "符合", "还不清楚", "看怎么办：重度残疾人护理补贴")
	if strings.Contains(long.Text(), "不符合") {
		t.Error("names what the person is not entitled to")
	}
	h.Client(t).Get(at + "/entitled").Want(303)
	other, _, err := h.store.Arrive(context.Background(), "13800138009", h.Clock.Now())
	must(t, err)
	h.SignedIn(t, "resident", other.ID).Get(at + "/entitled").Want(404)
}

func TestAgentIsNotAskedForTheAccount(t *testing.T) {
	h := open(t)
	identity, link, err := h.store.Arrive(context.Background(), phone, h.Clock.Now())
	must(t, err)
	known, err := h.store.Known(context.Background(), identity.ID, link.Person)
	must(t, err)
	known.Link.Relation, known.Link.Capacity = account.Mother, account.AsAgent
	h.apply.Cases = full{h.store, everything(h, known)}
	a := h.SignedIn(t, "resident", identity.ID).Get(lang + "/for/" + link.Person).Want(200).Audit().WantText("看退回的钱")
	if strings.Contains(string(a.Body), "/account\"") {
		t.Error("an agent is led to the account")
	}
}

func TestNoMatters(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	c.Get(lang+"/for/"+own).Want(200).WantText("还没有办过事。", "看看能办什么事").Audit()
	if !portal.ValidID(own) {
		t.Errorf("own person %q", own)
	}
}

// TestMattersWait: a draft says in the list that an operator's answer waits.
func TestMattersWait(t *testing.T) {
	h := open(t)
	identity, link, err := h.store.Arrive(t.Context(), phone, h.Clock.Now())
	must(t, err)
	ctx := portal.WithActor(t.Context(), portal.Actor{Kind: portal.ActorIdentity, ID: identity.ID, Channel: portal.ChannelWeb})
	d, err := h.apply.Begin(ctx, link.Person, "nursing-subsidy", portal.NewID())
	must(t, err)
	c := h.SignedIn(t, "resident", identity.ID)
	if strings.Contains(c.Get(lang+"/for/"+link.Person).Want(200).Text(), "接线员") {
		t.Error("something waits that nobody wrote")
	}
	d.Answers = map[string]application.Answer{"phone": {Value: []string{"13800006777"}, Version: 2}}
	d.Marks = map[string]application.Mark{"phone": {Staff: portal.NewID(), At: h.Clock.Now()}}
	must(t, h.store.SaveDraft(ctx, d, nil))
	c.Get(lang + "/for/" + link.Person).Want(200).WantText("有接线员填的，请您确认。").Audit()
}
