package hotline

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	line "changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/web"
)

// Acts on a ticket that was sent, as they stand in addresses.
const (
	actRate     = "rate"
	actReopen   = "reopen"
	actNote     = "note"
	actJoin     = "join"
	actWithdraw = "withdraw"
	actLeave    = "leave"
	actPrint    = "print"
)

// Fields of the acts.
const (
	fieldScore   = "score"
	fieldReasons = "reasons"
	fieldNote    = "note"
	fieldOther   = "other"
)

// maxNote bounds a word that is added, in characters.
const maxNote = 500

func actOf(name string) (part, bool) {
	switch name {
	case actRate:
		return part{false, line.Rate, (*visit).ratePage, (*visit).rate}, true
	case actReopen:
		return part{false, line.Reopen, (*visit).reopenPage, (*visit).reopen}, true
	case actNote:
		return part{false, line.Note, (*visit).notePage, (*visit).note}, true
	case actJoin:
		return part{false, line.Join, (*visit).joinPage, (*visit).join}, true
	case actWithdraw:
		return part{false, line.Withdraw, (*visit).withdrawPage, (*visit).withdraw}, true
	case actPrint:
		return part{false, "", (*visit).printPage, nil}, true
	case actLeave:
		return part{false, "", nil, (*visit).leave}, true
	}
	return part{}, false
}

// ways are what the person can do with the ticket, the final one set apart.
func (v *visit) ways(may []line.Action) []templ.Component {
	var links []component.LinkItem
	for _, a := range []struct {
		act        line.Action
		path, word string
	}{
		{line.Rate, actRate, "hotline.page.turn.button"}, {line.Reopen, actReopen, "hotline.page.reopen.link"},
		{line.Note, actNote, "hotline.page.note.link"}, {line.Join, actJoin, "hotline.page.join.link"},
	} {
		if slices.Contains(may, a.act) && a.act != line.Rate {
			links = append(links, component.LinkItem{Link: component.LinkParams{Text: v.t(a.word), URL: v.path("/" + a.path)}})
		}
	}
	var parts []templ.Component
	if links != nil {
		parts = append(parts, component.Heading(component.HeadingParams{Text: v.t("hotline.page.ways")}), component.LinkList(links))
	}
	if v.byCode() {
		parts = append(parts, component.Paragraph(v.t("hotline.page.leave.what")),
			component.With(component.Form(v.page.Form(v.path("/"+actLeave))), component.With(component.Actions(),
				component.Button(component.ButtonParams{Text: v.t("hotline.page.leave.button"), Kind: component.ButtonSecondary}))))
	}
	if slices.Contains(may, line.Withdraw) {
		parts = append(parts, component.With(component.Apart(), component.ButtonLink(component.ButtonLinkParams{
			Text: v.t("hotline.page.withdraw.button"), Kind: component.ButtonWarning, URL: v.path("/" + actWithdraw),
		})))
	}
	return parts
}

// asking is a page with one question about a ticket that was sent.
func (v *visit) asking(act, title, then, button string, inner ...templ.Component) templ.Component {
	v.page.Title, v.page.Question, v.page.Failed = v.t(title), true, len(v.errs) > 0
	v.page.Return = v.path("/" + act)
	v.page.Then(then, "hotline.page.then.later_ticket")
	back := component.LinkParams{Text: v.t("hotline.page.back_ticket"), URL: v.path("")}
	inner = append(inner, component.With(component.Actions(), component.Button(component.ButtonParams{Text: v.t(button)})))
	return component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: v.page.ErrorSummary(v.errs)}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.With(component.Form(v.page.Form(v.path("/"+act), v.key())), inner...),
	)
}

// scores in page order, the best first.
func scores() []string { return []string{"5", "4", "3", "2", "1"} }

func unhappy() []string { return []string{"unsolved", "slow", "unclear", "attitude", "wrong"} }

func (v *visit) ratePage() (templ.Component, error) {
	var options []component.Option
	for _, s := range scores() {
		options = append(options, component.Option{Value: s, Text: v.t("hotline.page.score." + s)})
	}
	hint := "hotline.page.rate.hint"
	if k, _ := line.KindOf(v.Type); !k.Redo {
		hint = ""
	}
	return v.asking(actRate, "hotline.page.rate.title", "hotline.page.then.rated", "hotline.page.rate.button",
		v.radios(fieldScore, "hotline.page.rate.label", hint, "", options...), v.reasons("hotline.page.rate.reasons"), v.word("hotline.page.rate.note")), nil
}

// reasons are what was not right, as many as fit.
func (v *visit) reasons(label string) templ.Component {
	var options []component.Option
	for _, r := range unhappy() {
		options = append(options, component.Option{Value: r, Text: v.t("hotline.page.unhappy." + r), Checked: v.form != nil && slices.Contains(v.form.All(fieldReasons), r)})
	}
	return component.Checkboxes(component.ChoicesParams{Field: v.page.Field(fieldReasons, label, "", v.errs), Options: options})
}

