package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/a11y/browser"
	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
)

// The robot fills in every service from its definition alone: it knows the
// questions' words and finds what to use by role and accessible name, as somebody
// does who hears the page. Officers decide through the desk, and what was granted
// has to stand under the person.

// robotModes are how the pages look while the robot works.
var robotModes = []string{"standard", "elder"}

// errand is one way of one applicant.
type errand struct {
	applicant
	lang string
	mode string
	keys bool // no focus is set from outside: Tab, Space, Enter and arrows only
	n    int  // no two are the same people
}

// runs are those of one store: every service that transacts, for three applicants
// each, who go round: a service is applied for on both stores, in both modes and in
// all languages, and once by nothing but keys. The whole proof goes every way on
// each store, in every mode and language.
func (w town) runs(store string) []errand {
	var all []errand
	languages := w.words.Offered()
	for n, a := range applicants() {
		for m, mode := range robotModes {
			service, who := n/3, n%3
			here := stores[(service+who)%len(stores)] == store && m == (service+(who+1)/2)%len(robotModes)
			for l, lang := range languages {
				turn := here && l == (service+who)%len(languages)
				if isFull() || turn {
					all = append(all, errand{a, lang.Tag, mode, turn && a.as == "plain", len(all)})
				}
			}
		}
	}
	return all
}

// TestRobot sends every service on both stores.
func TestRobot(t *testing.T) {
	floor.Part(t, "d journeys")
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			t.Parallel()
			w := settle(t, store)
			for _, r := range w.runs(store) {
				t.Run(r.name(), func(t *testing.T) {
					town := w.in(t)
					town.lang = r.lang
					town.apply(r)
					if t.Failed() {
						return
					}
					floor.Count(t, "robot."+store, 1)
					floor.Count(t, "robot "+r.mode, 1)
					floor.Count(t, "robot in "+r.lang, 1)
					if r.keys {
						floor.Count(t, "robot by keys", 1)
					}
				})
			}
		})
	}
}

func (r errand) name() string {
	name := r.service + "/" + r.as + "/" + r.mode
	if r.lang != "zh-Hans" {
		name += "/" + r.lang
	}
	if r.keys {
		name += "/keys"
	}
	return name
}

// TestRobotKnowsEveryService: a service without three applicants would be
// forgotten.
func TestRobotKnowsEveryService(t *testing.T) {
	d := startDemo(t, "sqlite")
	kinds := map[string][]string{}
	for _, a := range applicants() {
		kinds[a.service] = append(kinds[a.service], a.as)
	}
	launched := 0
	for _, s := range d.catalogue.All() {
		if s.Delivery != "transact" || s.Hidden {
			continue
		}
		launched++
		if !slices.Equal(kinds[s.ID], []string{"plain", "helped", "edge"}) {
			t.Errorf("%s: applicants %v", s.ID, kinds[s.ID])
		}
	}
	if launched != 21 {
		t.Errorf("%d services transact, not 21", launched)
	}
}

// robot is one applicant's way through one service.
type robot struct {
	*walk
	applicant
	service *catalogue.Service
	who     demoResident // for whom
	own     demoResident // who types
	mode    string
	keys    bool
}

// Use, Mark and Enter do by keys alone what the page's own do with the focus put
// where it is wanted.
func (r *robot) Use(c browser.Control) {
	r.t.Helper()
	if r.keys {
		r.UseByKeys(c)
		return
	}
	r.Page.Use(c)
}

func (r *robot) Mark(c browser.Control) {
	r.t.Helper()
	if r.keys {
		r.MarkByKeys(c)
		return
	}
	r.Page.Mark(c)
}

func (r *robot) Enter(c browser.Control, text string) {
	r.t.Helper()
	if r.keys {
		r.EnterByKeys(c, text)
		return
	}
	r.Page.Enter(c, text)
}

