package web

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/a11y/preference"
	"changban/locales"
	"changban/portal"
	"changban/portal/session"
)

// Menu is the entry of the main menu a page belongs to.
type Menu string

// Entries of the main menu.
const (
	MenuNone     Menu = ""
	MenuHome     Menu = "home"
	MenuServices Menu = "services"
	MenuHotline  Menu = "hotline"
	MenuTrack    Menu = "track"
	MenuMe       Menu = "me"
)

// Acting says on whose behalf a page is filled in; shown in the band under the
// header and, without the name, in the title (decisions 24).
type Acting struct {
	Relation string // as account.Relation: mother, father, …
	Name     string
	OwnURL   string // where one does one's own matter instead
}

// Desk is what stands around an officer's page.
type Desk struct {
	Unit    string // name of the officer's unit; "" before sign-in
	Menu    []component.LinkParams
	SignOut string // words of the button, with the officer's name; "" before sign-in
}

// Page is one answer in the making: who reads, in which language and look, and
// what stands around the content. Areas set the exported fields, then Render.
type Page struct {
	Language   locales.Language
	Preference preference.Preference
	Actor      portal.Actor
	Session    *session.Session // nil: nobody signed in

	Title      string                // short name of the page; Render adds the rest
	Failed     bool                  // the form came back: the title says so first
	Question   bool                  // a question page: no main menu above the question
	Desk       *Desk                 // nil: a resident's page
	Menu       Menu                  // the entry that is shown as current
	Acting     *Acting               // nil: for oneself
	ReaderName string                // shown in the header when known; reading it is the area's trip
	Robots     string                // content of meta robots
	Next       []string              // what comes next, said in elder mode; nil says what fits the kind of page
	Return     string                // where toggles come back to; the page's own address when ""
	Code       *component.HelpCode   // in the help block; nil for none
	Ask        *component.LinkParams // in the help block: where to write about this page; nil for none
	Private    bool                  // never kept by any cache, although nobody is signed in

	server  *Server
	ctx     *fiber.Ctx
	words   *locales.Localizer
	cookie  string // value of the session cookie
	failure error  // why the session could not be read
	slot    bool   // the request holds a place for files
	wrong   bool   // an error page, which holds no form to put right
	typed   *Form  // sent with a press on another language
	lost    bool   // files came with it, which the page cannot give back
	typing  typing // the form that languages belong to
	said    said
}

// page returns the request's page; there is always one, so that an error before
// the middleware ran still becomes a page.
func (s *Server) page(c *fiber.Ctx) *Page {
	if p, ok := c.Locals(keyPage).(*Page); ok {
		return p
	}
	p := &Page{server: s, ctx: c, Preference: preference.Parse(c.Cookies(cookiePreferences))}
	p.speak(s.reader(c))
	c.Locals(keyPage, p)
	return p
}

// Sheet returns a page outside of any request: words and formats of a language,
// for texts that are kept, such as a declaration made for somebody at start-up.
func (s *Server) Sheet(tag string) *Page {
	p := &Page{server: s}
	lang, _ := s.config.Words.Language(tag)
	p.speak(lang)
	return p
}

// In returns words and formats of another language for texts on this page that
// are for somebody else, such as a message; the source's for an unknown tag.
func (p *Page) In(tag string) *Page {
	if !p.server.offered(tag) {
		tag = locales.Source
	}
	return p.server.Sheet(tag)
}

func (s *Server) openPage(c *fiber.Ctx) error {
	s.page(c)
	return c.Next()
}

func (p *Page) speak(lang locales.Language) {
	p.Language = lang
	p.words = p.server.words(lang.Tag)
}

// words are those of a language, wrapped where a test looks for words of nobody.
func (s *Server) words(tag string) *locales.Localizer {
	if s.config.Pseudo {
		return s.config.Words.Pseudo(tag)
	}
	return s.config.Words.Localizer(tag)
}

// Words returns the localizer, for what Page has no short form of.
func (p *Page) Words() *locales.Localizer { return p.words }

// T returns the words of a message that takes no values; in elder mode the
// everyday ones where there are some, as Tp, Plural and Msg do.
func (p *Page) T(id string) string { return p.Msg(portal.Message{ID: id}) }

