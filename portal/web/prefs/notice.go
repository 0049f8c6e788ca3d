package prefs

import (
	"cmp"
	"slices"

	"changban/a11y/component"
	"changban/locales"
	"changban/portal/session"
	"changban/portal/web"
)

// fieldNotice is the language somebody is told things in, which need not be the
// one of the page.
const fieldNotice = "notice"

// keeps reports whether the reader's account keeps what is chosen.
func (a Pages) keeps(p *web.Page) bool {
	return a.Accounts != nil && p.Session != nil && p.Session.Kind == session.Resident
}

// notice asks a signed-in reader in which language to be told things; nothing
// while that cannot be read.
func (a Pages) notice(p *web.Page) []group {
	if !a.keeps(p) {
		return nil
	}
	now, err := a.Accounts.Notice(p.Context())
	if err != nil {
		return nil
	}
	if now == "" {
		now = locales.Source
	}
	var rows []component.Option
	for _, l := range p.Words().Offered() {
		o := component.Option{Value: l.Tag, Text: p.Name(l.OwnName), Checked: l.Tag == now}
		if l.ChineseName != l.OwnName {
			o.Hint = p.Name(l.ChineseName)
		}
		rows = append(rows, o)
	}
	return []group{ask(p, fieldNotice, "prefs.notice.question", rows)}
}

// keepNotice keeps the answer and returns the one before it; "" when nothing was
// asked for or it stays as it was. Like the look, it never stands in the way.
func (a Pages) keepNotice(p *web.Page, form web.Form) (before string) {
	asked := form.One(fieldNotice)
	if !a.keeps(p) || form.Has(fieldReset) || !offers(p, asked) {
		return ""
	}
	before, err := a.Accounts.Notice(p.Context())
	if before = cmp.Or(before, locales.Source); err != nil || before == asked {
		return ""
	}
	_ = a.Accounts.SaveNotice(p.Context(), asked)
	return before
}

// offers reports whether one can be told things in a language.
func offers(p *web.Page, tag string) bool {
	return slices.ContainsFunc(p.Words().Offered(), func(l locales.Language) bool { return l.Tag == tag })
}
