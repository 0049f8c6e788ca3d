package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"changban/a11y/component"
	"changban/locales"
	"changban/portal"
)

// How long the two parts of a Mongolian title are at most (decisions 24), in code
// points.
const (
	maxTitle   = 60
	maxChinese = 8
)

// said remembers the messages of a page that is a translation: whether one was
// never checked, and which one a text came from.
type said struct {
	drafts   bool
	messages map[string]portal.Message // by their words
}

func (s *said) keep(words *locales.Localizer, m portal.Message, text string) {
	if words.Language().Tag == locales.Source {
		return
	}
	s.drafts = s.drafts || words.IsDraft(m.ID)
	if s.messages == nil {
		s.messages = map[string]portal.Message{}
	}
	if _, twice := s.messages[text]; !twice {
		s.messages[text] = m
	}
}

// draftLine says that words of the page are an unchecked translation, with the
// way to the Chinese; nil when all are checked.
func (p *Page) draftLine() *component.DraftParams {
	if !p.said.drafts {
		return nil
	}
	chinese := p.server.words(locales.Source).T("frame.draft.source")
	return &component.DraftParams{
		Text: p.T("frame.draft.text"), Source: *p.switchTo(locales.Source, chinese, locales.Source),
	}
}

// shortTitle is the page's own name, cut at a word when it is too long.
func (p *Page) shortTitle() string {
	if utf8.RuneCountInString(p.Title) <= maxTitle {
		return p.Title
	}
	cut := string([]rune(p.Title)[:maxTitle-1])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

// chineseTitle says in a few Chinese characters what page it is, for a voice that
// cannot read the rest (A11Y-125); "" on Chinese pages.
func (p *Page) chineseTitle() string {
	if p.Language.Tag == locales.Source {
		return ""
	}
	words := p.server.words(locales.Source)
	short := firstHan(p.chinese(p.Title))
	if short == "" {
		short = words.T("frame.site.name")
	}
	return words.Name(" – " + short)
}

// chinese is a text of this page as the Chinese page says it, with the messages
// that it carries; "" for what was no message.
func (p *Page) chinese(text string) string {
	m, known := p.said.messages[text]
	if !known {
		return ""
	}
	data := make(map[string]any, len(m.Data))
	for name, value := range m.Data {
		data[name] = value
		if inner, is := value.(string); is && p.said.messages[inner].ID != "" && inner != text {
			data[name] = p.chinese(inner)
		}
	}
	return p.server.config.Words.Localizer(locales.Source).Say(m.ID, data, m.Count)
}

// firstHan is the first run of a text that a Chinese voice reads, as long as may be.
func firstHan(text string) string {
	isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	var short []rune
	for _, r := range text {
		switch {
		case len(short) == maxChinese:
			return string(short)
		case isHan(r) || len(short) > 0 && (r >= '0' && r <= '9'):
			short = append(short, r)
		case len(short) >= 2:
			return string(short)
		}
	}
	return string(short)
}