// Plain returns the id of the words this reader gets for a message: in elder mode
// those in everyday words where they exist. Officers read the words of the law.
func (p *Page) Plain(id string) string {
	if !p.Preference.Elder || p.isDesk() {
		return id
	}
	return p.words.Plain(id)
}

// Tp returns the words of a message with alternating names and values.
func (p *Page) Tp(id string, pairs ...any) string {
	return p.Msg(portal.Msg(id, pairs...))
}

// Plural returns the words that fit a count, which the message reads as Count.
func (p *Page) Plural(id string, n int, pairs ...any) string {
	m := portal.Msg(id, pairs...)
	m.Count = &n
	return p.Msg(m)
}

// Msg returns the words of a message of a domain package.
func (p *Page) Msg(m portal.Message) string {
	m.ID = p.Plain(m.ID)
	text := p.words.Say(m.ID, m.Data, m.Count)
	p.said.keep(p.words, m, text)
	return text
}

// Now is the request's time in the portal's zone.
func (p *Page) Now() time.Time { return p.server.config.Clock.Now().In(portal.Zone()) }

// Today is the calendar day in the portal's zone.
func (p *Page) Today() portal.Day { return portal.DayOf(p.server.config.Clock.Now()) }

// Date writes a day with its weekday, and the year when it is another one.
func (p *Page) Date(d portal.Day) string { return p.words.Date(string(d), string(p.Today())) }

// DateShort writes a day without its weekday.
func (p *Page) DateShort(d portal.Day) string { return p.words.DateShort(string(d), string(p.Today())) }

// DateTime writes an instant in the portal's zone.
func (p *Page) DateTime(t time.Time) string {
	return p.words.DateTime(t.In(portal.Zone()), string(p.Today()))
}

// Fen writes an amount kept in fen (1/100 yuan).
func (p *Page) Fen(fen int64) string { return p.words.Fen(fen) }

// FenMonthly writes an amount in fen that is paid every month.
func (p *Page) FenMonthly(fen int64) string { return p.words.FenMonthly(fen) }

// Phone groups a phone number.
func (p *Page) Phone(number string) string { return p.words.Phone(number) }

// Name returns a proper name that is data, such as a unit's.
func (p *Page) Name(s string) string { return p.words.Name(s) }

// Path returns the address of path in the page's language: "/services" →
// "/zh-Hans/services".
func (p *Page) Path(path string) string {
	if path == "/" {
		return "/" + p.Language.Tag
	}
	return "/" + p.Language.Tag + path
}

// Here is the page's own address without its query.
func (p *Page) Here() string { return p.ctx.Path() }

// returnTo is where toggles come back to; the query only where it is read again.
func (p *Page) returnTo() string {
	switch {
	case p.Return != "":
		return p.Return
	case isRead(p.ctx):
		return SafeNext(requested(p.ctx), p.Path("/"))
	}
	return p.server.readable(p.Here())
}

// Demo reports whether the data are invented.
func (p *Page) Demo() bool { return p.server.config.Demo }

// Hotlines returns the two numbers of the page.
func (p *Page) Hotlines() Hotlines { return p.server.config.Hotlines }

// ClientAddress is the reader's network address, for limits only.
func (p *Page) ClientAddress() string { return p.server.Client(p.ctx) }

// Absolute returns path below the portal's own address, for messages and print.
func (p *Page) Absolute(path string) string { return p.server.origin(p.ctx) + path }

// Form returns a form's parameters with the reader's token in it.
func (p *Page) Form(action string, hidden ...component.HiddenParams) component.FormParams {
	return component.FormParams{Action: action, Hidden: append(p.tokenField(), hidden...)}
}

func (p *Page) tokenField() []component.HiddenParams {
	if p.cookie == "" {
		return nil // pages without a session carry none (contract §4)
	}
	return []component.HiddenParams{{Name: FieldToken, Value: session.Token(session.Secret(p.cookie))}}
}

// KeyField returns the hidden field with a fresh idempotency key (decisions 12).
func (p *Page) KeyField() component.HiddenParams {
	return component.HiddenParams{Name: FieldKey, Value: portal.NewID()}
}
