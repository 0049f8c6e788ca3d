package relation

import (
	"context"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/audit"
	"changban/portal/matter"
	"changban/portal/paper"
	"changban/portal/seal"
)

const draftColumns = "d.id, d.person, d.service, d.definition, d.actor_kind, d.identity, d.channel, d.language, d.mode," +
	" d.start_key, d.body, d.version, d.created, d.updated, d.expires, d.amends, d.about, d.case_ref"

// mine is who may see a draft or a case besides the level of the link: the one
// who began it (decisions 2).
const (
	mineDraft = "(d.identity = l.identity or l.level >= 2)"
	mineCase  = "(c.starter = l.identity or l.level >= 2)"
)

// draftBody is what of a draft is sealed.
type draftBody struct {
	Known   []string                      `json:"known"`
	Answers map[string]application.Answer `json:"answers"`
	Papers  map[string]paper.Choice       `json:"papers"`
	Marks   map[string]application.Mark   `json:"marks,omitempty"`
}

func draftPlace(id string) seal.Where {
	return seal.Where{Table: "draft", Column: "body", Row: id}
}

func sealDraft(k seal.PersonKey, d application.Draft) []byte {
	return sealJSON(k, draftPlace(d.ID), draftBody{Known: d.Known, Answers: d.Answers, Papers: d.Papers, Marks: d.Marks})
}

// draft reads draftColumns; key opens the body.
func draftRow(c *cursor, key func() (seal.PersonKey, error)) (application.Draft, error) {
	d := application.Draft{ID: c.text(), Person: c.text(), Service: c.text(), Definition: c.text(), Starter: c.actor(), Key: c.text()}
	sealed := c.bytes()
	d.Version, d.Created, d.Updated, d.Expires = c.int(), c.time(), c.time(), c.day()
	d.Amends, d.About, d.Case = matter.Reference(c.text()), matter.Reference(c.text()), matter.Reference(c.text())
	k, err := key()
	if err != nil {
		return d, err
	}
	body, err := openJSON[draftBody](k, draftPlace(d.ID), sealed)
	d.Known, d.Answers, d.Papers, d.Marks = body.Known, body.Answers, body.Papers, body.Marks
	return d, err
}

// CreateDraft stores a new draft. A repeated start key of the same identity and
// person returns the first draft, and so does a second amendment of a case that is
// being amended. KindNotFound when the person is gone.
func (s *Store) CreateDraft(ctx context.Context, d application.Draft) (application.Draft, error) {
	k, err := s.keyOf(ctx, d.Person)
	if err != nil {
		return d, err
	}
	err = s.do(ctx, insertDraft(k, d))
	if !broke(err, "start_key") && !broke(err, "amends") {
		return d, err
	}
	c, err := s.one(ctx, query("select "+draftColumns+" from draft d where d.identity = ? and d.person = ?"+
		" and (d.start_key = ? or d.amends <> '' and d.amends = ? and d.case_ref = '') order by d.created limit 1",
		d.Starter.ID, d.Person, d.Key, string(d.Amends)))
	if err != nil {
		return d, err
	}
	return draftRow(c, func() (seal.PersonKey, error) { return k, nil })
}

func insertDraft(k seal.PersonKey, d application.Draft) Statement {
	return insert("draft", []set{{"id", d.ID}, {"person", d.Person}, {"identity", d.Starter.ID}, {"actor_kind", string(d.Starter.Kind)},
		{"channel", string(d.Starter.Channel)}, {"language", d.Starter.Language}, {"mode", d.Starter.Mode},
		{"service", d.Service}, {"definition", d.Definition}, {"start_key", d.Key}, {"body", sealDraft(k, d)},
		{"version", int64(d.Version)}, {"created", micros(d.Created)}, {"updated", micros(d.Updated)},
		{"expires", string(d.Expires)}, {"amends", string(d.Amends)}, {"about", string(d.About)},
		{"case_ref", string(d.Case)}})
}

// Draft reads a draft with the link, the person and the actor's own file in one
// trip; KindNotFound.
func (s *Store) Draft(ctx context.Context, identity, person, draft string) (application.Open, error) {
	rows, err := s.read(ctx, append([]Statement{query("select "+knownColumns+", "+draftColumns+knownTables+
		" join draft d on d.person = l.person where l.identity = ? and l.person = ? and d.id = ? and "+mineDraft,
		identity, person, draft), filesFor(identity, person), newestShare(draft), toldOfDraft(person, draft)}, heldSeen(identity, "?", person)...)...)
	if err != nil {
		return application.Open{}, err
	}
	if len(rows[0]) == 0 {
		return application.Open{}, portal.NotFound()
	}
	open, err := s.openDraft(ctx, &cursor{row: rows[0][0]})
	if err != nil {
		return open, err
	}
	if open.Files, err = s.fileRows(ctx, person, rows[1]); err != nil {
		return open, err
	}
	if open.Share, err = s.shareOf(ctx, rows[2]); err != nil {
		return open, err
	}
	if open.Told, err = each(rows[3], s.wishOfAll); err != nil {
		return open, err
	}
	open.Has, open.Cards, err = s.held(ctx, person, rows[4], rows[5], rows[6])
	return open, err
}

