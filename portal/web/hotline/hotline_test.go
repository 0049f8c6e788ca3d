package hotline_test

import (
	"net/url"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	pages "changban/portal/web/hotline"
	"changban/portal/web/webtest"
)

// house is the area over the store in memory.
type house struct {
	*storetest.House
	kernel *webtest.Kernel
	lines  storetest.Hotline
	t      *testing.T
}

func open(t *testing.T, change ...func(*web.Config)) *house {
	t.Helper()
	h := &house{House: storetest.Memory(t), t: t}
	h.Clock.MoveTo("2026-11-23")
	h.lines = h.Hotline()
	h.kernel = webtest.New(t, append(change, func(c *web.Config) { c.Clock = h.Clock })...)
	pages.Pages{Tickets: h.lines.Tickets, Accounts: h.Accounts}.Mount(h.kernel.Server)
	return h
}

func (h *house) stranger() *webtest.Client { return h.kernel.Client(h.t) }

func (h *house) signedIn(phone string) (*webtest.Client, storetest.Resident) {
	h.t.Helper()
	r := h.Resident(h.t, phone)
	return h.kernel.SignedIn(h.t, session.Resident, r.Identity.ID), r
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

const (
	phone = "13800001234"
	story = "社区门口的坡道上周被施工的砖挡住了。我坐轮椅，出不了门。"
	goOn  = "保存并继续"
)

// begin answers the first question; at is the address of it.
func (h *house) begin(c *webtest.Client, at, kind, who string) webtest.Answer {
	h.t.Helper()
	page := c.Get(at).Want(200).Audit()
	return c.Press(page, goOn, form("type", kind, "topic", "access", "who", who)).Want(200).Audit().WantText("请说说是什么事")
}

// said answers all questions up to check answers.
func (h *house) said(c *webtest.Client, words webtest.Answer, answer url.Values) webtest.Answer {
	h.t.Helper()
	place := c.Press(words, goOn, form("content", story)).Want(200).Audit().WantText("在什么地方", "第 3 题")
	area := c.Press(place, goOn, form("place", "150202", "where", "胜利社区门口", "urgent", "no")).Want(200).Audit().WantText("在哪个街道", "第 4 题")
	last := c.Press(area, goOn, form("area", "150202001")).Want(200).Audit().WantText("怎么答复您", "第 5 题，共 5 题")
	return c.Press(last, goOn, answer).Want(200).Audit()
}

func (h *house) write(c *webtest.Client, at, kind, who string, answer url.Values) webtest.Answer {
	h.t.Helper()
	check := h.said(c, h.begin(c, at, kind, who), answer)
	check.WantText("核对一遍", "还没有提交", story, "胜利社区门口", "东河区")
	return c.Press(check, "提交工单", form("join", "no")).Want(200).Audit()
}

func reachable() url.Values { return form("phone", "138 0000 1234", "ways", "sms") }

// refOf is the reference in a ticket's address.
func refOf(t *testing.T, path string) matter.Reference {
	t.Helper()
	path, _, _ = strings.Cut(path, "?")
	for _, part := range strings.Split(path, "/") {
		if ref, err := matter.ParseReference(part); err == nil && len(part) == 12 {
			return ref
		}
	}
	t.Fatalf("no reference in %s", path)
	return ""
}

func codeOf(t *testing.T, a webtest.Answer) string {
	t.Helper()
	for _, strong := range a.Doc().All("strong") {
		if text := strings.ReplaceAll(strong.Text(), " ", ""); len(text) == 8 && strings.Trim(text, "0123456789") == "" {
			return text
		}
	}
	t.Fatalf("no code on %s: %.600s", a.Path, a.Text())
	return ""
}

func TestWithoutSigningIn(t *testing.T) {
	h := open(t)
	c := h.stranger()
	receipt := h.write(c, "/zh-Hans/hotline/new", "complaint", "known", reachable())
	receipt.WantText("我们收到了您的工单", "最晚 12 月 7 日（星期一）答复您", "督办人员", "查询码", "受理了", "找管这件事的单位")
	if receipt.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a cache may keep the page: %q", receipt.Header.Get("Cache-Control"))
	}
	ref, code := refOf(t, receipt.Path), codeOf(t, receipt)
	kept, err := h.Store.Ticket(t.Context(), ref)
	if err != nil || kept.Body.Phone != phone || kept.Body.Title != "社区门口的坡道上周被施工的砖挡住了。我坐…" || kept.Area != "150202001" || kept.Person == "" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	left := c.Press(receipt, "在这台设备上关上工单", nil).Want(200)
	if left.Path != "/zh-Hans/hotline" || c.Cookie("ticket") != "" {
		t.Errorf("left to %s with %q", left.Path, c.Cookie("ticket"))
	}
	asked := c.Get(receipt.Path).Want(404).Audit().WantText("查询码")
	if strings.Contains(asked.Text(), "坡道") {
		t.Error("the ticket shows without its code")
	}
	for _, wrong := range []url.Values{form("reference", string(ref), "code", "00000000"), form("reference", "123", "code", code), form("reference", string(ref)), form()} {
		c.Post("/zh-Hans/hotline/open", wrong).Want(422).Audit()
	}
	page := c.Press(asked, "打开", form("reference", string(ref[:4])+" "+string(ref[4:8])+" "+string(ref[8:]), "code", code[:4]+"-"+code[4:])).Want(200)
	page.WantText("我们收到了您的工单", story)
}

