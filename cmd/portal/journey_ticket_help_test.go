package main

import (
	"regexp"

	"changban/portal"
	"changban/portal/hotline"
)

// toldCode is a code as a question page shows it for reading out.
var toldCode = regexp.MustCompile(`\b\d{3} \d{3}\b`)

// stuckOnAQuestion: the ticket carries service, question and draft; an operator
// opens the draft with the code read out and puts an answer right; the person sees
// what was changed, cannot send before confirming it, confirms and sends.
func stuckOnAQuestion(w town) {
	r := w.invented(demoResident{
		Name: "演示斯日古楞", Phone: "13800006003", IDNumber: idNumber("15250119660707002"), Hukou: "152501", Residence: "152501",
		Address: "锡林街演示小区41号", CardValidTo: "2031-03-06",
	}, "42")
	me := w.come(r, "nursing-subsidy")
	me.fillTo("address", r.said())
	me.answer(answers{{"residence_address.street", "锡林街演示小区14号"}})
	me.carryOn()
	question, at := me.step(), me.below()
	where, ref := me.asks("演示：这一题看不懂，请帮我看看。", question)

	operator := w.officer(lineOperator)
	operator.at("/desk/tickets/" + ref)
	operator.says(operator.say("service.nursing-subsidy.name"))
	if label := "question." + question + ".label"; operator.local().Has(label) {
		operator.says(operator.say(label))
	}
	me.at(at)
	code := toldCode.FindString(me.Text("body"))
	operator.at("/desk/help")
	operator.write("help_code", code)
	operator.press(operator.say("desk.help.button"))
	operator.fine()
	looked := w.Clock.Now().In(portal.Zone())
	operator.says(operator.say("desk.help.told.title"), r.Name, operator.say("service.nursing-subsidy.title"), "锡林街演示小区14号")
	told := operator.below()
	operator.writesFor("/address", "residence_address.street", "锡林街演示小区41号")
	operator.does(ref, hotline.Note, answers{{"note", "演示：门牌号写反了，已替来电人改好。"}})

	me.at(at)
	me.says(me.filled("apply.help.watched", "Time", me.local().Clock(looked)))
	me.fill(r.said())
	me.confirms(me.say("service.nursing-subsidy.submit"), "锡林街演示小区14号", "锡林街演示小区41号")
	operator.at(told)
	operator.says("锡林街演示小区41号")
	operator.hides(operator.say("desk.help.told.waits"))
	me.follow(`button[formaction$="/help/stop"]`) // stands in the help block, not in the content
	me.fine()
	me.says(me.say("apply.help.stopped"))
	operator.Reload()
	if operator.Status() != 410 {
		w.t.Errorf("after the person stopped it the operator still sees: %d", operator.Status())
	}
	me.send(me.say("service.nursing-subsidy.submit"))
	me.at(where)
	me.says(me.say("hotline.page.event.accept"))
}

// writesFor answers a question of the draft that is open, for its person.
func (w *walk) writesFor(question, name, text string) {
	w.t.Helper()
	if w.Has(`main a[href$="/name"]`) {
		w.t.Error("an operator may change whose application it is")
	}
	w.follow(`main a[href$="` + question + `"]`)
	w.fine()
	w.says(w.say("desk.help.write.counts"))
	w.write(name, text)
	w.press(w.say("desk.help.write.button"))
	w.fine()
	w.says(w.say("desk.help.told.written"), w.say("desk.help.told.waits"), text)
}

// confirms meets an operator's answer on its question and on check answers, where
// nothing can be sent before it is confirmed.
func (w *walk) confirms(button, was, now string) {
	w.t.Helper()
	check := w.below()
	w.says(w.say("apply.marks.title"), w.say("apply.marks.tag"), now, w.filled("apply.marks.was", "Was", was))
	w.follow(`main a[href$="/address"]`)
	w.says(w.say("apply.marks.here"), was, now)
	w.at(check)
	w.tick("truth_statement", "true")
	w.press(button)
	if w.Status() != 422 || w.below() != check {
		w.t.Fatalf("sent before it was confirmed: %d, %s", w.Status(), w.Path())
	}
	w.says(w.say("apply.marks.first"))
	w.press(w.say("apply.marks.confirm"))
	w.fine()
	w.says(now)
	w.hides(w.say("apply.marks.tag"), was)
}

// asks raises a ticket from the help block of an open question.
func (w *walk) asks(words, question string) (where, ref string) {
	w.t.Helper()
	w.TabTo(`a[href*="/hotline/new?"]`)
	w.Submit()
	w.fine()
	w.fill(concern(hotline.Help, "subsidy", words))
	where, ref = w.hands()
	t := w.ticket(ref)
	if t.Draft == "" || t.Service != "nursing-subsidy" || t.Question != question {
		w.t.Errorf("from where it was asked: %q, %q, %q", t.Service, t.Question, t.Draft)
	}
	return where, ref
}
