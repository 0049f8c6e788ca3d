package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
)

// What is found nowhere else, so that it can be looked for.
const (
	canaryName  = "演示金丝雀"
	canaryPhone = "13871270606"
	canaryPhoto = "canary-of-the-camera-7127"
)

// shielded: who handles a report reads what it says and nowhere who says it; the
// reply comes back all the same.
func shielded(w town) {
	const words = "演示补助被人冒领了，请查一查。"
	me := w.arrive()
	said := concern(hotline.Report, "subsidy", words, [2]string{"name", canaryName}, [2]string{"phone", canaryPhone}, [2]string{"area", w.places.Areas(erenhotPlace)[0].Code})
	me.at("/hotline/new")
	me.fillTo("words", said)
	me.SetFiles(control("files"), signedPhoto(w.t)) // the file dialog is the browser's own
	me.fill(said)
	me.says(me.say("hotline.page.told.shielded"))
	where, ref := me.hands()
	operator := w.officer(lineOperator)
	operator.does(ref, hotline.Dispatch, answers{{"unit", "erenhot-civil-affairs"}})
	operator.says(canaryName)
	w.waits(time.Minute)

	for _, number := range []string{civilHandler, lineReviewer, lineSupervisor} {
		w.officer(number).blind(ref, words)
	}
	h := w.officer(civilHandler)
	for _, act := range []hotline.Action{hotline.Sign, hotline.Start} {
		h.does(ref, act, nil)
		h.unaware("/desk/tickets/" + ref)
	}
	h.unaware("/desk/tickets/" + ref + "/" + string(hotline.Respond))
	reply := w.say("reason.ticket_reply.visited")
	h.does(ref, hotline.Respond, answers{{"code", "corrected"}, {"language", w.tongue()}, {"text", reply}})
	reviewer := w.officer(lineReviewer)
	reviewer.does(ref, hotline.Review, nil)
	reviewer.does(ref, hotline.CallBack, nil)
	reviewer.unaware("/desk/calls")

	w.waits(time.Minute)
	w.texted(canaryPhone, ref, "notice.ticket.call_back", canaryName, "冒领")
	me.at(where)
	me.says(words, reply, me.say("reason.ticket_reply.corrected"))
	me.rates(where, "2", "unclear", "演示：没有写结果。")
	w.waits(time.Minute)
	w.stands(ref, matter.Reopened)
	w.officer(lineSupervisor).unaware("/desk/tickets/" + ref)
}

// blind looks at everything an officer has of a shielded ticket, and tries its
// phone out.
func (w *walk) blind(ref, words string) {
	w.t.Helper()
	for _, at := range []string{"/desk/tickets", "/desk/tickets/" + ref} {
		w.unaware(at)
	}
	w.says(words, w.say("desk.ticket.caller.hidden"), "1.jpg")
	w.at("/desk/tickets")
	w.write("q", canaryPhone[7:])
	w.press(w.say("common.button.search"))
	if w.Has(`main a[href$="` + ref + `"]`) {
		w.t.Errorf("who tries out the digits of a phone finds who reported")
	}
}

// unaware wants neither name nor phone in the bytes of a page.
func (w *walk) unaware(at string) {
	w.t.Helper()
	w.at(at)
	w.without(canaryName, canaryName[len("演示"):], canaryPhone, w.local().Phone(canaryPhone), canaryPhone[7:])
}

// without wants none of the texts in the bytes of the page.
func (w *walk) without(never ...string) {
	w.t.Helper()
	page := string(w.Source())
	for _, text := range never {
		if strings.Contains(page, text) {
			w.t.Errorf("%s holds %q", w.Path(), text)
		}
	}
}

// barrierInPublic: a barrier with a photo, answered for everybody to read; who wrote, what
// was written and what the camera knew are not on the page.
func barrierInPublic(w town) {
	const words = "演示图书馆门口三级台阶，轮椅上不去，我是金丝雀。"
	me := w.arrive()
	me.at("/hotline/answers")
	me.press(me.say("hotline.page.answers.write"))
	said := concern(hotline.Complaint, hotline.TopicAccess, words, [2]string{"name", canaryName}, [2]string{"phone", canaryPhone},
		[2]string{"area", w.places.Areas(erenhotPlace)[0].Code}, [2]string{"where", "演示图书馆金丝雀门"}, [2]string{"public", "yes"})
	me.fillTo("words", said)
	me.SetFiles(control("files"), signedPhoto(w.t)) // the file dialog is the browser's own
	me.fill(said)
	where, ref := me.hands()
	if !me.Has(`main a[href*="/files/"]`) {
		w.t.Error("the photo is not with the ticket")
	}
	w.cleaned(ref)

	w.Clock.Move(2 * 24 * time.Hour)
	reply := w.say("reason.ticket_reply.repaired")
	w.officer(lineOperator).does(ref, hotline.Dispatch, answers{{"unit", "erenhot-housing"}})
	h := w.officer(housingHandler)
	h.at("/desk/tickets/" + ref)
	h.follow(`main a[href*="/files/"]`)
	h.fine()
	h.does(ref, hotline.Sign, nil)
	h.does(ref, hotline.Start, nil)
	h.does(ref, hotline.Respond, answers{{"code", "repaired"}, {"language", w.tongue()}, {"text", reply}})

	short := func(d portal.Day) string { return w.local().DateShort(string(d), string(w.today())) }
	stranger := w.arrive()
	stranger.at("/hotline/answers")
	stranger.hides(reply) // nobody has looked at it yet
	w.officer(lineReviewer).does(ref, hotline.Review, nil)
	stranger.at("/hotline/answers")
	stranger.says(reply, stranger.filled("hotline.page.answers.days", "Sent", short(w.today().Add(-2)), "Replied", short(w.today())))
	stranger.without("金丝雀", canaryPhone, canaryPhone[7:], w.local().Phone(canaryPhone), canaryPhoto, "图书馆", ref, "/files/")
	stranger.asked(where, "图书馆")
}

// cleaned wants nothing that the camera knew in the photo as it is kept.
func (w town) cleaned(ref string) {
	w.t.Helper()
	t := w.ticket(ref)
	_, kept, err := w.store.File(context.Background(), t.Person, t.Body.Files[0].ID)
	if err != nil {
		w.t.Fatal(err)
	}
	if bytes.Contains(kept, []byte(canaryPhoto)) || len(kept) < 1000 {
		w.t.Errorf("the photo of %d bytes says what the camera knew", len(kept))
	}
}

// signedPhoto is a photo in which the camera wrote who took it and where.
func signedPhoto(t testing.TB) string {
	t.Helper()
	plain, err := os.ReadFile(photo(t))
	if err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08"), canaryPhoto...)
	made := []byte{0xff, 0xd8, 0xff, 0xe1}
	made = binary.BigEndian.AppendUint16(made, uint16(2+len(exif)))
	made = append(append(made, exif...), plain[2:]...)
	name := filepath.Join(t.TempDir(), "金丝雀.jpg")
	if err := os.WriteFile(name, made, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
