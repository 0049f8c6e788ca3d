package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

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

// Decode reads a kept definition, with its Hash.
func Decode(body []byte) (*Service, error) {
	var k kept
	if err := json.Unmarshal(body, &k); err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	k.Structure.words = k.Words
	k.Structure.Hash = hashOf(body)
	return k.Structure, nil
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// seal gives the service its words and, from them, its Hash.
func (s *Service) seal(words map[string]map[string]string) error {
	s.words = words
	body, err := s.Encode()
	if err != nil {
		return err
	}
	s.Hash = hashOf(body)
	return nil
}
