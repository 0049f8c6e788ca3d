package benefit

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// byteOrderMark tells the offices' spreadsheet that the file is UTF-8; without it
// the names are read as GBK.
const byteOrderMark = "\uFEFF"

// Sheet writes payments as the file for the bank: CSV in UTF-8 with a byte order
// mark, one row a payment, a last row with count and total. No cell begins a
// formula.
func Sheet(pays []Pay, w SheetWords) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	sheet := csv.NewWriter(&out)
	sheet.UseCRLF = true
	rows := [][]string{w.Heads}
	var fen int64
	for _, p := range pays {
		fen += p.Fen
		rows = append(rows, []string{p.ID, p.Name, w.Service(p.Service), string(p.Month), Yuan(p.Fen),
			p.Payee.Bank, p.Payee.Account, p.Payee.Holder, p.Payee.Institution})
	}
	rows = append(rows, []string{w.Total, strconv.Itoa(len(pays)), "", "", Yuan(fen), "", "", "", ""})
	for _, row := range rows {
		for i, cell := range row {
			row[i] = defuse(cell)
		}
	}
	err := sheet.WriteAll(slices.Clip(rows))
	return out.Bytes(), err
}

// Yuan writes hundredths of a yuan as 1234.50.
func Yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// formula lists what begins a formula; spreadsheets of the offices take the wide
// forms for the narrow ones.
const formula = "=+-@\t\r\n＝＋－＠−"

// defuse keeps a spreadsheet from running a cell as a formula.
func defuse(cell string) string {
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u3000")); cell != "" && strings.ContainsRune(formula, first) {
		return "'" + cell
	}
	return cell
}

// ReturnReasons lists why a bank sends a payment back; words are
// benefit.return.<code>.
func ReturnReasons() []string {
	return []string{"account_closed", "name_differs", "number_wrong", "account_frozen", "bank_changed", "over_limit",
		"card_inactive", "dormant", "other"}
}
