package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"changban/locales"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/banner"
	"changban/portal/benefit"
	"changban/portal/catalogue"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/desk"
	"changban/portal/hotline"
	"changban/portal/office"
	"changban/portal/seal"
	"changban/portal/session"
	"changban/portal/session/redis"
	"changban/portal/setting"
	"changban/portal/store/postgres"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
)

// house is everything opened and joined: what the pages, the worker and the
// operator's commands stand on.
type house struct {
	config    config
	clock     portal.Clock
	log       *slog.Logger
	ring      *seal.Ring
	store     *relation.Store
	cache     *redis.Client
	words     *locales.Bundle
	catalogue *catalogue.Catalogue
	board     *catalogue.Board
	banners   *banner.Desk
	calendar  deadline.Calendar
	places    office.Places
	units     office.Tree
	settings  *setting.Reader
	sessions  *session.Manager
	limits    session.Limiter
	signIn    *account.SignIn
	accounts  *account.Accounts
	apply     *application.Applications
	desk      *desk.Desk
	tickets   *hotline.Tickets
	lines     *hotline.Desk
	rounds    hotline.Round
	keeper    *benefit.Keeper
	payroll   *benefit.Payroll
	watcher   *benefit.Watcher
	channels  map[delivery.Road]delivery.Channel
	closers   []func() error
	sealed    portal.Day // last day whose root is known to be signed; the worker's own
}

// open reads the configuration and builds the house on the machine's clock.
func (r run) open(ctx context.Context) (*house, error) {
	c, err := readConfig(r.env)
	if err != nil {
		return nil, err
	}
	return build(ctx, c, portal.SystemClock{}, slog.New(slog.NewTextHandler(r.errs, nil)))
}

// build opens the stores and joins the parts. What fails is one sentence.
func build(ctx context.Context, c config, clock portal.Clock, log *slog.Logger) (*house, error) {
	h := &house{config: c, clock: clock, log: log}
	for _, step := range []func(context.Context) error{h.readFiles, h.openKeys, h.openStore, h.openCache, h.join, h.openRoads} {
		if err := step(ctx); err != nil {
			h.close()
			return nil, err
		}
	}
	return h, nil
}

func (h *house) close() {
	for i := len(h.closers) - 1; i >= 0; i-- {
		if err := h.closers[i](); err != nil {
			h.log.Error("closing", "kind", portal.KindOf(err)) // a driver's text may quote values
		}
	}
}

// readFiles reads words, services, calendar, places and units, the embedded
// ones with the operator's folder laid over them, and checks them whole.
func (h *house) readFiles(context.Context) error {
	err := h.readLaid()
	if err != nil && h.config.Catalogue != "" {
		return fmt.Errorf("PORTAL_CATALOGUE: %w", err)
	}
	return err
}

func (h *house) readLaid() error {
	var overlay, wordOverlay []fs.FS
	if h.config.Catalogue != "" {
		if _, err := os.ReadDir(h.config.Catalogue); err != nil {
			return errors.New("the folder cannot be read") // without this a slip of the pen would mean "no folder"
		}
		dir := os.DirFS(h.config.Catalogue)
		overlay = []fs.FS{dir}
		if words, err := fs.Sub(dir, "locales"); err == nil {
			wordOverlay = []fs.FS{words}
		}
	}
	var err error
	if h.words, err = locales.Load(wordOverlay...); err != nil {
		return err
	}
	said, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		return err
	}
	if h.catalogue, err = catalogue.Load(catalogue.Embedded(), said, overlay...); err != nil {
		return err
	}
	if h.board, err = catalogue.OpenBoard(h.clock, h.log, overlay...); err != nil {
		return err
	}
	if h.calendar, err = deadline.Embedded(overlay...); err != nil {
		return err
	}
	if h.places, err = office.LoadPlaces(overlay...); err != nil {
		return err
	}
	for _, l := range h.words.Languages() {
		h.places = h.places.Called(placeNames(h.words.Localizer(l.Tag)))
	}
	h.units, err = office.LoadTree(h.places, h.config.Demo, overlay...)
	return err
}

