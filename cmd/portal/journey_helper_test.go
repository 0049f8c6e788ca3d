package main

import (
	"strings"
	"time"

	"changban/locales"
	"changban/portal/web"
)

// kin adds somebody to act for on the page that "for whom?" leads to, and goes
// on to the first question.
func (w *walk) kin(service, relation, guardian, name string) {
	w.t.Helper()
	w.at("/services/" + service + "/apply")
	w.choose(web.FieldFor, "new")
	w.press(w.say("account.for_whom.button"))
	w.choose("relation", relation)
	w.choose("guardian", guardian)
	w.write("name", name)
	w.press(w.say("account.person.button"))
	if !w.Has(control(web.FieldFor) + ":checked") {
		w.t.Error("the new person is not chosen")
	}
	w.press(w.say("account.for_whom.button"))
	w.fine()
}

// banded looks at a page of somebody else's matters: the band says for whom, the
// title says the relation and never the name.
func (w *walk) banded(name, relation string) func(string) {
	prefix := w.filled("frame.title.for."+relation, "Page", "")
	return func(step string) {
		w.t.Helper()
		w.says(w.filled("frame.for.sentence", "Name", name, "Relation", w.say("frame.for.relation."+relation)))
		title := w.Title()
		tooLong := w.tongue() == locales.Source && len([]rune(title)) > 30
		if !strings.HasPrefix(title, prefix) || strings.Contains(title, name) || tooLong {
			w.t.Errorf("%s: title %q", step, title)
		}
	}
}

// daughter files for her mother, who has not agreed yet; her father's draft in
// the next tab stays his.
func daughter(w town) {
	wurina := w.resident("wurina")
	mother := demoResident{
		Name: "演示娜仁", Phone: wurina.Phone, IDNumber: idNumber("15250119570312004"),
		Hukou: "152501", Residence: "152501", Address: "额仁街演示小区7号", CardValidTo: "2031-03-06",
	}.carded("41")
	father := demoResident{
		Name: "演示巴特尔", Phone: wurina.Phone, IDNumber: idNumber("15250119550102003"),
		Hukou: "152501", Residence: "152501", Address: "额仁街演示小区8号", CardValidTo: "2031-03-06",
	}.carded("42")
	own := answers{{"own_name", wurina.Name}, {"own_id_number", wurina.IDNumber}}

	me := w.arrive()
	me.signIn(wurina.Phone)
	me.kin("nursing-subsidy", "mother", "no", mother.Name)
	me.each = me.banded(mother.Name, "mother")
	me.fillTo("hukou", mother.said().change(own...))

	other := me.tab()
	other.kin("nursing-subsidy", "father", "no", father.Name)
	other.each = other.banded(father.Name, "father")
	other.fillTo("residence", father.said().change(own...))

	me.fill(mother.said().change(own...))
	other.fill(father.said().change(own...))
	me.Reload()
	me.each("check")
	me.says(mother.Name, "演示小区7号", wurina.Name)
	me.hides(father.Name, "演示小区8号")
	other.says(father.Name, "演示小区8号")
	other.hides(mother.Name, "演示小区7号")

	where, ref := me.send(me.say("service.nursing-subsidy.submit"))
	me.each("receipt")
	w.opened()
	window := w.officer("E101")
	window.at("/desk/cases/" + ref)
	window.says(window.say("desk.case.unconfirmed"), wurina.Name, mother.Name)
	me.at(where)
	me.each("case")
	me.at("/me")
	me.hides(ref)
}

// carded gives a card whose last two digits are category and level.
func (r demoResident) carded(kind string) demoResident {
	r.CardNumber = r.IDNumber + kind
	return r
}

