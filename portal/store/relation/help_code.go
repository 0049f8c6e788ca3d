package relation

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/seal"
)

// blindHelpCode is the purpose of the index that the digits an operator types are
// found by.
const blindHelpCode = "help_code"

const shareColumns = "h.id, h.draft, h.person, h.identity, h.start_key, h.created, h.until, h.opened, h.opened_by, h.ended, h.code"

func sharePlace(id string) seal.Where {
	return seal.Where{Table: "help_code", Column: "code", Row: id}
}

// newestShare reads the code a draft has, or had last.
func newestShare(draft string) Statement {
	return query("select "+shareColumns+" from help_code h where h.draft = ? order by h.created desc, h.id desc limit 1", draft)
}

// shareOf reads the first of rows of shareColumns, the zero share when there is
// none.
func (s *Store) shareOf(ctx context.Context, rows Rows) (application.Share, error) {
	if len(rows) == 0 {
		return application.Share{}, nil
	}
	c := &cursor{row: rows[0]}
	n := application.Share{ID: c.text(), Draft: c.text(), Person: c.text(), Identity: c.text(), Key: c.text(),
		Created: c.time(), Until: c.time(), Opened: c.time(), OpenedBy: c.text(), Ended: c.time()}
	k, err := s.keyOf(ctx, n.Person)
	if err != nil {
		return application.Share{}, err
	}
	n.Code, err = openText(k, sharePlace(n.ID), c.bytes())
	return n, err
}

// oneShare is shareOf where there has to be one; KindNotFound.
func (s *Store) oneShare(ctx context.Context, q Statement) (application.Share, error) {
	rows, err := s.read(ctx, q)
	if err != nil {
		return application.Share{}, err
	}
	if len(rows[0]) == 0 {
		return application.Share{}, portal.NotFound()
	}
	return s.shareOf(ctx, rows[0])
}

// PutShare keeps a new code, and ends those of the draft and of the same digits
// that ran out. A draft whose code still lives, and a repeated key, keep the code
// there is, which is returned. KindExists when the digits are those of another
// living code.
func (s *Store) PutShare(ctx context.Context, n application.Share) (application.Share, error) {
	k, err := s.keyOf(ctx, n.Person)
	if err != nil {
		return n, err
	}
	err = s.do(ctx, s.shareRows(k, n)...)
	if !broke(err, "draft") && !broke(err, "key") {
		return n, err
	}
	return s.oneShare(ctx, newestShare(n.Draft))
}

// shareRows end what ran out, of the draft and of the same digits, and keep a code.
func (s *Store) shareRows(k seal.PersonKey, n application.Share) []Statement {
	bix := notNil(s.blind(blindHelpCode, n.Code))
	return []Statement{
		update("help_code", []set{{"ended", micros(n.Created)}}, "ended = 0 and until <= ? and (draft = ? or code_bix = ?)",
			micros(n.Created), n.Draft, bix),
		insert("help_code", []set{{"id", n.ID}, {"draft", n.Draft}, {"person", n.Person}, {"identity", n.Identity},
			{"code", sealText(k, sharePlace(n.ID), n.Code)}, {"code_bix", bix}, {"start_key", n.Key},
			{"created", micros(n.Created)}, {"until", micros(n.Until)}, {"opened", micros(n.Opened)},
			{"opened_by", n.OpenedBy}, {"ended", micros(n.Ended)}}),
	}
}

// PutCall writes what an operator began: the draft when it is new, its code, the
// message that carries it, and the audit row. A code the draft had before is over.
// ErrNothing for a key that was written before, KindExists when the digits are
// those of another living code, KindConflict when the draft got a code meanwhile.
func (s *Store) PutCall(ctx context.Context, c application.Calling) error {
	k, err := s.keyOf(ctx, c.Draft.Person)
	if err != nil {
		return err
	}
	err = s.withAudit(ctx, []audit.Entry{c.Entry}, func() ([]Statement, error) {
		message, err := s.message(ctx, c.Message)
		var rows []Statement
		if c.Fresh {
			rows = append(rows, insertDraft(k, c.Draft))
		}
		rows = append(rows, endShare(c.Draft.ID, c.Share.Created))
		return append(append(rows, s.shareRows(k, c.Share)...), message), err
	})
	switch {
	case broke(err, "_key"):
		return application.ErrNothing
	case broke(err, "bix"):
		return err
	}
	return as(err, portal.KindExists, portal.KindConflict)
}

// ShareByCode finds the code that lives at an instant; KindNotFound, also for one
// of a deleted person.
func (s *Store) ShareByCode(ctx context.Context, code string, at time.Time) (application.Share, error) {
	return s.oneShare(ctx, query("select "+shareColumns+" from help_code h where h.code_bix = ? and h.ended = 0 and h.until > ?",
		notNil(s.blind(blindHelpCode, code)), micros(at)))
}

// Share returns a code by id, also one that is over; KindNotFound.
func (s *Store) Share(ctx context.Context, id string) (application.Share, error) {
	return s.oneShare(ctx, query("select "+shareColumns+" from help_code h where h.id = ?", id))
}

// OpenShare notes who looks, with the audit row. KindConflict when the code is
// over at the entry's instant, or somebody else's.
func (s *Store) OpenShare(ctx context.Context, n application.Share, e audit.Entry) error {
	return s.withAudit(ctx, []audit.Entry{e}, func() ([]Statement, error) {
		return []Statement{openShare(n, e.At)}, nil
	})
}

// openShare fails the write it stands in unless the code lives and is the
// officer's.
func openShare(n application.Share, at time.Time) Statement {
	return update("help_code", []set{{"opened", micros(n.Opened)}, {"opened_by", n.OpenedBy}},
		"id = ? and ended = 0 and until > ? and opened_by in ('', ?)", n.ID, micros(at), n.OpenedBy).must()
}

// EndShare ends a draft's code.
func (s *Store) EndShare(ctx context.Context, draft string, at time.Time) error {
	return s.do(ctx, endShare(draft, at))
}

func endShare(draft string, at time.Time) Statement {
	return update("help_code", []set{{"ended", micros(at)}}, "draft = ? and ended = 0", draft)
}
