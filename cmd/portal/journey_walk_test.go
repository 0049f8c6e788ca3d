package main

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"changban/a11y/browser"
	"changban/locales"
	"changban/portal"
	"changban/portal/web"
)

// town is what the journeys of one store share: the demo and the program that
// opens windows onto it.
type town struct {
	*demo
	browser *browser.Browser
	desks   map[string]*walk // officers at their own computers, by staff number
	all     *testing.T       // outlives every journey
	lang    string           // that people read, "" Chinese
	offices string           // the language that officers read, "" Chinese
}

// settle starts a demo on a store and a browser in front of it.
func settle(t *testing.T, store string, change ...func(*config)) town {
	return town{startDemo(t, store, change...), browser.Start(t), map[string]*walk{}, t, "", ""}
}

// in returns the town reporting to a journey of its own.
func (w town) in(t *testing.T) town {
	d := *w.demo
	d.t = t
	w.demo = &d
	return w
}

// walk is one person at one computer. Script is off and there is no mouse: the
// person types, and presses Tab, Space, Enter and arrows.
type walk struct {
	*browser.Page
	town
	t    testing.TB
	each func(step string) // looked at on every question page; may be nil
}

// arrive opens an empty browser for somebody. At the end nothing may have come
// from another host, broken the content policy or been said on the console.
func (w town) arrive() *walk {
	w.t.Helper()
	me := &walk{Page: w.browser.Page(w.t), town: w, t: w.t}
	me.NoScript()
	me.calmAtEnd()
	return me
}

// calmAtEnd fails a journey at its end when the browser saw trouble.
func (w *walk) calmAtEnd() {
	w.t.Cleanup(func() {
		if w.t.Failed() {
			return
		}
		for _, problem := range w.Problems() {
			w.t.Errorf("browser: %s", problem)
		}
	})
}

// at types an address below the language.
func (w *walk) at(path string) {
	w.t.Helper()
	w.Goto(w.town.URL + "/" + w.tongue() + path)
	w.fine()
}

// below is the address of the page below the language.
func (w *walk) below() string { return strings.TrimPrefix(w.Path(), "/"+w.tongue()) }

// fine stops at a page that should not have come.
func (w *walk) fine() {
	w.t.Helper()
	if s := w.Status(); s != 200 {
		w.t.Fatalf("%s answered %d: %s", w.Path(), s, w.Text("main"))
	}
}

// says wants each text on the page.
func (w *walk) says(texts ...string) {
	w.t.Helper()
	page := w.Text("body")
	for _, text := range texts {
		if !strings.Contains(page, text) {
			w.t.Fatalf("%s (%s) does not say %q:\n%s", w.Path(), w.Title(), text, page)
		}
	}
}

// hides wants none of the texts on the page.
func (w *walk) hides(texts ...string) {
	w.t.Helper()
	page := w.Text("body")
	for _, text := range texts {
		if strings.Contains(page, text) {
			w.t.Errorf("%s says %q:\n%s", w.Path(), text, page)
		}
	}
}

// to presses Tab until the focus rests on something in the page's content that
// reads text.
func (w *walk) to(text string) {
	w.t.Helper()
	for range 200 {
		if at := w.Texts("main :focus"); len(at) > 0 && at[len(at)-1] == text {
			return
		}
		w.Press("Tab")
	}
	w.t.Fatalf("200 times Tab and %q was not reached on %s:\n%s", text, w.Path(), w.Text("body"))
}

// press opens the link or presses the button that reads text.
func (w *walk) press(text string) {
	w.t.Helper()
	w.to(text)
	w.Submit()
}

// follow goes to the first link or control that matches, and presses Enter.
func (w *walk) follow(selector string) {
	w.t.Helper()
	w.TabTo(selector)
	w.Submit()
}

func control(name string) string { return `main [name="` + name + `"]:not([type=hidden])` }

func option(name, value string) string { return control(name) + `[value="` + value + `"]` }

// put answers one control by what it is.
func (w *walk) put(name, value string) {
	w.t.Helper()
	switch w.Attr(control(name), "type") {
	case "radio":
		w.choose(name, value)
	case "checkbox":
		w.tick(name, strings.Split(value, ",")...)
	default:
		w.write(name, value)
	}
}

// write goes to a field and types over what it holds.
func (w *walk) write(name, text string) {
	w.t.Helper()
	w.TabTo(control(name))
	if w.Value(control(name)) == text {
		return
	}
	w.Press("End")
	for range len([]rune(w.Value(control(name)))) {
		w.Press("Backspace")
	}
	w.Type(text)
}

