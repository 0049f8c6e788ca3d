package seal

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"
)

var (
	firstDay  = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	secondDay = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	here      = Where{Table: "identity", Column: "phone", Row: "r1"}
	plain     = []byte("canary 13800000001")
)

func TestSealer(t *testing.T) {
	ring := Generate(firstDay)
	sealed := ring.System("identity").Seal(here, plain)
	for _, tc := range []struct {
		name   string
		ring   *Ring
		use    string
		where  Where
		change func([]byte) []byte
		want   error
	}{
		{name: "as sealed", where: here},
		{name: "after rotation", ring: ring.Rotate(secondDay), where: here},
		{name: "wrong row", where: Where{"identity", "phone", "r2"}, want: ErrBroken},
		{name: "wrong column", where: Where{"identity", "name", "r1"}, want: ErrBroken},
		{name: "wrong table", where: Where{"staff", "phone", "r1"}, want: ErrBroken},
		{name: "texts shifted", where: Where{"identityp", "hone", "r1"}, want: ErrBroken},
		{name: "other purpose", use: "staff", where: here, want: ErrBroken},
		{name: "other ring", ring: Generate(firstDay), where: here, want: ErrUnknown},
		{name: "first byte", where: here, change: flipAt(0), want: ErrBroken},
		{name: "key id", where: here, change: flipAt(1), want: ErrUnknown},
		{name: "nonce", where: here, change: flipAt(headerSize), want: ErrBroken},
		{name: "content", where: here, change: flipAt(headerSize + 12), want: ErrBroken},
		{name: "tag", where: here, change: flipAt(len(sealed) - 1), want: ErrBroken},
		{name: "cut", where: here, change: func(b []byte) []byte { return b[:len(b)-1] }, want: ErrBroken},
		{name: "very short", where: here, change: func(b []byte) []byte { return b[:3] }, want: ErrBroken},
		{name: "empty", where: here, change: func([]byte) []byte { return nil }, want: ErrBroken},
		{name: "longer", where: here, change: func(b []byte) []byte { return append(b, 0) }, want: ErrBroken},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, use, raw := ring, "identity", bytes.Clone(sealed)
			if tc.ring != nil {
				r = tc.ring
			}
			if tc.use != "" {
				use = tc.use
			}
			if tc.change != nil {
				raw = tc.change(raw)
			}
			got, err := r.System(use).Open(tc.where, raw)
			if !errors.Is(err, tc.want) || tc.want == nil && !bytes.Equal(got, plain) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func flipAt(i int) func([]byte) []byte {
	return func(b []byte) []byte {
		b[i] ^= 1
		return b
	}
}

func TestSealedFormIsFixed(t *testing.T) {
	sealed := Generate(firstDay).System("x").Seal(here, plain)
	if len(sealed) != len(plain)+Overhead {
		t.Errorf("%d bytes for %d", len(sealed), len(plain))
	}
	if bytes.Contains(sealed, plain) {
		t.Error("the plain text shows")
	}
	if got, err := Generate(firstDay).System("x").Open(here, sealed); err == nil {
		t.Errorf("opened by chance: %q", got)
	}
}

func TestEmptyPlain(t *testing.T) {
	s := Generate(firstDay).System("x")
	if got, err := s.Open(here, s.Seal(here, nil)); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestNoncesAreUnique(t *testing.T) {
	ring := Generate(firstDay)
	key, _, err := ring.NewPersonKey("p1")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 5000 {
		for _, sealed := range [][]byte{ring.System("x").Seal(here, plain), key.Seal(here, plain)} {
			nonce := string(sealed[headerSize : headerSize+12])
			if seen[nonce] {
				t.Fatal("a nonce came twice")
			}
			seen[nonce] = true
		}
	}
}

func TestRotation(t *testing.T) {
	old := Generate(firstDay)
	ring := old.Rotate(secondDay)
	before := old.System("x").Seal(here, plain)
	after := ring.System("x").Seal(here, plain)
	if !ring.Old(before) || ring.Old(after) || !ring.Old(nil) {
		t.Error("Old does not tell which key sealed")
	}
	if _, err := old.System("x").Open(here, after); !errors.Is(err, ErrUnknown) {
		t.Errorf("the old ring opened what the new key sealed: %v", err)
	}
	if !bytes.Equal(old.Blind("x", "v"), ring.Blind("x", "v")) {
		t.Error("rotation changed the blind indexes: nothing would be found any more")
	}
	if len(ring.Public("x")) != 2 || len(old.Public("x")) != 1 {
		t.Error("public keys do not follow the ring")
	}
}

func TestPersonKey(t *testing.T) {
	ring := Generate(firstDay)
	key, wrapped, err := ring.NewPersonKey("p1")
	if err != nil {
		t.Fatal(err)
	}
	other, otherWrapped, _ := ring.NewPersonKey("p2")
	for _, tc := range []struct {
		name    string
		ring    *Ring
		person  string
		wrapped []byte
		want    error
	}{
		{"as wrapped", ring, "p1", wrapped, nil},
		{"after rotation", ring.Rotate(secondDay), "p1", wrapped, nil},
		{"another person", ring, "p2", wrapped, ErrBroken},
		{"another person's", ring, "p1", otherWrapped, ErrBroken},
		{"destroyed", ring, "p1", nil, ErrDestroyed},
		{"changed", ring, "p1", flipAt(20)(bytes.Clone(wrapped)), ErrBroken},
		{"other ring", Generate(firstDay), "p1", wrapped, ErrUnknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			again, err := tc.ring.OpenPersonKey(tc.person, tc.wrapped)
			if !errors.Is(err, tc.want) {
				t.Fatalf("got %v", err)
			}
			if err != nil {
				return
			}
			if got, err := again.Open(here, key.Seal(here, plain)); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	if _, err := other.Open(here, key.Seal(here, plain)); !errors.Is(err, ErrUnknown) {
		t.Errorf("another person's key: %v", err)
	}
	if _, err := key.Open(Where{"identity", "phone", "r2"}, key.Seal(here, plain)); !errors.Is(err, ErrBroken) {
		t.Errorf("another row: %v", err)
	}
	for _, raw := range [][]byte{nil, {1}, make([]byte, 200)} {
		if _, err := key.Open(here, raw); !errors.Is(err, ErrBroken) {
			t.Errorf("rubbish: %v", err)
		}
	}
}

func TestRewrap(t *testing.T) {
	old := Generate(firstDay)
	key, wrapped, _ := old.NewPersonKey("p1")
	sealed := key.Seal(here, plain)
	ring := old.Rotate(secondDay)
	again, err := ring.Rewrap("p1", wrapped)
	if err != nil || ring.Old(again) || !ring.Old(wrapped) {
		t.Fatalf("rewrapped with the old key: %v", err)
	}
	opened, err := ring.OpenPersonKey("p1", again)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := opened.Open(here, sealed); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := ring.Rewrap("p1", nil); !errors.Is(err, ErrDestroyed) {
		t.Errorf("rewrapped a destroyed key: %v", err)
	}
}

func TestFileName(t *testing.T) {
	ring := Generate(firstDay)
	one, wrapped, _ := ring.NewPersonKey("p1")
	same, _ := ring.OpenPersonKey("p1", wrapped)
	two, _, _ := ring.NewPersonKey("p2")
	name := one.FileName(plain)
	if len(name) != 64 || name != same.FileName(plain) {
		t.Errorf("not stable: %s", name)
	}
	if name == two.FileName(plain) || name == one.FileName([]byte("other")) {
		t.Error("two contents or two persons share a name")
	}
}

func TestSigner(t *testing.T) {
	ring := Generate(firstDay)
	signature := ring.Sign("audit", plain)
	for _, tc := range []struct {
		name      string
		ring      *Ring
		purpose   string
		msg       []byte
		signature []byte
		want      error
	}{
		{"as signed", ring, "audit", plain, signature, nil},
		{"after rotation", ring.Rotate(secondDay), "audit", plain, signature, nil},
		{"other purpose", ring, "certificate", plain, signature, ErrSignature},
		{"other message", ring, "audit", []byte("x"), signature, ErrSignature},
		{"other ring", Generate(firstDay), "audit", plain, signature, ErrUnknown},
		{"changed", ring, "audit", plain, flipAt(30)(bytes.Clone(signature)), ErrSignature},
		{"cut", ring, "audit", plain, signature[:20], ErrSignature},
		{"none", ring, "audit", plain, nil, ErrSignature},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if err := tc.ring.Signer(tc.purpose).Verify(tc.msg, tc.signature); !errors.Is(err, tc.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if ring.Public("audit")[0].ID != fmt.Sprintf("%x", signature[:idSize]) {
		t.Error("the public key does not carry the id a signature begins with")
	}
}

func TestNothingPrintsKeys(t *testing.T) {
	ring := Generate(firstDay)
	key, _, _ := ring.NewPersonKey("p1")
	secret := fmt.Sprint(ring.keys[0].secret[:4])
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		for _, v := range []fmt.Stringer{ring, key} {
			if s := fmt.Sprintf(format, v); len(s) > 30 || s == secret {
				t.Errorf("%s prints %s", format, s)
			}
		}
	}
}
