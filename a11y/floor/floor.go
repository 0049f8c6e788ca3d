// Package floor keeps tests from quietly becoming fewer. Tests report how many
// pages, journeys, kills and so on they really went through; the last step of
// make test holds the sums against a11y/floor.tsv.
//
// It knows neither pages nor the portal, only names and numbers.
package floor

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
)

// Env names the file that Count appends to; make test sets it.
const Env = "PORTAL_COUNTS"

// Count adds n to a part, such as "axe pages", for the floor check. Outside
// make test it only logs. A part may be counted by several tests: the sum counts.
func Count(t testing.TB, part string, n int) {
	t.Helper()
	t.Logf("counted: %s %d", part, n)
	path := os.Getenv(Env)
	if path == "" {
		return
	}
	// One write with O_APPEND: packages are tested side by side.
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatalf("floor: %v", err)
	}
	_, err = fmt.Fprintf(f, "%s\t%d\n", part, n)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		t.Fatalf("floor: %v", err)
	}
}

// Parts maps a part's name to a number: the sum counted, or the least allowed.
type Parts map[string]int

// Read reads lines of name, tab, number; lines that start with # and empty
// lines are left out, and numbers of the same name are added up.
func Read(r io.Reader) (Parts, error) {
	parts := Parts{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, number, found := strings.Cut(line, "\t")
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if !found || err != nil || name == "" {
			return nil, fmt.Errorf("floor: %q is not a name, a tab and a number", line)
		}
		parts[name] += n
	}
	return parts, lines.Err()
}

// ReadFile is Read for a file by name.
func ReadFile(path string) (Parts, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f)
}

// Short returns the parts, in order of name, that were counted fewer times than
// the floor asks, or not at all. The line "step" is the number, no part.
func Short(counted, floor Parts) []string {
	var short []string
	for _, name := range floor.names() {
		if name != "step" && counted[name] < floor[name] {
			short = append(short, name)
		}
	}
	return short
}

// Table returns every part with its count, its floor and what that makes.
func Table(counted, floor Parts) string {
	all := Parts{}
	for _, parts := range []Parts{counted, floor} {
		for name := range parts {
			all[name] = 0
		}
	}
	delete(all, "step")
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "part\tcounted\tfloor\t\n")
	for _, name := range all.names() {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", name, counted[name], floor[name], verdict(counted[name], floor[name]))
	}
	w.Flush()
	return text.String()
}

func verdict(counted, floor int) string {
	switch {
	case counted < floor:
		return "TOO FEW"
	case floor == 0:
		return "no floor yet"
	}
	return "ok"
}

func (p Parts) names() []string {
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