// apply goes from the guide to the outcome.
func (w town) apply(e errand) {
	w.t.Helper()
	a := e.applicant
	who, own := a.people(w, e.n)
	r := &robot{walk: w.arrive(), applicant: a, who: who, own: own, mode: e.mode, keys: e.keys}
	if e.mode == "elder" {
		r.at("/")
		r.use("button", r.say("prefs.look.elder"))
	}
	r.signIn(own.Phone)
	person := ""
	if a.first != "" {
		person = r.serve1(a.first, "")
	}
	r.serve1(a.service, person)
}

// serve1 goes through one service and returns the person it was for.
func (r *robot) serve1(id, person string) string {
	r.t.Helper()
	r.service, _ = r.catalogue.Service(id)
	r.start(person)
	asked := r.fillIn()
	r.check()
	ref := matter.Reference(r.walk.step())
	r.t.Logf("%s %s: %d questions %v, case %s", id, r.as, len(asked), asked, ref)
	r.decide(ref)
	return r.stands(ref)
}

// start begins the service for oneself or for the person helped.
func (r *robot) start(person string) {
	r.t.Helper()
	if r.relation != "" && person == "" {
		r.kin(r.service.ID, r.relation, yesNo(r.guardian), r.who.Name)
		return
	}
	r.begin(r.service.ID, person)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// fillIn answers page after page up to the check.
func (r *robot) fillIn() []string {
	r.t.Helper()
	var asked []string
	for range 60 {
		id := r.walk.step()
		if id == application.CheckStep {
			return asked
		}
		asked = append(asked, id)
		step, known := r.service.Step(id)
		if !known {
			r.t.Fatalf("%s is no question of %s: %s", r.Path(), r.service.ID, r.Text("main"))
		}
		r.page(step)
		r.press1(r.onward())
		if r.Status() != 200 || r.walk.step() == id {
			r.t.Fatalf("%s did not go on:\n%s", r.Path(), r.Text("main"))
		}
	}
	r.t.Fatalf("no way to the check: %v", asked)
	return nil
}

// page answers what a question page asks, field by field in the order of the
// definition.
func (r *robot) page(step catalogue.Step) {
	r.t.Helper()
	if step.Paper != "" {
		r.mark("radio", r.say("paper.ways.office"))
		return
	}
	for _, id := range step.Fields {
		f, _ := r.service.Field(id)
		if r.shown(f) {
			r.give(step, f)
		}
	}
}

// onward is the button of a question page: the first of the form in the content.
func (r *robot) onward() browser.Control {
	r.t.Helper()
	names := []string{r.say("common.button.continue"), r.say("common.button.next")}
	for _, c := range r.Controls() {
		if c.Role == "button" && slices.Contains(names, c.Name) {
			return c
		}
	}
	r.t.Fatalf("no button %q on %s:\n%s", names, r.Path(), r.heard())
	return browser.Control{}
}

func (r *robot) press1(c browser.Control) {
	r.t.Helper()
	r.Use(c)
}

// shown reports whether the page asks a field at all: conditions may spare it.
func (r *robot) shown(f catalogue.Field) bool {
	return r.Has(`main [name="` + f.ID + `"]:not([type=hidden]), main [name^="` + f.ID + `."]:not([type=hidden])`)
}

// words are what a control of a field may be called: its label, or the question
// of the page, for oneself or for somebody else.
func (r *robot) wordsOf(step catalogue.Step, f catalogue.Field) []string {
	var all []string
	for _, path := range []string{"field." + f.ID + ".label", "step." + step.ID + ".question"} {
		for _, form := range []string{"", "_other"} {
			if r.service.HasWord(path + form) {
				id := r.service.WordID(path + form)
				all = append(all, r.say(id), r.say(r.words.Localizer(r.tongue()).Plain(id)))
			}
		}
	}
	return all
}

// give answers one field by its type.
func (r *robot) give(step catalogue.Step, f catalogue.Field) {
	r.t.Helper()
	words, values := r.wordsOf(step, f), r.value(f)
	switch f.Type {
	case field.Radio, field.Multiselect:
		for _, v := range values {
			r.markIn(words, r.optionWord(f, v))
		}
	case field.Checkbox:
		r.mark("checkbox", words[0])
	case field.PlaceChoice:
		r.place1(words, portal.Place(values[0]))
	case field.Institution:
		r.markIn(words, r.institutionWord(f, values[0]))
	case field.Date, field.Month:
		r.date(words, values[0])
	case field.Area:
		r.area(words, values)
	case field.List:
		r.rows(f)
	default:
		r.enter(words, values[0])
	}
}

// one finds the one control of a role whose name begins with a word, preferring a
// group that is called by one of the words.
func (r *robot) find(role string, names, groups []string) (browser.Control, bool) {
	r.t.Helper()
	var loose []browser.Control
	for _, c := range r.Controls() {
		fits := c.Role == role && slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(c.Name, n) })
		if !fits {
			continue
		}
		if slices.ContainsFunc(c.Groups, func(g string) bool {
			return slices.ContainsFunc(groups, func(w string) bool { return strings.HasPrefix(g, w) })
		}) {
			return c, true
		}
		loose = append(loose, c)
	}
	if len(loose) > 0 {
		return loose[0], true
	}
	return browser.Control{}, false
}

