package main

import (
	"slices"
	"time"

	"changban/portal"
	"changban/portal/banner"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
)

// What is said in tickets at the desk.
const (
	saidRamp    = "演示来电说：小区门口的坡道被砖挡住了。"
	saidRampAt  = "演示学校旁边"
	saidAnswer  = "演示答复：砖搬走了，坡道能用了。"
	saidRemark  = "演示备注：看过现场。"
	saidCaller  = "演示来电人"
	saidBanner  = "演示公告：明天停电。"
	saidNumber  = "13800004321"
	saidOutLoud = "演示邻居"
	saidPost    = "演示街道 1 号"
)

// saidOnTheLine is what people type there, and the words that operators say in
// whatever language the caller speaks.
func (c *cast) saidOnTheLine() []string {
	all := []string{saidRamp, saidRampAt, saidAnswer, saidRemark, saidCaller, saidBanner, saidNumber, saidOutLoud, saidPost}
	for _, l := range c.words.Offered() {
		for _, line := range []string{"greeting", "who", "relay", "danger", "read_back", "promise", "close"} {
			all = append(all, c.words.Localizer(l.Tag).T("desk.intake.script."+line))
		}
	}
	return all
}

// deskLine are the people who work on tickets of Erenhot in the demo.
func deskLine() map[hotline.Part]string {
	return map[hotline.Part]string{
		hotline.Operator: operatorNumber, hotline.Handler: "E424", hotline.Reviewer: "E304", hotline.Supervisor: "E900", hotline.Commissioner: "E801",
	}
}

// taken takes a call down and lets officers act on it.
func (c *cast) taken(said hotline.Ticket, acts ...hotline.Act) hotline.Ticket {
	c.t.Helper()
	t := hotline.Ticket{Ref: c.callOf(operatorNumber, said)}
	for _, a := range acts {
		p := c.players[deskLine()[a.Part]]
		a.Key = portal.NewID()
		v, err := c.lines.Do(p.ctx, p.staff, string(t.Ref), a)
		if err != nil {
			c.t.Fatalf("%s: %v", a.Action, err)
		}
		t = v.Ticket
	}
	if len(acts) == 0 {
		now, err := c.store.Ticket(c.t.Context(), t.Ref)
		c.must(err)
		return now
	}
	return t
}

// callOf takes a call down and sends it.
func (c *cast) callOf(number string, said hotline.Ticket) matter.Reference {
	c.t.Helper()
	by := c.players[number]
	said.Language = "zh-Hans"
	t, err := c.lines.Begin(by.ctx, by.staff, said, portal.NewID())
	c.must(err)
	_, err = c.lines.Send(by.ctx, by.staff, string(t.Ref), portal.NewID())
	c.must(err)
	return t.Ref
}

// ramp is a call about a blocked ramp.
func ramp(change ...func(*hotline.Ticket)) hotline.Ticket {
	t := hotline.Ticket{Type: hotline.Complaint, Topic: "access", Place: erenhotPlace, Area: "erenhot-geriledu", Body: hotline.Body{
		Name: saidCaller, Phone: saidNumber, Content: saidRamp, Where: saidRampAt, Ways: []string{"sms", "sign"}, Relay: true, ByWhom: saidOutLoud,
	}}
	for _, f := range change {
		f(&t)
	}
	return t
}

