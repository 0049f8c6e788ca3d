package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"changban/a11y/audit"
)

// ValidateHTML runs html-validate once over all pages, by name, with the rules
// of a11y/tools/htmlvalidate.json, and returns what it reports. Whole pages
// only: a part has no doctype and no title.
func ValidateHTML(t testing.TB, pages map[string][]byte) []audit.Finding {
	t.Helper()
	engine(t, "html-validate/package.json")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("browser: node is missing: %v", err)
	}
	files, names := writePages(t, pages)
	script := filepath.Join(toolsDir(), "validate.mjs")
	cmd := exec.Command(node, script)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("browser: html-validate: %v\n%s", err, complaint.String())
	}
	var messages []struct {
		File, Rule, Message string
		Line, Column        int
	}
	if err := json.Unmarshal(out, &messages); err != nil {
		t.Fatalf("browser: html-validate: %v\n%s", err, out)
	}
	var found []audit.Finding
	for _, m := range messages {
		where := fmt.Sprintf("%s:%d:%d", names[m.File], m.Line, m.Column)
		found = append(found, audit.Finding{Rule: "html " + m.Rule, Where: where, Text: m.Message})
	}
	return found
}

func writePages(t testing.TB, pages map[string][]byte) (files []string, names map[string]string) {
	t.Helper()
	dir := t.TempDir()
	order := make([]string, 0, len(pages))
	for name := range pages {
		order = append(order, name)
	}
	sort.Strings(order)
	names = map[string]string{}
	for i, name := range order {
		file := filepath.Join(dir, fmt.Sprintf("%04d.html", i))
		if err := os.WriteFile(file, pages[name], 0o600); err != nil {
			t.Fatal(err)
		}
		files, names[file] = append(files, file), name
	}
	return files, names
}