func TestAnonymous(t *testing.T) {
	h := open(t)
	c, r := h.signedIn(phone) // signed in, and still not to be known
	page := c.Get("/zh-Hans/hotline/new").Want(200)
	c.Press(page, goOn, form("type", "help", "topic", "care", "who", "unknown")).Want(422).Audit().WantText("这一类要留电话才能办")
	receipt := h.write(c, "/zh-Hans/hotline/new", "complaint", "unknown", form("public", "yes"))
	receipt.WantText("查询码", "我们收到了您的工单")
	kept, err := h.Store.Ticket(t.Context(), refOf(t, receipt.Path))
	if err != nil || !kept.Anonymous || kept.Starter != "" || kept.Body.Phone != "" || kept.Body.Name != "" || !kept.Public {
		t.Errorf("kept %+v, %v", kept, err)
	}
	for _, e := range kept.Events {
		if e.Actor.ID != "" {
			t.Errorf("the history names %s", e.Actor.ID)
		}
	}
	if mine, err := h.lines.Tickets.Mine(r.Ctx, r.Identity.ID, r.Own); err != nil || len(mine) != 0 {
		t.Errorf("the ticket lies under the identity: %v, %v", mine, err)
	}
	if messages, err := h.Store.Claim(t.Context(), h.Clock.Now(), "test", 10, 0); err != nil || len(messages) != 0 {
		t.Errorf("somebody is told: %v, %v", messages, err)
	}
}

func TestSignedInAndForOthers(t *testing.T) {
	h := open(t)
	c, r := h.signedIn(phone)
	words := h.begin(c, "/zh-Hans/hotline/new?type=consult&topic=card&service=nursing-subsidy&question=phone", "consult", "known")
	if !strings.HasPrefix(words.Path, "/zh-Hans/for/"+r.Own+"/tickets/") {
		t.Fatal(words.Path)
	}
	check := h.said(c, words, form("phone", phone, "ways", "web"))
	check.WantText("提交以后，谁会收到什么", "打开本平台，总能看到", "短信：尾号 1234", "收件单位", "热线工作人员先看")
	receipt := c.Press(check, "提交工单", nil).Want(200).Audit()
	if strings.Contains(receipt.Text(), "查询码") {
		t.Error("who signed in needs no code")
	}
	kept, err := h.Store.Ticket(t.Context(), refOf(t, receipt.Path))
	if err != nil || kept.Service != "nursing-subsidy" || kept.Question != "phone" || kept.Person != r.Own {
		t.Errorf("kept %+v, %v", kept, err)
	}
	mother := h.AddRelative(t, r, account.Mother, false)
	h.signedIn("13800005678") // whose phone is left, nobody learns
	check = h.said(c, h.begin(c, "/zh-Hans/hotline/new?for="+mother, "help", "known"), form("phone", "13800005678", "ways", "sms", "ways", "voice"))
	check.WantText("证明身份以后，也会收到", "短信：尾号 1234", "打电话答复：尾号 5678", "东河区住建局")
	typed := c.Post(check.Path, form("_language", "zh-Hans", "_key", "once", "join", "no")).Want(200) // back from how one is told
	if typed.One("#check [name=_key]").Attr("value") != "once" || !typed.One("#check [value=no]").Has("checked") || typed.One("button[name=_from]").Attr("value") != check.Path {
		t.Error("what stood there is gone")
	}
	if strings.Contains(check.Text(), "短信：尾号 5678") {
		t.Error("the page says that somebody has that number")
	}
	receipt = c.Press(check, "提交工单", form("join", "no")).Want(200).Audit()
	receipt.WantText("我们收到了您的工单")
	if !strings.HasPrefix(receipt.Path, "/zh-Hans/for/"+mother+"/tickets/") {
		t.Error(receipt.Path)
	}
	other, _ := h.signedIn("13800009999")
	other.Get(receipt.Path).Want(404)
	other.Get(receipt.Path + "/note").Want(404)
	other.Post(receipt.Path+"/withdraw", form("_key", "k")).Want(404)
	other.Get("/zh-Hans/hotline/new?for=" + mother).Want(404)
	if a := h.stranger().Get("/zh-Hans/hotline/new?for=" + mother); !strings.Contains(a.Header.Get("Location"), "/sign-in") {
		t.Errorf("a stranger writes for somebody: %d", a.Status)
	}
	// The short address leads home.
	if a := c.Get("/zh-Hans/hotline/t/" + string(refOf(t, receipt.Path))); a.Header.Get("Location") != receipt.Path {
		t.Errorf("status %d to %s", a.Status, a.Header.Get("Location"))
	}
}

