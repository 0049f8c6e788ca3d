package field

import (
	"encoding/json"
	"strconv"
	"strings"

	"changban/portal"
)

// RowButton is the name of the buttons of a list; their values are "add:id" and
// "remove:id:N".
const RowButton = "_row"

// Row is one row of a list: the canonical answers by the ids of its items.
// What was left open is missing.
type Row map[string]Value

// Rows reads the rows of a kept list; what is no row is left out.
func Rows(v Value) []Row {
	var rows []Row
	for _, text := range v {
		var r Row
		if json.Unmarshal([]byte(text), &r) == nil && r != nil {
			rows = append(rows, r)
		}
	}
	return rows
}

// Text returns the row as it is kept: one JSON object, keys in order.
func (r Row) Text() string {
	text, err := json.Marshal(r)
	if err != nil {
		return "{}" // texts by name always have a form
	}
	return string(text)
}

// MostRows is how many rows a list may have.
func (s Spec) MostRows() int {
	if s.MaxItems > 0 {
		return s.MaxItems
	}
	return 20
}

// Item returns the field of a row by its id.
func (s Spec) Item(id string) (Spec, bool) {
	for _, item := range s.Items {
		if item.ID == id {
			return item, true
		}
	}
	return Spec{}, false
}

// Cell returns an item as the field of row n: its controls are called id.n.sub.
func (s Spec) Cell(n int, item Spec) Spec {
	item.ID = s.ID + "." + strconv.Itoa(n) + "." + item.ID
	return item
}

// CountRows returns how many rows a form has, empty ones counted.
func CountRows(s Spec, f Form) int {
	count := 0
	for n := range 2 * s.MostRows() {
		if rowHas(s, f, n, func(values []string) bool { return len(values) > 0 }) {
			count = n + 1
		}
	}
	return count
}

// rowHas reports whether a control of row n has values of a kind.
func rowHas(s Spec, f Form, n int, is func([]string) bool) bool {
	for _, item := range s.Items {
		id := s.Cell(n, item).ID
		for _, part := range controlParts(item.Type) {
			if is(f(id + part)) {
				return true
			}
		}
	}
	return false
}

// controlParts lists the ends of the names of a type's controls.
func controlParts(t Type) []string {
	switch t {
	case Date, Month:
		return []string{"", ".year", ".month", ".day"}
	case Address:
		return []string{"", ".street"}
	case PlaceChoice, Institution, Area:
		return []string{"", ".name", ".community"}
	}
	return []string{""}
}

func blank(values []string) bool { return strings.TrimSpace(strings.Join(values, "")) == "" }

// EditRows does what a button of the list asks: it returns the form as it then
// is and the number of rows to show. Nothing typed is lost but a removed row.
// done is false when the button belongs to another list.
func EditRows(s Spec, f Form, button string) (form Form, rows int, done bool) {
	count := CountRows(s, f)
	if button == "add:"+s.ID {
		return f, min(count+1, s.MostRows()), true
	}
	number, mine := strings.CutPrefix(button, "remove:"+s.ID+":")
	gone, err := strconv.Atoi(number)
	if !mine || err != nil || gone < 0 || gone >= count {
		return f, count, false
	}
	return without(s.ID, f, gone), count - 1, true
}

// without is the form without a row; the later ones move up.
func without(id string, f Form, gone int) Form {
	return func(name string) []string {
		rest, mine := strings.CutPrefix(name, id+".")
		number, part, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(number)
		if !mine || err != nil || n < gone {
			return f(name)
		}
		return f(id + "." + strconv.Itoa(n+1) + "." + part)
	}
}

// readList reads the rows that are not empty. A problem's Part is "N.sub", with
// ".year" and the like behind it, N as in the form.
func readList(s Spec, f Form, c Context) (Value, []portal.FieldError) {
	var v Value
	var problems []portal.FieldError
	for n := range CountRows(s, f) {
		if !rowHas(s, f, n, func(values []string) bool { return !blank(values) }) {
			continue
		}
		r := Row{}
		for _, item := range s.Items {
			value, wrong := Read(s.Cell(n, item), f, c.within(r))
			problems = append(problems, s.inRow(wrong)...)
			if len(value) > 0 {
				r[item.ID] = value
			}
		}
		v = append(v, r.Text())
	}
	switch {
	case len(v) > s.MostRows():
		problems = append(one(s.problem("too_many", "Max", s.MostRows())), problems...)
	case len(problems) == 0 && len(v) > 0 && len(v) < s.MinItems:
		problems = one(s.problem("too_few", "Min", s.MinItems))
	}
	return v, problems
}

// within lets an item look at the row's own answers before those outside.
func (c Context) within(r Row) Context {
	outside := c.Answer
	c.Answer = func(id string) Value {
		if v, ok := r[id]; ok || outside == nil {
			return v
		}
		return outside(id)
	}
	return c
}

// inRow moves problems of cells to the list.
func (s Spec) inRow(problems []portal.FieldError) []portal.FieldError {
	for i, e := range problems {
		problems[i].Part = strings.TrimPrefix(e.Field, s.ID+".")
		if e.Part != "" {
			problems[i].Part += "." + e.Part
		}
		problems[i].Field = s.ID
	}
	return problems
}

// checkRows judges every cell of a kept list again.
func checkRows(s Spec, v Value, c Context) []portal.FieldError {
	var problems []portal.FieldError
	if s.Type != List {
		return nil
	}
	for n, r := range Rows(v) {
		for _, item := range s.Items {
			problems = append(problems, s.inRow(Check(s.Cell(n, item), r[item.ID], c.within(r)))...)
		}
	}
	return problems
}
