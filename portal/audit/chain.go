package audit

import (
	"bytes"
	"crypto/sha256"
	"time"

	"changban/portal"
)

// Row is one link of a chain as a store keeps it.
type Row struct {
	Chain  string
	Seq    int64  // 1, 2, 3 … within the chain
	Prev   []byte // Hash of the row before; Seed(Chain) for the first
	Sealed []byte // the row's content as stored: sealed text, or Entry.Bytes
	Hash   []byte // Link(Prev, Sealed)
}

// Head is the last row of a chain.
type Head struct {
	Chain string
	Seq   int64
	Hash  []byte
	At    time.Time // when the row was written; not part of the signed root
}

// Seed is what the first row of a chain links to. It names the chain, so that
// rows cannot be carried over to another one.
func Seed(chain string) []byte {
	sum := sha256.Sum256(appendText([]byte("changban/chain/1"), chain))
	return sum[:]
}

// Link is the hash of a row: SHA-256 over the hash before and the sealed bytes.
func Link(prev, sealed []byte) []byte {
	out := appendText([]byte("changban/link/1"), string(prev))
	sum := sha256.Sum256(appendText(out, string(sealed)))
	return sum[:]
}

// Next returns the row that follows head with new content. A Head with Seq 0
// starts the chain. Stores call it inside the transaction that writes the row.
func Next(head Head, sealed []byte) Row {
	prev := head.Hash
	if head.Seq == 0 {
		prev = Seed(head.Chain)
	}
	return Row{Chain: head.Chain, Seq: head.Seq + 1, Prev: prev, Sealed: sealed, Hash: Link(prev, sealed)}
}

// Head returns the head of a chain that ends with the row.
func (r Row) Head(at time.Time) Head {
	return Head{Chain: r.Chain, Seq: r.Seq, Hash: r.Hash, At: at}
}

// Problem is what is wrong with a chain.
type Problem string

// Problems a check finds.
const (
	Changed   Problem = "changed"   // content or hash is not what was written
	Removed   Problem = "removed"   // a row is missing
	Reordered Problem = "reordered" // a row stands in another place
	Unsigned  Problem = "unsigned"  // a daily root's signature or sum does not fit
)

// Finding is one problem and where it is.
type Finding struct {
	Problem Problem
	Chain   string     // "" for a root
	Seq     int64      // of the row
	Day     portal.Day // of the root that shows it, "" when the chain itself does
}

// Check goes through the rows of one chain in the order of Seq and returns what
// is wrong, nothing for a whole chain. Rows missing at the end show only against
// a Head or a Root.
func Check(chain string, rows []Row) []Finding {
	var found []Finding
	prev, seq := Seed(chain), int64(0)
	for _, row := range rows {
		seq++
		if problem := row.problem(seq, prev); problem != "" {
			found = append(found, Finding{Problem: problem, Chain: chain, Seq: row.Seq})
		}
		prev, seq = row.Hash, row.Seq // one fault is told once, not for all rows after it
	}
	return found
}

func (r Row) problem(seq int64, prev []byte) Problem {
	switch {
	case r.Seq > seq:
		return Removed
	case r.Seq < seq:
		return Reordered
	case !bytes.Equal(r.Hash, Link(r.Prev, r.Sealed)):
		return Changed
	case !bytes.Equal(r.Prev, prev):
		return Reordered
	}
	return ""
}