func TestTwiceIsOnce(t *testing.T) {
	h := open(t)
	c := h.stranger()
	key := portal.NewID()
	first := form("type", "complaint", "topic", "access", "who", "known", "_key", key)
	to := c.Post("/zh-Hans/hotline/new", first).Want(303).Header.Get("Location")
	if again := c.Post("/zh-Hans/hotline/new", first).Want(303).Header.Get("Location"); again != to {
		t.Errorf("two drafts: %s, %s", to, again)
	}
	if a := c.Post("/zh-Hans/hotline/new", form("type", "complaint")); a.Status != 303 || a.Header.Get("Location") != "/zh-Hans/hotline/new" {
		t.Errorf("a form without a key: %d to %s", a.Status, a.Header.Get("Location"))
	}
	check := h.said(c, c.Get(to).Want(200), reachable())
	base := strings.TrimSuffix(check.Path, "/check")
	if a := c.Post(check.Path, form()); a.Header.Get("Location") != check.Path {
		t.Errorf("sent without a key: %d to %s", a.Status, a.Header.Get("Location"))
	}
	sent := form("_key", portal.NewID())
	for range 3 {
		c.Post(check.Path, sent).WantTo(base)
	}
	kept, err := h.Store.Ticket(t.Context(), refOf(t, base))
	if err != nil || len(kept.Events) != 1 {
		t.Errorf("%d rows, %v", len(kept.Events), err)
	}
	c.Post(base+"/words", form("content", "another")).WantTo(base) // a replayed step changes nothing
	if after, _ := h.Store.Ticket(t.Context(), kept.Ref); after.Body.Content != story {
		t.Errorf("a sent ticket was rewritten: %s", after.Body.Content)
	}
	note := form("_key", portal.NewID(), "note", "补充")
	for range 2 {
		c.Post(base+"/note", note).WantTo(base + "?done=noted")
	}
	if after, _ := h.Store.Ticket(t.Context(), kept.Ref); len(after.Events) != 2 {
		t.Errorf("%d rows after one word", len(after.Events))
	}
}

func TestAnotherLanguageKeepsWhatWasTyped(t *testing.T) {
	h := open(t)
	c := h.stranger()
	words := h.begin(c, "/zh-Hans/hotline/new", "complaint", "known")
	typed := form("content", "写了一半", "title", "坡道", "_language", "mn-Cyrl")
	a := c.Post(strings.Replace(words.Path, "zh-Hans", "mn-Cyrl", 1), typed).Want(200).Audit()
	if got := a.One("textarea").Text(); got != "写了一半" || a.One("html").Attr("lang") != "mn-Cyrl" {
		t.Errorf("%q in %s", got, a.One("html").Attr("lang"))
	}
	first := c.Post("/mn-Cyrl/hotline/new", form("type", "praise", "service", "card-new", "_language", "mn-Cyrl", "_key", "stale")).Want(200)
	if !first.One(`input[value="praise"]`).Has("checked") {
		t.Error("the kind is gone")
	}
}
