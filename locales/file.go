package locales

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// entry is one message of a file, in the order of the file.
type entry struct {
	id      string
	message *i18n.Message
}

// readLayer reads <tag>/**/*.json of every known language. An id that stands in
// two files of one layer is an error: nobody could tell which one is shown.
func readLayer(fsys fs.FS) (catalog, error) {
	words := catalog{}
	var errs []error
	for _, lang := range knownLanguages() {
		messages := map[string]*i18n.Message{}
		origin := map[string]string{}
		err := eachFile(fsys, lang.Tag, func(name string, entries []entry) error {
			for _, e := range entries {
				if first, twice := origin[e.id]; twice {
					errs = append(errs, fmt.Errorf("%s: %q stands in %s already", name, e.id, first))
				}
				origin[e.id], messages[e.id] = name, e.message
			}
			return nil
		})
		errs = append(errs, err)
		words[lang.Tag] = messages
	}
	return words, errors.Join(errs...)
}

// eachFile reads the message files of one language in the order of their names.
// A missing folder is an empty language.
func eachFile(fsys fs.FS, tag string, visit func(name string, entries []entry) error) error {
	if _, err := fs.Stat(fsys, tag); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fs.WalkDir(fsys, tag, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".json" {
			return err
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		entries, err := parseFile(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return visit(name, entries)
	})
}

// parseFile reads one object of id → message. It reads tokens and not a map, so
// that order and double keys can be judged.
func parseFile(raw []byte) ([]entry, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("not a JSON object of messages"), err)
	}
	var entries []entry
	for d.More() {
		e, err := parseEntry(d)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", lineAt(raw, d.InputOffset()), err)
		}
		entries = append(entries, e)
	}
	_, err := d.Token()
	return entries, err
}

func parseEntry(d *json.Decoder) (entry, error) {
	key, err := d.Token()
	if err != nil {
		return entry{}, err
	}
	id, _ := key.(string)
	var value any
	if err := d.Decode(&value); err != nil {
		return entry{}, err
	}
	m, err := i18n.NewMessage(value)
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", id, err)
	}
	m.ID = id
	for _, text := range forms(m) {
		if strings.Contains(text, "{{") && strings.Contains(placeholder.ReplaceAllString(text, ""), "{{") {
			return entry{}, fmt.Errorf("%s: a placeholder is written {{.Name}} and nothing else", id)
		}
	}
	return entry{id, m}, nil
}

// Translators may only place values: no template logic in words.
var placeholder = regexp.MustCompile(`\{\{\.([A-Z][A-Za-z0-9]*)\}\}`)

func forms(m *i18n.Message) []string {
	var texts []string
	for _, text := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

func lineAt(raw []byte, offset int64) int {
	return 1 + bytes.Count(raw[:min(int(offset), len(raw))], []byte("\n"))
}
