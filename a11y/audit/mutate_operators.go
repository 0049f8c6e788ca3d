package audit

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// operators are ways to break a page of ours, at least one for each rule.
func operators() []operator {
	return slices.Concat(pageOperators(), nameOperators(), linkOperators(), bannedOperators(), formOperators(), questionOperators(),
		errorOperators(), patternOperators(), languageOperators())
}

// pageOperators break what stands around every page.
func pageOperators() []operator {
	return []operator{
		{"one-h1", "main h1", rename("p"), ""},
		{"heading-order", "main h1", rename("h6"), ""},
		{"heading-text", "h1", empty, ""},
		{"one-main", "main", rename("div"), ""},
		{"skip-link", `a[href="#main"]`, set("href", "/main"), ""},
		{"help-after-main", "main + aside", rename("div"), ""},
		{"title", "title", empty, ""},
		{"landmark-name", "aside", unset("aria-labelledby"), ""},
		{"zoom", "meta[name=viewport]", set("content", "width=device-width, maximum-scale=1"), ""},
		{"page-lang", "html", unset("lang"), ""},
		{"lang-tag", "html", set("lang", "xx"), ""},
		{"landmarks", "header", rename("div"), ""},
		{"landmarks", "footer", rename("div"), ""},
		{"first-stops", `a[href$="/accessibility"]:not([hreflang])`, set("href", "/x"), ""},
		{"first-stops", "header input[name=elder], header button[name=_mode]", set("name", "x"), ""},
		{"help-whole", `main + aside a[href="tel:12345"]`, set("href", "/x"), ""},
		{"help-whole", `main + aside a[href="tel:12385"]`, set("href", "/x"), ""},
		{"back-link", "main .back a", unset("href"), "main input[name=_step], main .timeline, main .receipt, main dl.summary"},
		{"refresh", "head", add("<meta http-equiv=refresh content=5>"), ""},
		{"lang-script", "main", add("<p lang=en>" + string(rune(0x4e00)) + "</p>"), ""},
	}
}

// languageOperators break what depends on the language of a page.
func languageOperators() []operator {
	torn := "<p lang=mn-Mong>" + strings.Repeat("<span>\u182A</span>", 2) + "</p>"
	marked := func(text string) func(*html.Node) { return add("<p lang=mn-Mong>" + text + "</p>") }
	return []operator{
		{"lang-attribute", "main", set("aria-label", "\u0416\u4E00"), ""},
		{"title-chinese", "title", say("\u0416"), `html[lang^="mn"]`},
		{"twin-first", `.twin a`, set("href", "/x"), vertical},
		{"twin-first", `.twin [lang]`, unset("lang"), vertical},
		{"direction", "html", unset("dir"), vertical},
		{"ruby", "main", add("<ruby>1<rt>2</rt></ruby>"), vertical},
		{"upright", "main", add("<span class=upright>123</span>"), vertical},
		{"letters-apart", "main", add(torn), ""},
		{"script-marks", "main", marked("\u182A\u202F\u1820"), ""},
		{"script-marks", "main", marked("\u180B\u182A"), ""},
		{"script-marks", "main", marked("\u182A\u180E"), ""},
		{"script-marks", "main", marked("\u182A."), ""},
		{"script-marks", "main", marked("\u182A\uFF0C"), ""},
	}
}

// nameOperators break what refers to something.
func nameOperators() []operator {
	return []operator{
		{"id-unique", "[id] [id], [id] + [id]", set("id", "main"), ""},
		{"reference", "[aria-describedby]", set("aria-describedby", "gone"), ""},
		{"reference", "[aria-labelledby]", set("aria-labelledby", "gone"), ""},
		{"in-page-link", `a[href^="#"]`, set("href", "#gone"), ""},
		{"aria", "main", set("role", "application"), ""},
		{"aria", "[role=group]", set("role", "alert"), ""},
		{"aria-hidden", "main", set("aria-hidden", "true"), ""},
		{"image-text", "main", add("<img src=/x.png>"), ""},
		{"group-name", "[role=group]", unset("aria-labelledby"), ""},
		{"table-heads", "caption", rename("thead"), ""},
		{"table-heads", "th", unset("scope"), ""},
		{"hint-plain", ".hint[id]", add("<a href=/x>1</a>"), ""},
		{"error-target", summary + " a", set("href", "#errors"), "#errors"},
	}
}

// linkOperators break links.
func linkOperators() []operator {
	return []operator{
		{"link-text", "main a, a", empty, ""},
		{"link-address", "main a, a", set("href", "#"), ""},
		{"link-line", "main a, a", spoken, ""},
		{"link-window", "main a, a", set("target", "_blank"), ""},
		{"link-vague", "main a, a", say(strings.Fields(vague)[0]), ""},
		{"nested", "main a, a", add("<button type=submit>1</button>"), ""},
	}
}

