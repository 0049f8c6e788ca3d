package apply

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// list is a row for each person or thing, with buttons to add and take away.
func (k control) list() templ.Component {
	list := k.field.Spec
	count := k.count()
	var parts []templ.Component
	for n := range count {
		parts = append(parts, k.row(n, count))
	}
	if count < list.MostRows() {
		parts = append(parts, component.Button(component.ButtonParams{
			Text: k.page.T("field.list.add"), Hidden: k.page.Tp("apply.hidden", "What", k.word(k.path+".label")),
			Kind: component.ButtonSecondary, Name: field.RowButton, Value: "add:" + list.ID, Action: k.rowAnchor(count),
		}))
	}
	parts = append(parts, k.putBack()...)
	about := k.with(k.about, func(string, portal.FieldError) bool { return false })
	for _, e := range k.errs {
		if _, _, _, cell := cellOf(list, e); e.Field == list.ID && !cell {
			about = k.with(k.about, func(part string, _ portal.FieldError) bool { return part == "" })
		}
	}
	return component.With(component.Fieldset(about), parts...)
}

// count is how many rows stand on the page; one at least, to begin with.
func (k control) count() int {
	least := max(1, k.field.MinItems)
	if n, edited := k.rows[k.field.ID]; edited {
		return max(n, 1)
	}
	if k.form != nil {
		least = 1
	}
	return max(least, field.CountRows(k.field.Spec, k.values))
}

// row is one row: its fields in the words of the list.
func (k control) row(n, count int) templ.Component {
	list := k.field.Spec
	p := component.RowGroupParams{ID: component.FieldID(rowID(list.ID, n)), Legend: k.rowName(n)}
	if count > 1 {
		p.Remove = &component.ButtonParams{
			Text: k.page.T("field.list.remove"), Hidden: k.page.Tp("apply.hidden", "What", p.Legend), Kind: component.ButtonQuiet,
			Name: field.RowButton, Value: "remove:" + list.ID + ":" + strconv.Itoa(n), Action: k.rowAnchor(min(n, count-2)),
		}
	}
	var cells []templ.Component
	for _, item := range list.Items {
		cells = append(cells, k.cell(n, item).component())
	}
	return component.With(component.RowGroup(p), cells...)
}

// cell is an item of a row as a control of its own.
func (k control) cell(n int, item field.Spec) control {
	path := k.path + "." + item.ID
	c := control{sheet: k.sheet, field: catalogue.Field{Spec: k.field.Cell(n, item)}, path: path, values: k.values}
	c.about = component.Field{Name: c.field.ID, Label: k.word(path + ".label"), Hint: k.optional(path + ".hint")}
	c.mine = func(e portal.FieldError) (string, bool) {
		row, of, part, ok := cellOf(k.field.Spec, e)
		return part, ok && row == n && of.ID == item.ID
	}
	return c
}

// rowAnchor is the page's address at a row: after a button of the list the page
// opens where something changed.
func (k control) rowAnchor(n int) string {
	step, _ := k.view.Service.StepOf(k.field.ID)
	return k.address(step.ID) + "#" + component.FieldID(rowID(k.field.ID, n))
}

func (s *sheet) rowName(n int) string {
	return s.page.Tp("field.list.row", "Number", s.page.Words().Ordinal(n+1))
}

func rowID(list string, n int) string { return list + "." + strconv.Itoa(n) }

// cellOf reads which row, item and part of a list a problem is about; its Part is
// "N.item" and perhaps ".part".
func cellOf(list field.Spec, e portal.FieldError) (row int, item field.Spec, part string, ok bool) {
	number, rest, _ := strings.Cut(e.Part, ".")
	id, part, _ := strings.Cut(rest, ".")
	row, err := strconv.Atoi(number)
	item, known := list.Item(id)
	return row, item, part, list.Type == field.List && e.Field == list.ID && err == nil && known
}

// edit does what a button of a list asks, on the page alone: nothing is kept and
// nothing typed is lost.
func (s *sheet) edit(step catalogue.Step, button string) bool {
	for _, f := range s.asked(step) {
		if f.Type != field.List {
			continue
		}
		form, rows, done := field.EditRows(f.Spec, s.form.All, button)
		if row, away := removedRow(f.ID, button); done && away {
			s.removed = map[string]int{f.ID: row}
		}
		if !done {
			form, rows, done = s.restored(f.Spec, button)
		}
		if done {
			s.edited, s.rows = form, map[string]int{f.ID: rows}
			return true
		}
	}
	return false
}

// hasList reports whether a step has buttons before the one that goes on.
func (s *sheet) hasList(step catalogue.Step) bool {
	return slices.ContainsFunc(s.asked(step), func(f catalogue.Field) bool { return f.Type == field.List })
}
