package account_test

import (
	"context"
	"crypto/sha256"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"changban/locales"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/seal"
	"changban/portal/session"
	"changban/portal/setting"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
	"changban/portal/web"
	pages "changban/portal/web/account"
	"changban/portal/web/webtest"
)

// house is the area on the in-memory store, with the messages it sent.
type house struct {
	*webtest.Kernel
	store  *relation.Store
	sent   *outbox
	signIn *account.SignIn
	apply  *application.Applications
}

// outbox notes the codes that the log channel never shows.
type outbox struct {
	*relation.Store
	mu       sync.Mutex
	messages []delivery.Message
}

func (o *outbox) PutCode(ctx context.Context, c account.Code, m delivery.Message) error {
	o.mu.Lock()
	o.messages = append(o.messages, m)
	o.mu.Unlock()
	return o.Store.PutCode(ctx, c, m)
}

func (o *outbox) code(t *testing.T) string {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.messages) == 0 {
		t.Fatal("no code was sent")
	}
	return o.messages[len(o.messages)-1].Data["Code"]
}

// limiter stands for the one in cmd/portal.
type limiter struct{ session.Limiter }

func (l limiter) Allowed(ctx context.Context, rule, key string) error {
	if ok, wait, _ := l.Allow(ctx, session.Rule{Name: rule, Count: 6, Window: time.Hour}, key); !ok {
		return web.Limited(wait)
	}
	return nil
}

func open(t *testing.T, change ...func(*web.Config)) *house {
	t.Helper()
	ctx := context.Background()
	db, err := sqlite.Memory(ctx)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	h := &house{Kernel: webtest.New(t, change...)}
	h.store = relation.New(db, seal.Generate(webtest.Start()), t.TempDir())
	h.sent = &outbox{Store: h.store}
	h.build(t)
	return h
}

func (h *house) build(t *testing.T) {
	t.Helper()
	words, err := catalogue.ReadWords(locales.Files())
	must(t, err)
	services, err := catalogue.Load(catalogue.Embedded(), words)
	must(t, err)
	calendar, err := deadline.Embedded()
	must(t, err)
	places, err := office.LoadPlaces()
	must(t, err)
	units, err := office.LoadTree(places, true)
	must(t, err)
	accounts := &account.Accounts{People: h.store, Register: h.store, Clock: h.Clock}
	h.signIn = &account.SignIn{
		Codes: h.sent, Limits: limiter{session.NewLocal(h.Clock)}, Clock: h.Clock, CanSend: true,
		Keyed: func(id, code string) []byte { sum := sha256.Sum256([]byte(id + code)); return sum[:] },
		Life:  func(context.Context) time.Duration { return 10 * time.Minute },
	}
	h.apply = &application.Applications{
		Drafts: h.store, Cases: h.store, Files: h.store, Accounts: accounts, Catalogue: services,
		Calendar: calendar, Units: units, Places: places, Settings: setting.NewReader(h.store, h.Clock), Clock: h.Clock,
	}
	for _, s := range services.All() {
		body, err := s.Encode()
		must(t, err)
		must(t, h.store.PutDefinition(context.Background(), s.Hash, s.ID, body))
	}
	pages.Pages{
		Accounts: accounts, SignIn: h.signIn, Claims: &account.Claims{Accounts: accounts, SignIn: h.signIn},
		Applications: h.apply, Catalogue: services, Wishes: h.store,
		Tickets: &hotline.Tickets{House: hotline.House{Store: h.store, Drafts: h.store, Lists: h.store, Units: units, Calendar: calendar,
			Settings: h.apply.Settings, Clock: h.Clock}, People: h.store},
	}.Mount(h.Server)
	h.mountQuestion()
}

// mountQuestion stands for the question pages of another area: they need a
// session and say what was posted.
func (h *house) mountQuestion() {
	show := func(c *fiber.Ctx, p *web.Page) error {
		if err := p.Require(session.Resident); err != nil {
			return err
		}
		form, err := web.ReadForm(c)
		if err != nil {
			return err
		}
		return c.SendString("question " + form.One("name"))
	}
	h.Get("/for/:person/drafts/:draft/:step", show)
	h.Post("/for/:person/drafts/:draft/:step", show)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const (
	lang  = "/zh-Hans"
	phone = "13800138000"
)

// resident signs a phone in through the pages and returns the browser and the
// reader's own person.
func (h *house) resident(t *testing.T, number string) (*webtest.Client, string) {
	t.Helper()
	c := h.Client(t)
	a := c.Press(c.Get(lang+"/sign-in"), "发短信给我", url.Values{"phone": {number}})
	a = c.Press(a, "登录", url.Values{"code": {h.sent.code(t)}}).Want(200)
	return c, strings.TrimPrefix(a.Path, lang+"/for/")
}

// as returns a context in which an identity acts.
func as(identity string) context.Context {
	return portal.WithActor(context.Background(), portal.Actor{
		Kind: portal.ActorIdentity, ID: identity, Channel: portal.ChannelWeb, Language: locales.Source,
	})
}

func identityOf(t *testing.T, h *house, number string) string {
	t.Helper()
	identity, _, err := h.store.Arrive(context.Background(), number, h.Clock.Now())
	must(t, err)
	return identity.ID
}
