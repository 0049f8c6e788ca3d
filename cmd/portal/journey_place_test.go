package main

import (
	"slices"
	"time"
)

// opened lets the minutes pass in which a case belongs to the person alone.
func (w town) opened() { w.Clock.Move(11 * time.Minute) }

// across: household in Donghe, home in Erenhot. One window receives, the other
// county decides and pays, and whoever has no part in it sees nothing.
func across(w town) {
	batu := w.resident("batu")
	me := w.come(batu, "nursing-subsidy")
	me.fill(batu.said())
	me.says(me.say("service.nursing-subsidy.amount.unstated"))
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))
	me.says(me.unit("erenhot-window"))

	w.opened()
	window := w.officer("E101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", "donghe-civil-affairs"}})
	if !window.queue(ref) {
		w.t.Error("the window that received the case cannot find it any more")
	}
	if window.can(ref, "forward") {
		w.t.Error("the window still acts on a case that another unit has")
	}
	for _, number := range []string{"E301", "D301"} {
		stranger := w.officer(number)
		if stranger.queue(ref) {
			w.t.Errorf("%s sees a case of another office", number)
		}
		stranger.Goto(w.URL + "/" + stranger.tongue() + "/desk/cases/" + ref)
		if stranger.Status() != 404 {
			w.t.Errorf("%s opens a case of another office: %d", number, stranger.Status())
		}
	}
	me.at(where)
	me.says(me.unit("donghe-civil-affairs"))

	first := w.officer("D201")
	if !first.queue(ref) {
		w.t.Error("the deciding unit does not find its case")
	}
	first.act(ref, "review", nil)
	w.officer("D202").act(ref, "approve", answers{{"reasons", "level_one"}, {"amount", "１００．５０元"}, {"source", "演示文件第1号"}})
	w.officer("D203").act(ref, "confirm", nil)
	me.at(where)
	me.says(me.say("matter.outcome.approved"), me.local().FenMonthly(10050), me.month("2026-03"))
	me.at(where + "/official/decision")
	me.says("演示文件第1号", me.unit("donghe-civil-affairs"))
}

// outside: the deciding office is not on the portal. A letter goes out, the
// person sees who has it, the answer is written down and a second officer agrees.
func outside(w town) {
	liu := w.invented(demoResident{
		Key: "liu2", Name: "演示刘二", Phone: "13800003001", IDNumber: idNumber("13010219700102003"),
		Hukou: "130102", Residence: "152501", Address: "锡林街演示小区9号", Register: true, CardValidTo: "2031-03-06",
	}, "41")
	me := w.come(liu, "nursing-subsidy")
	asked := me.fill(liu.said())
	me.says(me.called("place", "130102", "石家庄市"))
	w.t.Logf("asked: %v", asked)
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))

	w.opened()
	window := w.officer("E101")
	window.act(ref, "accept", nil)
	window.act(ref, "dispatch", answers{{"how", "post"}})
	me.at(where)
	me.says(me.say("matter.how.post"), me.unit("outside:130102"))

	w.Clock.Move(48 * time.Hour)
	window = w.officer("E101")
	window.act(ref, "outside_approve", answers{{"reasons", "outside_answer"}, {"amount", "90"}, {"source", "长安区民政局来信"}})
	if window.can(ref, "confirm") {
		w.t.Error("one officer alone settles an outside answer")
	}
	me.at(where)
	me.hides(me.local().FenMonthly(9000))
	w.officer("E203").act(ref, "confirm", nil)
	me.at(where)
	me.says(me.say("matter.outcome.approved"), me.local().FenMonthly(9000), me.say("matter.event.outside_answer"))
}

// resident is a person of the demo.
func (w town) resident(key string) demoResident {
	w.t.Helper()
	data, err := readDemo()
	if err != nil {
		w.t.Fatal(err)
	}
	r := data.resident(key)
	if r.Phone == "" || slices.Contains([]string{"", " "}, r.Name) {
		w.t.Fatalf("nobody is called %s in the demo", key)
	}
	return r
}
