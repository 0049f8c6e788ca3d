package audit

import "strings"

// formRules are about fields, groups, buttons and errors.
func formRules() []rule {
	return []rule{
		must("control-label", "WCAG 2.2 3.3.2, 4.1.2", control, func(page, e Doc) string {
			return unless(label(page, e) != "", "needs a label with text")
		}),
		must("group-legend", "WCAG 2.2 1.3.1", "fieldset", func(_, e Doc) string {
			return unless(e.firstChild().Is("legend"), "needs a legend, first")
		}),
		must("choice-group", "WCAG 2.2 1.3.1", "input[type=radio], input[type=checkbox]", choiceGroup),
		must("button-name", "WCAG 2.2 4.1.2", "button", func(page, e Doc) string {
			return unless(e.Text() != "" || name(page, e) != "", "says nothing")
		}),
		must("button-type", "house: no button by chance", "button, input[type=button], input[type=reset], input[type=image], input[type=submit]", func(_, e Doc) string {
			hidden := e.Is("button[type=button]") && e.Closest("[hidden]").Exists() // shown by script alone
			return unless(hidden || e.Is("button[type=submit]"), `must be <button type="submit">: without script nothing else does anything`)
		}),
		must("form-method", "contract 4: POST to an address, or GET to search", "form", func(_, e Doc) string {
			method := strings.ToLower(e.Attr("method"))
			return unless((method == "post" || method == "get") && e.Attr("action") != "", "needs a method and an action")
		}),
		must("field-name", "contract 4", control, func(_, e Doc) string {
			return unless(e.Attr("name") != "", "without a name nothing is sent")
		}),
		must("error-described", "WCAG 2.2 3.3.1", "[aria-invalid=true]", errorDescribed),
		must("autofocus", "decisions 25", "[autofocus]", func(page, e Doc) string {
			summary := e.Is(`[role=group][tabindex="-1"]`) && len(e.All(`a[href^="#"]`)) > 0
			return unless(summary && len(page.All("[autofocus]")) == 1, "only one error summary may take the focus")
		}),
		must("file-form", "a file needs multipart", "input[type=file]", func(_, e Doc) string {
			form := e.Closest("form")
			return unless(!form.Exists() || form.Attr("enctype") == "multipart/form-data", "its form needs enctype multipart/form-data")
		}),
		ban("select", "design 4: never select", "select, datalist", "use radios, or search and then radios"),
		ban("picker", "design 4: never a picker", "input[type=date], input[type=month], input[type=week], input[type=time], input[type=datetime-local], input[type=color], input[type=range], input[type=number]",
			"use text fields"),
		ban("disabled", "design 4: no disabled buttons", "[disabled], [readonly]", "leave out what cannot be used, and say why"),
		ban("required", "the browser's own messages are in the wrong words and place", "[required], [pattern], [minlength]", "the server checks and explains"),
		ban("placeholder", "design 1.6", "[placeholder]", "it vanishes while typing: use a hint"),
	}
}

const control = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]):not([type=image]), textarea, select"

func label(page, e Doc) string {
	if text := name(page, e); text != "" {
		return text
	}
	if around := e.Closest("label"); around.Exists() {
		return around.Text()
	}
	id := e.Attr("id")
	for _, l := range page.All("label[for]") {
		if id != "" && l.Attr("for") == id {
			return l.Text()
		}
	}
	return ""
}

// choiceGroup: choices that belong together stand in a fieldset. One checkbox
// alone is its own question.
func choiceGroup(page, e Doc) string {
	same := 0
	for _, other := range page.All("input[type=" + e.Attr("type") + "]") {
		if other.Attr("name") == e.Attr("name") && other.Closest("form").node == e.Closest("form").node {
			same++
		}
	}
	if e.Is("[type=checkbox]") && same == 1 {
		return ""
	}
	return unless(e.Closest("fieldset").One("legend").Text() != "", "choices belong into a fieldset with a legend")
}

// errorDescribed: the text that says why has the class error. That of a group
// is tied to the fieldset or to its first choice, which is read on entering.
func errorDescribed(page, e Doc) string {
	group := e.Closest("fieldset")
	tied := append([]Doc{e, group}, group.All("input[name=\""+e.Attr("name")+"\"]")...)
	for _, d := range tied {
		for _, id := range strings.Fields(d.Attr("aria-describedby")) {
			if why := page.ID(id); why.Is(".error") && why.Text() != "" {
				return ""
			}
		}
	}
	return "is invalid, but no text of class error says why"
}

func (d Doc) firstChild() Doc {
	if d.node == nil {
		return Doc{}
	}
	for n := d.node.FirstChild; n != nil; n = n.NextSibling {
		if n.Data != "" && (Doc{n}).Tag() != "" {
			return Doc{n}
		}
	}
	return Doc{}
}
