package locales

import "strings"

// ServiceWords returns what a service is said in, by language tag and message
// id: its own words and those shared by all services, as written, with their
// placeholders. It names the version of a definition by its content.
func (b *Bundle) ServiceWords(service string) map[string]map[string]string {
	own := "service." + service + "."
	words := map[string]map[string]string{}
	for tag, messages := range b.layers {
		said := map[string]string{}
		for id, m := range messages {
			if strings.HasPrefix(id, own) || strings.HasPrefix(id, "question.") || strings.HasPrefix(id, "eligibility.") {
				said[id] = m.Other
			}
		}
		words[tag] = said
	}
	return words
}
