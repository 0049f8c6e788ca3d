package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"changban/a11y/component"
	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/session"
	"changban/portal/store/storetest"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// stage is a cast with one resident, one helper and one office in focus: the
// matter of a resident of Donghe with a file in it, and that of a helper.
type stage struct {
	*cast
	file, code, claim string
	has               map[string]belongings // "own" and "theirs"
	run               string                // a pay run of Donghe
	call              matter.Reference      // a ticket of Donghe
}

// belongings are what the focus has, with a code of each kind for its card.
type belongings struct{ card, benefit, short, printed string }

func startStage(t testing.TB) *stage {
	t.Helper()
	s := &stage{cast: startCast(t, "sqlite")}
	owner := s.players["wang"]
	err := s.apply.Supplement(owner.ctx, owner.own, string(s.ref()), portal.NewID(), []application.PaperAnswer{{
		Paper: "hukou", New: []application.Upload{{Name: "hukou.png", Content: picture(t)}},
	}})
	s.must(err)
	s.Clock.Move(time.Minute)
	s.held = map[string]hotline.Ticket{}
	whole := func(t *hotline.Ticket) { t.Body.Content, t.Body.Phone = saidBlocked, "13800003009" }
	s.line("own", "wang", "wang", hotline.Ticket{Type: hotline.Help, Topic: "other"}, whole, hotline.Act{})
	s.line("theirs", "agent", "agent+", hotline.Ticket{Type: hotline.Help, Topic: "other"}, whole, hotline.Act{})
	s.drafts["own"] = s.start("own", owner, owner.own)
	s.drafts["theirs"] = s.start("theirs", s.players["agent"], s.players["agent+"].own)
	k, err := s.store.Case(owner.ctx, s.ref())
	s.must(err)
	s.file = k.Body.Papers["hukou"].Choice.Files[0].ID
	s.code, s.claim = s.codeAsked("13800003098"), s.claimAsked("wang")
	s.has = map[string]belongings{"own": s.endow("wang", "wang", s.ref()), "theirs": s.endow("agent", "agent+", s.refs["agent+.submitted"])}
	payer := benefit.Payer{Staff: s.players["D701"].id, Unit: "donghe-finance", Places: []portal.Place{donghePlace}}
	run, err := s.payroll.Create(s.players["D701"].ctx, payer, donghePlace, "2026-03", portal.NewID())
	s.must(err)
	s.run = run.ID
	s.call = s.callOf("D501", hotline.Ticket{Type: hotline.Complaint, Topic: "access", Place: donghePlace, Body: hotline.Body{Phone: saidNumber, Content: saidRamp}})
	return s
}

// endow gives a person a card and a monthly payment by a case.
func (s *stage) endow(reader, who string, ref matter.Reference) belongings {
	s.t.Helper()
	person := s.players[who].own
	by := benefit.By{At: s.Clock.Now(), Actor: portal.Actor{Kind: portal.ActorSystem}, Case: ref, Key: portal.NewID()}
	card, err := benefit.Issue(benefit.Holder{Person: person, Name: "演示有证", IDNumber: storetest.CitizenNumber("1502021961010" + map[string]string{"wang": "1201", "agent+": "1301"}[who]), Place: donghePlace},
		benefit.Finding{Categories: []string{"physical"}, Level: 2, Day: "2026-03-01"}, by)
	s.must(err)
	grant := benefit.Benefit{
		ID: portal.NewID(), Person: person, Case: ref, Service: "nursing-subsidy", Kind: benefit.Payment, Place: donghePlace,
		Fen: 10000, Period: benefit.Monthly, From: "2026-02", Spans: []benefit.Span{{From: "2026-02"}}, State: benefit.Active, Granted: s.Clock.Now(),
		Payee: benefit.Payee{To: benefit.PayOwn, Bank: "演示银行", Account: "6228480000000000018", Holder: "演示有证"},
	}
	_, err = s.store.UpdateCase(s.t.Context(), ref, portal.NewID(), func(k application.Case) (application.Change, error) {
		return application.Change{
			Case: k, Event: matter.Event{At: s.Clock.Now(), Person: k.Person, Unit: k.Unit, Action: "seen", From: k.State, To: k.State},
			Certificates: []benefit.CardStep{card},
			Benefits:     []benefit.Step{{Benefit: grant, Event: benefit.Event{At: s.Clock.Now(), Actor: by.Actor, Action: "grant", To: "active", Month: "2026-02", Case: ref}}},
		}, nil
	})
	s.must(err)
	h := holding{who: reader, at: "/zh-Hans/for/" + person, id: card.Certificate.ID}
	return belongings{card.Certificate.ID, grant.ID, s.checkCode(h, benefit.CodeShort), s.checkCode(h, benefit.CodePrinted)}
}

