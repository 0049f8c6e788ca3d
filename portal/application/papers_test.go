package application_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/eligibility"
	"changban/portal/paper"
	"changban/portal/store/storetest"
)

// withProof is a draft that needs the guardian's proof.
func withProof(t *testing.T) (*storetest.House, storetest.Resident, application.Where) {
	t.Helper()
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	_, err := answer(h, r, w, "id_number", erenhot())
	ok(t, err)
	_, err = answer(h, r, w, "card", storetest.Answers(storetest.Erenhot, storetest.Erenhot, "53"))
	ok(t, err)
	return h, r, w
}

// hand answers the guardian's proof.
func hand(h *storetest.House, r storetest.Resident, w application.Where, in application.PaperAnswer) (string, bool, error) {
	in.Paper = "guardian_proof"
	return h.Apply.AnswerPapers(r.Ctx, w, "guardian_proof", []application.PaperAnswer{in})
}

func choice(t *testing.T, h *storetest.House, r storetest.Resident, w application.Where) paper.Choice {
	t.Helper()
	return view(t, h, r, w).Draft.Papers["guardian_proof"]
}

func uploads(contents ...[]byte) []application.Upload {
	var list []application.Upload
	for i, c := range contents {
		list = append(list, application.Upload{Name: string(rune('a'+i)) + ".png", Content: c})
	}
	return list
}

func TestFiveWays(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   application.PaperAnswer
		stay bool
		want string // message, "" when it answers
	}{
		{"office", application.PaperAnswer{Way: paper.Office}, false, ""},
		{"post", application.PaperAnswer{Way: paper.Post}, false, ""},
		{"call me", application.PaperAnswer{Way: paper.Call}, false, ""},
		{"upload", application.PaperAnswer{Way: paper.Upload, New: uploads(picture(t, 4))}, true, ""},
		{"upload without saying so", application.PaperAnswer{New: uploads(picture(t, 4))}, true, ""},
		{"upload nothing", application.PaperAnswer{Way: paper.Upload}, false, "field.paper.file"},
		{"use again nothing", application.PaperAnswer{Way: paper.Reuse, Reuse: []string{"somebody's"}}, false, "field.paper.file"},
		{"nothing", application.PaperAnswer{}, false, "field.paper.way"},
		{"a way there is not", application.PaperAnswer{Way: "pigeon"}, false, "field.paper.way"},
		{"the office cannot look this up", application.PaperAnswer{Way: paper.Check}, false, "field.paper.way"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h, r, w := withProof(t)
			_, stay, err := hand(h, r, w, tc.in)
			if tc.want != "" {
				says(t, err, "paper.guardian_proof", tc.want)
				if choice(t, h, r, w).Given() {
					t.Error("it counts as given")
				}
				return
			}
			ok(t, err)
			if c := choice(t, h, r, w); stay != tc.stay || !c.Given() {
				t.Errorf("stay %v, choice %+v", stay, c)
			}
		})
	}
}

// What was handed in is read back as it came, and only by its own person.
func TestUploadIsKept(t *testing.T) {
	h, r, w := withProof(t)
	content := picture(t, 8)
	_, _, err := hand(h, r, w, application.PaperAnswer{New: []application.Upload{{Name: `C:\photos\proof.old.JPG`, Content: content}}})
	ok(t, err)
	files := choice(t, h, r, w).Files
	if len(files) != 1 || files[0].Name != "proof.old.png" || files[0].Media != "image/png" || files[0].Size != int64(len(content)) {
		t.Fatalf("files %+v", files)
	}
	_, got, err := h.Store.File(r.Ctx, r.Own, files[0].ID)
	ok(t, err)
	if !bytes.Equal(got, content) {
		t.Error("the content changed")
	}
	stranger := h.Resident(t, "13947900002")
	_, _, err = h.Store.File(stranger.Ctx, stranger.Own, files[0].ID)
	kind(t, err, portal.KindNotFound)
}

