package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rsc.io/qr/coding"

	"changban/portal"
	"changban/portal/desk"
)

// firstCard: from the application over assessment and public notice to a printed
// card that somebody without a network verifies, and that says at once when it was
// cancelled.
func firstCard(w town) {
	nabuqi := demoResident{
		Name: "演示娜布其", Phone: "13800005001", IDNumber: idNumber("15250119780516004"), Hukou: "152501", Residence: "152501", Address: "锡林街演示小区31号",
	}
	me := w.come(nabuqi, "card-new")
	w.t.Logf("asked: %v", me.fill(nabuqi.known(
		[2]string{"applied_category", "physical"}, [2]string{"cause", "accident"}, [2]string{"medical_summary", "左腿走不稳，演示用。"},
		[2]string{"assessment_institution", "erenhot-assessment-1"}, [2]string{"home_assessment", "no"},
	)))
	where, ref := me.handIn(me.say("service.card-new.submit"))
	w.opened()
	w.received(erenhot(), ref, erenhot().federation)
	w.assessed(me, where, ref)
	w.inPublic(me, where, nabuqi, ref)
	w.byTwo(erenhot(), ref, answers{{"reasons", "standard_met"}})

	me.at(where)
	me.says(me.say("matter.outcome.approved"))
	me.follow(`main a[href*="/certificates/"]`)
	me.fine()
	card := me.below()
	number := me.local().CardNumber(nabuqi.IDNumber + "42")
	me.says(number, me.say("benefit.level.2"), me.say("benefit.category.physical"), w.day(w.today()))

	me.choose("kind", "printed")
	me.press(me.say("benefit.code.button"))
	me.fine()
	text := me.printed(number)
	w.offline(text)
	stranger := w.checks(text, nabuqi)

	me.begin("card-cancel", "")
	me.fill(nabuqi.known([2]string{"cancel_reason", "voluntary"}))
	me.tick("aware_benefits_stop", "true")
	_, ref = me.handIn(me.say("service.card-cancel.submit"))
	w.opened()
	w.granted(erenhot(), ref, answers{{"reasons", "asked_person"}})
	stranger.Reload()
	stranger.says(stranger.say("benefit.check.heading.cancelled"))
	me.at(card)
	me.says(me.say("benefit.card.cancelled.title"))
	if me.Has(control("kind")) {
		w.t.Error("a cancelled card makes codes")
	}
}

// assessed sends a case to an institution with an appointment, which the person
// reads; the clock stands until the institution's own entry.
func (w town) assessed(me *walk, where, ref string) {
	w.t.Helper()
	visit := w.today().Add(2)
	due := w.kase(ref).Due
	w.officer("E301").act(ref, "assess", append(answers{
		{"institution", "erenhot-assessment-1"}, {"time", "９：３０"}, {"place", "二楼演示诊室"},
	}, on("day", visit)...))
	me.at(where)
	me.says(me.say("matter.assess.go"), me.local().Date(string(visit), string(w.today())), "09:30", "二楼演示诊室", me.unit("erenhot-assessment-1"))
	w.Clock.Move(3 * 24 * time.Hour)
	assessor := w.officer("E601")
	if !assessor.queue(ref) {
		w.t.Error("the institution does not find its case")
	}
	assessor.act(ref, "conclude", append(answers{{"categories", "physical"}, {"level", "2"}}, on("day", visit)...))
	if now := w.kase(ref).Due; now <= due {
		w.t.Errorf("the clock did not stand: due %s, then %s", due, now)
	}
	me.at(where)
	me.says(me.say("benefit.level.2"))
}

// inPublic hangs a printed sheet up for five working days: a masked name and what
// was found, nothing else of the person.
func (w town) inPublic(me *walk, where string, r demoResident, ref string) {
	w.t.Helper()
	reviewer := w.officer("E301")
	reviewer.act(ref, "publish", answers{{"where", "演示社区公告栏"}})
	reviewer.at("/desk/cases/" + ref)
	reviewer.follow(`main a[href$="/notice"]`)
	reviewer.fine()
	sheet := reviewer.Text("article.paper")
	for _, foreign := range []string{r.Name, r.IDNumber, r.IDNumber[6:14], r.Phone, r.Address, "左腿", ref} {
		if strings.Contains(sheet, foreign) {
			w.t.Errorf("the public notice says %q:\n%s", foreign, sheet)
		}
	}
	if !strings.Contains(sheet, desk.Masked(r.Name)) || !strings.Contains(sheet, reviewer.say("service.card-new.name")) {
		w.t.Errorf("the public notice:\n%s", sheet)
	}
	me.at(where)
	me.says(me.say("matter.public.heading"), "演示社区公告栏")
	last, err := w.calendar.Add(w.today(), 5)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Move(time.Duration(w.today().Until(last)) * 24 * time.Hour)
	if w.officer("E301").can(ref, "end_notice") {
		w.t.Error("a notice ends on its last day")
	}
	if w.officer("E302").can(ref, "approve") {
		w.t.Error("approved while the notice hangs")
	}
	w.Clock.Move(24 * time.Hour)
	w.officer("E301").act(ref, "end_notice", nil)
}

