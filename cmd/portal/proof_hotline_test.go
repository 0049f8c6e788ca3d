package main

import (
	"context"
	"strings"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
)

// What people and officers say in tickets of the proofs.
const (
	saidBlocked = "演示社区门口的坡道被砖挡住了，轮椅出不去。"
	saidNear    = "演示胜利社区门口"
	saidCleared = "演示单位回复：砖已经搬走了。"
	saidMore    = "演示补充：今天又堵上了。"
	saidAbout   = "演示某某公司"
	saidWhom    = "演示女儿"
	saidMail    = "yanshi@example.cn"
)

// byTicket marks a reader who holds a ticket by its code and did not sign in.
const byTicket = "@"

// cookieOf is what makes somebody of the cast the reader: a session, or a ticket
// that is held.
func (c *cast) cookieOf(who string) (name, value string) {
	if strings.HasPrefix(who, byTicket) {
		t := c.held[who]
		return "ticket", string(t.Ref) + "-" + c.tickets.Token(t)
	}
	return "session", c.players[who].cookie
}

// ticketPath is the address of a ticket of the cast, for who holds it.
func (c *cast) ticketPath(name, rest string) string {
	t := c.held[name]
	if strings.HasPrefix(name, byTicket) {
		return "/zh-Hans/hotline/t/" + string(t.Ref) + rest
	}
	return "/zh-Hans/for/" + t.Person + "/tickets/" + string(t.Ref) + rest
}

// line begins a ticket under a name, fills it in and lets things happen to it.
func (c *cast) line(name, who, person string, said hotline.Ticket, more func(*hotline.Ticket), acts ...hotline.Act) {
	c.t.Helper()
	ctx, h := context.Background(), hotline.Holder{}
	ctx = portal.WithActor(ctx, portal.Actor{Channel: portal.ChannelWeb, Language: "zh-Hans"})
	if who != "" {
		ctx, h = c.players[who].ctx, hotline.Holder{Identity: c.players[who].id, Person: c.players[person].own}
	}
	t, err := c.tickets.Begin(ctx, h, said, hotline.From{}, portal.NewID())
	c.must(err)
	if who == "" || t.Anonymous {
		h = hotline.Holder{Token: c.tickets.Token(t)}
	}
	if more != nil {
		t, err = c.tickets.Save(ctx, h, string(t.Ref), func(t *hotline.Ticket) error { more(t); return nil })
		c.must(err)
	}
	if acts != nil {
		t, err = c.tickets.Send(ctx, h, string(t.Ref), portal.NewID())
		c.must(err)
	}
	for _, a := range acts {
		t = c.ticketStep(t.Ref, a)
	}
	c.held[name] = t
}

// ticketStep does one act of the office, of time or of the person.
func (c *cast) ticketStep(ref matter.Reference, a hotline.Act) hotline.Ticket {
	c.t.Helper()
	values, err := c.settings.Today(context.Background())
	c.must(err)
	rules := hotline.Rules{Calendar: c.calendar, Terms: hotline.TermsOf(values)}
	t, err := c.store.ChangeTicket(context.Background(), ref, portal.NewID(), func(t hotline.Ticket) (hotline.Change, error) {
		if a.Action == "" {
			return hotline.Change{}, hotline.ErrNothing
		}
		a.At, a.Actor = c.Clock.Now(), portal.Actor{Kind: portal.ActorStaff, ID: "演示承办"}
		switch a.Part {
		case hotline.Clock:
			a.Actor = portal.Actor{Kind: portal.ActorSystem}
		case hotline.Caller:
			a.Actor = portal.Actor{Kind: portal.ActorIdentity, ID: t.Starter}
		case hotline.Reviewer:
			a.Actor.ID = "演示审核"
		}
		if a.Unit == "" && a.Part != hotline.Clock && a.Part != hotline.Caller {
			a.Unit = t.Unit
		}
		after, event, err := rules.Do(t, a)
		return hotline.Change{Ticket: after, Event: event}, err
	})
	if err != nil {
		c.t.Fatalf("%s of a ticket: %v", a.Action, err)
	}
	return t
}

// talk is what happens to a ticket up to a reply that waits for a word.
func talk() []hotline.Act {
	return []hotline.Act{
		{Action: hotline.Dispatch, Part: hotline.Operator, Target: "donghe-housing", Unit: "donghe-federation"},
		{Action: hotline.Sign, Part: hotline.Handler}, {Action: hotline.Start, Part: hotline.Handler},
		{Action: hotline.Respond, Part: hotline.Handler, Reply: hotline.Reply{Code: "done", Text: saidCleared, Language: "zh-Hans"}},
		{Action: hotline.Review, Part: hotline.Reviewer}, {Action: hotline.CallBack, Part: hotline.Operator},
	}
}

