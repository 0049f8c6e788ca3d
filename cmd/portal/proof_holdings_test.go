package main

import (
	"encoding/csv"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/matter"
)

// catalogueShots are the guides of every service and the ways to find one.
func (c *cast) catalogueShots() []shot {
	shots := []shot{
		{name: "services pinyin", path: "/zh-Hans/services?q=lunyi"},
		{name: "services narrowed", path: "/zh-Hans/services?place=152501&who=child"},
		{name: "services narrowed-search", path: "/zh-Hans/services?q=%E8%A1%A5%E8%B4%B4&place=150202&who=elder"},
		{name: "services own", path: "/zh-Hans/services?who=own", who: "qiqige"},
	}
	for _, s := range c.catalogue.All() {
		if !s.Hidden && s.ID != "nursing-subsidy" { // that one is shown already
			shots = append(shots, shot{name: "guide-" + s.ID + " plain", path: "/zh-Hans/services/" + s.ID})
		}
	}
	return shots
}

// holdingShots are cards and benefits in every state, with codes and accounts.
func (c *cast) holdingShots() []shot {
	var shots []shot
	for _, state := range []string{"active", "expiring", "expired", "frozen", "cancelled"} {
		h := c.certs[state]
		shots = append(shots, shot{name: "card " + state, path: h.at, who: h.who},
			shot{name: "card ended-" + state, path: h.at + "?done=ended", who: h.who},
			shot{name: "matters card-" + state, path: h.at[:strings.Index(h.at, "/certificates/")], who: h.who})
	}
	h := c.certs["active"]
	short, printed := c.checkCode(h, benefit.CodeShort), c.checkCode(h, benefit.CodePrinted)
	shots = append(shots,
		shot{name: "card-code plain", path: h.at + "/codes/" + short, who: h.who},
		shot{name: "card-code gone", path: h.at + "/codes/" + portal.NewID(), who: h.who, want: 303},
		shot{name: "card no-kind", path: h.at + "/codes", who: h.who, form: form("_key", portal.NewID(), "kind", "gold"), want: 422},
		shot{name: "card no-key", path: h.at + "/codes", who: h.who, form: form(), want: 303},
		shot{name: "card-print ask", path: h.at + "/print", who: h.who},
		shot{name: "card-print sheet", path: h.at + "/print/" + printed, who: h.who},
		shot{name: "card-print cancelled", path: c.certs["cancelled"].at + "/print", who: c.certs["cancelled"].who, want: 303},
		shot{name: "check known", path: "/zh-Hans/v/" + printed},
		shot{name: "check bare", path: "/v/" + printed},
		shot{name: "check unknown", path: "/zh-Hans/v/" + portal.NewID(), want: 404},
		shot{name: "codes end", path: c.certs["cancelled"].at + "/end-codes", who: c.certs["cancelled"].who, form: form(), want: 303},
	)
	for _, state := range []string{"expiring", "expired", "frozen"} {
		shots = append(shots, shot{name: "check " + state, path: "/zh-Hans/v/" + c.checkCode(c.certs[state], benefit.CodePrinted)})
	}
	for _, state := range sorted(c.grants) {
		g := c.grants[state]
		shots = append(shots, shot{name: "benefit " + state, path: g.at, who: g.who}, shot{name: "benefit account-" + state, path: g.at + "?done=account_back", who: g.who})
	}
	g, over := c.grants["returned"], c.grants["ended-payment"]
	return append(shots,
		shot{name: "account plain", path: g.at + "/account", who: g.who},
		shot{name: "account wrong", path: g.at + "/account", who: g.who, form: form("_key", portal.NewID(), "bank_name", "", "bank_account", "12x", "account_holder", "演示别的人"), want: 422},
		shot{name: "account no-key", path: g.at + "/account", who: g.who, form: form(), want: 303},
		shot{name: "account-no over", path: over.at + "/account", who: over.who, want: 403},
		shot{name: "entitled known", path: "/zh-Hans/for/" + c.players["zhao"].own + "/entitled", who: "zhao"},
		shot{name: "entitled empty", path: "/zh-Hans/for/" + c.players["empty"].own + "/entitled", who: "empty"},
		shot{name: "entitled other", path: "/zh-Hans/for/" + c.players["saren+"].own + "/entitled", who: "saren"},
	)
}

