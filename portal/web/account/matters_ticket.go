package account

import (
	"changban/a11y/component"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

// tickets are a person's tickets as "My matters" lists them.
type tickets struct {
	turn                      []string
	turnTo                    []component.ButtonLinkParams
	drafts, running, finished []component.LinkItem
}

func ticketsOf(page *web.Page, person string, list []hotline.Ticket) tickets {
	var all tickets
	for _, t := range list {
		row := ticketRow(page, person, t)
		switch {
		case t.State == matter.TicketDraft:
			all.drafts = append(all.drafts, row)
		case t.State == matter.Closed || t.State == matter.Withdrawn || t.State == matter.NotAccepted:
			all.finished = append(all.finished, row)
		default:
			all.running = append(all.running, row)
		}
		if t.State == matter.Callback {
			all.turn = append(all.turn, page.Tp("hotline.page.mine.turn", "Ref", reference(page, t.Ref)))
			all.turnTo = append(all.turnTo, component.ButtonLinkParams{
				Text: page.Tp("hotline.page.mine.rate", "Ref", reference(page, t.Ref)), URL: row.Link.URL + "/rate",
			})
		}
	}
	return all
}

// ticketRow leads to a ticket, with where it stands and until when a reply is
// promised.
func ticketRow(page *web.Page, person string, t hotline.Ticket) component.LinkItem {
	kind := page.T("hotline.page.type." + string(t.Type))
	row := component.LinkItem{
		Link: component.LinkParams{
			Text: page.Tp("hotline.page.mine.link", "Type", kind, "Ref", reference(page, t.Ref)), URL: forPerson(page, person, "/tickets/"+string(t.Ref)),
		},
		Text: page.Tp("account.matters.case_text", "State", page.T("hotline.page.state."+string(t.State))),
	}
	switch {
	case t.State == matter.TicketDraft:
		row.Link.Text = page.Tp("hotline.page.mine.draft", "Type", kind)
		row.Link.Hidden = page.Tp("account.matters.draft_hidden", "Time", page.DateTime(t.Begun))
		row.Text = page.Tp("hotline.page.mine.touched", "Time", page.DateTime(t.Touched))
	case t.Clocks.Replied == "" && t.State.TicketWithdrawable():
		row.Text = page.Tp("account.matters.case_until", "State", page.T("hotline.page.state."+string(t.State)), "Day", page.Date(t.Clocks.ReplyBy))
	}
	return row
}
