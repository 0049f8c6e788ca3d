package portal_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// House measures: limits of size, and what no file may hold.
const (
	medianFunc, p90Func, longFunc, maxFunc = 12, 45, 80, 120
	maxFile                                = 400
	maxInterface                           = 7
	documented                             = 85 // per cent of exported names
)

// wordsAllowed names source files that may hold letters of a script, with the
// reason: rules about writing itself, never sentences for readers.
var wordsAllowed = map[string]string{
	"portal/measures_test.go":    "names the scripts",
	"mongol/latin.go":            "the letters of the script",
	"mongol/suffix.go":           "the letters of the script",
	"mongol/form.go":             "the letters of the script",
	"locales/lint/characters.go": "which letters a language may have",
	"locales/lint/words.go":      "endings that rules look at",
	"a11y/listen/journey.go":     "the screen reader's own words, which are not ours to say",
}

var forbiddenNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc", "shared", "base", "lib", "types", "models"}

type source struct {
	file string
	tree *ast.File
	set  *token.FileSet
	text []byte
}

// sources parses every hand-written Go file that is no test.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, file := range goFiles(t, func(f string) bool {
		return !strings.HasSuffix(f, "_test.go") && !strings.HasSuffix(f, "_templ.go")
	}) {
		text, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{file, tree, set, text})
	}
	return all
}

func (s source) lines(n ast.Node) int {
	return s.set.Position(n.End()).Line - s.set.Position(n.Pos()).Line + 1
}

func TestFunctionLengths(t *testing.T) {
	var all []int
	over := 0
	for _, s := range sources(t) {
		for _, decl := range s.tree.Decls {
			fn, isFunc := decl.(*ast.FuncDecl)
			if !isFunc {
				continue
			}
			n := s.lines(fn)
			all = append(all, n)
			if n > longFunc {
				over++
				t.Logf("%s: %s has %d lines", s.file, fn.Name.Name, n)
			}
			if n > maxFunc && !strings.HasPrefix(s.file, "cmd/") {
				t.Errorf("%s: %s has %d lines, more than %d", s.file, fn.Name.Name, n, maxFunc)
			}
		}
	}
	slices.Sort(all)
	median, p90 := all[len(all)/2], all[len(all)*9/10]
	t.Logf("%d functions: median %d, p90 %d, longest %d, over %d lines: %d", len(all), median, p90, all[len(all)-1], longFunc, over)
	if median > medianFunc || p90 > p90Func || over*100 >= max(len(all), 100) {
		t.Errorf("functions have grown: median %d (%d), p90 %d (%d), %d of %d over %d lines (under 1 %%)",
			median, medianFunc, p90, p90Func, over, len(all), longFunc)
	}
}

func TestFileLengths(t *testing.T) {
	var all []int
	for _, s := range sources(t) {
		n := bytes.Count(s.text, []byte("\n"))
		all = append(all, n)
		if n > maxFile {
			t.Errorf("%s has %d lines, more than %d: split it by what it is about", s.file, n, maxFile)
		}
	}
	slices.Sort(all)
	t.Logf("%d files: median %d, p90 %d, longest %d", len(all), all[len(all)/2], all[len(all)*9/10], all[len(all)-1])
}

func TestNoInitNoWideInterfaces(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s: init() runs unseen; do it where the value is needed", s.file)
				}
			case *ast.TypeSpec:
				if i, is := n.Type.(*ast.InterfaceType); is && i.Methods.NumFields() > maxInterface {
					t.Errorf("%s: %s has %d methods, more than %d", s.file, n.Name.Name, i.Methods.NumFields(), maxInterface)
				}
			}
			return true
		})
	}
}

func TestPackageNamesAndComments(t *testing.T) {
	commented := map[string]bool{}
	for _, s := range sources(t) {
		dir := path.Dir(s.file)
		commented[dir] = commented[dir] || s.tree.Doc != nil
		if slices.Contains(forbiddenNames, s.tree.Name.Name) {
			t.Errorf("%s: package %s says nothing; name the noun it owns", s.file, s.tree.Name.Name)
		}
	}
	for dir, is := range commented {
		if !is {
			t.Errorf("%s: no package comment (what it owns, what it must not know)", dir)
		}
	}
}

func TestExportedNamesDocumented(t *testing.T) {
	total, with := 0, 0
	var without []string
	for _, s := range sources(t) {
		for _, decl := range s.tree.Decls {
			for _, name := range exportedIn(decl) {
				total++
				if name.documented {
					with++
				} else {
					without = append(without, s.file+" "+name.name)
				}
			}
		}
	}
	t.Logf("%d of %d exported names are documented", with, total)
	if with*100 < total*documented {
		t.Errorf("only %d of %d exported names are documented (at least %d %%):\n%s", with, total, documented, strings.Join(without, "\n"))
	}
}

type exportedName struct {
	name       string
	documented bool
}

func exportedIn(decl ast.Decl) []exportedName {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && receiverExported(d) {
			return []exportedName{{d.Name.Name, d.Doc != nil}}
		}
	case *ast.GenDecl:
		var names []exportedName
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					names = append(names, exportedName{spec.Name.Name, spec.Doc != nil || d.Doc != nil || spec.Comment != nil})
				}
			case *ast.ValueSpec:
				if spec.Names[0].IsExported() {
					names = append(names, exportedName{spec.Names[0].Name, spec.Doc != nil || d.Doc != nil || spec.Comment != nil})
				}
			}
		}
		return names
	}
	return nil
}

func receiverExported(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	exported := true
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is {
			exported = exported && id.IsExported()
		}
		return true
	})
	return exported
}

