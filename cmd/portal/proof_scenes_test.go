package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/apply"
)

// scene is the matter of an invented person with one of the services: who comes,
// when, and how far it goes. Scenes happen one after the other, in the past, by
// the same rules as every case.
type scene struct {
	key     string // of the player
	service string
	as      string     // which of the service's applicants
	day     portal.Day // it begins
	answers []string   // pairs of field and value that differ from the applicant's
	then    func(*act)
}

// scenes are the states that the demo does not show.
func scenes() []scene {
	return []scene{
		{key: "late", service: "home-retrofit", as: "plain", day: "2025-08-04", then: func(a *act) { a.refuse() }},
		{key: "upheld", service: "home-retrofit", as: "edge", day: "2026-02-02", then: func(a *act) { a.refuse(); a.object(); a.uphold() }},
		{key: "read", service: "card-new", as: "plain", day: "2026-03-06", then: func(a *act) { a.until(matter.Assessment); a.readFromPaper() }},
		{key: "noticed", service: "card-new", as: "plain", day: "2026-03-12", then: func(a *act) { a.until(matter.PublicNotice); a.objected() }},
		{key: "cared", service: "sunshine-home", as: "helped", day: "2026-03-16"},
	}
}

// What people and officers type in scenes.
const (
	saidWhere  = "演示社区公告栏"
	saidHeard  = "演示邻居说他能走"
	saidFound  = "演示科室看过，不是同一个人"
	saidReason = "演示结论和诊断不一样"
	saidSource = "演示文件第一条"
	saidStreet = "演示街道演示社区"
)

func saidInScenes() []string {
	return []string{saidWhere, saidHeard, saidFound, saidReason, saidSource, saidStreet,
		saidBlocked, saidNear, saidCleared, saidMore, saidAbout, saidWhom, saidMail, saidAbout + saidMore, strings.TrimSuffix(saidBlocked, "。")}
}

// past is the town at a time before the proofs, with the same store.
func (c *cast) past() town {
	c.t.Helper()
	d := *c.demo
	then := *c.house
	clock := storetest.NewClock("2025-07-01", 9, 0)
	then.clock, then.closers = clock, nil
	c.must(then.join(context.Background()))
	d.house, d.Clock = &then, clock
	return town{demo: &d}
}

// play plays every scene and lets its people in.
func (c *cast) play() {
	c.t.Helper()
	w := c.past()
	for n, s := range scenes() {
		if portal.DayOf(w.Clock.Now()) < s.day {
			w.Clock.MoveTo(s.day)
		}
		a := w.enter(s.service, s.as, 200+n, s.answers...)
		a.send(s.service)
		if s.then != nil {
			s.then(a)
		}
		own := a.robot.own
		own.Key = s.key
		c.data.Residents = append(c.data.Residents, own)
		if a.robot.relation != "" {
			c.kin = append(c.kin, a.robot.who)
		}
	}
	if w.Clock.Now().After(c.Clock.Now()) {
		c.t.Fatalf("the scenes end in the future, %s", w.Clock.Now())
	}
}

// act is one scene being played.
type act struct {
	town
	robot  *robot // knows what its applicant answers
	ctx    context.Context
	person string
	ref    matter.Reference
}

// enter lets a scene's people come to the portal.
func (w town) enter(service, as string, n int, answers ...string) *act {
	w.t.Helper()
	list := applicants()
	i := slices.IndexFunc(list, func(a applicant) bool { return a.service == service && a.as == as })
	if i < 0 {
		w.t.Fatalf("nobody applies for %s as %s", service, as)
	}
	r := &robot{walk: &walk{town: w, t: w.t}, applicant: list[i].with(answers...)}
	r.who, r.own = r.people(w, n)
	a := &act{town: w, robot: r}
	identity, link, err := w.store.Arrive(context.Background(), r.own.Phone, w.Clock.Now())
	a.must(err)
	a.ctx = portal.WithActor(context.Background(), portal.Actor{
		Kind: portal.ActorIdentity, ID: identity.ID, Channel: portal.ChannelWeb, Language: "zh-Hans",
	})
	a.person = link.Person
	if r.relation != "" {
		a.person, err = w.accounts.AddRelative(a.ctx, account.NewRelative{
			Relation: account.Relation(r.relation), Guardian: r.guardian, Name: r.who.Name, Key: portal.NewID(),
		})
		a.must(err)
	}
	return a
}

