package main

import (
	"time"
)

// undone: put right before anybody has opened it, too late afterwards, printed,
// tracked without signing in, taken back, and the computer left clean.
func undone(w town) {
	sarana := w.invented(demoResident{
		Name: "演示萨日娜", Phone: "13800003005", IDNumber: idNumber("15250119810909004"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区13号", CardValidTo: "2031-03-06",
	}, "11")
	me := w.come(sarana, "nursing-subsidy")
	me.fill(sarana.said())
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))

	me.press(me.say("matter.undo.amend_button"))
	me.follow(`main a[href$="/address"]`)
	me.write("residence_address.street", "改过的演示路 5 号")
	me.carryOn()
	me.fillTo("check", sarana.said().change([2]string{"residence_address.street", "改过的演示路 5 号"}))
	again, _ := me.send(me.say("apply.check.amend_button"))
	if again != where {
		w.t.Errorf("amending led to %s", again)
	}
	me.follow(`main a[href$="/print"]`)
	me.says("改过的演示路 5 号", me.say("service.nursing-subsidy.declaration"), sarana.Name)

	w.tracked(ref, "3005", sarana.Name)
	me.at(where)
	me.press(me.say("matter.undo.amend_button"))
	me.follow(`main a[href$="/address"]`)
	draft := me.below()
	w.opened()
	w.officer("E101").at("/desk/cases/" + ref)
	me.write("residence_address.street", "太晚的演示路 6 号")
	me.follow("main form .actions button")
	if me.step() == "check" {
		me.says("太晚的演示路 6 号")
		me.tick("truth_statement", "true")
		me.press(me.say("apply.check.amend_button"))
	}
	if me.Status() != 409 {
		w.t.Errorf("amending an opened case: %d %s", me.Status(), me.Text("main"))
	}
	me.says(me.say("matter.amend.late"), "12345")
	me.at(draft)
	if got := me.Value(control("residence_address.street")); got != "太晚的演示路 6 号" {
		w.t.Errorf("what was typed too late is gone: %q", got)
	}
	me.at(where + "/print")
	me.says("改过的演示路 5 号")
	me.hides("太晚的演示路 6 号")

	me.at(where)
	me.hides(me.say("matter.undo.amend_button"))
	me.press(me.say("matter.undo.withdraw_button"))
	me.says(me.say("matter.withdraw.after"))
	me.press(me.say("matter.undo.withdraw_button"))
	me.says(me.say("matter.done.withdrawn"))
	window := w.officer("E101")
	window.at("/desk/cases/" + ref)
	window.says(window.say("desk.panel.over"))

	w.Clock.Move(time.Minute)
	me.at("/sign-out")
	me.press(me.say("account.sign_out.forget"))
	me.says(me.say("account.sign_out.done"))
	me.at("/me")
	if me.step() != "sign-in" {
		w.t.Errorf("after leaving the computer: %s", me.Path())
	}
}

// tracked looks a case up without signing in: states and days, no name.
func (w town) tracked(ref, lastFour, name string) {
	w.t.Helper()
	stranger := w.arrive()
	stranger.at("/track")
	stranger.write("reference", ref)
	stranger.write("last_four", "0000")
	stranger.press(stranger.say("track.button"))
	if stranger.Status() != 422 {
		w.t.Errorf("wrong digits: %d", stranger.Status())
	}
	stranger.write("last_four", lastFour)
	stranger.press(stranger.say("track.button"))
	stranger.fine()
	stranger.says(stranger.say("matter.state.submitted"), stranger.filled("track.promise", "Day", stranger.local().Date(string(w.kase(ref).Promised), string(w.today()))))
	stranger.hides(name, "演示路")
}

// elder: the same road in elder mode, huge and yellow on black; the choice comes
// along to another computer.
func elder(w town) {
	baoyin := w.invented(demoResident{
		Name: "演示宝力格", Phone: "13800003006", IDNumber: idNumber("15250119480202003"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区14号", CardValidTo: "2031-03-06",
	}, "42")
	me := w.arrive()
	me.at("/")
	me.TabTo("header form button")
	me.Submit()
	looksLike(me, "elder", "standard", "light")
	me.signIn(baoyin.Phone)
	looksLike(me, "elder", "standard", "light")
	me.at("/preferences")
	me.choose("size", "huge")
	me.choose("theme", "yellow")
	me.press(me.say("prefs.save"))
	me.says(me.say("prefs.saved"))
	me.each = func(string) { looksLike(me, "elder", "huge", "yellow") }
	me.begin("nursing-subsidy", "")
	me.fill(baoyin.said())
	me.each("check")
	me.send(me.say("service.nursing-subsidy.submit"))
	me.each("receipt")

	elsewhere := w.arrive()
	elsewhere.signIn(baoyin.Phone)
	looksLike(elsewhere, "elder", "huge", "yellow")
}

func looksLike(w *walk, mode, size, theme string) {
	w.t.Helper()
	for name, want := range map[string]string{"mode": mode, "size": size, "theme": theme} {
		if got := w.Attr("html", "data-"+name); got != want {
			w.t.Errorf("%s: %s is %q, not %q", w.Path(), name, got, want)
		}
	}
}