// printed looks at the sheet as it is printed and returns the text in its picture.
func (w *walk) printed(number string) string {
	w.t.Helper()
	w.says(number, w.say("benefit.check.heading.active"))
	w.Media("print")
	for _, f := range w.SmallType(24) { // 18 points
		w.t.Errorf("in print: %v", f)
	}
	w.Media("")
	if w.Count(`main svg[role="img"]`) != 1 || w.Name(`main svg[role="img"]`) != w.say("benefit.print.picture") {
		w.t.Fatalf("no picture on %s: %s", w.Path(), w.Text("main"))
	}
	text := readPicture(w.t, w.Attr("main svg", "viewBox"), w.Attr("main svg path", "d"))
	address, statement, _ := strings.Cut(text, "#")
	if !strings.HasPrefix(address, w.town.URL+"/v/") || len(statement) < 100 {
		w.t.Fatalf("the picture says %q", text)
	}
	w.says(address)
	return text
}

// readPicture reads a QR code out of the squares a page draws: it finds the mask
// by the format bits, takes the mask off and reads the bytes.
func readPicture(t testing.TB, box, path string) string {
	t.Helper()
	black := blackOf(t, box, path)
	version := coding.Version((len(black) - 17) / 4)
	for mask := range coding.Mask(8) {
		plan, err := coding.NewPlan(version, coding.M, mask)
		if err != nil || len(plan.Pixel) != len(black) {
			t.Fatalf("no code of %d squares: %v", len(black), err)
		}
		if bits, ok := bitsOf(plan, black); ok {
			return readBytes(t, version, bits)
		}
	}
	t.Fatal("the picture is no QR code")
	return ""
}

// blackOf draws the outline of a picture into squares, without the white border.
func blackOf(t testing.TB, box, path string) [][]bool {
	t.Helper()
	const quiet = 4
	side := strings.Fields(box)
	n := atoi(t, side[len(side)-1]) - 2*quiet
	black := make([][]bool, n)
	for i := range black {
		black[i] = make([]bool, n)
	}
	for _, row := range strings.Split(path, "M")[1:] {
		at, runs, _ := strings.Cut(row, "h")
		x, y, _ := strings.Cut(at, " ")
		y, middle := strings.CutSuffix(y, ".5") // strokes of one square's height run through its middle
		if !middle {
			t.Fatalf("a stroke at %q", at)
		}
		pen := atoi(t, x) - quiet
		for _, run := range strings.Split(runs, "m") { // 7, then 2 0h1: two white, one black
			skip, width, more := strings.Cut(run, " 0h")
			if !more {
				skip, width = "0", run
			}
			pen += atoi(t, skip)
			for range atoi(t, width) {
				black[atoi(t, y)-quiet][pen] = true
				pen++
			}
		}
	}
	return black
}

func atoi(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// bitsOf takes a plan's mask off; ok is false when the fixed squares are others.
func bitsOf(plan *coding.Plan, black [][]bool) (bits []byte, ok bool) {
	bits = make([]byte, plan.DataBytes+plan.CheckBytes)
	for y, row := range plan.Pixel {
		for x, p := range row {
			differs := black[y][x] != (p&coding.Black != 0)
			switch p.Role() {
			case coding.Data, coding.Check:
				if differs {
					bits[p.Offset()/8] |= 1 << (7 - p.Offset()%8)
				}
			case coding.Extra:
			default:
				if differs {
					return nil, false
				}
			}
		}
	}
	return bits, true
}

// readBytes reads a text in byte mode.
func readBytes(t testing.TB, version coding.Version, bits []byte) string {
	t.Helper()
	at := 0
	take := func(n int) (v int) {
		for range n {
			v = v<<1 | int(bits[at/8]>>(7-at%8)&1)
			at++
		}
		return v
	}
	if mode := take(4); mode != 4 {
		t.Fatalf("mode %d", mode)
	}
	n := 8
	if version > 9 {
		n = 16
	}
	text := make([]byte, take(n))
	for i := range text {
		text[i] = byte(take(8))
	}
	return string(text)
}

// offline verifies the text of a printed picture with the published keys alone: in
// an empty folder, with no store and no address; one changed letter is found.
func (w town) offline(text string) {
	w.t.Helper()
	answer, err := http.Get(w.URL + "/.well-known/portal-keys")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	keys, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		w.t.Fatalf("keys: %d %v", answer.StatusCode, err)
	}
	file := filepath.Join(w.t.TempDir(), "portal-keys")
	if err := os.WriteFile(file, keys, 0o600); err != nil {
		w.t.Fatal(err)
	}
	verify := func(text string) (string, error) {
		var out strings.Builder
		r := run{args: []string{"verify", "--keys", file, text}, env: func(string) string { return "" }, out: &out, errs: io.Discard}
		err := r.do(context.Background())
		return out.String(), err
	}
	said, err := verify(text)
	if err != nil || !strings.Contains(said, "state: active") || !strings.Contains(said, "level: 2") || !strings.Contains(said, "category: physical") {
		w.t.Fatalf("offline: %v %s", err, said)
	}
	start := strings.Index(text, "#") + 1
	for at := start; at < len(text); at += 7 {
		letter := "A"
		if text[at] == 'A' {
			letter = "B"
		}
		if _, err := verify(text[:at] + letter + text[at+1:]); err == nil {
			w.t.Errorf("letter %d was changed and nothing was noticed", at-start)
		}
	}
}

