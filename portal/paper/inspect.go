package paper

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // decoders of the two picture kinds
	_ "image/png"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"changban/portal"
)

// MaxBytes is the largest file taken: a phone photo of today. One limit, told
// before and the same everywhere (peers 35).
const MaxBytes = 12 << 20

// maxPixels bounds the memory one picture may take when opened (decisions 20).
const maxPixels = 40_000_000

// Safe is a file that may be kept.
type Safe struct {
	Name    string
	Media   string
	Content []byte // without anything that stood behind the picture's end
}

// refusal is why a file is not taken; its text is the message id.
type refusal string

func (r refusal) Error() string { return string(r) }

// Problem returns the message for an error of Inspect.
func Problem(err error) portal.Message {
	var r refusal
	if errors.As(err, &r) {
		return portal.Msg(string(r), "Megabytes", MaxBytes>>20)
	}
	return portal.Msg("field.file.unreadable")
}

// Inspect looks at what a file is, not at what it is called, and refuses what
// cannot be shown safely: each refusal has its own message with the way out.
func Inspect(name string, content []byte, accept []string) (Safe, error) {
	switch {
	case len(content) == 0:
		return Safe{}, refusal("field.file.empty")
	case len(content) > MaxBytes:
		return Safe{}, refusal("field.file.too_large")
	}
	kind := kindOf(content)
	if refused := foreign(kind, accept); refused != "" {
		return Safe{}, refusal(refused)
	}
	safe := Safe{Name: cleanName(name, kind), Media: media(kind), Content: content}
	if kind == "pdf" {
		return safe, checkPDF(content)
	}
	end, err := soundEnd(kind, content), error(nil)
	if !isSound(kind) {
		end, err = checkPicture(kind, content)
	}
	if err == nil && hasMarkup(content[:end]) {
		err = refusal("field.file.disguised")
	}
	if err != nil {
		return Safe{}, err
	}
	safe.Content = content[:end]
	return safe, nil
}

// hasMarkup sees a page or a program in what should be a picture or a recording.
func hasMarkup(b []byte) bool {
	lower := bytes.ToLower(b)
	return slices.ContainsFunc([]string{"<script", "<?php", "<html"}, func(sign string) bool { return bytes.Contains(lower, []byte(sign)) })
}

func foreign(kind string, accept []string) string {
	switch {
	case kind == "heic":
		return "field.file.heic"
	case kind == "svg":
		return "field.file.svg"
	case slices.Contains(accept, kind):
		return ""
	case slices.ContainsFunc(accept, isSound) && kind == video:
		return "field.file.video"
	case slices.ContainsFunc(accept, isSound):
		return "field.file.kind_sound"
	case !slices.Contains(accept, "pdf"):
		return "field.file.photo" // a portrait is no document
	}
	return "field.file.kind"
}

func kindOf(b []byte) string {
	head := b[:min(len(b), 1024)]
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return "jpg"
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "pdf"
	case len(b) > 12 && string(b[4:8]) == "ftyp" && isHEIC(string(b[8:12])):
		return "heic"
	case bytes.Contains(bytes.ToLower(head), []byte("<svg")):
		return "svg"
	}
	return soundOf(b)
}

func isHEIC(brand string) bool {
	return slices.Contains([]string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"}, brand)
}

func media(kind string) string {
	switch kind {
	case "jpg":
		return "image/jpeg"
	case "png":
		return "image/png"
	case "m4a":
		return "audio/mp4"
	case "mp3":
		return "audio/mpeg"
	case "wav", "ogg", "amr":
		return "audio/" + kind
	}
	return "application/pdf"
}

// programs finds what makes a document do things. Short names count only with the
// value that has to follow them: by chance they stand in every large scan.
var programs = regexp.MustCompile(`/(JavaScript|Launch|EmbeddedFile|RichMedia|XFA)\b` +
	`|/JS\s*(\(|<|\d+\s+\d+\s+R)|/AA\s*(<<|\d+\s+\d+\s+R)`)

// checkPDF refuses programs inside a document. Names may be written with #xx, so
// those are undone before looking.
func checkPDF(b []byte) error {
	plain := unescapeNames(b)
	switch {
	case programs.Match(plain):
		return refusal("field.file.pdf_program")
	case bytes.Contains(plain, []byte("/Encrypt")):
		return refusal("field.file.pdf_locked")
	}
	return nil
}

func unescapeNames(b []byte) []byte {
	if !bytes.Contains(b, []byte("#")) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			if c, ok := hexPair(b[i+1], b[i+2]); ok {
				out = append(out, c)
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func hexPair(a, b byte) (byte, bool) {
	const digits = "0123456789abcdef"
	high := strings.IndexByte(digits, a|0x20)
	low := strings.IndexByte(digits, b|0x20)
	return byte(high<<4 | low&15), high >= 0 && low >= 0
}

// checkPicture opens a picture after its size was looked at, and returns where
// it ends: what stands behind may be another file in disguise.
func checkPicture(kind string, b []byte) (int, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || format == "jpeg" != (kind == "jpg") {
		return 0, refusal("field.file.unreadable")
	}
	if config.Width*config.Height > maxPixels {
		return 0, refusal("field.file.pixels")
	}
	if kind == "jpg" && scans(b) > maxScans || !opens(b) {
		return 0, refusal("field.file.unreadable")
	}
	end := len(b)
	if kind == "png" {
		if i := bytes.Index(b, []byte("IEND\xaeB`\x82")); i >= 0 {
			end = i + 8
		}
	} else {
		end = jpegEnd(b)
	}
	return end, nil
}

// maxScans bounds the work in one picture: cameras write one scan, progressive
// files about ten, and each goes over every pixel again. A file of a few megabytes
// has room for a hundred thousand.
const maxScans = 100

// scans counts the scans of a picture. Inside them the marker cannot occur.
func scans(b []byte) int { return bytes.Count(b[:jpegEnd(b)], []byte("\xff\xda")) }

// decoding bounds how many pictures are open at once: one of 40 megapixels takes
// 160 MB of memory.
var decoding = make(chan struct{}, 2)

func opens(b []byte) bool {
	decoding <- struct{}{}
	defer func() { <-decoding }()
	_, _, err := image.Decode(bytes.NewReader(b))
	return err == nil
}

// jpegEnd walks the segments to the first picture's end marker, so that a second
// file behind it is cut off. Thumbnails lie inside segments and are passed over.
func jpegEnd(b []byte) int {
	i := 2
	for i+4 <= len(b) {
		if b[i] != 0xff {
			i++ // entropy-coded data
			continue
		}
		switch marker := b[i+1]; {
		case marker == 0xd9:
			return i + 2
		case marker == 0x00 || marker == 0xff || marker >= 0xd0 && marker <= 0xd8:
			i++
			if marker != 0xff {
				i++
			}
		default:
			i += 2 + int(b[i+2])<<8 + int(b[i+3])
		}
	}
	return len(b)
}

// cleanName keeps the last part of the name, without control characters, at most
// 80 characters, with the ending the content really has.
func cleanName(name, kind string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			return -1 // invisible, or turns the direction of what follows
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 80 {
		name = string(runes[:80])
	}
	if name == "" || name == "." || name == "/" {
		name = "1"
	}
	return name + "." + kind
}
