package hotline_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web/webtest"
)

// gone is a store that cannot be reached.
type gone struct {
	line.Store
	line.DraftStore
	line.People
}

func away() error { return &portal.Error{Kind: portal.KindUnavailable} }

func (gone) Ticket(context.Context, matter.Reference) (line.Ticket, error) {
	return line.Ticket{}, away()
}

func (gone) TicketFor(context.Context, string, string, matter.Reference) (line.Ticket, error) {
	return line.Ticket{}, away()
}

func (gone) BeginTicket(context.Context, line.Ticket, portal.Actor) (line.Ticket, error) {
	return line.Ticket{}, away()
}

func (gone) Known(context.Context, string, string) (account.Known, error) {
	return account.Known{}, away()
}

// stop takes the store away until the function it returns is called.
func (h *house) stop() (start func()) {
	s := h.lines.Tickets
	store, drafts, people := s.Store, s.Drafts, s.People
	s.Store, s.Drafts, s.People = gone{}, gone{}, gone{}
	h.kernel.Store.SetDown(true)
	return func() {
		s.Store, s.Drafts, s.People = store, drafts, people
		h.kernel.Store.SetDown(false)
	}
}

// tried posts a form while the store is away: everything typed stands there again,
// with key, phone and the button to try again.
func (h *house) tried(c *webtest.Client, page webtest.Answer, button string, typed url.Values) webtest.Answer {
	h.t.Helper()
	start := h.stop()
	defer start()
	a := c.Press(page, button, typed).Want(503).Audit("check-page") // what is in the store cannot be shown
	a.WantText("您填的都还在这一页上", "12385")
	if a.Header.Get("Retry-After") == "" || a.Header.Get("Cache-Control") != "no-store" {
		h.t.Errorf("%s: headers %v", page.Path, a.Header)
	}
	want := url.Values{"_key": {page.One("main [name=_key]").Attr("value")}}
	for name, values := range typed {
		want[name] = values
	}
	for name, values := range want {
		for _, value := range values {
			if !stands(a, name, value) {
				h.t.Errorf("%s: %s is not %q any more", page.Path, name, value)
			}
		}
	}
	return a
}

func stands(a webtest.Answer, name, value string) bool {
	for _, control := range a.Doc().All(`main [name="` + name + `"]`) {
		got := control.Attr("value") + control.Text()
		if kind := control.Attr("type"); strings.TrimSpace(got) == value && (kind != "radio" && kind != "checkbox" || control.Has("checked")) {
			return true
		}
	}
	return false
}

// TestStoreAway: nothing typed is lost, and trying again makes one ticket.
func TestStoreAway(t *testing.T) {
	h := open(t)
	other := h.stranger()
	h.write(other, "/zh-Hans/hotline/new", "complaint", "known", reachable()) // somebody said it before
	for _, who := range []string{"by code", "signed in"} {
		c := h.stranger()
		if who == "signed in" {
			c, _ = h.signedIn(phone)
		}
		first := c.Get("/zh-Hans/hotline/new?service=nursing-subsidy").Want(200)
		page := h.tried(c, first, goOn, form("type", "complaint", "topic", "access", "who", "known"))
		page = c.Press(page, goOn, nil).Want(200)
		page = h.tried(c, page, goOn, form("content", story, "title", "坡道"))
		page = c.Press(page, goOn, nil).Want(200).WantText("在什么地方")
		page = h.tried(c, page, goOn, form("place", "150202", "where", "胜利社区门口", "urgent", "no", "about", "演示单位"))
		page = c.Press(page, goOn, nil).Want(200).WantText("在哪个街道")
		page = h.tried(c, page, goOn, form("area", "150202001"))
		page = c.Press(page, goOn, nil).Want(200).WantText("怎么答复您")
		page = h.tried(c, page, goOn, form("name", "演示", "phone", "138 0000 1234", "ways", "sms", "ways", "mail", "mail", "a@example.org", "by_whom", "邻居"))
		page = c.Press(page, goOn, nil).Want(200).WantText("核对一遍")
		again := h.tried(c, page, "提交工单", form("join", "no"))
		receipt := c.Press(again, "提交工单", nil).Want(200).WantText("我们收到了您的工单")
		c.Press(page, "提交工单", form("join", "no")).Want(200) // the first press came through after all
		ref := refOf(t, receipt.Path)
		kept, err := h.Store.Ticket(t.Context(), ref)
		if err != nil || len(kept.Events) != 1 || kept.Body.Content != story || kept.Service != "nursing-subsidy" {
			t.Errorf("%s: %d rows, %+v, %v", who, len(kept.Events), kept.Body, err)
		}
		h.acts(c, ref, receipt.Path)
	}
}

// acts: the same holds for what a person does with a ticket that was sent.
func (h *house) acts(c *webtest.Client, ref matter.Reference, at string) {
	h.t.Helper()
	do := func(part, button, done string, typed url.Values) {
		h.t.Helper()
		page := c.Get(at + "/" + part).Want(200)
		again := h.tried(c, page, button, typed)
		for range 2 {
			c.Press(again, button, nil).Want(200).WantText(done)
		}
	}
	do("note", "补充上去", "补充的话记下了", form("note", "还有一件"))
	h.do(ref, handled()...)
	do("rate", "交上打分", "打分收到了", form("score", "5", "reasons", "slow", "note", "慢"))
	h.do(ref, line.Act{Action: line.Close, Part: line.Clock})
	do("reopen", "要求重新办", "重新办了", form("reasons", "unsolved", "note", "又堵了"))
	do("withdraw", "撤回工单", "撤回了", nil)
	kept, err := h.Store.Ticket(h.t.Context(), ref)
	counts := map[string]int{}
	for _, e := range kept.Events {
		counts[e.Action]++
	}
	for _, once := range []line.Action{line.Note, line.Rate, line.Reopen, line.Withdraw} {
		if counts[string(once)] != 1 {
			h.t.Errorf("%s happened %d times, %v", once, counts[string(once)], err)
		}
	}
	door := h.stranger()
	page := door.Get("/zh-Hans/hotline/open").Want(200)
	start := h.stop()
	shown := door.Press(page, "打开", form("reference", string(ref), "code", "12345678")).Want(503).WantText("您填的都还在这一页上", "12385")
	start()
	if !stands(shown, "reference", string(ref)) || !stands(shown, "code", "12345678") {
		h.t.Error("what was typed to open a ticket is gone")
	}
}
