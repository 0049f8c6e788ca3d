package main

import "changban/portal/matter"

// pressedFiveTimes: five tabs with five keys stand at the last button, and each
// is pressed. One case comes of it, and every tab leads to the same receipt.
func pressedFiveTimes(w town) {
	chulun := w.invented(demoResident{
		Name: "演示朝伦", Phone: "13800003007", IDNumber: idNumber("15250119690707003"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区15号", CardValidTo: "2031-03-06",
	}, "41")
	me := w.come(chulun, "nursing-subsidy")
	me.fill(chulun.said())
	tabs := []*walk{me}
	for range 4 {
		beside := me.tab()
		beside.Goto(me.URL())
		tabs = append(tabs, beside)
	}
	found := map[string]bool{}
	for _, tab := range tabs {
		where, _ := tab.send(tab.say("service.nursing-subsidy.submit"))
		found[where] = true
	}
	if len(found) != 1 {
		w.t.Errorf("five presses led to %v", found)
	}
	me.Back()
	me.at("/me")
	if n := me.Count(`main a[href*="/cases/"]`); n != 1 {
		w.t.Errorf("%d cases stand under mine", n)
	}
}

// overlaid: a service that exists in a folder only is found, applied for and
// decided by the same program.
func overlaid(w town) {
	nomin := w.invented(demoResident{
		Name: "演示诺敏", Phone: "13800003008", IDNumber: idNumber("15250119920808002"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区16号", CardValidTo: "2031-03-06",
	}, "11")
	const service = "phone-allowance"
	me := w.arrive()
	me.at("/services")
	me.says(me.say("service." + service + ".name"))
	me.signIn(nomin.Phone)
	me.begin(service, "")
	asked := me.fill(nomin.said().change(
		[2]string{"carrier", "mobile"}, [2]string{"uses", "family,doctor"}, [2]string{"paper.bill.way", "post"},
	))
	w.t.Logf("asked: %v", asked)
	me.says(me.local().FenMonthly(1250), me.say("service."+service+".field.uses.option.doctor"))
	where, ref := me.send(me.say("service." + service + ".submit"))
	w.opened()
	w.decided(ref, "E", "erenhot-civil-affairs", answers{{"reasons", "papers_seen"}})
	me.at(where)
	me.says(me.say("service."+service+".name"), me.say("matter.outcome.approved"), me.local().FenMonthly(1250))
	if _, err := matter.ParseReference(ref); err != nil {
		w.t.Error(err)
	}
}
