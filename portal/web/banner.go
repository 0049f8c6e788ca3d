package web

import (
	"changban/a11y/component"
	"changban/locales"
)

// Announcement is what every page says at its top: an outage, a flood, an office
// that is closed. Texts are by language tag; there is always one in the source
// language. Phone is empty or a number as dialled.
type Announcement struct {
	Texts map[string]string
	Phone string
}

// Announcer returns what is to be said now, and a revision that differs whenever
// a page made before would say something else. It is asked with every request and
// must not wait for anything.
type Announcer func() (now []Announcement, revision string)

// banner is the same on residents' and officers' pages. Who reads a language that
// an announcement is not written in gets the Chinese text, marked as Chinese.
func (p *Page) banner() component.BannerParams {
	now, _ := p.server.config.Announcer()
	if len(now) == 0 {
		return component.BannerParams{}
	}
	banner := component.BannerParams{Heading: p.T("frame.outage.title")}
	for _, a := range now {
		item := component.BannerItem{Text: a.Texts[p.Language.Tag]}
		if item.Text == "" {
			item.Text = a.Texts[locales.Source]
			item.Lang = locales.Source
		}
		if a.Phone != "" {
			item.Phone = component.LinkParams{Text: p.Tp("frame.phone.call", "Number", p.Phone(a.Phone)), URL: "tel:" + a.Phone}
		}
		banner.Items = append(banner.Items, item)
	}
	return banner
}

// readAloud are the words of buttons that only a device with a voice shows. No
// voice reads the traditional script: there are recordings instead.
func (p *Page) readAloud() component.ReadAloudParams {
	if p.Language.Vertical {
		return component.ReadAloudParams{}
	}
	start := "frame.aloud.page"
	if p.Question {
		start = "frame.aloud.question"
	}
	return component.ReadAloudParams{
		Start: p.T(start), Pause: p.T("frame.aloud.pause"), Continue: p.T("frame.aloud.continue"), Stop: p.T("frame.aloud.stop"),
	}
}
