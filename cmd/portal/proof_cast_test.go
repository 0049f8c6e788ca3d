package main

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/webtest"
	"changban/static"
)

// cast is a demo with everybody the proofs need: the invented people of the
// demo, and some more whose matters are in states the demo does not show.
type cast struct {
	*demo
	server  *web.Server // pages in the pseudo-language where a proof asks for them
	data    demoData
	players map[string]*player
	drafts  map[string]application.Where
	refs    map[string]matter.Reference
	kin     []demoResident     // whom people of scenes act for
	certs   map[string]holding // a card in every state
	grants  map[string]holding // a benefit in every state
	runs    map[string]string  // pay runs by what they show
	calls   int                // codes that were read out
	held    map[string]hotline.Ticket
}

// holding is something somebody has, and its page.
type holding struct{ who, at, id string }

// player is somebody signed in.
type player struct {
	key, id, own string // own person, "" for officers
	cookie       string
	ctx          context.Context
	staff        office.Staff
}

// extras are invented like the demo's people.
func extras() []demoResident {
	number := storetest.CitizenNumber
	longest := strings.Repeat("演示额尔敦图", 8)
	return []demoResident{
		{Key: "fresh", Name: "演示新来", Phone: "13800003001", IDNumber: number("15250119600101101"), Hukou: "152501", Residence: "152501"},
		{Key: "empty", Name: "演示空白", Phone: "13800003002", IDNumber: number("15250119600101102"), Hukou: "152501", Residence: "152501"},
		{
			Key: "long", Name: longest, Phone: "13800003003", IDNumber: number("15250119600101103"),
			Hukou: "152501", Residence: "150202", Address: strings.Repeat("演示大街长长长长门牌", 12),
			CardNumber: number("15250119600101103") + "42", CardValidTo: "2031-03-06",
		},
		{
			Key: "away", Name: "演示外省", Phone: "13800003004", IDNumber: number("13010219600101104"),
			Hukou: "130102", Residence: "152501", Address: "演示路9号", CardNumber: number("13010219600101104") + "11", CardValidTo: "2031-03-06",
		},
		{
			Key: "child", Name: "演示小苏", Phone: "13800003005", IDNumber: number("15250120100101105"),
			Hukou: "152501", Residence: "152501", Address: "演示路10号", CardNumber: number("15250120100101105") + "51", CardValidTo: "2031-03-06",
		},
		{
			Key: "told", Name: "演示小达", Phone: "13800003007", IDNumber: number("15250119800101107"),
			Hukou: "152501", Residence: "152501", Address: "演示路11号", CardNumber: number("15250119800101107") + "22", CardValidTo: "2031-03-06",
		},
		{
			Key: "caller", Name: "演示来电", Phone: "13800003008", IDNumber: number("15250119600101108"),
			Hukou: "152501", Residence: "152501", Address: "演示路12号", CardNumber: number("15250119600101108") + "42", CardValidTo: "2031-03-06",
		},
		{Key: "agent", Name: "演示阿姨", Phone: "13800003006", IDNumber: number("15250119700101106"), Hukou: "152501", Residence: "152501"},
	}
}

// extraCases come beside those of the demo.
func extraCases() []demoCase {
	return []demoCase{
		{Who: "away", Days: 2, Do: []string{"open:E101", "accept:E101"}},
		{Who: "long", Days: 2, Do: []string{"open:D101", "ask:D101:card:blurred"}},
		{Who: "told", Days: 30, Do: []string{
			"open:E101", "accept:E101", "forward:E101:erenhot-civil-affairs", "review:E201", "approve:E202:11000", "confirm:E203", "deliver:E101",
		}},
		{Who: "child", By: "agent", Relation: "son", Days: 2, Do: []string{"open:E101"}},
	}
}

// startCast starts the demo on sqlite and lets everybody come.
func startCast(t testing.TB, store string, change ...func(*config)) *cast {
	t.Helper()
	c := &cast{
		demo: startDemo(t, store, change...), players: map[string]*player{},
		drafts: map[string]application.Where{}, refs: map[string]matter.Reference{},
		certs: map[string]holding{}, grants: map[string]holding{}, runs: map[string]string{},
	}
	c.server = c.Server
	var err error
	if c.data, err = readDemo(); err != nil {
		t.Fatal(err)
	}
	c.data.Residents = append(c.data.Residents, extras()...)
	for i, extra := range extraCases() {
		if err := c.seedCase(context.Background(), c.data, 100+i, extra); err != nil {
			t.Fatal(err)
		}
	}
	c.play()
	for _, r := range c.data.Residents {
		c.arrive(r)
	}
	c.data.Staff = append(c.data.Staff, understudies()...)
	for _, o := range c.data.Staff {
		c.hire(o.Number)
	}
	c.begin()
	c.more()
	c.hold()
	return c
}

func (c *cast) arrive(r demoResident) {
	c.t.Helper()
	ctx := context.Background()
	identity, link, err := c.store.Arrive(ctx, r.Phone, c.Clock.Now())
	c.must(err)
	p := &player{key: r.Key, id: identity.ID, own: link.Person}
	p.cookie, _, err = c.sessions.Open(ctx, session.Resident, identity.ID)
	c.must(err)
	p.ctx = portal.WithActor(ctx, portal.Actor{
		Kind: portal.ActorIdentity, ID: identity.ID, Channel: portal.ChannelWeb, Language: "zh-Hans",
	})
	c.players[r.Key] = p
	kin, err := c.accounts.Relatives(p.ctx)
	c.must(err)
	for _, k := range kin {
		name := r.Key
		if k.Link.ForOther() {
			name += "+" // somebody this player acts for
			c.players[name] = &player{key: name, own: k.Link.Person}
		}
		m, err := c.apply.Matters(p.ctx, k.Link.Person)
		c.must(err)
		for _, known := range m.Cases {
			c.refs[name+"."+string(known.State)] = known.Ref
		}
	}
}