// openDraft reads knownColumns and draftColumns.
func (s *Store) openDraft(ctx context.Context, c *cursor) (application.Open, error) {
	known, err := s.known(c)
	if err != nil {
		return application.Open{}, err
	}
	d, err := draftRow(c, func() (seal.PersonKey, error) { return s.keyOf(ctx, known.Person.ID) })
	return application.Open{Draft: d, Known: known}, err
}

// LastDraft reads the unsent draft an identity touched last, as Draft does, and
// counts its unsent drafts, in one trip; 0 when there is none.
func (s *Store) LastDraft(ctx context.Context, identity string) (application.Open, int, error) {
	const unsent = " join draft d on d.person = l.person and d.identity = l.identity where l.identity = ? and d.case_ref = ''" +
		" and p.wrapped_key <> ?"
	const last = "(select d.person from link l join person p on p.id = l.person" + unsent + " order by d.updated desc, d.id limit 1)"
	rows, err := s.read(ctx, append([]Statement{
		query("select "+knownColumns+", "+draftColumns+knownTables+unsent+" order by d.updated desc, d.id limit 1", identity, []byte{}),
		query("select count(*) from link l join person p on p.id = l.person"+unsent, identity, []byte{}),
	}, heldSeen(identity, last, identity, []byte{})...)...)
	if err != nil || len(rows[0]) == 0 {
		return application.Open{}, 0, err
	}
	open, err := s.openDraft(ctx, &cursor{row: rows[0][0]})
	if err != nil {
		return open, 0, err
	}
	open.Has, open.Cards, err = s.held(ctx, open.Draft.Person, rows[2], rows[3], rows[4])
	return open, (&cursor{row: rows[1][0]}).int(), err
}

// SaveDraft writes the draft if it is still at the version read (KindConflict),
// with a change of the person's file when there is one. The stored version is
// one more than d.Version. A draft that was sent is never written again.
func (s *Store) SaveDraft(ctx context.Context, d application.Draft, change *account.Change) error {
	k, err := s.keyOf(ctx, d.Person)
	if err != nil {
		return err
	}
	save := updateDraft(k, d)
	if change == nil {
		return s.do(ctx, save)
	}
	rows, head, err := s.changePerson(ctx, *change)
	if err != nil {
		return err
	}
	return s.changed(s.do(ctx, append([]Statement{save}, rows...)...), head)
}

func updateDraft(k seal.PersonKey, d application.Draft) Statement {
	sets := []set{{"definition", d.Definition}, {"body", sealDraft(k, d)}, {"version", int64(d.Version + 1)},
		{"updated", micros(d.Updated)}, {"expires", string(d.Expires)}, {"case_ref", string(d.Case)}}
	return update("draft", sets, "id = ? and person = ? and version = ? and case_ref = ''",
		d.ID, d.Person, int64(d.Version)).must()
}

// SaveMarked writes a draft whose marks change, what the person's file learns by
// it, and the audit row, as one step. KindConflict when draft or file moved on, or
// the code of the operator who writes is over at the entry's instant.
func (s *Store) SaveMarked(ctx context.Context, m application.Marking) error {
	k, err := s.keyOf(ctx, m.Draft.Person)
	if err != nil {
		return err
	}
	var head audit.Head
	err = s.withAudit(ctx, []audit.Entry{m.Entry}, func() ([]Statement, error) {
		rows := []Statement{updateDraft(k, m.Draft)}
		if m.Share.ID != "" {
			rows = append(rows, openShare(m.Share, m.Entry.At))
		}
		if m.Person == nil {
			return rows, nil
		}
		learned, next, err := s.changePerson(ctx, *m.Person)
		head = next
		return append(rows, learned...), err
	})
	if m.Person == nil {
		return err
	}
	return s.changed(err, head)
}

// DeleteDraft removes an unsent draft and the codes to look at it; KindNotFound.
func (s *Store) DeleteDraft(ctx context.Context, identity, person, draft string) error {
	err := s.do(ctx, query("delete from draft where id = ? and person = ? and case_ref = ''"+
		" and exists (select 1 from link l where l.identity = ? and l.person = draft.person"+
		" and (draft.identity = l.identity or l.level >= 2))", draft, person, identity).must(),
		query("delete from help_code where draft = ?", draft))
	return as(err, portal.KindConflict, portal.KindNotFound)
}

// PutDefinition stores a definition version once (decisions 8).
func (s *Store) PutDefinition(ctx context.Context, hash, service string, body []byte) error {
	return s.do(ctx, insertOnce("definition", []set{{"hash", hash}, {"service", service}, {"body", body}}))
}

// Definition returns the service and the body of a stored version; KindNotFound.
func (s *Store) Definition(ctx context.Context, hash string) (service string, body []byte, err error) {
	c, err := s.one(ctx, query("select service, body from definition where hash = ?", hash))
	if err != nil {
		return "", nil, err
	}
	return c.text(), c.bytes(), nil
}