// checkCode makes a code of a card.
func (c *cast) checkCode(h holding, kind benefit.CodeKind) string {
	c.t.Helper()
	person := strings.Split(h.at, "/")[3]
	code, err := c.keeper.NewCode(c.players[h.who].ctx, person, h.id, kind, portal.NewID())
	c.must(err)
	return code.Code
}

// contestShots are the ways to disagree, and to begin again.
func (c *cast) contestShots() []shot {
	at := func(who string) string { return c.casePath(who, who, c.refused(who), "") }
	return []shot{
		{name: "case object-late", path: at("late") + "/object", who: "late", form: form("_key", portal.NewID()), want: 409},
		{name: "case object-running", path: at("qian") + "/object", who: "qian", form: form("_key", portal.NewID()), want: 409},
		{name: "object no-key", path: at("ren") + "/object", who: "ren", form: form(), want: 303},
		{name: "again no-key", path: c.casePath("a2", "a2", c.refs["a2.lapsed"], "/again"), who: "a2", form: form(), want: 303},
		{name: "other-service plain", path: c.draftPath("renewed", "other-service"), who: "renewed"},
		{name: "other-service no-key", path: c.draftPath("renewed", "other-service"), who: "renewed", form: form(), want: 303},
		{name: "other-service none", path: c.draftPath("full", "other-service"), who: "qiqige", want: 303},
	}
}

// refused is the case that was decided against somebody.
func (c *cast) refused(who string) matter.Reference {
	c.t.Helper()
	m, err := c.apply.Matters(c.players[who].ctx, c.players[who].own)
	c.must(err)
	for _, k := range m.Cases {
		full, err := c.store.Case(c.players[who].ctx, k.Ref)
		c.must(err)
		if d := full.Body.Decision; d != nil && !d.Approve {
			return k.Ref
		}
	}
	c.t.Fatalf("nothing was refused to %s", who)
	return ""
}