func (v *visit) word(label string) templ.Component {
	return component.TextArea(component.TextAreaParams{Field: v.page.Field(fieldNote, label, "", v.errs), Value: v.typed(fieldNote, ""), Rows: 4})
}

func (v *visit) rate() (string, error) {
	score, errs := field.Read(choice(fieldScore, "hotline.refused.score", scores()), v.form.All, field.Context{})
	a, problems := v.read(line.Rate, false, false)
	if errs = append(errs, problems...); len(errs) > 0 {
		return "", portal.FieldErrors(errs)
	}
	n, _ := strconv.Atoi(score.First()) // one of scores
	a.Rating = line.Rating{Score: n, Reasons: a.Reasons, Note: a.Note}
	a.Reasons, a.Note = nil, ""
	return v.do(actRate, "rated", a)
}

func (v *visit) reopenPage() (templ.Component, error) {
	inner := []templ.Component{v.reasons("hotline.page.reopen.reasons"), v.word("hotline.page.reopen.note")}
	if !v.down {
		day, err := v.Tickets.ReopenBy(v.page.Context(), v.Ticket)
		if err != nil {
			return nil, err
		}
		inner = append([]templ.Component{component.Paragraph(v.page.Tp("hotline.page.reopen.until", "Day", v.page.Date(day)))}, inner...)
	}
	return v.asking(actReopen, "hotline.page.reopen.title", "hotline.page.then.reopened", "hotline.page.reopen.button", inner...), nil
}

func (v *visit) reopen() (string, error) {
	a, errs := v.read(line.Reopen, true, false)
	if len(errs) > 0 {
		return "", errs
	}
	return v.do(actReopen, "reopened", a)
}

func (v *visit) notePage() (templ.Component, error) {
	return v.asking(actNote, "hotline.page.note.title", "hotline.page.then.noted", "hotline.page.note.button", v.word("hotline.page.note.label")), nil
}

func (v *visit) note() (string, error) {
	a, errs := v.read(line.Note, false, true)
	if len(errs) > 0 {
		return "", errs
	}
	return v.do(actNote, "noted", a)
}

// read reads reasons and words of an act.
func (v *visit) read(act line.Action, reasons, words bool) (line.Act, portal.FieldErrors) {
	why, errs := field.Read(field.Spec{ID: fieldReasons, Type: field.Multiselect, Required: reasons, Options: unhappy(),
		Words: map[string]string{"empty": "hotline.refused.reason"}}, v.form.All, field.Context{})
	note, problems := field.Read(field.Spec{ID: fieldNote, Type: field.Textarea, Required: words, Max: maxNote,
		Words: map[string]string{"empty": "hotline.missing.content"}}, v.form.All, field.Context{})
	return line.Act{Action: act, Reasons: why, Note: note.First()}, append(errs, problems...)
}

func (v *visit) joinPage() (templ.Component, error) {
	return v.asking(actJoin, "hotline.page.join.title", "hotline.page.then.joined", "hotline.page.join.button",
		component.Paragraph(v.t("hotline.page.join.what")),
		component.TextField(component.TextFieldParams{Field: v.page.Field(fieldOther, "hotline.page.join.label", "hotline.page.open.number_hint", v.errs),
			Value: v.typed(fieldOther, ""), InputMode: "numeric", NoSpelling: true, Width: component.WidthNumber})), nil
}

func (v *visit) join() (string, error) {
	ref, err := matter.ParseReference(v.form.One(fieldOther))
	if err != nil || ref.Kind() != matter.TicketKind || ref == v.Ref {
		return "", portal.FieldErrors{{Field: fieldOther, Message: portal.Msg("hotline.refused.join")}}
	}
	return v.do(actJoin, "joined", line.Act{Action: line.Join, Target: string(ref)})
}

func (v *visit) withdrawPage() (templ.Component, error) {
	return v.asked("hotline.page.withdraw.title", "hotline.page.withdraw.what", "hotline.page.withdraw.button", actWithdraw, v.path("")), nil
}

func (v *visit) withdraw() (string, error) {
	return v.do(actWithdraw, "withdrawn", line.Act{Action: line.Withdraw})
}

// do carries an act out, once for each key. A post without one comes from no page
// of ours and is led to the page that carries it (decisions 12).
func (v *visit) do(act, what string, a line.Act) (string, error) {
	if a.Key = v.form.One(web.FieldKey); a.Key == "" {
		return v.path("/" + act), nil
	}
	t, err := v.Tickets.Do(v.page.Context(), v.holder, string(v.Ref), a)
	if err != nil {
		return "", err
	}
	v.Ticket = t
	return v.path("?" + queryDone + "=" + what), nil
}

// leave lets go of the ticket on this device: others use it too.
func (v *visit) leave() (string, error) {
	v.page.Carry(held, "")
	return v.page.Path("/hotline"), nil
}
