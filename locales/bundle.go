// Package locales owns every word a reader sees: the message files per
// language, the choice of language, and the way days, money and numbers are
// written. It must not know pages, stores, services or portal rules; callers
// hand it ids and plain values.
package locales

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed zh-Hans mn-Mong mn-Cyrl glossary.tsv context.tsv
var embedded embed.FS

// Files returns the embedded message files, laid out <tag>/<area>.json, the
// glossary and where words stand.
func Files() fs.FS { return embedded }

// Bundle holds all words of all languages, read once at start. It is safe for
// use by many goroutines.
type Bundle struct {
	languages []Language
	offered   []Language
	chooser   chooser
	plain     map[string]*Localizer
	pseudo    func() map[string]*Localizer // made when a test first asks
	checked   map[string]map[string]bool   // ids a second person has accepted, by tag

	mu     sync.Mutex
	missed map[Miss]bool
}

// catalog is message by id by language tag.
type catalog map[string]map[string]*i18n.Message

// Miss is a message that was asked for and not found in a language. Unknown
// means that no language has it: a programming error, shown as ⟪id⟫.
type Miss struct {
	Tag, ID string
	Unknown bool
}

// Load reads the embedded files and then the overlays, each laid out
// <tag>/….json like Files(); a later layer replaces single messages of an
// earlier one. An overlay without any of our language folders adds nothing.
// The error names every file that cannot be used, with the reason.
func Load(overlays ...fs.FS) (*Bundle, error) {
	b, layers := &Bundle{missed: map[Miss]bool{}}, catalog{}
	var errs []error
	states := reviews{}
	for _, layer := range append([]fs.FS{embedded}, overlays...) {
		words, err := readLayer(layer)
		errs = append(errs, err, states.add(layer, words))
		layers.add(words)
	}
	b.checked = states.checked(layers)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return b, b.build(layers)
}

func (c catalog) add(words catalog) {
	for tag, messages := range words {
		if c[tag] == nil {
			c[tag] = map[string]*i18n.Message{}
		}
		maps.Copy(c[tag], messages)
	}
}

// build resolves everything that needs no values, so that a page costs one map
// look-up per word. The layers are not kept: a parsed message weighs more than
// its text.
func (b *Bundle) build(layers catalog) error {
	templates := i18n.NewBundle(language.MustParse(Source))
	for tag, messages := range layers {
		if err := templates.AddMessages(language.MustParse(tag), withValues(messages)...); err != nil {
			return fmt.Errorf("locales: %s: %w", tag, err)
		}
	}
	b.languages = namedLanguages(layers)
	b.offered = slices.DeleteFunc(slices.Clone(b.languages), func(l Language) bool { return !isOffered(l.Tag) })
	b.chooser = newChooser(b.offered)
	b.plain = map[string]*Localizer{}
	for _, l := range b.languages {
		b.plain[l.Tag] = newLocalizer(b, templates, l, layers[l.Tag])
	}
	b.pseudo = sync.OnceValue(func() map[string]*Localizer {
		wrapped := map[string]*Localizer{}
		for tag, l := range b.plain {
			wrapped[tag] = newPseudo(l)
		}
		return wrapped
	})
	return nil
}

// withValues returns the messages that need a template; all others are found in
// the flat tables.
func withValues(messages map[string]*i18n.Message) []*i18n.Message {
	all := slices.Collect(maps.Values(messages))
	return slices.DeleteFunc(all, func(m *i18n.Message) bool { return !takesValues(m) })
}

// Languages returns all languages the portal knows, the source first.
func (b *Bundle) Languages() []Language { return slices.Clone(b.languages) }

// Offered returns the languages a reader may choose today.
func (b *Bundle) Offered() []Language { return slices.Clone(b.offered) }

// Language returns the language of a tag as it stands in an address.
func (b *Bundle) Language(tag string) (Language, bool) {
	i := slices.IndexFunc(b.languages, func(l Language) bool { return l.Tag == tag })
	if i < 0 {
		return Language{}, false
	}
	return b.languages[i], true
}

// Match returns the offered language for a reader: the explicit choice (account
// or cookie) when there is one, else the Accept-Language header, else the source
// language. Both may be empty or nonsense.
func (b *Bundle) Match(acceptLanguage, explicit string) Language {
	return b.chooser.choose(explicit, acceptLanguage)
}

// Localizer returns the shared localizer of a tag, that of the source language
// for an unknown tag.
func (b *Bundle) Localizer(tag string) *Localizer { return pick(b.plain, tag) }

// Pseudo returns a localizer whose every message stands in ⟦…⟧, so that a test
// finds words that did not come from here.
func (b *Bundle) Pseudo(tag string) *Localizer { return pick(b.pseudo(), tag) }

func pick(m map[string]*Localizer, tag string) *Localizer {
	if l, ok := m[tag]; ok {
		return l
	}
	return m[Source]
}

// Has reports whether the source language has a message of that id.
func (b *Bundle) Has(id string) bool { return b.plain[Source].owns(id) }

// IDs returns the ids of the source language that start with prefix, sorted.
func (b *Bundle) IDs(prefix string) []string {
	var ids []string
	for id := range b.plain[Source].ids() {
		if strings.HasPrefix(id, prefix) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Missing returns what was asked for and not found since the start.
func (b *Bundle) Missing() []Miss {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.SortedFunc(maps.Keys(b.missed), func(x, y Miss) int {
		return strings.Compare(x.ID+x.Tag, y.ID+y.Tag)
	})
}

// record notes a miss and logs it the first time only: a page repeats it often.
func (b *Bundle) record(m Miss) {
	b.mu.Lock()
	seen := b.missed[m]
	b.missed[m] = true
	b.mu.Unlock()
	if !seen {
		slog.Warn("message missing", "language", m.Tag, "id", m.ID, "unknown", m.Unknown)
	}
}