// deskTickets are tickets in every state an officer sees.
func (c *cast) deskTickets() []hotline.Ticket {
	c.t.Helper()
	dispatch := hotline.Act{Action: hotline.Dispatch, Part: hotline.Operator, Target: "erenhot-housing", Note: saidRemark}
	sign, start := hotline.Act{Action: hotline.Sign, Part: hotline.Handler}, hotline.Act{Action: hotline.Start, Part: hotline.Handler}
	extend := hotline.Act{Action: hotline.Extend, Part: hotline.Handler, Reasons: []string{"works"}}
	reply := hotline.Act{Action: hotline.Respond, Part: hotline.Handler, Reply: hotline.Reply{Code: "repaired", Text: saidAnswer, Language: "zh-Hans", Spoken: true}}
	review, call := hotline.Act{Action: hotline.Review, Part: hotline.Reviewer}, hotline.Act{Action: hotline.CallBack, Part: hotline.Operator}
	rate := func(n int) hotline.Act {
		return hotline.Act{Action: hotline.Rate, Part: hotline.Operator, Rating: hotline.Rating{Score: n, Note: saidRemark}}
	}
	back := hotline.Act{Action: hotline.Return, Part: hotline.Handler, Reasons: []string{"unclear"}}
	end := hotline.Act{Action: hotline.Close, Part: hotline.Operator}
	again := hotline.Act{Action: hotline.Reopen, Part: hotline.Operator, Reasons: []string{"not_solved"}}
	away := hotline.Act{Action: hotline.SendAway, Part: hotline.Operator, Reasons: []string{"roads"}}
	urgent := func(t *hotline.Ticket) { t.Urgent = true }
	report := func(t *hotline.Ticket) { t.Type, t.Urgent = hotline.Report, true }
	consult := func(t *hotline.Ticket) { t.Type, t.Topic = hotline.Consult, "card" }
	answer := hotline.Act{Action: hotline.Answer, Part: hotline.Operator, Reply: hotline.Reply{Code: "guide", Text: saidAnswer, Language: "zh-Hans"}}
	return []hotline.Ticket{
		c.taken(ramp(urgent)), c.taken(ramp(consult)), c.taken(ramp(consult), answer), c.taken(ramp(), dispatch), c.taken(ramp(), dispatch, back),
		c.taken(ramp(), dispatch, sign), c.taken(ramp(), dispatch, sign, start), c.taken(ramp(), dispatch, sign, start, extend),
		c.taken(ramp(report), dispatch, sign, start, reply), c.taken(ramp(), dispatch, sign, start, reply, review),
		c.taken(ramp(), dispatch, sign, start, reply, review, call), c.taken(ramp(), dispatch, sign, start, reply, review, call, rate(2)),
		c.taken(ramp(), dispatch, sign, start, reply, review, call, rate(5), end), c.taken(ramp(), dispatch, sign, start, reply, review, call, rate(1), again),
		c.taken(ramp(), away), c.taken(ramp(), dispatch, back, hotline.Act{Action: hotline.Escalate, Part: hotline.Supervisor}),
	}
}

// deskLineShots are the pages of the hotline at the desk: every ticket every officer
// may see, with every act that is possible there.
func (c *cast) deskLineShots() []shot {
	tickets := c.deskTickets()
	shots := append(c.deskLinePages(tickets), c.intakeShots()...)
	seen := map[string]bool{}
	add := func(s shot) {
		if !seen[s.name] {
			seen[s.name] = true
			shots = append(shots, s)
		}
	}
	for _, part := range []hotline.Part{hotline.Operator, hotline.Handler, hotline.Reviewer, hotline.Supervisor, hotline.Commissioner} {
		number := deskLine()[part]
		p := c.players[number]
		for _, t := range tickets {
			v, err := c.lines.Open(p.ctx, p.staff, string(t.Ref))
			if portal.Is(err, portal.KindNotFound) {
				continue
			}
			c.must(err)
			at := "/zh-Hans/desk/tickets/" + string(t.Ref)
			what := string(t.State) + "-" + string(part)
			if t.Away {
				what += "-away"
			}
			add(shot{name: "desk-ticket " + what, path: at, who: number})
			for _, a := range v.May {
				add(shot{name: "ticket-" + string(a) + " plain", path: at + "/" + string(a), who: number})
				if refusesNothing(a) {
					add(shot{name: "ticket-" + string(a) + " wrong", path: at + "/" + string(a), who: number, form: form("_key", portal.NewID()), want: 422})
				}
			}
		}
	}
	return shots
}

// refusesNothing: these acts ask for a unit, a reason, a score or words.
func refusesNothing(a hotline.Action) bool {
	return slices.Contains([]hotline.Action{hotline.Dispatch, hotline.Return, hotline.Extend, hotline.Respond, hotline.Answer, hotline.SendBack,
		hotline.Rate, hotline.Join, hotline.SendAway, hotline.Refuse}, a)
}