func (r *robot) must(role string, names, groups []string) browser.Control {
	r.t.Helper()
	c, found := r.find(role, names, groups)
	if !found {
		r.t.Fatalf("no %s %q in %q on %s:\n%s", role, names, groups, r.Path(), r.heard())
	}
	return c
}

func (r *robot) markIn(groups []string, name string) {
	r.t.Helper()
	role := "radio"
	if _, found := r.find(role, []string{name}, groups); !found {
		role = "checkbox"
	}
	r.Mark(r.must(role, []string{name}, groups))
}

func (r *robot) mark(role, name string) {
	r.t.Helper()
	r.Mark(r.must(role, []string{name}, nil))
}

func (r *robot) use(role, name string) {
	r.t.Helper()
	r.Use(r.must(role, []string{name}, nil))
}

func (r *robot) enter(names []string, text string) {
	r.t.Helper()
	r.Enter(r.must("textbox", names, nil), text)
}

// heard is what the page offers, for the report of a failure.
func (r *robot) heard() string {
	r.t.Helper()
	var lines []string
	for _, c := range r.Controls() {
		lines = append(lines, fmt.Sprintf("%s %q in %q", c.Role, c.Name, c.Groups))
	}
	return strings.Join(lines, "\n")
}

func (r *robot) optionWord(f catalogue.Field, value string) string {
	for _, form := range []string{"_other", ""} {
		path := "field." + f.ID + ".option." + value + form
		if (form == "" || r.relation != "") && r.service.HasWord(path) {
			return r.say(r.service.WordID(path))
		}
	}
	r.t.Fatalf("no word for %s=%s", f.ID, value)
	return ""
}

// place1 marks the place whose whole name ends in what the page calls it.
func (r *robot) place1(groups []string, code portal.Place) {
	r.t.Helper()
	own := r.called("place", string(code), "")
	for _, c := range r.Controls() {
		here := slices.ContainsFunc(c.Groups, func(g string) bool { return slices.Contains(groups, g) })
		if here && c.Role == "radio" && (strings.HasSuffix(r.places.FullName(code), c.Name) || own != "" && strings.Contains(c.Name, own)) {
			r.Mark(c)
			return
		}
	}
	r.t.Fatalf("no place %s in %q:\n%s", code, groups, r.heard())
}

func (r *robot) institutionWord(f catalogue.Field, id string) string {
	if id == field.Office {
		return r.optionWord(f, id)
	}
	return r.unit(id)
}

func (r *robot) date(groups []string, day string) {
	r.t.Helper()
	parts := strings.Split(day, "-")
	for i, word := range []string{"common.date.year", "common.date.month", "common.date.day"}[:len(parts)] {
		r.Enter(r.must("textbox", []string{r.say(word)}, groups), strings.TrimLeft(parts[i], "0"))
	}
}

