package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// TestEveryQuestionOfEveryService goes through each service that transacts, for
// oneself and for somebody helped: every question as it is asked and as it is
// refused, the check, the receipt and its print stand the page rules and hold no
// word that is in no file of words.
func TestEveryQuestionOfEveryService(t *testing.T) {
	c := startCast(t, "sqlite")
	plain := c.server
	c.pseudo()
	count := 0
	for n, a := range applicants() {
		if a.as == "edge" {
			continue
		}
		t.Run(a.service+"/"+a.as, func(t *testing.T) {
			d := *c.demo
			d.t = t
			w := &walkThrough{act: town{demo: &d}.enter(a.service, a.as, 400+n), t: t, plain: plain, pseudo: c.server, seen: map[string]bool{}}
			if a.first != "" {
				w.send(a.first)
				w.decide(w.ref)
			}
			w.through(a.service)
			count += w.pages
		})
	}
	floor.Count(t, "pages.services", count)
}

// walkThrough looks at every page of a service in Chinese and in the
// pseudo-language.
type walkThrough struct {
	*act
	t             *testing.T
	plain, pseudo *web.Server
	cookie        string
	typed         []string
	seen          map[string]bool // steps
	pages         int
}

func (w *walkThrough) through(service string) {
	w.t.Helper()
	s, _ := w.catalogue.Service(service)
	var err error
	w.cookie, _, err = w.sessions.Open(w.ctx, session.Resident, portal.ActorFrom(w.ctx).ID)
	w.must(err)
	w.typed = w.known(w.controls(s))
	draft := w.begin(service)
	at := "/zh-Hans/for/" + draft.Person + "/drafts/" + draft.Draft + "/"
	for range 80 {
		v, err := w.house.apply.View(w.ctx, draft)
		w.must(err)
		step := v.Journey().Resume()
		if step == application.CheckStep {
			break
		}
		w.look(at+step, 200)
		if w.robot.as == "plain" {
			w.refuse1(at + step)
		}
		w.answer(draft, v, step)
	}
	w.look(at+application.CheckStep, 200)
	w.submit(draft)
	one := "/zh-Hans/for/" + draft.Person + "/cases/" + string(w.ref)
	stored := w.stored()
	w.typed = append(w.typed, declared(stored.Body.Declaration)...)
	w.look(one, 200)
	w.look(one+"/print", 200)
	w.look("/zh-Hans/for/"+draft.Person, 200)
}

// known are the texts this person types or is known by, the longest first.
func (w *walkThrough) known(controls map[string][]string) []string {
	all := []string{w.robot.who.Name, w.robot.own.Name, w.robot.who.Address, w.robot.who.IDNumber, w.robot.own.IDNumber, w.robot.own.Phone, w.robot.who.CardNumber, saidStreet}
	for _, values := range slices.Collect(maps.Values(controls)) {
		all = append(all, values...)
	}
	all = slices.DeleteFunc(all, func(s string) bool { return len(s) < 3 })
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

func (w *walkThrough) client(server *web.Server) *webtest.Client {
	client := webtest.NewClient(w.t, server.App())
	client.SetCookie("session", w.cookie)
	return client
}

// look holds a page against the rules.
func (w *walkThrough) look(path string, want int) {
	w.t.Helper()
	page := w.client(w.plain).Get(path).Want(want).Audit()
	checkHelp(w.t, page)
	w.words(w.client(w.pseudo).Get(path).Want(want))
	w.pages++
}

// refuse1 sends a question without an answer; one that may stay open goes on.
func (w *walkThrough) refuse1(path string) {
	w.t.Helper()
	if a := w.client(w.pseudo).Post(path, form("_key", portal.NewID())); a.Status == 422 {
		w.words(a)
		w.client(w.plain).Post(path, form("_key", portal.NewID())).Want(422).Audit()
		w.pages++
	} else if a.Status != 303 {
		w.t.Errorf("%s: nothing answered is status %d", path, a.Status)
	}
}

func (w *walkThrough) words(a webtest.Answer) {
	w.t.Helper()
	for _, f := range audit.Pseudo(a.Body, shownOf(w.typed, a.Body)...) {
		w.t.Error(fmt.Sprint(strings.TrimPrefix(a.Path, "/zh-Hans/for/"), " ", f))
	}
}
