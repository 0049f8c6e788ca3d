package main

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/benefit"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/store/storetest"
)

// What goes wrong with cards, benefits and checks: plain words, nothing lost.

// newcomer is somebody more of the demo, with a record in the register as it is
// said, or without one.
func (c *cast) newcomer(r demoResident, status string) demoResident {
	c.t.Helper()
	r.Key = r.Phone
	if r.CardNumber != "" {
		c.must(c.store.PutRecord(context.Background(), account.Record{
			IDNumber: r.IDNumber, Name: r.Name, Phone: r.Phone, CardNumber: r.CardNumber, CardValidTo: r.CardValidTo, CardStatus: status, Hukou: r.Hukou,
		}))
	}
	c.data.Residents = append(c.data.Residents, r)
	c.arrive(r)
	return r
}

func (c *cast) said(id string) string { return c.words.Localizer("zh-Hans").T(id) }

// rule is what a rule of the nursing subsidy says.
func (c *cast) rule(path string) string {
	c.t.Helper()
	s, ok := c.catalogue.Service("nursing-subsidy")
	if !ok {
		c.t.Fatal("no such service")
	}
	return c.said(s.WordID(path))
}

// someone is an invented adult of Erenhot; n keeps people apart.
func someone(n int) demoResident {
	return demoResident{
		Name: "演示某人", Phone: "1380000600" + strconv.Itoa(n), IDNumber: storetest.CitizenNumber("1525011960010220" + strconv.Itoa(n)),
		Hukou: "152501", Residence: "152501", Address: "演示路6号",
	}
}

// TestCardsThatDoNotCount: a card that was cancelled or frozen is said to be so
// before anything is sent, and the application may be sent all the same.
func TestCardsThatDoNotCount(t *testing.T) {
	c := startCast(t, "sqlite")
	for n, status := range []string{"cancelled", "frozen", "expired"} {
		t.Run(status, func(t *testing.T) {
			r := someone(n).carded("42")
			r.CardValidTo = "2031-03-06"
			r = c.newcomer(r, status)
			c.draft(status, r.Key, r.Key, true)
			client := c.client(t, r.Key)
			page := client.Get(c.draftPath(status, "check")).Want(200).Audit()
			page.WantText(c.rule("eligibility.card_active.not_met"), r.Name, r.Address)
			client.Press(page, c.said("service.nursing-subsidy.submit"), form("truth_statement", "true")).Want(200).
				WantText(c.said("matter.receipt.heading"))
		})
	}
}

// TestExpiredCardTyped: the last day of a card that has passed is said in plain
// words, and what was typed stays.
func TestExpiredCardTyped(t *testing.T) {
	c := startCast(t, "sqlite")
	r := c.newcomer(someone(4), "")
	c.drafts["expired"] = c.start("expired", c.players[r.Key], c.players[r.Key].own)
	who := r.carded("42")
	who.CardValidTo = "2031-03-06"
	c.fill(c.drafts["expired"], who, who, c.players[r.Key].ctx, "card_valid")
	typed := form("card_valid_to.year", "2019", "card_valid_to.month", "3", "card_valid_to.day", "5")
	a := c.client(t, r.Key).Post(c.draftPath("expired", "card_valid"), typed).Want(422).Audit().WantText(c.said("question.card_valid_to.wrong.past"))
	kept(t, a, typed)
}

// TestWhoHasItAlready: the check says that the subsidy is there already.
func TestWhoHasItAlready(t *testing.T) {
	c := startCast(t, "sqlite")
	c.draft("again", "zhao", "zhao", true)
	client := c.client(t, "zhao")
	page := client.Get(c.draftPath("again", "check")).Want(200).Audit()
	page.WantText(c.rule("eligibility.not_receiving.not_met"))
	client.Press(page, c.said("service.nursing-subsidy.submit"), form("truth_statement", "true")).Want(200).
		WantText(c.said("matter.receipt.heading")) // the office looks at it: what the register says may be old
}

