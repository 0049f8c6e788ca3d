package main

import (
	"context"
	"strings"
)

// upheld: a conversion is refused, the person does not agree, others look at it
// and agree with the person; the first case is open again, hangs out in public and
// is approved. Both cases lead to each other.
func upheld(w town) {
	w.others()
	guerile := w.invented(demoResident{
		Name: "演示格日乐", Phone: "13800005003", IDNumber: idNumber("15250119630516004"), Hukou: "152501", Residence: "152501",
		Address: "锡林街演示小区33号", Register: true, CardValidTo: "2031-03-06",
	}, "42")
	me := w.come(guerile, "home-retrofit")
	me.fill(guerile.known([2]string{"housing", "owned"}, [2]string{"tenancy", "no"}, [2]string{"rooms", "toilet"}, [2]string{"done_before", "no"}))
	where, ref := me.handIn(me.say("service.home-retrofit.submit"))
	w.opened()
	w.received(erenhot(), ref, erenhot().federation)
	w.officer("E302").act(ref, "refuse", answers{{"reasons", "done_before"}, {"note", "登记里写着改造过。"}})
	w.officer("E303").act(ref, "confirm", nil)

	me.at(where)
	me.says(me.say("matter.outcome.refused"), me.say("reason.refuse.done_before"), "登记里写着改造过。", me.say("matter.contest.heading"))
	me.press(me.say("matter.contest.button"))
	me.fine()
	asked := me.fill(guerile.known([2]string{"objection_reason", "改造的是邻居家，不是我家。"}))
	w.t.Logf("asked: %v", asked)
	if len(asked) > 4 {
		w.t.Errorf("an objection asks %v again", asked)
	}
	objection, second := me.handIn(me.say("service.objection.submit"))

	w.opened()
	w.received(erenhot(), second, erenhot().federation)
	me.at(where)
	me.follow(`main a[href$="` + second + `"]`)
	me.follow(`main a[href$="` + ref + `"]`)
	if !strings.HasSuffix(me.Path(), where) {
		w.t.Errorf("the objection leads to %s", me.Path())
	}
	same := w.officer("E302")
	same.Goto(w.URL + "/" + same.tongue() + "/desk/cases/" + second + "/approve")
	if same.Status() != 403 {
		w.t.Errorf("who refused it looks at the objection: %d", same.Status())
	}
	same.says(same.say("desk.refused.contested"))
	w.officer("E391").act(second, "approve", answers{{"reasons", "decision_wrong"}})
	w.officer("E392").act(second, "confirm", nil)
	me.at(objection)
	me.says(me.say("matter.outcome.approved"))
	me.at(where)
	me.says(me.say("matter.state.reopened"))

	w.officer("E301").act(ref, "review", nil)
	w.hung("E301", ref, 8)
	w.officer("E391").act(ref, "approve", answers{{"reasons", "need_found"}})
	w.officer("E392").act(ref, "confirm", nil)
	me.at(where)
	me.says(me.say("matter.outcome.approved"))
	me.hides(me.say("matter.outcome.refused"))
	me.follow(`main a[href*="/benefits/"]`)
	me.fine()
	me.says(me.say("service.home-retrofit.name"))
}

// others are two more officers of the federation: who decided a contested case
// does not look at it again.
func (w town) others() {
	w.t.Helper()
	for _, o := range []demoOfficer{
		{Number: "E391", Name: "演示满都", Unit: erenhot().federation, Roles: "decider"},
		{Number: "E392", Name: "演示其布日", Unit: erenhot().federation, Roles: "second_decider"},
	} {
		if err := w.seedOfficer(context.Background(), o); err != nil {
			w.t.Fatal(err)
		}
	}
}
