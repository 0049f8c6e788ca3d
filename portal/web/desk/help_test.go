package desk_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"changban/a11y/floor"
	"changban/a11y/preference"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web/apply"
	"changban/portal/web/webtest"
)

const lineUnit = "xilingol-federation"

// caller is somebody with a draft, at the phone with an operator.
type caller struct {
	*webtest.Client
	storetest.Resident
	draft application.Where
}

func (b *bench) caller(phone string) caller {
	b.t.Helper()
	r := b.Resident(b.t, phone)
	client := b.Client(b.t)
	cookie, _, err := session.New(b.House.Store, nil, b.clock).Open(context.Background(), session.Resident, r.Identity.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	client.SetCookie("session", cookie)
	return caller{client, r, b.Begin(b.t, r, r.Own)}
}

func (c caller) at(step string) string {
	return "/zh-Hans/for/" + c.draft.Person + "/drafts/" + c.draft.Draft + "/" + step
}

// digits is what a page asks to read out, "" when it shows none.
func digits(page webtest.Answer) string {
	return strings.ReplaceAll(page.One(".help .code strong").Text(), " ", "")
}

func typedCode(code string) url.Values { return url.Values{"help_code": {code}} }

// TestHelpCode is the whole call: the code is read out, the operator looks, the
// page says so, the person stops it and what was typed is still there.
func TestHelpCode(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	r := b.caller("13947900001")
	operator := b.officer("E501", "Subude", lineUnit, office.Operator)
	colleague := b.officer("E502", "Qimuge", lineUnit, office.Operator)

	page := r.Get(r.at("name")).Want(200).Audit().WantText("读不懂这一题", "报这个号码", "您确认了才算")
	code := digits(page)
	if len(code) != 6 || page.One("aside [name=_renew]").Exists() {
		t.Fatalf("the page shows %q", code)
	}
	r.Post(r.at("name"), url.Values{"name": {"Bao Lide"}}).Want(303)
	if next := digits(r.Get(r.at("phone"))); next != code {
		t.Errorf("the next page shows %q, not %q", next, code)
	}
	r.SetCookie("prefs", preference.Preference{Elder: true}.String())
	if elder := digits(r.Get(r.at("phone")).Audit()); elder != code {
		t.Errorf("elder mode shows %q", elder)
	}
	r.SetCookie("prefs", "")

	operator.Get("/zh-Hans/desk/help").Want(200).Audit().WantText("号码")
	found := operator.Submit("/zh-Hans/desk/help", typedCode(" "+code[:3]+" "+code[3:])).Want(200).Audit()
	found.WantText("Bao Lide", "确认才算", "还没有答的题", "只能本人答", "护理补贴")
	if found.One("main form").Exists() || strings.Contains(found.One("title").Text(), "Bao") {
		t.Error("the operator's page has a form, or a name in its title")
	}
	colleague.Post("/zh-Hans/desk/help", typedCode(code)).Want(422).WantText("这个号码打不开")
	colleague.Get(found.Path).Want(404)
	operator.Submit("/zh-Hans/desk/help", typedCode(code)).Want(200)
	entries, err := b.House.Store.Looked(context.Background(), r.Own, 20)
	if err != nil {
		t.Fatal(err)
	}
	looks := map[string]int{}
	for _, e := range entries {
		looks[e.Action]++
	}
	if looks["draft.open"] != 1 || looks["draft.read"] != 2 {
		t.Errorf("the audit log has %v", looks)
	}

	watched := r.Get(r.at("phone")).Want(200).Audit().WantText("接线员正在看您填的内容（09:00 起）")
	stopped := r.Press(watched, "停止，不让看了", url.Values{"phone": {"139 half typed"}}).Want(200).Audit()
	stopped.WantText("已经停止")
	if got := stopped.One("[name=phone]").Attr("value"); got != "139 half typed" {
		t.Errorf("what was typed came back as %q", got)
	}
	operator.Get(found.Path).Want(410).Audit().WantText("按了停止")
	operator.Post("/zh-Hans/desk/help", typedCode(code)).Want(422)
	if digits(r.Get(r.at("phone"))) != "" {
		t.Error("a code came back by itself after it was stopped")
	}
	renewed := r.Press(stopped, "还要人看，换一个新号码", url.Values{"phone": {"139 half typed"}}).Want(200).Audit()
	other := digits(renewed)
	if len(other) != 6 || renewed.One("[name=phone]").Attr("value") != "139 half typed" {
		t.Errorf("the new code is %q", other)
	}
	colleague.Submit("/zh-Hans/desk/help", typedCode(other)).Want(200)
	floor.Prove(t, "go help code") // red on the stopped code and in TestHelpCodeWithoutStore
}

// TestHelpCodeEnds: after half an hour the operator sees nothing; a code nobody
// used is replaced, one that was used waits for the person.
func TestHelpCodeEnds(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	r := b.caller("13947900001")
	operator := b.officer("E501", "Subude", lineUnit, office.Operator)
	first := digits(r.Get(r.at("name")))
	wait := func(d time.Duration) { // an officer who does nothing for half an hour is signed out
		b.clock.Move(d / 2)
		operator.Get("/zh-Hans/desk/help").Want(200)
		b.clock.Move(d - d/2)
	}
	wait(30 * time.Minute)
	operator.Post("/zh-Hans/desk/help", typedCode(first)).Want(422)
	second := digits(r.Get(r.at("name")))
	if second == "" {
		t.Fatal("a code that nobody used is not replaced")
	}
	found := operator.Submit("/zh-Hans/desk/help", typedCode(second)).Want(200)
	wait(29 * time.Minute)
	operator.Get(found.Path).Want(200)
	wait(time.Minute)
	operator.Get(found.Path).Want(410).Audit().WantText("30 分钟已经到了")
	over := r.Get(r.at("name")).Want(200).Audit().WantText("时间到了")
	if digits(over) != "" {
		t.Error("a code that was used is replaced by itself")
	}
	r.Post(r.at("help"), url.Values{}).Want(303) // no page of ours: leads to one
	key := url.Values{"_renew": {"once"}, "_step": {"name"}}
	again := digits(r.Post(r.at("help"), key).Want(200))
	r.Post(r.at("help/stop"), url.Values{"_step": {"name"}}).Want(200)
	if again == "" || digits(r.Post(r.at("help"), key).Want(200)) != "" {
		t.Errorf("a form that is sent again makes another code after %q", again)
	}
	r.Get(r.at("help/stop")).Want(303)
	r.Post(r.at("help/stop"), url.Values{"_step": {missingStep}}).Want(303)
}

const missingStep = "no-such-step"

// TestHelpCodeRefuses: whom no code opens anything for, and whose page it is not.
func TestHelpCodeRefuses(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	r, stranger := b.caller("13947900001"), b.caller("13947900002")
	operator := b.officer("E501", "Bao Lide", lineUnit, office.Operator)
	receiver := b.officer("E101", "Receiver", unit, office.Receiver)
	code := digits(r.Get(r.at("name")))
	for _, c := range []struct {
		typed, says string
	}{{"", "6 位数字"}, {"12", "6 位数字"}, {"000000", "这个号码打不开"}, {strings.Repeat("9", 500), "6 位数字"}} {
		if c.typed == code {
			continue
		}
		page := operator.Post("/zh-Hans/desk/help", typedCode(c.typed)).Want(422).Audit().WantText(c.says)
		if got := page.One("[name=help_code]").Attr("value"); got != c.typed {
			t.Errorf("typed %q, came back %q", c.typed, got)
		}
	}
	receiver.Get("/zh-Hans/desk/help").Want(403).WantText("岗位")
	receiver.Post("/zh-Hans/desk/help", typedCode(code)).Want(403)
	receiver.Get("/zh-Hans/desk/help/" + portal.NewID()).Want(403)
	if receiver.Get("/zh-Hans/desk").One("nav a[href$='/desk/help']").Exists() {
		t.Error("the menu of a receiver leads to the codes")
	}
	if !operator.Get("/zh-Hans/desk/help").One("a[href$='/desk/help']").Exists() {
		t.Error("the menu of an operator does not lead to the codes")
	}
	operator.Get("/zh-Hans/desk/help/" + portal.NewID()).Want(404)
	operator.Get("/zh-Hans/desk/help/" + missingStep).Want(404)
	r.Get("/zh-Hans/desk/help").Want(303)
	stranger.Post(r.at("help/stop"), url.Values{}).Want(404)
	stranger.Post(r.at("help"), url.Values{"_renew": {"k"}}).Want(404)
	r.Post(r.at("name"), url.Values{"name": {"Bao Lide"}}).Want(303)
	operator.Post("/zh-Hans/desk/help", typedCode(code)).Want(403).WantText("近亲")
	if r.Get(r.at("phone")).One("main .notice").Exists() {
		t.Error("the page says somebody looks who was refused")
	}
}

// few lets an officer try twice.
type few struct{ left map[string]int }

func (f few) Allowed(_ context.Context, rule, key string) error {
	if rule != "help.code" {
		return nil
	}
	f.left[key]++
	if f.left[key] > 2 {
		return &portal.Error{Kind: portal.KindLimited}
	}
	return nil
}

// TestHelpCodeLimits: while an officer has to wait, a right code opens nothing.
func TestHelpCodeLimits(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	b.Apply.Tries = few{map[string]int{}}
	r := b.caller("13947900001")
	operator := b.officer("E501", "Subude", lineUnit, office.Operator)
	code := digits(r.Get(r.at("name")))
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	operator.Post("/zh-Hans/desk/help", typedCode("12")).Want(422) // no try: it can be no code
	operator.Post("/zh-Hans/desk/help", typedCode(wrong)).Want(422)
	operator.Post("/zh-Hans/desk/help", typedCode(wrong)).Want(422)
	page := operator.Post("/zh-Hans/desk/help", typedCode(code)).Want(429).Audit().WantText("过 15 分钟再试")
	if page.Header.Get("Retry-After") == "" || page.One("[name=help_code]").Attr("value") != code {
		t.Error("no time to wait, or the code is gone")
	}
	colleague := b.officer("E502", "Qimuge", lineUnit, office.Operator)
	colleague.Submit("/zh-Hans/desk/help", typedCode(code)).Want(200)
}

// noShares is a store that is away for codes only.
type noShares struct{ application.ShareStore }

func (noShares) PutShare(context.Context, application.Share) (application.Share, error) {
	return application.Share{}, &portal.Error{Kind: portal.KindUnavailable}
}

// TestHelpCodeWithoutStore: no code, and the page works.
func TestHelpCodeWithoutStore(t *testing.T) {
	b := newBench(t)
	apply.Pages{Applications: b.Apply}.Mount(b.Server)
	r := b.caller("13947900001")
	b.Apply.Shares = noShares{b.House.Store}
	if page := r.Get(r.at("name")).Want(200).Audit(); digits(page) != "" {
		t.Error("a code that no store knows")
	}
}
