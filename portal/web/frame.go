package web

import (
	"strings"

	"github.com/a-h/templ"

	"changban/a11y/component"
	"changban/locales"
)

// framed puts content into the document frame of the page's kind.
func (p *Page) framed() templ.Component {
	if p.Desk != nil {
		return component.DeskFrame(p.deskFrame())
	}
	return component.Frame(p.frame())
}

func (p *Page) frame() component.FrameParams {
	f := component.FrameParams{
		Lang: p.Language.Tag, Preference: p.Preference, Title: p.fullTitle(), Robots: p.Robots,
		StyleURL:  p.server.config.Assets.URL("portal.css"),
		ScriptURL: p.server.config.Assets.URL("portal.js"), FontURL: p.font(),
		Aloud: p.readAloud(), Banner: p.banner(),
		Twin:      p.twin(),
		Enter:     p.typing.enter,
		Skip:      p.T("frame.skip"),
		Bar:       p.topBar(),
		Plate:     p.plate(),
		Call:      p.call(),
		Demo:      p.demoWord(),
		MenuLabel: p.T("frame.menu.label"), Menu: p.menu(), Question: p.Question,
		WhoFor:    p.whoFor(),
		Next:      p.next(),
		FootLabel: p.T("frame.footer.label"), Foot: p.foot(), FootLines: p.footLines(),
	}
	f.Help = p.helpBlock() // last: it says whether all words before are checked
	return f
}

func (p *Page) deskFrame() component.DeskFrameParams {
	f := component.DeskFrameParams{
		Lang: p.Language.Tag, Preference: p.Preference, Title: p.fullTitle(),
		StyleURL:  p.server.config.Assets.URL("portal.css"),
		ScriptURL: p.server.config.Assets.URL("portal.js"), FontURL: p.font(),
		Aloud: p.readAloud(), Banner: p.banner(),
		Twin:        p.twin(),
		Enter:       p.typing.enter,
		Skip:        p.T("frame.skip"),
		Toggle:      p.toggle(),
		Languages:   p.languages(),
		Plate:       p.plate(),
		Demo:        p.demoWord(),
		Desk:        p.T("frame.menu.desk"),
		Unit:        p.Desk.Unit,
		Statement:   p.statement(),
		Preferences: p.preferences(),
		MenuLabel:   p.T("frame.menu.label"), Menu: p.Desk.Menu,
		FootLabel: p.T("frame.footer.label"), Foot: p.foot(), FootLines: p.footLines(),
	}
	if p.Desk.SignOut != "" {
		f.SignOut = &component.SignOutParams{Text: p.Desk.SignOut, Action: p.Path("/desk/sign-out"), Hidden: p.tokenField()}
	}
	help := p.helpBlock() // last, as on residents' pages
	f.Help = &help
	return f
}

// fullTitle says error, relation, page and portal, in this order (decisions 24).
func (p *Page) fullTitle() string {
	title := p.Title
	if p.Language.Tag != locales.Source {
		title = p.shortTitle()
	}
	if p.Acting != nil {
		title = p.Tp("frame.title.for."+p.Acting.Relation, "Page", title)
	}
	if p.Failed {
		return p.Tp("frame.title.error", "Page", title) + p.chineseTitle()
	}
	return p.Tp("frame.title.page", "Page", title) + p.chineseTitle()
}

// font is fetched before the sheet asks for it where the whole page waits for it.
func (p *Page) font() string {
	if !p.Language.Vertical {
		return ""
	}
	return p.server.config.Assets.URL("mongolian.woff2")
}

func (p *Page) topBar() component.TopBarParams {
	return component.TopBarParams{
		Toggle:      p.toggle(),
		Languages:   p.languages(),
		Statement:   p.statement(),
		Account:     p.account(),
		Preferences: p.preferences(),
	}
}

func (p *Page) toggle() component.ToggleParams {
	words := "frame.top.elder_on"
	if p.Preference.Elder {
		words = "frame.top.elder_off"
	}
	t := component.ToggleParams{
		Text: p.T(words), Action: p.Path("/preferences"), Return: p.returnTo(), Hidden: p.tokenField(),
	}
	if p.Here() != t.Action { // there the mode is itself what is chosen
		t.Form, t.Field, t.Return = p.typing.id, FieldMode, p.elsewhere(p.Language.Tag)
	}
	return t
}

