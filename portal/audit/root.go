package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"changban/portal"
)

// Signer signs a daily root; Verifier checks it. portal/seal has both.
type Signer interface {
	Sign(msg []byte) []byte
}

// Verifier checks a signature made by a Signer.
type Verifier interface {
	Verify(msg, signature []byte) error
}

// Store is what sealing and checking need. Appending rows is not part of it:
// rows are written with the change they tell of (Next).
type Store interface {
	// Heads lists, in the order of chain ids, up to n heads of chains after the
	// id given whose last row was written at or after since.
	Heads(ctx context.Context, since time.Time, after string, n int) ([]Head, error)
	// ChainRows returns all rows of a chain in the order of Seq; none is no error.
	ChainRows(ctx context.Context, chain string) ([]Row, error)
	// PutRoot stores a root; KindExists when the day has one.
	PutRoot(ctx context.Context, r Root) error
	// Roots returns all roots in the order of days.
	Roots(ctx context.Context) ([]Root, error)
}

// Root is one day's signed statement: these chains ended like this. It links to
// the root before it, so that a root cannot be taken away from between two others.
type Root struct {
	Day       portal.Day
	At        time.Time
	Previous  []byte // Sum of the root before; 32 zero bytes for the first
	Heads     []Head // chains that grew since the root before, by chain id
	Sum       []byte // SHA-256 over day, previous and heads
	Signature []byte // over Sum
}

// overlap covers rows whose transaction began before a root and ended after it.
const overlap = time.Hour

const pageSize = 500

// Seal signs the root of today for all chains that grew since the last one.
// A day that is sealed already is returned as it is.
func Seal(ctx context.Context, store Store, signer Signer, now time.Time) (Root, error) {
	roots, err := store.Roots(ctx)
	if err != nil {
		return Root{}, err
	}
	root := Root{Day: portal.DayOf(now), At: now, Previous: make([]byte, sha256.Size)}
	since := time.Time{}
	if n := len(roots); n > 0 {
		if roots[n-1].Day >= root.Day {
			return roots[n-1], nil
		}
		root.Previous, since = roots[n-1].Sum, roots[n-1].At.Add(-overlap)
	}
	err = eachHead(ctx, store, since, func(h Head) error {
		root.Heads = append(root.Heads, h)
		return nil
	})
	if err != nil {
		return Root{}, err
	}
	root.Sum = root.sum()
	root.Signature = signer.Sign(root.Sum)
	err = store.PutRoot(ctx, root)
	if portal.Is(err, portal.KindExists) {
		return sealedBefore(ctx, store, root.Day)
	}
	return root, err
}

// sealedBefore returns the root that another process put a moment earlier.
func sealedBefore(ctx context.Context, store Store, day portal.Day) (Root, error) {
	roots, err := store.Roots(ctx)
	if err != nil {
		return Root{}, err
	}
	for _, r := range roots {
		if r.Day == day {
			return r, nil
		}
	}
	return Root{}, portal.Because(portal.KindConflict, errors.New("audit: the root of the day is there and cannot be read"))
}

func eachHead(ctx context.Context, store Store, since time.Time, do func(Head) error) error {
	for after := ""; ; {
		heads, err := store.Heads(ctx, since, after, pageSize)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if err := do(h); err != nil {
				return err
			}
			after = h.Chain
		}
		if len(heads) < pageSize {
			return nil
		}
	}
}

func (r Root) sum() []byte {
	out := appendText([]byte("changban/root/1"), string(r.Day))
	out = append(out, r.Previous...)
	sum := sha256.Sum256(append(out, EncodeHeads(r.Heads)...))
	return sum[:]
}

// check returns whether the root is signed and follows previous.
func (r Root) check(previous []byte, verifier Verifier) Problem {
	switch {
	case !bytes.Equal(r.Sum, r.sum()) || verifier.Verify(r.Sum, r.Signature) != nil:
		return Unsigned
	case !bytes.Equal(r.Previous, previous):
		return Removed
	}
	return ""
}

// EncodeHeads writes heads as the bytes a store keeps and the root signs.
func EncodeHeads(heads []Head) []byte {
	var out []byte
	for _, h := range heads {
		out = appendText(out, h.Chain)
		out = binary.AppendUvarint(out, uint64(h.Seq))
		out = appendText(out, string(h.Hash))
	}
	return out
}

// DecodeHeads reads what EncodeHeads wrote; At stays zero.
func DecodeHeads(raw []byte) ([]Head, error) {
	var heads []Head
	r := bytes.NewReader(raw)
	for r.Len() > 0 {
		chain, err1 := readText(r)
		seq, err2 := binary.ReadUvarint(r)
		hash, err3 := readText(r)
		if err := errors.Join(err1, err2, err3); err != nil {
			return nil, err
		}
		heads = append(heads, Head{Chain: string(chain), Seq: int64(seq), Hash: hash})
	}
	return slices.Clip(heads), nil
}

func readText(r *bytes.Reader) ([]byte, error) {
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if size > uint64(r.Len()) {
		return nil, errors.New("audit: heads are cut short")
	}
	out := make([]byte, size)
	_, err = r.Read(out)
	if size == 0 {
		err = nil // an empty read at the end of the reader is io.EOF
	}
	return out, err
}
