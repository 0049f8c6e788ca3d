package portal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"changban/a11y/floor"
)

// control is markup whose look, name and behaviour are proved once, in
// a11y/component; written by hand elsewhere it would be proved nowhere.
var control = regexp.MustCompile(`(?i)<(a|button|input|select|option|textarea|label|fieldset|legend|form|details|summary|dialog|table|svg|img|iframe|script|style)[\s>/]|\brole=|\baria-[a-z]+=|\btabindex=|\bautofocus\b|\bon[a-z]+="|\bstyle="`)

// byHand returns the control markup of a text.
func byHand(text string) []string { return control.FindAllString(text, -1) }

// isLibrary reports whether a file belongs to the components, or to the tools of
// the proof, which name markup to look for it.
func isLibrary(file string) bool {
	return strings.HasPrefix(file, "a11y/") || strings.HasSuffix(file, "_templ.go") || strings.HasSuffix(file, "_test.go")
}

// stringsOf returns the string literals of a Go source with their lines.
func stringsOf(t *testing.T, name, source string) map[int]string {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]string{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if literal, is := n.(*ast.BasicLit); is && literal.Kind == token.STRING {
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			found[set.Position(literal.Pos()).Line] += text
		}
		return true
	})
	return found
}

func TestControlsAreComponents(t *testing.T) {
	read := func(file string) string {
		text, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	templates := filesOf(t, func(file string) bool { return strings.HasSuffix(file, ".templ") && !isLibrary(file) })
	for _, file := range templates {
		for i, line := range strings.Split(read(file), "\n") {
			for _, hit := range byHand(line) {
				t.Errorf("%s:%d: %s is written by hand; use or add a component", file, i+1, hit)
			}
		}
	}
	sources := goFiles(t, func(file string) bool { return !isLibrary(file) })
	for _, file := range sources {
		for line, text := range stringsOf(t, file, read(file)) {
			for _, hit := range byHand(text) {
				t.Errorf("%s:%d: %s is written by hand; use or add a component", file, line, hit)
			}
		}
	}
	if len(templates) < 10 || len(sources) < 200 {
		t.Errorf("%d templates and %d sources were read; that is not the whole tree", len(templates), len(sources))
	}
	controlMutants(t, read(templates[0]))
	if !t.Failed() {
		floor.Prove(t, "go controls are components")
	}
}

// controlMutants writes each forbidden piece into a template and into a string.
func controlMutants(t *testing.T, template string) {
	t.Helper()
	for _, piece := range []string{
		`<a href="/x">x</a>`, `<button>x</button>`, `<input type="text"/>`, `<select>`, `<textarea>`, `<label>x</label>`, `<fieldset>`,
		`<form action="/x">`, `<details>`, `<summary>`, `<table>`, `<p role="alert">`, `<p aria-label="x">`, `<p tabindex="0">`,
		`<p onclick="x">`, `<p style="color: red">`, "<a\n\thref=\"/x\">",
	} {
		if len(byHand(template+piece)) == 0 {
			t.Errorf("%s in a template goes through", piece)
		}
		hit := 0
		for _, text := range stringsOf(t, "mutant.go", "package x\n\nconst html = "+strconv.Quote(piece)+"\n") {
			hit += len(byHand(text))
		}
		if hit == 0 {
			t.Errorf("%s in a string goes through", piece)
		}
	}
	for _, fine := range []string{"<address", "<article>", "<p>", "a11y/aria", "autofocused", "<section>", "<h1>"} {
		if hits := byHand(fine); len(hits) > 0 {
			t.Errorf("%s: %q", fine, hits)
		}
	}
}
