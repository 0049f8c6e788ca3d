package locales

import (
	"iter"
	"maps"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Localizer gives the words of one language. It is shared by all requests and
// never changes after Load.
type Localizer struct {
	language  Language
	bundle    *Bundle
	flat      map[string]string // messages that need no values
	valued    map[string]bool   // and those that do; the words are in templates
	templates *i18n.Localizer
	parser    template.Parser
	pseudo    bool
}

func newLocalizer(b *Bundle, templates *i18n.Bundle, lang Language, words map[string]*i18n.Message) *Localizer {
	l := &Localizer{
		language:  lang,
		bundle:    b,
		flat:      map[string]string{},
		valued:    map[string]bool{},
		templates: i18n.NewLocalizer(templates, lang.Tag),
		// A forgotten value must fail in a test, not print "<no value>".
		parser: &template.TextParser{Option: "missingkey=error"},
	}
	for id, m := range words {
		if takesValues(m) {
			l.valued[id] = true
		} else {
			l.flat[id] = m.Other
		}
	}
	return l
}

// owns reports whether this language itself has the message.
func (l *Localizer) owns(id string) bool {
	_, flat := l.flat[id]
	return flat || l.valued[id]
}

// ids goes through all messages this language has, in no order.
func (l *Localizer) ids() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range l.flat {
			if !yield(id) {
				return
			}
		}
		for id := range l.valued {
			if !yield(id) {
				return
			}
		}
	}
}

func takesValues(m *i18n.Message) bool {
	return m.One != "" || strings.Contains(m.Other, "{{")
}

// Language returns the language of the words.
func (l *Localizer) Language() Language { return l.language }

// Offered returns the languages a reader may choose today.
func (l *Localizer) Offered() []Language { return l.bundle.Offered() }

// T returns the words of a message that takes no values.
func (l *Localizer) T(id string) string {
	if text, ok := l.flat[id]; ok {
		return text
	}
	return l.Say(id, nil, nil)
}

// Tp returns the words of a message with values for its placeholders; every
// placeholder needs one.
func (l *Localizer) Tp(id string, data map[string]any) string { return l.Say(id, data, nil) }

// Plural returns the words that fit a count; the message reads it as {{.Count}}.
func (l *Localizer) Plural(id string, n int, data map[string]any) string { return l.Say(id, data, &n) }

// Say returns a message in the form a portal.Message carries: values and count
// may both be nil. A message this language lacks comes in the source language
// and is recorded; one that no language has, or whose values do not fit, comes
// back as ⟪id⟫.
func (l *Localizer) Say(id string, data map[string]any, count *int) string {
	if text, ok := l.flat[id]; ok {
		return text
	}
	if l.valued[id] {
		return l.render(id, data, count)
	}
	source := l.bundle.plain[Source]
	if !source.owns(id) {
		return l.unknown(id)
	}
	if !l.pseudo {
		l.bundle.record(Miss{Tag: l.language.Tag, ID: id})
		return source.Say(id, data, count)
	}
	return l.wrap(source.Say(id, data, count))
}

func (l *Localizer) render(id string, data map[string]any, count *int) string {
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: data, TemplateParser: l.parser}
	if count != nil {
		values := maps.Clone(data)
		if values == nil {
			values = map[string]any{}
		}
		values["Count"] = *count
		config.TemplateData, config.PluralCount = values, *count
	}
	text, err := l.templates.Localize(config)
	if err != nil && text == "" {
		return l.unknown(id)
	}
	return l.wrap(text)
}

// Around returns the words before and after one placeholder, for a page that
// sets the value itself, in bold or as its own element. The words keep their
// order in every language. A message without that placeholder is all before.
func (l *Localizer) Around(id, slot string, data map[string]any) (before, after string) {
	const mark = "\x00"
	values := maps.Clone(data)
	if values == nil {
		values = map[string]any{}
	}
	values[slot] = mark
	text := l.Say(id, values, nil)
	if l.pseudo {
		text = strings.TrimSuffix(strings.TrimPrefix(text, pseudoOpen), pseudoClose)
	}
	before, after, _ = strings.Cut(text, mark)
	return l.wrap(before), l.wrap(after)
}

func (l *Localizer) unknown(id string) string {
	l.bundle.record(Miss{Tag: l.language.Tag, ID: id, Unknown: true})
	return "⟪" + id + "⟫"
}

// Has reports whether the message exists, in this language or the source.
func (l *Localizer) Has(id string) bool { return l.owns(id) || l.bundle.Has(id) }

// LangOf returns the lang attribute the element that carries the message needs:
// the source tag when the words had to be borrowed from it, else "".
func (l *Localizer) LangOf(id string) string {
	if l.owns(id) || !l.bundle.Has(id) {
		return ""
	}
	return Source
}

// Name returns a proper name that is data: a unit, a street, a place. It is no
// message, but page tests must see that it is not a forgotten word.
func (l *Localizer) Name(s string) string { return l.wrap(s) }

// Plain returns the id of the everyday words for a message, for readers in elder
// mode: id + ".elder" where this language has it, else id itself. Words of
// another language are never taken for the sake of plainness.
func (l *Localizer) Plain(id string) string {
	plain := id + plainEnding
	if l.owns(plain) || !l.owns(id) && l.bundle.Has(plain) {
		return plain
	}
	return id
}

// plainEnding marks a message as the everyday words of another one.
const plainEnding = ".elder"