// placeNames are the names of places that a language has, as people type them.
func placeNames(words *locales.Localizer) func(portal.Place, string) string {
	return func(code portal.Place, chinese string) string {
		return words.Named("place."+string(code), chinese)
	}
}

// openKeys reads the key ring; in demo a first start makes one.
func (h *house) openKeys(context.Context) error {
	file := h.config.KeysFile
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) && h.config.Demo {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return fmt.Errorf("PORTAL_DATA: the folder cannot be made: %w", err)
		}
		if err := seal.Generate(h.clock.Now()).Save(file); err != nil {
			return fmt.Errorf("PORTAL_KEYS_FILE: %w", err)
		}
	}
	ring, err := seal.Load(file)
	if err != nil {
		return fmt.Errorf("PORTAL_KEYS_FILE: the key ring cannot be read: %w", err)
	}
	h.ring = ring
	return nil
}

func (h *house) openStore(ctx context.Context) error {
	db, err := h.openDatabase(ctx)
	if err != nil {
		return err
	}
	h.store = relation.New(db, h.ring, filepath.Join(h.config.Data, "uploads"))
	h.closers = append(h.closers, h.store.Close)
	err = h.store.Mark(ctx, h.config.Demo)
	if portal.Is(err, portal.KindConflict) {
		return fmt.Errorf("PORTAL_DEMO: %s holds the other kind of people, invented or real, and is not opened", h.where())
	}
	if err != nil {
		return fmt.Errorf("%s cannot be used (%s)", h.where(), portal.KindOf(err))
	}
	return nil
}

// where names the store by the variable that chose it.
func (h *house) where() string {
	if h.config.DatabaseURL != "" {
		return "the database of PORTAL_DATABASE_URL"
	}
	return "the folder of PORTAL_DATA"
}

func (h *house) openDatabase(ctx context.Context) (relation.DB, error) {
	if h.config.DatabaseURL != "" {
		db, err := postgres.Open(ctx, h.config.DatabaseURL)
		if err != nil {
			return nil, fmt.Errorf("PORTAL_DATABASE_URL: %w", err)
		}
		return db, nil
	}
	if err := os.MkdirAll(h.config.Data, 0o700); err != nil {
		return nil, fmt.Errorf("PORTAL_DATA: the folder cannot be made: %w", err)
	}
	db, err := sqlite.Open(ctx, filepath.Join(h.config.Data, "portal.db"))
	if err != nil {
		return nil, fmt.Errorf("PORTAL_DATA: the embedded store cannot be opened: %w", err)
	}
	return db, nil
}

// openCache opens Redis, real or in process. The embedded one has a clock of its
// own that stands still unless it is driven.
func (h *house) openCache(context.Context) error {
	var err error
	if h.config.RedisURL != "" {
		if h.cache, err = redis.Open(h.config.RedisURL, h.clock); err != nil {
			return fmt.Errorf("PORTAL_REDIS_URL: %w", err)
		}
	} else {
		ticker := time.NewTicker(time.Second)
		h.closers = append(h.closers, func() error { ticker.Stop(); return nil })
		if h.cache, err = redis.Embedded(h.clock, ticker.C); err != nil {
			return err
		}
	}
	h.closers = append(h.closers, h.cache.Close)
	return nil
}

