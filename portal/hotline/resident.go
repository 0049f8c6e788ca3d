package hotline

import (
	"context"
	"slices"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/setting"
)

// AcceptedFiles lists the kinds of file a ticket takes, as paper.Inspect names them.
func AcceptedFiles() []string {
	return []string{"jpg", "png", "pdf", "m4a", "mp3", "wav", "ogg", "amr"}
}

// Days are what each type is promised today, in working days.
func (h House) Days(ctx context.Context) (map[Type]Limits, error) {
	values, err := h.Settings.Today(ctx)
	if err != nil {
		return nil, err
	}
	days := map[Type]Limits{}
	for _, k := range Kinds() {
		days[k.Type] = LimitsOf(values, k.Type)
	}
	return days, nil
}

// Choices are the acts a ticket's person may do now, in page order.
func (h House) Choices(ctx context.Context, t Ticket) ([]Action, error) {
	rules, _, err := h.rules(ctx)
	if err != nil {
		return nil, err
	}
	var may []Action
	for _, a := range []Action{Rate, Reopen, Note, Join, Withdraw} {
		try := Act{Action: a, Part: Caller, At: h.Clock.Now(), Rating: Rating{Score: 5}, Target: string(matter.NewReference(matter.TicketKind))}
		if _, _, err := rules.Do(t, try); err == nil {
			may = append(may, a)
		}
	}
	return may, nil
}

// ReopenBy is the last day on which the person may have a closed ticket reopened.
func (h House) ReopenBy(ctx context.Context, t Ticket) (portal.Day, error) {
	values, err := h.Settings.Today(ctx)
	return t.Clocks.Closed.Add(values.Number(setting.HotlineReopenDays)), err
}

// Known tells who reads and for whom; KindNotFound.
func (s *Tickets) Known(ctx context.Context, h Holder) (account.Known, error) {
	return s.People.Known(ctx, h.Identity, h.Person)
}

// Detach takes a file out of a draft. One that is not there is gone already.
func (s *Tickets) Detach(ctx context.Context, h Holder, ref, id string) (Ticket, error) {
	return s.Save(ctx, h, ref, func(t *Ticket) error {
		t.Body.Files = slices.DeleteFunc(t.Body.Files, func(f paper.File) bool { return f.ID == id })
		return nil
	})
}

// Drop throws a draft away; KindConflict when it was sent.
func (s *Tickets) Drop(ctx context.Context, h Holder, ref string) error {
	t, err := s.Open(ctx, h, ref)
	if err != nil {
		return err
	}
	if t.State != matter.TicketDraft {
		return portal.Fail(portal.KindConflict, portal.Msg("hotline.refused.state"))
	}
	by := portal.ActorFrom(ctx)
	if t.Anonymous {
		by.ID, by.Kind = "", portal.ActorNobody
	}
	return s.Drafts.DropTicket(ctx, t.Ref, by, s.Clock.Now())
}

// Track reads a sent ticket for the look-up: by the last four digits of its phone,
// or by its code. KindNotFound when they are wrong.
func (s *Tickets) Track(ctx context.Context, ref matter.Reference, digits string) (Ticket, error) {
	t, err := s.Store.Ticket(ctx, ref)
	if err != nil {
		return Ticket{}, err
	}
	phone := t.Body.Phone
	known := len(phone) >= 4 && len(digits) >= 4 && same(digits[len(digits)-4:], phone[len(phone)-4:]) && len(digits) != codeDigits
	if t.State == matter.TicketDraft || !known && !(t.Body.Code != "" && same(digits, t.Body.Code)) {
		return Ticket{}, portal.NotFound()
	}
	return t, nil
}

// answersShown is how many answered reports a page shows.
const answersShown = 50

// Answers lists reports of barriers whose answer everybody may read, newest first.
// Of each only place, topic, days and Answered are for the page.
func (h House) Answers(ctx context.Context) ([]Ticket, error) {
	list, err := h.Lists.TicketsAnswered(ctx, "", answersShown)
	return slices.DeleteFunc(list, func(t Ticket) bool {
		_, shown := t.Answered()
		return t.Topic != TopicAccess || !shown
	}), err
}

// TopicAccess is about barriers in buildings and streets.
const TopicAccess Topic = "access"
