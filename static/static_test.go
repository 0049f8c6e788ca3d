package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func assets(t *testing.T) *Assets {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestURLIsFingerprinted(t *testing.T) {
	a := assets(t)
	url := a.URL("portal.css")
	if !regexp.MustCompile(`^/static/portal\.[0-9a-f]{12}\.css$`).MatchString(url) {
		t.Errorf("URL = %q", url)
	}
	if again := assets(t).URL("portal.css"); again != url {
		t.Errorf("two builds of the same sources: %q and %q", url, again)
	}
	if a.URL("nothing.css") != "" {
		t.Error("an unknown name has an address")
	}
	f, ok := a.File(url)
	if !ok || f.ContentType != "text/css; charset=utf-8" || !strings.Contains(url, strings.Trim(f.ETag, `"`)) {
		t.Errorf("File(%q) = %q %q, %v", url, f.ContentType, f.ETag, ok)
	}
	for _, path := range []string{"", "/static/", "/static/portal.css", "/static/../static.go", url + "x"} {
		if _, ok := a.File(path); ok {
			t.Errorf("%q is served", path)
		}
	}
}

func TestEncodingsCarryTheSameBytes(t *testing.T) {
	a := assets(t)
	for _, name := range []string{"portal.css", "robots.txt"} {
		f, _ := a.File(a.URL(name))
		br, err := io.ReadAll(brotli.NewReader(bytes.NewReader(f.Brotli)))
		if err != nil || !bytes.Equal(br, f.Body) {
			t.Errorf("%s: brotli differs: %v", name, err)
		}
		r, err := gzip.NewReader(bytes.NewReader(f.Gzip))
		if err != nil {
			t.Fatal(err)
		}
		if gz, err := io.ReadAll(r); err != nil || !bytes.Equal(gz, f.Body) {
			t.Errorf("%s: gzip differs: %v", name, err)
		}
	}
}

// The sheet names the pointer by its fingerprint, next to itself.
func TestSheetNamesFilesOfOurs(t *testing.T) {
	a := assets(t)
	sheet, _ := a.File(a.URL("portal.css"))
	named := regexp.MustCompile(`url\(([^)]*)\)`).FindAllSubmatch(sheet.Body, -1)
	if len(named) < 3 {
		t.Errorf("%d addresses in the sheet: the test is blind", len(named))
	}
	for _, m := range named {
		f, ok := a.File(Prefix + string(m[1]))
		if !ok || f.ContentType != "image/svg+xml" && f.ContentType != fontType {
			t.Errorf("%s leads nowhere", m[1])
		}
	}
}

// Budget of decisions 24.
func TestSheetFitsItsBudget(t *testing.T) {
	a := assets(t)
	f, _ := a.File(a.URL("portal.css"))
	if len(f.Brotli) > 8<<10 {
		t.Errorf("the sheet is %d bytes compressed, more than 8 KB", len(f.Brotli))
	}
	t.Logf("sheet: %d bytes, %d br, %d gzip", len(f.Body), len(f.Brotli), len(f.Gzip))
}

func TestRobots(t *testing.T) {
	if !strings.HasPrefix(string(assets(t).Robots().Body), "User-agent: *\n") {
		t.Error("robots.txt is not the text it should be")
	}
}

func TestMinify(t *testing.T) {
	for in, want := range map[string]string{
		"a { b : c ; }":                                        "a{b :c}",
		"/* x */ a, b > c { d: 1px  2px; }\n":                  "a,b > c{d:1px 2px}",
		`a { content: " x ; } "; }`:                            `a{content:" x ; } "}`,
		"@media (a: b) and (c) { a :hover { d: e } }":          "@media (a:b) and (c){a :hover{d:e}}",
		"a { b: calc(1rem - 2px) }":                            "a{b:calc(1rem - 2px)}",
		"@container page (inline-size >= 60rem) { a { b:c } }": "@container page (inline-size >= 60rem){a{b:c}}",
	} {
		if got := string(Minify([]byte(in))); got != want {
			t.Errorf("Minify(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}
