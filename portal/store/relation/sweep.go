package relation

import (
	"context"
	"time"
)

// keepCodes is how long a sign-in code that ran out is kept, so that a late
// reader is told "too late" and not "unknown".
const keepCodes = 24 * time.Hour

// Sweep removes what nobody can use any more: codes that ran out a day ago, with
// the messages that carried them and the phone they went to, codes to check a card
// or to look at a draft that ran out as long ago, and sessions past their last
// instant. Nothing else a person typed is touched.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	return s.do(ctx,
		query("delete from outbox where person = '' and created < ?", micros(now.Add(-2*keepCodes))),
		query("delete from sign_in_code where expires < ?", micros(now.Add(-keepCodes))),
		query("delete from certificate_code where expires <> 0 and expires < ?", micros(now.Add(-keepCodes))),
		query("delete from help_code where until < ?", micros(now.Add(-keepCodes))),
		query("delete from session where ends < ?", micros(now)))
}