func (r *robot) area(groups, values []string) {
	r.t.Helper()
	r.markIn(groups, r.called("place", values[0], r.places.AreaName(values[0])))
}

func (r *robot) rows(f catalogue.Field) {
	r.t.Helper()
	for _, item := range f.Items {
		path := "field." + f.ID + "." + item.ID + ".label"
		r.enter([]string{r.say(r.service.WordID(path))}, "演示"+item.ID)
	}
}

// check ticks what has to be agreed to and sends, in the mode the run began in.
func (r *robot) check() {
	r.t.Helper()
	if problem := r.strayed(r.mode); problem != "" {
		r.t.Fatal(problem)
	}
	for _, c := range r.Controls() {
		if c.Role == "checkbox" {
			r.Mark(c)
		}
	}
	r.use("button", r.say(r.service.WordID("submit")))
	if r.Status() != 200 || !strings.Contains(r.Path(), "/cases/") {
		r.t.Fatalf("sending led to %s (%d):\n%s", r.Path(), r.Status(), r.Text("main"))
	}
	r.says(r.words.Localizer(r.tongue()).Reference(r.walk.step()))
}

// decide lets officers do what the case waits for until it is closed. Whoever may
// do an act does it: the desk says who.
func (w town) decide(ref matter.Reference) {
	w.t.Helper()
	w.Clock.Move(11 * time.Minute)
	ctx := context.Background()
	for range 30 {
		c, err := w.store.Case(ctx, ref)
		if err != nil {
			w.t.Fatal(err)
		}
		if c.State == matter.Closed {
			return
		}
		if !w.oneAct(c) {
			w.t.Fatalf("case %s of %s stands still in %s at %s (deciding %s)", ref, c.Service, c.State, c.Unit, c.Deciding)
		}
		w.Clock.Move(time.Hour)
	}
	w.t.Fatalf("case %s never closed", ref)
}

// oneAct carries out the first act on the way to an approval that somebody may do.
func (w town) oneAct(c application.Case) bool {
	w.t.Helper()
	for _, act := range w.wayOf(c) {
		if act == desk.EndNotice {
			w.Clock.Move(24 * time.Hour * time.Duration(1+max(0, portal.DayOf(w.Clock.Now()).Until(c.Body.Notices[len(c.Body.Notices)-1].End))))
		}
		for _, s := range w.staffOf() {
			ctx := portal.WithActor(context.Background(), portal.Actor{
				Kind: portal.ActorStaff, ID: s.ID, Channel: portal.ChannelCounter, Language: "zh-Hans",
			})
			if c.Opened.IsZero() {
				if opened, err := w.desk.Open(ctx, s, string(c.Ref)); err == nil {
					c = opened
				}
			}
			if !slices.Contains(w.desk.Choices(s, c), act) {
				continue
			}
			if _, err := w.desk.Do(ctx, s, string(c.Ref), w.input(ctx, c, act)); err != nil {
				w.t.Fatalf("%s of %s (%s) by %s: %v", act, c.Service, c.State, s.Number, err)
			}
			return true
		}
	}
	return false
}

// wayOf lists what leads on from a state, the next first.
func (w town) wayOf(c application.Case) []desk.Act {
	s, _ := w.catalogue.Service(c.Service)
	noticed := len(c.Body.Notices) > 0
	switch c.State {
	case matter.Submitted:
		return []desk.Act{desk.Accept}
	case matter.Accepted:
		if c.Unit == c.Deciding {
			return []desk.Act{desk.Review}
		}
		return []desk.Act{desk.Forward, desk.Review}
	case matter.Assessment:
		if last := c.Body.Assessments[len(c.Body.Assessments)-1]; last.Read != nil {
			return []desk.Act{desk.ConfirmConclusion}
		}
		return []desk.Act{desk.Conclude}
	case matter.PublicNotice:
		return []desk.Act{desk.EndNotice}
	case matter.Approved:
		return []desk.Act{desk.Deliver}
	case matter.Delivered:
		return []desk.Act{desk.Close}
	case matter.InReview:
		switch {
		case c.Body.Proposal != nil:
			return []desk.Act{desk.Confirm}
		case s.Assessed && c.Conclusion() == nil:
			return []desk.Act{desk.Assess}
		case s.Days.Notice > 0 && !noticed && !c.Urgent:
			return []desk.Act{desk.Publish}
		}
		return []desk.Act{desk.Propose}
	}
	return nil
}

