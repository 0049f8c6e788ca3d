package hotline

import (
	"context"

	"changban/portal"
	"changban/portal/deadline"
	"changban/portal/office"
	"changban/portal/setting"
)

// House is what everybody who works with tickets stands on.
type House struct {
	Store    Store
	Drafts   DraftStore
	Lists    ListStore
	Units    office.Tree
	Calendar deadline.Calendar
	Settings *setting.Reader
	Clock    portal.Clock
}

// rules are those of today, with the settings they come from.
func (h House) rules(ctx context.Context) (Rules, setting.Values, error) {
	values, err := h.Settings.Today(ctx)
	r := Rules{Calendar: h.Calendar, Terms: TermsOf(values)}
	if values.Number(setting.HotlineBySelf) == 1 {
		r.Sure = func(t Ticket) string { return Sure(t, h.Units) }
	}
	return r, values, err
}

func (h House) today() portal.Day { return portal.DayOf(h.Clock.Now()) }

// maxKey is the longest idempotency key, in bytes.
const maxKey = 64

func checkKey(key string) error {
	if key == "" || len(key) > maxKey {
		return portal.Fail(portal.KindInvalid, portal.Message{})
	}
	return nil
}
