package relation

import (
	"context"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/matter"
	"changban/portal/seal"
)

// file is a case as it was read, with what the next write needs.
type file struct {
	application.Case
	key  seal.PersonKey
	head audit.Head
}

// fileTail is read after caseColumns: what opens and continues a case. The head
// of the person's audit chain comes along for the write that may follow.
const (
	fileTail = ", c.body, c.head, p.wrapped_key, a.seq, a.hash"
	fileFrom = " from case_file c join person p on p.id = c.person" +
		" left join audit_entry a on a.chain = 'audit:' || c.person" +
		" and a.seq = (select max(seq) from audit_entry where chain = 'audit:' || c.person)"
)

// file reads caseColumns and fileTail.
func (s *Store) file(c *cursor) (file, error) {
	k, err := caseRow(c)
	if err != nil {
		return file{}, err
	}
	f := file{Case: k}
	body, hash, wrapped := c.bytes(), c.bytes(), c.bytes()
	f.head = audit.Head{Chain: audit.ChainID("case", string(k.Ref)), Seq: int64(k.Version), Hash: hash}
	s.recall.keepHeads(audit.Head{Chain: audit.ChainID("audit", k.Person), Seq: c.number(), Hash: c.bytes()})
	if f.key, err = s.open(k.Person, wrapped); err != nil {
		return f, err
	}
	f.Body, err = openJSON[application.Body](f.key, casePlace("body", k.Ref), body)
	return f, err
}

// Case reads a case for the desk; scope is the caller's duty. KindNotFound.
func (s *Store) Case(ctx context.Context, ref matter.Reference) (application.Case, error) {
	f, err := s.caseFile(ctx, ref)
	return f.Case, err
}

func (s *Store) caseFile(ctx context.Context, ref matter.Reference) (file, error) {
	rows, err := s.read(ctx, query("select "+caseColumns+fileTail+fileFrom+" where c.ref = ?", string(ref)), eventsOf(caseThing(string(ref))))
	if err != nil {
		return file{}, err
	}
	if len(rows[0]) == 0 {
		return file{}, portal.NotFound()
	}
	f, err := s.file(&cursor{row: rows[0][0]})
	if err != nil {
		return file{}, err
	}
	f.Events, err = eventRows(rows[1], f.key, caseThing(string(ref)), f.Version)
	return f, err
}

// CaseFor reads a case in the person's area with what its page stands on, in one
// trip. KindNotFound unless the identity sent it or is at LevelRegister.
func (s *Store) CaseFor(ctx context.Context, identity, person string, ref matter.Reference) (application.Case, account.Known, error) {
	const mine = " join link l on l.person = c.person and l.identity = ? where c.ref = ? and l.person = ? and " + mineCase
	rows, err := s.read(ctx,
		query("select "+caseColumns+fileTail+fileFrom+mine, identity, string(ref), person),
		eventsOf(caseThing(string(ref))),
		query("select "+knownColumns+knownTables+" where l.identity = ? and l.person = ?", identity, person))
	if err != nil {
		return application.Case{}, account.Known{}, err
	}
	if len(rows[0]) == 0 || len(rows[2]) == 0 {
		return application.Case{}, account.Known{}, portal.NotFound()
	}
	f, err := s.file(&cursor{row: rows[0][0]})
	if err != nil {
		return application.Case{}, account.Known{}, err
	}
	if f.Events, err = eventRows(rows[1], f.key, caseThing(string(ref)), f.Version); err != nil {
		return application.Case{}, account.Known{}, err
	}
	known, err := s.known(&cursor{row: rows[2][0]})
	return f.Case, known, err
}
