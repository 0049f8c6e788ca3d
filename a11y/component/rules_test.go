package component

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/preference"
)

func html(t *testing.T, e Example) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.Component.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func named(t *testing.T, name string) string {
	t.Helper()
	for _, e := range Examples() {
		if e.Name == name {
			return html(t, e)
		}
	}
	t.Fatalf("no example %q", name)
	return ""
}

func TestExamplesKeepTheRules(t *testing.T) {
	for _, e := range Examples() {
		text := []byte(html(t, e))
		var except []string
		if strings.Contains(e.Name, "error-summary") || e.Name == "question-head-error" || e.Name == "skip-link" {
			except = []string{"in-page-link"} // the fields the summary leads to are not part of it
		}
		findings := audit.CheckPart(text, except...)
		if e.Page {
			// Samples show one frame each with a part of a page; whole pages are cmd/portal's.
			findings = audit.Check(text, "back-link", "first-stops", "help-whole")
		}
		for _, f := range findings {
			t.Errorf("%s: %s", e.Name, f)
		}
	}
}

// The ARIA allow-list of A11Y-94 and decisions 25, as this package keeps it.
func TestOnlyAllowedARIA(t *testing.T) {
	allowed := []string{"aria-describedby", "aria-invalid", "aria-current", "aria-labelledby", `role="status"`, `role="group"`}
	found := regexp.MustCompile(`\saria-[a-z]+|\srole="[^"]*"`)
	for _, e := range Examples() {
		for _, a := range found.FindAllString(html(t, e), -1) {
			picture := strings.HasPrefix(e.Name, "code-picture") && slices.Contains([]string{`role="img"`, "aria-label"}, strings.TrimSpace(a))
			if !picture && !slices.Contains(allowed, strings.TrimSpace(a)) {
				t.Errorf("%s: %s", e.Name, a)
			}
		}
	}
}

func TestNothingForbiddenIsWritten(t *testing.T) {
	for _, e := range Examples() {
		text := html(t, e)
		if strings.HasPrefix(e.Name, "code-picture") {
			text = strings.Replace(text, "<svg", "", 1)
		}
		for _, bad := range []string{"<select", " placeholder=", " required", " style=", "<script>", "<svg", "<img", " accesskey", " title=", " onclick", "javascript:"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s contains %q", e.Name, bad)
			}
		}
	}
}

func TestNoSpaceInsideLinksAndButtons(t *testing.T) {
	loose := regexp.MustCompile(`\s</(a|button|label|legend|h[1-4])>`)
	for _, e := range Examples() {
		for _, hit := range loose.FindAllString(html(t, e), -1) {
			t.Errorf("%s: a space is underlined or read before %s", e.Name, hit)
		}
	}
}

func TestHintIsHeardBeforeError(t *testing.T) {
	text := named(t, "text-field-error")
	if !strings.Contains(text, `aria-describedby="f-id_number-hint f-id_number-error"`) {
		t.Error("hint and error are not both named, in that order")
	}
	if hint, wrong := strings.Index(text, "f-id_number-hint"), strings.Index(text, `id="f-id_number-error"`); hint > wrong {
		t.Error("the error stands before the hint")
	}
}

func TestGroupErrorIsRepeatedOnTheFirstOptionOnly(t *testing.T) {
	text := named(t, "radios-error")
	if !strings.Contains(text, `<fieldset aria-describedby="f-level-hint f-level-error">`) {
		t.Error("the fieldset does not name hint and error")
	}
	if n := strings.Count(text, `aria-describedby="f-level-error"`); n != 1 {
		t.Errorf("%d options name the error, want the first alone", n)
	}
	if !strings.Contains(text, `id="f-level" name="level" value="1"`) {
		t.Error("the first option does not carry the group's id, which the summary links to")
	}
}

func TestWrongDatePartIsNamed(t *testing.T) {
	text := named(t, "date-error")
	if !strings.Contains(text, `aria-describedby="f-card_valid_to-month-hint f-card_valid_to-error" aria-invalid="true"`) {
		t.Error("the month does not name the error")
	}
	if strings.Count(text, "aria-invalid") != 1 {
		t.Error("parts that are right are marked wrong")
	}
	if empty := named(t, "date-empty"); !strings.Contains(empty, `"f-card_valid_to-year-hint f-card_valid_to-error"`) {
		t.Error("with no part named wrong the first one names the error")
	}
}

func TestTypedTextIsNeverMarkup(t *testing.T) {
	if text := named(t, "quote"); !strings.Contains(text, "&lt;b&gt;被挡住&lt;/b&gt;了 **两周**") {
		t.Errorf("a person's words changed: %s", text)
	}
	if text := named(t, "text-area"); strings.Contains(text, "</textarea><b>") {
		t.Error("typed text left its field")
	}
	if text := named(t, "text-field-error"); !strings.Contains(text, `&lt;&#34;&#39;002`) {
		t.Error("typed text is not kept in its field")
	}
}

// First tab stops of decisions 24.
func TestFirstTabStops(t *testing.T) {
	text := named(t, "page-home")
	at := -1
	for _, stop := range []string{"跳到主要内容", "长者模式", "蒙古文", "西里尔", "无障碍说明", "乌日娜", "字号与配色", "打电话 12385", `id="menu"`, "<main", "找人帮忙", "<footer"} {
		i := strings.Index(text, stop)
		if i <= at {
			t.Errorf("%q is missing or out of order", stop)
		}
		at = i
	}
}

func TestElderModeLeavesNothingOut(t *testing.T) {
	links := func(p preference.Preference, question bool) []string {
		f := exampleFrame(p)
		f.Question = question
		var b bytes.Buffer
		if err := Frame(f).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		all := regexp.MustCompile(`href="([^"]+)"`).FindAllString(b.String(), -1)
		slices.Sort(all)
		return all
	}
	want := links(preference.Default(), false)
	for _, p := range preference.Variants() {
		for _, question := range []bool{false, true} {
			if got := links(p, question); !slices.Equal(got, want) {
				t.Errorf("%s question=%v: links differ:\n%v\n%v", p, question, got, want)
			}
		}
	}
}

func TestMarkedText(t *testing.T) {
	for in, want := range map[string][]run{
		"":             nil,
		"a":            {{text: "a"}},
		"a **b** c":    {{text: "a "}, {text: "b", strong: true}, {text: " c"}},
		"**b**":        {{text: "b", strong: true}},
		"a ** b":       {{text: "a ** b"}},
		"**a** **b** ": {{text: "a", strong: true}, {text: " "}, {text: "b", strong: true}, {text: " "}},
	} {
		if got := runs(in); !slices.Equal(got, want) {
			t.Errorf("runs(%q) = %+v, want %+v", in, got, want)
		}
	}
}

func TestIDsSurviveAnyName(t *testing.T) {
	for in, want := range map[string]string{
		"level": "f-level", "card.valid_to": "f-card-valid_to", `a" onclick="x`: "f-a--onclick--x", "paper.id_card": "f-paper-id_card",
	} {
		if got := FieldID(in); got != want {
			t.Errorf("FieldID(%q) = %q, want %q", in, got, want)
		}
	}
	if OptionID("level", 0) != "f-level" || OptionID("level", 2) != "f-level-3" {
		t.Error("option ids")
	}
}
