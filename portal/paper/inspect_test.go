package paper_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"changban/portal/paper"
)

var accept = []string{"jpg", "png", "pdf"}

func encoded(t *testing.T, kind string) []byte {
	t.Helper()
	var b bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 32, 24))
	err := png.Encode(&b, picture)
	if kind == "jpg" {
		b.Reset()
		err = jpeg.Encode(&b, picture, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestKindComesFromContent(t *testing.T) {
	pdf := []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF")
	for name, tc := range map[string]struct {
		content     []byte
		media, want string
	}{
		"photo.JPG":       {encoded(t, "jpg"), "image/jpeg", "photo.jpg"},
		"photo.exe":       {encoded(t, "png"), "image/png", "photo.png"},
		"proof.jpg":       {pdf, "application/pdf", "proof.pdf"},
		"../../passwd":    {pdf, "application/pdf", "passwd.pdf"},
		`C:\a\b\scan.x`:   {pdf, "application/pdf", "scan.pdf"},
		"":                {pdf, "application/pdf", "1.pdf"},
		"..":              {pdf, "application/pdf", "1.pdf"},
		"/":               {pdf, "application/pdf", "1.pdf"},
		"a\u202egnp.b":    {pdf, "application/pdf", "agnp.pdf"},
		"a\x00\r\n\u2066": {pdf, "application/pdf", "a.pdf"},
		"身份证 正面.png":      {pdf, "application/pdf", "身份证 正面.pdf"},
	} {
		safe, err := paper.Inspect(name, tc.content, accept)
		if err != nil || safe.Media != tc.media || safe.Name != tc.want || !bytes.Equal(safe.Content, tc.content) {
			t.Errorf("%q: %q %q, %v", name, safe.Name, safe.Media, err)
		}
	}
	safe, err := paper.Inspect(strings.Repeat("长", 500)+".pdf", pdf, accept)
	if err != nil || len([]rune(safe.Name)) != 84 {
		t.Errorf("a long name became %d characters, %v", len([]rune(safe.Name)), err)
	}
}

// A second file behind a picture is cut off.
func TestWhatStandsBehindIsCutOff(t *testing.T) {
	for _, kind := range []string{"jpg", "png"} {
		whole := encoded(t, kind)
		safe, err := paper.Inspect("a."+kind, append(bytes.Clone(whole), "PK\x03\x04<script>alert(1)</script>"...), accept)
		if err != nil || !bytes.Equal(safe.Content, whole) {
			t.Errorf("%s: %d bytes of %d, %v", kind, len(safe.Content), len(whole), err)
		}
	}
}

func TestProgramsInDocuments(t *testing.T) {
	for text, refused := range map[string]bool{
		"<</S/JavaScript/JS(x)>>":                   true,
		"<</S /JavaScript /JS 7 0 R>>":              true,
		"<</JS <616c657274>>>":                      true,
		"<</S/Launch/F(cmd.exe)>>":                  true,
		"<</AA<</O 3 0 R>>>>":                       true,
		"<</AA 9 0 R>>":                             true,
		"<</S/#4AavaScript>>":                       true,
		"<</Type/EmbeddedFile>>":                    true,
		"<</XFA 3 0 R>>":                            true,
		"<</Type/Font/BaseFont/JSong>>":             false,
		"<</OpenAction[3 0 R/FitH null]>>":          false,
		"<</Type/AAA/Launcher 1>>":                  false,
		"stream\n\x01/JS\x80\x90/AA\x02\nendstream": false,
	} {
		_, err := paper.Inspect("a.pdf", []byte("%PDF-1.4\n1 0 obj"+text+"endobj"), accept)
		if (err != nil) != refused {
			t.Errorf("%q: %v", text, err)
		}
		if err != nil && paper.Problem(err).ID != "field.file.pdf_program" {
			t.Errorf("%q: %s", text, paper.Problem(err).ID)
		}
	}
}

// A large scan holds every short name by chance and is taken all the same.
func TestLargeScansAreTaken(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	content := []byte("%PDF-1.4\n1 0 obj<</Length 3000000>>stream\n")
	for range 3 << 20 {
		content = append(content, byte(random.Uint32()))
	}
	content = append(content, "/AA\x99/JS\x00"...)
	if _, err := paper.Inspect("scan.pdf", content, accept); err != nil {
		t.Error(err)
	}
}

func TestKindsAPaperTakes(t *testing.T) {
	if _, err := paper.Inspect("a.pdf", []byte("%PDF-1.4"), []string{"jpg"}); paper.Problem(err).ID != "field.file.photo" {
		t.Errorf("got %v", err)
	}
	for _, brand := range []string{"heic", "heix", "mif1", "avif"} {
		if _, err := paper.Inspect("a.jpg", []byte("\x00\x00\x00\x18ftyp"+brand+"\x00\x00\x00\x00"), accept); paper.Problem(err).ID != "field.file.heic" {
			t.Errorf("%s: %v", brand, err)
		}
	}
	if _, err := paper.Inspect("a.png", encoded(t, "jpg")[:40], accept); paper.Problem(err).ID != "field.file.unreadable" {
		t.Errorf("got %v", err)
	}
	if m := paper.Problem(nil); m.ID != "field.file.unreadable" {
		t.Errorf("got %v", m)
	}
}

func TestGiven(t *testing.T) {
	file := []paper.File{{ID: "a"}}
	for _, tc := range []struct {
		c    paper.Choice
		want bool
	}{
		{paper.Choice{}, false},
		{paper.Choice{Files: file}, false},
		{paper.Choice{Way: paper.Upload}, false},
		{paper.Choice{Way: paper.Upload, Files: file}, true},
		{paper.Choice{Way: paper.Reuse, Files: file}, true},
		{paper.Choice{Way: paper.Office}, true},
		{paper.Choice{Way: paper.Call}, true},
		{paper.Choice{Way: paper.Post}, true},
		{paper.Choice{Way: paper.Check}, true},
		{paper.Choice{Way: paper.None}, true},
	} {
		if tc.c.Given() != tc.want {
			t.Errorf("%+v", tc.c)
		}
	}
	for _, tc := range []struct {
		way              paper.Way
		shared, required bool
		want             bool
	}{
		{paper.Check, false, false, false}, {paper.Check, true, true, true}, {"", true, false, false}, {paper.Call, false, true, true},
		{paper.None, false, false, true}, {paper.None, false, true, false}, {paper.None, true, false, false},
	} {
		if tc.way.Offered(tc.shared, tc.required) != tc.want {
			t.Errorf("%q offered: %v", tc.way, !tc.want)
		}
	}
	for way, want := range map[paper.Way]bool{paper.Office: true, paper.Post: true, paper.Upload: false, paper.Call: false, paper.Check: false, paper.None: false} {
		if (paper.Choice{Way: way}).Coming() != want {
			t.Errorf("%q without files is on its way: %v", way, !want)
		}
	}
}