// guardian files for a son with an intellectual disability of level three. In
// Erenhot that passes; the amount is in no source, so the officer writes where it
// stands. In Donghe the page says beforehand why not, and still lets apply.
func guardian(w town) {
	saren := w.resident("saren")
	son := demoResident{
		Name: "演示朝格图", Phone: saren.Phone, IDNumber: idNumber("15250120070521005"),
		Hukou: "152501", Residence: "152501", Address: saren.Address, CardValidTo: "2031-03-06",
	}.carded("53")
	me := w.arrive()
	me.signIn(saren.Phone)
	me.kin("nursing-subsidy", "son", "yes", son.Name)
	me.each = me.banded(son.Name, "son")
	asked := me.fill(son.said().change([2]string{"own_name", saren.Name}, [2]string{"own_id_number", saren.IDNumber}))
	w.t.Logf("asked: %v", asked)
	me.says(me.say("service.nursing-subsidy.amount.unstated"), saren.Name, me.say("paper.said.office"))
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))

	w.opened()
	window := w.officer("E101")
	window.at("/desk/cases/" + ref)
	window.says(window.say("service.nursing-subsidy.eligibility.severity.met"), window.filled("desk.case.guardian", "Helper", saren.Name, "Relation", window.say("desk.relation.son")))
	window.tick("papers", "guardian_id", "guardian_proof")
	window.press(window.say("desk.papers.tick_button"))
	window.says(append(window.around("desk.papers.seen", "Time"), window.say("desk.do.seen.done"))...)
	me.at(where)
	me.says(me.say("matter.paper.seen"))
	w.decidedWithSource(ref)

	me.at(where)
	me.says(me.say("matter.outcome.approved"), me.local().FenMonthly(8000))
	me.at(where + "/official/decision")
	me.says("演示文件第2号")
}

// decidedWithSource: no source states the amount, and without one the page
// refuses and keeps what was typed.
func (w town) decidedWithSource(ref string) {
	w.t.Helper()
	window := w.officer("E101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", "erenhot-civil-affairs"}})
	w.officer("E201").act(ref, "review", nil)
	decider := w.officer("E202")
	decider.at("/desk/cases/" + ref + "/approve")
	decider.says(decider.say("desk.amount.hint_unstated"))
	decider.answer(answers{{"amount", "80"}, {"reasons", "non_severe_here"}})
	decider.press(decider.say("desk.do.approve.button"))
	if decider.Status() != 422 || decider.Value(control("amount")) != "80" || !decider.Has(option("reasons", "non_severe_here")+":checked") {
		w.t.Fatalf("without a source: %d %s", decider.Status(), decider.Text("main"))
	}
	decider.says(decider.say("desk.source.empty"))
	decider.write("source", "演示文件第2号")
	decider.press(decider.say("desk.do.approve.button"))
	decider.says(decider.say("desk.do.approve.done"))
	w.officer("E203").act(ref, "confirm", nil)
}

// explained: level three in Donghe.
func explained(w town) {
	saren := w.resident("saren")
	wang := demoResident{
		Name: "演示钱五", Phone: "13800003002", IDNumber: idNumber("15020219900817001"),
		Hukou: "150202", Residence: "150202", Address: "工业路演示小区9号", CardValidTo: "2031-03-06",
	}.carded("53")
	me := w.come(wang, "nursing-subsidy")
	me.fill(wang.said().change(
		[2]string{"guardian_name", saren.Name}, [2]string{"guardian_id_number", saren.IDNumber}, [2]string{"guardian_relation", "parent"},
	))
	check := me.below()
	me.at("/services/nursing-subsidy")
	me.says(me.say("service.nursing-subsidy.eligibility.severity.not_met"), me.say("service.nursing-subsidy.start"))
	me.at(check)
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))

	w.opened()
	window := w.officer("D101")
	window.act(ref, "accept", nil)
	window.act(ref, "forward", answers{{"unit", "donghe-civil-affairs"}})
	w.officer("D201").act(ref, "review", nil)
	w.officer("D202").act(ref, "refuse", answers{{"reasons", "level,category_not_here"}, {"note", "以后标准变了，可以再来。"}})
	w.Clock.Move(time.Minute)
	w.officer("D203").act(ref, "confirm", nil)
	me.at(where)
	me.says(me.say("matter.outcome.refused"), me.say("reason.refuse.level"), me.say("reason.refuse.category_not_here"),
		"以后标准变了，可以再来。", me.say("matter.contest.heading"), "12345")
	me.at("/me")
	me.hides(me.say("account.matters.have"))
}