func (s *stage) ref() matter.Reference { return s.refs["wang.supplement_requested"] }

// picture is a small photo.
func picture(t testing.TB) []byte {
	t.Helper()
	photo := image.NewRGBA(image.Rect(0, 0, 40, 30))
	photo.Set(3, 4, color.RGBA{R: 200, A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, photo); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// visitors are the columns of the matrix.
func visitors() []struct{ name, who string } {
	return []struct{ name, who string }{
		{"nobody", ""}, {"other", "empty"}, {"helper", "agent"}, {"out", "E101"}, {"auditor", "D900"}, {"in", "D101"},
		{"payer", "D701"}, {"payer out", "E701"}, {"assessor", "D601"}, {"owner", "wang"},
	}
}

// anew signs somebody in once more, so that a visit that signs out harms nobody.
func (s *stage) anew(t testing.TB, who string) *webtest.Client {
	t.Helper()
	client := webtest.NewClient(t, s.server.App())
	if who == "" {
		return client
	}
	p, kind := s.players[who], session.Resident
	if p.staff.ID != "" {
		kind = session.Staff
	}
	cookie, _, err := s.sessions.Open(t.Context(), kind, p.id)
	if err != nil {
		t.Fatal(err)
	}
	client.SetCookie("session", cookie)
	return client
}

// fillIn writes the focus into the pattern of a route; for is "own" or "theirs".
func (s *stage) fillIn(r web.Route, whose string) string {
	person, ref := s.players["wang"].own, s.ref()
	if whose == "theirs" {
		person, ref = s.players["agent+"].own, s.refs["agent+.submitted"]
	}
	if whose == missing {
		return s.nowhere(r)
	}
	code, id, has := s.code, "nursing-subsidy", s.has[whose]
	switch {
	case strings.Contains(r.Path, "/prove/"):
		code = s.claim
	case strings.Contains(r.Path, "/codes/"):
		code = has.short
	case strings.Contains(r.Path, "/print/"), strings.HasSuffix(r.Path, "/v/:code"):
		code = has.printed
	}
	switch {
	case strings.Contains(r.Path, "/certificates/"):
		id = has.card
	case strings.Contains(r.Path, "/benefits/"):
		id = has.benefit
	case strings.HasSuffix(r.Path, "/notice"):
		ref = s.refs["noticed.public_notice"] // in the other place
	case strings.Contains(r.Path, "/tickets/"), strings.Contains(r.Path, "/hotline/"):
		ref = s.held[whose].Ref
	}
	act := "accept"
	if strings.Contains(r.Path, "/desk/tickets/") || strings.Contains(r.Path, "/desk/intake/") {
		ref, act = s.call, string(hotline.Note)
	}
	return strings.NewReplacer(
		":lang", "zh-Hans", ":person", person, ":draft", s.drafts[whose].Draft, ":ref", string(ref), ":file", s.file,
		":service", "nursing-subsidy", ":id", id, ":run", s.run, ":code", code, ":step", "name", ":act", act, ":part", "note",
		":kind", "supplement", ":banner", portal.NewID(), ":letter", portal.NewID(), ":chapter", "see", ":example", component.Examples()[0].Name, ":name", missing,
	).Replace(r.Path)
}

// nowhere writes names into the pattern that nobody has.
func (s *stage) nowhere(r web.Route) string {
	ref := "100000000000"
	if strings.Contains(r.Path, "/hotline/t/") {
		ref = string(matter.NewReference(matter.TicketKind)) // one that could be
	}
	return strings.NewReplacer(
		":lang", "zh-Hans", ":person", portal.NewID(), ":draft", portal.NewID(), ":ref", ref, ":file", portal.NewID(), ":id", portal.NewID(), ":run", portal.NewID(),
		":code", portal.NewID(), ":step", "name", ":act", "accept", ":part", "note", ":kind", "supplement",
	).Replace(r.Path)
}

// TestAccess visits every address as everybody: who may not see gets the same
// answer as for what is not there.
func TestAccess(t *testing.T) {
	s := startStage(t)
	want := matrix()
	checks := 0
	for _, r := range deletingLast(s.Server.Routes()) {
		for _, whose := range areas(r) {
			row := r.Method + " " + strings.TrimPrefix(r.Path, "/:lang")
			if r.Path == "/:lang" {
				row += "/"
			}
			if r.Path == "/v/:code" {
				row += " (bare)"
			}
			if whose == "theirs" {
				row += " (helper's)"
			}
			var got []string
			for _, v := range visitors() {
				got = append(got, s.visit(t, v.who, r, whose))
				checks++
			}
			if line := strings.Join(got, " "); want[row] != line {
				t.Errorf("%-52s | %s, want %s", row, line, want[row])
			}
			delete(want, row)
		}
	}
	for row := range want {
		t.Errorf("%s is no route", row)
	}
	floor.Count(t, "access checks", checks)
}

// deletingLast puts off what takes the focus away.
func deletingLast(routes []web.Route) []web.Route {
	last := func(r web.Route) int {
		return strings.Count(r.Method+r.Path, "POST") * strings.Count(r.Path, "/delete")
	}
	slices.SortStableFunc(routes, func(a, b web.Route) int { return last(a) - last(b) })
	return routes
}

func areas(r web.Route) []string {
	if strings.Contains(r.Path, ":person") {
		return []string{"own", "theirs"}
	}
	return []string{"own"}
}

func (s *stage) visit(t *testing.T, who string, r web.Route, whose string) string {
	t.Helper()
	client := s.anew(t, who)
	var a webtest.Answer
	if r.Method == http.MethodGet {
		a = client.Get(s.fillIn(r, whose))
	} else {
		posted := form("x", "1")
		if !ends(r) || !entitled(who, r, whose) {
			posted.Set("_key", portal.NewID())
		}
		a = client.Post(s.fillIn(r, whose), posted)
	}
	if a.Status >= 500 {
		t.Errorf("%s: status %d", a.Path, a.Status)
	}
	text := strconv.Itoa(a.Status)
	if to := a.Header.Get("Location"); strings.Contains(to, "/sign-in") {
		text = "sign"
	}
	return text
}

// ends tells what would change the case in focus when it carries a key.
func ends(r web.Route) bool {
	return strings.HasSuffix(r.Path, "/withdraw") || strings.HasSuffix(r.Path, "/amend") || strings.HasSuffix(r.Path, "/:act")
}

func entitled(who string, r web.Route, whose string) bool {
	if strings.Contains(r.Path, "/desk/") {
		return who == "D101"
	}
	return who == map[string]string{"own": "wang", "theirs": "agent"}[whose]
}

// matrix is who gets what, in the order of visitors: "sign" leads to sign-in.
func matrix() map[string]string {
	rows := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(accessRows), "\n") {
		row, answers, _ := strings.Cut(line, "|")
		rows[strings.TrimSpace(row)] = strings.TrimSpace(answers)
	}
	return rows
}

// nobody other helper out auditor in payer payer-out assessor owner
const accessRows = `
GET /healthz                                         | 200 200 200 200 200 200 200 200 200 200
GET /readyz                                          | 200 200 200 200 200 200 200 200 200 200
GET /favicon.ico                                     | 204 204 204 204 204 204 204 204 204 204
GET /robots.txt                                      | 200 200 200 200 200 200 200 200 200 200
GET /static/:name                                    | 404 404 404 404 404 404 404 404 404 404
GET /                                                | 200 200 200 200 200 200 200 200 200 200
GET /services                                        | 200 200 200 200 200 200 200 200 200 200
GET /services/:id                                    | 200 200 200 200 200 200 200 200 200 200
GET /help                                            | 200 200 200 200 200 200 200 200 200 200
GET /accessibility                                   | 200 200 200 200 200 200 200 200 200 200
GET /accessibility/requirements                      | 200 200 200 200 200 200 200 200 200 200
GET /accessibility/requirements/:chapter             | 200 200 200 200 200 200 200 200 200 200
GET /privacy                                         | 200 200 200 200 200 200 200 200 200 200
GET /hotline                                         | 200 200 200 200 200 200 200 200 200 200
GET /hotline/answers                                 | 200 200 200 200 200 200 200 200 200 200
GET /hotline/open                                    | 200 200 200 200 200 200 200 200 200 200
GET /hotline/new                                     | 200 200 200 200 200 200 200 200 200 200
GET /hotline/t/:ref                                  | 404 404 404 404 404 404 404 404 404 303
GET /hotline/t/:ref/files/:file                      | 404 404 404 404 404 404 404 404 404 303
GET /hotline/t/:ref/:part                            | 404 404 404 404 404 404 404 404 404 303
GET /for/:person/tickets/:ref                        | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/tickets/:ref (helper's)             | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/tickets/:ref/files/:file            | sign 404 404 sign sign sign sign sign sign 404
GET /for/:person/tickets/:ref/files/:file (helper's) | sign 404 404 sign sign sign sign sign sign 404
GET /for/:person/tickets/:ref/:part                  | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/tickets/:ref/:part (helper's)       | sign 404 200 sign sign sign sign sign sign 404
POST /hotline/open                                   | 422 422 422 422 422 422 422 422 422 422
POST /hotline/new                                    | 422 422 422 422 422 422 422 422 422 422
POST /hotline/t/:ref/words                           | 404 404 404 404 404 404 404 404 404 404
POST /hotline/t/:ref/:part                           | 404 404 404 404 404 404 404 404 404 404
POST /for/:person/tickets/:ref/words                 | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/tickets/:ref/words (helper's)      | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/tickets/:ref/:part                 | 401 404 404 401 401 401 401 401 401 422
POST /for/:person/tickets/:ref/:part (helper's)      | 401 404 422 401 401 401 401 401 401 404
GET /track                                           | 200 200 200 200 200 200 200 200 200 200
GET /sign-in                                         | 200 303 303 200 200 200 200 200 200 303
GET /sign-in/:code                                   | 200 200 200 200 200 200 200 200 200 200
GET /sign-out                                        | 200 200 200 200 200 200 200 200 200 200
GET /me                                              | sign 303 303 sign sign sign sign sign sign 303
GET /me/notices                                      | sign 200 200 sign sign sign sign sign sign 200
GET /me/people                                       | sign 200 200 sign sign sign sign sign sign 200
GET /me/people/new                                   | sign 200 200 sign sign sign sign sign sign 200
GET /services/:service/apply                         | sign 200 200 sign sign sign sign sign sign 200
GET /for/:person                                     | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person (helper's)                          | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/entitled                            | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/entitled (helper's)                 | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/prove                               | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/prove (helper's)                    | sign 404 404 sign sign sign sign sign sign 404
GET /for/:person/prove/:code                         | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/prove/:code (helper's)              | sign 404 404 sign sign sign sign sign sign 404
GET /preferences                                     | 200 200 200 200 200 200 200 200 200 200
GET /for/:person/drafts/:draft                       | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft (helper's)            | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/check                 | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft/check (helper's)      | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/delete                | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/drafts/:draft/delete (helper's)     | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/help                  | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft/help (helper's)       | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/help/stop             | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft/help/stop (helper's)  | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/marks                 | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft/marks (helper's)      | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/other-service         | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/drafts/:draft/other-service (helper's) | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/drafts/:draft/:step                 | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/drafts/:draft/:step (helper's)      | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref                          | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/cases/:ref (helper's)               | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref/print                    | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/cases/:ref/print (helper's)         | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref/official/:kind           | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/cases/:ref/official/:kind (helper's) | sign 404 404 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref/files/:file              | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/cases/:ref/files/:file (helper's)   | sign 404 404 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref/papers                   | sign 404 404 sign sign sign sign sign sign 303
GET /for/:person/cases/:ref/papers (helper's)        | sign 404 303 sign sign sign sign sign sign 404
GET /for/:person/cases/:ref/withdraw                 | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/cases/:ref/withdraw (helper's)      | sign 404 200 sign sign sign sign sign sign 404
GET /t/:ref                                          | 303 303 303 303 303 303 303 303 303 303
GET /for/:person/certificates/:id                    | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/certificates/:id (helper's)         | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/certificates/:id/codes/:code        | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/certificates/:id/codes/:code (helper's) | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/certificates/:id/print              | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/certificates/:id/print (helper's)   | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/certificates/:id/print/:code        | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/certificates/:id/print/:code (helper's) | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/benefits/:id                        | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/benefits/:id (helper's)             | sign 404 200 sign sign sign sign sign sign 404
GET /for/:person/benefits/:id/account                | sign 404 404 sign sign sign sign sign sign 200
GET /for/:person/benefits/:id/account (helper's)     | sign 404 403 sign sign sign sign sign sign 404
GET /v/:code                                         | 200 200 200 200 200 200 200 200 200 200
GET /v/:code (bare)                                  | 200 200 200 200 200 200 200 200 200 200
GET /.well-known/portal-keys                         | 200 200 200 200 200 200 200 200 200 200
GET /desk/sign-in                                    | 200 200 200 303 303 303 303 303 303 200
GET /desk/sign-out                                   | 200 200 200 303 303 303 303 303 303 200
GET /desk                                            | sign sign sign 200 200 200 303 303 200 sign
GET /desk/tickets                                    | sign sign sign 403 200 403 403 403 403 sign
GET /desk/tickets/:ref                               | sign sign sign 403 200 403 403 403 403 sign
GET /desk/tickets/:ref/files/:file                   | sign sign sign 403 404 403 403 403 403 sign
GET /desk/tickets/:ref/:act                          | sign sign sign 403 200 403 403 403 403 sign
GET /desk/intake                                     | sign sign sign 403 403 403 403 403 403 sign
GET /desk/intake/:ref                                | sign sign sign 403 403 403 403 403 403 sign
GET /desk/intake/:ref/discard                        | sign sign sign 403 403 403 403 403 403 sign
GET /desk/begin                                      | sign sign sign 403 403 403 403 403 403 sign
GET /desk/calls                                      | sign sign sign 403 200 403 403 403 403 sign
GET /desk/letters                                    | sign sign sign 200 200 200 403 403 200 sign
GET /desk/letters/:letter                            | sign sign sign 404 404 404 403 403 404 sign
GET /desk/banner                                     | sign sign sign 403 200 403 403 403 403 sign
GET /desk/knowledge                                  | sign sign sign 403 200 403 403 403 403 sign
GET /desk/help                                       | sign sign sign 403 403 403 403 403 403 sign
GET /desk/help/:share                                | sign sign sign 403 403 403 403 403 403 sign
GET /desk/help/:share/:step                          | sign sign sign 403 403 403 403 403 403 sign
GET /desk/search                                     | sign sign sign 200 200 200 200 200 200 sign
GET /desk/cases/:ref                                 | sign sign sign 404 200 200 404 404 404 sign
GET /desk/cases/:ref/files/:file                     | sign sign sign 404 200 200 404 404 404 sign
GET /desk/cases/:ref/official/:kind                  | sign sign sign 404 200 200 404 404 404 sign
GET /desk/cases/:ref/notice                          | sign sign sign 200 404 404 404 404 404 sign
GET /desk/cases/:ref/:act                            | sign sign sign 404 403 200 404 404 404 sign
GET /desk/pay                                        | sign sign sign 403 403 403 200 200 403 sign
GET /desk/pay/new                                    | sign sign sign 403 403 403 422 422 403 sign
GET /desk/pay/:run                                   | sign sign sign 403 403 403 200 404 403 sign
GET /desk/pay/:run/file                              | sign sign sign 403 403 403 200 404 403 sign
GET /demo/people                                     | 200 200 200 200 200 200 200 200 200 200
GET /demo/messages                                   | 200 200 200 200 200 200 200 200 200 200
GET /demo/gallery                                    | 200 200 200 200 200 200 200 200 200 200
GET /demo/gallery/:example                           | 200 200 200 200 200 200 200 200 200 200
POST /track                                          | 422 422 422 422 422 422 422 422 422 422
POST /sign-in                                        | 422 422 422 422 422 422 422 422 422 422
POST /sign-in/:code                                  | 422 422 422 422 422 422 422 422 422 422
POST /sign-out                                       | 303 303 303 303 303 303 303 303 303 303
POST /me/notices                                     | 401 422 422 401 401 401 401 401 401 422
POST /me/people/new                                  | 401 422 422 401 401 401 401 401 401 422
POST /services/:service/apply                        | sign 422 422 sign sign sign sign sign sign 422
POST /for/:person/prove                              | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/prove (helper's)                   | 401 404 404 401 401 401 401 401 401 404
POST /for/:person/prove/:code                        | 401 404 404 401 401 401 401 401 401 422
POST /for/:person/prove/:code (helper's)             | 401 404 404 401 401 401 401 401 401 404
POST /preferences                                    | 303 303 303 303 303 303 303 303 303 303
POST /for/:person/drafts/:draft/check                | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/drafts/:draft/check (helper's)     | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/marks                | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/drafts/:draft/marks (helper's)     | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/other-service        | 401 404 404 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/other-service (helper's) | 401 404 404 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/:step                | 401 404 404 401 401 401 401 401 401 422
POST /for/:person/drafts/:draft/:step (helper's)     | 401 404 422 401 401 401 401 401 401 404
POST /for/:person/cases/:ref/papers                  | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/cases/:ref/papers (helper's)       | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/cases/:ref/withdraw                | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/cases/:ref/withdraw (helper's)     | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/cases/:ref/amend                   | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/cases/:ref/amend (helper's)        | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/cases/:ref/object                  | 401 404 404 401 401 401 401 401 401 409
POST /for/:person/cases/:ref/object (helper's)       | 401 404 409 401 401 401 401 401 401 404
POST /for/:person/cases/:ref/again                   | 401 404 404 401 401 401 401 401 401 409
POST /for/:person/cases/:ref/again (helper's)        | 401 404 409 401 401 401 401 401 401 404
POST /for/:person/certificates/:id/codes             | 401 404 404 401 401 401 401 401 401 422
POST /for/:person/certificates/:id/codes (helper's)  | 401 404 422 401 401 401 401 401 401 404
POST /for/:person/certificates/:id/end-codes         | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/certificates/:id/end-codes (helper's) | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/benefits/:id/account               | 401 404 404 401 401 401 401 401 401 422
POST /for/:person/benefits/:id/account (helper's)    | 401 404 403 401 401 401 401 401 401 404
POST /desk/sign-in                                   | 200 200 200 200 200 200 200 200 200 200
POST /desk/sign-out                                  | 303 303 303 303 303 303 303 303 303 303
POST /desk/tickets                                   | 401 401 401 403 422 403 403 403 403 401
POST /desk/tickets/:ref                              | 401 401 401 403 422 403 403 403 403 401
POST /desk/tickets/:ref/:act                         | 401 401 401 403 303 403 403 403 403 401
POST /desk/intake                                    | 401 401 401 403 403 403 403 403 403 401
POST /desk/intake/:ref                               | 401 401 401 403 403 403 403 403 403 401
POST /desk/intake/:ref/discard                       | 401 401 401 403 403 403 403 403 403 401
POST /desk/begin                                     | 401 401 401 403 403 403 403 403 403 401
POST /desk/calls                                     | 401 401 401 403 303 403 403 403 403 401
POST /desk/letters                                   | 401 401 401 303 303 303 403 403 303 401
POST /desk/banner                                    | 401 401 401 403 422 403 403 403 403 401
POST /desk/banner/:banner                            | 401 401 401 403 404 403 403 403 403 401
POST /desk/help                                      | 401 401 401 403 403 403 403 403 403 401
POST /desk/help/:share/:step                         | 401 401 401 403 403 403 403 403 403 401
POST /desk/search                                    | 401 401 401 422 422 422 422 422 422 401
POST /desk/cases/:ref                                | 401 401 401 404 422 422 404 404 404 401
POST /desk/cases/:ref/seen                           | 401 401 401 404 403 303 404 404 404 401
POST /desk/cases/:ref/:act                           | 401 401 401 404 403 303 404 404 404 401
POST /desk/pay/new                                   | 401 401 401 403 403 403 404 404 403 401
POST /desk/pay/:run                                  | 401 401 401 403 403 403 422 404 403 401
POST /for/:person/drafts/:draft/delete               | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/drafts/:draft/delete (helper's)    | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/help                 | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/drafts/:draft/help (helper's)      | 401 404 303 401 401 401 401 401 401 404
POST /for/:person/drafts/:draft/help/stop            | 401 404 404 401 401 401 401 401 401 303
POST /for/:person/drafts/:draft/help/stop (helper's) | 401 404 303 401 401 401 401 401 401 404
`

// TestForeignLooksLikeMissing: what belongs to others is answered with the same
// page as what does not exist.
func TestForeignLooksLikeMissing(t *testing.T) {
	s := startStage(t)
	for _, r := range s.Server.Routes() {
		mine := slices.ContainsFunc([]string{":person", "/cases/:ref", "/tickets/:ref", "/intake/:ref", "/hotline/t/:ref", ":run"},
			func(part string) bool { return strings.Contains(r.Path, part) })
		if r.Method != http.MethodGet || !mine {
			continue
		}
		who := "empty"
		switch {
		case strings.Contains(r.Path, "/desk/tickets/"), strings.Contains(r.Path, "/desk/intake/"):
			who = operatorNumber // of the other place
		case strings.Contains(r.Path, ":run"):
			who = "E701"
		case strings.HasSuffix(r.Path, "/notice"):
			who = "D101"
		case strings.Contains(r.Path, "/desk/"):
			who = "E101"
		}
		foreign := s.anew(t, who).Get(s.fillIn(r, "own")).Want(404)
		nowhere := s.anew(t, who).Get(s.fillIn(r, missing)).Want(404)
		if a, b := anonymous(foreign), anonymous(nowhere); a != b {
			t.Errorf("%s: the answers differ:\n%s\n%s", r.Path, a, b)
		}
	}
}

var values = regexp.MustCompile(`(value|href|action)="[^"]*"`)

// anonymous is a page without addresses, tokens and the number of the request.
func anonymous(a webtest.Answer) string {
	return string(values.ReplaceAll(rest(a.Body), nil))
}

// TestCheckLeavesNoTrace: who checks a card gets no cookie, and every code that is
// not alive is answered with the same bytes.
func TestCheckLeavesNoTrace(t *testing.T) {
	s := startStage(t)
	has := s.has["own"]
	dead := s.checkCode(holding{who: "wang", at: "/zh-Hans/for/" + s.players["wang"].own, id: has.card}, benefit.CodeShort)
	s.Clock.Move(31 * time.Minute)
	var first string
	for _, at := range []string{"/v/", "/zh-Hans/v/"} {
		if a := s.anew(t, "").Get(at + has.printed).Want(200); a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", at)
		}
		for _, code := range []string{portal.NewID(), dead, strings.Repeat("a", 26), "x", strings.Repeat("1", 500), "%3Cb%3E"} {
			a := s.anew(t, "").Get(at + code).Want(404)
			page := string(fresh.ReplaceAll(a.Body, nil))
			if first == "" {
				first = page
			}
			if page != first || a.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s%.30s is answered in its own way:\n%s\n%s", at, code, page, first)
			}
		}
	}
	for _, who := range []string{"wang", "D101"} {
		if a := s.anew(t, who).Get("/v/" + has.printed).Want(200); a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s gets a cookie", who)
		}
	}
}

