package relation

import (
	"context"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/seal"
)

// The conditions of the filters, as the acts of portal/hotline group the states.
// What is still taken down is in no list of the desk.
const (
	ticketListed   = "t.gone = 0 and t.state <> 'draft'"
	ticketRunning  = "t.state not in ('draft', 'closed', 'not_accepted', 'withdrawn')"
	ticketHandling = "t.state in ('accepted', 'dispatched', 'returned', 'signed', 'in_progress', 'extended', 'reopened', 'escalated')"
	ticketWaiting  = "t.state in ('answered_now', 'replied', 'reviewed', 'callback')"
)

// ticketFilter returns the condition of a filter; the two of days take today as
// their one argument. An unknown filter is FilterAll.
func ticketFilter(f hotline.Filter) (text string, today bool) {
	switch f {
	case hotline.FilterUrgent:
		return ticketRunning + " and t.urgent = 1", false
	case hotline.FilterOverdue:
		return ticketHandling + " and t.reply_by < ?", true
	case hotline.FilterToday:
		return ticketHandling + " and t.reply_by = ?", true
	case hotline.FilterDispatch:
		return "t.state in ('accepted', 'returned', 'reopened')", false
	case hotline.FilterSign:
		return "t.state = 'dispatched'", false
	case hotline.FilterWork:
		return "t.state in ('signed', 'in_progress', 'extended', 'escalated')", false
	case hotline.FilterReview:
		return "t.state = 'replied'", false
	case hotline.FilterCall:
		return "t.state in ('answered_now', 'reviewed', 'callback')", false
	case hotline.FilterAway:
		return ticketRunning + " and t.away = 1", false
	case hotline.FilterOver:
		return "t.state in ('closed', 'not_accepted', 'withdrawn')", false
	}
	return ticketRunning, false
}

// ticketOrder puts what is in handling first, danger before all else, then what is
// promised for the nearest day.
func ticketOrder(f hotline.Filter) string {
	first := ""
	switch f {
	case hotline.FilterSign:
		first = "t.sign_by, "
	case hotline.FilterCall:
		first = "t.call_by, "
	case hotline.FilterOver:
		return "t.opened desc, t.ref"
	}
	return "case when " + ticketHandling + " then 0 when " + ticketRunning + " then 1 else 2 end, t.urgent desc, " + first +
		"t.reply_by, t.opened, t.ref"
}

// Tickets lists a page of a desk's tickets, the most urgent first, and counts them
// by filter, in one trip.
func (s *Store) Tickets(ctx context.Context, q hotline.Query) (hotline.Queue, error) {
	out := hotline.Queue{Counts: map[hotline.Filter]int{}}
	scope := ticketScope(q)
	if scope.SQL == "" {
		return out, nil
	}
	where := s.ticketWhere(q, scope)
	size, page := max(q.Size, 1), max(q.Page, 1)
	list := query("select "+ownerColumns+ticketColumns+ticketFrom+" where ").and(where.SQL, where.Args...).
		and(" order by "+ticketOrder(q.Filter)+" limit ? offset ?", int64(size), int64((page-1)*size))
	total := query("select count(*) from ticket t where ").and(where.SQL, where.Args...)
	rows, err := s.read(ctx, list, total, ticketCounts(q, scope))
	if err != nil {
		return out, err
	}
	for i, f := range hotline.Filters() {
		n, _ := rows[2][0][i].(int64)
		out.Counts[f] = int(n)
	}
	out.Total = (&cursor{row: rows[1][0]}).int()
	out.Tickets, err = eachOwned(s, rows[0], ticketRow)
	return out, err
}

// ticketScope is where a query looks, with ? for its arguments; "" is nowhere.
func ticketScope(q hotline.Query) Statement {
	var in []string
	var args []any
	look := func(column string, ids []string) {
		if len(ids) > 0 {
			in = append(in, column+" in ("+marks(len(ids))+")")
			args = append(args, anys(ids)...)
		}
	}
	places := make([]string, len(q.Places))
	for i, p := range q.Places {
		places[i] = string(p)
	}
	look("t.place", places)
	look("t.unit", q.Units)
	look("t.area", q.Areas)
	if len(in) == 0 {
		return Statement{}
	}
	return Statement{SQL: ticketListed + " and (" + strings.Join(in, " or ") + ")", Args: args}
}

