package desk

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/audit"
	"changban/portal/delivery"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/web"
)

const lettersAddress = "/desk/letters"

// How many letters are looked through, and shown.
const (
	readLetters  = 500
	shownLetters = 50
)

// poster lets those in who see cases or tickets.
func (p Pages) poster(h func(v visit) error) web.Handler {
	return p.officer(func(v visit) error {
		if !v.posts() {
			return portal.Fail(portal.KindForbidden, portal.Msg("desk.refused.role"))
		}
		return h(v)
	})
}

func (v visit) posts() bool {
	return office.May(v.staff, office.SeeCase) || office.May(v.staff, office.SeeTickets)
}

// letters lists what is to be printed in large print and posted, and what of any
// road could not be delivered.
func (p Pages) letters(v visit) error {
	list, err := p.waiting(v)
	if err != nil {
		return err
	}
	dead, err := p.dead(v)
	if err != nil {
		return err
	}
	parts := []templ.Component{component.Heading(component.HeadingParams{Level: 1, Text: v.Plural("desk.letters.heading", len(list))})}
	if done := v.c.Query("done"); done == "again" || done == "posted" {
		parts = append(parts, component.StatusMessage(v.T(map[string]string{"again": "desk.calls.again.done", "posted": "desk.letters.done"}[done])))
	}
	parts = append(parts, component.Aside(v.T("desk.letters.lead")))
	if len(list) == 0 {
		parts = append(parts, component.Paragraph(v.T("desk.letters.empty")))
	}
	for i, l := range list {
		parts = append(parts, p.waitingPart(v, i+1, l)...)
	}
	return v.show(fiber.StatusOK, v.T("desk.letters.frame"), component.Join(append(parts, p.deadPart(v, dead, lettersAddress)...)...))
}

// waitingPart is one letter of the list: of what it is, and what to do with it.
// Whose it is stands on the letter alone. Two may be about the same matter, so the
// number in the list names it.
func (p Pages) waitingPart(v visit, n int, l letter) []templ.Component {
	line, button := "desk.letters.line", "desk.letters.posted"
	if l.To == "" {
		line, button = "desk.letters.nowhere", "desk.letters.told"
	}
	name := v.Tp("desk.letters.name", "N", n, "Ref", l.ref)
	parts := []templ.Component{
		component.Heading(component.HeadingParams{Text: name}),
		component.Paragraph(v.Tp(line, "Time", v.DateTime(l.Created), "Language", v.T("frame.language."+v.tongue(l)))),
	}
	var links []component.LinkItem
	if l.To != "" {
		links = append(links, component.LinkItem{Link: component.LinkParams{Text: v.T("desk.letters.print"), Hidden: name, URL: v.letterPath(l)}})
	}
	links = append(links, component.LinkItem{Link: component.LinkParams{Text: v.T("desk.calls.dead.open"), Hidden: name, URL: l.url}})
	form := v.Form(v.Path(lettersAddress), component.HiddenParams{Name: "posted", Value: l.ID}, v.KeyField())
	return append(parts, component.LinkList(links), component.With(component.Form(form), component.Button(component.ButtonParams{
		Text: v.T(button), Hidden: name, Kind: component.ButtonSecondary,
	})))
}

// tongue is the language a letter is written in.
func (v visit) tongue(l letter) string { return v.In(l.Language).Language.Tag }

// letterPath is the letter on a page of its own language, so that it prints as it
// is read; from says in which one the officer works.
func (v visit) letterPath(l letter) string {
	return "/" + v.tongue(l) + lettersAddress + "/" + l.ID + "?from=" + v.Language.Tag
}

// waiting are the letters of what this officer may see.
func (p Pages) waiting(v visit) ([]letter, error) {
	all, err := p.Outbox.Letters(v.Context(), readLetters)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(m delivery.Message) bool { return m.Data == nil }) // gone with the person
	return p.ownOf(v, all, shownLetters, p.mayPost)
}

