package desk

import (
	"context"
	"slices"
	"strconv"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
)

// assessmentRules are the acts of services that are assessed or hung up in public.
func assessmentRules() []rule {
	review, assessment, notice := []matter.State{matter.InReview}, []matter.State{matter.Assessment}, []matter.State{matter.PublicNotice}
	return []rule{
		{Assess, one(office.Assess), review, assessable},
		{Appoint, []office.Action{office.Conclude, office.Assess}, assessment, nil},
		{Conclude, []office.Action{office.Conclude, office.Assess}, assessment, nil},
		{ConfirmConclusion, one(office.Assess), assessment, readByOther},
		{Publish, one(office.Publish), review, publishable},
		{NoticeObjection, one(office.Publish), notice, nil},
		{EndNotice, one(office.Publish), notice, noticeOver},
	}
}

// assessable: a service with an assessment, or a card that is looked at again,
// such as a renewal of somebody whose disability has visibly changed (P06, P09).
func assessable(d *Desk, s office.Staff, c application.Case) bool {
	def, ok := d.Catalogue.Service(c.Service)
	return ok && (def.Assessed || def.Category == "certificate") && unproposed(d, s, c)
}

func readByOther(_ *Desk, s office.Staff, c application.Case) bool {
	a, ok := assessing(c)
	return ok && a.Read != nil && a.Read.By != s.ID
}

// assessing returns the assessment that runs.
func assessing(c application.Case) (application.Assessment, bool) {
	n := len(c.Body.Assessments)
	if c.State != matter.Assessment || n == 0 {
		return application.Assessment{}, false
	}
	return c.Body.Assessments[n-1], true
}

// Institutions lists the ids of the designated institutions a case can be sent
// to: of the kind the service asks for, at the deciding place or, where that has
// none, at the place of the household register.
func (d *Desk) Institutions(c application.Case) []string {
	kind := office.KindAssessment
	if s, ok := d.Catalogue.Service(c.Service); ok {
		for _, f := range s.Fields {
			if f.Type == field.Institution && f.Kind == string(office.KindFitting) {
				kind = office.KindFitting
			}
		}
	}
	units := d.Units.Institutions(d.place(c), kind)
	if len(units) == 0 {
		units = d.Units.Institutions(c.Hukou, kind)
	}
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	return ids
}

// Categories lists what an assessment can find; two or more are multiple.
func Categories() []string {
	return []string{"visual", "hearing", "speech", "physical", "intellectual", "psychiatric"}
}

// Levels lists the levels a conclusion can have; 0 says that the standard of a
// disability is not met.
func Levels() []string { return []string{"1", "2", "3", "4", "0"} }

// Graded reports whether a conclusion names category and level: for cards and
// what contests them. A fitting of a device says only what it found.
func (d *Desk) Graded(c application.Case) bool {
	s, ok := d.Catalogue.Service(c.Service)
	return ok && (s.Outcome.Type == catalogue.Certificate || s.Outcome.Type == catalogue.Decision)
}

const longestName = 60 // of a typed institution or place, in characters

func (d *Desk) checkAssess(c application.Case, in Input, fail func(field, id string)) {
	if known := d.Institutions(c); len(known) > 0 && !slices.Contains(known, in.Institution) ||
		in.Institution == "" || len([]rune(in.Institution)) > longestName {
		fail("institution", "desk.institution.empty")
	}
	if in.Day != "" || in.Time != "" || in.Place != "" {
		d.checkVisit(in, fail)
	}
}

func (d *Desk) checkVisit(in Input, fail func(field, id string)) {
	if _, err := portal.ParseDay(string(in.Day)); err != nil || in.Day < d.today() {
		fail("day", "desk.visit.day")
	}
	if in.Time != "" {
		if _, err := time.Parse("15:04", in.Time); err != nil {
			fail("time", "desk.visit.time")
		}
	}
	if len([]rune(in.Place)) > longestName {
		fail("place", "desk.visit.place")
	}
}

func (d *Desk) checkConclusion(c application.Case, in Input, fail func(field, id string)) {
	if _, err := portal.ParseDay(string(in.Day)); err != nil || in.Day > d.today() {
		fail("day", "desk.conclude.day")
	}
	if !d.Graded(c) {
		if in.Note == "" {
			fail("note", "desk.conclude.note")
		}
		return
	}
	if !slices.Contains(Levels(), in.Level) {
		fail("level", "desk.conclude.level")
	}
	foreign := func(id string) bool { return !slices.Contains(Categories(), id) }
	if slices.ContainsFunc(in.Categories, foreign) || in.Level != "0" && len(in.Categories) == 0 {
		fail("categories", "desk.conclude.categories")
	}
}

