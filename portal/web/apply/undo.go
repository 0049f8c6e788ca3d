package apply

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal/field"
)

// gonePrefix marks hidden fields with what stood in a row that was taken away: one
// press puts it back (A11Y-65). The page carries it, nothing is kept.
const gonePrefix = "_gone."

// restore is the value of the button that puts row n of a list back.
func restore(list string, n int) string { return "restore:" + list + ":" + strconv.Itoa(n) }

// restored is the form with the row back where it was; false when the button is
// another one or nothing was taken away.
func (s *sheet) restored(list field.Spec, button string) (form field.Form, rows int, ok bool) {
	number, mine := strings.CutPrefix(button, "restore:"+list.ID+":")
	at, err := strconv.Atoi(number)
	rows = field.CountRows(list, s.form.All) + 1
	if !mine || err != nil || at < 0 || at >= rows || rows > list.MostRows() || len(s.gone(list.ID)) == 0 {
		return nil, 0, false
	}
	return func(name string) []string {
		rest, row := strings.CutPrefix(name, list.ID+".")
		index, part, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(index)
		switch {
		case !row || err != nil || n < at:
			return s.form.All(name)
		case n == at:
			return s.form.All(gonePrefix + list.ID + "." + part)
		}
		return s.form.All(list.ID + "." + strconv.Itoa(n-1) + "." + part)
	}, rows, true
}

// gone are the names of the fields of a row that was taken away before.
func (s *sheet) gone(list string) []string {
	return slices.DeleteFunc(s.form.Names(), func(name string) bool { return !strings.HasPrefix(name, gonePrefix+list+".") })
}

// putBack says that a row is gone and offers it back; nil when none went just now.
func (k control) putBack() []templ.Component {
	row, went := k.removed[k.field.ID]
	if !went {
		return nil
	}
	parts := []templ.Component{component.StatusMessage(k.page.Tp("field.list.removed", "Row", k.rowName(row)))}
	from := rowID(k.field.ID, row) + "."
	for _, name := range k.form.Names() {
		if part, mine := strings.CutPrefix(name, from); mine {
			for _, v := range k.form.All(name) {
				parts = append(parts, component.Hidden(component.HiddenParams{Name: gonePrefix + k.field.ID + "." + part, Value: v}))
			}
		}
	}
	return append(parts, component.Button(component.ButtonParams{
		Text: k.page.T("field.list.restore"), Hidden: k.page.Tp("apply.hidden", "What", k.rowName(row)), Kind: component.ButtonSecondary,
		Name: field.RowButton, Value: restore(k.field.ID, row), Action: k.rowAnchor(row),
	}))
}

// removedRow reads which row a button took away.
func removedRow(list, button string) (row int, ok bool) {
	number, mine := strings.CutPrefix(button, "remove:"+list+":")
	row, err := strconv.Atoi(number)
	return row, mine && err == nil
}
