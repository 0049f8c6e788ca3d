// Package static owns the portal's style sheet, its one script and other fixed
// files: it joins and shrinks the sources once at start, names each file after
// its content and keeps it compressed, so that serving is a map look-up and every
// address may be cached for ever. It must not know pages, words, HTTP or preferences.
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

//go:embed css font/mongolian.woff2 js robots.txt
var sources embed.FS

// fontType is the kind of file that is compressed already.
const fontType = "font/woff2"

// File is one ready-made file in the three encodings we serve; a font has only
// its Body.
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
	a := &Assets{files: map[string]File{}, urls: map[string]string{}}
	// One compressor for all, with a window as large as a file and not larger: its
	// tables would be more than all files together. The level below the highest
	// costs a few bytes and spares a third of a start.
	tight := brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: 9, LGWin: 16})
	for _, f := range fixed() {
		body, err := f.read()
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(f.name, ".css") {
			body = a.link(body)
		}
		a.add(f.name, f.contentType, body, tight)
	}
	return a, nil
}

// fixedFile is one file we serve and how it comes about.
type fixedFile struct {
	name, contentType string
	read              func() ([]byte, error)
}

// fixed lists the files; what the sheet names stands before the sheet.
func fixed() []fixedFile {
	return []fixedFile{
		{"mongolian.woff2", fontType, func() ([]byte, error) { return join("font/mongolian.woff2") }},
		{"pointer.svg", "image/svg+xml", func() ([]byte, error) { return join("css/pointer.svg") }},
		{"portal.css", "text/css; charset=utf-8", Sheet},
		{"portal.js", "text/javascript; charset=utf-8", Script},
		{"robots.txt", "text/plain; charset=utf-8", func() ([]byte, error) { return join("robots.txt") }},
	}
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

func (a *Assets) add(name, contentType string, body []byte, tight *brotli.Writer) {
	sum := sha256.Sum256(body)
	print := hex.EncodeToString(sum[:6])
	stem, ext, _ := strings.Cut(name, ".")
	path := Prefix + stem + "." + print + "." + ext
	a.urls[name] = path
	f := File{Body: body, ContentType: contentType, ETag: `"` + print + `"`}
	if contentType != fontType {
		f.Brotli, f.Gzip = brotliOf(tight, body), gzipOf(body)
	}
	a.files[path] = f
}

// link names files in a sheet by their fingerprints, relative to the sheet.
func (a *Assets) link(css []byte) []byte {
	for name, path := range a.urls {
		css = bytes.ReplaceAll(css, []byte("url("+name+")"), []byte("url("+strings.TrimPrefix(path, Prefix)+")"))
	}
	return css
}

// Sheet returns the whole style sheet, joined and shrunk; it names files plainly.
func Sheet() ([]byte, error) {
	names, err := fs.Glob(sources, "css/component/*.css")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	names = append([]string{"css/tokens.css", "css/base.css"}, names...)
	names = append(names, "css/print.css") // last: it takes back what screens need
	css, err := join(names...)
	return Minify(css), err
}

// Script returns all our script, joined, without indents and whole-line comments.
// Nothing cleverer: the compressor does the rest, and an error names a line that can be read.
func Script() ([]byte, error) {
	names, err := fs.Glob(sources, "js/*.js")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	js, err := join(names...)
	return bare(js), err
}

func bare(js []byte) []byte {
	var out bytes.Buffer
	for line := range strings.Lines(string(js)) {
		line = strings.TrimLeft(line, "\t")
		if !strings.HasPrefix(line, "//") && line != "\n" {
			out.WriteString(line)
		}
	}
	return out.Bytes()
}

func join(names ...string) ([]byte, error) {
	var all bytes.Buffer
	for _, name := range names {
		b, err := sources.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
		all.Write(b)
	}
	return all.Bytes(), nil
}

func brotliOf(w *brotli.Writer, b []byte) []byte {
	var out bytes.Buffer
	w.Reset(&out)
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
