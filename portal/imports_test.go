package portal_test

import (
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// edge is one row of the import table: what a package may import of ours and
// from others. A pattern "a/*" stands for every package directly below a. To
// let a package see one more, add it here with the reason.
type edge struct {
	pkg   string
	ours  string
	third string
	why   string
}

const (
	domains = "portal portal/account portal/application portal/audit portal/banner portal/benefit portal/catalogue " +
		"portal/deadline portal/delivery portal/desk portal/eligibility portal/field portal/hotline portal/matter " +
		"portal/office portal/paper portal/search portal/session portal/setting"
	fiber  = "github.com/gofiber/fiber/v2 github.com/valyala/fasthttp"
	templ  = "github.com/a-h/templ"
	pgx    = "github.com/jackc/pgx/v5"
	goose  = "github.com/pressly/goose/v3"
	sqlite = "modernc.org/sqlite"
	redis  = "github.com/redis/go-redis/v9 github.com/alicebob/miniredis/v2"
	text   = "golang.org/x/text"
	gomail = "github.com/wneessen/go-mail"
)

// importTable is house rule: domain inside, adapters outside.
var importTable = []edge{
	{"portal", "", "", "nouns that every part speaks; imports nothing of ours"},
	{"a11y/preference", "", "", "a reader's choices are values and attributes, no page"},
	{"a11y", "", "", "the list of requirements and the last result; no page, no check"},
	{"a11y/floor", "a11y", "", "names and numbers; holds what was proved against the list"},
	{"a11y/gecko", "", "", "drives Firefox with the standard library alone"},
	{"a11y/gloss", "", "golang.org/x/net/html", "readings above words of a rendered page"},
	{"a11y/tongue", "", "golang.org/x/net/html", "languages of runs of a rendered page"},
	{"a11y/recorded", "", "golang.org/x/net/html", "what a rendered page says that may be recorded"},
	{"a11y/audit", "", "golang.org/x/net/html", "rules over rendered HTML"},
	{"a11y/component", "a11y/preference a11y/audit", templ, "pages are made of components; words come in as parameters"},
	{"a11y/pairwise", "", "", "few rows out of many combinations; names and numbers"},
	{"a11y/browser", "a11y/audit", "", "drives Chromium over a pipe with the standard library alone"},
	{"a11y/listen", "", "", "drives Orca with the standard library alone; knows no page and no browser"},
	{"static", "", "github.com/andybalholm/brotli", "files, their names and their compressed forms"},
	{"locales/lint", "mongol", text, "what a program can judge of Mongolian messages"},
	{"locales", "mongol locales/lint", "github.com/nicksnyder/go-i18n/v2 " + text, "words and languages; the linter knows the script"},
	{"mongol", "", "", "the traditional script as text; knows no page and no message"},

	{"portal/eligibility", "portal", "", "pure"},
	{"portal/deadline", "portal", "", "pure"},
	{"portal/catalogue", "portal portal/eligibility portal/field portal/search", "go.yaml.in/yaml/v4", "services are data; conditions are eligibility's; one index finds them for residents and at the desk"},
	{"portal/field", "portal mongol", text, "forgiving input: numbers, names, days as people type them"},
	{"portal/account", "portal portal/field portal/delivery", text, "who is who; the sign-in code leaves with the outbox, in one write"},
	{"portal/delivery", "portal", "", "outbox and worker"},
	{"portal/delivery/sms", "portal portal/delivery", "", "two roads out: a gateway over HTTP, with the standard library alone"},
	{"portal/delivery/mail", "portal portal/delivery", gomail, "one road out: SMTP ends here"},
	{"portal/delivery/wording", "portal portal/delivery locales mongol", "", "the one place where a message becomes words; knows no road and no store"},
	{"portal/session", "portal", "", "sessions; the cache is an adapter below"},
	{"portal/session/redis", "portal portal/session", redis, "Redis ends here"},
	{"portal/pinyin", "", "github.com/mozillazg/go-pinyin " + text, "how characters are read"},
	{"portal/search", "portal/pinyin mongol", "", "finding by words; knows texts, not services"},
	{"portal/seal", "portal portal/pinyin mongol", text + " golang.org/x/crypto", "sealing; blind indexes normalise names, Mongolian ones by shape, and take initials"},
	{"portal/setting", "portal", "", "versioned numbers an office may change"},
	{"portal/audit", "portal", "", "the audit log"},
	{"portal/office", "portal mongol", "", "units, places, staff, roles, scope; places are found by the shape of their Mongolian names"},
	{"portal/matter", "portal portal/deadline portal/office portal/setting portal/audit", "", "reference, state history, clock, assignment"},
	{"portal/paper", "portal portal/matter", "github.com/gabriel-vasile/mimetype golang.org/x/image", "uploads: kinds by content, dimension check"},
	{"portal/benefit", "portal portal/matter portal/deadline portal/audit portal/delivery", "",
		"what a person has; a change carries its audit row and its message in one write"},
	{"portal/application", "portal portal/catalogue portal/eligibility portal/deadline portal/account portal/delivery portal/matter portal/paper portal/office portal/field portal/audit portal/benefit portal/setting", text,
		"draft, journey, submit; a change carries its audit row and the benefit it grants in one write; day limits are settings"},
	{"portal/hotline", "portal portal/deadline portal/account portal/delivery portal/matter portal/paper portal/office portal/setting portal/audit", "",
		"tickets; a change carries its audit row and its messages in one write; days are settings; opens a draft through an interface of its own"},
	{"portal/banner", "portal portal/audit portal/office", "", "what is said on every page; a step carries its audit row in one write"},
	{"portal/desk", domains, "", "staff work on what all others hold"},

	{"portal/store/relation", domains + " portal/seal", "", "the plain SQL that both stores share, over a tiny executor"},
	{"portal/store/postgres", domains + " portal/seal portal/store/relation", pgx + " " + goose, "PostgreSQL ends here"},
	{"portal/store/sqlite", domains + " portal/seal portal/store/relation", sqlite + " " + goose, "SQLite ends here"},
	{"portal/store/storetest", domains + " portal/delivery/sms portal/seal portal/store/relation portal/store/sqlite locales", "",
		"conformance suite, private servers, a worker that is killed between outbox and gateway, and the house in memory that tests of the domain stand on"},

	{"portal/web", "portal portal/office portal/session a11y/component a11y/preference a11y/gloss a11y/tongue a11y/recorded locales static", fiber + " " + templ + " github.com/andybalholm/brotli golang.org/x/net/html",
		"HTTP kernel; no feature; compresses ready-made pages; names of offices and places in the page's language"},
	{"portal/web/layout", "portal a11y/component a11y/preference locales static", templ, "the frame of every page"},
	{"portal/web/webtest", "portal portal/session portal/web a11y/audit a11y/preference locales static", fiber + " golang.org/x/net/html", "the client of page tests"},
	{"portal/web/official", domains + " portal/web a11y/component", templ, "official papers and case history, shown alike to residents and officers"},
	{"portal/web/paperform", domains + " portal/web a11y/component", templ, "how one paper is asked for: in a draft and when it is asked for again"},
	{"portal/web/demo", domains + " portal/web a11y/component portal/delivery/wording locales static", fiber + " " + templ, "shows messages as they would leave"},
	{"portal/web/benefit", domains + " portal/web portal/web/official a11y/component", fiber + " " + templ + " rsc.io/qr",
		"the area of what people have; draws the codes that others scan"},
	{"portal/web/home", domains + " portal/web a11y a11y/component a11y/preference locales static", fiber + " " + templ,
		"the statement is made of the list of requirements and the last result"},
	{"portal/web/*", domains + " portal/web portal/web/official portal/web/paperform portal/web/layout a11y/component a11y/preference locales static", fiber + " " + templ,
		"an area sees the kernel and the domain; never another area, never a store"},
	{"cmd/*", "*", "*", "wiring"},
}

// testTable says what test files may import beyond their package's row.
var testTable = []edge{
	{"*", "a11y a11y/audit a11y/browser a11y/floor a11y/gecko a11y/listen portal/web/webtest portal/store/relation portal/store/sqlite portal/store/storetest portal/session/redis portal/seal locales mongol static " + domains,
		"golang.org/x/net/html", "pages are asserted by selector; the in-memory store is the tests' fake"},
	{"a11y/*", "portal/web portal/web/*", "", "proofs open real pages"},
	{"portal/web", "portal/web/*", fiber, "tests of the kernel may mount pages"},
	{"portal/web/*", "portal/web/* portal/store/postgres", fiber, "journeys cross areas"},
	{"portal/store/*", "portal/store/*", pgx + " " + sqlite + " " + goose, "queries are counted at the driver"},
	{"portal/session/redis", "", redis, "the cache is stopped and its clock driven"},
	{"cmd/*", "*", "*", "the whole program"},
}

// ends names the places where a library must stay, whatever the rows say.
var ends = map[string][]string{
	"github.com/gofiber/fiber/v2":    {"portal/web", "cmd"},
	"github.com/jackc/pgx/v5":        {"portal/store", "cmd"},
	"modernc.org/sqlite":             {"portal/store", "cmd"},
	"github.com/redis/go-redis/v9":   {"portal/session/redis", "cmd"},
	"github.com/alicebob/miniredis":  {"portal/session/redis", "cmd"},
	"github.com/a-h/templ":           {"a11y/component", "portal/web"},
	"github.com/nicksnyder/go-i18n":  {"locales"},
	"github.com/pressly/goose/v3":    {"portal/store"},
	"go.yaml.in/yaml/v4":             {"portal/catalogue", "cmd"},
	"github.com/mozillazg/go-pinyin": {"portal/pinyin"},
	"github.com/wneessen/go-mail":    {"portal/delivery/mail", "cmd"},
}

func TestImports(t *testing.T) {
	for _, file := range goFiles(t, func(string) bool { return true }) {
		pkg := path.Dir(file)
		isTest := strings.HasSuffix(file, "_test.go")
		for _, imported := range importsOf(t, file) {
			if !allowed(pkg, imported, isTest) {
				t.Errorf("%s: %s may not import %s; the table in portal/imports_test.go has the rule", file, pkg, imported)
			}
		}
	}
}

func TestImportTable(t *testing.T) {
	for _, row := range slices.Concat(importTable, testTable) {
		if row.why == "" {
			t.Errorf("%s: no reason", row.pkg)
		}
	}
	for _, tc := range []struct {
		pkg, imported string
		isTest, want  bool
	}{
		{"portal", "time", false, true},
		{"portal", "changban/portal/seal", false, false},
		{"portal/application", "changban/portal/catalogue", false, true},
		{"portal/application", "changban/portal/store/sqlite", false, false},
		{"portal/application", "changban/portal/store/sqlite", true, true},
		{"portal/application", "github.com/gofiber/fiber/v2", false, false},
		{"portal/desk", "github.com/jackc/pgx/v5", true, false},
		{"portal/web/apply", "changban/portal/web/desk", false, false},
		{"portal/web/apply", "changban/portal/web", false, true},
		{"portal/web/apply", "changban/portal/store/sqlite", false, false},
		{"portal/store/postgres", "github.com/jackc/pgx/v5/pgxpool", false, true},
		{"portal/store/sqlite", "github.com/jackc/pgx/v5", false, false},
		{"portal/web/layout", "changban/portal/application", false, false},
		{"cmd/portal", "changban/portal/store/postgres", false, true},
		{"a11y/invented", "strings", false, true},
		{"a11y/invented", "changban/portal", false, false},
	} {
		if got := allowed(tc.pkg, tc.imported, tc.isTest); got != tc.want {
			t.Errorf("%s imports %s (test %v): allowed %v", tc.pkg, tc.imported, tc.isTest, got)
		}
	}
}

func allowed(pkg, imported string, isTest bool) bool {
	own, isOurs := strings.CutPrefix(imported, "changban/")
	if !isOurs && !strings.Contains(strings.Split(imported, "/")[0], ".") {
		return true // standard library
	}
	if isTest && own == pkg {
		return true // package x_test imports x
	}
	if !isOurs && !isTest && !staysIn(pkg, imported) {
		return false
	}
	rows := rowsFor(importTable, pkg)
	if isTest {
		for _, row := range testTable {
			if match(row.pkg, pkg) {
				rows = append(rows, row)
			}
		}
	}
	for _, row := range rows {
		if isOurs && listed(row.ours, own) || !isOurs && listedModule(row.third, imported) {
			return true
		}
	}
	return false
}

// rowsFor returns the row of the package itself or, without one, the first
// pattern that fits: a named row is meant to be narrower than its pattern.
func rowsFor(table []edge, pkg string) []edge {
	for _, exact := range []bool{true, false} {
		for _, row := range table {
			if row.pkg == pkg || !exact && match(row.pkg, pkg) {
				return []edge{row}
			}
		}
	}
	return nil
}

func staysIn(pkg, imported string) bool {
	for library, places := range ends {
		if strings.HasPrefix(imported, library) {
			return slices.ContainsFunc(places, func(place string) bool {
				return pkg == place || strings.HasPrefix(pkg, place+"/")
			})
		}
	}
	return true
}

func match(pattern, pkg string) bool {
	if parent, found := strings.CutSuffix(pattern, "/*"); found {
		return strings.HasPrefix(pkg, parent+"/")
	}
	return pattern == "*" || pattern == pkg
}

func listed(patterns, pkg string) bool {
	return slices.ContainsFunc(strings.Fields(patterns), func(p string) bool { return match(p, pkg) })
}

func listedModule(modules, imported string) bool {
	return slices.ContainsFunc(strings.Fields(modules), func(m string) bool {
		return m == "*" || imported == m || strings.HasPrefix(imported, m+"/")
	})
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, spec := range tree.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, name)
	}
	return found
}

// goFiles lists the repository's Go files as slash paths from its root.
func goFiles(t *testing.T, want func(file string) bool) []string {
	t.Helper()
	return filesOf(t, func(file string) bool { return strings.HasSuffix(file, ".go") && want(file) })
}

func filesOf(t *testing.T, want func(file string) bool) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("..", func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && name != ".." && (strings.HasPrefix(base, ".") || slices.Contains([]string{"node_modules", "data", "build", "bin", "tmp", "testdata"}, base)) {
			return filepath.SkipDir
		}
		file := filepath.ToSlash(strings.TrimPrefix(name, ".."+string(filepath.Separator)))
		if !entry.IsDir() && want(file) {
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