func (c *cast) deskLinePages(tickets []hotline.Ticket) []shot {
	const desk = "/zh-Hans/desk"
	first, who := desk+"/tickets/"+string(tickets[0].Ref), operatorNumber
	c.lose(tickets[2])
	posted := c.written(tickets[3], "mn-Mong")
	standing := c.announced()
	return []shot{
		{name: "tickets filled", path: desk + "/tickets", who: who},
		{name: "tickets call", path: desk + "/tickets?filter=call", who: who},
		{name: "tickets done", path: desk + "/tickets?done=refuse", who: who},
		{name: "tickets empty", path: desk + "/tickets", who: "D424"},
		{name: "tickets handler", path: desk + "/tickets", who: "E424"},
		{name: "tickets-found plain", path: desk + "/tickets", who: who, form: form("q", "4321")},
		{name: "tickets-found none", path: desk + "/tickets", who: who, form: form("q", "0000")},
		{name: "tickets-found wrong", path: desk + "/tickets", who: who, form: form("q", ""), want: 422},
		{name: "desk-ticket done", path: first + "?done=note", who: who},
		{name: "desk-ticket wrong", path: first, who: who, form: form("act", ""), want: 422},
		{name: "desk-ticket choose", path: first, who: who, form: form("act", "dispatch"), want: 303},
		{name: "desk-ticket late", path: first + "/close", who: who, want: 409},
		{name: "desk-ticket late-typed", path: first + "/close", who: who, form: form("_key", portal.NewID(), "note", saidRemark), want: 409},
		{name: "desk-refused ticket-part", path: first + "/sign", who: who, want: 403},
		{name: "desk-ticket no-key", path: first + "/note", who: who, form: form(), want: 303},
		{name: "desk-ticket file", path: first + "/files/" + portal.NewID(), who: who, want: 404},
		{name: "knowledge plain", path: desk + "/knowledge", who: who},
		{name: "knowledge found", path: desk + "/knowledge?ref=" + string(tickets[1].Ref) + "&q=%E8%BD%AE%E6%A4%85", who: who},
		{name: "knowledge none", path: desk + "/knowledge?q=%E5%98%BF%E5%98%BF", who: who},
		{name: "ticket-answer guide", path: desk + "/tickets/" + string(tickets[1].Ref) + "/answer?guide=card-new", who: who},
		{name: "begin plain", path: desk + "/begin?ref=" + string(tickets[0].Ref), who: who},
		{name: "begin wrong", path: desk + "/begin", who: who, form: form("_key", portal.NewID(), "phone", "12"), want: 422},
		{name: "begin no-key", path: desk + "/begin", who: who, form: form(), want: 303},
		{name: "desk-help begun", path: desk + "/help?begun=new", who: who},
		{name: "calls filled", path: desk + "/calls", who: who},
		{name: "calls empty", path: desk + "/calls", who: "D424"},
		{name: "calls done", path: desk + "/calls?done=again", who: who},
		{name: "calls no-key", path: desk + "/calls", who: who, form: form(), want: 303},
		{name: "letters filled", path: desk + "/letters", who: who},
		{name: "letters empty", path: desk + "/letters", who: "D424"},
		{name: "letters done", path: desk + "/letters?done=posted", who: who},
		{name: "letters no-key", path: desk + "/letters", who: who, form: form(), want: 303},
		{name: "letter plain", path: desk + "/letters/" + posted[0], who: who},
		{name: "letter other", path: desk + "/letters/" + posted[1], who: who},
		{name: "banner plain", path: desk + "/banner", who: "E901"},
		{name: "banner done", path: desk + "/banner?done=put", who: "E901"},
		{name: "banner wrong", path: desk + "/banner", who: "E901", form: form("_key", portal.NewID(), "until.year", "x", "until_time", "x"), want: 422},
		{name: "banner no-key", path: desk + "/banner/" + standing, who: "E901", form: form(), want: 303},
		{name: "desk-refused banner", path: desk + "/banner", who: "E101", want: 403},
	}
}

