package catalogue

import (
	"maps"
	"slices"
	"strings"
)

// WordID returns the message id that says path of a service: the service's own
// words where it has them, else the words shared by all services.
//
//	field.<f>.label   → service.<id>.field.<f>.label   or question.<f>.label
//	step.<s>.question → service.<id>.step.<s>.question or question.<s>.question
//	paper.<p>.name    → service.<id>.paper.<p>.name    or question.paper.<p>.name
//	stage.<c>.title   → service.<id>.stage.<c>.title   or question.stage.<c>.title
//	eligibility.<r>.<verdict> → service.<id>.eligibility.<r>.<verdict> or eligibility.<r>.<verdict>
//
// Without words anywhere it returns the service's own id, which the page then
// shows as missing.
func (s *Service) WordID(path string) string {
	ids := s.candidates(path)
	for _, id := range ids {
		if s.has(id) {
			return id
		}
	}
	return ids[0]
}

// candidates lists the message ids that can say a path, best first.
func (s *Service) candidates(path string) []string {
	ids := []string{"service." + s.ID + "." + path}
	if shared := sharedID(path); shared != "" {
		ids = append(ids, shared)
	}
	return ids
}

// HasWord reports whether path has words, own or shared: hints, reasons and
// examples are optional.
func (s *Service) HasWord(path string) bool { return s.has(s.WordID(path)) }

// Words returns the words the version was made with, by message id, for a
// language tag: an old draft is shown in the words of its own definition.
func (s *Service) Words(tag string) map[string]string { return s.words[tag] }

// Languages returns the tags the version has words in.
func (s *Service) Languages() []string { return slices.Sorted(maps.Keys(s.words)) }

func (s *Service) has(id string) bool {
	_, ok := s.words[source][id]
	return ok
}

// source is the language that is always complete.
const source = "zh-Hans"

func sharedID(path string) string {
	kind, rest, ok := strings.Cut(path, ".")
	if !ok {
		return ""
	}
	switch kind {
	case "field", "step":
		return "question." + rest
	case "paper", "stage":
		return "question." + path
	case "eligibility":
		return path
	}
	return ""
}
