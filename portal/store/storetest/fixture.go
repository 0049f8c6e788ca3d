package storetest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/locales"
	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/desk"
	"changban/portal/field"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/seal"
	"changban/portal/setting"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
)

// Clock stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at hour:minute of a day in Asia/Shanghai.
func NewClock(day portal.Day, hour, minute int) *Clock {
	return &Clock{now: day.Time().Add(time.Duration(hour*60+minute) * time.Minute).UTC()}
}

// Now returns the instant the clock stands at.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move moves the clock.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// MoveTo moves the clock to 9 o'clock in Asia/Shanghai of a day.
func (c *Clock) MoveTo(day portal.Day) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = day.Time().Add(9 * time.Hour).UTC()
}

// House is the portal without pages over one store: what the tests of the domain
// stand on. The day is 23 March 2026 unless the clock was moved.
type House struct {
	Store     *relation.Store
	Clock     *Clock
	Catalogue *catalogue.Catalogue
	Calendar  deadline.Calendar
	Places    office.Places
	Units     office.Tree
	Settings  *setting.Reader
	Accounts  *people.Accounts
	SignIn    *people.SignIn
	Claims    *people.Claims
	Apply     *application.Applications
	Desk      *desk.Desk
	Payroll   *benefit.Payroll
	Promises  hotline.Rules // of tickets; the tickets themselves are the store's
}

// FirstDay is a Monday without a holiday near.
const FirstDay = portal.Day("2026-03-23")

// Memory builds a house over an empty store in memory.
func Memory(t testing.TB) *House {
	t.Helper()
	db, err := sqlite.Memory(context.Background())
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	return NewHouse(t, relation.New(db, seal.Generate(time.Unix(1, 0)), t.TempDir()))
}

// NewHouse joins the parts over a store, with the embedded services, places and
// the offices of the demonstration.
func NewHouse(t testing.TB, store *relation.Store) *House {
	t.Helper()
	h := &House{Store: store, Clock: NewClock(FirstDay, 9, 0)}
	files, err := embedded()
	ok(t, err)
	h.Catalogue, h.Calendar, h.Places, h.Units = files.catalogue, files.calendar, files.places, files.units
	h.join()
	for _, s := range h.Catalogue.All() {
		h.Keep(t, s)
	}
	return h
}

// laid is what the embedded files say. It is read once and never changed, so that
// a thousand houses share it.
type laid struct {
	catalogue *catalogue.Catalogue
	calendar  deadline.Calendar
	places    office.Places
	units     office.Tree
}

var embedded = sync.OnceValues(func() (laid, error) {
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		return laid{}, err
	}
	var l laid
	if l.catalogue, err = catalogue.Load(catalogue.Embedded(), words); err != nil {
		return laid{}, err
	}
	if l.calendar, err = deadline.Embedded(); err != nil {
		return laid{}, err
	}
	if l.places, err = office.LoadPlaces(); err != nil {
		return laid{}, err
	}
	l.units, err = office.LoadTree(l.places, true)
	return l, err
})

// Keep stores a definition, as the start of the portal does.
func (h *House) Keep(t testing.TB, s *catalogue.Service) {
	t.Helper()
	body, err := s.Encode()
	ok(t, err)
	ok(t, h.Store.PutDefinition(context.Background(), s.Hash, s.ID, body))
}

