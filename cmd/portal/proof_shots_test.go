package main

import (
	"net/http"
	"net/url"
	"sort"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/desk"
	"changban/portal/matter"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// shot is one page in one state and how to come to it.
type shot struct {
	name string // kind of page and state, divided by a space
	who  string // "" nobody
	path string
	form url.Values // nil: GET
	want int        // 0: 200
}

func (s shot) method() string {
	if s.form == nil {
		return http.MethodGet
	}
	return http.MethodPost
}

func (s shot) status() int {
	if s.want == 0 {
		return http.StatusOK
	}
	return s.want
}

// take asks for the page and holds it against the expected status.
func (c *cast) take(t testing.TB, s shot, change ...func(*webtest.Client)) webtest.Answer {
	t.Helper()
	client := c.client(t, s.who)
	for _, f := range change {
		f(client)
	}
	if s.form == nil {
		return client.Get(s.path).Want(s.status())
	}
	return client.Post(s.path, s.form).Want(s.status())
}

const missing = "no-such-thing"

// shots are all pages in all their states.
func (c *cast) shots() []shot {
	var all []shot
	for _, part := range [][]shot{
		c.publicShots(), c.accountShots(), c.applyShots(), c.caseShots(), c.deskShots(), c.actShots(), c.demoShots(), c.errorShots(),
		c.catalogueShots(), c.holdingShots(), c.contestShots(), c.fieldShots(), c.payShots(), c.helpShots(), c.hotlineShots(), c.deskLineShots(),
	} {
		all = append(all, part...)
	}
	return all
}

func (c *cast) publicShots() []shot {
	ref := string(c.refs["zhao.closed"])
	return []shot{
		{name: "front plain", path: "/zh-Hans"},
		{name: "front unfinished", path: "/zh-Hans", who: "qiqige"},
		{name: "services plain", path: "/zh-Hans/services"},
		{name: "services found", path: "/zh-Hans/services?q=%E6%8A%A4%E7%90%86"},
		{name: "services none", path: "/zh-Hans/services?q=%E5%98%BF%E5%98%BF"},
		{name: "guide plain", path: "/zh-Hans/services/nursing-subsidy"},
		{name: "guide known", path: "/zh-Hans/services/nursing-subsidy", who: "qiqige"},
		{name: "help plain", path: "/zh-Hans/help"},
		{name: "accessibility plain", path: "/zh-Hans/accessibility"},
		{name: "requirements plain", path: "/zh-Hans/accessibility/requirements"},
		{name: "requirement-see plain", path: "/zh-Hans/accessibility/requirements/see"},
		{name: "requirement-forms plain", path: "/zh-Hans/accessibility/requirements/forms"},
		{name: "requirement-none plain", path: "/zh-Hans/accessibility/requirements/" + missing, want: 404},
		{name: "privacy plain", path: "/zh-Hans/privacy"},
		{name: "hotline plain", path: "/zh-Hans/hotline"},
		{name: "track plain", path: "/zh-Hans/track"},
		{name: "track wrong", path: "/zh-Hans/track", form: form("reference", "12", "last_four", ""), want: 422},
		{name: "track found", path: "/zh-Hans/track", form: form("reference", ref, "last_four", "1066")},
		{name: "preferences plain", path: "/zh-Hans/preferences"},
		{name: "preferences saved", path: "/zh-Hans/preferences?saved=1"},
		{name: "preferences post", path: "/zh-Hans/preferences", form: form("size", "l"), want: 303},
	}
}

func (c *cast) accountShots() []shot {
	const apply = "/zh-Hans/services/nursing-subsidy/apply"
	code, claim := c.codeAsked("13800003099"), c.claimAsked("qiqige")
	own := func(who, rest string) string { return "/zh-Hans/for/" + c.players[who].own + rest }
	return []shot{
		{name: "sign-in plain", path: "/zh-Hans/sign-in"},
		{name: "sign-in wrong", path: "/zh-Hans/sign-in", form: form("phone", "1380000"), want: 422},
		{name: "sign-in held", path: "/zh-Hans/me/people/new", form: form("name", "演示"), want: 401},
		{name: "code plain", path: "/zh-Hans/sign-in/" + code + "?next=%2Fzh-Hans%2Fme"},
		{name: "code again", path: "/zh-Hans/sign-in/" + code + "?again=1"},
		{name: "code wrong", path: "/zh-Hans/sign-in/" + code, form: form("code", "000"), want: 422},
		{name: "sign-out plain", path: "/zh-Hans/sign-out", who: "qiqige"},
		{name: "sign-out done", path: "/zh-Hans/sign-out"},
		{name: "sign-out post", path: "/zh-Hans/sign-out", form: form(), want: 303},
		{name: "me redirect", path: "/zh-Hans/me", who: "qiqige", want: 303},
		{name: "people empty", path: "/zh-Hans/me/people", who: "empty"},
		{name: "people filled", path: "/zh-Hans/me/people", who: "saren"},
		{name: "person plain", path: "/zh-Hans/me/people/new", who: "empty"},
		{name: "told plain", path: "/zh-Hans/me/notices", who: "saren"},
		{name: "told saved", path: "/zh-Hans/me/notices?saved=1", who: "empty"},
		{name: "told wrong", path: "/zh-Hans/me/notices", who: "empty", form: form("mail", "x", "roads", "mail", "voice", "1", "quiet", "25"), want: 422},
		{name: "person wrong", path: "/zh-Hans/me/people/new", who: "empty", form: form("_key", portal.NewID()), want: 422},
		{name: "for-whom plain", path: apply, who: "empty"},
		{name: "for-whom kin", path: apply, who: "saren"},
		{name: "for-whom wrong", path: apply, who: "saren", form: form("_key", portal.NewID()), want: 422},
		{name: "matters empty", path: own("empty", ""), who: "empty"},
		{name: "matters drafts", path: own("qiqige", ""), who: "qiqige"},
		{name: "matters benefit", path: own("zhao", ""), who: "zhao"},
		{name: "matters waiting", path: own("wang", ""), who: "wang"},
		{name: "matters long", path: own("long", ""), who: "long"},
		{name: "matters other", path: own("saren+", ""), who: "saren"},
		{name: "prove plain", path: own("empty", "/prove"), who: "empty"},
		{name: "prove wrong", path: own("empty", "/prove"), who: "empty", form: form("name", ""), want: 422},
		{name: "code claim", path: own("qiqige", "/prove/"+claim), who: "qiqige"},
		{name: "code claim-wrong", path: own("qiqige", "/prove/"+claim), who: "qiqige", form: form("code", "x"), want: 422},
	}
}

// codeAsked sends a sign-in code and returns its id.
func (c *cast) codeAsked(phone string) string {
	c.t.Helper()
	id, err := c.signIn.Ask(c.t.Context(), phone)
	c.must(err)
	return id
}

// claimAsked proves to be the person in the register, up to the code.
func (c *cast) claimAsked(who string) string {
	c.t.Helper()
	a := c.client(c.t, who).Post("/zh-Hans/for/"+c.players[who].own+"/prove", form()).Want(303)
	to := a.Header.Get("Location")
	return to[strings.LastIndexByte(to, '/')+1:]
}

// applyShots are every question of a draft with nothing answered, with wrong
// answers and with all answered, and the same of a helper.
func (c *cast) applyShots() []shot {
	shots := []shot{
		{name: "draft resume", path: strings.TrimSuffix(c.draftPath("full", ""), "/"), who: "qiqige", want: 303},
		{name: "check plain", path: c.draftPath("full", "check"), who: "qiqige"},
		{name: "check wrong", path: c.draftPath("full", "check"), who: "qiqige", form: form("_key", portal.NewID()), want: 422},
		{name: "check other", path: c.draftPath("helped", "check"), who: "agent"},
		{name: "delete plain", path: c.draftPath("full", "delete"), who: "qiqige"},
		{name: "delete other", path: c.draftPath("helped", "delete"), who: "agent"},
		{name: "delete post", path: c.draftPath("gone", "delete"), who: "wurina", form: form(), want: 303},
		{name: "check already", path: c.draftPath("second", "check"), who: "a1", form: form("_key", portal.NewID(), "truth_statement", "true"), want: 409},
	}
	for _, d := range []struct{ draft, who string }{{"fresh", "fresh"}, {"full", "qiqige"}, {"helped", "agent"}, {"begun", "wurina"}, {"papers", "agent"}, {"long", "long"}} {
		for _, id := range c.steps(d.draft, d.who) {
			shots = append(shots, shot{name: "question-" + id + " " + d.draft, path: c.draftPath(d.draft, id), who: d.who})
		}
	}
	for _, d := range []struct{ draft, who string }{{"fresh", "fresh"}, {"papers", "agent"}} {
		for _, id := range c.steps(d.draft, d.who) {
			if c.required(id) {
				shots = append(shots, shot{name: "question-" + id + " wrong-" + d.draft, path: c.draftPath(d.draft, id), who: d.who, form: wrongAnswers(), want: 422})
			}
		}
	}
	return shots
}

// steps are the questions of a draft, those known before too.
func (c *cast) steps(draft, who string) []string {
	c.t.Helper()
	v, err := c.apply.View(c.players[who].ctx, c.drafts[draft])
	c.must(err)
	j := v.Journey()
	var ids []string
	for _, list := range [][]application.Station{j.Steps, j.Beside} {
		for _, s := range list {
			ids = append(ids, s.Step.ID)
		}
	}
	return ids
}

// required tells whether a step refuses to be left empty.
func (c *cast) required(id string) bool {
	s, _ := c.catalogue.Service("nursing-subsidy")
	step, _ := s.Step(id)
	if step.Shared {
		return false
	}
	for _, f := range step.Fields {
		if field, _ := s.Field(f); !field.Required {
			return false
		}
	}
	return true
}

// wrongAnswers makes every field that has text wrong and long.
func wrongAnswers() url.Values {
	long := strings.Repeat("演示", 100)
	return form("name", long, "own_name", long, "id_number", "15250119600131101X", "own_id_number", "1", "phone", "12", "bank_name", "",
		"bank_account", "12", "hukou_jurisdiction", "other", "hukou_jurisdiction.name", "桥西区", "card_valid_to.year", "2026",
		"card_valid_to.month", "2", "card_valid_to.day", "30", "account_holder", "", "guardian_name", "", "card_no", "1")
}

// caseShots are the pages of cases in every state, the print views and the
// office's papers.
func (c *cast) caseShots() []shot {
	var shots []shot
	for _, name := range c.caseNames() {
		who, state, _ := strings.Cut(name, ".")
		reader := strings.TrimSuffix(who, "+")
		at := func(rest string) string { return c.casePath(reader, who, c.refs[name], rest) }
		shots = append(shots,
			shot{name: "case " + name, path: at(""), who: reader},
			shot{name: "print " + name, path: at("/print"), who: reader})
		for _, kind := range c.officials(reader, who, c.refs[name]) {
			shots = append(shots, shot{name: "official-" + kind + " " + name, path: at("/official/" + kind), who: reader})
		}
		if state == string(matter.SupplementRequested) {
			shots = append(shots, shot{name: "papers " + name, path: at("/papers"), who: reader},
				shot{name: "papers wrong-" + name, path: at("/papers"), who: reader, form: form("_key", portal.NewID()), want: 422})
		}
	}
	a1, wang := c.refs["a1.submitted"], c.refs["wang.supplement_requested"]
	return append(shots,
		shot{name: "case sent-again", path: c.casePath("a1", "a1", a1, "?done=again"), who: "a1"},
		shot{name: "withdraw plain", path: c.casePath("a1", "a1", a1, "/withdraw"), who: "a1"},
		shot{name: "withdraw no-key", path: c.casePath("a1", "a1", a1, "/withdraw"), who: "a1", form: form(), want: 303},
		shot{name: "case withdraw-late", path: c.casePath("zhao", "zhao", c.refs["zhao.closed"], "/withdraw"), who: "zhao", form: form("_key", portal.NewID()), want: 409},
		shot{name: "case amend-late", path: c.casePath("wang", "wang", wang, "/amend"), who: "wang", form: form("_key", portal.NewID()), want: 409},
		shot{name: "short known", path: "/t/" + string(a1), who: "a1", want: 303},
	)
}

func (c *cast) caseNames() []string {
	var names []string
	for name := range c.refs {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// officials are the kinds of papers that a case's page links to.
func (c *cast) officials(reader, person string, ref matter.Reference) []string {
	var kinds []string
	for _, a := range c.client(c.t, reader).Get(c.casePath(reader, person, ref, "")).Doc().All("a") {
		if _, kind, is := strings.Cut(a.Attr("href"), "/official/"); is {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func (c *cast) deskShots() []shot {
	ref := func(name string) string { return "/zh-Hans/desk/cases/" + string(c.refs[name]) }
	return []shot{
		{name: "desk-sign-in plain", path: "/zh-Hans/desk/sign-in"},
		{name: "desk-sign-in wrong", path: "/zh-Hans/desk/sign-in", form: form("number", "E101", "code", ""), want: 422},
		{name: "desk-sign-in held", path: "/zh-Hans/desk/search", form: form("q", "演示"), want: 401},
		{name: "sign-out desk-done", path: "/zh-Hans/desk/sign-out"},
		{name: "desk-sign-out post", path: "/zh-Hans/desk/sign-out", form: form(), want: 303},
		{name: "queue filled", path: "/zh-Hans/desk", who: "E101"},
		{name: "queue review", path: "/zh-Hans/desk?filter=in_review", who: "E202"},
		{name: "queue done", path: "/zh-Hans/desk?done=forward", who: "D101"},
		{name: "queue empty", path: "/zh-Hans/desk", who: "E301"},
		{name: "queue administrator", path: "/zh-Hans/desk", who: "E901"},
		{name: "desk-search plain", path: "/zh-Hans/desk/search", who: "E101"},
		{name: "desk-search wrong", path: "/zh-Hans/desk/search", who: "E101", form: form("q", ""), want: 422},
		{name: "desk-search found", path: "/zh-Hans/desk/search", who: "E101", form: form("q", "2001")},
		{name: "desk-search none", path: "/zh-Hans/desk/search", who: "E101", form: form("q", "没有这个人")},
		{name: "desk-case early", path: ref("a1.submitted"), who: "E101", want: 403},
		{name: "desk-case new", path: ref("a2.submitted"), who: "E101"},
		{name: "desk-case wrong", path: ref("a4.accepted"), who: "E101", form: form("act", ""), want: 422},
		{name: "desk-case choose", path: ref("a4.accepted"), who: "E101", form: form("act", "forward"), want: 303},
		{name: "desk-case seen", path: ref("a4.accepted") + "/seen", who: "E101", form: form(), want: 303},
		{name: "desk-case supervisor", path: ref("a5.in_review"), who: "E900"},
		{name: "desk-refused late", path: ref("a4.accepted") + "/accept", who: "E101", want: 409},
		{name: "desk-refused role", path: ref("a4.accepted") + "/confirm", who: "E101", form: form("_key", portal.NewID()), want: 403},
	}
}

// actShots are every case every officer may see, with every act that is possible
// there: the page, and the page with nothing filled in.
func (c *cast) actShots() []shot {
	var shots []shot
	seen := map[string]bool{}
	add := func(s shot) {
		if !seen[s.name] {
			seen[s.name] = true
			shots = append(shots, s)
		}
	}
	for _, o := range c.data.Staff {
		p := c.players[o.Number]
		for _, k := range c.cases(p) {
			at := "/zh-Hans/desk/cases/" + string(k.Ref)
			add(shot{name: "desk-case " + string(k.State) + "-" + string(p.staff.Roles[0]), path: at, who: o.Number})
			page := c.client(c.t, o.Number).Get(at).Want(200)
			for _, in := range page.Doc().All("input[name=act]") {
				act := in.Attr("value")
				what := c.panel(act, k)
				if c.decided(p, k) && (act == "approve" || act == "refuse" || act == "confirm") {
					add(shot{name: "desk-refused contested", path: at + "/" + act, who: o.Number, want: 403})
					continue
				}
				add(shot{name: "act-" + act + " plain" + what, path: at + "/" + act, who: o.Number})
				if refusesEmpty(act) {
					add(shot{name: "act-" + act + " wrong" + what, path: at + "/" + act, who: o.Number, form: form("_key", portal.NewID()), want: 422})
				}
			}
			for _, a := range page.Doc().All("a") {
				if _, kind, is := strings.Cut(a.Attr("href"), "/official/"); is {
					add(shot{name: "desk-official " + kind, path: a.Attr("href"), who: o.Number})
				}
			}
		}
	}
	return shots
}

// panel tells apart the panels of an act that ask different things of different
// services.
func (c *cast) panel(act string, k application.Case) string {
	s, _ := c.catalogue.Service(k.Service)
	if k.Service == "nursing-subsidy" {
		return ""
	}
	if act == "approve" || act == string(desk.Assess) || act == string(desk.Conclude) {
		return "-" + string(s.Outcome.Type) + "-" + s.Outcome.Act
	}
	return ""
}

// decided tells whether an officer decided what a case contests.
func (c *cast) decided(p *player, k application.Case) bool {
	if k.About == "" {
		return false
	}
	before, err := c.store.Case(p.ctx, k.About)
	c.must(err)
	d := before.Body.Decision
	return d != nil && (d.By == p.id || d.Confirmed == p.id)
}

// refusesEmpty: these acts ask for a reason, a unit, a paper or an amount.
func refusesEmpty(act string) bool {
	switch desk.Act(act) {
	case desk.Ask, desk.Forward, desk.NotAccept, desk.SendBack, desk.Dispatch, desk.Deliver,
		desk.Assess, desk.Appoint, desk.Conclude, desk.Publish, desk.NoticeObjection, desk.Advance:
		return true
	}
	return act == "approve" || act == "refuse" || strings.HasPrefix(act, "outside_")
}

func (c *cast) demoShots() []shot {
	shots := []shot{
		{name: "demo-people plain", path: "/demo/people"},
		{name: "demo-messages plain", path: "/demo/messages"},
		{name: "gallery plain", path: "/demo/gallery"},
	}
	for _, e := range component.Examples() {
		kind := "example "
		if e.Page {
			kind = "sample " // a whole page with a frame of its own
		}
		shots = append(shots, shot{name: kind + e.Name, path: "/demo/gallery/" + e.Name})
	}
	return shots
}

func (c *cast) errorShots() []shot {
	own := "/zh-Hans/for/" + c.players["qiqige"].own
	return []shot{
		{name: "error not-found", path: "/zh-Hans/" + missing, want: 404},
		{name: "error not-found-reader", path: own + "/cases/123", who: "qiqige", want: 404},
		{name: "error not-found-desk", path: "/zh-Hans/desk/cases/123", who: "E101", want: 404},
		{name: "error method", path: "/zh-Hans/help", form: form(), want: 405},
		{name: "error too-large", path: "/zh-Hans/track", form: form("reference", strings.Repeat("1", web.MaxBody)), want: 413},
	}
}

// routeOf is the route the router takes for an address: the first that fits.
func routeOf(routes []web.Route, method, address string) (web.Route, bool) {
	path, _, _ := strings.Cut(address, "?")
	for _, r := range routes {
		if r.Method == method && fiber.RoutePatternMatch(path, r.Path, fiber.Config{CaseSensitive: true}) {
			return r, true
		}
	}
	return web.Route{}, false
}