func TestFilesAddUpAndGo(t *testing.T) {
	h, r, w := withProof(t)
	_, _, err := hand(h, r, w, application.PaperAnswer{New: uploads(picture(t, 4), picture(t, 5), picture(t, 4))})
	ok(t, err)
	files := choice(t, h, r, w).Files
	if len(files) != 2 {
		t.Fatalf("equal files count once: %+v", files)
	}
	// Taking one away and handing in another in one press loses neither.
	_, stay, err := hand(h, r, w, application.PaperAnswer{Remove: files[0].ID, New: uploads(picture(t, 6))})
	ok(t, err)
	now := choice(t, h, r, w)
	if !stay || len(now.Files) != 2 || now.Files[0].ID != files[1].ID {
		t.Errorf("stay %v, files %+v", stay, now.Files)
	}
	for _, f := range now.Files {
		_, _, err = hand(h, r, w, application.PaperAnswer{Remove: f.ID})
		ok(t, err)
	}
	if choice(t, h, r, w).Given() {
		t.Error("an upload without files counts as given")
	}
	if _, _, err = hand(h, r, w, application.PaperAnswer{Remove: "no such file", Way: paper.Office}); err != nil {
		t.Error(err)
	}
}

// Another way than upload keeps the files that came before.
func TestOtherWayKeepsFiles(t *testing.T) {
	h, r, w := withProof(t)
	_, _, err := hand(h, r, w, application.PaperAnswer{New: uploads(picture(t, 4))})
	ok(t, err)
	_, stay, err := hand(h, r, w, application.PaperAnswer{Way: paper.Post})
	ok(t, err)
	if c := choice(t, h, r, w); stay || c.Way != paper.Post || len(c.Files) != 1 {
		t.Errorf("stay %v, choice %+v", stay, c)
	}
}

func TestUseAgain(t *testing.T) {
	h, r, w := withProof(t)
	_, _, err := hand(h, r, w, application.PaperAnswer{New: uploads(picture(t, 4))})
	ok(t, err)
	second := h.Begin(t, r, r.Own)
	earlier := view(t, h, r, second).Earlier("guardian_proof")
	if len(earlier) != 1 {
		t.Fatalf("earlier %+v", earlier)
	}
	_, _, err = hand(h, r, second, application.PaperAnswer{Way: paper.Reuse, Reuse: []string{earlier[0].ID}})
	ok(t, err)
	if c := choice(t, h, r, second); !c.Given() || c.Files[0].ID != earlier[0].ID {
		t.Errorf("choice %+v", c)
	}
	earlier = view(t, h, r, second).Earlier("guardian_proof")
	if len(earlier) != 0 {
		t.Errorf("what is used is offered again: %+v", earlier)
	}
}

// TestRefusedFiles: each refusal has its own message, and the good file that came
// with it is kept.
func TestRefusedFiles(t *testing.T) {
	good := picture(t, 4)
	for name, tc := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":     {nil, "field.file.empty"},
		"too large": {make([]byte, paper.MaxBytes+1), "field.file.too_large"},
		"heic":      {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "field.file.heic"},
		"svg":       {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "field.file.svg"},
		"program":   {[]byte("MZ\x90\x00\x03\x00\x00\x00\x04"), "field.file.kind"},
		"text":      {[]byte("'; drop table upload; --"), "field.file.kind"},
		"pdf with a program": {[]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n%%EOF"),
			"field.file.pdf_program"},
		"pdf with a hidden program": {[]byte("%PDF-1.4\n1 0 obj<</S/#4aavaScript/#4aS (x)>>endobj\n%%EOF"), "field.file.pdf_program"},
		"locked pdf":                {[]byte("%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF"), "field.file.pdf_locked"},
		"disguised":                 {disguised(t), "field.file.disguised"},
		"broken":                    {good[:len(good)-20], "field.file.unreadable"},
		"60 megapixels":             {header(10000, 6000), "field.file.pixels"},
	} {
		t.Run(name, func(t *testing.T) {
			h, r, w := withProof(t)
			_, stay, err := hand(h, r, w, application.PaperAnswer{New: uploads(tc.content, good)})
			says(t, err, "paper.guardian_proof", tc.want)
			if c := choice(t, h, r, w); !stay || len(c.Files) != 1 || !c.Given() {
				t.Errorf("stay %v, choice %+v", stay, c)
			}
			_, stay, err = hand(h, r, w, application.PaperAnswer{New: uploads(tc.content)})
			says(t, err, "paper.guardian_proof", tc.want)
			if c := choice(t, h, r, w); stay || len(c.Files) != 1 {
				t.Errorf("stay %v, choice %+v", stay, c)
			}
		})
	}
}

