package hotline

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/field"
	line "changban/portal/hotline"
	"changban/portal/web"
	"changban/portal/web/official"
)

// fieldJoin is the reference of a ticket that is about the same thing, or no.
const fieldJoin = "join"

// checkForm is the id of the form that sends.
const checkForm = "check"

// checkPage shows everything before it is sent: what was said, who hears of it by
// which way, and what others have said of the same thing.
func (v *visit) checkPage() (templ.Component, error) {
	if v.down {
		return v.sendAgain(), nil
	}
	if step := v.resume(); step != stepCheck {
		return nil, instead(v.path("/" + step))
	}
	twins, err := v.Tickets.Alike(v.page.Context(), v.Ticket)
	if err != nil {
		return nil, err
	}
	days, err := v.Tickets.Days(v.page.Context())
	if err != nil {
		return nil, err
	}
	recipients, err := v.recipients()
	if err != nil {
		return nil, err
	}
	parts := append(v.checkTop(),
		component.SummaryList(component.SummaryListParams{Rows: v.rows()}),
		component.SummaryList(component.SummaryListParams{Heading: v.t("account.told.after"), Rows: recipients}))
	if !v.byCode() {
		parts = append(parts, component.With(component.Actions(), component.Button(official.ToldChange(v.page, checkForm, v.page.Return))))
	}
	when := promise(v.page, v.Type, days[v.Type])
	if v.Urgent {
		when = v.t("hotline.page.urgent.sent")
	}
	parts = append(parts, component.List(v.told()), component.Paragraph(when))
	return component.Join(append(parts, v.sending(v.twins(twins)...),
		component.Link(component.LinkParams{Text: v.t("hotline.page.drop.link"), URL: v.path("/" + stepDrop)}))...), nil
}

func (v *visit) checkTop() []templ.Component {
	v.page.Title, v.page.Question, v.page.Failed = v.t("hotline.page.check.title"), true, len(v.errs) > 0
	v.page.Return = v.path("/" + stepCheck)
	v.page.Then("hotline.page.then.send", "hotline.page.then.change")
	back := component.LinkParams{Text: v.t("common.back.question"), URL: v.path("/" + stepAnswer)}
	return []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: &back, Summary: v.page.ErrorSummary(v.errs)}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Lead(v.t("hotline.page.check.lead")),
	}
}

// sending is the form that sends.
func (v *visit) sending(inner ...templ.Component) templ.Component {
	form := v.page.Form(v.path("/"+stepCheck), v.key())
	form.ID = checkForm
	return component.With(component.Form(form), append(inner, component.With(component.Actions(),
		component.Button(component.ButtonParams{Text: v.t("hotline.page.check.send")}),
		component.Link(component.LinkParams{Text: v.t("hotline.page.check.later"), URL: v.path("")})))...)
}

// sendAgain keeps key, choice and button while the store is away; the answers
// themselves lie in the store and cannot be shown.
func (v *visit) sendAgain() templ.Component {
	parts := v.checkTop()
	if !v.form.Has(fieldJoin) {
		return component.Join(append(parts, v.sending())...)
	}
	chosen := component.Hidden(component.HiddenParams{Name: fieldJoin, Value: v.form.One(fieldJoin)})
	return component.Join(append(parts, v.sending(chosen))...)
}

