package desk

import (
	"mime"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/web"
)

// runSheet is one pay run: what it comes to, the file, what the bank answered.
type runSheet struct {
	Head   component.QuestionHeadParams
	Title  string
	Done   string // what was just done; "" else
	Facts  component.SummaryListParams
	File   component.LinkItem
	Table  component.TableParams
	Pages  *component.PaginationParams
	Answer *answerForm // nil when every payment is settled
}

// answerForm takes the bank's answer.
type answerForm struct {
	Heading string
	Lines   []string
	Codes   string // summary of the details with the codes
	Reasons []string
	Form    component.FormParams
	File    component.FileFieldParams
	Text    component.TextAreaParams
	Button  string
}

// paysShown is how many payments stand on a page.
const paysShown = 100

func (p Pages) run(v visit) error {
	r, pays, err := p.Payroll.Run(v.Context(), p.by(v), v.c.Params("run"))
	if err != nil {
		return err
	}
	return p.showRun(v, fiber.StatusOK, r, pays, "", nil)
}

func (p Pages) showRun(v visit, status int, r benefit.Run, pays []benefit.Pay, text string, wrong portal.FieldErrors) error {
	month := v.Words().Month(string(r.Month))
	v.Failed, v.Return = len(wrong) > 0, v.runPath(r.ID, "")
	s := runSheet{
		Head: component.QuestionHeadParams{
			Back: &component.LinkParams{Text: v.T("pay.back"), URL: v.Path("/desk/pay")}, Summary: v.ErrorSummary(wrong),
		},
		Title: v.Tp("pay.run.title", "Month", month, "Place", p.placeName(v, r.Place)),
		Facts: v.runFacts(r),
		File: component.LinkItem{
			Link: component.LinkParams{Text: v.T("pay.run.file"), URL: v.runPath(r.ID, "/file")}, Text: v.Plural("pay.run.file_rows", r.Count),
		},
	}
	s.Table, s.Pages = v.payments(r, pays)
	if r.State != benefit.RunSettled {
		s.Answer = v.answerForm(r, text, wrong)
	}
	if status == fiber.StatusOK {
		s.Done = v.runDone(r)
	}
	return v.show(status, v.Tp("pay.run.page", "Month", month), runPage(s))
}

// runDone says what was just done with a run.
func (v visit) runDone(r benefit.Run) string {
	switch v.c.Query("done") {
	case "made":
		return v.Tp("pay.run.made", "Count", r.Count, "Money", v.Fen(r.Fen))
	case "read":
		return v.Tp("pay.run.read", "Paid", r.Paid, "Back", r.Back)
	}
	return ""
}

func (v visit) runFacts(r benefit.Run) component.SummaryListParams {
	row := func(words, value string) component.SummaryRow {
		return component.SummaryRow{Label: v.T("pay.column." + words), Values: []string{value}}
	}
	return component.SummaryListParams{Rows: []component.SummaryRow{
		row("state", v.T("pay.state."+string(r.State))), row("made", v.DateTime(r.Created)),
		row("count", v.Words().Number(r.Count)), row("total", v.Fen(r.Fen)),
		row("paid", v.Words().Number(r.Paid)), row("back", v.Words().Number(r.Back)),
		row("open", v.Words().Number(r.Count-r.Paid-r.Back)),
	}}
}

// payments lists a page of payments; the last row is the total of the whole run.
func (v visit) payments(r benefit.Run, pays []benefit.Pay) (component.TableParams, *component.PaginationParams) {
	last := max(1, (len(pays)+paysShown-1)/paysShown)
	page := min(max(v.c.QueryInt("page", 1), 1), last)
	t := v.payTable("pay.run.list", "name", "service", "month", "amount", "result")
	for _, x := range pays[(page-1)*paysShown : min(page*paysShown, len(pays))] {
		t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{
			{Text: v.person(x.Name)}, {Text: v.T("service." + x.Service + ".name")}, {Text: v.Words().Month(string(x.Month))},
			{Text: v.Fen(x.Fen)}, {Text: v.result(x)},
		}})
	}
	t.Rows = append(t.Rows, component.TableRow{Cells: []component.Cell{
		{Text: v.T("pay.total")}, {Text: v.Plural("pay.run.payments", len(pays))}, {Text: v.Words().Month(string(r.Month))}, {Text: v.Fen(r.Fen)}, {Text: v.T("pay.state." + string(r.State))},
	}})
	if last < 2 {
		return t, nil
	}
	nav := &component.PaginationParams{Label: v.T("common.paging.label"), Text: v.Tp("common.paging.position", "Page", page, "Pages", last)}
	if page > 1 {
		nav.Previous = &component.LinkParams{Text: v.T("common.paging.previous"), URL: v.runPath(r.ID, "?page="+strconv.Itoa(page-1))}
	}
	if page < last {
		nav.Next = &component.LinkParams{Text: v.T("common.paging.next"), URL: v.runPath(r.ID, "?page="+strconv.Itoa(page+1))}
	}
	return t, nav
}

