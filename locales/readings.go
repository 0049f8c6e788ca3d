package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// readingsFile holds terms and how they are read, one pair a line, apart by a tab.
const readingsFile = "readings.tsv"

// Readings returns the difficult terms of a language with their syllables, apart
// by spaces; none for a language without such a file. Overlays do not replace them.
func Readings(tag string) (map[string]string, error) {
	raw, err := fs.ReadFile(embedded, path.Join(tag, readingsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	readings := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, reading, found := strings.Cut(line, "\t")
		if _, twice := readings[text]; twice || !found || text == "" || reading == "" {
			return nil, fmt.Errorf("locales: %s/%s: %q is not one new term and its reading", tag, readingsFile, line)
		}
		readings[text] = reading
	}
	return readings, nil
}
