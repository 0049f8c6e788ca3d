package desk

import (
	"slices"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/web"
)

// intakeWays are how a reply can be wanted.
func intakeWays() []string { return []string{"voice", "sms", "sign", "web", "post"} }

func typeNames() []string {
	var names []string
	for _, k := range hotline.Kinds() {
		names = append(names, string(k.Type))
	}
	return names
}

func topicNames() []string {
	var names []string
	for _, t := range hotline.Topics() {
		names = append(names, string(t))
	}
	return names
}

// one is a value that is among those offered, "" else.
func one(value string, offered []string) string {
	if slices.Contains(offered, value) {
		return value
	}
	return ""
}

func known(values, offered []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !slices.Contains(offered, v) })
}

// tongues are the languages of the portal.
func (p Pages) tongues(v visit) []string {
	var tags []string
	for _, l := range v.Words().Offered() {
		tags = append(tags, l.Tag)
	}
	return tags
}

// placeCodes are the places that the operator takes calls for.
func (f *intakeForm) placeCodes() []string {
	var codes []string
	for _, place := range f.p.Tickets.Places(f.v.staff) {
		if f.p.Tickets.Units.Places().Valid(place) {
			codes = append(codes, string(place))
		}
	}
	return codes
}

func (f *intakeForm) unitsWhere(keep func(office.Unit) bool) []string {
	var ids []string
	for _, u := range f.p.Tickets.Units.All() {
		if keep(u) {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// unitsOf are the offices of a place that may be complained about.
func (f *intakeForm) unitsOf(place portal.Place) []string {
	return f.unitsWhere(func(u office.Unit) bool { return place != "" && u.Place == place })
}

// areas are the streets and sumus of a place that have an office.
func (f *intakeForm) areas(place portal.Place) []string {
	return f.unitsWhere(func(u office.Unit) bool {
		return place != "" && u.Place == place && (u.Kind == office.KindStreet || u.Kind == office.KindSumu)
	})
}

// show is the page: what to ask in the order of a call, with what was kept.
func (f *intakeForm) show(status int) error {
	v, title := f.v, f.v.T("desk.intake.title")
	f.keep(web.FieldKey, v.KeyField().Value)
	f.build()
	side, err := f.beside()
	if err != nil {
		return err
	}
	path := v.Path(intakeAddress)
	if f.t.Ref != "" {
		path = v.intakePath(string(f.t.Ref))
	}
	wrong := f.sorted()
	v.Failed, v.Return = len(wrong) > 0, path
	save := component.ButtonParams{Text: v.T("desk.intake.save"), Kind: component.ButtonSecondary, Name: fieldDo, Value: doSave}
	send := component.ButtonParams{Text: v.T("desk.intake.send"), Name: fieldDo, Value: doSend}
	form := v.Form(path, f.hidden...)
	form.Enter = &save
	fields := append(f.fields, component.With(component.Actions(), component.Button(save), component.Button(send)))
	parts := []templ.Component{
		component.QuestionHead(component.QuestionHeadParams{Back: v.backToTickets(), Summary: v.ErrorSummary(wrong)}),
		component.Heading(component.HeadingParams{Level: 1, Text: title}),
	}
	if f.t.Ref != "" {
		parts = append(parts, component.StatusMessage(v.Tp("desk.intake.kept", "Ref", v.Words().Reference(string(f.t.Ref)))))
	}
	inner := []templ.Component{component.With(component.Form(form), fields...), component.LinkList(f.ways())}
	if f.t.Ref == "" {
		if v.c.Query("done") == "discard" {
			parts = append(parts, component.StatusMessage(v.T("desk.unsent.discarded")))
		}
		unsent, err := f.p.unsent(v)
		if err != nil {
			return err
		}
		inner = append(inner, unsent...)
	}
	return v.show(status, title, component.Join(append(parts, component.With(component.Split(side), inner...))...))
}

// ways lead on from a call: to a guide, to a draft the caller has open, to saying no.
func (f *intakeForm) ways() []component.LinkItem {
	link := func(words, url string) component.LinkItem {
		return component.LinkItem{Link: component.LinkParams{Text: f.v.T(words), URL: url}}
	}
	links := []component.LinkItem{
		link("desk.intake.guide", f.v.Path(knowledgeAddress)), link("desk.begin.title", f.v.beginPath(string(f.t.Ref), "")),
		link("desk.intake.sent.help", f.v.Path(helpAddress)),
	}
	if f.t.Ref != "" {
		links = append(links, link("desk.intake.refuse", f.v.ticketPath(string(f.t.Ref), "/"+string(hotline.Refuse))))
	}
	return links
}

func (f *intakeForm) build() {
	b := f.t.Body
	f.typed("phone", b.Phone, component.WidthPhone, "tel")
	f.typed("name", b.Name, component.WidthNumber, "")
	f.tick("relay", b.Relay)
	f.typed("by_whom", b.ByWhom, component.WidthNumber, "")
	f.tick("urgent", f.t.Urgent)
	f.add("content", component.TextArea(component.TextAreaParams{
		Field: f.field("content", "desk.intake.content", ""), Value: f.now("content", b.Content),
	}))
	f.pick("type", typeNames(), string(f.t.Type), func(id string) string { return f.v.ticketType(hotline.Type(id)) })
	f.pick("topic", topicNames(), string(f.t.Topic), func(id string) string { return f.v.ticketTopic(hotline.Topic(id)) })
	f.pick("place", f.placeCodes(), string(f.t.Place), func(code string) string {
		return f.v.Place(f.p.Tickets.Units.Places(), portal.Place(code))
	})
	unit := func(id string) string { return f.p.office().UnitName(f.v.Page, id) }
	f.pick("area", f.areas(f.t.Place), f.t.Area, unit)
	f.typed("where", b.Where, component.WidthFull, "")
	ways := b.Ways
	if f.form.Has(web.FieldKey) {
		ways = f.form.All("ways")
	}
	options := f.rows(intakeWays(), ways, func(way string) string { return f.v.T("desk.ticket.way." + way) })
	f.add("ways", component.Checkboxes(component.ChoicesParams{Field: f.field("ways", "desk.intake.ways", ""), Options: options, Pairs: true}))
	f.typed("post", b.Post, component.WidthFull, "")
	f.pick(fieldLanguage, f.p.tongues(f.v), f.t.Language, func(tag string) string { return f.v.T("frame.language." + tag) })
	f.tick("anonymous", f.t.Anonymous)
	if f.t.Type == hotline.Complaint || f.t.Type == hotline.Report {
		f.pick("about", f.unitsOf(f.t.Place), f.t.About, unit)
	}
}

func (f *intakeForm) typed(name, kept string, width component.Width, mode string) {
	f.add(name, component.TextField(component.TextFieldParams{
		Field: f.field(name, "desk.intake."+name, ""), Value: f.now(name, kept), Width: width, InputMode: mode, NoSpelling: true,
	}))
}

func (f *intakeForm) tick(name string, kept bool) {
	f.box(name, "desk.intake."+name, kept)
}

func (f *intakeForm) rows(values, chosen []string, words func(string) string) []component.Option {
	rows := make([]component.Option, len(values))
	for i, value := range values {
		rows[i] = component.Option{Value: value, Text: words(value), Checked: slices.Contains(chosen, value)}
	}
	return rows
}

// pick is a group of which one is chosen; without anything to choose from it
// stays away.
func (f *intakeForm) pick(name string, values []string, kept string, words func(string) string) {
	if len(values) > 0 {
		f.choose(name, "desk.intake."+name, values, f.now(name, kept), words)
	}
}
