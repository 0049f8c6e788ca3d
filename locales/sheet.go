package locales

import (
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"changban/locales/lint"
	"changban/mongol"
)

// The columns of a translator's table. one stands behind the id of the form for
// a single thing, where it differs from the form for all others.
const (
	colID = iota
	colChinese
	colContext
	colPicture
	colOther
	colText
	colLatin
	colState
	colBy
	colWhen
	colHash

	one = "#one"
)

func columns() []string {
	return []string{"id", "Chinese", "context", "picture", "other Mongolian", "text", "romanized", "state", "by", "when", "hash"}
}

// byteOrderMark tells spreadsheets that a table is UTF-8.
const byteOrderMark = "\uFEFF"

// Export writes the messages of a language whose ids begin with area as a table
// for translators: the Chinese, where it stands, the text, its romanization and
// its state. Import reads it back.
func Export(w io.Writer, words fs.FS, tag, area string) error {
	b, err := readBook(words, tag)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	table := [][]string{columns()}
	for _, id := range b.ids(area) {
		table = append(table, b.rows(id)...)
	}
	for _, row := range table {
		for i, cell := range row {
			row[i] = inert(cell)
		}
	}
	return out.WriteAll(table)
}

// book is everything a table of one language tells.
type book struct {
	tag, other string
	words      catalog
	reviews    map[string]review
	context    []place
}

func readBook(words fs.FS, tag string) (book, error) {
	b := book{tag: tag, other: lint.Cyrl}
	if tag == lint.Cyrl {
		b.other = lint.Mong
	}
	if tag != lint.Cyrl && tag != lint.Mong {
		return b, fmt.Errorf("locales: %q is no language to translate into: %s or %s", tag, lint.Mong, lint.Cyrl)
	}
	var err error
	if b.words, err = readLayer(words); err != nil {
		return b, err
	}
	if b.reviews, err = readState(words, tag); err != nil {
		return b, err
	}
	b.context, err = readContext(words)
	return b, err
}

func (b book) ids(area string) []string {
	var ids []string
	for id := range b.words[Source] {
		if strings.HasPrefix(id, area) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// rows are the one or two rows of a message.
func (b book) rows(id string) [][]string {
	source, own, other := b.words[Source][id], b.words[b.tag][id], b.words[b.other][id]
	at := placeOf(id, b.context)
	r := b.reviews[id]
	row := make([]string, len(columns()))
	row[colID], row[colChinese], row[colHash] = id, source.Other, sourceHash(source)
	row[colContext], row[colPicture] = at.where, at.picture
	row[colState], row[colBy], row[colWhen] = stateOf(r, source, own), r.by, r.when
	if other != nil {
		row[colOther] = b.shown(b.other, other.Other)
	}
	if own == nil {
		return [][]string{row}
	}
	b.fill(row, own.Other)
	if own.One == "" || own.One == own.Other {
		return [][]string{row}
	}
	single := slices.Clone(row)
	single[colID] += one
	b.fill(single, own.One)
	return [][]string{row, single}
}

func (b book) fill(row []string, text string) {
	row[colText] = b.shown(b.tag, text)
	if b.tag == lint.Mong {
		row[colLatin] = mongol.ToLatin(text)
	}
}

// shown is a text as other programs can draw it.
func (b book) shown(tag, text string) string {
	if tag == lint.Mong {
		return mongol.Outward(text)
	}
	return text
}

// formulas are the first characters that a spreadsheet takes for a formula, and
// the mark that stops it from doing so.
const formulas = "=+-@\t\r'"

// inert marks a cell that a spreadsheet would run; alive takes the mark away.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune(formulas, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func alive(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formulas, rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
