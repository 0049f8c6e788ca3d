package official

import "changban/portal/web"

// Sentences puts whole sentences one after the other as the page's language does:
// Chinese sets no space between them, Mongolian does. Empty ones are left out.
func Sentences(page *web.Page, sentences ...string) string {
	text := ""
	for _, s := range sentences {
		switch {
		case s == "":
		case text == "":
			text = s
		default:
			text = page.Tp("common.sentences", "First", text, "Next", s)
		}
	}
	return text
}