func (c *cast) hire(number string) {
	c.t.Helper()
	ctx := context.Background()
	staff, _, err := c.store.Officers().StaffByNumber(ctx, number)
	c.must(err)
	p := &player{key: number, id: staff.ID, staff: staff}
	p.cookie, _, err = c.sessions.Open(ctx, session.Staff, staff.ID)
	c.must(err)
	p.ctx = portal.WithActor(ctx, portal.Actor{Kind: portal.ActorStaff, ID: staff.ID, Channel: portal.ChannelCounter, Language: "zh-Hans"})
	c.players[number] = p
}

// begin starts the drafts: one with nothing answered, one with everything, one
// of a helper, one with the longest texts.
func (c *cast) begin() {
	c.t.Helper()
	c.draft("fresh", "fresh", "fresh", false)
	c.draft("full", "qiqige", "qiqige", true)
	c.helped("helped", "agent", "helped", application.CheckStep)
	c.helped("papers", "agent", "papers", "guardian_proof")
	c.helped("begun", "wurina", "begun", "own_name")
	c.draft("gone", "wurina", "wurina", false)
	c.draft("second", "a1", "a1", true)
	c.draft("long", "long", "long", true)
}

func (c *cast) draft(name, who, own string, fill bool) {
	c.t.Helper()
	c.drafts[name] = c.start(name, c.players[own], c.players[own].own)
	if fill {
		c.fill(c.drafts[name], c.data.resident(who), c.data.resident(own), c.players[own].ctx, application.CheckStep)
	}
}

// helpedName is whom a helper fills in for.
const helpedName = "演示被助"

// helped starts a draft for somebody else.
func (c *cast) helped(name, helper, other, until string) {
	c.t.Helper()
	p, who := c.players[helper], c.data.resident("child")
	who.IDNumber = storetest.CitizenNumber("15250120100101107")
	who.CardNumber, who.Name = who.IDNumber+"51", helpedName
	person, err := c.accounts.AddRelative(p.ctx, account.NewRelative{Relation: account.Mother, Name: who.Name, Key: portal.NewID()})
	c.must(err)
	c.players[other] = &player{key: other, own: person}
	c.drafts[name] = c.start(name, p, person)
	c.fill(c.drafts[name], who, c.data.resident(helper), p.ctx, until)
}

func (c *cast) start(name string, p *player, person string) application.Where {
	c.t.Helper()
	d, err := c.apply.Begin(p.ctx, person, "nursing-subsidy", portal.NewID())
	if err != nil {
		c.t.Fatalf("draft %s: %v", name, err)
	}
	return application.Where{Person: person, Draft: d.ID}
}

// fill answers every open question up to a step as the person would.
func (c *cast) fill(w application.Where, who, own demoResident, ctx context.Context, until string) {
	c.t.Helper()
	s := &seeding{house: c.house, data: c.data, who: who, own: own}
	for range 60 {
		v, err := c.apply.View(ctx, w)
		c.must(err)
		step := v.Journey().Resume()
		if step == until || step == application.CheckStep {
			return
		}
		if err := s.answer(ctx, w, v, step); err != nil {
			c.t.Fatalf("%s: %v", step, err)
		}
	}
	c.t.Fatal("a journey without end")
}

func (c *cast) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// client is a browser without script of somebody signed in; "" is nobody.
func (c *cast) client(t testing.TB, who string) *webtest.Client {
	t.Helper()
	client := webtest.NewClient(t, c.server.App())
	if who != "" {
		client.SetCookie(c.cookieOf(who))
	}
	return client
}

// draftPath is the address of a step of a draft.
func (c *cast) draftPath(name, step string) string {
	w := c.drafts[name]
	return "/zh-Hans/for/" + w.Person + "/drafts/" + w.Draft + "/" + step
}

// casePath is the address of a case in its person's area.
func (c *cast) casePath(who, person string, ref matter.Reference, rest string) string {
	return "/zh-Hans/for/" + c.players[person].own + "/cases/" + string(ref) + rest
}

// cases are those in an officer's queue that are open to the office.
func (c *cast) cases(p *player) []application.Case {
	c.t.Helper()
	q, err := c.desk.Queue(p.ctx, p.staff, application.FilterAll, "", 1)
	c.must(err)
	var open []application.Case
	for _, k := range q.Cases {
		if k.Opened.IsZero() {
			continue
		}
		full, err := c.store.Case(p.ctx, k.Ref)
		c.must(err)
		open = append(open, full)
	}
	return open
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

// TestCast makes sure that the proofs stand on all states of a case.
func TestCast(t *testing.T) {
	c := startCast(t, "sqlite")
	have := map[matter.State]bool{}
	for name := range c.refs {
		_, state, _ := strings.Cut(name, ".")
		have[matter.State(state)] = true
	}
	for _, s := range matter.States() {
		if !have[s] {
			t.Errorf("no case is %s", s)
		}
	}
}

// serverWith builds the kernel of the house once more, changed.
func (c *cast) serverWith(change func(*web.Config)) (*web.Server, *static.Assets) {
	c.t.Helper()
	assets, err := static.New()
	c.must(err)
	lines, err := c.hotlines(c.t.Context())
	c.must(err)
	config := web.Config{
		Words: c.words, Assets: assets, Sessions: c.sessions, Limits: c.limits, Clock: c.clock,
		Demo: true, Log: c.log, Hotlines: lines, Ready: c.store.Ping,
	}
	change(&config)
	return web.New(config), assets
}
