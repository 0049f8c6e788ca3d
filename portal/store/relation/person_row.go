package relation

import (
	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/seal"
)

const (
	linkColumns = "l.identity, l.person, l.relation, l.capacity, l.level, l.confirmed, l.valid_to, l.created"

	identityColumns = "i.id, i.phone, i.created"

	personColumns = "p.id, p.wrapped_key, p.facts, p.version, p.head, p.verified, p.created"
	ownColumns    = "o.id, o.wrapped_key, o.facts, o.version, o.head, o.verified, o.created"

	// knownColumns and knownTables read what a page of a person's area stands
	// on. The head of the person's audit chain comes along for the write that
	// may follow.
	knownColumns = linkColumns + ", " + identityColumns + ", " + personColumns + ", " + ownColumns + ", a.seq, a.hash"
	knownTables  = " from link l join identity i on i.id = l.identity join person p on p.id = l.person" +
		" join link ol on ol.identity = l.identity and ol.relation = 'self' join person o on o.id = ol.person" +
		" left join audit_entry a on a.chain = 'audit:' || l.person" +
		" and a.seq = (select max(seq) from audit_entry where chain = 'audit:' || l.person)"
)

func factsPlace(person string) seal.Where {
	return seal.Where{Table: "person", Column: "facts", Row: person}
}

func (c *cursor) link() account.Link {
	return account.Link{Identity: c.text(), Person: c.text(), Relation: account.Relation(c.text()),
		Capacity: account.Capacity(c.text()), Level: account.Level(c.int()), Confirmed: c.flag(),
		ValidTo: c.day(), Created: c.time()}
}

func (s *Store) identity(c *cursor) (account.Identity, error) {
	id, phone, created := c.text(), c.bytes(), c.time()
	text, err := openText(s.ring.System("identity"), seal.Where{Table: "identity", Column: "phone", Row: id}, phone)
	return account.Identity{ID: id, Phone: text, Created: created}, err
}

// person reads a person's columns and remembers key and head. KindNotFound when
// the key was destroyed.
func (s *Store) person(c *cursor) (account.Person, error) {
	p := account.Person{ID: c.text()}
	wrapped, facts := c.bytes(), c.bytes()
	p.Version = c.int()
	head := c.bytes()
	p.Verified, p.Created = c.flag(), c.time()
	k, err := s.open(p.ID, wrapped)
	if err != nil {
		return p, err
	}
	chain := audit.ChainID("person", p.ID)
	s.recall.keepHeads(audit.Head{Chain: chain, Seq: int64(p.Version), Hash: head})
	p.Facts, err = openJSON[map[string]account.Fact](k, factsPlace(p.ID), facts)
	return p, err
}

// known reads knownColumns.
func (s *Store) known(c *cursor) (account.Known, error) {
	var k account.Known
	var err error
	k.Link = c.link()
	if k.Identity, err = s.identity(c); err != nil {
		return k, err
	}
	person, own := *c, *c
	own.at += personWidth
	c.at += 2 * personWidth
	s.recall.keepHeads(audit.Head{Chain: audit.ChainID("audit", k.Link.Person), Seq: c.number(), Hash: c.bytes()})
	if k.Person, err = s.person(&person); err != nil {
		return k, err
	}
	if k.Link.Relation == account.Self {
		k.Own = k.Person
		return k, nil
	}
	if k.Own, err = s.person(&own); portal.Is(err, portal.KindNotFound) {
		err = nil // a helper who is deleted has no file to answer from
	}
	return k, err
}

// personWidth is the number of personColumns.
const personWidth = 7
