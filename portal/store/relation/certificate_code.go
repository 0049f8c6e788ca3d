package relation

import (
	"bytes"
	"context"
	"strings"
	"time"

	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/seal"
)

// blindCheckCode is the purpose of the index that a check code is found by. The
// code itself is nowhere: who reads the tables cannot show somebody's card.
const blindCheckCode = "certificate_code"

func (s *Store) checkCode(code string) []byte {
	return s.blind(blindCheckCode, strings.ToLower(strings.TrimSpace(code)))
}

// PutCode keeps the blind index of a code. The same code with the same key again
// is no error; another code with a key that was used is KindExists, and the first
// code stays.
func (o Cards) PutCode(ctx context.Context, n benefit.Code, key string) error {
	bix := o.s.checkCode(n.Code)
	err := o.s.do(ctx, insert("certificate_code", []set{{"bix", notNil(bix)}, {"certificate", n.Certificate}, {"kind", string(n.Kind)},
		{"start_key", key}, {"created", micros(n.Created)}, {"expires", micros(n.Expires)}, {"ended", int64(0)}}))
	if !portal.Is(err, portal.KindExists) {
		return as(err, portal.KindConflict, portal.KindNotFound) // no such certificate
	}
	c, rerr := o.s.one(ctx, query("select bix from certificate_code where certificate = ? and start_key = ?", n.Certificate, key))
	if rerr == nil && bytes.Equal(c.bytes(), bix) {
		return nil
	}
	return err
}

// ByCode returns the certificate that a code belongs to, without history, if the
// code lives at an instant. KindNotFound for every other code, also one of a
// deleted person.
func (o Cards) ByCode(ctx context.Context, code string, at time.Time) (benefit.Certificate, benefit.Code, error) {
	n := benefit.Code{Code: code}
	rows, err := o.s.read(ctx, query("select "+ownerColumns+"k.kind, k.created, k.expires, "+cardColumns+
		" from certificate_code k join certificate x on x.id = k.certificate join person p on p.id = x.person"+
		" where k.bix = ? and k.ended = 0 and (k.expires = 0 or k.expires > ?)", notNil(o.s.checkCode(code)), micros(at)))
	if err != nil {
		return benefit.Certificate{}, benefit.Code{}, err
	}
	x, err := only(eachOwned(o.s, rows[0], func(c *cursor, k seal.PersonKey) (benefit.Certificate, error) {
		n.Kind, n.Created, n.Expires = benefit.CodeKind(c.text()), c.time(), c.time()
		return o.s.cardRow(c, k)
	}))
	if err != nil {
		return x, benefit.Code{}, err
	}
	n.Certificate = x.ID
	return x, n, nil
}

// EndCodes ends every code of a certificate.
func (o Cards) EndCodes(ctx context.Context, certificate string) error {
	return o.s.do(ctx, update("certificate_code", []set{{"ended", int64(1)}}, "certificate = ? and ended = 0", certificate))
}
