package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"unicode"

	"changban/mongol"
)

// BlindSize is the length of a blind index in bytes.
const BlindSize = 16

// Blind returns the index a sealed value is found by: HMAC-SHA256 of the
// normalised text, cut to 16 bytes. One purpose per kind of value, so that equal
// texts of two kinds do not show as equal.
func (r *Ring) Blind(purpose, normalised string) []byte {
	mac := hmac.New(sha256.New, r.newest(UseIndex).sub(UseIndex, purpose))
	mac.Write([]byte(normalised))
	return mac.Sum(nil)[:BlindSize]
}

// The purposes of decisions 17. Anything else searched needs a decision record.
const (
	BlindResidentID = "resident_id"
	BlindCard       = "card"
	BlindPhone      = "phone"
	BlindLastFour   = "phone_last_four"
	BlindName       = "name"
	BlindInitials   = "initials"
)

// ResidentID normalises a resident ID or a card number: letters in upper case and
// digits, full-width forms folded, everything else dropped.
func ResidentID(s string) string {
	return strings.ToUpper(keep(s, func(r rune) bool { return isDigit(r) || isLatin(r) }))
}

// CardNumber normalises a disability card number, as ResidentID.
func CardNumber(s string) string { return ResidentID(s) }

// Phone normalises a phone number to digits, without the country code of a
// mobile number.
func Phone(s string) string {
	digits := keep(s, isDigit)
	for _, code := range []string{"0086", "86"} {
		rest, ok := strings.CutPrefix(digits, code)
		if ok && len(rest) == 11 && rest[0] == '1' {
			return rest
		}
	}
	return digits
}

// LastFour joins a unit's id and the last four digits of a phone number: the desk
// searches by them within its own unit only. "" for fewer than four digits.
func LastFour(unit, phone string) string {
	digits := Phone(phone)
	if len(digits) < 4 {
		return ""
	}
	return unit + "\x00" + digits[len(digits)-4:]
}

// Name normalises a full name: spaces, invisible characters and dots between the
// parts of a name dropped, full-width forms folded, lower case; names in the
// traditional Mongolian script by their shape, and look-alikes that stand in for
// Cyrillic letters on other keyboards as these (decision 10).
func Name(s string) string {
	s = lookAlikes.Replace(mongol.Fold(s))
	return strings.ToLower(keep(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc) && !strings.ContainsRune(nameDots, r)
	}))
}

// lookAlikes are letters of old Russian, fita and izhitsa, that are typed for the
// barred o and the straight u of Mongolian.
var lookAlikes = strings.NewReplacer("\u0472", "\u04e8", "\u0473", "\u04e9", "\u0474", "\u04ae", "\u0475", "\u04af")

// The dots people type between the parts of a name: middle dot, bullets,
// katakana dots, operators, full stops.
const nameDots = "\u00b7\u2022\u2027\u2219\u22c5\u25cf\u30fb\uff65\u0387.\u3002"

func keep(s string, want func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		r = fold(r)
		if !want(r) {
			return -1
		}
		return r
	}, s)
}

// fold turns a full-width form into the plain character (Unicode block FF00).
func fold(r rune) rune {
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xfee0
	case r == 0x3000:
		return ' '
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