func (a *act) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatalf("%s %s: %v", a.robot.applicant.service, a.ref, err)
	}
}

// begin opens a draft of a service.
func (a *act) begin(service string) application.Where {
	a.t.Helper()
	d, err := a.house.apply.Begin(a.ctx, a.person, service, portal.NewID())
	a.must(err)
	return application.Where{Person: a.person, Draft: d.ID}
}

// send fills in a service and sends it; the first minutes are over then.
func (a *act) send(service string) {
	a.t.Helper()
	w := a.begin(service)
	a.fillTo(w, application.CheckStep)
	a.submit(w)
}

// fillTo answers question after question up to a step, or up to what leads to
// another service.
func (a *act) fillTo(w application.Where, until string) {
	a.t.Helper()
	for range 80 {
		v, err := a.house.apply.View(a.ctx, w)
		a.must(err)
		step := v.Journey().Resume()
		if other, _ := v.Elsewhere(); step == until || other != "" {
			return
		}
		a.answer(w, v, step)
	}
	a.t.Fatal("the questions do not end")
}

// answer answers one question page as the robot would.
func (a *act) answer(w application.Where, v *application.View, id string) {
	a.t.Helper()
	station, found := v.Journey().Find(id)
	if !found {
		a.t.Fatalf("%s is no question of %s", id, v.Service.ID)
	}
	if len(station.Step.Fields) > 0 {
		values := a.controls(v.Service)
		_, err := a.house.apply.Answer(a.ctx, w, application.Answers{Step: id, Form: func(name string) []string { return values[name] }})
		if err != nil {
			a.t.Fatalf("%s %s: %v", v.Service.ID, id, err)
		}
		return
	}
	answers := []application.PaperAnswer{{Paper: station.Step.Paper, Way: paper.Office}}
	if station.Step.Shared {
		answers = shared(v.SharedPapers())
	}
	_, _, err := a.house.apply.AnswerPapers(a.ctx, w, id, answers)
	a.must(err)
}

// controls are the robot's answers by the names of the controls.
func (a *act) controls(s *catalogue.Service) map[string][]string {
	a.robot.service = s
	all := map[string][]string{}
	for _, f := range s.Fields {
		values := a.robot.value(f)
		if len(values) == 0 {
			continue
		}
		switch f.Type {
		case field.Date, field.Month:
			parts := strings.Split(values[0], "-")
			for i, name := range []string{".year", ".month", ".day"}[:len(parts)] {
				all[f.ID+name] = parts[i : i+1]
			}
		case field.Address:
			all[f.ID+".street"] = values
		case field.Area:
			all[f.ID+".name"], all[f.ID+".community"] = []string{saidStreet}, []string{saidStreet}
		case field.List:
			for _, item := range f.Items {
				all[f.ID+".0."+item.ID] = a.item(item)
			}
		default:
			all[f.ID] = values
		}
	}
	return all
}

func (a *act) item(item field.Spec) []string {
	if len(item.Options) > 0 {
		return item.Options[:1]
	}
	return []string{saidStreet}
}

func (a *act) submit(w application.Where) {
	a.t.Helper()
	sheet := web.New(web.Config{Words: a.words}).Sheet("zh-Hans")
	sent, err := a.house.apply.Submit(a.ctx, w, application.Sending{
		Key: portal.NewID(), Form: func(string) []string { return []string{"true"} },
		Declare: func(v *application.View) application.Declaration { return apply.Declare(sheet, a.units, v) },
	})
	a.must(err)
	a.ref = sent.Ref
	a.Clock.Move(11 * time.Minute)
}

func (a *act) stored() application.Case {
	a.t.Helper()
	k, err := a.store.Case(a.ctx, a.ref)
	a.must(err)
	return k
}

