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
	m.Benefits = []benefit.Benefit{{Service: "nursing-subsidy", Fen: 11000, From: "2026-10"}}
	for _, template := range append(h.Words.IDs("notice.case."), "notice.case.of_tomorrow") {
		m.Notices = append(m.Notices, application.Notice{
			Template: template, At: now.Add(-time.Hour),
			Data: map[string]string{"Ref": string(m.Cases[0].Ref), "Service": "nursing-subsidy", "Day": "2026-12-15"},
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
		"办完的", "每月 110 元", "从 2026 年 10 月算起", "我们收到了重度残疾人护理补贴的申请", "我替谁办事",
	).Audit()
	if strings.Contains(a.Text(), "⟪") {
		t.Error("a message without words")
	}
	last := -1
	for _, heading := range []string{"轮到您了", "正在办的", "办完的", "每月领的钱", "通知", "我替谁办事"} {
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

func TestNoMatters(t *testing.T) {
	h := open(t)
	c, own := h.resident(t, phone)
	c.Get(lang+"/for/"+own).Want(200).WantText("还没有办过事。", "看看能办什么事").Audit()
	if !portal.ValidID(own) {
		t.Errorf("own person %q", own)
	}
}
