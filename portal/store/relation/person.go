package relation

import (
	"context"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/seal"
)

// Relatives lists the identity's links, oneself first, then oldest first.
func (s *Store) Relatives(ctx context.Context, identity string) ([]account.Kin, error) {
	rows, err := s.read(ctx, query("select "+linkColumns+", "+personColumns+
		" from link l join person p on p.id = l.person where l.identity = ?"+
		" order by case when l.relation = 'self' then 0 else 1 end, l.created, l.person", identity))
	if err != nil {
		return nil, err
	}
	var list []account.Kin
	for _, row := range rows[0] {
		c := &cursor{row: row}
		link := c.link()
		p, err := s.person(c)
		if portal.Is(err, portal.KindNotFound) {
			continue // deleted
		}
		if err != nil {
			return nil, err
		}
		list = append(list, account.Kin{Link: link, Name: p.First("name")})
	}
	return list, nil
}

// Known returns what a page of the person's area stands on; KindNotFound.
func (s *Store) Known(ctx context.Context, identity, person string) (account.Known, error) {
	c, err := s.one(ctx, query("select "+knownColumns+knownTables+
		" where l.identity = ? and l.person = ?", identity, person))
	if err != nil {
		return account.Known{}, err
	}
	return s.known(c)
}

// Choices returns what an identity chose; KindNotFound.
func (s *Store) Choices(ctx context.Context, identity string) (account.Choices, error) {
	c, err := s.one(ctx, query("select preference, language, notice_language from identity where id = ?", identity))
	if err != nil {
		return account.Choices{}, err
	}
	look, err := openText(s.ring.System("identity"), preferencePlace(identity), c.bytes())
	return account.Choices{Look: look, Language: c.text(), Notice: c.text()}, err
}

// PutLanguages stores the languages that were chosen; KindNotFound.
func (s *Store) PutLanguages(ctx context.Context, identity string, c account.Choices) error {
	var sets []set
	if c.Language != "" {
		sets = append(sets, set{"language", c.Language})
	}
	if c.Notice != "" {
		sets = append(sets, set{"notice_language", c.Notice})
	}
	return s.chose(ctx, identity, sets...)
}

func (s *Store) chose(ctx context.Context, identity string, sets ...set) error {
	err := s.do(ctx, update("identity", sets, "id = ?", identity).must())
	return as(err, portal.KindConflict, portal.KindNotFound)
}

// PutPreference stores it; KindNotFound. What makes reading easier tells of a
// disability, so it is sealed.
func (s *Store) PutPreference(ctx context.Context, identity, text string) error {
	return s.chose(ctx, identity, set{"preference", sealText(s.ring.System("identity"), preferencePlace(identity), text)})
}

func preferencePlace(identity string) seal.Where {
	return seal.Where{Table: "identity", Column: "preference", Row: identity}
}

// Find returns the register's record of an ID number; KindNotFound.
func (s *Store) Find(ctx context.Context, idNumber string) (account.Record, error) {
	bix := s.blind(seal.BlindResidentID, seal.ResidentID(idNumber))
	c, err := s.one(ctx, query("select record from register_record where id_bix = ?", null(bix)))
	if err != nil {
		return account.Record{}, err
	}
	return openJSON[account.Record](s.ring.System("register"), recordPlace(bix), c.bytes())
}

// PutRecord fills the store's own register; a record of the same ID number is
// replaced.
func (s *Store) PutRecord(ctx context.Context, r account.Record) error {
	bix := s.blind(seal.BlindResidentID, seal.ResidentID(r.IDNumber))
	sealed := sealJSON(s.ring.System("register"), recordPlace(bix), r)
	return s.do(ctx, insert("register_record", []set{{"id_bix", bix}, {"record", sealed}}).
		and(" on conflict (id_bix) do update set record = excluded.record"))
}

func recordPlace(bix []byte) seal.Where {
	return seal.Where{Table: "register_record", Column: "record", Row: string(bix)}
}

// blind returns the index of a normalised text, nil for "".
func (s *Store) blind(purpose, normalised string) []byte {
	if normalised == "" {
		return nil
	}
	return s.ring.Blind(purpose, normalised)
}
