package deadline

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"changban/portal"
)

//go:embed calendar/*.yaml
var files embed.FS

// Embedded returns the calendar of the years this program was built with.
func Embedded(overlays ...fs.FS) (Calendar, error) { return Parse(files, overlays...) }

// Parse reads calendar/*.yaml of fsys and of each overlay; a year file of an
// overlay replaces that year whole. The files are plain YAML, one "key: value" a
// line and nothing nested, so that no YAML reader is needed here:
//
//	year: 2026
//	status: published        # or estimated
//	notice: number of the notice
//	source: where the rows come from
//	2026-01-01: holiday NAME # or: workday NAME
//
// Errors name file, line and reason.
func Parse(fsys fs.FS, overlays ...fs.FS) (Calendar, error) {
	var years []Year
	for _, f := range append([]fs.FS{fsys}, overlays...) {
		names, err := fs.Glob(f, "calendar/*.yaml")
		if err != nil {
			return Calendar{}, err
		}
		for _, name := range names {
			y, err := parseFile(f, name)
			if err != nil {
				return Calendar{}, err
			}
			years = append(years, y)
		}
	}
	return New(years...), nil
}

func parseFile(fsys fs.FS, name string) (Year, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Year{}, err
	}
	y := Year{Holidays: map[portal.Day]string{}, Workdays: map[portal.Day]string{}}
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := y.readLine(line); err != nil {
			return Year{}, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := y.check(); err != nil {
		return Year{}, fmt.Errorf("%s: %w", name, err)
	}
	return y, nil
}

func (y *Year) readLine(line string) error {
	key, value, ok := strings.Cut(line, ":")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || value == "" {
		return fmt.Errorf("want \"key: value\"")
	}
	switch key {
	case "year":
		n, err := strconv.Atoi(value)
		y.Number = n
		return err
	case "status":
		y.Status = Status(value)
	case "notice":
		y.Notice = value
	case "source":
		y.Source = value
	default:
		return y.readDay(key, value)
	}
	return nil
}

func (y *Year) readDay(key, value string) error {
	day, err := portal.ParseDay(key)
	if err != nil {
		return fmt.Errorf("%q is neither a known key nor a day", key)
	}
	kind, title, _ := strings.Cut(value, " ")
	list := map[string]map[portal.Day]string{"holiday": y.Holidays, "workday": y.Workdays}[kind]
	if list == nil {
		return fmt.Errorf("%q is neither holiday nor workday", kind)
	}
	_, off := y.Holidays[day]
	_, worked := y.Workdays[day]
	if off || worked {
		return fmt.Errorf("%s stands twice", day)
	}
	list[day] = strings.TrimSpace(title)
	return nil
}

func (y *Year) check() error {
	if y.Status != Published && y.Status != Estimated {
		return fmt.Errorf("status is %q, want published or estimated", y.Status)
	}
	if y.Source == "" || y.Status == Published && y.Notice == "" {
		return fmt.Errorf("a published year names its notice, every year its source")
	}
	for _, days := range []map[portal.Day]string{y.Holidays, y.Workdays} {
		for d := range days {
			if d.Time().Year() != y.Number {
				return fmt.Errorf("%s is not in year %d", d, y.Number)
			}
		}
	}
	return nil
}
