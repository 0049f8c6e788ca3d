package main

import (
	"context"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
)

// Who works on tickets of Erenhot in the demo.
const (
	lineOperator   = "E504"
	housingHandler = "E424"
	civilHandler   = "E211"
	lineReviewer   = "E304"
	lineSupervisor = "E900"
)

// concern is what somebody writes to the hotline from the web, by control.
func concern(kind hotline.Type, topic hotline.Topic, words string, more ...[2]string) answers {
	return answers{
		{"type", string(kind)}, {"topic", string(topic)}, {"who", "known"}, {"content", words}, {"place", string(erenhotPlace)},
		{"where", "演示胜利社区门口"}, {"urgent", "no"}, {"area", "other"}, {"ways", "sms,web"},
	}.change(more...)
}

// writes goes from the hotline's page over the questions to the check.
func (w *walk) writes(said answers) {
	w.t.Helper()
	w.at("/hotline")
	w.press(w.say("hotline.page.write"))
	w.fine()
	w.fill(said)
}

// hands in what was written, as a concern of its own, and returns the ticket's
// address and reference.
func (w *walk) hands() (where, ref string) {
	w.t.Helper()
	if w.Has(control("join")) {
		w.choose("join", "no")
	}
	w.press(w.say("hotline.page.check.send"))
	w.fine()
	w.says(w.say("hotline.page.receipt.heading"))
	where, _, _ = strings.Cut(w.below(), "?")
	return where, w.step()
}

// opens a ticket again with what was noted.
func (w *walk) opens(ref, code string) {
	w.t.Helper()
	w.at("/hotline/open")
	w.write("reference", ref)
	w.write("code", code)
	w.press(w.say("hotline.page.open.button"))
	w.fine()
}

// rates the reply that waits for a word.
func (w *walk) rates(where string, score, reasons, note string) {
	w.t.Helper()
	w.at(where)
	w.says(w.say("hotline.page.turn.heading"))
	w.press(w.say("hotline.page.turn.button"))
	w.choose("score", score)
	if reasons != "" {
		w.tick("reasons", reasons)
		w.write("note", note)
	}
	w.press(w.say("hotline.page.rate.button"))
	w.fine()
	w.says(w.say("hotline.page.done.rated"))
}

// does carries an act on a ticket out from its panel; the page to which the last
// act led is the ticket's.
func (w *walk) does(ref string, act hotline.Action, a answers) {
	w.t.Helper()
	if page := "/desk/tickets/" + ref; !strings.HasPrefix(w.below(), page+"?done=") {
		w.at(page)
	}
	w.choose("act", string(act))
	w.press(w.say("desk.panel.button"))
	w.fine()
	w.answer(a)
	title := w.say("desk.ticket.do." + string(act) + ".title")
	w.press(title)
	w.fine()
	w.says(w.filled("desk.ticket.done", "Act", title))
}

// answered is a ticket of housing from the operator to the person who is asked how
// it was. The reply is written in the person's language.
func (w town) answered(ref, words string) {
	w.t.Helper()
	w.officer(lineOperator).does(ref, hotline.Dispatch, answers{{"unit", "erenhot-housing"}})
	w.stands(ref, matter.Dispatched)
	w.worked(housingHandler, ref, words)
}

// worked is from the signature to the question how it was.
func (w town) worked(handler, ref, words string) {
	w.t.Helper()
	h := w.officer(handler)
	h.does(ref, hotline.Sign, nil)
	h.does(ref, hotline.Start, nil)
	h.does(ref, hotline.Respond, answers{{"code", "repaired"}, {"language", w.tongue()}, {"text", words}})
	w.stands(ref, matter.Replied)
	r := w.officer(lineReviewer)
	r.does(ref, hotline.Review, nil)
	r.does(ref, hotline.CallBack, nil)
	w.stands(ref, matter.Callback)
}

// ticket is a ticket as the store has it.
func (w town) ticket(ref string) hotline.Ticket {
	w.t.Helper()
	t, err := w.store.Ticket(context.Background(), matter.Reference(ref))
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w town) stands(ref string, state matter.State) {
	w.t.Helper()
	if t := w.ticket(ref); t.State != state {
		w.t.Fatalf("%s is %s, not %s", ref, t.State, state)
	}
}

// waits moves the clock and lets time do with tickets and messages what it does.
func (w town) waits(d time.Duration) {
	w.t.Helper()
	w.Clock.Move(d)
	if _, err := w.rounds.Run(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	work := &delivery.Worker{
		Name: portal.NewID(), Store: w.store, Wishes: w.store, Channels: w.channels, Clock: w.Clock, Log: w.log,
	}
	for {
		n, err := work.Once(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// texted wants a message about a ticket on its way to a phone, in the person's
// language, as the demo's page shows it; of the matter it says nothing.
func (w town) texted(phone, ref, template string, never ...string) {
	w.t.Helper()
	messages, err := w.store.Latest(context.Background(), 50)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range messages {
		wish, _ := delivery.Carried(m.Data)
		if m.Case != ref || m.Road != delivery.SMS || m.Template != template || wish.Phone != phone {
			continue
		}
		text, err := w.writer().Write(context.Background(), m)
		if err != nil || text.Language != w.tongue() {
			w.t.Fatalf("%s in %s: %v", template, text.Language, err)
		}
		for _, word := range never {
			if strings.Contains(text.Body, word) {
				w.t.Errorf("a message says %q: %s", word, text.Body)
			}
		}
		return
	}
	w.t.Errorf("%s of %s did not go to %s", template, ref, phone)
}

// noticed wants a notice of a ticket among one's own, with the day promised now.
func (w *walk) noticed(ref, template string) {
	w.t.Helper()
	w.at("/me")
	w.says(w.filled(template, "Ref", w.local().Reference(ref), "Day", w.by(w.ticket(ref).Clocks.ReplyBy)))
}

// asked wants an address to ask for a code instead of showing anything.
func (w *walk) asked(where string, never ...string) {
	w.t.Helper()
	w.Goto(w.town.URL + "/" + w.tongue() + where)
	if w.Status() != 404 {
		w.t.Errorf("%s without its code: %d", where, w.Status())
	}
	w.says(w.say("hotline.page.open.title"))
	w.hides(never...)
}

// by is a day as a page of today says it.
func (w town) by(d portal.Day) string { return w.local().Date(string(d), string(w.today())) }

// workdays is the day after so many working days.
func (w town) workdays(n int) portal.Day {
	w.t.Helper()
	day, err := w.calendar.Add(w.today(), n)
	if err != nil {
		w.t.Fatal(err)
	}
	return day
}
