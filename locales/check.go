package locales

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"changban/locales/lint"
)

// Checking says what is checked: a tree of message files, or the overlay that
// lies over it.
type Checking struct {
	Words   fs.FS
	Overlay fs.FS   // laid over Words like in Load; then only its words are judged
	Sources []fs.FS // trees whose use of ids is compared with the Chinese
	Verbose bool    // warnings one by one
}

// Check prints the coverage and review state of every language and everything
// that must be put right: files that cannot be read, ids out of order or twice,
// empty or missing words, placeholders that differ from the Chinese,
// translations of nothing, what the linter and the glossary object to, and with
// sources the ids that are used and do not exist or exist and are not used. The
// error says how many problems there are; warnings are counted and are none.
func Check(w io.Writer, c Checking) error {
	t, problems := c.read()
	if len(c.Sources) > 0 {
		used, err := scan(c.Sources...)
		if err != nil {
			return err
		}
		problems = append(problems, used.problems(t.words, t.fresh)...)
	}
	found, err := t.judge(c.Words, c.top())
	if err != nil {
		return err
	}
	for _, lang := range knownLanguages() {
		fmt.Fprintln(w, coverage(lang.Tag, t))
		for _, id := range t.missing(lang.Tag) {
			problems = append(problems, fmt.Sprintf("%s: %q has no words", lang.Tag, id))
		}
	}
	problems = append(problems, report(w, found, c.Verbose)...)
	for _, p := range problems {
		fmt.Fprintln(w, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("locales: %d problems", len(problems))
	}
	return nil
}

// top is the layer whose words are judged.
func (c Checking) top() fs.FS {
	if c.Overlay != nil {
		return c.Overlay
	}
	return c.Words
}

// tree is what is checked, read: all words, those of the judged layer, and rows.
type tree struct {
	words, own catalog
	fresh      map[string]*i18n.Message     // Chinese that only the judged layer has
	files      map[string]map[string]string // where the own words stand, by tag and id
	rows       map[string]map[string]review // all of them, by tag and id
}

func (c Checking) read() (tree, []string) {
	t := tree{words: catalog{}, rows: map[string]map[string]review{}}
	var problems []string
	if c.Overlay != nil {
		below, err := readLayer(c.Words)
		problems = append(problems, lines(err, t.addRows(c.Words, below))...)
		t.words.add(below)
	}
	own, faults := inspect(c.top(), t.words)
	problems = append(problems, faults...)
	problems = append(problems, lines(t.addRows(c.top(), own))...)
	t.fresh = maps.Clone(own[Source])
	maps.DeleteFunc(t.fresh, func(id string, _ *i18n.Message) bool { return t.words[Source][id] != nil })
	t.words.add(own)
	t.own, t.files = own, origins(c.top())
	return t, problems
}

// addRows lays the rows of a layer over those that stand; words that it brings
// without a row have none.
func (t tree) addRows(layer fs.FS, words catalog) error {
	var errs []error
	for _, lang := range knownLanguages()[1:] {
		rows, err := readState(layer, lang.Tag)
		errs = append(errs, err)
		if t.rows[lang.Tag] == nil {
			t.rows[lang.Tag] = map[string]review{}
		}
		for id := range words[lang.Tag] {
			t.rows[lang.Tag][id] = rows[id]
		}
	}
	return errors.Join(errs...)
}

func lines(errs ...error) []string {
	var all []string
	for _, err := range errs {
		if err != nil {
			all = append(all, strings.Split(err.Error(), "\n")...)
		}
	}
	return all
}

// missing are Chinese ids without words in a language. In an overlay they are
// its own Chinese: words that stand below translate another text.
func (t tree) missing(tag string) []string {
	if tag == Source {
		return nil
	}
	var ids []string
	for id := range t.own[Source] {
		if t.own[tag][id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// coverage is one line of counts per language.
func coverage(tag string, t tree) string {
	total := len(t.words[Source])
	if tag == Source {
		return fmt.Sprintf("%s: %d messages (source)", tag, total)
	}
	counts := map[string]int{}
	for id, m := range t.words[Source] {
		counts[stateOf(t.rows[tag][id], m, t.words[tag][id])]++
	}
	line := fmt.Sprintf("%s: %d of %d messages", tag, total-counts[StateMissing], total)
	for _, state := range []string{StateMissing, StateDraft, StateStale, StateChecked} {
		line += fmt.Sprintf(", %s %d", state, counts[state])
	}
	return line + fmt.Sprintf(" (%d %%)", counts[StateChecked]*100/max(total, 1))
}

// finding is what a rule found, with its place.
type finding struct {
	lint.Finding
	tag, file string
}

func (f finding) String() string { return f.file + ": " + f.Finding.String() }

// report prints the warnings, counted by rule, and returns the errors.
func report(w io.Writer, found []finding, verbose bool) []string {
	var errs []string
	counts := map[string]map[string]int{}
	for _, f := range found {
		switch {
		case f.Error:
			errs = append(errs, f.String())
			continue
		case verbose:
			fmt.Fprintln(w, "warning:", f)
		}
		if counts[f.tag] == nil {
			counts[f.tag] = map[string]int{}
		}
		counts[f.tag][f.Rule]++
	}
	for _, tag := range slices.Sorted(maps.Keys(counts)) {
		line := tag + ": warnings"
		for _, rule := range slices.Sorted(maps.Keys(counts[tag])) {
			line += fmt.Sprintf(" %s %d", rule, counts[tag][rule])
		}
		fmt.Fprintln(w, line)
	}
	slices.Sort(errs)
	return errs
}
