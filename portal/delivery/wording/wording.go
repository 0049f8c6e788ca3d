// Package wording puts messages of the outbox into words, for pages and for every
// road alike: template and values in, text in the reader's language out. What
// leaves the portal tells of nothing but a reference and a day. It must not know how
// a message travels or where it is kept.
package wording

import (
	"context"
	"errors"
	"strings"

	"changban/locales"
	"changban/mongol"
	"changban/portal"
	"changban/portal/delivery"
)

// Writer serves delivery.Writer.
type Writer struct {
	// Words are those of a language that readers may have, else of the source.
	Words func(tag string) *locales.Localizer
	Clock portal.Clock
	Base  string // where the portal is, without a path
	Phone func(context.Context) (string, error)
}

// Write puts m into words for its road. KindNotFound when its values are gone with
// their person, KindInternal for a template that has no words.
func (w Writer) Write(ctx context.Context, m delivery.Message) (delivery.Text, error) {
	words := w.Words(m.Language)
	switch {
	case m.Data == nil:
		return delivery.Text{}, portal.NotFound()
	case !words.Has(m.Template):
		return delivery.Text{}, portal.Because(portal.KindInternal, errors.New("a message without words: "+m.Template))
	}
	t := delivery.Text{Subject: words.T("notice.out.subject"), Language: words.Language().Tag}
	values, wrap := w.values(words, m), around(m)
	if wrap == "" {
		t.Body = words.Say(m.Template, values, nil)
	} else {
		phone, err := w.Phone(ctx)
		if err != nil {
			return t, err
		}
		values["Text"] = words.Say(outside(m), values, nil)
		values["Address"], values["Phone"] = w.address(m.Data["Ref"]), words.Phone(phone)
		t.Body = words.Say(wrap, values, nil)
	}
	if m.Road != delivery.InPortal && m.Road != delivery.Letter { // others' programs draw it
		t.Subject, t.Body = mongol.Outward(t.Subject), mongol.Outward(t.Body)
	}
	return t, nil
}

// values are what templates read.
func (w Writer) values(words *locales.Localizer, m delivery.Message) map[string]any {
	today := string(portal.DayOf(w.Clock.Now()))
	data := map[string]any{}
	for name, value := range m.Data {
		switch name {
		case "Ref":
			value = words.Reference(value)
		case "Service":
			value = words.T("service." + value + ".name")
		case "Day":
			value = words.Date(value, today)
		case "Month":
			value = words.Month(value)
		case "Reason":
			value = words.T(value)
		}
		data[name] = value
	}
	return data
}

// address is where what a message tells of is found.
func (w Writer) address(ref string) string {
	if ref == "" {
		return w.Base + "/"
	}
	return w.Base + "/t/" + ref
}

// around is what goes around the words of a message on its road, "" for the words
// alone: on the person's page, in a letter, in a code.
func around(m delivery.Message) string {
	switch {
	case strings.HasPrefix(m.Template, "notice.code."):
		return ""
	case m.Road == delivery.SMS, m.Road == delivery.Mail:
		return "notice.out.text"
	case m.Road == delivery.Call:
		return "notice.out.call"
	}
	return ""
}

// outside are the words that may leave the portal. Those of tickets tell of nothing
// but the reference; others name a service, a card, a reason, and are replaced.
func outside(m delivery.Message) string {
	switch {
	case strings.HasPrefix(m.Template, "notice.ticket."), m.Template == "notice.on_call", m.Template == "notice.supervise":
		return m.Template
	case m.Template == "notice.case.submit":
		return "notice.out.submit"
	case m.Template == "notice.case.ask":
		return "notice.out.ask"
	case m.Template == "notice.papers.due":
		return "notice.out.papers"
	case m.Data["Ref"] != "":
		return "notice.out.ref"
	}
	return "notice.out.news"
}
