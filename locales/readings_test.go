package locales

import (
	"strings"
	"testing"
	"unicode"
)

// A syllable above each character: Chinese letters one by one, tones marked.
func TestReadingsFitTheirTerms(t *testing.T) {
	readings, err := Readings(Source)
	if err != nil {
		t.Fatal(err)
	}
	if len(readings) < 100 {
		t.Errorf("only %d terms", len(readings))
	}
	const tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
	for term, reading := range readings {
		syllables := strings.Fields(reading)
		if len([]rune(term)) != len(syllables) || strings.Join(syllables, " ") != reading {
			t.Errorf("%s: %q has not a syllable for each character", term, reading)
		}
		for _, r := range term {
			if !unicode.Is(unicode.Han, r) {
				t.Errorf("%s: %c is no character", term, r)
			}
		}
		for _, s := range syllables {
			if !strings.ContainsAny(s, tones) || strings.ToLower(s) != s {
				t.Errorf("%s: %q has no tone", term, s)
			}
		}
	}
	// Characters with more than one reading.
	for term, want := range map[string]string{
		"重度": "zhòng dù", "多重": "duō chóng", "变更": "biàn gēng", "供养": "gōng yǎng", "行政复议": "xíng zhèng fù yì",
		"开户行": "kāi hù háng", "用人单位": "yòng rén dān wèi", "近亲属": "jìn qīn shǔ", "嘎查": "gā chá",
	} {
		if readings[term] != want {
			t.Errorf("%s is read %q, want %q", term, readings[term], want)
		}
	}
	if none, err := Readings("mn-Cyrl"); err != nil || len(none) > 0 {
		t.Errorf("a language without readings: %v, %v", none, err)
	}
}
