package wording

import (
	"context"
	"strings"
	"testing"
	"time"

	"changban/locales"
	"changban/portal"
	"changban/portal/delivery"
)

type still struct{}

func (still) Now() time.Time { return time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC) }

func writer(t *testing.T) (Writer, *locales.Bundle) {
	t.Helper()
	b, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	phone := func(context.Context) (string, error) { return "12385", nil }
	return Writer{Words: b.Localizer, Clock: still{}, Base: "https://portal.example.org", Phone: phone}, b
}

// data are values of every kind, with one of somebody without an identity.
func data() map[string]string {
	return delivery.Wish{Phone: "13900000000", Post: "A street"}.Carry(map[string]string{"Ref": "234567890123",
		"Service": "nursing-subsidy", "Day": "2026-06-12", "Month": "2026-07", "Reason": "benefit.reason.died"})
}

func write(t *testing.T, w Writer, m delivery.Message) delivery.Text {
	t.Helper()
	text, err := w.Write(t.Context(), m)
	if err != nil {
		t.Fatalf("%s: %v", m.Template, err)
	}
	return text
}

func TestWrite(t *testing.T) {
	w, _ := writer(t)
	const link = "网址 https://portal.example.org/t/234567890123，电话 12385。"
	for name, tc := range map[string]struct {
		road     delivery.Road
		template string
		want     string
	}{
		"on the page":     {delivery.InPortal, "notice.case.accept", "残疾人护理补贴"},
		"a letter":        {delivery.Letter, "notice.case.accept", "残疾人护理补贴"},
		"a receipt":       {delivery.SMS, "notice.case.submit", "畅办：您的申请收到了，编号 2345 6789 0123。最晚 6 月 12 日（星期五）告诉您结果。" + link},
		"a case":          {delivery.SMS, "notice.case.accept", "畅办：您的事有了新进展，编号 2345 6789 0123。" + link},
		"a ticket":        {delivery.Mail, "notice.ticket.reply", "畅办：您的工单有答复了，编号 2345 6789 0123。打开看答复。" + link},
		"a call":          {delivery.Call, "notice.case.refuse", "您好，这里是畅办。您的事有了新进展，编号 2345 6789 0123。有不明白的，请打 12385。"},
		"papers":          {delivery.SMS, "notice.papers.due", "畅办：要补的材料最晚 6 月 12 日（星期五）补上，编号 2345 6789 0123。" + link},
		"a code":          {delivery.SMS, "notice.code.sign_in", "042917"},
		"who is on call":  {delivery.Call, "notice.on_call", "您好，这里是畅办。紧急工单 2345 6789 0123"},
		"papers to bring": {delivery.SMS, "notice.case.ask", "畅办：您的申请要补材料，编号 2345 6789 0123。"},
	} {
		values := data()
		values["Code"] = "042917"
		text := write(t, w, delivery.Message{Road: tc.road, Template: tc.template, Data: values})
		if !strings.Contains(text.Body, tc.want) || text.Subject != "畅办有给您的新消息" || text.Language != "zh-Hans" {
			t.Errorf("%s: %+v", name, text)
		}
	}
	text := write(t, w, delivery.Message{Road: delivery.SMS, Template: "notice.card.freeze", Data: map[string]string{}})
	if want := "畅办：有一条给您的新消息。网址 https://portal.example.org/，电话 12385。"; text.Body != want {
		t.Errorf("%s", text.Body)
	}
}

// Nothing that leaves the portal names a service, a card, a reason or a number of
// somebody, in any language and for any template there is.
func TestNothingPersonalLeaves(t *testing.T) {
	w, b := writer(t)
	for _, l := range b.Languages() {
		words := b.Localizer(l.Tag)
		secrets := []string{"13900000000", "A street", words.T("service.nursing-subsidy.name"), words.T("benefit.reason.died"), "⟪"}
		for _, template := range b.IDs("notice.") {
			if strings.HasPrefix(template, "notice.out.") || strings.HasPrefix(template, "notice.wish.") || strings.HasPrefix(template, "notice.code.") {
				continue
			}
			for _, road := range []delivery.Road{delivery.SMS, delivery.Mail, delivery.Call} {
				text := write(t, w, delivery.Message{Road: road, Template: template, Language: l.Tag, Data: data()})
				for _, secret := range secrets {
					if strings.Contains(text.Body+text.Subject, secret) {
						t.Errorf("%s by %s in %s: %s", template, road, l.Tag, text.Body)
					}
				}
				if !strings.Contains(text.Body, "12385") || text.Language != l.Tag {
					t.Errorf("%s by %s in %s: %+v", template, road, l.Tag, text)
				}
			}
		}
	}
}

// Programs that others wrote draw another joiner.
func TestJoinersOutside(t *testing.T) {
	w, _ := writer(t)
	m := delivery.Message{Road: delivery.SMS, Template: "notice.case.ask", Language: "mn-Mong", Data: data()}
	out := write(t, w, m)
	m.Road = delivery.Letter
	own := write(t, w, m)
	if !strings.Contains(out.Body, "\u202f") || strings.Contains(own.Body, "\u202f") || !strings.Contains(own.Body, "\u180e") {
		t.Errorf("%q, %q", out.Body, own.Body)
	}
}

func TestNoWords(t *testing.T) {
	w, _ := writer(t)
	for kind, m := range map[portal.Kind]delivery.Message{
		portal.KindNotFound: {Road: delivery.SMS, Template: "notice.case.ask"},
		portal.KindInternal: {Road: delivery.SMS, Template: "notice.case.of_tomorrow", Data: data()},
	} {
		if _, err := w.Write(t.Context(), m); !portal.Is(err, kind) {
			t.Errorf("%v, want %s", err, kind)
		}
	}
	w.Phone = func(context.Context) (string, error) {
		return "", portal.Because(portal.KindUnavailable, context.Canceled)
	}
	if _, err := w.Write(t.Context(), delivery.Message{Road: delivery.SMS, Template: "notice.case.ask", Data: data()}); !portal.Is(err, portal.KindUnavailable) {
		t.Error(err)
	}
}