// join builds the domain on the stores.
func (h *house) join(ctx context.Context) error {
	h.settings = setting.NewReader(h.store, h.clock)
	h.sessions = session.New(h.store, h.cache, h.clock)
	h.limits = session.Fallback{Shared: h.cache, Local: session.NewLocal(h.clock)}
	h.accounts = &account.Accounts{People: h.store, Register: h.store, Clock: h.clock}
	h.signIn = &account.SignIn{
		Codes: h.store, Limits: limiter{h.limits, h.ring}, Clock: h.clock,
		Keyed: h.keyed, Life: h.codeLife, CanSend: h.config.Demo,
	}
	if h.config.SMS.URL != "" {
		h.signIn.CanSend, h.signIn.Road = true, delivery.SMS
	}
	h.apply = &application.Applications{
		Drafts: h.store, Cases: h.store, Files: h.store, Accounts: h.accounts, Catalogue: h.catalogue,
		Calendar: h.calendar, Units: h.units, Places: h.places, Settings: h.settings, Clock: h.clock,
		Twins: h.store, Cards: h.store.Cards(), Shares: h.store, Calls: h.store,
		Tries: limiter{h.limits, h.ring}, Roads: h.phoneRoads(),
	}
	h.desk = &desk.Desk{
		Cases: h.store, Lists: h.store, Files: h.store, Units: h.units, Catalogue: h.catalogue,
		Calendar: h.calendar, Settings: h.settings, Clock: h.clock,
		Holdings: holdings{h.store.Cards(), h.store}, TwinCases: h.store, Register: h.store,
	}
	h.banners = &banner.Desk{Store: h.store, Clock: h.clock, Board: &banner.Board{Store: h.store, Clock: h.clock}}
	h.joinHoldings()
	h.joinHotline()
	return h.keepDefinitions(ctx)
}

// phoneRoads are those by which a code reaches a telephone: in demo the page of
// messages stands for it.
func (h *house) phoneRoads() []delivery.Road {
	var roads []delivery.Road
	if h.config.Demo || h.config.SMS.URL != "" {
		roads = append(roads, delivery.SMS)
	}
	if h.config.Demo || h.config.Voice.URL != "" {
		roads = append(roads, delivery.Call)
	}
	return roads
}

// keepDefinitions stores the present version of every service, so that drafts
// and cases can point to it for good (decisions 8).
func (h *house) keepDefinitions(ctx context.Context) error {
	for _, s := range h.catalogue.All() {
		body, err := s.Encode()
		if err != nil {
			return err
		}
		if err := h.store.PutDefinition(ctx, s.Hash, s.ID, body); err != nil {
			return fmt.Errorf("the store cannot keep the services: %w", err)
		}
	}
	return nil
}

func (h *house) keyed(id, code string) []byte {
	return h.ring.Blind("sign_in_code", id+":"+code)
}

func (h *house) codeLife(ctx context.Context) time.Duration {
	values, err := h.settings.Today(ctx)
	if err != nil {
		return 10 * time.Minute // the promise of the page holds without the store
	}
	return values.Minutes(setting.CodeMinutes)
}

// limiter counts by blind index: the counter's store never sees a phone number.
type limiter struct {
	limits session.Limiter
	ring   *seal.Ring
}

// limitRules are kind to people who mistype and stop machines.
func limitRules() map[string]session.Rule {
	return map[string]session.Rule{
		"code.phone": {Name: "code.phone", Count: 6, Window: time.Hour},
		"code.claim": {Name: "code.claim", Count: 6, Window: time.Hour},
		"staff":      {Name: "staff", Count: 10, Window: 15 * time.Minute},
		// Three codes of a million are right at any time: ten tries every quarter
		// of an hour, for weeks, would find one.
		"staff.day": {Name: "staff.day", Count: 60, Window: 24 * time.Hour},
		// One of a hundred million codes opens a ticket.
		"ticket.code": {Name: "ticket.code", Count: 20, Window: time.Hour},
		// Somebody at the phone types a dozen codes an hour; a thousand pages that
		// show one make a guess right once in a thousand tries.
		"help.code":     {Name: "help.code", Count: 12, Window: 15 * time.Minute},
		"help.code.day": {Name: "help.code.day", Count: 120, Window: 24 * time.Hour},
	}
}

// Allowed serves account.Limiter.
func (l limiter) Allowed(ctx context.Context, rule, key string) error {
	ok, _, err := l.limits.Allow(ctx, limitRules()[rule], l.index(key))
	if err == nil && !ok {
		return portal.Fail(portal.KindLimited, portal.Msg("account.sign_in.limited"))
	}
	return err
}

// Allow serves office.Limiter.
func (l limiter) Allow(ctx context.Context, key string) (bool, error) {
	for _, rule := range []string{"staff", "staff.day"} {
		ok, _, err := l.limits.Allow(ctx, limitRules()[rule], l.index(key))
		if err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

func (l limiter) index(key string) string { return fmt.Sprintf("%x", l.ring.Blind("limit", key)) }