// TestPlaceThatIsServedByNobody: neither home nor register lies here; the page
// says whom to call and keeps the answers.
func TestPlaceThatIsServedByNobody(t *testing.T) {
	c := startCast(t, "sqlite")
	r := someone(5).carded("42")
	r.Hukou, r.Residence, r.CardValidTo = "130102", "110105", "2031-03-06"
	r = c.newcomer(r, "active")
	c.draft("far", r.Key, r.Key, true)
	client := c.client(t, r.Key)
	page := client.Get(c.draftPath("far", "check")).Want(200).Audit()
	sent := client.Press(page, c.said("service.nursing-subsidy.submit"), form("truth_statement", "true"))
	sent.WantText(c.said("apply.submit.not_served"))
	client.Get(c.draftPath("far", "check")).Want(200).WantText(r.Name, r.Address)
}

// TestChildWithoutGuardian: who is under age is asked for a guardian, and without
// one the question stays open, in plain words.
func TestChildWithoutGuardian(t *testing.T) {
	c := startCast(t, "sqlite")
	r := someone(6)
	r.IDNumber = storetest.CitizenNumber("15250120120102206")
	r = r.carded("42")
	r.CardValidTo = "2031-03-06"
	r = c.newcomer(r, "active")
	p := c.players[r.Key]
	c.drafts["young"] = c.start("young", p, p.own)
	c.fill(c.drafts["young"], r, r, p.ctx, "guardian_name")
	client := c.client(t, r.Key)
	client.Post(c.draftPath("young", "guardian_name"), form("guardian_name", "")).Want(422).Audit().
		WantText(c.said("question.guardian_name.wrong.empty"))
	client.Post(c.draftPath("young", "guardian_name"), form("guardian_name", "演示家长")).Want(303)
	typed := form("guardian_id_number", r.IDNumber)
	a := client.Post(c.draftPath("young", "guardian_id"), typed).Want(422).Audit().WantText(c.said("question.guardian_id_number.wrong.same"))
	kept(t, a, typed)
	if to := client.Get(c.draftPath("young", "check")); to.Status == 200 {
		t.Error("the check opens without a guardian")
	}
}

// TestTwoParentsOneChild: both may send, the desk shows the other one, and one is
// granted.
func TestTwoParentsOneChild(t *testing.T) {
	c := startCast(t, "sqlite")
	kid := someone(7)
	kid.Key, kid.IDNumber = "kid", storetest.CitizenNumber("15250120120102207")
	kid = kid.carded("51")
	kid.CardValidTo = "2031-03-06"
	c.data.Residents = append(c.data.Residents, kid)
	c.newcomer(someone(8), "")
	c.newcomer(someone(9), "")
	ready := []string{"open:E101", "accept:E101", "forward:E101:erenhot-civil-affairs", "review:E201", "approve:E202:11000"}
	parents := []string{someone(8).Phone, someone(9).Phone}
	for i, parent := range parents {
		if err := c.seedCase(context.Background(), c.data, 200+i, demoCase{Who: "kid", By: parent, Relation: "son", Guardian: true, Days: 4, Do: ready}); err != nil {
			t.Fatal(err)
		}
		c.arrive(c.data.resident(parent))
	}
	var refs []matter.Reference
	for _, parent := range parents {
		refs = append(refs, c.refs[parent+"+."+string(matter.InReview)])
	}
	officer := c.client(t, "E203")
	page := officer.Get("/zh-Hans/desk/cases/" + string(refs[1])).Want(200).Audit()
	page.WantText(c.said("desk.twin.heading"), c.said("desk.twin.once"), c.words.Localizer("zh-Hans").Reference(string(refs[0])))
	c.hire("E203")
	confirm := func(ref matter.Reference) error {
		p := c.players["E203"]
		_, err := c.desk.Do(p.ctx, p.staff, string(ref), desk.Input{Act: desk.Confirm, Key: portal.NewID()})
		return err
	}
	if err := confirm(refs[0]); err != nil {
		t.Fatal(err)
	}
	path := "/zh-Hans/desk/cases/" + string(refs[1]) + "/confirm"
	page = officer.Get(path).Want(200)
	answer := officer.Press(page, c.said("desk.do.confirm.button"), nil)
	if answer.Status < 400 || answer.Status >= 500 {
		t.Errorf("the second one: %d %s", answer.Status, answer.Text())
	}
	answer.Audit().WantText(c.said("desk.benefit.exists"))
	second, err := c.store.Case(context.Background(), refs[1])
	if err != nil || second.State != matter.InReview || second.Body.Decision != nil {
		t.Errorf("the second case is %s with %v, %v", second.State, second.Body.Decision, err)
	}
	has, err := c.store.BenefitsOf(context.Background(), second.Person)
	if err != nil || len(has) != 0 {
		t.Errorf("granted twice: %v %v", has, err)
	}
}