// rows are the answers with a way to change each.
func (v *visit) rows() []component.SummaryRow {
	var rows []component.SummaryRow
	add := func(words, step string, values ...string) {
		if strings.Join(values, "") == "" {
			values = []string{v.t("common.answer.empty")}
		}
		label := v.t(words)
		rows = append(rows, component.SummaryRow{Label: label, Values: values, Change: &component.LinkParams{
			Text: v.t("common.button.change"), Hidden: v.page.Tp("paper.hidden", "What", label), URL: v.path("/" + step + "?" + fieldBack + "=" + stepCheck),
		}})
	}
	add("hotline.page.row.kind", stepKind, typeWords(v.page, v.Type))
	add("hotline.page.row.topic", stepKind, topicWords(v.page, v.Topic))
	add("hotline.page.row.words", stepWords, append([]string{v.Body.Title}, strings.Split(v.Body.Content, "\n")...)...)
	add("hotline.page.row.files", stepWords, v.fileNames()...)
	add("hotline.page.row.place", stepPlace, v.placeLines()...)
	if len(v.areas()) > 0 {
		add("hotline.page.row.area", stepArea, v.areaName())
	}
	if v.blames() {
		add("hotline.page.row.about", stepPlace, v.Body.About)
	}
	add("hotline.page.row.urgent", stepPlace, v.t("hotline.page.urgent."+map[bool]string{true: yes, false: no}[v.Urgent]))
	if v.Anonymous {
		add("hotline.page.row.who", stepAnswer, v.t("hotline.page.who.unknown"))
	} else {
		add("hotline.page.row.who", stepAnswer, v.Body.Name, v.page.Phone(v.Body.Phone))
		add("hotline.page.row.ways", stepAnswer, v.wayLines()...)
		if v.Body.Relay {
			add("hotline.page.row.relay", stepAnswer, v.t("common.answer.yes"), v.Body.ByWhom)
		}
	}
	add("hotline.page.row.public", stepAnswer, v.t(map[bool]string{true: "common.answer.yes", false: "common.answer.no"}[v.Public]))
	return rows
}

func (v *visit) fileNames() []string {
	var names []string
	for _, f := range v.Body.Files {
		names = append(names, f.Name)
	}
	return names
}

func (v *visit) placeLines() []string {
	lines := []string{v.page.NearPlace(v.Tickets.Units.Places(), v.Place)}
	if v.Body.Where != "" {
		lines = append(lines, strings.Split(v.Body.Where, "\n")...)
	}
	return lines
}

func (v *visit) areaName() string {
	if v.Area == "" {
		return v.t("hotline.page.area.unknown")
	}
	return v.page.Area(v.Tickets.Units.Places(), v.Area)
}

// wayLines are the ways with the addresses they need.
func (v *visit) wayLines() []string {
	var lines []string
	to := map[string]string{"mail": v.Body.Mail, "post": v.Body.Post}
	for _, w := range v.Body.Ways {
		words := v.t("hotline.page.way." + w)
		if to[w] != "" {
			words = v.page.Tp("hotline.page.way_to", "Way", words, "To", to[w])
		}
		lines = append(lines, words)
	}
	return lines
}

// recipients says who is told and how, and which office has it first.
func (v *visit) recipients() ([]component.SummaryRow, error) {
	told, err := v.Tickets.Told(v.page.Context(), v.holder, v.Ticket)
	if err != nil {
		return nil, err
	}
	unit := v.t("hotline.page.told.first")
	if id := line.Sure(v.Ticket, v.Tickets.Units); id != "" {
		unit = v.office().UnitName(v.page, id)
	}
	return append(official.Recipients(v.page, told, v.holder.Identity, v.known.Link.Level >= account.LevelRegister),
		component.SummaryRow{Label: v.t("account.told.who.office"), Values: []string{unit}}), nil
}

// told says what besides comes of it: how the office replies, what opens it again,
// and who does not learn of it.
func (v *visit) told() []string {
	if v.Anonymous {
		return []string{v.t("hotline.page.told.nobody"), v.t("hotline.page.told.code")}
	}
	var lines []string
	for _, w := range v.Body.Ways {
		if slices.Contains([]string{"voice", "sign", "post"}, w) {
			lines = append(lines, v.page.Tp("hotline.page.told."+w, "Phone", official.Tail(v.page, v.Body.Phone)))
		}
	}
	if v.byCode() {
		lines = append(lines, v.t("hotline.page.told.code"))
	}
	if k, _ := line.KindOf(v.Type); k.Shielded {
		lines = append(lines, v.t("hotline.page.told.shielded"))
	}
	return append(lines, v.t("hotline.page.told.unit"))
}

