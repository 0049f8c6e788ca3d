package main

import (
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/portal/session"
)

// photo is what a telephone would make of a page of the household book.
func photo(t testing.TB) string {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 900, 600))
	for y := range 600 {
		for x := range 900 {
			picture.SetGray(x, y, color.Gray{Y: uint8(120 + x%60 + y%40)})
		}
	}
	name := filepath.Join(t.TempDir(), "户口簿.jpg")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := jpeg.Encode(file, picture, nil); err != nil {
		t.Fatal(err)
	}
	return name
}

// supplement: a paper is missing, the clock stands, a photo comes, the clock goes
// on and the desk opens the file.
func supplement(w town) {
	tuya := w.invented(demoResident{
		Name: "演示图雅", Phone: "13800003003", IDNumber: idNumber("15250119660606002"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区11号", CardValidTo: "2031-03-06",
	}, "41")
	me := w.come(tuya, "nursing-subsidy")
	me.fill(tuya.said())
	where, ref := me.send(me.say("service.nursing-subsidy.submit"))
	promised := me.Text("main p.lead")
	w.opened()
	w.officer("E101").act(ref, "ask", answers{{"papers", "hukou"}, {"reason.hukou", "dark"}, {"note", "首页和本人那一页都要。"}})

	me.at("/me")
	me.says(me.say("account.matters.turn"), me.say("account.state.supplement_requested"))
	me.follow(`main .actions a[href*="` + ref + `"]`)
	me.says(me.filled("matter.turn.heading", "Count", 1), me.say("reason.ask.dark"), "首页和本人那一页都要。", me.say("matter.promise.stopped"))
	w.Clock.Move(6 * 24 * time.Hour)
	me.Reload()
	me.press(me.say("matter.turn.button"))
	me.SetFiles(control("paper.hukou"), photo(w.t)) // the file dialog is the browser's own
	me.press(me.say("matter.turn.send"))
	me.fine()
	me.says(me.say("matter.done.supplied"), me.say("matter.event.supplement"), me.filled("paper.said.files", "Count", 1))
	if now := me.Text("main p.lead"); now == promised {
		w.t.Errorf("the days of waiting counted: %s", now)
	}

	window := w.officer("E101")
	window.at("/desk/cases/" + ref)
	window.says(window.filled("desk.way.files", "Count", 1), window.say("desk.event.supplement"))
	link := window.Attr(`main a[href*="/files/"]`, "href")
	window.follow(`main a[href*="/files/"]`)
	window.fine()
	if !strings.HasSuffix(window.Path(), link) || !window.Has("img") {
		w.t.Errorf("the file at %s does not open as a picture", link)
	}
	window.act(ref, "accept", nil)
	me.at(where + "/official/supplement")
	me.says(me.say("official.supplement.title"), me.say("question.paper.hukou.name"), me.say("reason.ask.dark"))
}

// interrupted: the session ends while a question is open. What was typed survives
// signing in, and the draft goes on at the same question.
func interrupted(w town) {
	delger := w.invented(demoResident{
		Name: "演示德力格尔", Phone: "13800003004", IDNumber: idNumber("15250119730303003"),
		Hukou: "152501", Residence: "152501", Address: "锡林街演示小区12号", CardValidTo: "2031-03-06",
	}, "42")
	me := w.come(delger, "nursing-subsidy")
	me.fillTo("address", delger.said())
	question := me.Title()
	w.signedOut(delger.Phone)
	me.write("residence_address.street", "临时演示路 3 号")
	me.follow("main form .actions button")
	if me.Status() != 401 {
		w.t.Fatalf("a post after the session's end: %d %s", me.Status(), me.Text("main"))
	}
	me.says(me.say("account.sign_in.kept"))
	me.signIn(delger.Phone)
	me.says(me.say("account.waiting.text"))
	me.press(me.say("account.waiting.button"))
	if me.step() != "card" {
		w.t.Fatalf("after signing in again: %s", me.Path())
	}

	me.fillTo("bank", delger.said())
	me.answer(answers{{"bank_name", "示例银行"}})
	w.Clock.Move(31 * 24 * time.Hour)
	me.answer(answers{{"bank_account", "6200 0000 0000 0004 729"}})
	me.follow("main form .actions button")
	me.signIn(delger.Phone)
	me.press(me.say("account.waiting.button"))
	if me.step() != "holder" {
		w.t.Fatalf("after a month: %s: %s", me.Path(), me.Text("main"))
	}

	elsewhere := w.arrive()
	elsewhere.signIn(delger.Phone)
	elsewhere.at("/")
	elsewhere.says(elsewhere.filled("home.front.unfinished.title", "Count", 1))
	elsewhere.at("/me")
	elsewhere.follow(`main a[href*="/drafts/"]`)
	if elsewhere.step() != "holder" || elsewhere.Title() == question {
		w.t.Errorf("the draft goes on at %s", elsewhere.Path())
	}
	elsewhere.fill(delger.said())
	elsewhere.says("临时演示路 3 号", "6200 0000 0000 0004 729")
	elsewhere.send(elsewhere.say("service.nursing-subsidy.submit"))
}

// signedOut ends every session of a phone in the store, as an office or another
// device can.
func (w town) signedOut(phone string) {
	w.t.Helper()
	ctx := context.Background()
	identity, _, err := w.store.Arrive(ctx, phone, w.Clock.Now())
	if err == nil {
		err = w.sessions.EndAll(ctx, session.Resident, identity.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}