// beginLines makes the tickets of the cast: drafts, and one in every state a person sees.
func (c *cast) beginLines() {
	c.t.Helper()
	if c.held != nil {
		return // the shots are listed more than once
	}
	c.held = map[string]hotline.Ticket{}
	whole := func(t *hotline.Ticket) {
		t.Place, t.Area, t.Body.Content, t.Body.Title, t.Body.Where = donghePlace, "150202001", saidBlocked, saidNear, saidNear
		if !t.Anonymous {
			t.Body.Phone, t.Body.Ways = "13800003009", []string{"sms", "web"}
		}
		t.Public = true
	}
	of := func(kind hotline.Type, topic hotline.Topic) hotline.Ticket {
		return hotline.Ticket{Type: kind, Topic: topic}
	}
	unknown := hotline.Ticket{Type: hotline.Report, Topic: "rights", Anonymous: true}
	none := hotline.Act{}
	c.line("@begun", "", "", of(hotline.Help, "care"), nil)
	c.line("@whole", "", "", of(hotline.Complaint, "job"), func(t *hotline.Ticket) {
		whole(t)
		t.Urgent, t.Body.About, t.Body.Relay, t.Body.Ways = true, saidAbout, true, []string{"voice", "sms", "sign", "web", "mail", "post"}
		t.Body.Mail, t.Body.Post, t.Body.ByWhom, t.Body.Name = saidMail, saidNear, saidWhom, saidWhom
	})
	c.line("@unknown", "", "", unknown, whole)
	c.line("@sent", "", "", of(hotline.Complaint, hotline.TopicAccess), whole, none)
	c.line("@twin", "", "", of(hotline.Complaint, hotline.TopicAccess), whole)
	c.line("@late", "", "", of(hotline.Help, "rehab"), whole, append(talk()[:3],
		hotline.Act{Action: hotline.Extend, Part: hotline.Handler, Reasons: []string{"person_away"}},
		hotline.Act{Action: hotline.Miss, Part: hotline.Clock, Reasons: []string{hotline.OverReply}},
		hotline.Act{Action: hotline.Supervise, Part: hotline.Clock, Reasons: []string{hotline.OverReply}},
		hotline.Act{Action: hotline.SendAway, Part: hotline.Operator, Reasons: []string{"other_unit"}})...)
	c.line("@asked", "", "", of(hotline.Complaint, "school"), whole, talk()...)
	c.line("@over", "", "", of(hotline.Suggestion, "insurance"), whole, append(talk(),
		hotline.Act{Action: hotline.Rate, Part: hotline.Caller, Rating: hotline.Rating{Score: 5}}, hotline.Act{Action: hotline.Close, Part: hotline.Clock})...)
	c.line("@again", "", "", of(hotline.Complaint, "subsidy"), whole, append(talk(),
		hotline.Act{Action: hotline.Rate, Part: hotline.Caller, Rating: hotline.Rating{Score: 1, Reasons: []string{"unsolved"}, Note: saidMore}},
		hotline.Act{Action: hotline.Reopen, Part: hotline.Clock})...)
	c.line("@back", "", "", of(hotline.Praise, "card"), whole, hotline.Act{Action: hotline.Withdraw, Part: hotline.Caller})
	c.line("@answered", "", "", of(hotline.Complaint, hotline.TopicAccess), func(t *hotline.Ticket) {
		whole(t)
		t.Body.Content = saidAbout + saidMore
	}, talk()...)
	c.line("own", "told", "told", of(hotline.Consult, "website"), whole, none)
	c.line("theirs", "agent", "agent+", of(hotline.Help, "other"), whole, hotline.Act{Action: hotline.Note, Part: hotline.Caller, Note: saidMore})
	c.line("mine", "told", "told", of(hotline.Complaint, "care"), whole, talk()...)
	c.line("draft", "told", "told", of(hotline.Access, "website"), whole)
}

