package relation

import (
	"context"
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/delivery"
	"changban/portal/seal"
)

func codePlace(id string) seal.Where {
	return seal.Where{Table: "sign_in_code", Column: "phone", Row: id}
}

// PutCode stores a code and the message that carries it in one write.
func (s *Store) PutCode(ctx context.Context, c account.Code, m delivery.Message) error {
	message, err := s.message(ctx, m)
	if err != nil {
		return err
	}
	used := int64(0)
	if c.Used {
		used = micros(c.Created)
	}
	return s.do(ctx, insert("sign_in_code", []set{{"id", c.ID},
		{"phone", sealText(s.ring.System("code"), codePlace(c.ID), c.Phone)}, {"hash", c.Hash},
		{"purpose", c.Purpose}, {"identity", c.Identity}, {"person", c.Person}, {"tries", int64(c.Tries)},
		{"created", micros(c.Created)}, {"expires", micros(c.Expires)}, {"used", used}}), message)
}

// Code returns a code; KindNotFound.
func (s *Store) Code(ctx context.Context, id string) (account.Code, error) {
	c, err := s.one(ctx, query("select phone, hash, purpose, identity, person, tries, created, expires, used"+
		" from sign_in_code where id = ?", id))
	if err != nil {
		return account.Code{}, err
	}
	phone, err := openText(s.ring.System("code"), codePlace(id), c.bytes())
	return account.Code{ID: id, Phone: phone, Hash: c.bytes(), Purpose: c.text(), Identity: c.text(), Person: c.text(),
		Tries: c.int(), Created: c.time(), Expires: c.time(), Used: c.flag()}, err
}

// CountTry adds one wrong try; KindNotFound.
func (s *Store) CountTry(ctx context.Context, id string) error {
	err := s.do(ctx, query("update sign_in_code set tries = tries + 1 where id = ?", id).must())
	return as(err, portal.KindConflict, portal.KindNotFound)
}

// UseCode marks the code used; KindConflict when it was used before.
func (s *Store) UseCode(ctx context.Context, id string, at time.Time) error {
	return s.do(ctx, update("sign_in_code", []set{{"used", micros(at)}}, "id = ? and used = 0", id).must())
}

// Arrive returns the identity of a phone with the link to oneself, and makes
// both and the own person when the phone is new: it will be told things in the
// language of the page it came by. Two at once make one: the
// phone's blind index is unique.
func (s *Store) Arrive(ctx context.Context, phone string, at time.Time) (account.Identity, account.Link, error) {
	bix := s.blind(seal.BlindPhone, seal.Phone(phone))
	identity, link, err := s.byPhone(ctx, bix)
	if !portal.Is(err, portal.KindNotFound) {
		return identity, link, err
	}
	err = s.newIdentity(ctx, seal.Phone(phone), bix, at)
	if err != nil && !broke(err, "phone_bix") {
		return identity, link, err
	}
	return s.byPhone(ctx, bix)
}

func (s *Store) byPhone(ctx context.Context, bix []byte) (account.Identity, account.Link, error) {
	c, err := s.one(ctx, query("select "+linkColumns+", "+identityColumns+
		" from identity i join link l on l.identity = i.id and l.relation = 'self' where i.phone_bix = ?", null(bix)))
	if err != nil {
		return account.Identity{}, account.Link{}, err
	}
	link := c.link()
	identity, err := s.identity(c)
	return identity, link, err
}

func (s *Store) newIdentity(ctx context.Context, phone string, bix []byte, at time.Time) error {
	id, person := portal.NewID(), portal.NewID()
	by := portal.Actor{Kind: portal.ActorIdentity, ID: id, Channel: portal.ChannelWeb}
	if clerk := portal.ActorFrom(ctx); clerk.Kind == portal.ActorStaff {
		by = clerk // somebody calls, and proves the phone when they sign in
	}
	rows, _, _ := s.newPerson(account.Person{ID: person, Created: at}, by)
	sealed := sealText(s.ring.System("identity"), seal.Where{Table: "identity", Column: "phone", Row: id}, phone)
	link := account.Link{Identity: id, Person: person, Relation: account.Self, Capacity: account.AsSelf, Confirmed: true, Created: at}
	return s.do(ctx, append(rows,
		insert("identity", []set{{"id", id}, {"phone_bix", bix}, {"phone", sealed}, {"preference", []byte{}}, {"created", micros(at)},
			{"language", ""}, {"notice_language", portal.ActorFrom(ctx).Language}}),
		insert("link", linkSets(link, string(account.Self))))...)
}