func (v visit) result(x benefit.Pay) string {
	words := v.T("pay.result." + string(x.State))
	if x.Day != "" {
		words = v.Tp("pay.result.on", "Result", words, "Date", v.DateShort(x.Day))
	}
	if x.Reason != "" {
		words += " " + v.Msg(benefit.ReturnWords(x.Reason))
	}
	return words
}

func (v visit) answerForm(r benefit.Run, text string, wrong portal.FieldErrors) *answerForm {
	f := &answerForm{
		Heading: v.T("pay.answer.heading"), Lines: []string{v.T("pay.answer.how"), v.T("pay.answer.row")}, Codes: v.T("pay.answer.codes"),
		Form: v.Form(v.runPath(r.ID, ""), v.KeyField()), Button: v.T("pay.answer.button"),
		File: component.FileFieldParams{
			Field: v.Field("file", "pay.answer.file", "pay.answer.file_hint", nil), Accept: ".csv,text/csv,text/plain",
			Pick: v.T("paper.pick"), None: v.T("paper.pick_none"),
		},
		Text: component.TextAreaParams{Field: v.Field("rows", "pay.answer.rows", "pay.answer.rows_hint", nil), Value: text, Rows: 10},
	}
	f.Form.Multipart = true
	for _, code := range benefit.ReturnReasons() {
		f.Reasons = append(f.Reasons, v.Tp("pay.answer.code", "Code", code, "Words", v.Msg(benefit.ReturnWords(code))))
	}
	if len(wrong) > 0 {
		f.Text.Error, f.Text.ErrorWord = v.Plural("pay.answer.bad", len(wrong)), v.T("common.errors.prefix")
	}
	if len(wrong) == 1 { // of several the summary names each
		f.Text.Error += " " + v.Msg(wrong[0].Message)
	}
	return f
}

// runSend reads the bank's answer. With one bad row nothing is applied: the page
// names every one and keeps the text, so that it is put right in one go.
func (p Pages) runSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	by, id, text := p.by(v), v.c.Params("run"), form.One("rows")
	err = v.Files("file", func(files []web.Upload) error {
		if len(files) > 0 {
			text = strings.ToValidUTF8(string(files[0].Data), "\uFFFD")
		}
		return nil
	})
	if err != nil {
		return err
	}
	r, pays, err := p.Payroll.Run(v.Context(), by, id)
	if err != nil {
		return err
	}
	if form.Has(fieldShow) {
		return p.showRun(v, fiber.StatusOK, r, pays, text, nil)
	}
	_, bad, err := p.Payroll.Settle(v.Context(), by, id, text)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return p.showRun(v, fiber.StatusUnprocessableEntity, r, pays, text, badRows(v, bad))
	}
	return web.Redirect303(v.c, v.runPath(id, "?done=read"))
}

func badRows(v visit, bad []benefit.BadRow) portal.FieldErrors {
	var wrong portal.FieldErrors
	for _, b := range bad {
		wrong = append(wrong, portal.FieldError{Field: "rows", Message: portal.Msg("pay.answer.line", "Line", v.Words().Ordinal(b.Line), "Problem", v.Msg(b.Problem), "Text", v.Name(b.Text))})
	}
	return wrong
}

// runFile hands out the file for the bank; fetching it is noted.
func (p Pages) runFile(v visit) error {
	by, id := p.by(v), v.c.Params("run")
	r, _, err := p.Payroll.Run(v.Context(), by, id)
	if err != nil {
		return err
	}
	words := benefit.SheetWords{Service: func(id string) string { return v.T("service." + id + ".name") }, Total: v.T("pay.total")}
	for _, column := range benefit.SheetColumns() {
		words.Heads = append(words.Heads, v.Msg(benefit.ColumnWords(column)))
	}
	content, err := p.Payroll.Export(v.Context(), by, id, words)
	if err != nil {
		return err
	}
	name := "pay-" + string(r.Place) + "-" + string(r.Month) + ".csv"
	v.c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	v.c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	return v.c.Send(content)
}
