package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"changban/portal"
)

// kept is what a definition version is made of.
type kept struct {
	Structure *Service                     `json:"structure"`
	Words     map[string]map[string]string `json:"words"` // tag → id → text
}

// Encode returns the definition as it is kept once per version: structure and
// words in every language. Its SHA-256 is the version's name.
func (s *Service) Encode() ([]byte, error) {
	body, err := json.Marshal(kept{s, s.words})
	if err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	return body, nil
}

// Decode reads a kept definition, with its Hash. Its error is of KindInternal:
// nobody but Encode writes what it reads.
func Decode(body []byte) (*Service, error) {
	k := kept{Structure: &Service{}}
	if err := json.Unmarshal(body, &k); err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	if k.Structure == nil {
		return nil, portal.Because(portal.KindInternal, errors.New("definition without structure"))
	}
	k.Structure.words = k.Words
	k.Structure.Hash = hashOf(body)
	return k.Structure, nil
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// seal gives the service its Hash.
func (s *Service) seal() error {
	body, err := s.Encode()
	if err != nil {
		return err
	}
	s.Hash = hashOf(body)
	return nil
}

// take keeps, of all words offered, those the service is said in, so that a word
// of another service does not make a new version.
func (s *Service) take(words map[string]map[string]string) {
	s.words = map[string]map[string]string{}
	prefixes := s.prefixes()
	for tag, texts := range words {
		mine := map[string]string{} // not a clone with holes: a map never gives room back
		for id, text := range texts {
			if prefixes[prefixOf(id)] {
				mine[id] = text
			}
		}
		if len(mine) > 0 {
			s.words[tag] = mine
		}
	}
	for i := range s.Fields {
		s.Fields[i].Words = s.problemWords(s.Fields[i].ID)
		for j, item := range s.Fields[i].Items {
			s.Fields[i].Items[j].Words = s.problemWords(s.Fields[i].ID + "." + item.ID)
		}
	}
}

// prefixes lists the beginnings of the message ids that can say the service.
func (s *Service) prefixes() map[string]bool {
	set := map[string]bool{"service." + s.ID: true}
	for _, f := range s.Fields {
		set["question."+f.ID] = true
	}
	for _, t := range s.Steps {
		set["question."+t.ID] = true
	}
	for _, p := range s.Papers {
		set["question.paper."+p.ID] = true
	}
	for _, t := range s.Stages {
		set["question.stage."+t.Code] = true
	}
	for _, r := range s.Eligibility {
		set["eligibility."+r.ID] = true
	}
	return set
}

func prefixOf(id string) string {
	parts := strings.Split(id, ".")
	n := 2
	if parts[0] == "question" && len(parts) > 2 && (parts[1] == "paper" || parts[1] == "stage") {
		n = 3
	}
	return strings.Join(parts[:min(n, len(parts))], ".")
}

// problemWords finds the messages that say a field's problems in its own words:
// field.<f>.wrong.<problem>.
func (s *Service) problemWords(fieldID string) map[string]string {
	found := map[string]string{}
	for _, prefix := range []string{"question." + fieldID + ".wrong.", "service." + s.ID + ".field." + fieldID + ".wrong."} {
		for id := range s.words[source] {
			if problem, ok := strings.CutPrefix(id, prefix); ok {
				found[problem] = id
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	return found
}
