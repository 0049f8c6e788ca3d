package office

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// row is one line of a table, by column name.
type row struct {
	file   string
	line   int
	fields map[string]string
}

// fail says where a row is wrong.
func (r row) fail(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...))
}

// table reads tab-separated values: # starts a comment line, the first other
// line names the columns, which must be exactly those given.
func table(fsys fs.FS, name string, columns ...string) ([]row, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var rows []row
	headed := false
	for i, line := range strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		r := row{file: name, line: i + 1, fields: make(map[string]string, len(columns))}
		if len(cells) != len(columns) {
			return nil, r.fail("%d columns, want %d: %s", len(cells), len(columns), strings.Join(columns, ", "))
		}
		if !headed {
			if strings.Join(cells, "\t") != strings.Join(columns, "\t") {
				return nil, r.fail("columns must be %s", strings.Join(columns, ", "))
			}
			headed = true
			continue
		}
		for j, column := range columns {
			r.fields[column] = strings.TrimSpace(cells[j])
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// tables reads the embedded table and then that of each overlay that has it.
func tables(name string, overlays []fs.FS, columns ...string) ([]row, error) {
	rows, err := table(data, "data/"+name, columns...)
	if err != nil {
		return nil, err
	}
	for _, o := range overlays {
		more, err := table(o, name, columns...)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}