// TestCodesTriedAtRandom: every code that is none gets the same answer, byte for
// byte; who goes on trying is told to wait, and who holds a code is not.
func TestCodesTriedAtRandom(t *testing.T) {
	c := startCast(t, "sqlite")
	card := c.cardOf("bayin")
	live, ended := c.codeFor("bayin", card), ""
	short, err := c.keeper.NewCode(c.players["bayin"].ctx, c.players["bayin"].own, card.ID, benefit.CodeShort, portal.NewID())
	c.must(err)
	c.Clock.Move(c.keeper.CodeLife(context.Background()) + time.Second)
	client := c.client(t, "")
	none := client.Get("/zh-Hans/v/" + portal.NewID()).Want(404).Audit()
	none.WantText(c.said("benefit.check.none"))
	same := func(code string) {
		t.Helper()
		a := client.Get("/zh-Hans/v/" + code)
		if a.Status != none.Status || !bytes.Equal(a.Body, none.Body) {
			t.Errorf("%s is answered in another way: %d\n%s", code, a.Status, a.Text())
		}
	}
	for _, code := range []string{short.Code, portal.NewID(), "x", live[:25], live + "a", strings.Repeat("a", 26), strings.Repeat("a", 300), "..%2f..", "%E5%8D%A1"} {
		same(code)
	}
	client.Get("/zh-Hans/v/" + strings.ToUpper(live)).Want(200).WantText(c.said("benefit.check.heading.active"))
	c.must(c.keeper.EndCodes(c.players["bayin"].ctx, c.players["bayin"].own, card.ID))
	same(live)
	live, ended = c.codeFor("bayin", card), live
	limited := 0
	for range 60 {
		if a := client.Get("/zh-Hans/v/" + portal.NewID()); a.Status == 429 {
			limited++
			if a.Header.Get("Retry-After") == "" {
				t.Error("nobody says how long to wait")
			}
		}
	}
	if limited < 20 {
		t.Errorf("%d of 60 tries were told to wait", limited)
	}
	if a := client.Get("/zh-Hans/v/" + ended); a.Status != 429 {
		t.Errorf("an ended code shows through the limit: %d", a.Status)
	}
	client.Get("/zh-Hans/v/" + live).Want(200)
}

// cardOf is the card of somebody whose subsidy was granted, taken over from what
// the desk knows.
func (c *cast) cardOf(key string) benefit.Certificate {
	c.t.Helper()
	p := c.players[key]
	cards, err := c.store.CertificatesOf(context.Background(), p.own)
	c.must(err)
	if i := slices.IndexFunc(cards, func(k benefit.Certificate) bool { return k.State == benefit.CardActive }); i >= 0 {
		return cards[i]
	}
	c.t.Fatalf("%s has no card", key)
	return benefit.Certificate{}
}

// codeFor is a printed code of a card.
func (c *cast) codeFor(key string, card benefit.Certificate) string {
	c.t.Helper()
	p := c.players[key]
	code, err := c.keeper.NewCode(p.ctx, p.own, card.ID, benefit.CodePrinted, portal.NewID())
	c.must(err)
	return code.Code
}