// fieldShots are questions of every kind of field, empty, wrong and filled in.
func (c *cast) fieldShots() []shot {
	shots := []shot{{name: "question-photo plain", path: c.draftPath("first", "photo"), who: "first"}}
	for _, q := range []struct{ draft, who, step string }{
		{"living", "living", "household"}, {"living", "living", "area"}, {"devices", "devices", "devices"},
		{"rehab", "rehab", "institution"}, {"first", "first", "assessment_institution"}, {"first", "first", "medical_summary"},
		{"pension", "pension", "pay_year"},
	} {
		who, at := q.who, c.draftPath(q.draft, q.step)
		shots = append(shots,
			shot{name: "question-" + q.step + " filled", path: at, who: who},
			shot{name: "question-" + q.step + " wrong-field", path: at, who: who, form: wrongFields(), want: c.answers(at, who)})
	}
	at := c.draftPath("devices", "devices")
	rows := form("devices.0.device", "演示轮椅", "devices.0.body_data", "", "devices.1.device", "", "devices.1.body_data", "演示身高")
	return append(shots,
		shot{name: "question-devices added", path: at, who: "devices", form: and(rows, form("_row", "add:devices"))},
		shot{name: "question-devices removed", path: at, who: "devices", form: and(rows, form("_row", "remove:devices:0"))},
		shot{name: "question-devices wrong-row", path: at, who: "devices", form: rows, want: 422},
	)
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

// wrongFields are wrong values of every kind of field a service may ask.
func wrongFields() url.Values {
	long := strings.Repeat("演示", 600)
	return form("household_size", "二点五", "household_income_month", "1,2.345", "devices.0.device", long, "devices.1.device", "", "devices.1.body_data", "演示",
		"institution", "other", "institution.name", "", "training_month.year", "2026", "training_month.month", "13", "assessment_institution", missing,
		"medical_summary", long, "pay_year", "1999", "topup", "-3", "residence_area", "other", "residence_area.name", long, "residence_area.community", long)
}

// answers asks once what a wrong form is answered: some questions may stay empty.
func (c *cast) answers(path, who string) int {
	c.t.Helper()
	if a := c.client(c.t, who).Post(path, wrongFields()); a.Status == 422 {
		return 422
	}
	c.t.Errorf("%s takes what is wrong", path)
	return 422
}

// payShots are the pages of who pays.
func (c *cast) payShots() []shot {
	at := func(run string) string { return "/zh-Hans/desk/pay/" + c.runs[run] }
	ref := "/zh-Hans/desk/cases/" + string(c.refs["noticed.public_notice"])
	return []shot{
		{name: "pay list", path: "/zh-Hans/desk/pay", who: "E701"},
		{name: "pay empty", path: "/zh-Hans/desk/pay", who: "D701"},
		{name: "pay wrong", path: "/zh-Hans/desk/pay/new?month.year=2026&month.month=13", who: "E701", want: 422},
		{name: "pay later", path: "/zh-Hans/desk/pay/new?month=2030-01", who: "E701", want: 422},
		{name: "pay-draft owed", path: "/zh-Hans/desk/pay/new?month=2026-03", who: "E701"},
		{name: "pay-draft nothing", path: "/zh-Hans/desk/pay/new?month=2026-02", who: "D701"},
		{name: "pay-draft no-key", path: "/zh-Hans/desk/pay/new", who: "E701", form: form(), want: 303},
		{name: "pay-run settled", path: at("settled"), who: "E701"},
		{name: "pay-run read", path: at("settled") + "?done=read", who: "E701"},
		{name: "pay-run open", path: at("open"), who: "E701"},
		{name: "pay-run made", path: at("open") + "?done=made", who: "E701"},
		{name: "pay-run wrong", path: at("open"), who: "E701", form: form("_key", portal.NewID(), "rows", "演示,paid,,2026-03-18\n1,back"), want: 422},
		{name: "desk-refused payer", path: "/zh-Hans/desk/pay", who: "E101", want: 403},
		{name: "desk-notice plain", path: ref + "/notice", who: c.reader("noticed.public_notice")},
	}
}

// reader is an officer who sees a case.
func (c *cast) reader(name string) string {
	c.t.Helper()
	for _, o := range c.data.Staff {
		if c.client(c.t, o.Number).Get("/zh-Hans/desk/cases/"+string(c.refs[name])).Status == 200 {
			return o.Number
		}
	}
	c.t.Fatalf("nobody sees %s of %v", name, c.refs)
	return ""
}

// more begins drafts of other services: each stops at the questions that no draft
// of the nursing subsidy has.
func (c *cast) more() {
	c.t.Helper()
	w := town{demo: c.demo}
	for n, d := range []struct {
		key, service string
		answers      []string
	}{
		{"living", "living-subsidy", nil}, {"devices", "assistive-device", nil}, {"rehab", "child-rehab", nil},
		{"first", "card-new", nil}, {"pension", "pension-aid", nil}, {"renewed", "card-renew", []string{"condition_changed", "yes"}},
	} {
		a := w.enter(d.service, "plain", 300+n, d.answers...)
		a.robot.own.Key = d.key
		c.data.Residents = append(c.data.Residents, a.robot.own)
		c.arrive(a.robot.own)
		if a.robot.relation != "" {
			c.kin = append(c.kin, a.robot.who)
		}
		where := a.begin(d.service)
		a.fillTo(where, application.CheckStep)
		c.drafts[d.key] = where
	}
}

func sorted(m map[string]holding) []string { return slices.Sorted(maps.Keys(m)) }

// TestCastHolds makes sure that the proofs stand on every state of what people
// have.
func TestCastHolds(t *testing.T) {
	c := startCast(t, "sqlite")
	if got, want := strings.Join(sorted(c.certs), " "), "active cancelled expired expiring frozen"; got != want {
		t.Errorf("cards are %s, want %s", got, want)
	}
	for _, want := range []string{"active-payment", "suspended-payment", "ended-payment", "active-device", "returned"} {
		if c.grants[want].id == "" {
			t.Errorf("nobody has %s: %v", want, sorted(c.grants))
		}
	}
	if c.runs["open"] == "" || c.runs["settled"] == "" {
		t.Errorf("pay runs %v", c.runs)
	}
}

// TestPayFileInPseudo: what stands in the file for the bank is words or what
// people typed; services and heads are words.
func TestPayFileInPseudo(t *testing.T) {
	c := startCast(t, "sqlite")
	c.pseudo()
	file := c.take(t, shot{path: "/zh-Hans/desk/pay/" + c.runs["settled"] + "/file", who: "E701"})
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(file.Body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows {
		for _, cell := range row {
			isHan := strings.ContainsFunc(cell, func(r rune) bool { return r > 0x2e80 && r < 0xa000 })
			if isHan && !strings.HasPrefix(cell, "⟦") && !slices.Contains(c.typed(), cell) {
				t.Errorf("row %d says %q", i, cell)
			}
		}
	}
	for _, head := range rows[0] {
		if !strings.HasPrefix(head, "⟦") {
			t.Errorf("the head %q is in no file of words", head)
		}
	}
}
