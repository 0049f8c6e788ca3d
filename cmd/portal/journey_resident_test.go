package main

import (
	"slices"
	"time"

	"changban/portal/web"
)

// decided is how an approval of the catalogue's amount goes on from acceptance:
// accepted and forwarded by one window, judged by three others.
func (w town) decided(ref, place, unit string, approval answers) {
	w.t.Helper()
	window := w.officer(place + "101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", unit}})
	w.judged(ref, place, approval)
}

// judged goes from the deciding unit's queue to the decision.
func (w town) judged(ref, place string, approval answers) {
	w.t.Helper()
	w.officer(place+"201").act(ref, "review", nil)
	w.officer(place+"202").act(ref, "approve", approval)
	w.officer(place+"203").act(ref, "confirm", nil)
}

// residentOfErenhot: the main road. The register knows her, so that little is
// asked; 110 yuan a month are decided and read.
func residentOfErenhot(w town) {
	qiqige := w.resident("qiqige")
	me := w.arrive()
	me.at("/services/nursing-subsidy")
	me.press(me.say("service.nursing-subsidy.start"))
	me.signIn(qiqige.Phone)
	me.says(me.say("account.for_whom.title"))
	me.choose(web.FieldFor, me.Attr(control(web.FieldFor), "value"))
	me.press(me.say("account.for_whom.button"))
	asked := me.fill(qiqige.said())
	w.t.Logf("asked: %v", asked)
	for _, known := range []string{"hukou", "card", "card_valid"} {
		if slices.Contains(asked, known) {
			w.t.Errorf("%s was asked of a person the register knows", known)
		}
	}
	me.says("110", qiqige.Name)
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))
	me.says(me.say("matter.receipt.heading"), me.filled("matter.promise.day", "Day", me.local().Date("2026-04-10", "2026-03-18")))

	window := w.officer("E101")
	w.Clock.Move(4 * time.Minute)
	if !window.queue(ref) {
		w.t.Error("a new case is not in the queue")
	}
	window.Goto(w.URL + "/" + window.tongue() + "/desk/cases/" + ref)
	window.says(window.say("desk.early.title"), "10:10")
	w.Clock.Move(6 * time.Minute)
	w.decided(ref, "E", "erenhot-civil-affairs", answers{{"reasons", "level_two"}})

	me.at(where)
	me.says(me.say("matter.outcome.approved"), me.local().FenMonthly(11000), me.month("2026-03"))
	me.at("/me")
	me.says(me.say("account.matters.have"), me.filled("account.have.from", "State", me.say("benefit.state.active"), "Amount", me.local().FenMonthly(11000), "Month", me.month("2026-03")),
		me.filled("notice.case.approve", "Service", me.say("service.nursing-subsidy.name"), "Ref", me.local().Reference(ref)))
}
