package desk

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/field"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web"
)

// Names of the fields of an act on a ticket.
const (
	fieldNote     = "note"
	fieldText     = "text"
	fieldUnit     = "unit"
	fieldCode     = "code"
	fieldLanguage = "language"
	fieldSpoken   = "spoken"
	fieldFiles    = "files"
	fieldKept     = "kept" // files of a reply that are kept already
	fieldScore    = "score"
	fieldTarget   = "target"
)

// Longest free texts, in characters.
const (
	maxTicketNote  = 1000
	maxTicketReply = 3000
)

// ticketForm is the page of an act on a ticket.
type ticketForm struct {
	fieldList
	act       hotline.Action
	t         hotline.View
	files     []string // ids of files kept for the reply
	multipart bool
}

func (f *ticketForm) fail(name string, m portal.Message) {
	f.wrong = append(f.wrong, portal.FieldError{Field: name, Message: m})
}

// text reads a free text, which may not be longer than most characters.
func (f *ticketForm) text(name string, most int) string {
	text := field.Clean(f.form.One(name), true)
	if utf8.RuneCountInString(text) > most {
		f.fail(name, portal.Msg("desk.ticket.text.long", "Max", most))
	}
	return text
}

// input reads the page for the domain, which judges it.
func (f *ticketForm) input() hotline.Act {
	in := hotline.Act{Action: f.act, Key: f.form.One(web.FieldKey), Note: f.text(fieldNote, maxTicketNote), Target: f.form.One(fieldUnit)}
	known := hotline.Reasons(hotline.GroupOf(f.act))
	in.Reasons = slices.DeleteFunc(slices.Clone(f.form.All("reasons")), func(code string) bool { return !slices.Contains(known, code) })
	f.files = slices.Clone(f.form.All(fieldKept))
	switch f.act {
	case hotline.Respond, hotline.Answer:
		in.Reasons = nil
		in.Reply = hotline.Reply{Text: f.text(fieldText, maxTicketReply), Language: f.form.One(fieldLanguage), Spoken: f.form.Has(fieldSpoken)}
		if code := f.form.One(fieldCode); slices.Contains(known, code) {
			in.Reply.Code = code
		}
		f.checkReply(in.Reply)
	case hotline.Rate:
		in.Rating.Score, _ = strconv.Atoi(f.form.One(fieldScore)) // what is no number the rules refuse
		in.Rating.Note, in.Note = in.Note, ""
	case hotline.Join:
		ref, _ := matter.ParseReference(f.form.One(fieldTarget)) // and so what is no reference
		in.Target = string(ref)
	}
	return in
}

// checkReply tells each missing part beside its control.
func (f *ticketForm) checkReply(r hotline.Reply) {
	if r.Code == "" {
		f.fail(fieldCode, portal.Msg("desk.ticket.code.empty"))
	}
	if r.Text == "" {
		f.fail(fieldText, portal.Msg("desk.ticket.reply.empty"))
	}
	if !slices.Contains(f.p.tongues(f.v), r.Language) {
		f.fail(fieldLanguage, portal.Msg("desk.ticket.language.empty"))
	}
}

// build adds what the act needs, in the order in which it is thought of: what, why,
// and last the words.
func (f *ticketForm) build() error {
	f.keep(web.FieldKey, f.v.KeyField().Value)
	f.quoted()
	switch f.act {
	case hotline.Dispatch:
		if err := f.units(); err != nil {
			return err
		}
	case hotline.Respond, hotline.Answer:
		return f.reply()
	case hotline.Rate:
		f.score()
	case hotline.Join:
		if err := f.twins(); err != nil {
			return err
		}
	}
	f.reasons()
	f.note()
	return nil
}

func (f *ticketForm) reasons() {
	group := hotline.GroupOf(f.act)
	if group == "" {
		return
	}
	f.add("reasons", component.Checkboxes(component.ChoicesParams{
		Field:   f.field("reasons", "desk.reasons."+group, "desk.ticket.reasons.hint"),
		Options: f.options("reasons", hotline.Reasons(group), func(code string) string { return reasonID(group, code) }),
	}))
}

// note asks for words; its hint says who will read them, word for word.
func (f *ticketForm) note() {
	label, hint := "desk.ticket.note.label", "desk.ticket.note.colleagues"
	switch {
	case f.act == hotline.Rate:
		label, hint = "desk.ticket.note.rating", "desk.ticket.note.rating_hint"
	case hotline.NoteForPerson(f.act):
		hint = "desk.ticket.note.person"
	}
	f.add(fieldNote, component.TextArea(component.TextAreaParams{Field: f.field(fieldNote, label, hint), Value: f.form.One(fieldNote), Rows: 3}))
}

