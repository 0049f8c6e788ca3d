package relation

import (
	"context"
	"strings"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/seal"
)

// The conditions of the filters. A case is urgent while its clock runs and it is
// not over; over is State.Final, decided is everything that is not State.Open.
const (
	over    = "c.state in ('not_accepted', 'lapsed', 'withdrawn', 'closed')"
	running = "c.due <> '' and c.stopped_from = '' and c.state <> 'delivered' and not " + over
)

// What stands still with an institution or on a board has filters of its own.
const (
	filterAssessment application.Filter = "assessment"
	filterNotice     application.Filter = "notice"
)

// filterOrder is the order of the counts' columns; "" is everything to be done.
func filterOrder() []application.Filter {
	return []application.Filter{application.FilterAll, application.FilterOverdue, application.FilterToday,
		application.FilterSubmitted, application.FilterAccepted, application.FilterReview, application.FilterWaiting,
		filterAssessment, filterNotice, application.FilterDecided}
}

// filterText returns the condition of a filter; the two of days take today as
// their one argument. An unknown filter is FilterAll.
func filterText(f application.Filter) (text string, today bool) {
	switch f {
	case application.FilterOverdue:
		return running + " and c.due < ?", true
	case application.FilterToday:
		return running + " and c.due = ?", true
	case application.FilterSubmitted:
		return "c.state = 'submitted'", false
	case application.FilterAccepted:
		return "c.state = 'accepted'", false
	case application.FilterReview:
		return "c.state in ('in_review', 'assessment', 'public_notice', 'reopened')", false
	case filterAssessment:
		return "c.state = 'assessment'", false
	case filterNotice:
		return "c.state = 'public_notice'", false
	case application.FilterWaiting:
		return "c.state = 'supplement_requested'", false
	case application.FilterDecided:
		return "c.state in ('approved', 'refused', 'delivered', 'not_accepted', 'lapsed', 'withdrawn', 'closed')", false
	}
	return "not " + over, false
}

// orderText puts the next appointment and the notice that ends next first.
func orderText(f application.Filter) string {
	switch f {
	case filterAssessment:
		return "c.visit_day, "
	case filterNotice:
		return "c.notice_end, "
	}
	return ""
}

// Queue lists cases of units, most urgent first, with the counts of every
// filter, in one trip. The queue holds what a unit has now; a search also finds
// what it received or decides.
func (s *Store) Queue(ctx context.Context, q application.Query) (application.Queue, error) {
	counts := map[application.Filter]int{}
	if len(q.Units) == 0 {
		return application.Queue{Counts: counts}, nil
	}
	where := s.queueWhere(q)
	size, page := max(q.Size, 1), max(q.Page, 1)
	list := query("select "+caseColumns+", c.name, p.wrapped_key from case_file c join person p on p.id = c.person where ").
		and(where.SQL, where.Args...).
		and(" order by "+orderText(q.Filter)+"case when "+running+" then 0 else 1 end, c.due, c.submitted, c.ref limit ? offset ?",
			int64(size), int64((page-1)*size))
	total := query("select count(*) from case_file c where ").and(where.SQL, where.Args...)
	rows, err := s.read(ctx, list, total, countsOf(q))
	if err != nil {
		return application.Queue{}, err
	}
	for i, f := range filterOrder() {
		n, _ := rows[2][0][i].(int64)
		counts[f] = int(n)
	}
	out := application.Queue{Counts: counts, Total: (&cursor{row: rows[1][0]}).int()}
	out.Cases, err = each(rows[0], s.queueCase)
	return out, err
}

// queueWhere is the condition of the page, with ? for its arguments.
func (s *Store) queueWhere(q application.Query) Statement {
	text, today := filterText(q.Filter)
	w := Statement{SQL: text}
	if today {
		w.Args = append(w.Args, string(q.Today))
	}
	units := anys(q.Units)
	if strings.TrimSpace(q.Search) == "" {
		w.SQL += " and c.unit in (" + marks(len(units)) + ")"
		w.Args = append(w.Args, units...)
		return w
	}
	in := marks(len(units))
	scope := "(c.unit in (" + in + ") or c.receiving in (" + in + ") or c.deciding in (" + in + "))"
	found := s.searchWhere(q)
	if q.Filter == application.FilterAll {
		w = Statement{SQL: "1 = 1"} // somebody looked for is found in any state
	}
	w.SQL += " and " + scope + " and " + found.SQL
	for range 3 {
		w.Args = append(w.Args, units...)
	}
	w.Args = append(w.Args, found.Args...)
	return w
}

// searchWhere finds by reference, last four digits of the phone within the units,
// full name, or initials (decisions 17).
func (s *Store) searchWhere(q application.Query) Statement {
	text := strings.TrimSpace(q.Search)
	if ref, err := matter.ParseReference(text); err == nil {
		return Statement{SQL: "c.ref = ?", Args: []any{string(ref)}}
	}
	if digits := seal.Phone(text); len(digits) == 4 && len([]rune(text)) == 4 {
		w := Statement{SQL: "c.ref in (select case_ref from case_search where bix in (" + marks(len(q.Units)) + "))"}
		for _, unit := range q.Units {
			w.Args = append(w.Args, s.blind(seal.BlindLastFour, seal.LastFour(unit, digits)))
		}
		return w
	}
	name := seal.Name(text)
	if name == "" {
		return Statement{SQL: "1 = 0"}
	}
	return Statement{SQL: "(c.name_bix = ? or c.initials_bix = ?)",
		Args: []any{s.blind(seal.BlindName, name), s.blind(seal.BlindInitials, name)}}
}

// countsOf counts the queue of the units by filter, whatever is searched for.
func countsOf(q application.Query) Statement {
	s := Statement{SQL: "select "}
	for i, f := range filterOrder() {
		if i > 0 {
			s.SQL += ", "
		}
		text, today := filterText(f)
		var args []any
		if today {
			args = []any{string(q.Today)}
		}
		s = s.and("coalesce(sum(case when "+text+" then 1 else 0 end), 0)", args...)
	}
	return s.and(" from case_file c where c.unit in ("+marks(len(q.Units))+")", anys(q.Units)...)
}

// queueCase reads a line of the queue; of the body only the name is opened. A
// deleted person's line stays, without the name.
func (s *Store) queueCase(c *cursor) (application.Case, error) {
	k, err := caseRow(c)
	if err != nil {
		return k, err
	}
	name, wrapped := c.bytes(), c.bytes()
	key, err := s.open(k.Person, wrapped)
	if portal.Is(err, portal.KindNotFound) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	k.Body.Name, err = openText(key, casePlace("name", k.Ref), name)
	return k, err
}

// Expired lists up to n cases that wait for papers since before a day, the
// longest waiting first.
func (s *Store) Expired(ctx context.Context, day portal.Day, n int) ([]matter.Reference, error) {
	rows, err := s.read(ctx, query("select c.ref from case_file c where c.state = 'supplement_requested'"+
		" and c.stopped_from <> '' and c.stopped_from < ? order by c.stopped_from, c.ref limit ?", string(day), int64(n)))
	if err != nil {
		return nil, err
	}
	return each(rows[0], func(c *cursor) (matter.Reference, error) { return matter.Reference(c.text()), nil })
}