// ownOf are the first of some messages that an officer may see.
func (p Pages) ownOf(v visit, all []delivery.Message, n int, may func(visit, matter.Reference) (string, error)) ([]letter, error) {
	var own []letter
	for _, m := range all {
		ref, err := matter.ParseReference(m.Case)
		if err != nil || len(own) == n {
			continue
		}
		url, err := may(v, ref)
		if portal.Is(err, portal.KindNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		own = append(own, letter{m, v.Words().Reference(string(ref)), url})
	}
	return own, nil
}

// mayPost is mayTell for who reads name and address on the envelope: not of a
// reporter that is hidden from the officer.
func (p Pages) mayPost(v visit, ref matter.Reference) (string, error) {
	if ref.Kind() == matter.TicketKind {
		t, err := p.Tickets.Open(v.Context(), v.staff, string(ref))
		if err == nil && (t.Hidden() || t.State == matter.TicketDraft) {
			err = portal.NotFound()
		}
		return v.ticketPath(string(t.Ref), ""), err
	}
	return p.mayTell(v, ref)
}

// letterOf finds a letter that waits, for who may post it; KindNotFound.
func (p Pages) letterOf(v visit, id string) (letter, error) {
	list, err := p.waiting(v)
	for _, l := range list {
		if l.ID == id {
			return l, err
		}
	}
	if err == nil {
		err = portal.NotFound()
	}
	return letter{}, err
}

// letter shows one for printing, and notes who read it.
func (p Pages) letter(v visit) error {
	l, err := p.letterOf(v, v.c.Params("letter"))
	if err != nil {
		return err
	}
	from := one(v.c.Query("from"), p.tongues(v))
	if v.tongue(l) != v.Language.Tag {
		return v.letterElsewhere(l)
	}
	text, err := p.Write(v.Page, l.Message)
	if err != nil {
		return err
	}
	if err := p.Desk.Lists.Record(v.Context(), v.posting(l, "letter.print")); err != nil {
		return err
	}
	v.Return = v.Path(lettersAddress) + "/" + l.ID
	back := v.Path(lettersAddress)
	if from != "" {
		back = "/" + from + lettersAddress
	}
	sheet := letterSheet{
		Back: component.LinkParams{Text: v.T("desk.letters.back"), URL: back}, Title: text.Subject, To: strings.Split(v.Name(l.To), "\n"),
		Lines: []string{text.Body}, Date: v.Date(v.Today()), Unit: p.office().UnitName(v.Page, v.staff.Unit),
		Reach: []string{p.office().Reach(v.Page, v.staff.Unit), v.Tp("desk.public.hotline", "Phone", v.Phone(v.Hotlines().Disabled))}, How: v.T("desk.official.print"),
	}
	return v.show(fiber.StatusOK, v.T("desk.letters.title"), letterPage(sheet))
}

// letterElsewhere leads to a letter from the page of another language: its lines
// run and break as its own script does, so it prints there alone.
func (v visit) letterElsewhere(l letter) error {
	title := v.T("desk.letters.title")
	return v.show(fiber.StatusOK, title, component.Join(
		component.BackLink(component.LinkParams{Text: v.T("desk.letters.back"), URL: v.Path(lettersAddress)}),
		component.Heading(component.HeadingParams{Level: 1, Text: title}),
		component.Paragraph(v.Tp("desk.letters.elsewhere", "Language", v.T("frame.language."+v.tongue(l)))),
		component.LinkList([]component.LinkItem{{Link: component.LinkParams{Text: v.T("desk.letters.print"), Hidden: l.ref, URL: v.letterPath(l)}}}),
	))
}

func (v visit) posting(l letter, action string) audit.Entry {
	return audit.Entry{ID: portal.NewID(), Actor: portal.ActorFrom(v.Context()), Unit: v.staff.Unit, Action: action, Object: "letter",
		Target: l.Case, Person: l.Person, At: v.Now()}
}

// letterSheet is one letter on paper.
type letterSheet struct {
	Back  component.LinkParams
	Title string
	To    []string
	Lines []string
	Date  string
	Unit  string
	Reach []string
	How   string
}

// lettersSend marks a letter posted, once, or sends what was given up once more.
func (p Pages) lettersSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	id := strings.TrimSpace(form.One("posted"))
	switch {
	case form.One(web.FieldKey) == "":
		return web.Redirect303(v.c, v.Path(lettersAddress))
	case id == "":
		return p.reviveOne(v, form, lettersAddress)
	}
	l, err := p.letterOf(v, id)
	if err == nil {
		err = p.Outbox.Posted(v.Context(), l.ID, v.Now())
	}
	if err == nil {
		err = p.Desk.Lists.Record(v.Context(), v.posting(l, "letter.post"))
	}
	if err != nil && !portal.Is(err, portal.KindNotFound) {
		return err
	}
	return web.Redirect303(v.c, v.Path(lettersAddress)+"?done=posted")
}
