// Package static owns the portal's style sheet and other fixed files: it joins
// and shrinks the CSS sources once at start, names each file after its content
// and keeps it compressed, so that serving is a map look-up and every address
// may be cached for ever. It must not know pages, words, HTTP or preferences.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"

	"github.com/andybalholm/brotli"
)

// Prefix is the path below which every fingerprinted file is served.
const Prefix = "/static/"

//go:embed css robots.txt
var sources embed.FS

// File is one ready-made file in the three encodings we serve.
type File struct {
	Body        []byte
	Brotli      []byte
	Gzip        []byte
	ContentType string
	ETag        string // strong, with quotes
}

// Assets is every file under its fingerprinted path. It is read-only after New.
type Assets struct {
	files map[string]File
	urls  map[string]string
}

// New builds the files from the embedded sources; it fails only when the
// sources themselves cannot be read.
func New() (*Assets, error) {
	css, err := Sheet()
	if err != nil {
		return nil, err
	}
	robots, err := sources.ReadFile("robots.txt")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	a := &Assets{files: map[string]File{}, urls: map[string]string{}}
	a.add("portal.css", "text/css; charset=utf-8", css)
	a.add("robots.txt", "text/plain; charset=utf-8", robots)
	return a, nil
}

// URL returns the fingerprinted path of a file by its plain name
// ("portal.css" → "/static/portal.0123456789ab.css"), or "" for unknown names.
func (a *Assets) URL(name string) string { return a.urls[name] }

// File returns the file of a path made by URL.
func (a *Assets) File(path string) (File, bool) {
	f, ok := a.files[path]
	return f, ok
}

// Robots returns the text of /robots.txt, which has no fingerprint.
func (a *Assets) Robots() File { return a.files[a.urls["robots.txt"]] }

func (a *Assets) add(name, contentType string, body []byte) {
	sum := sha256.Sum256(body)
	print := hex.EncodeToString(sum[:6])
	stem, ext, _ := strings.Cut(name, ".")
	path := Prefix + stem + "." + print + "." + ext
	a.urls[name] = path
	a.files[path] = File{
		Body: body, Brotli: brotliOf(body), Gzip: gzipOf(body),
		ContentType: contentType, ETag: `"` + print + `"`,
	}
}

// Sheet returns the whole style sheet, joined and shrunk.
func Sheet() ([]byte, error) {
	names, err := fs.Glob(sources, "css/component/*.css")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	names = append([]string{"css/tokens.css", "css/base.css"}, names...)
	names = append(names, "css/print.css") // last: it takes back what screens need
	var all bytes.Buffer
	for _, name := range names {
		b, err := sources.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
		all.Write(b)
	}
	return Minify(all.Bytes()), nil
}

func brotliOf(b []byte) []byte {
	var out bytes.Buffer
	// The level below the highest costs a few bytes and spares a third of a start.
	w := brotli.NewWriterLevel(&out, 9)
	_, _ = w.Write(b) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

func gzipOf(b []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil // only for an unknown level
	}
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}