// twins asks whether one of the likely same concerns is meant. Of them only what
// everybody may know is said: reference, topic, place and day.
func (v *visit) twins(list []line.Ticket) []templ.Component {
	if len(list) == 0 {
		return nil
	}
	options := []component.Option{{Value: no, Text: v.t("hotline.page.twin.no")}}
	for _, t := range list[:min(len(list), twinsShown)] {
		options = append(options, component.Option{Value: string(t.Ref), Text: v.page.Tp("hotline.page.twin.join", "Ref", v.page.Words().Reference(string(t.Ref))),
			Hint: v.page.Tp("hotline.page.twin.about", "Topic", topicWords(v.page, t.Topic),
				"Place", v.page.NearPlace(v.Tickets.Units.Places(), t.Place), "Day", v.page.DateShort(portal.DayOf(t.Sent)))})
	}
	return []templ.Component{v.radios(fieldJoin, "hotline.page.twin.label", "hotline.page.twin.hint", "", options...)}
}

// twinsShown is how many likely same concerns a page offers.
const twinsShown = 5

// send sends the draft, and joins it to what it repeats where the person said so.
// A post without a key comes from no page of ours (decisions 12).
func (v *visit) send() (string, error) {
	key := v.form.One(web.FieldKey)
	if step := v.resume(); key == "" || step != stepCheck {
		return v.path("/" + step), nil
	}
	target, errs := v.joined()
	if len(errs) > 0 {
		return "", errs
	}
	t, err := v.Tickets.Send(v.page.Context(), v.holder, string(v.Ref), key)
	if err != nil {
		return "", err
	}
	if target != "" {
		_, err = v.Tickets.Do(v.page.Context(), v.holder, string(t.Ref), line.Act{Action: line.Join, Target: target, Key: key + ".join"})
	}
	if portal.Is(err, portal.KindInvalid) || portal.Is(err, portal.KindConflict) {
		err = nil // it stands by itself then
	}
	return v.path(""), err
}

// joined reads the choice among the likely same concerns; no choice is asked for
// once more where there are some.
func (v *visit) joined() (target string, errs portal.FieldErrors) {
	twins, err := v.Tickets.Alike(v.page.Context(), v.Ticket)
	if err != nil || len(twins) == 0 {
		return "", nil
	}
	options := []string{no}
	for _, t := range twins[:min(len(twins), twinsShown)] {
		options = append(options, string(t.Ref))
	}
	value, problems := field.Read(choice(fieldJoin, "hotline.page.twin.empty", options), v.form.All, field.Context{})
	if value.First() != no {
		target = value.First()
	}
	return target, problems
}

// dropPage asks once more before a draft is thrown away.
func (v *visit) dropPage() (templ.Component, error) {
	return v.asked("hotline.page.drop.title", "hotline.page.drop.what", "hotline.page.drop.button", stepDrop, v.path("")), nil
}

func (v *visit) drop() (string, error) {
	if v.form.One(web.FieldKey) == "" {
		return v.path("/" + stepDrop), nil
	}
	err := v.Tickets.Drop(v.page.Context(), v.holder, string(v.Ref))
	if v.byCode() && err == nil {
		v.page.Carry(held, "")
	}
	return v.home().URL, err
}

// asked is a page that asks once more before something that cannot be undone.
func (v *visit) asked(title, what, button, part, keep string) templ.Component {
	v.page.Title, v.page.Question = v.t(title), true
	v.page.Then("hotline.page.then.sure", "hotline.page.then.keep")
	back := component.LinkParams{Text: v.t("hotline.page.keep"), URL: keep}
	return component.Join(
		component.QuestionHead(component.QuestionHeadParams{Back: &back}),
		component.Heading(component.HeadingParams{Level: 1, Text: v.page.Title}),
		component.Paragraph(v.page.Tp(what, "Ref", v.number())),
		component.With(component.Form(v.page.Form(v.path("/"+part), v.key())),
			component.With(component.Actions(), component.Button(component.ButtonParams{Text: v.t(button), Kind: component.ButtonWarning}))),
	)
}
