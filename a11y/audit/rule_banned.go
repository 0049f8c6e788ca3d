package audit

import "strings"

// bannedRules are about what no page of ours holds.
func bannedRules() []rule {
	return []rule{
		ban("title-attribute", "WCAG 2.2 1.4.13; not reached by keyboard or touch", "[title]", "say it in the text"),
		ban("inline-style", "decisions 23: policy without inline style", "[style], style", "belongs into the sheet"),
		must("inline-script", "decisions 23: policy without inline script", "script", func(_, e Doc) string {
			return unless(e.Attr("src") != "" && e.Text() == "" && e.rawText() == "", "script comes from a file of ours")
		}),
		{id: "handler", source: "decisions 23", check: handlers},
		must("tabindex", "WCAG 2.2 2.4.3", "[tabindex]", func(_, e Doc) string {
			return unless(e.Attr("tabindex") == "-1" || e.Attr("tabindex") == "0", "the order is that of the document")
		}),
		ban("accesskey", "clashes with screen readers' keys", "[accesskey]", "no access keys"),
		ban("moving", "design 1.6: nothing moves, nothing hides", "marquee, blink, dialog, [popover], [contenteditable], audio[autoplay], video[autoplay], iframe, object, embed",
			"not on our pages"),
		ban("presentational", "HTML", "center, font, b:not([class]), i:not([class]), u", "use an element that means something"),
		must("foreign-file", "decisions 23, 27: nothing from other hosts", "[src], link[href]", func(_, e Doc) string {
			address := e.Attr("src") + e.Attr("href")
			return unless(!strings.Contains(address, "//"), "comes from elsewhere")
		}),
	}
}

func handlers(page Doc) []Finding {
	var found []Finding
	for _, e := range page.All("*") {
		for _, a := range e.node.Attr {
			if strings.HasPrefix(a.Key, "on") {
				found = append(found, Finding{"handler", e.Where(), a.Key + " is inline script"})
			}
		}
	}
	return found
}
