package audit

import (
	"slices"
	"strings"
)

// question marks the form of a question page, by the field that names its step.
const question = `form input[name=_step]:not([value=check])`

// questionRules are about pages that ask one thing.
func questionRules() []rule {
	return []rule{
		once("question-heading", "A11Y-75: the question is the h1 and the name of the answer", func(page Doc) string {
			form := page.One(question).Closest("form")
			h1 := page.One("h1")
			if !form.Exists() || !asks(form) || !contains(form, h1) {
				return "" // told, not asked
			}
			return unless(h1.Closest("legend").Exists() || h1.One("label").Exists(), "the h1 names no field")
		}),
		once("progress", "A11Y-25, 96: how far, in words", func(page Doc) string {
			if len(page.All("progress, meter, [role=progressbar]")) > 0 {
				return "a bar says nothing to many people"
			}
			return unless(!page.One(question).Exists() || page.One(".progress strong").Text() != "", "does not say which question this is")
		}),
		must("native-check", "A11Y-83: the server checks", "form[method=post]", func(_, e Doc) string {
			return unless(e.Has("novalidate"), "without novalidate the browser interrupts in its own words")
		}),
		must("hint-short", "A11Y-85: a hint is read each time", ".hint[id]", func(page, e Doc) string {
			if len(page.All(`[aria-describedby~="`+e.Attr("id")+`"]`)) == 0 {
				return ""
			}
			return unless(length(e.Text()) <= page.maxHint() && len(e.All("ul, ol, a")) == 0, "is longer than 40 characters (160 letters), or a list")
		}),
		must("autocomplete", "A11Y-06, 86: only tokens of WCAG's list, never invented ones", "[autocomplete]", func(_, e Doc) string {
			return unless(slices.Contains(tokens, e.Attr("autocomplete")), e.Attr("autocomplete")+" is none")
		}),
		must("autocomplete-number", "A11Y-86: no token exists for numbers of papers and accounts", "input[name*=id_number], input[name*=card_no], input[name*=bank_account]", func(_, e Doc) string {
			token := e.Attr("autocomplete")
			return unless(token == "" || token == "off", "another number would be filled in")
		}),
		must("number-keys", "A11Y-88: the last character may be X", "input[name*=id_number]", func(_, e Doc) string {
			return unless(e.Attr("type") == "text" && !e.Has("inputmode"), "must take every character, and show it")
		}),
		must("name-field", "A11Y-87", "input[autocomplete=name]", func(_, e Doc) string {
			return unless(e.Attr("spellcheck") == "false" && !e.Has("inputmode"), "a name is no misspelt word, and may be in any script")
		}),
		ban("cut", "A11Y-43, 87, 139: nothing pasted is cut, no boxes for single digits", "[maxlength]", "the server says what is too long"),
		must("one-time-code", "A11Y-43", `form[action*="/sign-in"] input[name=code], form[action*="/prove/"] input[name=code]`, func(_, e Doc) string {
			return unless(e.Attr("autocomplete") == "one-time-code" && e.Attr("type") == "text", "must take the code from the message, and by paste")
		}),
		ban("captcha", "A11Y-43, 58: no puzzle in any form", "canvas, [name*=captcha], [id*=captcha], [class*=captcha], img[src*=captcha], .slider", "nobody has to prove to be no machine"),
		must("date-part", "A11Y-89: each part with a hint of its own", ".date input", func(page, e Doc) string {
			for _, id := range strings.Fields(e.Attr("aria-describedby")) {
				if page.ID(id).Is(".hint") && len(page.All(`[aria-describedby~="`+id+`"]`)) == 1 {
					return unless(e.Attr("type") == "text" && e.Closest("fieldset").Exists(), "must be a text field of a group")
				}
			}
			return "has no hint of its own"
		}),
		whole(must("file-other-way", "A11Y-90: the question in the name, what is taken in the hint, and a way without a file", "input[type=file]", fileWays)),
	}
}

// maxHint is how many characters a hint may have that is read with its field.
const maxHint = 40

// maxHint is the same in letters where words are spelt: four for a character.
func (d Doc) maxHint() int {
	if d.isMongolian() {
		return 4 * maxHint
	}
	return maxHint
}

var tokens = strings.Fields("name tel email bday bday-year bday-month bday-day sex address-level1 address-level2 address-level3 address-level4 address-line1 street-address postal-code " +
	"username current-password new-password one-time-code off")

func fileWays(page, e Doc) string {
	form := e.Closest("form")
	hint := page.ID(strings.Split(e.Attr("aria-describedby")+" ", " ")[0])
	switch {
	case hint.Text() == "":
		return "no hint says what is taken"
	case !form.Exists():
		return ""
	case len(form.All(`[name$=".way"]`)) == 0 && form.One("[name=_step]").Exists():
		return "no other way is offered"
	}
	return ""
}

// asks tells whether a form has a field that is not folded away; a list of papers
// to give, each with its own name, is no question.
func asks(form Doc) bool {
	several := len(form.All("input[type=file]")) > 1
	return slices.ContainsFunc(form.All(control), func(e Doc) bool {
		return !e.Closest("details").Exists() && !(several && e.Is("input[type=file]"))
	})
}
