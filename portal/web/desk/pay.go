package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/field"
	"changban/portal/office"
	"changban/portal/web"
)

// runsSheet is the list of pay runs with the form for the next.
type runsSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Lead   string
	Form   component.FormParams
	Month  component.DateFieldParams
	Places *component.ChoicesParams // nil when the payer pays for one place
	Button string
	Empty  string // instead of a table; "" when there are rows
	Table  component.TableParams
}

// payer lets in who pays; everybody else is told which role it takes.
func (p Pages) payer(h func(v visit) error) web.Handler { return p.may(office.Pay, h) }

// by is the payer with the places paid for: those of the units below, narrowed to
// the account's own.
func (p Pages) by(v visit) benefit.Payer {
	payer := benefit.Payer{Staff: v.staff.ID, Unit: v.staff.Unit}
	for _, id := range p.Desk.Units.Below(v.staff.Unit) {
		u, err := p.Desk.Units.Unit(id)
		outside := len(v.staff.Places) > 0 && !slices.Contains(v.staff.Places, u.Place)
		if err == nil && !outside && p.Desk.Units.Places().Valid(u.Place) && !slices.Contains(payer.Places, u.Place) {
			payer.Places = append(payer.Places, u.Place)
		}
	}
	return payer
}

func (p Pages) placeName(v visit, place portal.Place) string {
	return v.FullPlace(p.Desk.Units.Places(), place)
}

func (p Pages) runs(v visit) error { return p.showRuns(v, fiber.StatusOK, nil) }

func (p Pages) showRuns(v visit, status int, wrong portal.FieldErrors) error {
	by := p.by(v)
	runs, err := p.Payroll.Runs(v.Context(), by)
	if err != nil {
		return err
	}
	v.Failed, v.Return = len(wrong) > 0, v.Path("/desk/pay")
	s := runsSheet{
		Head:  component.QuestionHeadParams{Back: &component.LinkParams{Text: v.T("desk.back.queue"), URL: v.Path("/desk")}, Summary: v.ErrorSummary(wrong)},
		Title: v.T("pay.title"), Lead: v.T("pay.lead"),
		Form: component.FormParams{Action: v.Path("/desk/pay/new"), Get: true}, Button: v.T("pay.new.look"),
		Month: v.monthField(wrong), Places: p.placeField(v, by.Places), Table: p.runTable(v, runs),
	}
	if len(runs) == 0 {
		s.Empty = v.T("pay.none")
	}
	return v.show(status, s.Title, runsPage(s))
}

// monthField stands at this month: what is owed up to a month includes all before.
func (v visit) monthField(wrong portal.FieldErrors) component.DateFieldParams {
	now := v.Now()
	part := func(name string, n int) component.DatePart {
		value := strings.ReplaceAll(strings.ToValidUTF8(v.c.Query("month."+name), "\uFFFD"), "\x00", "") // as a form is read
		if !v.asked() {
			value = strconv.Itoa(n)
		}
		return component.DatePart{
			Label: v.T("common.date." + name), Value: value, Example: v.T("pay.example." + name),
			Wrong: slices.ContainsFunc(wrong, func(e portal.FieldError) bool { return e.Part == name }),
		}
	}
	return component.DateFieldParams{
		Field: v.Field("month", "pay.month.label", "pay.month.hint", wrong), NoDay: true,
		Year: part("year", now.Year()), Month: part("month", int(now.Month())),
	}
}

func (v visit) asked() bool { return v.c.Context().QueryArgs().Has("month.year") }

func (p Pages) placeField(v visit, places []portal.Place) *component.ChoicesParams {
	if len(places) < 2 {
		return nil
	}
	choices := component.ChoicesParams{Field: v.Field("place", "pay.place.label", "", nil)}
	for i, place := range places {
		choices.Options = append(choices.Options, component.Option{Value: string(place), Text: p.placeName(v, place), Checked: i == 0})
	}
	return &choices
}

// runTable lists runs, newest first; the month names the row.
func (p Pages) runTable(v visit, runs []benefit.Run) component.TableParams {
	t := component.TableParams{Caption: v.T("pay.list")}
	for _, column := range []string{"month", "place", "made", "count", "total", "paid", "back", "state"} {
		t.Columns = append(t.Columns, v.T("pay.column."+column))
	}
	for _, r := range runs {
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{
			{Link: &component.LinkParams{Text: v.Words().Month(string(r.Month)), URL: v.runPath(r.ID, "")}},
			{Text: p.placeName(v, r.Place)},
			{Text: v.DateTime(r.Created)},
			{Text: v.Words().Number(r.Count)},
			{Text: v.Fen(r.Fen)},
			{Text: v.Words().Number(r.Paid)},
			{Text: v.Words().Number(r.Back)},
			{Text: v.T("pay.state." + string(r.State))},
		}})
	}
	return t
}

func (v visit) runPath(id, rest string) string { return v.Path("/desk/pay/" + id + rest) }

// wanted reads month and place from the address; the form's two parts become one
// month there, so that a bookmark reads well.
func (p Pages) wanted(v visit) (portal.Place, portal.Month, portal.FieldErrors) {
	place := portal.Place(v.c.Query("place"))
	if places := p.by(v).Places; place == "" && len(places) > 0 {
		place = places[0]
	}
	if !v.asked() {
		return place, portal.Month(v.c.Query("month")), nil
	}
	form := func(name string) []string {
		if text := strings.TrimSpace(v.c.Query(name)); text != "" {
			return []string{text}
		}
		return nil
	}
	value, problems := field.Read(field.Spec{ID: "month", Type: field.Month, Required: true}, form, field.Context{Today: v.Today()})
	for i := range problems {
		if problems[i].Part == "" {
			problems[i].Part = "year"
		}
	}
	return place, portal.Month(value.First()), problems
}

func (v visit) draftPath(place portal.Place, month portal.Month) string {
	return v.Path("/desk/pay/new") + "?" + url.Values{"month": {string(month)}, "place": {string(place)}}.Encode()
}
