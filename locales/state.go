package locales

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Review states of a translation, as they stand in <tag>/state.tsv.
const (
	StateMissing = "missing" // nobody has translated it
	StateDraft   = "draft"   // translated, read by nobody else
	StateChecked = "checked" // read and accepted by a second person
	StateStale   = "stale"   // the Chinese changed since; counted, never stored
)

const stateHeader = "id\tsource\tstate\tby\twhen"

// review is one row of state.tsv. source is the hash of the Chinese text that
// was translated, so that a later change of it shows (decisions 10).
type review struct {
	id, source, state, by, when string
}

func (r review) line() string {
	return strings.Join([]string{r.id, r.source, r.state, r.by, r.when}, "\t")
}

// sourceHash is the first 8 hex digits of the SHA-256 of a message's text.
func sourceHash(m *i18n.Message) string {
	sum := sha256.Sum256([]byte(strings.Join(forms(m), "\n")))
	return hex.EncodeToString(sum[:])[:8]
}

// readState reads the review rows of a language; no file means no rows.
func readState(fsys fs.FS, tag string) (map[string]review, error) {
	name := path.Join(tag, "state.tsv")
	raw, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]review{}, nil
	}
	lines := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	rows := make(map[string]review, len(lines))
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if line == stateHeader || line == "" {
			continue
		}
		if len(cells) != 5 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 5", name, i+1, len(cells))
		}
		rows[cells[0]] = review{cells[0], cells[1], cells[2], cells[3], cells[4]}
	}
	return rows, err
}

// reviews are the rows of every translated language by id.
type reviews map[string]map[string]review

// add lays the checked rows of a layer over those that stand; others are as good
// as none. Words that a layer brings without a row are new: nobody has read them.
func (all reviews) add(layer fs.FS, words catalog) error {
	var errs []error
	for _, lang := range knownLanguages()[1:] {
		rows, err := readState(layer, lang.Tag)
		errs = append(errs, err)
		if all[lang.Tag] == nil {
			all[lang.Tag] = map[string]review{}
		}
		for id := range words[lang.Tag] {
			if delete(all[lang.Tag], id); rows[id].state == StateChecked {
				all[lang.Tag][id] = rows[id]
			}
		}
	}
	return errors.Join(errs...)
}

// checked returns the ids whose words a second person accepted for the Chinese
// of today.
func (all reviews) checked(words catalog) map[string]map[string]bool {
	found := map[string]map[string]bool{}
	for tag, rows := range all {
		found[tag] = map[string]bool{}
		for id, row := range rows {
			source := words[Source][id]
			if row.state == StateChecked && source != nil && stateOf(row, source, words[tag][id]) == StateChecked {
				found[tag][id] = true
			}
		}
	}
	return found
}

// IsDraft reports whether the words of a message are a translation that nobody
// has checked, or whose Chinese has changed since. Borrowed Chinese is no draft.
func (l *Localizer) IsDraft(id string) bool {
	return l.language.Tag != Source && l.owns(id) && !l.bundle.checked[l.language.Tag][id]
}

// stateOf judges one translation against the Chinese of today.
func stateOf(row review, source, own *i18n.Message) string {
	switch {
	case own == nil:
		return StateMissing
	case row.state == "" || row.state == StateMissing:
		return StateDraft
	case row.source != sourceHash(source):
		return StateStale
	}
	return row.state
}

// Merge rewrites <tag>/state.tsv of every other language in a folder of message
// files: new Chinese ids come in as missing, translations without a row as
// draft, ids that no longer exist go. Rows that stand are kept as they are, but
// those of the ids in fits: their translation was looked at after the Chinese
// changed, and is a draft of today's.
func Merge(dir string, fits ...string) error {
	fsys := os.DirFS(dir)
	words, err := readLayer(fsys)
	if err != nil {
		return err
	}
	for _, lang := range knownLanguages() {
		if lang.Tag == Source {
			continue
		}
		rows, err := readState(fsys, lang.Tag)
		if err != nil {
			return err
		}
		for _, id := range fits {
			delete(rows, id)
		}
		text := mergedState(words[Source], words[lang.Tag], rows)
		if err := os.WriteFile(filepath.Join(dir, lang.Tag, "state.tsv"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func mergedState(source, own map[string]*i18n.Message, rows map[string]review) []byte {
	lines := make([]string, 0, len(source))
	for id, m := range source {
		row, stands := rows[id]
		if state := stateOf(row, m, own[id]); !stands || state == StateMissing || row.state == StateMissing {
			row = review{id: id, source: sourceHash(m), state: state}
		}
		lines = append(lines, row.line())
	}
	slices.Sort(lines)
	var text bytes.Buffer
	fmt.Fprintln(&text, stateHeader)
	for _, line := range lines {
		fmt.Fprintln(&text, line)
	}
	return text.Bytes()
}
