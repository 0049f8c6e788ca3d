package desk

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/desk"
	"changban/portal/web/official"
)

// noticeSheet is the public notice for print: no number, no diagnosis, no address
// of a person (decisions 21).
type noticeSheet struct {
	Back  component.LinkParams
	Title string
	Lines []string
	Rows  []component.SummaryRow
	Unit  string
	Date  string
	Reach []string
	How   string
}

// notice shows the last public notice of a case as it is printed and hung up.
func (p Pages) notice(v visit) error {
	c, err := p.Desk.Open(v.Context(), v.staff, v.c.Params("ref"))
	if err != nil {
		return err
	}
	sheet, has := p.Desk.Sheet(c)
	if !has {
		return portal.NotFound()
	}
	v.Return = v.casePath(string(c.Ref), "/notice")
	s := noticeSheet{
		Back:  component.LinkParams{Text: v.T("desk.back.case"), URL: v.casePath(string(c.Ref), "")},
		Title: v.T("desk.public.title"),
		Lines: []string{v.T("desk.public.lead"), v.T("desk.public.object")},
		Rows:  p.noticeRows(v, sheet),
		Unit:  p.office().UnitName(v.Page, sheet.Unit),
		Date:  v.Words().DateShort(string(sheet.Start), ""),
		Reach: []string{p.office().Reach(v.Page, sheet.Unit), v.Tp("desk.public.hotline", "Phone", v.Phone(v.Hotlines().Disabled))},
		How:   v.T("desk.official.print"),
	}
	return v.show(fiber.StatusOK, s.Title, noticePage(s))
}

func (p Pages) noticeRows(v visit, s desk.Sheet) []component.SummaryRow {
	row := func(words string, value string) component.SummaryRow {
		return component.SummaryRow{Label: v.T(words), Values: []string{value}}
	}
	rows := []component.SummaryRow{
		row("desk.public.name", official.Plain(v.Name(s.Name))),
		row("desk.public.service", v.T("service."+s.Service+".name")),
	}
	if s.Category != "" {
		rows = append(rows, row("question.disability_category.label", v.T(categoryWord(s.Category))))
	}
	if s.Level > 0 {
		rows = append(rows, row("question.disability_level.label", v.T(levelWord(strconv.Itoa(s.Level)))))
	}
	days := v.Tp("desk.public.days", "Start", v.Words().DateShort(string(s.Start), ""), "End", v.Words().DateShort(string(s.End), ""))
	return append(rows, row("desk.public.when", days))
}
