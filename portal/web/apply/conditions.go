package apply

import (
	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal/eligibility"
)

// conditions tell, before sending, which conditions look met and why not where
// they do not. Whatever stands here, the application can be sent.
func (s *sheet) conditions() templ.Component {
	results := s.view.Results()
	overall := eligibility.Overall(results)
	notice := component.NoticeParams{Heading: s.page.T("eligibility.overall." + string(overall) + ".title")}
	if overall == eligibility.Met {
		notice.Kind = component.NoticeGood
	}
	var list []component.Condition
	for _, r := range results {
		tag := component.TagParams{Text: s.page.T("eligibility." + string(r.Verdict) + ".label")}
		if r.Verdict == eligibility.Met {
			tag.Kind = component.TagMet
		}
		list = append(list, component.Condition{Tag: tag, Text: s.page.Msg(r.Reason)})
	}
	next := component.Paragraph(s.page.T("eligibility.overall." + string(overall) + ".next"))
	return component.With(component.Notice(notice), component.EligibilityList(list), next)
}
