// Package paperform owns the form in which papers are handed in: the five ways
// of decisions 26, reading what is posted, and how a choice is said in words. It
// is used by the pages of drafts and of cases and must not know either, nor a
// store.
package paperform

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/paper"
	"changban/portal/web"
)

// FieldRemove is the name of the buttons that take a file away; their value is
// the file's id.
const FieldRemove = "_remove"

// accept tells phones that a photo is fine, and a PDF where the paper may be one;
// what a file really is, is looked at when it arrives.
func accept(p catalogue.Paper) string {
	if pictures(p) {
		return "image/jpeg,image/png"
	}
	return "image/jpeg,image/png,application/pdf"
}

// pictures reports whether the paper is taken as a photo only.
func pictures(p catalogue.Paper) bool {
	return len(p.Accept) > 0 && !slices.Contains(p.Accept, "pdf")
}

// Ask is one paper on a page: what is said about it and what was posted.
type Ask struct {
	Paper    catalogue.Paper
	Label    string
	Hint     string
	Heading  bool         // the label is the page's h1
	Optional bool         // the office looks it up: only files, no ways
	Absent   bool         // somebody may have no such paper
	Choice   paper.Choice // what was said before
	Earlier  []paper.File // files of other matters, for use again
	Form     *web.Form    // what was posted; nil on a fresh page
	Errs     portal.FieldErrors
}

// Name is the name of a paper's file control.
func Name(paperID string) string { return "paper." + paperID }

// Control draws the file control with the files already there, the files of
// earlier matters, and the other ways.
func Control(page *web.Page, a Ask) templ.Component {
	parts := []templ.Component{component.FileField(files(page, a))}
	if len(a.Earlier) > 0 {
		parts = append(parts, component.Checkboxes(earlier(page, a)))
	}
	if a.Optional {
		return component.Join(append(parts, settled(a))...)
	}
	return component.Join(append(parts, component.Radios(ways(page, a)))...)
}

// settled says of a shared paper without files that the office looks it up, so
// that taking the last file away needs no further answer.
func settled(a Ask) templ.Component {
	if len(a.Choice.Files) > 0 {
		return component.Join()
	}
	return component.Hidden(component.HiddenParams{Name: Name(a.Paper.ID) + ".way", Value: string(paper.Check)})
}

func files(page *web.Page, a Ask) component.FileFieldParams {
	name := Name(a.Paper.ID)
	f := component.FileFieldParams{
		Field:  component.Field{Name: name, Label: a.Label, Hint: hint(page, a), Heading: a.Heading},
		Accept: accept(a.Paper), Multiple: true, AddedHeading: page.T("paper.added.heading"),
		Pick: page.T("paper.pick"), None: page.T("paper.pick_none"),
	}
	for _, e := range a.Errs {
		if e.Field == name {
			f.Error += Problem(page, e)
			f.ErrorWord = page.T("common.errors.prefix")
		}
	}
	for _, file := range a.Choice.Files {
		f.Added = append(f.Added, Added(page, file))
	}
	return f
}

// hint says the limit before anybody meets it.
func hint(page *web.Page, a Ask) string {
	limit := page.Tp("paper.limit", "Megabytes", paper.MaxBytes>>20)
	if pictures(a.Paper) {
		limit = page.Tp("paper.limit_photo", "Megabytes", paper.MaxBytes>>20)
	}
	if a.Hint == "" {
		return limit
	}
	return page.Tp("paper.hint", "Hint", a.Hint, "Limit", limit)
}

// Added is a file that is here already, with the button that takes it away.
func Added(page *web.Page, f paper.File) component.AddedFile {
	return component.AddedFile{
		Kind: kind(page, f), Name: f.Name, Size: page.Words().FileSize(f.Size),
		Delete: component.ButtonParams{
			Text: page.T("common.button.delete"), Hidden: page.Tp("paper.hidden", "What", f.Name),
			Name: FieldRemove, Value: f.ID,
		},
	}
}

func kind(page *web.Page, f paper.File) string {
	switch {
	case f.Media == "application/pdf":
		return page.T("paper.kind.pdf")
	case strings.HasPrefix(f.Media, "audio/"):
		return page.T("paper.kind.sound")
	}
	return page.T("paper.kind.photo")
}