// until lets officers act until the case is in a state.
func (a *act) until(s matter.State) {
	a.t.Helper()
	a.on(func(c application.Case) bool { return c.State == s })
}

func (a *act) on(reached func(application.Case) bool) {
	a.t.Helper()
	for range 40 {
		c := a.stored()
		if reached(c) {
			return
		}
		if !a.oneAct(c) {
			a.t.Fatalf("%s stands still in %s at %s", c.Service, c.State, c.Unit)
		}
		a.Clock.Move(10 * time.Minute)
	}
	a.t.Fatal("the case goes in circles")
}

// by lets whoever may do an act do it.
func (a *act) by(in desk.Input) {
	a.t.Helper()
	c := a.stored()
	in.Key = portal.NewID()
	for _, s := range a.staffOf() {
		ctx := portal.WithActor(context.Background(), portal.Actor{
			Kind: portal.ActorStaff, ID: s.ID, Channel: portal.ChannelCounter, Language: "zh-Hans",
		})
		if c.Opened.IsZero() {
			if opened, err := a.desk.Open(ctx, s, string(c.Ref)); err == nil {
				c = opened
			}
		}
		if slices.Contains(a.desk.Choices(s, c), in.Act) {
			_, err := a.desk.Do(ctx, s, string(c.Ref), in)
			if portal.Is(err, portal.KindForbidden) {
				continue // decided it before
			}
			a.must(err)
			a.Clock.Move(10 * time.Minute)
			return
		}
	}
	a.t.Fatalf("nobody may %s %s in %s", in.Act, c.Service, c.State)
}

// refuse brings the case to a decision against the person.
func (a *act) refuse() {
	a.t.Helper()
	a.on(func(c application.Case) bool {
		return slices.Contains(a.wayOf(c), desk.Propose) && c.State == matter.InReview
	})
	a.by(desk.Input{Act: desk.Propose, Reasons: a.desk.ReasonsFor(a.stored(), desk.GroupRefuse)[:1], Note: saidReason})
	a.by(desk.Input{Act: desk.Confirm})
}

// object contests the decision; what follows is about the objection.
func (a *act) object() {
	a.t.Helper()
	d, err := a.house.apply.Object(a.ctx, a.person, string(a.ref), portal.NewID())
	a.must(err)
	w := application.Where{Person: a.person, Draft: d.ID}
	a.fillTo(w, application.CheckStep)
	a.submit(w)
}

// understudies decide what the demo's officers decided before.
func understudies() []demoOfficer {
	return []demoOfficer{
		{Number: "X901", Name: "演示替补", Unit: "donghe-federation", Roles: "decider"},
		{Number: "X902", Name: "演示再替补", Unit: "donghe-federation", Roles: "second_decider"},
	}
}

// uphold decides the objection for the person. Who decided before may not, so two
// more officers come.
func (a *act) uphold() {
	a.t.Helper()
	a.until(matter.InReview)
	for _, o := range understudies() {
		a.must(a.seedOfficer(a.ctx, o))
	}
	a.by(desk.Input{Act: desk.Propose, Approve: true, Reasons: a.desk.ReasonsFor(a.stored(), desk.GroupApprove)[:1]})
	a.by(desk.Input{Act: desk.Confirm})
}

// readFromPaper enters a conclusion that came on paper; a second pair of eyes is
// still to look at it.
func (a *act) readFromPaper() {
	a.t.Helper()
	c := a.stored()
	for _, s := range a.staffOf() {
		ctx := portal.WithActor(context.Background(), portal.Actor{Kind: portal.ActorStaff, ID: s.ID, Channel: portal.ChannelCounter, Language: "zh-Hans"})
		if slices.Contains(s.Roles, office.Assessor) || !slices.Contains(a.desk.Choices(s, c), desk.Conclude) {
			continue
		}
		in := a.input(ctx, c, desk.Conclude)
		_, err := a.desk.Do(ctx, s, string(c.Ref), in)
		a.must(err)
		return
	}
	a.t.Fatal("nobody may read a conclusion from paper")
}

