package main

import (
	"context"
	"net/url"
	"path/filepath"

	"changban/locales"
	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/delivery"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/setting"
	"changban/portal/store/relation"
	"changban/portal/web"
	accountpages "changban/portal/web/account"
	"changban/portal/web/apply"
	benefitpages "changban/portal/web/benefit"
	demopages "changban/portal/web/demo"
	deskpages "changban/portal/web/desk"
	"changban/portal/web/home"
	hotlinepages "changban/portal/web/hotline"
	matterpages "changban/portal/web/matter"
	"changban/portal/web/official"
	"changban/portal/web/prefs"
	"changban/static"
)

// pages builds the server and mounts every area on it.
func (h *house) pages(ctx context.Context, base *url.URL) (*web.Server, error) {
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	lines, err := h.hotlines(ctx)
	if err != nil {
		return nil, err
	}
	recordings, silent, err := h.words.Recordings(filepath.Join(h.config.Data, "audio"))
	if err != nil {
		return nil, err
	}
	if len(silent) > 0 {
		h.log.Warn("recordings that fit no words of today", "files", len(silent))
	}
	s := web.New(web.Config{
		Words: h.words, Assets: assets, Sessions: h.sessions, Limits: h.limits, Clock: h.clock,
		BaseURL: base, Demo: h.config.Demo, TrustedProxies: h.config.Proxies, Log: h.log,
		Hotlines: lines, Announcer: h.announce, Ready: h.store.Ping,
		Recordings: recordings, Choices: looks{h.store},
	})
	h.mount(s)
	return s, h.mountDemo(ctx, s, assets)
}

func (h *house) mount(s *web.Server) {
	home.Pages{
		Catalogue: h.catalogue, Places: h.places, Units: h.units, Tracker: tracker{h.apply, h.tickets}, Limits: h.limits,
		Unfinished: h.unfinished, Prospect: h.prospect,
	}.Mount(s)
	accountpages.Pages{
		Accounts: h.accounts, SignIn: h.signIn, Claims: &account.Claims{Accounts: h.accounts, SignIn: h.signIn},
		Applications: h.apply, Catalogue: h.catalogue, Wishes: h.store, Tickets: h.tickets,
	}.Mount(s)
	prefs.Pages{Accounts: looks{h.store}}.Mount(s)
	apply.Pages{Applications: h.apply}.Mount(s)
	matterpages.Pages{Applications: h.apply}.Mount(s)
	hotlinepages.Pages{Tickets: h.tickets, Accounts: h.accounts}.Mount(s)
	benefitpages.Pages{
		Keeper: h.keeper, Accounts: h.accounts, Catalogue: h.catalogue, Units: h.units, Limits: h.limits,
	}.Mount(s)
	officers := h.store.Officers()
	deskpages.Pages{
		Desk: h.desk, Staff: officers, Payroll: h.payroll, Applications: h.apply,
		Tickets: h.lines, Outbox: h.store, Banners: h.banners, Guides: h.catalogue.Index(),
		Tell:  func(page *web.Page, v *application.View) official.Told { return apply.Tell(page, h.units, v) },
		Draw:  apply.Operator{Units: h.units},
		Write: h.write,
		Reread: func(page *web.Page, c application.Case) (application.Declaration, bool) {
			return apply.Reread(page, h.apply, c)
		},
		SignIns: office.SignIns{Staff: officers, Tries: limiter{h.limits, h.ring}, Clock: h.clock},
	}.Mount(s)
}

// write puts a message into words as a page has them.
func (h *house) write(page *web.Page, m delivery.Message) (delivery.Text, error) {
	w := h.writer()
	w.Words = func(tag string) *locales.Localizer { return page.In(tag).Words() }
	return w.Write(page.Context(), m)
}

// mountDemo adds the pages that show what only invented people may show.
func (h *house) mountDemo(ctx context.Context, s *web.Server, assets *static.Assets) error {
	if !h.config.Demo {
		return nil
	}
	d, err := readDemo()
	if err != nil {
		return err
	}
	p := demopages.Pages{Messages: outbox{h.store}, Writer: h.writer(), Clock: h.clock, StyleURL: assets.URL("portal.css")}
	for _, r := range d.Residents {
		if r.Try != "" {
			p.Residents = append(p.Residents, demopages.Resident{Name: r.Name, Phone: r.Phone, Try: r.Try})
		}
	}
	for _, o := range d.Staff {
		staff, secret, err := h.store.Officers().StaffByNumber(ctx, o.Number)
		if err != nil {
			return err
		}
		p.Officers = append(p.Officers, demopages.Officer{
			Staff: staff, Unit: h.units.Name(staff.Unit), Secret: secret, Try: o.try(),
		})
	}
	p.Mount(s)
	return nil
}

