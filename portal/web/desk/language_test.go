package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/store/storetest"
	"changban/portal/web/apply"
)

// sentIn files a case read and declared in a language, with words typed in it.
func (b *bench) sentIn(tag, name string) matter.Reference {
	b.t.Helper()
	r := b.Resident(b.t, "13900000001")
	w := b.Begin(b.t, r, r.Own)
	b.Fill(b.t, r, w, storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42").With("name", name, "account_holder", name))
	in := storetest.Sending(portal.NewID())
	in.Declare = func(v *application.View) application.Declaration {
		return apply.Declare(b.Server.Sheet(tag), b.Units, v)
	}
	sent, err := b.Apply.Submit(r.Ctx, w, in)
	if err != nil {
		b.t.Fatal(err)
	}
	b.clock.Move(11 * time.Minute)
	return sent.Ref
}

// Decisions 8: the officer reads the questions in the officer's language, what was
// typed as it was typed, and below what the person read, marked as theirs.
func TestCaseReadInAnotherLanguage(t *testing.T) {
	for _, c := range []struct{ sent, read, name string }{
		{"zh-Hans", "mn-Cyrl", "包力德"}, {"mn-Mong", "zh-Hans", "ᠪᠠᠳᠤ ᠮᠥᠩᠬᠡ"}, {"mn-Cyrl", "mn-Mong", "Б. Номинцэцэг"},
	} {
		t.Run(c.sent+" "+c.read, func(t *testing.T) {
			b := newBench(t)
			officer := b.officer("1001", "Hu", unit, everything()...)
			ref := b.sentIn(c.sent, c.name)
			page := officer.Get("/" + c.read + "/desk/cases/" + string(ref)).Want(200)
			theirs, mine := b.Words.Localizer(c.sent), b.Words.Localizer(c.read)
			page.WantText(mine.T("desk.answers.original"), mine.Tp("desk.answers.reread", map[string]any{"Language": mine.T("frame.language." + c.sent)}))
			text, original := page.Text(), page.One(`main div[lang="`+c.sent+`"]`).Text()
			mineOnly := strings.Replace(text, original, "", 1)
			for _, id := range []string{"question.name.label", "check.group.who", "question.hukou_jurisdiction.label"} {
				if !strings.Contains(original, theirs.T(id)) || !strings.Contains(mineOnly, mine.T(id)) {
					t.Errorf("%s is not read by both", id)
				}
				if strings.Contains(mineOnly, theirs.T(id)) {
					t.Errorf("%s is left in %s among the officer's words", id, c.sent)
				}
			}
			if strings.Count(text, c.name) < 2 || !strings.Contains(original, c.name) {
				t.Errorf("the name is not shown as typed: %q", c.name)
			}
			if strings.Contains(original, theirs.T("check.group.papers")) {
				t.Error("the papers are listed twice")
			}
			own := officer.Get("/" + c.sent + "/desk/cases/" + string(ref)).Want(200)
			if own.One(`main div[lang]`).Exists() || strings.Contains(own.Text(), theirs.T("desk.answers.original")) {
				t.Error("who reads the person's language gets the answers twice")
			}
		})
	}
}

// A line about papers is known by its id, whatever language its heading is in.
func TestDeclarationNamesItsFields(t *testing.T) {
	b := newBench(t)
	d := b.stored(b.sentIn("mn-Cyrl", "Номин")).Body.Declaration
	ids := func(l application.Line) bool { return l.ID == "name" || strings.HasPrefix(l.ID, application.PaperLine) }
	if n := len(slices.DeleteFunc(slices.Clone(d.Lines), func(l application.Line) bool { return !ids(l) })); n < 2 {
		t.Error(d.Lines)
	}
}

// The paper in the language the person read is one link away from the officer's.
func TestPaperInThePersonsLanguage(t *testing.T) {
	b := newBench(t)
	officer := b.officer("1001", "Hu", unit, everything()...)
	ref := b.sentIn("mn-Cyrl", "Номин")
	do(officer, ref, "accept", nil)
	theirs := "/mn-Cyrl/desk/cases/" + string(ref) + "/official/acceptance"
	page := officer.Get(at(ref, "/official/acceptance")).Want(200).WantText("西里尔蒙古文")
	if !page.One(`main a[href="` + theirs + `"]`).Exists() {
		t.Fatal("no way to the paper in the person's language")
	}
	cyrillic := b.Words.Localizer("mn-Cyrl")
	paper := officer.Get(theirs).Want(200).WantText(cyrillic.T("official.acceptance.title"), cyrillic.T("official.acceptance.text"), "Номин")
	if paper.One(`main a[href^="/zh-Hans/"][href$="/acceptance"]`).Exists() || paper.One(`main .actions a`).Exists() {
		t.Error("who reads the person's language is led away")
	}
}
