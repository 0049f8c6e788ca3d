package main

import (
	"strings"
	"time"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
)

const saidLate = "演示补贴三个月没有到账，请查一查。"

// relayCall: an interpreter calls for somebody who does not hear. The ticket is the
// caller's, who reads it with number and code, is never told by voice alone, and
// finds it among the own matters when the phone is proved one day.
func relayCall(w town) {
	caller := demoResident{Name: "演示听障人", Phone: "13800006002"}
	w.Clock.Move(time.Hour)
	ref, code := w.takenDown(caller)
	t := w.ticket(ref)
	if t.Taker == "" || t.Starter != "" || !t.Own || t.Channel != portal.ChannelPhone || t.Language != w.tongue() {
		w.t.Errorf("whose ticket a call is: taker %q, starter %q, own %t, %s, %s", t.Taker, t.Starter, t.Own, t.Channel, t.Language)
	}
	w.waits(time.Minute)
	w.stands(ref, matter.Dispatched)
	w.texted(caller.Phone, ref, "notice.ticket.accept", caller.Name, "补贴")

	me := w.arrive()
	me.opens(ref, code)
	me.says(saidLate, me.unit("erenhot-civil-affairs"), me.filled("hotline.page.promise.day", "Day", me.by(w.workdays(5))))

	w.Clock.Move(31 * time.Minute)
	operator := w.officer(lineOperator)
	operator.at("/desk/intake/" + ref)
	operator.hides(code[:4]+" "+code[4:], code)
	operator.says(operator.say("desk.ticket.caller.relay_never_voice"), caller.Name)

	words := w.say("reason.ticket_reply.arranged")
	w.worked(civilHandler, ref, words)
	operator.at("/desk/calls")
	operator.says(operator.local().Reference(ref), strings.Trim(operator.filled("desk.calls.never_voice", "Ways", ""), " "))
	w.waits(time.Minute)
	w.texted(caller.Phone, ref, "notice.ticket.call_back", caller.Name)

	me.signIn(caller.Phone)
	me.at("/me")
	me.follow(`main a[href$="/tickets/` + ref + `"]`)
	me.fine()
	me.says(saidLate, words, me.say("hotline.page.turn.heading"))
	me.rates(me.below(), "4", "", "")
	w.waits(time.Minute)
	w.stands(ref, matter.Closed)
}

// takenDown is the call as the operator types it, kept once on the way, and what is
// read out at its end.
func (w town) takenDown(caller demoResident) (ref, code string) {
	w.t.Helper()
	o := w.officer(lineOperator)
	o.at("/desk/intake")
	for _, tag := range []string{"zh-Hans", "mn-Mong", "mn-Cyrl"} {
		o.says(w.words.Localizer(tag).T("desk.intake.script.greeting"))
	}
	o.answer(answers{{"phone", caller.Phone[:3] + " " + caller.Phone[3:7] + "-" + caller.Phone[7:]}, {"name", caller.Name}, {"relay", "1"}, {"by_whom", "演示手语翻译"}})
	o.answer(answers{{"content", saidLate}, {"type", string(hotline.Help)}, {"topic", "subsidy"}, {"place", string(erenhotPlace)}, {"language", w.tongue()}, {"ways", "voice"}})
	o.press(o.say("desk.intake.send"))
	if o.Status() != 422 {
		w.t.Errorf("a voice alone for who does not hear: %d", o.Status())
	}
	o.says(o.say("desk.intake.ways.voice_only"), w.say("desk.intake.script.danger"))
	o.answer(answers{{"ways", "sms,sign"}, {"area", "erenhot-geriledu"}, {"where", "演示胜利社区"}})
	o.press(o.say("desk.intake.save"))
	o.fine()
	ref = o.step()
	o.says(o.filled("desk.intake.kept", "Ref", o.local().Reference(ref)))
	o.press(o.say("desk.intake.send"))
	o.fine()
	code = w.ticket(ref).Body.Code
	o.says(o.say("desk.intake.sent.title"), o.local().Reference(ref), code[:4]+" "+code[4:], o.by(w.workdays(5)))
	return ref, code
}