// intakeShots are a call before, while and after it is taken down.
func (c *cast) intakeShots() []shot {
	by, who := c.players[operatorNumber], operatorNumber
	begin := func(said hotline.Ticket) string {
		said.Language = "zh-Hans"
		t, err := c.lines.Begin(by.ctx, by.staff, said, portal.NewID())
		c.must(err)
		return "/zh-Hans/desk/intake/" + string(t.Ref)
	}
	half, lost := begin(ramp(func(t *hotline.Ticket) { t.Urgent = true })), begin(hotline.Ticket{})
	sent := c.taken(ramp(func(t *hotline.Ticket) { t.Type = hotline.Consult }))
	refused := "/zh-Hans/desk/tickets/" + half[len("/zh-Hans/desk/intake/"):] + "/refuse"
	return []shot{
		{name: "intake plain", path: "/zh-Hans/desk/intake", who: who},
		{name: "intake half", path: half, who: who},
		{name: "intake wrong", path: lost, who: who, form: form("_key", portal.NewID(), "do", "send", "phone", "12", "relay", "1", "ways", "voice"), want: 422},
		{name: "intake no-key", path: "/zh-Hans/desk/intake", who: who, form: form(), want: 303},
		{name: "intake done", path: "/zh-Hans/desk/intake?done=discard", who: who},
		{name: "intake-discard plain", path: half + "/discard", who: who},
		{name: "intake-discard no-key", path: half + "/discard", who: who, form: form(), want: 303},
		{name: "intake-sent plain", path: "/zh-Hans/desk/intake/" + string(sent.Ref), who: who},
		{name: "ticket-refuse plain", path: refused, who: who},
		{name: "ticket-refuse wrong", path: refused, who: who, form: form("_key", portal.NewID()), want: 422},
		{name: "desk-refused intake", path: "/zh-Hans/desk/intake", who: "E101", want: 403},
	}
}

// lose gives a message about a ticket up.
func (c *cast) lose(t hotline.Ticket) {
	c.t.Helper()
	now := c.Clock.Now()
	m := delivery.Message{ID: portal.NewID(), Road: delivery.SMS, Template: "notice.ticket.answer", Case: string(t.Ref), Created: now, Next: now.Add(time.Hour), Data: map[string]string{"Ref": string(t.Ref)}}
	_, err := c.store.ChangeTicket(c.t.Context(), t.Ref, portal.NewID(), func(n hotline.Ticket) (hotline.Change, error) {
		return hotline.Change{Ticket: n, Messages: []delivery.Message{m}, Event: matter.Event{
			At: now, Actor: portal.Actor{Kind: portal.ActorSystem}, Action: string(hotline.Supervise), Reasons: []string{hotline.OverCall}, From: n.State, To: n.State,
		}}, nil
	})
	c.must(err)
	c.must(c.store.Failed(c.t.Context(), m.ID, now, now, true, string(portal.KindUnavailable)))
}

// announced puts up a banner that no page says yet, and returns its id.
func (c *cast) announced() string {
	c.t.Helper()
	p, now := c.players["E901"], c.Clock.Now()
	b := banner.Banner{Texts: map[string]string{banner.Source: saidBanner}, From: now.Add(24 * time.Hour), Until: now.Add(48 * time.Hour)}
	c.must(c.banners.Write(p.ctx, p.staff, b, portal.NewID()))
	steps, err := c.banners.Steps(p.ctx)
	c.must(err)
	return steps[0].ID
}

// written lets letters about a ticket wait, one in Chinese and one in another
// language, and returns their ids.
func (c *cast) written(t hotline.Ticket, other string) []string {
	c.t.Helper()
	now := c.Clock.Now()
	var ids []string
	var list []delivery.Message
	for _, language := range []string{"zh-Hans", other} {
		w := delivery.Wish{Post: saidPost, Roads: []delivery.Road{delivery.Letter}, Language: language}
		list = append(list, delivery.Message{ID: portal.NewID(), Person: t.Person, Road: delivery.Letter, State: delivery.Waiting, Template: "notice.ticket.accept",
			Language: language, Case: string(t.Ref), Created: now, Next: now, Data: w.Carry(map[string]string{"Ref": string(t.Ref), "Day": string(t.Clocks.ReplyBy)})})
		ids = append(ids, list[len(list)-1].ID)
	}
	_, err := c.store.ChangeTicket(c.t.Context(), t.Ref, portal.NewID(), func(n hotline.Ticket) (hotline.Change, error) {
		return hotline.Change{Ticket: n, Messages: list, Event: matter.Event{
			At: now, Actor: portal.Actor{Kind: portal.ActorSystem}, Action: string(hotline.Supervise), Reasons: []string{hotline.OverCall}, From: n.State, To: n.State,
		}}, nil
	})
	c.must(err)
	return ids
}