// choose goes to a group of radios and to one row of it by the arrow keys.
func (w *walk) choose(name, value string) {
	w.t.Helper()
	here := option(name, value)
	if w.Has(control(name) + ":checked") {
		w.TabTo(control(name) + ":checked")
	} else {
		w.TabTo(control(name))
		w.Press("Space")
	}
	for range w.Count(control(name)) {
		if w.Has(here + ":focus") {
			break
		}
		w.Press("ArrowDown")
	}
	if !w.Has(here + ":checked") {
		w.t.Fatalf("%s=%s could not be chosen on %s:\n%s", name, value, w.Path(), w.Text("main"))
	}
}

// tick sees to it that rows of a group of boxes are ticked.
func (w *walk) tick(name string, values ...string) {
	w.t.Helper()
	for _, value := range values {
		if box := option(name, value); !w.Has(box + ":checked") {
			w.TabTo(box)
			w.Press("Space")
		}
	}
}

// answers are what somebody would say, by name of control, in page order.
type answers [][2]string

// step is the last part of the address: the question that is open.
func (w *walk) step() string {
	p, _, _ := strings.Cut(w.Path(), "?")
	return path.Base(p)
}

// answer puts in what the open question asks for.
func (w *walk) answer(a answers) {
	w.t.Helper()
	if w.each != nil {
		w.each(w.step())
	}
	for _, one := range a {
		if w.Has(control(one[0])) {
			w.put(one[0], one[1])
		}
	}
}

// carryOn presses the button of a question page.
func (w *walk) carryOn() {
	w.t.Helper()
	was := w.step()
	w.follow("main form .actions button")
	if w.Status() != 200 || w.step() == was {
		w.t.Fatalf("%s did not go on: %s", w.Path(), w.Text("main"))
	}
}

// fill answers question after question until the answers can be checked, and
// returns the questions that were asked.
func (w *walk) fill(a answers) []string {
	w.t.Helper()
	return w.fillTo("check", a)
}

// fillTo is fill up to a question.
func (w *walk) fillTo(stop string, a answers) []string {
	w.t.Helper()
	var asked []string
	for range 40 {
		if w.step() == stop {
			return asked
		}
		asked = append(asked, w.step())
		w.answer(a)
		w.carryOn()
	}
	w.t.Fatalf("no way to %s: %v", stop, asked)
	return nil
}

// signIn proves a phone with the code that came to it, on the page that asks for
// it if that is open.
func (w *walk) signIn(phone string) {
	w.t.Helper()
	if !w.Has(control("phone")) || !w.Has(`form[action$="/sign-in"]`) {
		w.at("/sign-in")
	}
	w.Clock.Move(time.Second) // two messages of one instant have no order
	w.write("phone", phone)
	w.press(w.say("account.sign_in.button"))
	w.write("code", w.code(phone))
	w.press(w.say("account.code.button"))
	w.fine()
}

// say returns words as the pages have them.
func (w town) say(id string) string { return w.local().T(id) }

// filled returns words with values, given as name and value in turn; a number
// called Count chooses the form.
func (w town) filled(id string, pairs ...any) string {
	data := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i].(string)] = pairs[i+1]
	}
	if n, counts := data["Count"].(int); counts {
		return w.local().Plural(id, n, data)
	}
	return w.local().Tp(id, data)
}

func (w town) local() *locales.Localizer { return w.words.Localizer(w.tongue()) }

// tongue is the language people read.
func (w town) tongue() string { return cmp.Or(w.lang, locales.Source) }

// atDesk is the town as officers read it.
func (w town) atDesk() town {
	w.lang = w.offices
	return w
}

// called is what a unit or place is called, which no message of another language
// need say yet.
func (w town) called(prefix, id, source string) string {
	if own := prefix + "." + id; w.local().Has(own) {
		return w.say(own)
	}
	return source
}

// around are the words before and after a value whose text the test does not know.
func (w town) around(id, slot string) []string {
	before, after := w.local().Around(id, slot, nil)
	return slices.DeleteFunc([]string{strings.TrimSpace(before), strings.TrimSpace(after)}, func(s string) bool { return s == "" })
}

func (w town) unit(id string) string { return w.called("unit", id, w.units.Name(id)) }

// begin goes from the front page over the guide to the first question, for
// oneself or for a person by id.
func (w *walk) begin(service, person string) {
	w.t.Helper()
	w.at("/services/" + service)
	w.press(w.say("service." + service + ".start"))
	if person == "" {
		person = w.Attr(control(web.FieldFor), "value")
	}
	w.choose(web.FieldFor, person)
	w.press(w.say("account.for_whom.button"))
	w.fine()
}

// come signs somebody in and begins a service for oneself.
func (w town) come(r demoResident, service string) *walk {
	w.t.Helper()
	me := w.arrive()
	me.signIn(r.Phone)
	me.begin(service, "")
	return me
}

// change puts the answers of the same controls in place.
func (a answers) change(more ...[2]string) answers {
	changed := slices.Clone(a)
	for _, one := range more {
		i := slices.IndexFunc(changed, func(old [2]string) bool { return old[0] == one[0] })
		if i < 0 {
			changed = append(changed, one)
			continue
		}
		changed[i] = one
	}
	return changed
}