func (h *house) hotlines(ctx context.Context) (web.Hotlines, error) {
	values, err := h.settings.Today(ctx)
	return web.Hotlines{
		Disabled: values.Text(setting.HotlineDisabled), Government: values.Text(setting.HotlineGovernment),
	}, err
}

// announce is what the offices and the operator's folder say to everybody now.
func (h *house) announce() ([]web.Announcement, string) {
	said, revision := h.banners.Board.Now()
	list, more := h.board.Now()
	var now []web.Announcement
	for _, b := range said {
		now = append(now, web.Announcement{Texts: b.Texts, Phone: b.Phone})
	}
	for _, a := range list {
		now = append(now, web.Announcement{Texts: a.Texts, Phone: a.Phone})
	}
	return now, revision + more
}

// outbox shows the newest messages in place of a phone.
type outbox struct{ store *relation.Store }

func (o outbox) Messages(ctx context.Context, n int) ([]delivery.Message, error) {
	list, err := o.store.Latest(ctx, n)
	for i, m := range list {
		if err != nil || m.Recipient == "" || m.Road == delivery.InPortal {
			continue
		}
		var w delivery.Wish
		w, err = o.store.Wish(ctx, m.Recipient)
		list[i].To = w.Address(m.Road)
	}
	return list, err
}

// looks keeps how pages look with the account.
type looks struct{ people account.People }

func (l looks) SavePreference(ctx context.Context, value string) error {
	actor := portal.ActorFrom(ctx)
	if actor.Kind != portal.ActorIdentity {
		return nil // an officer's choice stays on the device
	}
	return l.people.PutPreference(ctx, actor.ID, value)
}

// SaveLanguage keeps in which language pages open.
func (l looks) SaveLanguage(ctx context.Context, tag string) error {
	return l.people.PutLanguages(ctx, portal.ActorFrom(ctx).ID, account.Choices{Language: tag})
}

// Notice returns the language in which the reader is told things.
func (l looks) Notice(ctx context.Context) (string, error) {
	chosen, err := l.people.Choices(ctx, portal.ActorFrom(ctx).ID)
	return chosen.Notice, err
}

// SaveNotice keeps it.
func (l looks) SaveNotice(ctx context.Context, tag string) error {
	return l.people.PutLanguages(ctx, portal.ActorFrom(ctx).ID, account.Choices{Notice: tag})
}

func (h *house) prospect(ctx context.Context, s *catalogue.Service) (catalogue.Given, error) {
	return h.apply.Prospect(ctx, s)
}

func (h *house) unfinished(ctx context.Context, _ string) (home.Unfinished, error) {
	v, n, err := h.apply.Unfinished(ctx)
	if err != nil || v == nil {
		return home.Unfinished{}, err
	}
	j := v.Journey()
	step, _ := j.Number(j.Resume())
	return home.Unfinished{
		Count: n, Service: v.Service.ID, Step: step, Until: v.Draft.Expires,
		URL: "/for/" + v.Draft.Person + "/drafts/" + v.Draft.ID + "/" + j.Resume(),
	}, nil
}

// tracker shows states and dates of a case or a ticket, never a name or an answer.
type tracker struct {
	apply   *application.Applications
	tickets *hotline.Tickets
}

func (t tracker) Track(ctx context.Context, ref matter.Reference, digits string) (home.Tracked, error) {
	if ref.Kind() == matter.TicketKind {
		return t.ticket(ctx, ref, digits)
	}
	c, err := t.apply.Track(ctx, ref, digits[len(digits)-4:])
	if err != nil {
		return home.Tracked{}, err
	}
	shown := home.Tracked{Reference: c.Ref, Name: portal.Msg("service." + c.Service + ".name"), Steps: trackedSteps(c.Events, "matter.state.")}
	if c.State.Open() {
		shown.Promised = c.Promised
	}
	return shown, nil
}

func (t tracker) ticket(ctx context.Context, ref matter.Reference, digits string) (home.Tracked, error) {
	found, err := t.tickets.Track(ctx, ref, digits)
	if err != nil {
		return home.Tracked{}, err
	}
	shown := home.Tracked{Reference: found.Ref, Name: portal.Msg("hotline.page.tracked"), Steps: trackedSteps(found.Events, "hotline.page.state.")}
	if found.Clocks.Replied == "" && found.State != matter.Withdrawn && found.State != matter.NotAccepted {
		shown.Promised = found.Clocks.ReplyBy
	}
	return shown, nil
}

// trackedSteps are the states a matter came through, with their days.
func trackedSteps(events []matter.Event, words string) []home.TrackedStep {
	var steps []home.TrackedStep
	last := matter.State("")
	for _, e := range events {
		if e.To != last {
			steps = append(steps, home.TrackedStep{Words: portal.Msg(words + string(e.To)), Day: portal.DayOf(e.At)})
		}
		last = e.To
	}
	return steps
}