// disguised is a picture with a page inside a chunk of text.
func disguised(t *testing.T) []byte {
	good := picture(t, 4)
	at := bytes.Index(good, []byte("IDAT")) - 4
	return slices.Concat(good[:at], chunk("tEXt", []byte("Comment\x00<script>alert(1)</script>")), good[at:])
}

// header is the beginning of a PNG that claims its size.
func header(width, height uint32) []byte {
	var size [13]byte
	binary.BigEndian.PutUint32(size[:], width)
	binary.BigEndian.PutUint32(size[4:], height)
	size[8] = 8
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", size[:])...)
}

func chunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// Papers the office looks up itself need nothing; one of them can still come
// another way.
func TestSharedPapers(t *testing.T) {
	h, r, w := withProof(t)
	v := view(t, h, r, w)
	for _, p := range v.SharedPapers() {
		if v.Choice(p).Way != paper.Check {
			t.Errorf("%s: %+v", p.ID, v.Choice(p))
		}
	}
	_, _, err := h.Apply.AnswerPapers(r.Ctx, w, "papers", []application.PaperAnswer{{Paper: "bank", Way: paper.Office}})
	ok(t, err)
	d := view(t, h, r, w).Draft
	if d.Papers["bank"].Way != paper.Office || d.Papers["hukou"].Way != paper.Check {
		t.Errorf("papers %+v", d.Papers)
	}
	_, _, err = h.Apply.AnswerPapers(r.Ctx, w, "papers", []application.PaperAnswer{{Paper: "guardian_proof", Way: paper.Office}})
	ok(t, err)
	if _, said := view(t, h, r, w).Draft.Papers["guardian_proof"]; said {
		t.Error("a paper of another page was answered")
	}
}

func TestPaperStepsOnly(t *testing.T) {
	h, r, w := withProof(t)
	for _, step := range []string{"name", "mandate", "", "check", strings.Repeat("p", 300)} {
		_, _, err := h.Apply.AnswerPapers(r.Ctx, w, step, nil)
		kind(t, err, portal.KindNotFound)
	}
}

// A paper nobody has to have blocks nothing: there may be none. A required one
// has to come somehow, or be talked about.
func TestOptionalPaperMayBeAbsent(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := begin(t, h, r, "job-registration")
	none := func(w application.Where, id string) error {
		_, _, err := h.Apply.AnswerPapers(r.Ctx, w, id, []application.PaperAnswer{{Paper: id, Way: paper.None}})
		return err
	}
	ok(t, none(w, "training_cert"))
	if c := view(t, h, r, w).Draft.Papers["training_cert"]; !c.Given() || c.Coming() {
		t.Errorf("%+v", c)
	}
	says(t, none(begin(t, h, r, "card-new"), "diagnosis"), "paper.diagnosis", "field.paper.way")
}

// A hospital's new paper is evidence as soon as it is on its way; until the
// months since the last conclusion are known it is asked for (P05).
func TestNewDiagnosisIsEvidence(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := begin(t, h, r, "card-level-change")
	if _, open := stations(view(t, h, r, w)); !slices.Contains(open, "diagnosis") {
		t.Fatalf("the diagnosis is not asked for: %v", open)
	}
	for _, tc := range []struct {
		in   application.PaperAnswer
		want eligibility.Verdict
	}{
		{application.PaperAnswer{Way: paper.Call}, eligibility.Unknown},
		{application.PaperAnswer{Way: paper.Office}, eligibility.Met},
		{application.PaperAnswer{New: uploads(picture(t, 4))}, eligibility.Met},
	} {
		tc.in.Paper = "diagnosis"
		_, _, err := h.Apply.AnswerPapers(r.Ctx, w, "diagnosis", []application.PaperAnswer{tc.in})
		ok(t, err)
		for _, result := range view(t, h, r, w).Results() {
			if result.Rule == "year_or_evidence" && result.Verdict != tc.want {
				t.Errorf("%q: %s", tc.in.Way, result.Verdict)
			}
		}
	}
}
