package audit

import "slices"

// frameRules are about what stands around every page.
func frameRules() []rule {
	return []rule{
		once("landmarks", "A11Y-21: header, main, footer, once each", func(page Doc) string {
			for _, tag := range []string{"header", "footer"} {
				if len(page.All(tag)) != 1 || len(page.All("main "+tag)) > 0 {
					return "there must be one " + tag + ", outside main"
				}
			}
			return ""
		}),
		once("first-stops", "A11Y-50: the elder mode and the statement within the first five stops", func(page Doc) string {
			mode, statement := false, false
			stops := page.counted()
			for _, stop := range stops[:min(5, len(stops))] {
				mode = mode || stop.Is("button[name=_mode]") || stop.Is("button") && stop.Closest("form").One("input[name=elder]").Exists()
				statement = statement || stop.Is(`a[href$="/accessibility"]:not([hreflang])`)
			}
			return unless(mode && statement, "one of them comes later, or not at all")
		}),
		once("help-whole", "A11Y-37, 141: both phones and the counter, on every page", func(page Doc) string {
			help := page.One("main").Next()
			ok := help.One(`a[href="tel:12385"]`).Exists() && help.One(`a[href="tel:12345"]`).Exists() && help.One("p").Text() != ""
			return unless(ok, "a phone or the way to the counter is missing")
		}),
		once("back-link", "A11Y-98, 138: a real way back, but on the first page", func(page Doc) string {
			if page.One("h1.home").Exists() || page.One("main .back a[href]").Exists() {
				return ""
			}
			if page.One(`main input[name^="_held."]`).Exists() {
				return "" // whoever left would lose the form that waits here
			}
			deep := len(page.All("main input[name=_step], main .timeline, main .receipt, main dl.summary")) > 0
			return unless(!deep && page.wayHome(), "no way back")
		}),
	}
}

// stops are the elements that the tab key comes to, in order.
func (d Doc) stops() []Doc {
	var all []Doc
	for _, e := range d.All("body a[href], body button, body input:not([type=hidden]), body textarea, body summary") {
		if !e.Closest("[hidden]").Exists() {
			all = append(all, e)
		}
	}
	return all
}

// counted are the stops, the choice of a language as one of them, and without the
// way to the Chinese page, which stands before everything (decisions 24).
func (d Doc) counted() []Doc {
	chosen := false
	return slices.DeleteFunc(d.stops(), func(e Doc) bool {
		again := chosen
		isChoice := e.Closest(".languages").Exists()
		chosen = chosen || isChoice
		return e.Closest(".twin").Exists() || isChoice && again
	})
}

// wayHome: pages of the menu are one press from the first page, and messages such
// as "not found" are a text with the ways on.
func (d Doc) wayHome() bool {
	return d.One("nav a[aria-current=page]").Exists() || len(d.One("main").All(control)) == 0 && d.One("main a[href], main button").Exists()
}
