package main

import (
	"time"

	"changban/portal/hotline"
	"changban/portal/matter"
)

// overdue: the handler is reminded, the supervisor is told, the promise is missed and
// said to be, and the supervisor answers.
func overdue(w town) {
	wurina := w.resident("wurina")
	me := w.arrive()
	me.signIn(wurina.Phone)
	const words = "演示公交站没有盲道，求帮忙。"
	me.writes(concern(hotline.Help, hotline.TopicAccess, words))
	where, ref := me.hands()
	w.waits(time.Minute)
	w.stands(ref, matter.Dispatched) // by rule: nobody had to look
	handler := w.officer(housingHandler)
	handler.does(ref, hotline.Sign, nil)
	handler.does(ref, hotline.Start, nil)

	promised := w.ticket(ref).Clocks.ReplyBy
	left := func() time.Duration { return promised.End().Sub(w.Clock.Now()) }
	w.waits(left() - 47*time.Hour)
	handler = w.officer(housingHandler)
	handler.at("/desk/tickets/" + ref)
	handler.says(handler.say("desk.ticket.event.warn"))
	me.at(where)
	me.hides(me.say("hotline.page.event.supervise"))

	w.waits(left() - 23*time.Hour)
	me.at(where)
	me.says(me.say("hotline.page.event.supervise"), me.filled("hotline.page.promise.day", "Day", me.by(promised)))
	supervisor := w.officer(lineSupervisor)
	supervisor.at("/desk/tickets/" + ref)
	supervisor.says(supervisor.say("desk.ticket.event.supervise"))

	w.waits(left() + time.Minute)
	if !w.ticket(ref).Late {
		w.t.Error("the promise was missed and nobody says so")
	}
	me.noticed(ref, "notice.ticket.miss")
	me.at(where)
	me.says(me.filled("hotline.page.promise.over", "Day", me.by(promised)), me.say("hotline.page.promise.done"), me.say("hotline.page.event.miss"), "12345", "12385")

	supervisor = w.officer(lineSupervisor)
	supervisor.at("/desk/tickets?filter=overdue")
	if !supervisor.Has(`main a[href$="` + ref + `"]`) {
		w.t.Error("a late ticket is not before the supervisor")
	}
	supervisor.follow(`main a[href$="` + ref + `"]`)
	supervisor.says(supervisor.say("desk.ticket.flag.late"), supervisor.say("desk.ticket.event.miss"))
	reply := w.say("reason.ticket_reply.arranged")
	supervisor.does(ref, hotline.Respond, answers{{"code", "arranged"}, {"language", w.tongue()}, {"text", reply}})
	me.at(where)
	me.says(reply, me.unit("erenhot-civil-affairs"), me.say("hotline.page.event.miss"))
	me.noticed(ref, "notice.ticket.reply")
}

// awayAndBack: 12345 has it for two days. What happened stays in its history, and the
// promised day where it was.
func awayAndBack(w town) {
	const phone, words = "13800006005", "演示路灯坏了，盲人朋友晚上回家不安全。"
	me := w.arrive()
	me.writes(concern(hotline.Complaint, "other", words, [2]string{"phone", phone}))
	where, ref := me.hands()
	promised := w.ticket(ref).Clocks.ReplyBy

	operator := w.officer(lineOperator)
	operator.does(ref, hotline.SendAway, answers{{"reasons", "utilities"}})
	me.at(where)
	me.says(me.say("hotline.page.away"), me.say("hotline.page.event.send_away"), me.say("reason.ticket_send_away.utilities"), me.filled("hotline.page.promise.day", "Day", me.by(promised)))
	w.waits(time.Minute)
	w.texted(phone, ref, "notice.ticket.send_away", "路灯")
	operator = w.officer(lineOperator)
	operator.at("/desk/tickets?filter=away")
	if !operator.Has(`main a[href$="` + ref + `"]`) {
		w.t.Error("nobody sees what 12345 has")
	}

	w.waits(2 * 24 * time.Hour)
	operator = w.officer(lineOperator)
	operator.does(ref, hotline.TakeBack, nil)
	operator.does(ref, hotline.Dispatch, answers{{"unit", "erenhot-housing"}})
	operator.says(operator.say("desk.ticket.event.send_away"), operator.say("desk.ticket.event.take_back"), operator.say("reason.ticket_send_away.utilities"))
	w.waits(time.Minute)
	w.texted(phone, ref, "notice.ticket.take_back")
	if t := w.ticket(ref); t.Clocks.ReplyBy != promised || t.Away || len(t.Events) < 4 {
		w.t.Errorf("back from 12345: by %s, was %s; %d rows", t.Clocks.ReplyBy, promised, len(t.Events))
	}
	me.at(where)
	me.hides(me.say("hotline.page.away"))
	me.says(me.say("hotline.page.event.accept"), me.say("hotline.page.event.send_away"), me.say("hotline.page.event.take_back"),
		me.filled("hotline.page.event.to", "Unit", me.unit("erenhot-housing")), me.filled("hotline.page.promise.day", "Day", me.by(promised)))
}
