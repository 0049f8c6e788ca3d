package apply

import (
	"strconv"
	"strings"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/field"
)

// answer puts a canonical answer into the words of its question, one text a
// line.
func (s *sheet) answer(f catalogue.Field, v field.Value) []string {
	if f.Derive == caseNumber && len(v) > 0 {
		return []string{s.page.Words().Reference(v.First())}
	}
	return s.said("field."+f.ID, f.Spec, v)
}

// caseNumber is where an objection takes the number of the contested case from.
const caseNumber = "register.case_no"

// said puts an answer into words; path is where the field's own words stand.
func (s *sheet) said(path string, f field.Spec, v field.Value) []string {
	if len(v) == 0 {
		return []string{s.page.T("common.answer.empty")}
	}
	switch f.Type {
	case field.Radio, field.Multiselect:
		return []string{s.page.Words().List(s.chosen(path, v))}
	case field.Checkbox:
		return []string{s.page.T("common.answer.yes")}
	case field.PlaceChoice:
		return []string{s.place(portal.Place(v.First()))}
	case field.Institution:
		return []string{s.institutionName(path, v.First())}
	case field.Area:
		return append([]string{s.areaName(v.First())}, v[1:]...)
	case field.Textarea:
		return strings.Split(v.First(), "\n")
	case field.List:
		return s.saidRows(path, f, v)
	}
	if text := s.saidNumber(path, f, v.First()); text != "" {
		return []string{text}
	}
	return v
}

// saidNumber puts days, numbers and amounts into groups and units; "" for what
// stands as it was typed.
func (s *sheet) saidNumber(path string, f field.Spec, value string) string {
	words := s.page.Words()
	switch f.Type {
	case field.Date:
		return words.DateShort(value, "")
	case field.Month:
		return words.Month(value)
	case field.IDCard:
		return words.IDNumber(value)
	case field.CardNo:
		return words.CardNumber(value)
	case field.Account:
		return words.BankAccount(value)
	case field.Tel:
		return words.Phone(value)
	case field.Money:
		return words.Fen(fen(value))
	case field.Percent:
		return s.page.Tp("apply.percent", "Value", value)
	case field.Number:
		if unit := s.optional(path + ".unit"); unit != "" {
			return s.page.Tp("apply.number", "Value", value, "Unit", unit)
		}
	}
	return ""
}

// fen reads a kept amount of yuan with two decimals.
func fen(yuan string) int64 {
	n, _ := strconv.ParseInt(strings.Replace(yuan, ".", "", 1), 10, 64) // field.Read made it
	return n
}

// saidRows is a line for each row.
func (s *sheet) saidRows(path string, f field.Spec, v field.Value) []string {
	var lines []string
	for n, row := range field.Rows(v) {
		var cells []string
		for _, item := range f.Items {
			if len(row[item.ID]) == 0 {
				continue
			}
			below := path + "." + item.ID
			cells = append(cells, s.page.Tp("apply.row.cell", "Label", s.word(below+".label"),
				"Value", strings.Join(s.said(below, item, row[item.ID]), " ")))
		}
		lines = append(lines, s.page.Tp("apply.row.line", "Row", s.rowName(n), "Text", strings.Join(cells, s.page.T("apply.row.between"))))
	}
	return lines
}

func (s *sheet) chosen(path string, options []string) []string {
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = s.word(path + ".option." + o)
	}
	return texts
}

// place names a place in full, so that two of the same name are told apart.
func (s *sheet) place(code portal.Place) string {
	return s.page.FullPlace(s.units.Places(), code)
}

// nearby names a place that is served here without its province, which all of
// them share.
func (s *sheet) nearby(code portal.Place) string {
	return s.page.NearPlace(s.units.Places(), code)
}
