package demo

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/mongol"
	"changban/portal"
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
		if page.Words().Has(m.Template) {
			s.Rows = append(s.Rows, messageRow(page, m))
		}
	}
	if len(s.Rows) == 0 {
		s.Lines = append(s.Lines, page.T("demo.messages.empty"))
	}
	return page.Show(messagesPage(s))
}

func messageRow(page *web.Page, m delivery.Message) component.SummaryRow {
	r := component.SummaryRow{Label: receiver(page, m)}
	if code := m.Data["Code"]; code != "" {
		r.Values = append(r.Values, page.Tp("demo.messages.code", "Code", code))
	}
	r.Values = append(r.Values, text(page, m))
	return r
}

func receiver(page *web.Page, m delivery.Message) string {
	when := page.DateTime(m.Created)
	if m.Road == delivery.InPortal {
		return page.Tp("demo.messages.sent_portal", "Time", when)
	}
	phone := page.T("demo.messages.unknown")
	if number := m.Data["Phone"]; number != "" {
		phone = page.Phone(number)
	}
	return page.Tp("demo.messages.sent", "Time", when, "Phone", phone)
}

// text is the message as it would leave: in the language its recipient is told
// things in, and with the joiners that other programs draw.
func text(page *web.Page, m delivery.Message) string {
	words := page.In(m.Language)
	data := map[string]any{}
	for name, value := range m.Data {
		switch name {
		case "Ref":
			value = words.Words().Reference(value)
		case "Service":
			value = words.T("service." + value + ".name")
		case "Day":
			value = words.Date(portal.Day(value))
		case "Month":
			value = words.Words().Month(value)
		case "Reason":
			value = words.T(value)
		}
		data[name] = value
	}
	return mongol.Outward(words.Msg(portal.Message{ID: m.Template, Data: data}))
}
