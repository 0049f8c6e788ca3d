package component

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// Example is one component in one state, plain or ugly. The gallery, the
// golden files, the HTML checks and the browser audits all show these.
type Example struct {
	Name      string // file name of its golden file, without ending
	Component templ.Component
	Page      bool // a whole document, not a part of one
}

// Examples returns every example of the package.
func Examples() []Example {
	var all []Example
	for _, list := range [][]Example{
		textExamples(), linkExamples(), buttonExamples(), formExamples(), choiceExamples(),
		dateExamples(), fileExamples(), errorExamples(), summaryExamples(), statusExamples(),
		timelineExamples(), factExamples(), noticeExamples(), tableExamples(), taskExamples(),
		rowExamples(), helpExamples(), panelExamples(), paperExamples(), preferenceExamples(),
		aloudExamples(), recordingExamples(), bannerExamples(), pictureExamples(), switchExamples(), frameExamples(), deskFrameExamples(),
	} {
		all = append(all, list...)
	}
	return all
}

// Beside returns an example's HTML as it can stand inside a page of the portal:
// without ids that the frame around it has too.
func Beside(html string) string {
	for _, id := range []string{"help", "outage", "menu"} {
		html = strings.NewReplacer(
			`id="`+id+`"`, `id="sample-`+id+`"`, `aria-labelledby="`+id+`"`, `aria-labelledby="sample-`+id+`"`,
		).Replace(html)
	}
	return html
}

// Join renders components one after another.
func Join(parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, p := range parts {
			if err := p.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// With renders outer with children inside it: the call a template writes with
// braces, for Go code.
func With(outer templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, Join(children...)), w)
	})
}

// shown is an example of a list by name, for pages made of examples.
func shown(list []Example, name string) templ.Component {
	for _, e := range list {
		if e.Name == name {
			return e.Component
		}
	}
	return templ.NopComponent
}
