package main

import (
	"strings"
	"time"
)

// childRehab: a guardian files for a child of Donghe. The yearly amount hangs on
// what is answered; the money goes to the institution, and the guardian reads it.
func childRehab(w town) {
	mother := demoResident{
		Name: "演示高娃", Phone: "13800004001", IDNumber: idNumber("15020219880316004"), Hukou: "150202", Residence: "150202", Address: "演示路8号",
	}
	son := infant("演示苏和", idNumber("15020220200516003"), "150202", mother)
	me := w.arrive()
	me.signIn(mother.Phone)
	me.kin("child-rehab", "son", "yes", son.Name)
	said := son.known(
		[2]string{"own_name", mother.Name}, [2]string{"own_id_number", mother.IDNumber},
		[2]string{"child_has_card", "no"}, [2]string{"disability_category", "visual"}, [2]string{"low_vision", "yes"}, [2]string{"autism", "no"},
		[2]string{"rehab_kind", "training"}, [2]string{"other_place", "no"}, [2]string{"institution", "donghe-rehab-1"},
	)
	said = append(said, inMonth("training_month", "2026-05")...)
	w.t.Logf("asked: %v", me.fill(said))
	me.says(w.money(500000))
	for _, kind := range []struct {
		category string
		fen      int64
	}{{"physical", 2000000}, {"hearing", 2400000}} {
		me.follow(`main a[href$="/disability_category"]`)
		me.fill(said.change([2]string{"disability_category", kind.category}))
		me.says(w.money(kind.fen))
	}
	where, ref := me.send(me.say("service.child-rehab.submit"))

	w.opened()
	w.granted(donghe(), ref, answers{{"reasons", "need_found"}})
	me.at(where)
	me.says(me.say("matter.outcome.approved"), w.money(2400000))
	person := strings.Split(where, "/")[2]
	me.mine(person, "/benefits/")
	me.says(w.money(2400000), me.unit("donghe-rehab-1"), me.say("benefit.state.active"))
	me.hides(me.say("benefit.payee.none"))
	if me.Has(`main a[href$="/account"]`) {
		w.t.Error("money of an institution could be sent elsewhere")
	}
}

// wheelchairFuel: 260 yuan a year, once.
func wheelchairFuel(w town) {
	rider := w.invented(demoResident{
		Name: "演示特木尔", Phone: "13800004002", IDNumber: idNumber("15250119720516003"), Hukou: "152501", Residence: "152501",
		Address: "锡林街演示小区21号", Register: true, CardValidTo: "2031-03-06",
	}, "43")
	me := w.come(rider, "wheelchair-fuel")
	said := rider.known([2]string{"limb_site", "lower"}, [2]string{"owns_motor_wheelchair", "true"},
		[2]string{"vehicle_brand", "演示牌"}, [2]string{"vehicle_no", "YS2024001"})
	said = append(said, on("bought_on", "2024-05-01")...)
	w.t.Logf("asked: %v", me.fill(said))
	me.says(w.money(26000))
	where, ref := me.send(me.say("service.wheelchair-fuel.submit"))
	w.opened()
	w.granted(erenhot(), ref, answers{{"reasons", "account_checked"}})
	me.at(where)
	me.says(me.say("matter.outcome.approved"), w.money(26000))
	me.mine("", "/benefits/")
	me.says(w.money(26000), me.say("benefit.state.active"))
}

// urgentRelief: the first help comes before the papers and within two days; the
// papers are asked for, nothing hangs out, two officers decide the rest.
func urgentRelief(w town) {
	hurt := w.invented(demoResident{
		Name: "演示乌力吉", Phone: "13800004003", IDNumber: idNumber("15250119760516003"), Hukou: "152501", Residence: "152501",
		Address: "锡林街演示小区22号", Register: true, CardValidTo: "2031-03-06",
	}, "43")
	me := w.come(hurt, "temp-relief")
	w.t.Logf("asked: %v", me.fill(hurt.known([2]string{"hardship_type", "sudden"}, [2]string{"urgent", "yes"},
		[2]string{"request_text", "家里着火，演示用。"}, [2]string{"amount_spent", "3000"})))
	me.tick("data_check_consent", "true")
	where, ref := me.send(me.say("service.temp-relief.submit"))
	sent := w.today()

	w.opened()
	window := w.officer("E101")
	if !window.queue(ref) {
		w.t.Error("an urgent case is not in the queue")
	}
	window.at("/desk/cases/" + ref)
	window.says(window.say("desk.urgent.heading"))
	if c := w.kase(ref); c.Due > sent.Add(2) {
		w.t.Errorf("first help is due on %s", c.Due)
	}
	window.act(ref, "advance", answers{{"amount", "800"}, {"source", "演示文件第3号"}, {"papers", "hardship_proof"}})

	me.at("/me")
	me.says(me.say("account.matters.turn"))
	me.at(where)
	until, err := w.calendar.Add(w.today(), 5)
	if err != nil {
		w.t.Fatal(err)
	}
	me.says(me.say("matter.promise.stopped"), me.local().Date(string(until), string(w.today())))
	me.mine("", "/benefits/")
	me.says(w.money(80000))
	me.at(where)
	w.Clock.Move(24 * time.Hour)
	me.press(me.say("matter.turn.button"))
	me.SetFiles(control("paper.hardship_proof"), photo(w.t))
	me.press(me.say("matter.turn.send"))
	me.fine()

	window = w.officer("E101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", "erenhot-civil-affairs"}})
	w.officer("E201").act(ref, "review", nil)
	if w.officer("E201").can(ref, "publish") {
		w.t.Error("an urgent case would hang out in public")
	}
	w.officer("E202").act(ref, "approve", answers{{"reasons", "hardship_found"}, {"amount", "1200"}, {"source", "演示文件第3号"}})
	w.officer("E203").act(ref, "confirm", nil)
	me.at(where)
	me.says(me.say("matter.outcome.approved"), w.money(120000))
	if c := w.kase(ref); len(c.Body.Notices) > 0 {
		w.t.Error("an urgent case hung out in public")
	}
}
