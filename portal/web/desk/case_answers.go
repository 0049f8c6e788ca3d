package desk

import (
	"slices"
	"strings"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/web/official"
)

// answersPart is what the person declared: in the officer's words, and as it was
// read where that was in another language (decisions 8).
type answersPart struct {
	Heading  string
	Note     string
	Groups   []answerGroup
	Original originalPart
}

// originalPart is the declaration in the language it was read in; without groups
// when the officer reads that language.
type originalPart struct {
	Heading string
	Note    string
	Lang    string
	Groups  []answerGroup
}

type answerGroup struct {
	Title string
	Rows  []component.SummaryRow
}

func (p Pages) answers(v visit, c application.Case) answersPart {
	d := c.Body.Declaration
	read, note := declared(d), v.Tp("desk.answers.note", "Time", v.DateTime(d.At))
	part := answersPart{Heading: v.T("desk.answers.heading")}
	lang := official.OtherLanguage(v.Page, d.Language)
	if lang == "" {
		part.Note, part.Groups = note, read
		return part
	}
	part.Original = originalPart{Heading: v.T("desk.answers.original"), Note: note, Lang: lang, Groups: read}
	part.Note = v.Tp("desk.answers.reread", "Language", v.T("frame.language."+lang))
	if again, ok := p.Reread(v.Page, c); ok {
		part.Groups = declared(again)
	}
	return part
}

// declared is a declaration without its list of papers: the page has one that says
// what came since, too.
func declared(d application.Declaration) []answerGroup {
	return grouped(slices.DeleteFunc(slices.Clone(d.Lines), func(l application.Line) bool {
		return strings.HasPrefix(l.ID, application.PaperLine)
	}), readRow)
}

// readRow is a line that is only read.
func readRow(line application.Line) component.SummaryRow {
	return component.SummaryRow{Label: line.Question, Values: strings.Split(line.Answer, "\n")}
}

// grouped puts lines under their headings, as check answers does.
func grouped(lines []application.Line, row func(application.Line) component.SummaryRow) []answerGroup {
	var groups []answerGroup
	for _, line := range lines {
		if n := len(groups); n == 0 || groups[n-1].Title != line.Group {
			groups = append(groups, answerGroup{Title: line.Group})
		}
		last := &groups[len(groups)-1]
		last.Rows = append(last.Rows, row(line))
	}
	return groups
}
