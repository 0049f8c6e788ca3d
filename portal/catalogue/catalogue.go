package catalogue

import (
	"embed"
	"io/fs"
	"slices"
)

//go:embed services/*.yaml blocks.yaml
var embedded embed.FS

// Embedded is the folder of definitions the portal ships with: services/*.yaml and blocks.yaml.
func Embedded() fs.FS { return embedded }

// Catalogue is every service, checked.
type Catalogue struct {
	services []*Service
}

// WordSource gives the words a service is said in, for its hash and for checks:
// language tag → message id → text. It holds the service's own words
// (service.<id>.…) and the shared ones (question.…, eligibility.…).
type WordSource interface {
	ServiceWords(service string) map[string]map[string]string
}

// Service returns the service with the id.
func (c *Catalogue) Service(id string) (*Service, bool) {
	return c.find(func(s *Service) bool { return s.ID == id })
}

// ByHash returns the service of a present definition version. Older versions
// are read from the store with Decode.
func (c *Catalogue) ByHash(hash string) (*Service, bool) {
	return c.find(func(s *Service) bool { return s.Hash == hash })
}

func (c *Catalogue) find(is func(*Service) bool) (*Service, bool) {
	i := slices.IndexFunc(c.services, is)
	if i < 0 {
		return nil, false
	}
	return c.services[i], true
}

// All returns the services in order of their ids.
func (c *Catalogue) All() []*Service { return slices.Clone(c.services) }

// Categories returns the categories that have a service, in page order. The
// word of a category is home.category.<id>.
func (c *Catalogue) Categories() []string {
	var used []string
	for _, id := range categories() {
		if _, ok := c.find(func(s *Service) bool { return s.Category == id }); ok {
			used = append(used, id)
		}
	}
	return used
}

// categories lists the groups of services in the order of the service facts.
func categories() []string {
	return []string{
		"certificate", "subsidy", "rehabilitation", "care", "employment", "employer", "education",
		"housing", "accessibility", "insurance", "discount", "legal", "hotline", "community", "other",
	}
}