// TestForeignHosts: every address is ours under our own name only (contract 4).
func TestForeignHosts(t *testing.T) {
	s := startStage(t)
	for _, r := range s.Server.Routes() {
		if r.Path == "/healthz" || r.Path == "/readyz" {
			continue
		}
		for _, change := range []func(*webtest.Client){
			func(c *webtest.Client) { c.Host = "portal.example" },
			func(c *webtest.Client) { c.Header["X-Forwarded-For"] = "192.0.2.1" },
			func(c *webtest.Client) { c.Header["X-Forwarded-Host"] = "127.0.0.1" },
			func(c *webtest.Client) { c.Header["Forwarded"] = "for=192.0.2.1" },
		} {
			client := s.anew(t, "wang")
			change(client)
			a := client.Do(r.Method, s.fillIn(r, "own"), "", nil)
			if a.Status != 421 || a.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s %s: status %d", r.Method, r.Path, a.Status)
			}
		}
	}
}

// TestForgedPosts: no form is taken from another site, and none without a token
// where the browser does not say where it comes from.
func TestForgedPosts(t *testing.T) {
	s := startStage(t)
	count := 0
	for _, r := range s.Server.Routes() {
		if r.Method == http.MethodGet {
			continue
		}
		for _, header := range []map[string]string{
			{"Sec-Fetch-Site": "cross-site", "Origin": ""},
			{"Sec-Fetch-Site": "same-site", "Origin": ""},
			{"Sec-Fetch-Site": "", "Origin": "https://portal.example"},
			{"Sec-Fetch-Site": "", "Origin": "null"},
			{"Sec-Fetch-Site": "", "Origin": ""},
		} {
			client := s.anew(t, "wang")
			client.Header = header
			a := client.Post(s.fillIn(r, "own"), form("_csrf", "forged", "_key", portal.NewID()))
			if a.Status != 403 {
				t.Errorf("%s %v: status %d", r.Path, header, a.Status)
			}
			count++
		}
	}
	// The focus is untouched.
	s.take(t, shot{path: s.draftPath("own", "name"), who: "wang"})
	floor.Count(t, "forged posts", count)
}

