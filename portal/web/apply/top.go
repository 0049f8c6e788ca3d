package apply

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal/application"
	"changban/portal/web"
	"changban/portal/web/paperform"
)

// top is everything above a question, and the page's title.
func (s *sheet) top(station application.Station) []templ.Component {
	step := station.Step
	s.page.Title, s.page.Question, s.page.Menu = s.word("step."+step.ID+".question"), true, web.MenuMe
	head := component.QuestionHeadParams{Summary: s.problems(step.Paper != "" || step.Shared), Progress: s.progress(step.ID)}
	back := s.back(step.ID)
	head.Back = &back
	parts := slices.Concat([]templ.Component{component.QuestionHead(head)}, s.looking(), s.written(step.ID))
	s.readOut("apply.help.intro")
	s.askHotline(step.ID)
	switch {
	case s.down:
		parts = append(parts, component.Notice(s.away()))
	case station.New:
		parts = append(parts, component.Notice(component.NoticeParams{Lines: []string{s.page.T("apply.new_question")}}))
	}
	return parts
}

func (s *sheet) problems(papers bool) *component.ErrorSummaryParams {
	if !papers {
		return s.summary()
	}
	s.page.Failed = len(s.errs) > 0
	return paperform.Summary(s.page, s.errs)
}

// away says that nothing could be kept and nothing is lost.
func (s *sheet) away() component.NoticeParams {
	return component.NoticeParams{Heading: s.page.T("kind.unavailable.title"), Lines: []string{
		s.page.T("kind.unavailable.what"), s.page.T("kind.unavailable.kept"), s.page.T("kind.unavailable.again"), s.page.T("kind.phone"),
	}}
}

// back is the question before, check answers for one that is only changed from
// there, or the person's page.
func (s *sheet) back(step string) component.LinkParams {
	link := func(words, url string) component.LinkParams {
		return component.LinkParams{Text: s.page.T(words), URL: url}
	}
	if s.down {
		return link("apply.back.person", personPath(s.page, s.where.Person))
	}
	j := s.view.Journey()
	if before := j.Before(step); before != "" {
		return link("common.back.question", draftPath(s.page, s.where, before))
	}
	if n, _ := j.Number(step); n == 0 && step != application.CheckStep {
		return link("apply.back.check", draftPath(s.page, s.where, application.CheckStep))
	}
	return link("apply.back.person", personPath(s.page, s.where.Person))
}

func (s *sheet) progress(step string) *component.ProgressParams {
	p := &component.ProgressParams{Text: s.page.T("apply.beside"), Service: s.word("title")}
	if s.page.Preference.Elder {
		p.Service = ""
	}
	if s.down {
		p.Text = s.page.T("apply.unsaved")
		return p
	}
	if n, of := s.view.Journey().Number(step); n > 0 {
		p.Text = s.page.Tp("common.progress", "Step", n, "Steps", of)
	}
	return p
}

// comesNext says which question follows and that one may stop (design 6).
func (s *sheet) comesNext(step string) {
	if s.down {
		return
	}
	next := s.page.T("apply.elder.check")
	if id := s.after(step); id != application.CheckStep {
		next = s.page.Tp("apply.elder.next", "Question", s.word("step."+id+".question"))
	}
	s.page.Next = []string{next, s.page.T("apply.elder.stop")}
}

// why is the reason a question is asked: folded away, and in elder mode, which
// folds nothing, a line below the button.
func (s *sheet) why(step string) (inside, below []templ.Component) {
	words := s.optional("step." + step + ".why")
	switch {
	case words == "":
	case s.page.Preference.Elder:
		below = append(below, component.Aside(s.page.Tp("apply.elder.why", "Why", words)))
	default:
		inside = append(inside, component.With(component.Details(s.page.T("common.why")), component.Paragraph(words)))
	}
	return inside, below
}

// after is the open step that follows one, as far as it can be known before the
// answer.
func (s *sheet) after(step string) string {
	j := s.view.Journey()
	past := false
	for _, list := range [][]application.Station{j.Steps, j.Steps} { // the second time for those left open before
		for _, station := range list {
			if past && !station.Answered && station.Step.ID != step {
				return station.Step.ID
			}
			past = past || station.Step.ID == step
		}
	}
	return application.CheckStep
}