// hotlineShots are the pages on which residents write and follow tickets.
func (c *cast) hotlineShots() []shot {
	c.beginLines()
	const new = "/zh-Hans/hotline/new"
	shots := []shot{
		{name: "hotline held", path: "/zh-Hans/hotline", who: "@begun"},
		{name: "hotline-open plain", path: "/zh-Hans/hotline/open"},
		{name: "hotline-open wrong", path: "/zh-Hans/hotline/open", form: form("reference", "12", "code", ""), want: 422},
		{name: "hotline-open asked", path: c.ticketPath("@sent", ""), want: 404},
		{name: "hotline-answers plain", path: "/zh-Hans/hotline/answers"},
		{name: "ticket-kind new", path: new},
		{name: "ticket-kind chosen", path: new + "?type=complaint&topic=access"},
		{name: "ticket-kind other", path: new + "?for=" + c.players["agent+"].own, who: "agent"},
		{name: "ticket-kind wrong", path: new, form: form("_key", portal.NewID()), want: 422},
		{name: "ticket-kind no-key", path: new, form: form(), want: 303},
		{name: "ticket-leave post", path: c.ticketPath("@back", "/leave"), who: "@back", form: form(), want: 303},
		{name: "ticket-file none", path: c.ticketPath("@sent", "/files/"+portal.NewID()), who: "@sent", want: 404},
		{name: "ticket-file none-own", path: c.ticketPath("own", "/files/"+portal.NewID()), who: "told", want: 404},
		{name: "ticket-draft own", path: c.ticketPath("draft", ""), who: "told"},
		{name: "ticket-check own", path: c.ticketPath("draft", "/check"), who: "told"},
		{name: "ticket-words own-wrong", path: c.ticketPath("draft", "/words"), who: "told", form: form("content", ""), want: 422},
		{name: "ticket-place own-wrong", path: c.ticketPath("draft", "/place"), who: "told", form: form(), want: 422},
		{name: "ticket own", path: c.ticketPath("own", ""), who: "told"},
		{name: "ticket other", path: c.ticketPath("theirs", ""), who: "agent"},
		{name: "ticket-note own", path: c.ticketPath("own", "/note"), who: "told"},
		{name: "matters tickets", path: "/zh-Hans/for/" + c.players["told"].own, who: "told"},
	}
	return append(append(shots, c.draftTickets()...), c.sentTickets()...)
}

func (c *cast) draftTickets() []shot {
	var shots []shot
	for _, d := range []string{"@begun", "@whole", "@unknown", "@twin"} {
		steps := []string{"words", "place", "answer"}
		if d != "@begun" {
			steps = append(steps, "kind", "area", "check", "delete")
		}
		for _, s := range append(steps, "") {
			name := "ticket-" + s
			if s == "" {
				name = "ticket-draft"
			}
			shots = append(shots, shot{name: name + " " + d[1:], path: strings.TrimSuffix(c.ticketPath(d, "/"+s), "/"), who: d})
		}
	}
	long := strings.Repeat("演示", 1500)
	for _, w := range []struct{ step, draft string }{{"words", "@whole"}, {"place", "@whole"}, {"area", "@whole"}, {"answer", "@whole"}, {"kind", "@whole"}, {"check", "@twin"}} {
		shots = append(shots, shot{name: "ticket-" + w.step + " wrong", path: c.ticketPath(w.draft, "/"+w.step), who: w.draft, want: 422,
			form: form("_key", portal.NewID(), "content", long, "title", long, "where", long, "name", long, "phone", "12", "mail", "x", "ways", "mail")})
	}
	return shots
}

func (c *cast) sentTickets() []shot {
	var shots []shot
	for _, d := range []string{"@sent", "@late", "@asked", "@over", "@again", "@back"} {
		shots = append(shots, shot{name: "ticket " + d[1:], path: c.ticketPath(d, ""), who: d})
	}
	for _, a := range []struct{ act, on string }{{"rate", "@asked"}, {"reopen", "@over"}, {"note", "@sent"}, {"join", "@sent"}} {
		shots = append(shots, shot{name: "ticket-" + a.act + " plain", path: c.ticketPath(a.on, "/"+a.act), who: a.on},
			shot{name: "ticket-" + a.act + " wrong", path: c.ticketPath(a.on, "/"+a.act), who: a.on, form: form("_key", portal.NewID()), want: 422})
	}
	return append(shots,
		shot{name: "ticket-withdraw plain", path: c.ticketPath("@sent", "/withdraw"), who: "@sent"},
		shot{name: "ticket-print plain", path: c.ticketPath("@asked", "/print"), who: "@asked"},
		shot{name: "ticket too-late", path: c.ticketPath("@back", "/note"), who: "@back", form: form("_key", portal.NewID(), "note", saidMore), want: 409},
	)
}