// bannedOperators put in what no page holds.
func bannedOperators() []operator {
	return []operator{
		{"title-attribute", "main", set("title", "1"), ""},
		{"inline-style", "main", set("style", "color:red"), ""},
		{"handler", "main", set("onclick", "go()"), ""},
		{"tabindex", "main", set("tabindex", "1"), ""},
		{"accesskey", "main", set("accesskey", "m"), ""},
		{"foreign-file", "link[href]", set("href", "https://example.org/x.css"), ""},
		{"inline-script", "body", add("<script>1</script>"), ""},
		{"moving", "main", add("<dialog open></dialog>"), ""},
		{"presentational", "main", add("<font>1</font>"), ""},
	}
}

// formOperators break fields.
func formOperators() []operator {
	return []operator{
		{"control-label", "label", rename("div"), ""},
		{"group-legend", "fieldset > legend", rename("p"), ""},
		{"choice-group", "fieldset", each("fieldset", rename("div")), ""},
		{"button-name", "button", empty, ""},
		{"button-type", "button", unset("type"), ""},
		{"form-method", "form", unset("action"), ""},
		{"field-name", control, unset("name"), ""},
		{"error-described", ".error", each(".error", unset("id")), ""},
		{"autofocus", "input[type=text], textarea", set("autofocus", ""), ""},
		{"file-form", "form[enctype]", unset("enctype"), ""},
		{"select", "textarea", rename("select"), ""},
		{"picker", "input[type=text]", set("type", "date"), ""},
		{"disabled", "button", set("disabled", ""), ""},
		{"required", control, set("required", ""), ""},
		{"placeholder", control, set("placeholder", "1"), ""},
	}
}

// questionOperators break what is asked and how.
func questionOperators() []operator {
	return []operator{
		{"question-heading", "legend h1, h1 label", unnamed, question},
		{"progress", ".progress strong", empty, question},
		{"progress", "main", add("<progress></progress>"), ""},
		{"native-check", "form[method=post]", unset("novalidate"), ""},
		{"hint-short", ".hint[id]", say(strings.Repeat("1", 4*maxHint+1)), ""},
		{"autocomplete", "[autocomplete]", set("autocomplete", "id-number"), ""},
		{"autocomplete-number", "input[name*=id_number], input[name*=card_no], input[name*=bank_account]", set("autocomplete", "tel"), ""},
		{"number-keys", "input[type=text][name*=id_number]", set("inputmode", "numeric"), ""},
		{"name-field", "input[autocomplete=name]", unset("spellcheck"), ""},
		{"cut", control, set("maxlength", "1"), ""},
		{"one-time-code", `form[action*="/sign-in"] input[name=code], form[action*="/prove/"] input[name=code]`, unset("autocomplete"), ""},
		{"captcha", "main", add("<canvas></canvas>"), ""},
		{"date-part", ".date input", unset("aria-describedby"), ""},
		{"file-other-way", "input[type=file]", unset("aria-describedby"), ""},
		{"file-other-way", `[name$=".way"]`, each(`[name$=".way"]`, unset("name")), "form input[name=_step], form input[type=file]"},
	}
}

// errorOperators break what is said about mistakes.
func errorOperators() []operator {
	return []operator{
		{"summary-place", summary, last, ""},
		{"summary-links", summary + " a", set("href", "#main"), ".error[id]"},
		{"summary-message", summary + " a", say("1"), ".error[id]"},
		{"title-error", "title", unmarked, ".error[id]"},
		{"description-order", `[aria-describedby*="error"]`, reversed, ".hint"},
		{"group-error", `fieldset[aria-describedby*="-error"]`, unset("aria-describedby"), ""},
		{"error-marked", ".error[id]", each("[aria-describedby]", unset("aria-describedby")), ""},
	}
}

// patternOperators break pages that every service has.
func patternOperators() []operator {
	return []operator{
		{"check-page", "button.primary", say("1"), "input[name=_step][value=check]"},
		{"check-page", "dl.summary .change a", each(".change", empty), "input[name=_step][value=check]"},
		{"change-named", ".change a .away", empty, ""},
		{"link-same", "main a", twin, ""},
		{"receipt", ".receipt .bignumber", empty, `main a[href$="/withdraw"]`},
		{"receipt", `main a[href$="/withdraw"]`, set("href", "/x"), ".receipt"},
		{"receipt", `main a[href$="/print"]`, set("href", "/x"), `.receipt`},
		{"tag-text", ".tag", empty, ""},
		{"step-text", ".timeline li.done .away", empty, ""},
		{"drag", "main", set("draggable", "true"), ""},
		{"aria-label", "button", set("aria-label", "1"), ""},
		{"hidden-text", "h1", set("aria-hidden", "true"), ""},
		{"text-image", "h1", add(`<img src="/x.png" alt="">`), ""},
		{"one-status", "main", add("<p role=status></p><p role=status></p>"), ""},
		{"unsent", "main", add("<p>" + strings.Fields(sentWords)[0] + "</p>"), "input[name=_step]"},
		{"words", "h1", add(strings.Fields(banned)[0]), ""},
		{"sentence", "h1", add(strings.Repeat(string(rune(0x4e00)), maxSentence+1)), ""},
	}
}
