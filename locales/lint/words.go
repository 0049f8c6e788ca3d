package lint

import (
	"slices"
	"strings"

	"changban/mongol"
)

// word is a run of letters and marks; parts are apart by the joiner.
type word struct {
	parts  []string
	before rune // what stands before it
	behind rune
}

func (w word) String() string { return mongol.ToLatin(strings.Join(w.parts, string(mongol.MVS))) }

func (w word) stem() string { return w.parts[0] }

func inWord(r rune) bool {
	return mongol.IsLetter(r) || mongol.IsVariation(r) || r == mongol.MVS || r == '\u180A'
}

func (f form) words() []word {
	var words []word
	for i := 0; i < len(f.text); i++ {
		start := i
		for inWord(f.at(i)) {
			i++
		}
		if i > start {
			parts := strings.Split(string(f.text[start:i]), string(mongol.MVS))
			words = append(words, word{parts, f.at(start - 1), f.at(i)})
		}
	}
	return words
}

// eachWord names the words a judgement objects to.
func (f form) eachWord(reason string, wrong func(word) bool) []string {
	var found []string
	for _, w := range f.words() {
		if wrong(w) {
			found = append(found, w.String()+" "+reason)
		}
	}
	return found
}

func unknownSuffix(f form) []string {
	return f.eachWord("has an ending that is not known", func(w word) bool {
		return slices.ContainsFunc(w.parts[1:], func(part string) bool {
			return part != "" && !mongol.IsSeparated(part) && !mongol.IsSuffix(part) && !slices.Contains(endings, mongol.ToLatin(part))
		})
	})
}

// endings may stand behind the joiner, but are words of their own or make one.
var endings = strings.Fields("ki yinki duγar düger")

// homographs are words that look like an ending.
var homographs = strings.Fields("tür")

// lostJoiner: an ending alone between spaces, after a word.
func lostJoiner(f form) []string {
	words := f.words()
	var found []string
	for i, w := range words {
		if i > 0 && words[i-1].behind == ' ' && w.before == ' ' && len(w.parts) == 1 && mongol.IsSuffix(w.stem()) && !slices.Contains(homographs, w.String()) {
			found = append(found, w.String()+" stands alone after "+words[i-1].String())
		}
	}
	return found
}

func doubled(f form) []string {
	return f.eachWord("has a doubled vowel, as Cyrillic writes it", func(w word) bool {
		return slices.ContainsFunc(w.parts, func(p string) bool { return strings.Contains(p, "ᠠᠠ") || strings.Contains(p, "ᠡᠡ") })
	})
}

func impossibleWord(f form) []string {
	return f.eachWord("begins with ng or has no vowel", func(w word) bool {
		first := []rune(w.stem() + " ")[0]
		bound := w.before == value || w.before == literal || len(w.parts) > 1 && w.stem() == ""
		whole := strings.Join(w.parts, "")
		return first == 'ᠩ' || !bound && !strings.ContainsAny(whole, vowels) && !strings.HasSuffix(whole, "\u180A")
	})
}

const (
	vowels  = "ᠠᠡᠢᠣᠤᠥᠦᠧ"
	back    = "ᠠᠣᠤ"
	front   = "ᠡᠥᠦ"
	foreign = "ᠧᠸᠹᠺᠻᠼᠽᠾᠿᡀᡁᡂ"
)

// compounds are words of two stems, names and loans that mix vowels as they are
// (romanized, compared from the beginning).
var compounds = strings.Fields(`kökeqota tüngliyou ordosküi ulaγančab`)

func harmony(f form) []string {
	return f.eachWord("mixes back and front vowels", func(w word) bool {
		s := w.stem()
		mixed := strings.ContainsAny(s, back) && strings.ContainsAny(s, front)
		return mixed && !strings.ContainsAny(s, foreign) && !isCompound(mongol.ToLatin(s))
	})
}

func isCompound(latin string) bool {
	return slices.ContainsFunc(compounds, func(c string) bool { return strings.HasPrefix(latin, c) })
}

// suffixHarmony: an ending agrees with the last vowel before it that is not i.
func suffixHarmony(f form) []string {
	return f.eachWord("has an ending of the other vowel class", func(w word) bool {
		stem := w.stem()
		for _, part := range w.parts[1:] {
			last := strings.LastIndexAny(stem, back+front)
			suffixed := strings.ContainsAny(part, back+front)
			if last >= 0 && suffixed && strings.ContainsAny(part, back) != strings.ContainsRune(back, []rune(stem[last:])[0]) {
				return true
			}
			stem += part
		}
		return false
	})
}

func oldDiphthong(f form) []string {
	return f.eachWord("writes y between vowel and i", func(w word) bool {
		return slices.ContainsFunc(w.parts, func(p string) bool {
			i := strings.Index(p, "ᠶᠢ")
			return i > 0 && strings.ContainsAny(p[:i], vowels) && strings.LastIndexAny(p[:i], vowels) == i-len("ᠠ")
		})
	})
}
