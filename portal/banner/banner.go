// Package banner owns what an office says at the top of every page for a time: an
// emergency, an outage. What was said is never rewritten: it ends, and its history
// says by whom. It must not know pages, words of the portal, or a store.
package banner

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/office"
)

// Source is the language every banner is written in; who reads another one that is
// missing reads this.
const Source = "zh-Hans"

// Limits of a banner: it stands before everything else, on a phone too.
const (
	MaxText = 300 // characters of one language
	maxDays = 90
	kept    = 200 // steps that are looked through
)

// Banner is one announcement. Until is when it is over.
type Banner struct {
	ID          string
	Texts       map[string]string // by language tag
	Phone       string            // digits as dialled, "" for none
	From, Until time.Time
}

// Action is what was done with a banner.
type Action string

// Actions.
const (
	Put Action = "put"
	End Action = "end"
)

// Step is one row of the history of banners; rows are added and never changed.
type Step struct {
	Banner
	Seq    int // 1 puts it up, 2 ends it before its time
	Action Action
	By     string // staff id
	Unit   string
	At     time.Time
	Key    string // of the form
}

// Store keeps banners.
type Store interface {
	// BannerSteps lists up to n steps, newest first.
	BannerSteps(ctx context.Context, n int) ([]Step, error)
	// AddBannerStep keeps a step with its audit row. A repeated key, and an end of
	// what has ended, change nothing.
	AddBannerStep(ctx context.Context, s Step, e audit.Entry) error
}

// At reports whether a banner is said at an instant.
func (b Banner) At(now time.Time) bool { return !now.Before(b.From) && now.Before(b.Until) }

// Standing are the banners that are said at an instant or later and were not ended,
// the first to be said first.
func Standing(steps []Step, now time.Time) []Banner {
	ended := map[string]bool{}
	var list []Banner
	for _, s := range steps {
		ended[s.ID] = ended[s.ID] || s.Action == End
		if s.Action == Put && now.Before(s.Until) {
			list = append(list, s.Banner)
		}
	}
	list = slices.DeleteFunc(list, func(b Banner) bool { return ended[b.ID] })
	slices.SortStableFunc(list, func(a, b Banner) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	return list
}

// Desk is where banners are written.
type Desk struct {
	Store Store
	Clock portal.Clock
	Board *Board
}

// Steps is the history, newest first.
func (d *Desk) Steps(ctx context.Context) ([]Step, error) { return d.Store.BannerSteps(ctx, kept) }

// Write puts a banner up. FieldErrors name texts by their language tag.
func (d *Desk) Write(ctx context.Context, s office.Staff, b Banner, key string) error {
	now := d.Clock.Now()
	if b.From.IsZero() {
		b.From = now
	}
	if err := b.wrong(now); err != nil {
		return err
	}
	b.ID = portal.NewID()
	return d.add(ctx, s, Step{Banner: b, Seq: 1, Action: Put, Key: key})
}

// Stop ends a banner before its time. KindNotFound when it does not stand.
func (d *Desk) Stop(ctx context.Context, s office.Staff, id, key string) error {
	steps, err := d.Steps(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(steps, func(s Step) bool { return s.ID == id && s.Action == Put })
	if i < 0 {
		return portal.NotFound()
	}
	return d.add(ctx, s, Step{Banner: steps[i].Banner, Seq: 2, Action: End, Key: key})
}

// add keeps a step, and this process says it from the next page on.
func (d *Desk) add(ctx context.Context, s office.Staff, step Step) error {
	if step.Key == "" || len(step.Key) > 64 {
		return portal.Fail(portal.KindInvalid, portal.Message{})
	}
	step.By, step.Unit, step.At = s.ID, s.Unit, d.Clock.Now()
	err := d.Store.AddBannerStep(ctx, step, audit.Entry{
		ID: portal.NewID(), Actor: portal.ActorFrom(ctx), Unit: s.Unit, Action: "banner." + string(step.Action), Object: "banner",
		Target: step.ID, At: step.At,
	})
	if err != nil {
		return err
	}
	return d.Board.Refresh(ctx)
}

// wrong tells everything that is wrong with a banner at once.
func (b Banner) wrong(now time.Time) error {
	var problems portal.FieldErrors
	fail := func(is bool, field, id string) {
		if is {
			problems = append(problems, portal.FieldError{Field: field, Message: portal.Msg(id, "Max", MaxText)})
		}
	}
	fail(strings.TrimSpace(b.Texts[Source]) == "", Source, "desk.banner.text.empty")
	for tag, text := range b.Texts {
		fail(utf8.RuneCountInString(text) > MaxText, tag, "desk.banner.text.long")
		fail(strings.ContainsFunc(text, unicode.IsControl), tag, "desk.banner.text.lines")
	}
	fail(len(b.Phone) > 12, "phone", "desk.banner.phone.wrong")
	fail(!b.Until.After(now) || !b.Until.After(b.From), "until", "desk.banner.until.past")
	fail(b.Until.Sub(now) > maxDays*24*time.Hour, "until", "desk.banner.until.far")
	return problems.OrNil()
}