// TestWrongMethods: an address that is known answers another method with 405 and
// a page.
func TestWrongMethods(t *testing.T) {
	s := startStage(t)
	known := map[string]bool{}
	for _, r := range s.Server.Routes() {
		known[r.Method+r.Path] = true
	}
	for _, r := range s.Server.Routes() {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			if known[method+r.Path] || method == http.MethodPost && strings.HasPrefix(r.Path, "/:lang/desk/cases/:ref/") {
				continue
			}
			if a := s.anew(t, "wang").Do(method, s.fillIn(r, "own"), "", nil); a.Status != 405 && !s.shadowed(method, r) {
				t.Errorf("%s %s: status %d", method, r.Path, a.Status)
			}
		}
	}
}

// shadowed: a fixed last part may be taken for the value of a route with a
// parameter, which then answers.
func (s *stage) shadowed(method string, r web.Route) bool {
	_, takes := routeOf(s.Server.Routes(), method, s.fillIn(r, "own"))
	return takes
}

// TestNoSuchAddress: unknown languages, steps, acts and papers are a page that
// helps on, in the reader's language.
func TestNoSuchAddress(t *testing.T) {
	s := startStage(t)
	for _, tc := range []struct{ who, path string }{
		{"", "/fr"}, {"", "/fr/services"}, {"", "/zh-hans/help"}, {"", "/zh-Hans/services/" + missing}, {"", "/zh-Hans/sign-in/" + missing},
		{"", "/zh-Hans/..%2f..%2fetc%2fpasswd"}, {"", "/zh-Hans/%00"}, {"", "/zh-Hans/%ff%fe"}, {"", "/static/..%2fstatic.go"},
		{"wang", s.draftPath("own", missing)}, {"wang", s.draftPath("own", "mandate")}, {"wang", s.draftPath("own", "%3Cb%3E")},
		{"wang", "/zh-Hans/services/" + missing + "/apply"}, {"wang", "/t/" + missing},
		{"wang", s.casePath("wang", "wang", s.ref(), "/official/"+missing)},
		{"D101", "/zh-Hans/desk/cases/" + string(s.ref()) + "/" + missing},
		{"", "/demo/gallery/" + missing}, {"", "/" + strings.Repeat("a", 4000)},
	} {
		a := s.anew(t, tc.who).Get(tc.path)
		if a.Status != 404 || a.One("html").Attr("lang") != "zh-Hans" || !strings.Contains(a.Text(), "12385") {
			t.Errorf("%s: status %d, %.100s", tc.path, a.Status, a.Text())
		}
	}
	s.anew(t, "").Get("/%E5%8A%9E%E4%BA%8B").Want(404).Audit()
}
