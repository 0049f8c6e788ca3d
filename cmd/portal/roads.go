package main

import (
	"context"
	"fmt"
	"strings"

	"changban/locales"
	"changban/portal/delivery"
	"changban/portal/delivery/mail"
	"changban/portal/delivery/sms"
	"changban/portal/delivery/wording"
	"changban/portal/setting"
)

// gateway is where texts or calls are handed over.
type gateway struct{ URL, Secret string }

// readRoads reads what leads out of the portal. A road without its variables is not
// taken; half of them is a slip of the pen.
func (c *config) readRoads(env func(string) string) error {
	for name, to := range map[string]*string{
		"PORTAL_SMS_SECRET": &c.SMS.Secret, "PORTAL_VOICE_SECRET": &c.Voice.Secret, "PORTAL_SMTP_PASSWORD": &c.SMTP.Password,
	} {
		value, err := secret(env, name)
		if err != nil {
			return err
		}
		*to = value
	}
	c.SMS.URL, c.Voice.URL = env("PORTAL_SMS_URL"), env("PORTAL_VOICE_URL")
	c.SMTP.Server, c.SMTP.From, c.SMTP.User = env("PORTAL_SMTP_SERVER"), env("PORTAL_SMTP_FROM"), env("PORTAL_SMTP_USER")
	return nil
}

// openRoads makes a channel of every road that is set. In demo the others are shown
// on the page of messages and nowhere else.
func (h *house) openRoads(context.Context) error {
	h.channels = map[delivery.Road]delivery.Channel{delivery.Log: delivery.LogChannel{Log: h.log}}
	if h.config.Demo {
		for _, road := range []delivery.Road{delivery.SMS, delivery.Mail, delivery.Call} {
			h.channels[road] = delivery.LogChannel{Log: h.log}
		}
	}
	for _, g := range []struct {
		road delivery.Road
		name string
		to   gateway
	}{{delivery.SMS, "PORTAL_SMS", h.config.SMS}, {delivery.Call, "PORTAL_VOICE", h.config.Voice}} {
		if g.to == (gateway{}) {
			continue
		}
		channel, err := sms.New(g.to.URL, g.to.Secret, h.clock, h.writer())
		if err != nil {
			return fmt.Errorf("%s_URL must begin with https:// and %s_SECRET have 16 characters at the least", g.name, g.name)
		}
		h.channels[g.road] = channel
	}
	if h.config.SMTP == (mail.Config{}) {
		return nil
	}
	channel, err := mail.New(h.config.SMTP, h.writer())
	if err != nil {
		return fmt.Errorf("PORTAL_SMTP_SERVER must be host:port, PORTAL_SMTP_FROM an address, PORTAL_SMTP_USER and _PASSWORD both set or none")
	}
	h.channels[delivery.Mail] = channel
	return nil
}

// writer puts messages into words as they leave.
func (h *house) writer() wording.Writer {
	base := "http://" + h.config.Listen
	if h.config.BaseURL != nil {
		base = h.config.BaseURL.String()
	}
	return wording.Writer{
		Words: func(tag string) *locales.Localizer { return h.words.Localizer(h.words.Match("", tag).Tag) },
		Clock: h.clock, Base: strings.TrimSuffix(base, "/"), Phone: h.hotline,
	}
}

func (h *house) hotline(ctx context.Context) (string, error) {
	values, err := h.settings.Today(ctx)
	return values.Text(setting.HotlineDisabled), err
}
