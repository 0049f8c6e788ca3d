package desk

import (
	"context"
	"slices"
	"strings"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/matter"
	"changban/portal/office"
)

// noticed reports whether the case has to hang out in public before it is
// approved: an urgent one does not (P38).
func (d *Desk) noticed(c application.Case) bool {
	s, ok := d.Catalogue.Service(c.Service)
	return ok && s.Days.Notice > 0 && !c.Urgent
}

// noticeDone reports whether a notice has ended that told of what stands now: one
// before the last conclusion told of another.
func noticeDone(c application.Case) bool {
	n := len(c.Body.Notices)
	if n == 0 || c.Body.Notices[n-1].Ended == "" {
		return false
	}
	found := c.Conclusion()
	return found == nil || portal.DayOf(found.At) <= c.Body.Notices[n-1].Start
}

// publishable: nothing is hung up before the conclusion it tells of.
func publishable(d *Desk, s office.Staff, c application.Case) bool {
	def, ok := d.Catalogue.Service(c.Service)
	return ok && d.noticed(c) && !noticeDone(c) && unproposed(d, s, c) && (!def.Assessed || c.Conclusion() != nil)
}

// hanging returns the notice that runs.
func hanging(c application.Case) (application.PublicNotice, bool) {
	n := len(c.Body.Notices)
	if c.State != matter.PublicNotice || n == 0 {
		return application.PublicNotice{}, false
	}
	return c.Body.Notices[n-1], true
}

// noticeOver: its last day has passed and every objection was looked into.
func noticeOver(d *Desk, _ office.Staff, c application.Case) bool {
	n, ok := hanging(c)
	open := func(o application.Objection) bool { return o.Result == "" }
	return ok && n.End < d.today() && !slices.ContainsFunc(n.Objections, open)
}

func (d *Desk) checkPublish(in Input, fail func(field, id string)) {
	if strings.TrimSpace(in.Where) == "" || len([]rune(in.Where)) > 200 {
		fail("where", "desk.publish.where")
	}
	if in.Day == "" {
		return
	}
	if _, err := portal.ParseDay(string(in.Day)); err != nil || in.Day < d.today() || in.Day > d.today().Add(14) {
		fail("day", "desk.publish.day")
	}
}

func checkObjection(c application.Case, in Input, fail func(field, id string)) {
	n, _ := hanging(c)
	if in.Objection < 0 || in.Objection > len(n.Objections) {
		fail("objection", "desk.objection.unknown")
	}
	if in.Objection == 0 && strings.TrimSpace(in.Note) == "" {
		fail("note", "desk.objection.note")
	}
	if in.Objection > 0 && strings.TrimSpace(in.Result) == "" || len([]rune(in.Result)) > 1000 {
		fail("result", "desk.objection.result")
	}
}

// publish records the notice: printed and hung up, never put online (decisions
// 21). The clock goes on: the notice runs inside the limit (services facts 4).
func (d *Desk) publish(ctx context.Context, w work) (application.Change, error) {
	start := w.in.Day
	if start == "" {
		start = d.today()
	}
	s, _ := d.Catalogue.Service(w.c.Service)
	end := start.Add(s.Days.Notice)
	if s.Days.NoticeIn != "calendar" {
		var err error
		if end, err = d.Calendar.Add(start, s.Days.Notice); err != nil {
			return application.Change{}, err
		}
	}
	n := application.PublicNotice{Start: start, End: end, Where: w.in.Where, By: w.staff.ID}
	w.c.Body.Notices = append(slices.Clone(w.c.Body.Notices), n)
	return d.to(ctx, w, matter.PublicNotice)
}

// object records what somebody said against a notice, or what the look into it
// found. The words stand in the case alone: the history is the person's too.
func (d *Desk) object(ctx context.Context, w work) (application.Change, error) {
	n := w.notice()
	n.Objections = slices.Clone(n.Objections)
	if w.in.Objection > 0 {
		n.Objections[w.in.Objection-1].Result = w.in.Result
	} else {
		n.Objections = append(n.Objections, application.Objection{
			Note: w.in.Note, Result: strings.TrimSpace(w.in.Result), By: w.staff.ID, At: d.Clock.Now(),
		})
	}
	w.in.Note = ""
	return quiet(d.to(ctx, w, w.c.State))
}

// notice returns the last notice, to be changed: the list is a copy.
func (w *work) notice() *application.PublicNotice {
	w.c.Body.Notices = slices.Clone(w.c.Body.Notices)
	return &w.c.Body.Notices[len(w.c.Body.Notices)-1]
}

func (d *Desk) endNotice(ctx context.Context, w work) (application.Change, error) {
	w.notice().Ended = d.today()
	return d.to(ctx, w, matter.InReview)
}

// Sheet is what the printed public notice says: name and conclusion, never the ID
// number or a diagnosis (services facts, card-new).
type Sheet struct {
	Name       string // masked
	Service    string
	Unit       string // that decides, and where to object
	Start, End portal.Day
	Where      string
	Category   string // "" when the service names none
	Level      int    // 0 when the service names none
}

// Sheet returns the last notice of a case for print, and whether it has one.
func (d *Desk) Sheet(c application.Case) (Sheet, bool) {
	n := len(c.Body.Notices)
	if n == 0 {
		return Sheet{}, false
	}
	notice := c.Body.Notices[n-1]
	sheet := Sheet{
		Name: Masked(c.Body.Name), Service: c.Service, Unit: c.Deciding,
		Start: notice.Start, End: notice.End, Where: notice.Where,
	}
	s, ok := d.Catalogue.Service(c.Service)
	if found := c.Conclusion(); found != nil && ok && s.Outcome.Type == catalogue.Certificate {
		sheet.Category, sheet.Level = found.Category(), found.Level
	}
	return sheet, true
}

// Masked keeps the first character of a name; the others become circles. A name in
// letters, Mongolian ones too, keeps its first letter and not its length.
func Masked(name string) string {
	runes := []rune(name)
	if len(runes) > 0 && runes[0] < firstHan {
		return benefit.Masked(name)
	}
	for i := range runes {
		if i > 0 && runes[i] != ' ' && runes[i] != '·' {
			runes[i] = '○'
		}
	}
	return string(runes)
}

// firstHan is where Chinese characters begin; letters of all scripts come before.
const firstHan = 0x2E80
