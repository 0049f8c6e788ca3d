package hotline

import (
	"errors"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	line "changban/portal/hotline"
	"changban/portal/paper"
	"changban/portal/web"
	"changban/portal/web/paperform"
)

// Fields of the words.
const (
	fieldContent = "content"
	fieldTitle   = "title"
	fieldFiles   = "files"
)

// Limits of the words, in characters.
const (
	maxContent  = 2000
	maxTitle    = 60
	titleLength = 20 // of a title that is made from the first words
)

// accept tells phones what to offer; what a file really is, is looked at when it
// arrives.
const accept = "image/jpeg,image/png,application/pdf,audio/*"

// wordsPage asks what it is about: the person's own words get the biggest box of
// the site (design, hotline).
func (v *visit) wordsPage() (templ.Component, error) {
	title := v.Body.Title
	if title == titleOf(v.Body.Content) {
		title = ""
	}
	content := v.page.Field(fieldContent, "hotline.page.words.label", "hotline.page.words.hint", v.errs)
	content.Heading = true
	return v.question(stepWords, v.t("hotline.page.words.label"), "hotline.page.then.words",
		component.TextArea(component.TextAreaParams{Field: content, Value: v.typed(fieldContent, v.Body.Content), Rows: 9}),
		component.TextField(component.TextFieldParams{
			Field: v.page.Field(fieldTitle, "hotline.page.words.title", "hotline.page.words.title_hint", v.errs), Value: v.typed(fieldTitle, title),
		}),
		component.FileField(v.files()),
	), nil
}

func (v *visit) files() component.FileFieldParams {
	f := component.FileFieldParams{
		Field: v.page.Field(fieldFiles, "hotline.page.files.label", "", v.errs), Accept: accept, Multiple: true,
		AddedHeading: v.t("paper.added.heading"), Pick: v.t("paper.pick"), None: v.t("paper.pick_none"),
	}
	f.Hint = v.page.Tp("hotline.page.files.hint", "Megabytes", paper.MaxBytes>>20, "Max", line.MaxFiles)
	for _, file := range v.Body.Files {
		f.Added = append(f.Added, paperform.Added(v.page, file))
	}
	return f
}

// keepWords keeps text and files each for itself: what is wrong with one does not
// take the other away.
func (v *visit) keepWords() (string, error) {
	remove := v.form.One(paperform.FieldRemove)
	content, errs := field.Read(field.Spec{ID: fieldContent, Type: field.Textarea, Required: remove == "", Max: maxContent,
		Words: map[string]string{"empty": "hotline.missing.content"}}, v.form.All, field.Context{})
	title, problems := field.Read(field.Spec{ID: fieldTitle, Type: field.Text, Max: maxTitle}, v.form.All, field.Context{})
	errs = append(errs, problems...)
	if err := v.save(func(t *line.Ticket) {
		if len(errs) == 0 {
			t.Body.Content, t.Body.Title = content.First(), title.First()
			if t.Body.Title == "" {
				t.Body.Title = titleOf(t.Body.Content)
			}
		}
		t.Body.Files = slices.DeleteFunc(slices.Clone(t.Body.Files), func(f paper.File) bool { return f.ID == remove })
	}); err != nil {
		return "", err
	}
	problems, err := v.attach()
	if err != nil {
		return "", err
	}
	if errs = append(errs, problems...); len(errs) > 0 {
		return "", portal.FieldErrors(errs)
	}
	if remove != "" {
		return v.at(stepWords), nil
	}
	return v.after(stepWords), nil
}

// attach adds the files that came, each for itself.
func (v *visit) attach() (problems portal.FieldErrors, err error) {
	wrong := func(name string, m portal.Message) {
		if name != "" {
			m = portal.Msg("paper.wrong", "File", name, "Problem", v.page.Msg(m))
		}
		problems = append(problems, portal.FieldError{Field: fieldFiles, Message: m})
	}
	err = v.page.Files(fieldFiles, func(uploads []web.Upload) error {
		for _, u := range uploads {
			t, err := v.Tickets.Attach(v.page.Context(), v.holder, string(v.Ref), u.Name, u.Data)
			var e *portal.Error
			switch {
			case err == nil:
				v.Ticket = t
			case errors.As(err, &e) && e.Kind == portal.KindInvalid:
				wrong(u.Name, e.Message)
			default:
				return err
			}
		}
		return nil
	})
	if portal.Is(err, portal.KindTooLarge) {
		wrong("", portal.Msg("hotline.page.files.too_many", "Megabytes", paper.MaxBytes>>20, "Max", line.MaxFiles))
		err = nil
	}
	return problems, err
}

// titleOf is a title made from the first words.
func titleOf(content string) string {
	head, _, _ := strings.Cut(content, "\n")
	runes := []rune(strings.TrimSpace(head))
	if len(runes) <= titleLength {
		return string(runes)
	}
	return string(runes[:titleLength]) + "…"
}
