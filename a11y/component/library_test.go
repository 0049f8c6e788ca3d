package component

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// library is what a portal's pages are made of, and the examples that show each
// part: plain first, then ugly.
func library() map[string][]string {
	return map[string][]string{
		"page frame": {"page-home", "page-error"}, "desk frame": {"page-desk-queue", "page-desk-case"},
		"skip link": {"skip-link", "page-home-elder"}, "back": {"link", "link-long"}, "heading": {"heading", "heading-long", "heading-mixed"},
		"button": {"button", "button-long", "button-mixed"}, "link": {"link", "link-hostile"}, "link list": {"link-list", "link-list-many"},
		"text": {"paragraph", "paragraph-long"}, "list": {"list", "list-many", "list-empty"}, "quote": {"quote", "text-area-long"},
		"text field": {"text-field", "text-field-error", "text-field-long"}, "text area": {"text-area", "text-area-error", "text-area-long"},
		"radios": {"radios", "radios-error", "radios-many", "radios-long"}, "checkboxes": {"checkboxes", "checkboxes-error", "checkboxes-many"},
		"checkbox": {"checkbox", "checkbox-error", "checkbox-long"}, "date": {"date", "date-error", "date-empty", "date-long"},
		"files": {"file", "file-error", "file-added", "file-many"}, "list of items": {"rows", "rows-many"},
		"error summary": {"error-summary", "error-summary-many"}, "question head": {"question-head", "question-head-error"},
		"progress": {"progress", "progress-long"}, "summary list": {"summary-list", "summary-list-long", "summary-list-empty", "summary-list-many"},
		"status tag": {"status-tag", "status-tag-mixed"}, "case line": {"case-line", "case-line-long"},
		"task list": {"tasks", "tasks-long"}, "timeline": {"timeline", "timeline-open", "timeline-long"}, "history": {"history", "history-many"},
		"facts": {"facts", "facts-long"}, "conditions": {"conditions", "conditions-long"},
		"table": {"table", "table-empty", "table-many"}, "pagination": {"pagination", "pagination-one", "pagination-long"},
		"filters": {"filters", "filters-long"}, "search": {"search", "search-long"},
		"notification": {"notice-plain", "notice-turn", "notice-good", "notice-long"}, "receipt": {"receipt", "receipt-long"},
		"status message": {"status-message", "status-message-long"}, "outage banner": {"banner", "banner-language", "banner-many", "banner-empty"},
		"details": {"details", "details-long"}, "help block": {"help", "help-code", "help-long"}, "who-for line": {"who-for", "who-for-long"},
		"language switch": {"language-switch", "language-switch-one"}, "mode switch": {"mode-switch", "mode-switch-elder", "mode-switch-long"},
		"menu": {"menu", "menu-long"}, "read aloud": {"read-aloud", "read-aloud-long"}, "recordings": {"recordings", "recordings-long"}, "code picture": {"code-picture", "code-picture-long"},
		"panel": {"panel", "panel-long"}, "paper": {"paper", "split"}, "what comes next": {"next-lines", "page-question-elder"},
	}
}

func TestLibraryIsComplete(t *testing.T) {
	have := map[string]bool{}
	for _, e := range Examples() {
		if have[e.Name] {
			t.Errorf("two examples are called %s", e.Name)
		}
		have[e.Name] = true
	}
	for part, examples := range library() {
		if len(examples) < 2 {
			t.Errorf("%s has no ugly example", part)
		}
		for _, name := range examples {
			if !have[name] {
				t.Errorf("%s: there is no example %s", part, name)
			}
		}
	}
}

// TestEveryComponentIsShown: what no example shows, no proof has seen. Every
// exported template has a doc comment too.
func TestEveryComponentIsShown(t *testing.T) {
	source := func(pattern string) string {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		var all strings.Builder
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		return all.String()
	}
	templates, examples := source("*.templ"), source("*_examples.go")
	// Parts that only ever stand inside another component.
	inside := []string{"Marked", "FieldError", "Hint", "Hidden", "SignOut"}
	for _, m := range regexp.MustCompile(`(?m)^(.*)\ntempl ([A-Z]\w*)\(`).FindAllStringSubmatch(templates, -1) {
		name := m[2]
		if !strings.Contains(examples, name+"(") && !slices.Contains(inside, name) {
			t.Errorf("no example shows %s", name)
		}
		if !strings.HasPrefix(m[1], "//") {
			t.Errorf("%s has no doc comment", name)
		}
	}
}
