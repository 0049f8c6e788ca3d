package locales

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// write puts what was taken into the folder and tells it. Every file is made
// before the first is replaced.
func (in *intake) write(w io.Writer, dir string) error {
	files, err := in.files()
	if err != nil {
		return err
	}
	if len(in.states) > 0 {
		rows := maps.Clone(in.reviews)
		maps.Copy(rows, in.states)
		words := maps.Clone(in.words[in.tag])
		maps.Copy(words, in.texts)
		files[path.Join(in.tag, "state.tsv")] = mergedState(in.words[Source], words, rows)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := replace(filepath.Join(dir, filepath.FromSlash(name)), files[name]); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(in.texts)) {
		fmt.Fprintf(w, "%s: text\n", id)
	}
	for _, id := range slices.Sorted(maps.Keys(in.states)) {
		fmt.Fprintf(w, "%s: %s\n", id, strings.TrimSpace(in.states[id].state+" "+in.states[id].by))
	}
	_, err = fmt.Fprintf(w, "%d texts, %d states taken\n", len(in.texts), len(in.states))
	return err
}

// files are the message files with the new texts in them. A message that is new
// stands in the file of the name its Chinese has.
func (in *intake) files() (map[string][]byte, error) {
	at := origins(in.fsys)
	byFile := map[string]map[string]*i18n.Message{}
	for id, m := range in.texts {
		name := at[in.tag][id]
		if name == "" {
			name = in.tag + strings.TrimPrefix(at[Source][id], Source)
		}
		if byFile[name] == nil {
			byFile[name] = map[string]*i18n.Message{}
		}
		byFile[name][id] = m
	}
	files := map[string][]byte{}
	for name, texts := range byFile {
		for id, stands := range at[in.tag] {
			if stands == name && texts[id] == nil {
				texts[id] = in.words[in.tag][id]
			}
		}
		raw, err := encodeFile(texts)
		if err != nil {
			return nil, err
		}
		files[name] = raw
	}
	return files, nil
}

// encodeFile writes messages as our files are written: sorted, one a line, the
// joiner as an escape that people can see.
func encodeFile(messages map[string]*i18n.Message) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("{")
	for i, id := range slices.Sorted(maps.Keys(messages)) {
		if i > 0 {
			out.WriteString(",")
		}
		m := messages[id]
		text, err := quote(m.Other)
		if err == nil && m.One != "" {
			var single string
			single, err = quote(m.One)
			text = `{"one": ` + single + `, "other": ` + text + `}`
		}
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "\n  %q: %s", id, text)
	}
	out.WriteString("\n}\n")
	return out.Bytes(), nil
}

func quote(text string) (string, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(text)
	return strings.ReplaceAll(strings.TrimSpace(out.String()), "\u180E", `\u180e`), err
}

// replace writes a file whole or not at all.
func replace(name string, raw []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", raw, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
