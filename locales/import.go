package locales

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"changban/locales/lint"
	"changban/mongol"
)

// Import takes a translator's table back into a folder of message files: texts
// and review states. A changed romanization wins over an unchanged text. A row
// is refused when its Chinese has changed since, its placeholders or characters
// are wrong, or it is called checked without name and day; with one row refused
// nothing is written.
func Import(w io.Writer, table io.Reader, tag, dir string) error {
	fsys := os.DirFS(dir)
	b, err := readBook(fsys, tag)
	if err != nil {
		return err
	}
	rows, err := readSheet(table)
	if err != nil {
		return err
	}
	in, err := newIntake(fsys, b)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := in.take(row); err != nil {
			in.refused = append(in.refused, fmt.Sprintf("%s: %s", row[colID], err))
		}
	}
	in.judge()
	if len(in.refused) > 0 {
		fmt.Fprintln(w, strings.Join(in.refused, "\n"))
		return fmt.Errorf("locales: %d rows refused, nothing was written", len(in.refused))
	}
	return in.write(w, dir)
}

func readSheet(table io.Reader) ([][]string, error) {
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("locales: the table: %w", err)
	}
	if len(rows) == 0 || strings.TrimPrefix(rows[0][0], byteOrderMark) != columns()[0] || len(rows[0]) != len(columns()) {
		return nil, fmt.Errorf("locales: the first row of the table must be %s", strings.Join(columns(), ", "))
	}
	for _, row := range rows[1:] {
		for i := range row {
			row[i] = alive(row[i])
		}
	}
	return rows[1:], nil
}

// intake collects what a table changes before anything is written.
type intake struct {
	book
	fsys    fs.FS
	allowed []allowance
	texts   map[string]*i18n.Message
	states  map[string]review
	refused []string
}

func newIntake(fsys fs.FS, b book) (*intake, error) {
	allowed, err := readAllowed(fsys, b.tag)
	return &intake{book: b, fsys: fsys, allowed: allowed, texts: map[string]*i18n.Message{}, states: map[string]review{}}, err
}

func (in *intake) take(row []string) error {
	id, single := strings.CutSuffix(row[colID], one)
	source := in.words[Source][id]
	if source == nil {
		return errors.New("there is no such message")
	}
	if row[colHash] != sourceHash(source) {
		return errors.New("the Chinese has changed since the table was written")
	}
	text, err := in.text(row, id, single)
	if err != nil {
		return err
	}
	if text != "" {
		in.change(id, text, single)
	}
	if single {
		return nil
	}
	return in.takeState(row, id, source)
}

// text is the new text of a row, nothing when it is the one that stands.
func (in *intake) text(row []string, id string, single bool) (string, error) {
	was := make([]string, len(columns()))
	if own := in.words[in.tag][id]; own != nil {
		in.fill(was, form(own, single))
	}
	text, latin := row[colText] != was[colText], row[colLatin] != was[colLatin]
	switch {
	case in.tag != lint.Mong && text:
		return row[colText], nil
	case in.tag != lint.Mong, !text && !latin:
		return "", nil
	case text && latin && mongol.FromLatin(row[colLatin]) != mongol.Kept(row[colText]):
		return "", errors.New("text and romanization were both changed and differ")
	case latin:
		return mongol.FromLatin(row[colLatin]), nil
	}
	return mongol.Kept(row[colText]), nil
}

func form(m *i18n.Message, single bool) string {
	if single {
		return m.One
	}
	return m.Other
}

// change sets one form. Where both forms said the same, both change.
func (in *intake) change(id, text string, single bool) {
	stands := in.texts[id]
	if stands == nil {
		stands = in.words[in.tag][id]
	}
	next := &i18n.Message{ID: id}
	if stands != nil {
		*next = *stands
	}
	switch {
	case single:
		next.One = text
	case next.One == next.Other && next.One != "" || stands == nil && strings.Contains(in.words[Source][id].Other, "{{.Count}}"):
		next.One, next.Other = text, text
	default:
		next.Other = text
	}
	in.texts[id] = next
}

// takeState takes the state of a row. A text that changed after it was checked
// is a draft again until the row says who checked it.
func (in *intake) takeState(row []string, id string, source *i18n.Message) error {
	was := in.reviews[id]
	next := review{id, sourceHash(source), row[colState], row[colBy], row[colWhen]}
	untouched := next.state == stateOf(was, source, in.words[in.tag][id]) && next.by == was.by && next.when == was.when
	switch {
	case untouched && in.texts[id] == nil:
		return nil
	case untouched:
		next = review{id: id, source: next.source, state: StateDraft}
	case next.state != StateDraft && next.state != StateChecked:
		return fmt.Errorf("the state %q is not %s or %s", next.state, StateDraft, StateChecked)
	}
	if next.state == StateChecked {
		if _, err := time.Parse(time.DateOnly, next.when); err != nil || strings.TrimSpace(next.by) == "" {
			return errors.New("checked needs a name and a day such as 2026-11-22")
		}
	}
	if strings.ContainsAny(next.by+next.when, "\t\n") {
		return errors.New("a name has no tab and no line break")
	}
	in.states[id] = next
	return nil
}

// judge refuses changed texts with other placeholders, or that the linter
// refuses.
func (in *intake) judge() {
	for id, m := range in.texts {
		source := in.words[Source][id]
		if want, got := placeholders(source), placeholders(m); !slices.Equal(want, got) {
			in.refused = append(in.refused, fmt.Sprintf("%s: placeholders %v, the Chinese %v", id, got, want))
		}
		asked := lint.Message{ID: id, One: m.One, Other: m.Other, Source: strings.Join(forms(source), "\n"), Allowed: allowedIn(id, in.allowed)}
		for _, f := range lint.Judge(in.tag, asked) {
			if f.Error {
				in.refused = append(in.refused, f.String())
			}
		}
	}
	slices.Sort(in.refused)
}
