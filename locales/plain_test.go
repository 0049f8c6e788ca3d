package locales

import (
	"slices"
	"strings"
	"testing"
)

// plainLength is the longest sentence in everyday words, in characters: what is
// read slowly has to be kept in mind as a whole.
const plainLength = 20

// namesElder are ids that end like everyday words but name the mode or an age.
func namesElder() []string { return []string{"prefs.look.elder", "home.filter.who.elder"} }

// TestPlain: everyday words stand for words that exist, ask for no other values,
// say something else than they, and are short.
func TestPlain(t *testing.T) {
	words, _ := inspect(Files(), nil)
	count := 0
	for id, m := range words[Source] {
		base, plain := strings.CutSuffix(id, plainEnding)
		if !plain || slices.Contains(namesElder(), id) {
			continue
		}
		count++
		was := words[Source][base]
		if was == nil {
			t.Errorf("%s: there is no %s", id, base)
			continue
		}
		for _, name := range placeholders(m) {
			if !slices.Contains(placeholders(was), name) {
				t.Errorf("%s asks for %s, which %s does not have", id, name, base)
			}
		}
		if m.Other == was.Other {
			t.Errorf("%s says what %s says", id, base)
		}
		for _, sentence := range strings.FieldsFunc(m.Other, func(r rune) bool { return strings.ContainsRune("。？；：\n", r) }) {
			if n := hanRunes(sentence); n > plainLength {
				t.Errorf("%s: a sentence of %d characters: %s", id, n, sentence)
			}
		}
	}
	if count < 200 {
		t.Errorf("only %d messages in everyday words", count)
	}
}

// TestPlainID: the words of another language are never taken for being plainer.
func TestPlainID(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"question.hukou.hint": "question.hukou.hint.elder",
		"question.name.label": "question.name.label",
		"no.such.id":          "no.such.id",
	} {
		if got := b.Localizer(Source).Plain(id); got != want {
			t.Errorf("%s: %s", id, got)
		}
	}
	if got := b.Localizer("mn-Mong").Plain("frame.skip"); got != "frame.skip" {
		t.Errorf("translated words: %s", got)
	}
}