func (p *Page) statement() component.LinkParams {
	return p.link("frame.top.accessibility", "/accessibility")
}

func (p *Page) preferences() component.LinkParams {
	return p.link("frame.top.preferences", "/preferences")
}

// link marks itself as the page shown; marked pages are still links, so that the
// order of the tab stops is the same everywhere.
func (p *Page) link(words, path string) component.LinkParams {
	url := p.Path(path)
	return component.LinkParams{Text: p.T(words), URL: url, Current: p.Here() == url}
}

func (p *Page) account() component.LinkParams {
	switch {
	case p.Session == nil:
		return p.link("frame.top.sign_in", "/sign-in")
	case p.ReaderName != "":
		return component.LinkParams{Text: p.Tp("frame.top.signed_in", "Name", p.Name(p.ReaderName)), URL: p.Path("/me")}
	}
	return p.link("frame.top.sign_out", "/sign-out")
}

func (p *Page) plate() component.LinkParams {
	return component.LinkParams{Text: p.T("frame.site.name"), URL: p.Path("/")}
}

func (p *Page) call() component.LinkParams {
	number := p.server.config.Hotlines.Disabled
	return component.LinkParams{Text: p.Tp("frame.phone.call", "Number", number), URL: "tel:" + number}
}

func (p *Page) demoWord() string {
	if !p.Demo() {
		return ""
	}
	return p.T("frame.demo.mark")
}

func (p *Page) menu() []component.LinkParams {
	entries := []struct {
		menu Menu
		path string
	}{{MenuHome, "/"}, {MenuServices, "/services"}, {MenuHotline, "/hotline"}, {MenuTrack, "/track"}, {MenuMe, "/me"}}
	links := make([]component.LinkParams, len(entries))
	for i, e := range entries {
		links[i] = component.LinkParams{Text: p.T("frame.menu." + string(e.menu)), URL: p.Path(e.path), Current: e.menu == p.Menu}
	}
	return links
}

func (p *Page) whoFor() *component.WhoForParams {
	if p.Acting == nil {
		return nil
	}
	band := component.WhoForParams{Tag: p.T("frame.for.tag"), Text: p.whoForSentence()}
	if p.Acting.OwnURL != "" {
		band.Own = component.LinkParams{Text: p.T("frame.for.self"), URL: p.Acting.OwnURL}
	}
	return &band
}

// whoForSentence names the person; while the name is not known yet the relation
// alone says who is meant.
func (p *Page) whoForSentence() string {
	relation := p.T("frame.for.relation." + p.Acting.Relation)
	words, slot, data := "frame.for.sentence", "Name", map[string]any{"Relation": relation}
	name := strings.ReplaceAll(p.Name(p.Acting.Name), "*", "") // a typed name marks nothing else
	if strings.TrimSpace(p.Acting.Name) == "" {
		words, slot, name = "frame.for.sentence_unnamed", "Relation", relation
	}
	before, after := p.words.Around(words, slot, data)
	return before + "**" + name + "**" + after
}

func (p *Page) helpBlock() component.HelpBlockParams {
	heading := "frame.help.title"
	if p.Preference.Elder {
		heading = "frame.help.title_elder"
	}
	counter := "frame.help.counter"
	if p.Desk != nil {
		counter = "frame.help.administrator"
	}
	lines := p.server.config.Hotlines
	return component.HelpBlockParams{
		Heading: p.T(heading),
		Phones: []component.Phone{
			{Number: lines.Disabled, Text: p.Phone(lines.Disabled), Name: p.T("frame.help.disabled_hotline")},
			{Number: lines.Government, Text: p.Phone(lines.Government), Name: p.T("frame.help.government_hotline")},
		},
		Code: p.Code, Lines: []string{p.T(counter)}, Draft: p.draftLine(), Ask: p.Ask,
	}
}

func (p *Page) foot() []component.LinkParams {
	links := []component.LinkParams{
		p.link("frame.footer.privacy", "/privacy"),
		p.link("frame.footer.accessibility", "/accessibility"),
		p.link("frame.footer.help", "/help"),
	}
	if p.Session != nil && p.Desk == nil && p.ReaderName != "" {
		links = append(links, p.link("frame.top.sign_out", "/sign-out"))
	}
	return links
}

func (p *Page) footLines() []string {
	if !p.Demo() {
		return nil
	}
	return []string{p.T("frame.demo.text")}
}