// units offers the proposed unit first, then every unit of the place.
func (f *ticketForm) units() error {
	proposed, err := f.p.Tickets.Proposed(f.t.Ticket)
	if err != nil && !portal.Is(err, portal.KindNotFound) {
		return err
	}
	chosen := cmp.Or(f.form.One(fieldUnit), proposed.ID)
	var options []component.Option
	add := func(u office.Unit) {
		if u.ID != f.t.About && !slices.Contains(f.t.Returned, u.ID) {
			options = append(options, component.Option{Value: u.ID, Text: f.p.office().UnitName(f.v.Page, u.ID), Checked: u.ID == chosen})
		}
	}
	if proposed.Known() {
		add(proposed)
		if len(options) > 0 {
			options[0].Hint = f.v.Tp("desk.ticket.unit.proposed", "Topic", f.v.ticketTopic(f.t.Topic))
		}
	}
	for _, u := range f.p.Tickets.Units.All() {
		if u.ID != proposed.ID && u.Place == f.t.Place && !u.Kind.Institution() {
			add(u)
		}
	}
	f.add(fieldUnit, component.Radios(component.ChoicesParams{Field: f.field(fieldUnit, "desk.ticket.unit.question", ""), Options: options, Pairs: true}))
	return nil
}

// reply asks for what is answered: its kind, the words in the person's language,
// files, and whether it was said on the phone.
func (f *ticketForm) reply() error {
	f.multipart = true
	words := func(code string) string { return reasonID(hotline.GroupReply, code) }
	f.add(fieldCode, component.Radios(component.ChoicesParams{
		Field: f.field(fieldCode, "desk.ticket.code.label", ""), Options: f.options(fieldCode, hotline.Reasons(hotline.GroupReply), words),
	}))
	language := cmp.Or(f.form.One(fieldLanguage), f.t.Language)
	var tongues []component.Option
	for _, tag := range f.p.tongues(f.v) {
		tongues = append(tongues, component.Option{Value: tag, Text: f.v.T("frame.language." + tag), Checked: tag == language})
	}
	f.add(fieldLanguage, component.Radios(component.ChoicesParams{Field: f.v.WithError(component.Field{
		Name: fieldLanguage, Label: f.v.T("desk.ticket.language.label"),
		Hint: f.v.Tp("desk.ticket.language.hint", "Language", f.v.T("frame.language."+f.t.Language)),
	}, fieldLanguage, f.wrong), Options: tongues}))
	f.add(fieldText, component.TextArea(component.TextAreaParams{
		Field: f.field(fieldText, "desk.ticket.reply.label", "desk.ticket.reply.hint"), Value: f.replyText(language),
	}))
	if err := f.attachments(); err != nil {
		return err
	}
	f.box(fieldSpoken, "desk.ticket.spoken.label", false)
	return nil
}

// attachments asks for files; those that are kept already come along.
func (f *ticketForm) attachments() error {
	kept, err := f.p.Tickets.Attached(f.v.Context(), f.v.staff, string(f.t.Ref), f.files)
	if err != nil {
		return err
	}
	ask := component.FileFieldParams{
		Field: f.field(fieldFiles, "desk.ticket.files.label", "desk.ticket.files.hint"), Multiple: true,
		Pick: f.v.T("paper.pick"), None: f.v.T("paper.pick_none"), AddedHeading: f.v.T("desk.ticket.files.kept"),
	}
	for _, file := range kept {
		f.hidden = append(f.hidden, component.HiddenParams{Name: fieldKept, Value: file.ID})
		f.lines = append(f.lines, f.v.Tp("desk.ticket.files.has", "File", f.v.Name(file.Name)))
	}
	f.add(fieldFiles, component.FileField(ask))
	return nil
}

func (f *ticketForm) score() {
	scores := []string{"5", "4", "3", "2", "1"}
	f.add(fieldScore, component.Radios(component.ChoicesParams{
		Field:   f.field(fieldScore, "desk.ticket.score.label", "desk.ticket.score.hint"),
		Options: f.options(fieldScore, scores, func(n string) string { return "desk.ticket.score." + n }),
	}))
}

// twins offers what may be the same concern, and a field for any other number.
func (f *ticketForm) twins() error {
	near, err := f.p.Tickets.Alike(f.v.Context(), f.t.Ticket)
	if err != nil {
		return err
	}
	f.before = append(f.before, f.p.ticketLinks(f.v, f.v.T("desk.ticket.twins.heading"), near)...)
	f.line(fieldTarget, "desk.ticket.join.label", "desk.ticket.join.hint", component.WidthNumber)
	return nil
}

// replyText starts with what a guide says when the operator comes from there.
func (f *ticketForm) replyText(language string) string {
	guide, known := f.p.Desk.Catalogue.Service(f.v.c.Query("guide"))
	if f.form.Has(fieldText) || !known {
		return f.form.One(fieldText)
	}
	return f.p.guideText(f.v.In(language), guide)
}