func (h *House) join() {
	h.Settings = setting.NewReader(h.Store, h.Clock)
	h.Accounts = &people.Accounts{People: h.Store, Register: h.Store, Clock: h.Clock}
	h.SignIn = &people.SignIn{
		Codes: h.Store, Limits: noLimit{}, Clock: h.Clock, CanSend: true,
		Keyed: func(id, code string) []byte { return []byte(id + "/" + code) },
		Life:  func(context.Context) time.Duration { return 10 * time.Minute },
	}
	h.Claims = &people.Claims{Accounts: h.Accounts, SignIn: h.SignIn}
	h.Apply = &application.Applications{
		Drafts: h.Store, Cases: h.Store, Files: h.Store, Accounts: h.Accounts, Catalogue: h.Catalogue,
		Calendar: h.Calendar, Units: h.Units, Places: h.Places, Settings: h.Settings, Clock: h.Clock,
		Twins: h.Store, Cards: h.Store.Cards(), Shares: h.Store, Calls: h.Store,
		Roads: []delivery.Road{delivery.SMS, delivery.Call},
	}
	h.Promises = hotline.Rules{Calendar: h.Calendar, Terms: hotline.TermsOf(setting.Resolve(nil, FirstDay))}
	h.Payroll = &benefit.Payroll{Pays: h.Store, Benefits: h.Store, Log: h.Store, Clock: h.Clock}
	h.Desk = &desk.Desk{
		Cases: h.Store, Lists: h.Store, Files: h.Store, Units: h.Units, Catalogue: h.Catalogue,
		Calendar: h.Calendar, Settings: h.Settings, Clock: h.Clock,
		Holdings: h.Store, TwinCases: h.Store, Register: h.Store,
	}
}

type noLimit struct{}

func (noLimit) Allowed(context.Context, string, string) error { return nil }

// Code returns the digits of the code sent last and the phone it went to; both
// are "" when none was sent since the last call.
func (h *House) Code(t testing.TB) (digits, phone string) {
	t.Helper()
	list, err := h.Store.Claim(context.Background(), h.Clock.Now(), "test", 100, time.Hour)
	ok(t, err)
	for _, m := range list {
		if m.Data["Code"] != "" {
			digits, phone = m.Data["Code"], m.Data["Phone"]
		}
	}
	return digits, phone
}

// Resident is somebody who signed in, with a context that says so.
type Resident struct {
	Ctx      context.Context
	Identity people.Identity
	Own      string // own person
}

// Resident signs somebody in.
func (h *House) Resident(t testing.TB, phone string) Resident {
	t.Helper()
	i, l, err := h.Store.Arrive(context.Background(), phone, h.Clock.Now())
	ok(t, err)
	actor := portal.Actor{Kind: portal.ActorIdentity, ID: i.ID, Channel: portal.ChannelWeb, Language: "zh-Hans"}
	return Resident{Ctx: portal.WithActor(context.Background(), actor), Identity: i, Own: l.Person}
}

// Officer is somebody at the desk, with a context that says so.
type Officer struct {
	Ctx   context.Context
	Staff office.Staff
}

// Officer makes an officer of a unit.
func (h *House) Officer(name, unit string, roles ...office.Role) Officer {
	s := office.Staff{ID: portal.NewID(), Number: name, Name: name, Unit: unit, Roles: roles}
	actor := portal.Actor{Kind: portal.ActorStaff, ID: s.ID, Channel: portal.ChannelWeb, Language: "zh-Hans"}
	return Officer{Ctx: portal.WithActor(context.Background(), actor), Staff: s}
}

// CitizenNumber completes 17 positions to a citizen number of valid form.
func CitizenNumber(first17 string) string {
	for _, last := range "0123456789X" {
		if id, problem := portal.ParseIDNumber(first17+string(last), ""); problem == "" {
			return id.Text
		}
	}
	panic("no citizen number begins with " + first17)
}

// Places of the stories.
const (
	Donghe       = "150202"
	Erenhot      = "152501"
	Shijiazhuang = "130102"
)

// Typed is what a reader types, by control name.
type Typed map[string]string

// Answers is what an invented resident types. card is category and level as on
// the card's 19th and 20th position, such as "42".
func Answers(hukou, residence, card string) Typed {
	id := CitizenNumber("15250119500615002")
	return Typed{
		"name": "Bao Lide", "id_number": id, "phone": "13947900001", "contact_channel": "sms", "contact_language": "zh",
		"hukou_jurisdiction": hukou, "residence_jurisdiction": residence, "residence_address.street": "Yingbin 1",
		"card_no": id + card, "card_valid_to.year": "2033", "card_valid_to.month": "5", "card_valid_to.day": "1",
		"guardian_name": "Bao Tuya", "guardian_id_number": CitizenNumber("15250119800101002"), "guardian_relation": "child",
		"bank_name": "Nongye", "bank_account": "6228480000000000018", "account_holder": "Bao Lide", "care_needs": "eat",
		"own_name": "Bao Tuya", "own_id_number": CitizenNumber("15250119800101002"),
	}
}