// input is what the robot's officers write into the panel of an act.
func (w town) input(ctx context.Context, c application.Case, act desk.Act) desk.Input {
	w.t.Helper()
	in := desk.Input{Act: act, Key: portal.NewID()}
	switch act {
	case desk.Forward:
		in.Unit = c.Deciding
	case desk.Deliver:
		in.How = "phone"
	case desk.Assess:
		in.Institution = w.desk.Institutions(c)[0]
		in.Day, in.Time = portal.DayOf(w.Clock.Now()).Add(3), "09:30"
	case desk.Conclude:
		in.Categories, in.Level, in.Day = w.found(c), "2", portal.DayOf(w.Clock.Now())
	case desk.Publish:
		in.Where, in.Day = "演示社区公告栏", portal.DayOf(w.Clock.Now())
	case desk.Propose:
		w.approve(ctx, c, &in)
	}
	return in
}

// found is what the assessment finds: what was applied for.
func (w town) found(c application.Case) []string {
	for _, id := range []string{"applied_category", "requested_category"} {
		if v := c.Body.Answers[id]; len(v) > 0 {
			return v
		}
	}
	return []string{"physical"}
}

func (w town) approve(ctx context.Context, c application.Case, in *desk.Input) {
	w.t.Helper()
	in.Approve, in.Reasons = true, w.desk.ReasonsFor(c, desk.GroupApprove)[:1]
	if w.desk.Pays(c) {
		stated, known := w.desk.Stated(c)
		if in.Fen = stated; !known {
			in.Fen, in.Source = 50000, "演示文件第一条"
		}
		if choices := w.desk.PayeeChoices(c); len(choices) > 0 {
			in.Institution = choices[0]
		}
	}
	if needs, err := w.desk.NeedsCardDay(ctx, c); err != nil {
		w.t.Fatal(err)
	} else if needs {
		in.Day = "2031-03-06"
	}
}

// staffOf lists every officer of the demo.
func (w town) staffOf() []office.Staff {
	w.t.Helper()
	var units []string
	for _, u := range w.units.All() {
		units = append(units, u.ID)
	}
	all, err := w.store.Officers().StaffOf(context.Background(), units)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// stands wants the outcome under the person and the state on the case's page.
func (r *robot) stands(ref matter.Reference) string {
	r.t.Helper()
	c, err := r.store.Case(context.Background(), ref)
	if err != nil || c.Body.Decision == nil || !c.Body.Decision.Approve {
		r.t.Fatalf("case %s: %v, decision %v", ref, err, c.Body.Decision)
	}
	if problem := r.outcome(c); problem != "" {
		r.t.Errorf("%s %s: %s", c.Service, ref, problem)
	}
	r.at("/for/" + c.Person + "/cases/" + string(ref))
	r.says(r.say("matter.outcome.approved"))
	return c.Person
}

// outcome says what is missing under the person after an approval.
func (r *robot) outcome(c application.Case) string {
	ctx := context.Background()
	has, err := r.store.BenefitsOf(ctx, c.Person)
	if err != nil {
		return err.Error()
	}
	cards, err := r.store.CertificatesOf(ctx, c.Person)
	if err != nil {
		return err.Error()
	}
	switch o := r.service.Outcome; o.Type {
	case catalogue.Certificate:
		if len(cards) == 0 {
			return "no certificate"
		}
	case catalogue.Decision, catalogue.Preference:
		return ""
	default:
		for _, b := range has {
			if b.Case == c.Ref {
				return ""
			}
		}
		return "nothing was granted"
	}
	return ""
}