// objected writes down what was heard about a public notice, and looks into it.
func (a *act) objected() {
	a.t.Helper()
	a.by(desk.Input{Act: desk.NoticeObjection, Note: saidHeard})
	a.by(desk.Input{Act: desk.NoticeObjection, Objection: 1, Result: saidFound})
	a.by(desk.Input{Act: desk.NoticeObjection, Note: saidHeard})
}

// hold notes who has which card and benefit, and makes what takes years: a card
// that ran out, a payment that ended.
func (c *cast) hold() {
	c.t.Helper()
	by := benefit.By{At: c.Clock.Now().AddDate(0, 0, -1), Actor: portal.Actor{Kind: portal.ActorSystem}, Key: portal.NewID()}
	c.expire("told", c.refs["told.delivered"], by)
	c.end("told", by)
	c.find()
	runs, err := c.payroll.Runs(c.players["E701"].ctx, c.payer())
	c.must(err)
	for _, r := range runs {
		c.runs[string(r.State)] = r.ID
	}
}

// payer is the payer of Erenhot.
func (c *cast) payer() benefit.Payer {
	return benefit.Payer{Staff: c.players["E701"].id, Unit: "erenhot-finance", Places: []portal.Place{erenhotPlace}}
}

// expire gives somebody a card that has run out.
func (c *cast) expire(who string, ref matter.Reference, by benefit.By) {
	c.t.Helper()
	r := c.data.resident(who)
	by.Case = ref
	step, err := benefit.Issue(
		benefit.Holder{Person: c.players[who].own, Name: r.Name, IDNumber: r.IDNumber, Place: r.Hukou},
		benefit.Finding{Categories: []string{"physical"}, Level: 2, Day: "2015-12-20"}, by)
	c.must(err)
	step.Certificate.Issued, step.Certificate.ValidTo = "2016-01-31", "2026-01-31"
	_, err = c.store.UpdateCase(context.Background(), ref, portal.NewID(), func(k application.Case) (application.Change, error) {
		e := matter.Event{At: c.Clock.Now(), Person: k.Person, Unit: k.Unit, Action: "seen", From: k.State, To: k.State}
		return application.Change{Case: k, Event: e, Certificates: []benefit.CardStep{step}}, nil
	})
	c.must(err)
}

// end ends what somebody gets.
func (c *cast) end(who string, by benefit.By) {
	c.t.Helper()
	has, err := c.store.BenefitsOf(context.Background(), c.players[who].own)
	c.must(err)
	_, err = c.store.UpdateBenefit(context.Background(), has[0].ID, portal.NewID(), func(b benefit.Benefit) (benefit.Change, error) {
		step, err := benefit.End(b, "2026-03", benefit.CardHasExpired, by)
		return benefit.Change{Steps: []benefit.Step{step}}, err
	})
	c.must(err)
}

// find lists one card and one benefit of every state; of benefits also a thing,
// and one whose payment came back.
func (c *cast) find() {
	c.t.Helper()
	today := portal.DayOf(c.Clock.Now())
	for _, r := range c.data.Residents {
		p := c.players[r.Key]
		at := "/zh-Hans/for/" + p.own
		cards, err := c.store.CertificatesOf(context.Background(), p.own)
		c.must(err)
		for _, x := range cards {
			c.certs[string(x.On(today))] = holding{r.Key, at + "/certificates/" + x.ID, x.ID}
		}
		benefits, err := c.store.BenefitsOf(context.Background(), p.own)
		c.must(err)
		for _, x := range benefits {
			h := holding{r.Key, at + "/benefits/" + x.ID, x.ID}
			c.grants[string(x.State)+"-"+string(x.Kind)] = h
			_, pays, err := c.keeper.Benefit(p.ctx, p.own, x.ID)
			c.must(err)
			if slices.ContainsFunc(pays, func(pay benefit.Pay) bool { return pay.State == benefit.Returned }) {
				c.grants["returned"] = h
			}
		}
	}
}