// TestNoMutableGlobals finds package variables that a function assigns to.
func TestNoMutableGlobals(t *testing.T) {
	packages := map[string][]source{}
	for _, s := range sources(t) {
		packages[path.Dir(s.file)] = append(packages[path.Dir(s.file)], s)
	}
	for _, files := range packages {
		vars := map[string]bool{}
		for _, s := range files {
			for _, name := range packageVars(s.tree) {
				vars[name] = true
			}
		}
		for _, s := range files {
			for _, name := range assignedVars(s.tree, vars) {
				t.Errorf("%s: the package variable %s is written to", s.file, name)
			}
		}
	}
}

func packageVars(tree *ast.File) []string {
	var names []string
	for _, decl := range tree.Decls {
		if gen, is := decl.(*ast.GenDecl); is && gen.Tok == token.VAR {
			for _, spec := range gen.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					names = append(names, id.Name)
				}
			}
		}
	}
	return names
}

func assignedVars(tree *ast.File, vars map[string]bool) []string {
	var found []string
	check := func(e ast.Expr) {
		if id := rootIdent(e); id != nil && id.Name != "_" && vars[id.Name] && (id.Obj == nil || id.Obj == tree.Scope.Lookup(id.Name)) {
			found = append(found, id.Name)
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, left := range n.Lhs {
					check(left)
				}
			}
		case *ast.IncDecStmt:
			check(n.X)
		}
		return true
	})
	return found
}

func rootIdent(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return rootIdent(e.X)
	case *ast.SelectorExpr:
		return rootIdent(e.X)
	case *ast.ParenExpr:
		return rootIdent(e.X)
	}
	return nil
}

// TestWordsLiveInLocales: text for readers is in locales/, so that no language
// is second and translators see all of it. Tests and component examples are data.
func TestWordsLiveInLocales(t *testing.T) {
	for _, s := range sources(t) {
		if _, reasoned := wordsAllowed[s.file]; reasoned || strings.HasSuffix(s.file, "_examples.go") {
			continue
		}
		for _, literal := range stringsIn(s) {
			if word := foreign(literal); word != "" {
				t.Errorf("%s: %q belongs into locales/", s.file, word)
			}
		}
	}
	for _, file := range filesOf(t, func(f string) bool { return strings.HasSuffix(f, ".templ") }) {
		text, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range templWords(string(text)) {
			t.Errorf("%s: %q belongs into locales/", file, word)
		}
	}
}

// stringsIn returns the literals of a file; comments may quote any script.
func stringsIn(s source) []string {
	var found []string
	var scan scanner.Scanner
	set := token.NewFileSet()
	scan.Init(set.AddFile(s.file, set.Base(), len(s.text)), s.text, nil, 0)
	for {
		_, tok, literal := scan.Scan()
		switch tok {
		case token.EOF:
			return found
		case token.STRING, token.CHAR:
			found = append(found, literal)
		}
	}
}

var (
	templComment = regexp.MustCompile(`(?s)/\*.*?\*/|<!--.*?-->|(?m:^\s*//.*$)`)
	templText    = regexp.MustCompile(`>([^<>{}]*\p{L}{2,}[^<>{}]*)<`)
	templAttr    = regexp.MustCompile(`\s(?:aria-label|alt|title|placeholder|content)="([^"]*\p{L}[^"]*)"`)
)

// templWords finds words of other scripts anywhere in a template, and words of
// any script between tags and in attributes that are read out.
func templWords(text string) []string {
	text = templComment.ReplaceAllString(text, "")
	var found []string
	for _, line := range strings.Split(text, "\n") {
		if word := foreign(line); word != "" {
			found = append(found, word)
		}
	}
	for _, m := range templText.FindAllStringSubmatch(text, -1) {
		if !strings.ContainsAny(m[1], ":=;()") { // Go between two tags
			found = append(found, strings.TrimSpace(m[1]))
		}
	}
	for _, m := range templAttr.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(m[1], "width=device-width") {
			found = append(found, m[1])
		}
	}
	return found
}

func foreign(text string) string {
	isForeign := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Mongolian, unicode.Cyrillic) }
	from := strings.IndexFunc(text, isForeign)
	if from < 0 {
		return ""
	}
	word := []rune(text[from:])
	return string(word[:min(len(word), 12)])
}

func TestTemplWords(t *testing.T) {
	for text, want := range map[string]int{
		`<p>{ words.Title }</p>`:        0,
		`<p>Send</p>`:                   1,
		`<p>送出</p>`:                     2,
		`// 公示` + "\n" + `<p>{ t }</p>`: 0,
		`<meta name="viewport" content="width=device-width, initial-scale=1">`: 0,
		`<nav aria-label="main menu">`:                                         1,
		"if a > b {\n<p>{ x }</p>\n}":                                          0,
		`<b>{ x }</b>` + "\n for _, y := range z {\n <i>":                      0,
	} {
		if got := templWords(text); len(got) != want {
			t.Errorf("%s: found %q", text, got)
		}
	}
}

// TestMeasuresSee proves that the walker sees real files and that assignments
// to package variables are told from those to local ones.
func TestMeasuresSee(t *testing.T) {
	if len(sources(t)) < 5 {
		t.Fatal("hardly any source files found")
	}
	tree, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nvar a, b, c int\nvar m map[int]int\nfunc f() { a := 1; a = 2; b++; m[1] = 2; _ = c; other = 3 }", 0)
	if err != nil {
		t.Fatal(err)
	}
	vars := map[string]bool{"a": true, "b": true, "c": true, "m": true, "other": true}
	if got := strings.Join(assignedVars(tree, vars), " "); got != "b m other" {
		t.Errorf("written to: %q", got)
	}
}