// send ticks the declaration and sends; it returns the case's address below the
// language and its reference.
func (w *walk) send(button string) (where, ref string) {
	w.t.Helper()
	w.tick("truth_statement", "true")
	w.press(button)
	w.fine()
	where, _, _ = strings.Cut(w.below(), "?")
	if !strings.Contains(where, "/cases/") {
		w.t.Fatalf("sending led to %s: %s", where, w.Text("main"))
	}
	return where, path.Base(where)
}

// officer returns an officer at the desk, signed in. Officers stay at their
// computers from journey to journey and sign in again when their time is over.
func (w town) officer(number string) *walk {
	w.t.Helper()
	o := w.desks[number]
	if o == nil {
		o = &walk{Page: w.browser.Page(w.all)}
		o.NoScript()
		w.desks[number] = o
	}
	o.town, o.t = w.atDesk(), w.t
	o.For(w.t)
	o.calmAtEnd()
	o.at("/desk")
	if o.step() != "sign-in" {
		return o
	}
	o.write("number", number)
	o.write("code", w.officerCode(number))
	o.press(o.say("desk.sign_in.button"))
	o.fine()
	return o
}

// queue reports whether a case stands in the officer's queue or is found.
func (w *walk) queue(ref string) bool {
	w.t.Helper()
	w.at("/desk")
	if w.Has(`main a[href$="` + ref + `"]`) {
		return true
	}
	w.at("/desk/search")
	w.write("q", ref)
	w.press(w.say("common.button.search"))
	return w.Has(`main a[href$="` + ref + `"]`)
}

// tab opens a second tab of the same browser.
func (w *walk) tab() *walk {
	w.t.Helper()
	beside := &walk{Page: w.Tab(), town: w.town, t: w.t, each: w.each}
	beside.calmAtEnd()
	return beside
}

// can reports whether the panel offers an act on a case.
func (w *walk) can(ref, act string) bool {
	w.t.Helper()
	w.at("/desk/cases/" + ref)
	return w.Has(option("act", act))
}

// act carries out an act from the panel of a case; what the act's page asks is
// answered from a.
func (w *walk) act(ref, act string, a answers) {
	w.t.Helper()
	w.at("/desk/cases/" + ref)
	w.choose("act", act)
	w.press(w.say("desk.panel.button"))
	w.fine()
	if act == "ask" {
		w.answer(a[:1])
		w.press(w.say("desk.panel.button"))
		a = a[1:]
	}
	w.answer(a)
	w.press(w.say("desk.do." + act + ".button"))
	w.fine()
	w.says(w.say("desk.do." + act + ".done"))
}

// idNumber completes seventeen digits with the check digit of GB 11643.
func idNumber(first17 string) string {
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(first17[i]-'0') * weight
	}
	return first17 + string("10X98765432"[sum%11])
}

// invented is a person the demo does not have, whom the register knows by a card
// of a category and level.
func (w town) invented(r demoResident, kind string) demoResident {
	w.t.Helper()
	r = r.carded(kind)
	if err := w.seedResident(context.Background(), r); err != nil {
		w.t.Fatal(err)
	}
	return r
}

// said is what a person of the demo answers for oneself.
func (r demoResident) said() answers {
	year, month, day := split(r.CardValidTo)
	a := answers{
		{"own_name", ""}, {"name", r.Name}, {"id_number", r.IDNumber}, {"own_id_number", ""}, {"phone", r.Phone},
		{"contact_channel", "sms"}, {"contact_language", "zh"},
	}
	a = append(a, placed("hukou_jurisdiction", r.Hukou)...)
	a = append(a, placed("residence_jurisdiction", r.Residence)...)
	return append(a, answers{
		{"residence_address.street", r.Address}, {"card_no", r.CardNumber},
		{"card_valid_to.year", year}, {"card_valid_to.month", strings.TrimPrefix(month, "0")}, {"card_valid_to.day", strings.TrimPrefix(day, "0")},
		{"bank_name", "示例银行"}, {"bank_account", "6200 0000 0000 0004 " + strconv.Itoa(729)}, {"account_holder", r.Name},
		{"care_needs", "eat,move"}, {"carer_name", ""},
		{"paper.guardian_proof.way", "office"}, {"paper.mandate.way", "office"}, {"paper.committee_note.way", "office"},
	}...)
}

func placed(name string, place portal.Place) answers {
	if place == "150202" || place == "152501" {
		return answers{{name, string(place)}}
	}
	return answers{{name, "other"}, {name + ".name", outsideNames()[place]}}
}

func outsideNames() map[portal.Place]string {
	return map[portal.Place]string{"130102": "石家庄市长安区", "110105": "北京市朝阳区"}
}