func earlier(page *web.Page, a Ask) component.ChoicesParams {
	name := Name(a.Paper.ID) + ".reuse"
	p := component.ChoicesParams{Field: component.Field{Name: name, Label: page.T("paper.reuse.label")}}
	var chosen []string
	if a.Form != nil {
		chosen = a.Form.All(name)
	}
	for _, f := range a.Earlier {
		p.Options = append(p.Options, component.Option{
			Value: f.ID, Text: f.Name, Checked: slices.Contains(chosen, f.ID),
			Hint: page.Tp("paper.reuse.about", "Kind", kind(page, f), "Size", page.Words().FileSize(f.Size), "Day", page.DateShort(portal.DayOf(f.Added))),
		})
	}
	return p
}

// ways are the other roads; using the files is one of them once there are some.
func ways(page *web.Page, a Ask) component.ChoicesParams {
	name := Name(a.Paper.ID) + ".way"
	p := component.ChoicesParams{Field: component.Field{Name: name, Label: page.T("paper.ways.label")}}
	chosen := string(a.Choice.Way)
	if a.Form != nil {
		chosen = a.Form.One(name)
	}
	offered := []paper.Way{paper.Office, paper.Post, paper.Call}
	if len(a.Choice.Files) > 0 {
		p.Label = page.T("paper.ways.label_files")
		offered = slices.Insert(offered, 0, paper.Upload)
	} else if a.Absent {
		offered = append(offered, paper.None)
	}
	for _, w := range offered {
		p.Options = append(p.Options, component.Option{
			Value: string(w), Text: page.T("paper.ways." + string(w)), Checked: chosen == string(w),
		})
	}
	return p
}

// Problem says what is wrong with a paper, with the file's name where one file
// is meant.
func Problem(page *web.Page, e portal.FieldError) string {
	if name, ok := e.Message.Data["Name"].(string); ok && name != "" {
		return page.Tp("paper.wrong", "File", name, "Problem", page.Msg(e.Message))
	}
	return page.Msg(e.Message)
}

// Summary lists the problems of papers for the error summary.
func Summary(page *web.Page, errs portal.FieldErrors) *component.ErrorSummaryParams {
	if len(errs) == 0 {
		return nil
	}
	s := &component.ErrorSummaryParams{Heading: page.Tp("common.errors.title", "Count", len(errs))}
	for _, e := range errs {
		s.Items = append(s.Items, component.ErrorItem{Text: Problem(page, e), Target: component.FieldID(e.Field)})
	}
	return s
}

// Read reads what was posted about papers and hands it to use while one of the
// two places for opening pictures is held (decisions 20).
func Read(page *web.Page, form web.Form, papers []catalogue.Paper, use func([]application.PaperAnswer) error) error {
	answers := make([]application.PaperAnswer, 0, len(papers))
	var refused portal.FieldErrors
	for _, p := range papers {
		a, err := read(page, form, p)
		if portal.Is(err, portal.KindTooLarge) {
			refused = append(refused, portal.FieldError{
				Field: Name(p.ID), Message: portal.Msg("field.file.too_large", "Megabytes", paper.MaxBytes>>20),
			})
			continue
		}
		if err != nil {
			return err
		}
		answers = append(answers, a)
	}
	if len(refused) > 0 {
		return refused
	}
	return page.Files("", func([]web.Upload) error { return use(answers) })
}

func read(page *web.Page, form web.Form, p catalogue.Paper) (application.PaperAnswer, error) {
	name := Name(p.ID)
	a := application.PaperAnswer{
		Paper: p.ID, Way: way(form.One(name + ".way")), Reuse: form.All(name + ".reuse"), Remove: form.One(FieldRemove),
	}
	err := page.Files(name, func(uploads []web.Upload) error {
		for _, u := range uploads {
			a.New = append(a.New, application.Upload{Name: u.Name, Content: u.Data})
		}
		return nil
	})
	return a, err
}

// way reads a choice; what is none of ours says nothing.
func way(s string) paper.Way {
	w := paper.Way(s)
	if slices.Contains([]paper.Way{paper.Upload, paper.Office, paper.Post, paper.Call, paper.Check, paper.None}, w) {
		return w
	}
	return ""
}

// Text says in words how a paper comes.
func Text(page *web.Page, c paper.Choice) string {
	switch c.Way {
	case paper.Upload, paper.Reuse:
		return page.Plural("paper.said.files", len(c.Files))
	case paper.Office, paper.Post, paper.Call, paper.Check, paper.None:
		return page.T("paper.said." + string(c.Way))
	}
	return page.T("common.answer.empty")
}

// Lines is Text with the names of the files, one a line.
func Lines(page *web.Page, c paper.Choice) []string {
	lines := []string{Text(page, c)}
	for _, f := range c.Files {
		lines = append(lines, f.Name)
	}
	return lines
}
