package main

import (
	"time"

	"changban/portal/hotline"
	"changban/portal/matter"
)

const saidRampBlocked = "演示小区门口的坡道被砖挡住了，轮椅出不去。"

// byPhoneNumber: without signing in, a phone number is enough. What is noted opens
// the ticket on any device; a low word brings it back, a good one ends it.
func byPhoneNumber(w town) {
	const phone = "13800006001"
	me := w.arrive()
	me.writes(concern(hotline.Complaint, hotline.TopicAccess, saidRampBlocked, [2]string{"phone", phone}))
	me.says(saidRampBlocked, me.filled("account.told.tail", "Digits", phone[len(phone)-4:]), me.say("hotline.page.told.code"))
	where, ref := me.hands()
	code := w.ticket(ref).Body.Code
	me.says(code[:4]+" "+code[4:], me.local().Reference(ref), me.filled("hotline.page.promise.day", "Day", me.by(w.workdays(10))))
	w.stands(ref, matter.Accepted)
	w.waits(0)
	w.texted(phone, ref, "notice.ticket.accept", "坡道")

	home := w.arrive()
	home.asked(where, saidRampBlocked)
	home.opens(ref, code)
	home.says(saidRampBlocked)
	w.roundAgain(home, where, ref, func(template string) { w.texted(phone, ref, template, "坡道") })
}

// signedIn: the same for somebody the portal knows; nothing has to be noted, and
// what happens stands under one's own matters.
func signedIn(w town) {
	wurina := w.resident("wurina")
	me := w.arrive()
	me.signIn(wurina.Phone)
	const words = "演示旗政府大厅的电梯坏了，上不去二楼。"
	me.writes(concern(hotline.Complaint, hotline.TopicAccess, words))
	me.says(words, me.say("account.told.here"))
	where, ref := me.hands()
	me.hides(me.say("hotline.page.code.note"))
	me.noticed(ref, "notice.ticket.accept")
	w.roundAgain(me, where, ref, func(template string) { me.noticed(ref, template) })
}

// roundAgain is a ticket that is answered, rated low, worked on once more and rated
// well.
func (w town) roundAgain(me *walk, where, ref string, told func(template string)) {
	w.t.Helper()
	first, second := w.say("reason.ticket_reply.visited"), w.say("reason.ticket_reply.arranged")
	w.Clock.Move(time.Hour)
	w.answered(ref, first)
	w.waits(time.Minute)
	told("notice.ticket.call_back")
	me.at(where)
	me.says(me.say("reason.ticket_reply.repaired"), first, me.unit("erenhot-housing"), me.say("hotline.page.event.dispatch"))
	me.rates(where, "1", "unsolved", "演示：砖还在那里。")

	w.waits(time.Minute)
	w.stands(ref, matter.Reopened)
	told("notice.ticket.reopen")
	me.at(where)
	me.says(me.say("hotline.page.event.reopen"), me.say("hotline.page.reply_before"), me.say("hotline.page.unhappy.unsolved"),
		me.filled("hotline.page.promise.day", "Day", me.by(w.workdays(10))))
	operator := w.officer(lineOperator)
	operator.at("/desk/tickets/" + ref)
	operator.says(operator.say("desk.ticket.score.1"), "演示：砖还在那里。")
	w.answered(ref, second)
	me.rates(where, "5", "", "")

	w.waits(time.Minute)
	w.stands(ref, matter.Closed)
	told("notice.ticket.close")
	me.at(where)
	me.says(second, first, me.say("hotline.page.state.closed"), me.say("hotline.page.reopen.link"))
}