// checks opens the address of a printed picture as a stranger: state, category,
// level, last day, a masked name, and nothing else of the person.
func (w town) checks(text string, r demoResident) *walk {
	w.t.Helper()
	w.lang = "" // the picture names no language: the browser's counts
	stranger := w.arrive()
	stranger.Goto(text)
	stranger.fine()
	stranger.says(w.say("benefit.check.heading.active"), w.say("benefit.category.physical"), w.say("benefit.level.2"), w.day(w.today().AddMonths(120)))
	stranger.hides(r.Name, r.IDNumber, r.IDNumber[6:14], r.Phone, r.Address)
	if rows := stranger.Count("main dt"); rows != 4 {
		w.t.Errorf("a check shows %d facts:\n%s", rows, stranger.Text("main"))
	}
	return stranger
}

// levelChange: in Donghe a level three stops the nursing subsidy from the next
// month, with the reason; months later a level two lets it run again, with the
// months the rule pays back.
func levelChange(w town) {
	alatan := w.invented(demoResident{
		Name: "演示阿拉坦", Phone: "13800005002", IDNumber: idNumber("15020219690516003"), Hukou: "150202", Residence: "150202",
		Address: "工业路演示小区32号", Register: true, CardValidTo: "2031-03-06",
	}, "42")
	me := w.come(alatan, "nursing-subsidy")
	me.fill(alatan.known())
	_, ref := me.handIn(me.say("service.nursing-subsidy.submit"))
	w.opened()
	w.decided(ref, "D", donghe().civil, answers{{"reasons", "level_two"}, {"amount", "100"}, {"source", "演示文件第4号"}})
	me.mine("", "/benefits/")
	me.says(me.say("benefit.state.active"))
	benefit := me.below()

	from := w.today().Month()
	w.reassessed(me, alatan, "3")
	month := w.today().Month() // the last that is paid
	name := w.say("service.nursing-subsidy.name")
	me.told("", me.filled("notice.benefit.suspend", "Service", name, "Month", w.month(month.Add(1)), "Reason", w.say("benefit.reason.level")))
	me.at(benefit)
	me.says(me.say("benefit.state.suspended"), me.filled("benefit.suspended.since", "Month", w.month(month.Add(1))),
		me.say("benefit.reason.level"))
	w.owed(me, until(from, month))

	w.Clock.Move(150 * 24 * time.Hour)
	me.signIn(alatan.Phone)
	me.at(benefit)
	w.owed(me, until(from, month))
	w.reassessed(me, alatan, "2")
	now := w.today().Month()
	me.at(benefit)
	me.says(me.say("benefit.state.active"), me.say("benefit.event.resume"))
	me.hides(me.say("benefit.suspended.title"))
	w.owed(me, append(until(from, month), until(now.Add(-3), now)...))
}

// reassessed changes the level of a card of Donghe, from the application to the
// second pair of eyes.
func (w town) reassessed(me *walk, r demoResident, level string) {
	w.t.Helper()
	me.begin("card-level-change", "")
	me.fill(r.known(
		[2]string{"requested_category", "physical"}, [2]string{"change_reason", "身体情况变了，演示用。"},
		[2]string{"assessment_institution", "donghe-assessment-1"}, [2]string{"home_assessment", "no"},
	))
	_, ref := me.handIn(me.say("service.card-level-change.submit"))
	w.opened()
	w.received(donghe(), ref, donghe().federation)
	w.officer("D301").act(ref, "assess", answers{{"institution", "donghe-assessment-1"}})
	w.officer("D601").act(ref, "conclude", append(answers{{"categories", "physical"}, {"level", level}}, on("day", w.today())...))
	w.hung("D301", ref, 9)
	decider := w.officer("D302")
	decider.at("/desk/cases/" + ref + "/approve")
	decider.says(decider.say("desk.have.heading"), decider.say("service.nursing-subsidy.name"))
	w.byTwo(donghe(), ref, answers{{"reasons", "conclusion_checked"}})
}

// until lists months, both ends with them.
func until(from, to portal.Month) (months []portal.Month) {
	for m := from; m <= to; m = m.Add(1) {
		months = append(months, m)
	}
	return months
}

// owed wants the list of months to hold exactly these.
func (w town) owed(me *walk, months []portal.Month) {
	w.t.Helper()
	var want []string
	for i := len(months) - 1; i >= 0; i-- {
		want = append(want, w.month(months[i]))
	}
	got := me.Texts("main h3 + dl dt")
	if strings.Join(got, "|") != strings.Join(want, "|") {
		w.t.Errorf("months %q, not %q:\n%s", got, want, me.Text("main"))
	}
}
