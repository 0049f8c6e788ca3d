package desk

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/web"
)

// draftSheet is what a run would pay, before it is made.
type draftSheet struct {
	Back    component.LinkParams
	Title   string
	Changed string // says that somebody else made a run meanwhile; "" else
	Lines   []string
	Totals  *component.TableParams // nil when nothing is owed
	Apart   []draftPart
	Form    component.FormParams
	Button  string
}

// draftPart is a list of what a run leaves out, and why.
type draftPart struct {
	Heading string
	Text    string
	Table   component.TableParams
}

// draft shows what is owed up to a month.
func (p Pages) draft(v visit) error {
	place, month, wrong := p.wanted(v)
	switch {
	case len(wrong) > 0:
		return p.showRuns(v, fiber.StatusUnprocessableEntity, wrong)
	case v.asked():
		return web.Redirect303(v.c, v.draftPath(place, month))
	}
	return p.showDraft(v, fiber.StatusOK, place, month, "")
}

func (p Pages) showDraft(v visit, status int, place portal.Place, month portal.Month, changed string) error {
	d, err := p.Payroll.Draft(v.Context(), p.by(v), place, month)
	if err != nil {
		return p.badMonth(v, err)
	}
	v.Return = v.draftPath(place, month)
	s := draftSheet{
		Back:    component.LinkParams{Text: v.T("pay.back"), URL: v.Path("/desk/pay")},
		Title:   v.Tp("pay.draft.title", "Month", v.Words().Month(string(month))),
		Changed: changed,
		Lines:   []string{v.Tp("pay.draft.place", "Place", p.placeName(v, place)), v.T("pay.draft.upto")},
		Button:  v.T("pay.draft.button"),
	}
	if d.Count == 0 {
		s.Lines = append(s.Lines, v.T("benefit.run.nothing"))
	} else {
		totals := v.serviceTotals(d)
		s.Totals, s.Form = &totals, v.Form(v.Path("/desk/pay/new"), v.KeyField(),
			component.HiddenParams{Name: "month", Value: string(month)}, component.HiddenParams{Name: "place", Value: string(place)})
	}
	s.Apart = v.apart(d)
	return v.show(status, s.Title, draftPage(s))
}

// badMonth shows the list again with what is wrong with the month; other errors
// go on.
func (p Pages) badMonth(v visit, err error) error {
	var wrong portal.FieldErrors
	if !errors.As(err, &wrong) {
		return err
	}
	for i := range wrong {
		wrong[i].Part = "year"
	}
	return p.showRuns(v, fiber.StatusUnprocessableEntity, wrong)
}

// serviceTotals counts payments and money by service; the last row is all.
func (v visit) serviceTotals(d benefit.Draft) component.TableParams {
	t := v.payTable("pay.draft.list", "service", "people", "count", "total")
	people, count, fen := map[string]int{}, map[string]int{}, map[string]int64{}
	var services []string
	for _, l := range d.Lines {
		id := l.Benefit.Service
		if count[id] == 0 {
			services = append(services, id)
		}
		people[id]++
		count[id] += len(l.Months)
		fen[id] += l.Fen
	}
	slices.Sort(services)
	row := func(name string, people, count int, fen int64) {
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{
			{Text: name}, {Text: v.Words().Number(people)}, {Text: v.Words().Number(count)}, {Text: v.Fen(fen)},
		}})
	}
	for _, id := range services {
		row(v.T("service."+id+".name"), people[id], count[id], fen[id])
	}
	row(v.T("pay.total"), len(d.Lines), d.Count, d.Fen)
	return t
}

func (v visit) payTable(caption string, columns ...string) component.TableParams {
	t := component.TableParams{Caption: v.T(caption)}
	for _, column := range columns {
		t.Columns = append(t.Columns, v.T("pay.column."+column))
	}
	return t
}

// apart lists what the run leaves out: no account, or an account the bank has
// sent the money back from.
func (v visit) apart(d benefit.Draft) []draftPart {
	var parts []draftPart
	for _, of := range []struct {
		words string
		lines []benefit.Line
	}{{"without", d.Without}, {"waiting", d.Waiting}} {
		if len(of.lines) == 0 {
			continue
		}
		part := draftPart{
			Heading: v.Plural("pay.draft."+of.words, len(of.lines)), Text: v.T("pay.draft." + of.words + "_why"),
			Table: v.payTable("pay.draft."+of.words+"_list", "name", "service", "months", "total"),
		}
		for _, l := range of.lines {
			months, fen := v.lineOf(l, of.words == "waiting")
			part.Table.Rows = append(part.Table.Rows, component.TableRow{Cells: []component.Cell{
				{Text: v.person(l.Name)}, {Text: v.T("service." + l.Benefit.Service + ".name")}, {Text: months}, {Text: v.Fen(fen)},
			}})
		}
		parts = append(parts, part)
	}
	return parts
}

// lineOf names the months of a line and what they come to.
func (v visit) lineOf(l benefit.Line, back bool) (months string, fen int64) {
	var names []string
	fen = l.Fen
	for _, m := range l.Months {
		names = append(names, v.Words().Month(string(m)))
	}
	if back {
		names, fen = nil, 0
		for _, x := range l.Back {
			names, fen = append(names, v.Words().Month(string(x.Month))), fen+x.Fen
		}
	}
	return v.Words().List(names), fen
}

// draftSend makes the run. When a colleague was quicker, what is owed now is
// shown instead: nothing is ever paid twice.
func (p Pages) draftSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	place, month, key := portal.Place(form.One("place")), portal.Month(form.One("month")), form.One(web.FieldKey)
	if key == "" || form.Has(fieldShow) {
		return web.Redirect303(v.c, v.draftPath(place, month))
	}
	run, err := p.Payroll.Create(v.Context(), p.by(v), place, month, key)
	switch {
	case portal.Is(err, portal.KindConflict):
		return p.showDraft(v, fiber.StatusConflict, place, month, v.T("pay.draft.changed"))
	case err != nil:
		return p.badMonth(v, err)
	}
	return web.Redirect303(v.c, v.runPath(run.ID, "?done=made"))
}
