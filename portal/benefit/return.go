package benefit

import (
	"encoding/csv"
	"slices"
	"strings"

	"changban/portal"
)

// BadRow is a row of a return file that cannot be used.
type BadRow struct {
	Line    int // from 1
	Text    string
	Problem portal.Message
}

// ReadReturn reads a bank's answer: payment id, paid or returned, code of the
// reason, day. A first row with heads, empty rows, and a payment that is settled
// in the same way already are passed over. With any bad row there are no results.
// Days lie between sent and today.
func ReadReturn(text string, pays []Pay, sent, today portal.Day) ([]Pay, []BadRow) {
	r := returnFile{pays: map[string]Pay{}, seen: map[string]Pay{}, sent: sent, today: today}
	for _, p := range pays {
		r.pays[p.ID] = p
	}
	text = strings.TrimPrefix(text, byteOrderMark)
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for i, line := range strings.Split(text, "\n") {
		r.line(i+1, line)
	}
	switch {
	case len(r.bad) > 0:
		return nil, r.bad
	case len(r.seen) == 0:
		return nil, []BadRow{{Line: 1, Problem: portal.Msg("benefit.return_row.empty")}}
	}
	return r.results, nil
}

type returnFile struct {
	pays    map[string]Pay
	seen    map[string]Pay
	results []Pay
	bad     []BadRow
	sent    portal.Day
	today   portal.Day
}

// returnRow is one row of the answer, its cells trimmed.
type returnRow struct {
	id, result, reason string
	day                portal.Day
}

func (f *returnFile) line(n int, text string) {
	if strings.Trim(text, ", \t") == "" {
		return
	}
	row, problem := readReturnRow(text)
	if n == 1 && row.id != "" && !portal.ValidID(row.id) && row.state() == "" {
		return // heads
	}
	if problem == "" {
		problem = f.take(row)
	}
	if problem != "" {
		f.bad = append(f.bad, BadRow{Line: n, Text: text, Problem: portal.Msg(problem)})
	}
}

// readReturnRow parts a row; the spreadsheet may leave empty cells behind the last.
func readReturnRow(text string) (returnRow, string) {
	cells, err := csv.NewReader(strings.NewReader(text)).Read()
	if err != nil {
		return returnRow{}, "benefit.return_row.cells"
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	for len(cells) > 4 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	row := returnRow{id: cells[0]}
	if len(cells) > 1 {
		row.result = strings.ToLower(cells[1])
	}
	if len(cells) != 4 {
		return row, "benefit.return_row.cells"
	}
	row.reason, row.day = cells[2], portal.Day(cells[3])
	return row, ""
}

func (r returnRow) state() PayState {
	switch r.result {
	case string(Paid), string(Returned):
		return PayState(r.result)
	}
	return ""
}

// take keeps a row or returns the id of what is wrong with it.
func (f *returnFile) take(row returnRow) string {
	p, known := f.pays[row.id]
	if !known {
		return "benefit.return_row.unknown"
	}
	if problem := f.problem(row); problem != "" {
		return problem
	}
	said := p
	said.State, said.Reason, said.Day = row.state(), row.reason, row.day
	before, again := f.seen[row.id]
	f.seen[row.id] = said
	switch {
	case again && before == said:
		return "benefit.return_row.twice"
	case again:
		return "benefit.return_row.contradicts"
	case p.State == said.State, p.State == PayReplaced && said.State == Returned:
		return ""
	case p.State != PaySent:
		return "benefit.return_row.settled"
	}
	f.results = append(f.results, said)
	return ""
}

func (f *returnFile) problem(row returnRow) string {
	_, err := portal.ParseDay(string(row.day))
	switch {
	case row.state() == "":
		return "benefit.return_row.result"
	case row.state() == Paid && row.reason != "":
		return "benefit.return_row.reason_paid"
	case row.state() == Returned && !slices.Contains(ReturnReasons(), row.reason):
		return "benefit.return_row.reason"
	case err != nil:
		return "benefit.return_row.day"
	case row.day < f.sent || row.day > f.today:
		return "benefit.return_row.day_range"
	}
	return ""
}
