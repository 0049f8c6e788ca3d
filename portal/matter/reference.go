package matter

import (
	"crypto/rand"
	"math/big"
	"strings"

	"changban/portal"
)

// Kind tells what a reference names; it is the reference's first digit.
type Kind byte

// Kinds of matter (contract 5).
const (
	CaseKind   Kind = '1'
	TicketKind Kind = '2'
)

// Reference is 12 digits: the kind, ten random digits, a Damm check digit.
// It is written 4-4-4 on pages; never a sequence (contract 5).
type Reference string

// NewReference draws a reference of kind.
func NewReference(kind Kind) Reference {
	n, err := rand.Int(rand.Reader, big.NewInt(10_000_000_000))
	if err != nil {
		panic(err) // the system's random source is gone: nothing can go on
	}
	digits := n.String()
	body := string(kind) + strings.Repeat("0", 10-len(digits)) + digits
	return Reference(body + string(damm(body)))
}

// ParseReference reads what a person typed: spaces, dashes and full-width
// digits are fine. Wrong length, kind or check digit is KindInvalid.
func ParseReference(s string) (Reference, error) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == ' ' || r == '-' || r == '\u00a0' || r == '\u3000':
		default:
			return "", portal.Fail(portal.KindInvalid, portal.Msg("field.reference.characters"))
		}
	}
	digits := b.String()
	if len(digits) != 12 || digits[0] != byte(CaseKind) && digits[0] != byte(TicketKind) {
		return "", portal.Fail(portal.KindInvalid, portal.Msg("field.reference.length"))
	}
	if damm(digits[:11]) != digits[11] {
		return "", portal.Fail(portal.KindInvalid, portal.Msg("field.reference.checksum"))
	}
	return Reference(digits), nil
}

// Kind returns what the reference names.
func (r Reference) Kind() Kind {
	if r == "" {
		return 0
	}
	return Kind(r[0])
}

// damm returns the check digit of H. M. Damm's scheme (2004): it finds every
// wrong digit and every swap of neighbours, the errors made on the telephone.
func damm(digits string) byte {
	const table = "0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978" +
		"3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790"
	interim := 0
	for _, r := range digits {
		interim = int(table[interim*10+int(r-'0')] - '0')
	}
	return byte('0' + interim)
}