// With returns the answers with some changed: names and values in turn.
func (a Typed) With(pairs ...string) Typed {
	changed := Typed{}
	for name, value := range a {
		changed[name] = value
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		changed[pairs[i]] = pairs[i+1]
	}
	return changed
}

// Form gives the answers as a page posts them; values of several boxes are
// parted by commas.
func (a Typed) Form() field.Form {
	return func(name string) []string {
		if a[name] == "" {
			return nil
		}
		return strings.Split(a[name], ",")
	}
}

// Begin starts a draft of the nursing subsidy.
func (h *House) Begin(t testing.TB, r Resident, person string) application.Where {
	t.Helper()
	d, err := h.Apply.Begin(r.Ctx, person, "nursing-subsidy", portal.NewID())
	ok(t, err)
	return application.Where{Person: person, Draft: d.ID}
}

// Fill answers every open question in its order, papers are brought to the
// office, and returns the steps it passed.
func (h *House) Fill(t testing.TB, r Resident, w application.Where, typed Typed) []string {
	t.Helper()
	var passed []string
	for range 60 {
		v, err := h.Apply.View(r.Ctx, w)
		ok(t, err)
		step := v.Journey().Resume()
		if step == application.CheckStep {
			return passed
		}
		passed = append(passed, step)
		ok(t, h.answer(r, w, v, step, typed))
	}
	t.Fatalf("the questions do not end: %v", passed)
	return nil
}

func (h *House) answer(r Resident, w application.Where, v *application.View, step string, typed Typed) error {
	station, _ := v.Journey().Find(step)
	switch {
	case station.Step.Shared:
		_, _, err := h.Apply.AnswerPapers(r.Ctx, w, step, nil)
		return err
	case station.Step.Paper != "":
		_, _, err := h.Apply.AnswerPapers(r.Ctx, w, step, []application.PaperAnswer{{Paper: station.Step.Paper, Way: paper.Office}})
		return err
	}
	_, err := h.Apply.Answer(r.Ctx, w, application.Answers{Step: step, Form: typed.Form()})
	return err
}

// Sending is what the check page posts, with the truth ticked.
func Sending(key string) application.Sending {
	return application.Sending{
		Key: key, Form: Typed{"truth_statement": "true"}.Form(), Consents: []string{"It is true."},
		Declare: func(v *application.View) application.Declaration {
			return application.Declaration{Language: "zh-Hans", Title: v.Service.ID}
		},
	}
}

// Send fills a new draft for a person and sends it.
func (h *House) Send(t testing.TB, r Resident, person string, typed Typed) matter.Reference {
	t.Helper()
	w := h.Begin(t, r, person)
	h.Fill(t, r, w, typed)
	sent, err := h.Apply.Submit(r.Ctx, w, Sending(portal.NewID()))
	ok(t, err)
	return sent.Ref
}

// AddRelative makes a person the resident may file for.
func (h *House) AddRelative(t testing.TB, r Resident, relation people.Relation, guardian bool) string {
	t.Helper()
	id, err := h.Accounts.AddRelative(r.Ctx, people.NewRelative{Relation: relation, Guardian: guardian, Key: portal.NewID()})
	ok(t, err)
	return id
}

// Link gives a resident a second way in to a person, as a mandate or another
// phone of the person will; written again it changes the level.
func (h *House) Link(t testing.TB, r Resident, person string, level people.Level) {
	t.Helper()
	_, err := h.Store.DB().Write(context.Background(), relation.Statement{
		SQL: "insert into link (identity, person, relation, capacity, level, confirmed, valid_to, start_key, created)" +
			" values ($1, $2, 'other', 'self', $3, 1, '', 'second', 1)" +
			" on conflict (identity, person) do update set level = excluded.level",
		Args: []any{r.Identity.ID, person, int64(level)},
	})
	ok(t, err)
}
