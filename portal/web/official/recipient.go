package official

import (
	"slices"
	"time"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/web"
)

// Recipients are the rows that say who is told of a matter and how: the reader, the
// person, who helps. How others want it told is said to whom the register knows
// them by alone (near); of a number only the last digits.
func Recipients(page *web.Page, told []delivery.Wish, reader string, near bool) []component.SummaryRow {
	var rows []component.SummaryRow
	if page.Acting != nil && !slices.ContainsFunc(told, func(w delivery.Wish) bool { return w.Own }) {
		rows = append(rows, component.SummaryRow{Label: page.T("account.told.who.person"), Values: []string{page.T("account.told.unproved")}})
	}
	for _, w := range told {
		switch {
		case w.Identity == reader:
			rows = slices.Insert(rows, 0, component.SummaryRow{Label: page.T("account.told.who.you"), Values: Ways(page, w)})
			continue
		case !near:
			w.Roads, w.Language = nil, ""
		}
		who := "account.told.who.helper"
		if w.Own {
			who = "account.told.who.person"
		}
		rows = append(rows, component.SummaryRow{Label: page.T(who), Values: Ways(page, w)})
	}
	return rows
}

// Ways says how somebody is told: in the portal always, and by the roads wished
// for, in which language, and when not.
func Ways(page *web.Page, w delivery.Wish) []string {
	lines := []string{page.T("account.told.here")}
	roads := w.Ways()
	for _, road := range roads {
		line := page.T("account.told.road." + string(road))
		if road == delivery.SMS || road == delivery.Call {
			line = page.Tp("account.told.way", "Road", line, "To", Tail(page, w.Address(road)))
		}
		lines = append(lines, line)
	}
	if len(roads) > 0 && w.Language != "" {
		lines = append(lines, page.Tp("account.told.language", "Language", page.T("frame.language."+w.Language)))
	}
	if w.Quiet.From != w.Quiet.To && (slices.Contains(roads, delivery.SMS) || slices.Contains(roads, delivery.Call)) {
		lines = append(lines, page.Tp("account.told.silent", "From", clock(page, w.Quiet.From), "Until", clock(page, w.Quiet.To)))
	}
	return lines
}

// Tail says of a number only how it ends.
func Tail(page *web.Page, number string) string {
	return page.Tp("account.told.tail", "Digits", page.Name(number[max(0, len(number)-4):]))
}

func clock(page *web.Page, minutes int) string {
	return page.Words().Clock(time.Date(2000, 1, 1, 0, minutes, 0, 0, portal.Zone()))
}

// ToldAddress is the page on which one says how one wants to be told, and
// FieldFrom what its button there brings along: the page whose form it belongs to,
// so that what stands in it comes back.
const (
	ToldAddress = "/me/notices"
	FieldFrom   = "_from"
)

// ToldChange is the button from a form of the page at an address to ToldAddress.
func ToldChange(page *web.Page, form, at string) component.ButtonParams {
	return component.ButtonParams{Text: page.T("account.told.change"), Kind: component.ButtonSecondary, Form: form,
		Action: page.Path(ToldAddress), Name: FieldFrom, Value: at}
}
