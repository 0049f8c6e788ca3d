package audit

import (
	"slices"
	"strings"
)

// nameRules are about ids and what refers to them, and about what is allowed
// to be said to screen readers.
func nameRules() []rule {
	return []rule{
		must("id-unique", "WCAG 2.2 4.1.2", "[id]", func(page, e Doc) string {
			id := e.Attr("id")
			if id == "" || strings.ContainsAny(id, " \t\n") {
				return "an id must be one word"
			}
			return unless(page.ID(id).node == e.node, "the id is used before")
		}),
		{id: "reference", source: "WCAG 2.2 1.3.1", check: references},
		whole(must("in-page-link", "WCAG 2.2 2.4.1, 3.3.1", `a[href^="#"]`, func(page, e Doc) string {
			id := strings.TrimPrefix(e.Attr("href"), "#")
			return unless(page.ID(id).Exists(), "leads to #"+id+", which is not there")
		})),
		must("error-target", "WCAG 2.2 3.3.1", `[autofocus] a[href^="#"]`, func(page, e Doc) string {
			target := page.ID(strings.TrimPrefix(e.Attr("href"), "#"))
			return unless(!target.Exists() || target.Is("input, textarea, button, fieldset, a, [tabindex]"), "an error must lead to what can be put right, and that must take the focus")
		}),
		{id: "aria", source: "few ARIA attributes, each known to be heard", check: ariaAllowed},
		must("aria-hidden", "WCAG 2.2 4.1.2", "[aria-hidden=true]", func(_, e Doc) string {
			return unless(!e.Is(focusable) && len(e.All(focusable)) == 0, "hides something that takes the focus")
		}),
		must("image-text", "WCAG 2.2 1.1.1", "img, svg", func(page, e Doc) string {
			ok := e.Is("img") && e.Has("alt") || e.Is("[aria-hidden=true]") || e.Is("svg[role=img]") && name(page, e) != ""
			return unless(ok, "needs a text, or has to be marked as ornament")
		}),
		must("group-name", "WCAG 2.2 1.3.1", "[role=group], [role=region], [role=img]", func(page, e Doc) string {
			return unless(name(page, e) != "", "needs a name")
		}),
		must("hint-plain", "design: hints without links", "[aria-describedby]", func(page, e Doc) string {
			for _, id := range strings.Fields(e.Attr("aria-describedby")) {
				if len(page.ID(id).All("a, button, input")) > 0 {
					return "#" + id + " is read as one text, so it must hold no link, button or field"
				}
			}
			return ""
		}),
		must("table-heads", "WCAG 2.2 1.3.1", "table", func(page, e Doc) string {
			if name(page, e) == "" && e.One("caption").Text() == "" {
				return "needs a caption"
			}
			return unless(len(e.All("th[scope]")) > 0 && len(e.All("th:not([scope])")) == 0, "needs th, each with scope")
		}),
	}
}

const focusable = "a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex]:not([tabindex=\"-1\"])"

var (
	allowedARIA = []string{"aria-atomic", "aria-current", "aria-describedby", "aria-hidden", "aria-invalid", "aria-label", "aria-labelledby"}
	allowedRole = []string{"group", "img", "region", "status"}
	referring   = []string{"aria-describedby", "aria-labelledby", "aria-errormessage", "aria-controls", "aria-owns", "for", "headers", "list", "form"}
)

func references(page Doc) []Finding {
	var found []Finding
	for _, e := range page.All("*") {
		for _, attr := range referring {
			if (attr == "for" && !e.Is("label, output")) || (attr == "form" && e.Is("form")) {
				continue
			}
			for _, id := range strings.Fields(e.Attr(attr)) {
				if !page.ID(id).Exists() {
					found = append(found, Finding{"reference", e.Where(), attr + " names #" + id + ", which is not there"})
				}
			}
		}
	}
	return found
}

func ariaAllowed(page Doc) []Finding {
	var found []Finding
	for _, e := range page.All("*") {
		for _, a := range e.node.Attr {
			switch {
			case strings.HasPrefix(a.Key, "aria-") && !slices.Contains(allowedARIA, a.Key):
				found = append(found, Finding{"aria", e.Where(), a.Key + " is not on the list"})
			case a.Key == "role" && !slices.Contains(allowedRole, a.Val):
				found = append(found, Finding{"aria", e.Where(), "role " + a.Val + " is not on the list"})
			}
		}
	}
	return found
}

// name is the name given to an element by attributes or, for a fieldset and a
// table, by its own first element; text inside is not looked at.
func name(page, e Doc) string {
	var parts []string
	for _, id := range strings.Fields(e.Attr("aria-labelledby")) {
		parts = append(parts, page.ID(id).Text())
	}
	if text := strings.TrimSpace(strings.Join(parts, " ")); text != "" {
		return text
	}
	return strings.TrimSpace(e.Attr("aria-label"))
}
