package main

import (
	"fmt"
	"time"

	"changban/portal"
	"changban/portal/application"
)

// operator is the demo's officer at the phone.
const operatorNumber = "E501"

// helpShots are a question and check answers in every state of the code that is
// read out, what its buttons answer, and the operator's pages.
func (c *cast) helpShots() []shot {
	// The pages of an operator are taken hundreds of times on a clock that stands;
	// that tries are limited is proved beside the pages.
	c.apply.Tries = nil
	at := func(state, step string) string { return c.draftPath("help "+state, step) }
	const desk = "/zh-Hans/desk/help"
	shown := c.shared("shown", nil)
	c.shared("watched", c.overlooks)
	stopped := c.shared("stopped", ended)
	late := c.shared("late", func(s *application.Share) {
		c.overlooks(s)
		s.Created, s.Until = s.Created.Add(-time.Hour), s.Until.Add(-time.Hour)
	})
	c.shared("renewed", ended)
	c.shared("ending", nil)
	begun, full, other := c.shared("begun", c.overlooks), c.watched("full", false), c.watched("other", true)
	step := form("_step", "name", "name", "演示没写完")
	return append(c.markShots(), []shot{
		{name: "question-name help-shown", path: at("shown", "name"), who: "caller"},
		{name: "question-name help-watched", path: at("watched", "name"), who: "caller"},
		{name: "question-name help-stopped", path: at("stopped", "name"), who: "caller"},
		{name: "question-name help-late", path: at("late", "name"), who: "caller"},
		{name: "question-name help-renewed", path: at("renewed", "help"), who: "caller", form: and(step, form("_renew", "once"))},
		{name: "question-name help-ended", path: at("ending", "help/stop"), who: "caller", form: step},
		{name: "draft help-no-key", path: at("stopped", "help"), who: "caller", form: form(), want: 303},
		{name: "draft help-back", path: at("shown", "help"), who: "caller", want: 303},
		{name: "draft help-back-stopped", path: at("stopped", "help/stop"), who: "caller", want: 303},
		{name: "desk-help plain", path: desk, who: operatorNumber},
		{name: "desk-help wrong", path: desk, who: operatorNumber, form: form("help_code", "12"), want: 422},
		{name: "desk-help unknown", path: desk, who: operatorNumber, form: form("help_code", stopped.Code), want: 422},
		{name: "desk-help open", path: desk, who: operatorNumber, form: form("help_code", shown.Code), want: 303},
		{name: "desk-told begun", path: desk + "/" + begun.ID, who: operatorNumber},
		{name: "desk-told full", path: desk + "/" + full.ID, who: operatorNumber},
		{name: "desk-told other", path: desk + "/" + other.ID, who: operatorNumber},
		{name: "desk-told late", path: desk + "/" + late.ID, who: operatorNumber, want: 410},
		{name: "check watched", path: at("full", "check"), who: "caller"},
		{name: "desk-refused operator", path: desk, who: "E101", want: 403},
	}...)
}

// markShots are what an operator wrote, as both see it before it is confirmed.
// Nothing here is confirmed or put back: the pages are taken many times.
func (c *cast) markShots() []shot {
	share := c.watched("marked", false)
	c.writes(share, "phone", "phone", "13800006777")
	c.writes(share, "bank", "bank_name", "演示银行", "bank_account", "6228480000000000026")
	at := func(step string) string { return c.draftPath("help marked", step) }
	told := "/zh-Hans/desk/help/" + share.ID
	nothing := form("_key", "once", "_seen", "0")
	return []shot{
		{name: "question-phone marked", path: at("phone"), who: "caller"},
		{name: "question-bank marked", path: at("bank"), who: "caller"},
		{name: "check marked", path: at("check"), who: "caller"},
		{name: "check marked-early", path: at("check"), who: "caller", form: form("_key", "once", "truth_statement", "true", "_service", "nursing-subsidy"), want: 422},
		{name: "draft marks-back", path: at("marks"), who: "caller", want: 303},
		{name: "draft marks-unseen", path: at("marks"), who: "caller", form: nothing, want: 303},
		{name: "draft marks-no-key", path: at("marks"), who: "caller", form: form(), want: 303},
		{name: "desk-told marked", path: told, who: operatorNumber},
		{name: "desk-told written", path: told + "?written=1", who: operatorNumber},
		{name: "desk-write plain", path: told + "/phone", who: operatorNumber},
		{name: "desk-write two", path: told + "/bank", who: operatorNumber},
		{name: "desk-write choice", path: told + "/care_needs", who: operatorNumber},
		{name: "desk-write wrong", path: told + "/bank", who: operatorNumber, form: form("_key", "once", "bank_name", "", "bank_account", "12"), want: 422},
		{name: "desk-write clash", path: told + "/phone", who: operatorNumber, form: form("_key", "once", "_seen", "1", "phone", "13800006778"), want: 409},
		{name: "desk-write no-key", path: told + "/phone", who: operatorNumber, form: form(), want: 303},
		{name: "desk-write same", path: told + "/phone", who: operatorNumber, form: form("_key", "once", "phone", "13800006777"), want: 303},
	}
}

// writes answers a question as the operator whom a code let in.
func (c *cast) writes(share application.Share, step string, pairs ...string) {
	c.t.Helper()
	operator, typed := c.players[operatorNumber], form(pairs...)
	c.must(c.apply.Write(operator.ctx, operator.staff, share.ID, application.Answers{
		Step: step, Form: func(name string) []string { return typed[name] },
	}))
}

func ended(s *application.Share) { s.Ended = s.Created }

// shared begins a draft whose code is in a state.
func (c *cast) shared(state string, change func(*application.Share)) application.Share {
	c.t.Helper()
	name := "help " + state
	if _, begun := c.drafts[name]; !begun {
		c.drafts[name] = c.start(name, c.players["caller"], c.players["caller"].own)
	}
	return c.share(name, change)
}

// overlooks is what the operator's opening writes.
func (c *cast) overlooks(s *application.Share) {
	s.Opened, s.OpenedBy = s.Created, c.players[operatorNumber].id
}

// watched answers every question of a draft, one's own or a mother's, and lets
// the operator look.
func (c *cast) watched(state string, mother bool) application.Share {
	c.t.Helper()
	name := "help " + state
	if _, begun := c.drafts[name]; !begun && mother {
		c.helped(name, "caller", name, application.CheckStep)
	} else if !begun {
		c.draft(name, "caller", "caller", true)
	}
	return c.share(name, c.overlooks)
}

// share keeps a code for a draft; one that it has already stays.
func (c *cast) share(draft string, change func(*application.Share)) application.Share {
	c.t.Helper()
	w, p, now := c.drafts[draft], c.players["caller"], c.Clock.Now()
	v, err := c.apply.View(p.ctx, w)
	c.must(err)
	if v.Share.ID != "" {
		return v.Share
	}
	c.calls++
	s := application.Share{
		ID: portal.NewID(), Draft: w.Draft, Person: w.Person, Identity: p.id, Code: fmt.Sprintf("4729%02d", c.calls),
		Created: now, Until: now.Add(application.ShareLife),
	}
	if change != nil {
		change(&s)
	}
	s, err = c.store.PutShare(p.ctx, s)
	c.must(err)
	return s
}