// ticketWhere is the condition of the page, with ? for its arguments. What is
// searched for is found in any state.
func (s *Store) ticketWhere(q hotline.Query, scope Statement) Statement {
	w := Statement{SQL: scope.SQL, Args: scope.Args[:len(scope.Args):len(scope.Args)]}
	search := strings.TrimSpace(q.Search)
	if search == "" || q.Filter != hotline.FilterAll {
		text, today := ticketFilter(q.Filter)
		w.SQL += " and " + text
		if today {
			w.Args = append(w.Args, string(q.Today))
		}
	}
	if search != "" {
		found := s.ticketSearch(search, q)
		w.SQL += " and " + found.SQL
		w.Args = append(w.Args, found.Args...)
	}
	return w
}

// ticketSearch finds by reference, or by the last four digits of the phone within
// its places, which is blind: who works for a unit alone cannot try numbers out, nor
// who may not know the shielded.
func (s *Store) ticketSearch(text string, q hotline.Query) Statement {
	if ref, err := matter.ParseReference(text); err == nil {
		return Statement{SQL: "t.ref = ?", Args: []any{string(ref)}}
	}
	digits := seal.Phone(text)
	if len(digits) != 4 || len([]rune(text)) != 4 || len(q.Places) == 0 {
		return Statement{SQL: "1 = 0"}
	}
	w := Statement{SQL: "t.four_bix in (" + marks(len(q.Places)) + ")"}
	if !q.Known {
		w.SQL += " and t.shielded = 0"
	}
	for _, p := range q.Places {
		w.Args = append(w.Args, s.blind(seal.BlindLastFour, seal.LastFour(string(p), digits)))
	}
	return w
}

// ticketCounts counts a scope by filter, whatever is searched for.
func ticketCounts(q hotline.Query, scope Statement) Statement {
	s := Statement{SQL: "select "}
	for i, f := range hotline.Filters() {
		if i > 0 {
			s.SQL += ", "
		}
		text, today := ticketFilter(f)
		var args []any
		if today {
			args = []any{string(q.Today)}
		}
		s = s.and("coalesce(sum(case when "+text+" then 1 else 0 end), 0)", args...)
	}
	return s.and(" from ticket t where ").and(scope.SQL, scope.Args...)
}

// TicketsDue lists up to n references after one, in their order, of tickets with
// which time itself has something to do at an instant.
func (s *Store) TicketsDue(ctx context.Context, now time.Time, after matter.Reference, n int) ([]matter.Reference, error) {
	return s.references(ctx, query("select t.ref from ticket t where t.next_at > 0 and t.next_at <= ? and t.ref > ? and t.gone = 0"+
		" order by t.ref limit ?", micros(now), string(after), int64(n)))
}

// TicketsNear lists up to n open tickets about a topic in a place that were sent
// since an instant, newest first, without history and without those that were
// joined to another.
func (s *Store) TicketsNear(ctx context.Context, topic hotline.Topic, place portal.Place, since time.Time, n int) ([]hotline.Ticket, error) {
	return s.tickets(ctx, query("select "+ownerColumns+ticketColumns+ticketFrom+" where t.topic = ? and t.place = ? and t.sent >= ?"+
		" and t.gone = 0 and t.joined = '' and ("+ticketHandling+" or "+ticketWaiting+") order by t.sent desc, t.ref limit ?",
		string(topic), string(place), micros(since), int64(n)))
}

// TicketsAnswered lists up to n replied tickets whose senders let the reply be
// shown, newest first; place "" is everywhere. A reply that no reviewer has seen
// stays out, and so does one that was contested since.
func (s *Store) TicketsAnswered(ctx context.Context, place portal.Place, n int) ([]hotline.Ticket, error) {
	return s.tickets(ctx, query("select "+ownerColumns+ticketColumns+ticketFrom+" where t.public = 1 and t.shielded = 0 and t.gone = 0"+
		" and t.replied <> '' and t.state <> 'replied' and (t.place = ? or ? = '') order by t.replied desc, t.sent desc, t.ref limit ?",
		string(place), string(place), int64(n)))
}
