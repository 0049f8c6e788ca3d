package demo

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/locales"
	"changban/portal/delivery"
	"changban/portal/web"
)

// shownMessages bounds the list.
const shownMessages = 50

// messagesSheet shows what would have been sent.
type messagesSheet struct {
	Back  component.LinkParams
	Title string
	Lines []string
	Rows  []component.SummaryRow
}

func (p Pages) messages(_ *fiber.Ctx, page *web.Page) error {
	open(page, page.T("demo.messages.title"))
	sent, err := p.Messages.Messages(page.Context(), shownMessages)
	if err != nil {
		return err
	}
	s := messagesSheet{Back: home(page), Title: page.Title, Lines: []string{page.T("demo.messages.intro")}}
	for _, m := range sent {
		if row, is := p.messageRow(page, m); is {
			s.Rows = append(s.Rows, row)
		}
	}
	if len(s.Rows) == 0 {
		s.Lines = append(s.Lines, page.T("demo.messages.empty"))
	}
	return page.Show(messagesPage(s))
}

// messageRow is a message as it leaves, in the language its recipient is told things
// in; false for one that has no words any more.
func (p Pages) messageRow(page *web.Page, m delivery.Message) (component.SummaryRow, bool) {
	w := p.Writer
	w.Words = func(tag string) *locales.Localizer { return page.In(tag).Words() }
	text, err := w.Write(page.Context(), m)
	if err != nil {
		return component.SummaryRow{}, false
	}
	r := component.SummaryRow{Label: receiver(page, m)}
	if code := m.Data["Code"]; code != "" {
		r.Values = append(r.Values, page.Tp("demo.messages.code", "Code", code))
	}
	r.Values = append(r.Values, text.Body)
	return r, true
}

func receiver(page *web.Page, m delivery.Message) string {
	when := page.DateTime(m.Created)
	if m.Road == delivery.InPortal {
		return page.Tp("demo.messages.sent_portal", "Time", when)
	}
	to := page.T("demo.messages.unknown")
	if number := cmp.Or(m.To, m.Data["Phone"]); number != "" {
		to = page.Phone(number)
	}
	return page.Tp("demo.messages.sent", "Time", when, "Phone", to)
}