// assess sends the case to an institution; the clock stands until it comes back
// (services facts 4). Where the institution has no desk here, the sending office
// keeps the case and reads the conclusion from paper.
func (d *Desk) assess(ctx context.Context, w work) (application.Change, error) {
	a := application.Assessment{
		Institution: w.in.Institution, From: w.c.Unit, Home: w.in.Home, By: w.staff.ID, At: d.Clock.Now(),
	}
	if w.in.Day != "" {
		a.Visits = []application.Visit{d.visit(w)}
	}
	w.c.Body.Assessments = append(slices.Clone(w.c.Body.Assessments), a)
	if slices.Contains(d.Institutions(w.c), w.in.Institution) {
		w.c.Unit, w.c.Assignee = w.in.Institution, ""
	}
	w.c.StoppedFrom = d.today()
	var err error
	if w.c, err = d.reckon(w.c); err != nil {
		return application.Change{}, err
	}
	change, err := d.to(ctx, w, matter.Assessment)
	if w.c.Unit == w.in.Institution {
		change.Event.Target = w.in.Institution
	}
	return change, err
}

func (d *Desk) visit(w work) application.Visit {
	return application.Visit{Day: w.in.Day, Time: w.in.Time, Place: w.in.Place, By: w.staff.ID, At: d.Clock.Now()}
}

// appoint tells the person at once when and where to come; the last one counts.
func (d *Desk) appoint(ctx context.Context, w work) (application.Change, error) {
	a := w.running()
	a.Visits = append(slices.Clone(a.Visits), d.visit(w))
	return d.to(ctx, w, w.c.State)
}

// running returns the assessment that runs, to be changed: the list is a copy.
func (w *work) running() *application.Assessment {
	w.c.Body.Assessments = slices.Clone(w.c.Body.Assessments)
	return &w.c.Body.Assessments[len(w.c.Body.Assessments)-1]
}

// conclude enters what was found. The institution's own entry stands; what an
// office reads from paper waits for a second officer.
func (d *Desk) conclude(ctx context.Context, w work) (application.Change, error) {
	level, _ := strconv.Atoi(w.in.Level)
	found := application.Conclusion{
		Categories: w.in.Categories, Level: level, Day: w.in.Day, Note: w.in.Note, By: w.staff.ID, At: d.Clock.Now(),
	}
	if level == 0 {
		found.Categories = nil
	}
	w.in.Note = "" // findings about a body stand in the case, not in its history
	a := w.running()
	if d.assesses(w.staff, w.c, *a) {
		a.Read = nil
		return d.concluded(ctx, w, found)
	}
	found.Paper = true
	a.Read = &found
	return quiet(d.step(ctx, w.staff, w.c, "conclusion_read", w.c.State, w.in), nil)
}

// assesses reports whether the officer sits at the institution itself.
func (d *Desk) assesses(s office.Staff, c application.Case, a application.Assessment) bool {
	return office.May(s, office.Conclude) && c.Unit == a.Institution && d.Units.MaySee(s, a.Institution)
}

func (d *Desk) confirmConclusion(ctx context.Context, w work) (application.Change, error) {
	a := w.running()
	found := *a.Read
	found.Second, found.At = w.staff.ID, d.Clock.Now()
	a.Read = nil
	return d.concluded(ctx, w, found)
}

// concluded gives the case back to the office that sent it, and the clock goes on.
func (d *Desk) concluded(ctx context.Context, w work, found application.Conclusion) (application.Change, error) {
	a := &w.c.Body.Assessments[len(w.c.Body.Assessments)-1]
	a.Conclusion = &found
	w.c.Unit, w.c.Assignee = a.From, ""
	var err error
	if w.c, err = d.resume(w.c); err != nil {
		return application.Change{}, err
	}
	return d.step(ctx, w.staff, w.c, string(Conclude), matter.InReview, w.in), nil
}

// resume lets the clock go on.
func (d *Desk) resume(c application.Case) (application.Case, error) {
	if c.StoppedFrom != "" {
		c.Stops = append(slices.Clone(c.Stops), deadline.Stop{From: c.StoppedFrom, To: d.today()})
		c.StoppedFrom = ""
	}
	return d.reckon(c)
}
