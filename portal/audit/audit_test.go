package audit

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
)

var monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// memory is a store that keeps everything in maps and slices.
type memory struct {
	rows  map[string][]Row
	heads map[string]Head
	roots []Root
	err   error
}

func newMemory() *memory { return &memory{rows: map[string][]Row{}, heads: map[string]Head{}} }

func (m *memory) add(chain string, at time.Time, sealed string) {
	head := m.heads[chain]
	head.Chain = chain
	row := Next(head, []byte(sealed))
	m.rows[chain] = append(m.rows[chain], row)
	m.heads[chain] = row.Head(at)
}

func (m *memory) Heads(_ context.Context, since time.Time, after string, n int) ([]Head, error) {
	var out []Head
	for _, h := range m.heads {
		if h.Chain > after && !h.At.Before(since) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b Head) int { return cmp.Compare(a.Chain, b.Chain) })
	return out[:min(n, len(out))], m.err
}

func (m *memory) ChainRows(_ context.Context, chain string) ([]Row, error) {
	rows := slices.Clone(m.rows[chain])
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.Seq, b.Seq) })
	return rows, m.err
}

func (m *memory) PutRoot(_ context.Context, r Root) error {
	for _, old := range m.roots {
		if old.Day == r.Day {
			return portal.Fail(portal.KindExists, portal.Message{})
		}
	}
	m.roots = append(m.roots, r)
	return nil
}

func (m *memory) Roots(context.Context) ([]Root, error) { return m.roots, m.err }

// stamp is a signature anybody could make; portal/seal tests real ones.
type stamp string

func (s stamp) Sign(msg []byte) []byte { return append([]byte(s), msg...) }

func (s stamp) Verify(msg, signature []byte) error {
	if !bytes.Equal(signature, s.Sign(msg)) {
		return errors.New("does not fit")
	}
	return nil
}

// filled has two chains, a root, more rows and a second root.
func filled(t *testing.T) *memory {
	t.Helper()
	m := newMemory()
	for i := range 4 {
		m.add("case:a", monday, fmt.Sprint("a", i))
		m.add("case:b", monday, fmt.Sprint("b", i))
	}
	seal(t, m, monday.Add(2*time.Hour))
	m.add("case:a", monday.Add(20*time.Hour), "a4")
	seal(t, m, monday.Add(24*time.Hour))
	return m
}

func seal(t *testing.T, m *memory, now time.Time) Root {
	t.Helper()
	r, err := Seal(context.Background(), m, stamp("k"), now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Each row does to the store what somebody with access to it could do.
func TestVerify(t *testing.T) {
	for _, tc := range []struct {
		name string
		do   func(m *memory)
		want []string // problem and where, in the order printed
	}{
		{"untouched", func(*memory) {}, nil},
		{"written since", func(m *memory) { m.add("case:c", monday, "c") }, nil},
		{"content changed", func(m *memory) { m.rows["case:a"][1].Sealed = []byte("x") }, []string{"changed case:a 2"}},
		{"content and hash changed", func(m *memory) {
			r := &m.rows["case:b"][1]
			r.Sealed = []byte("x")
			r.Hash = Link(r.Prev, r.Sealed)
		}, []string{"reordered case:b 3"}},
		{"row removed", func(m *memory) { m.rows["case:b"] = slices.Delete(m.rows["case:b"], 1, 2) }, []string{"removed case:b 3"}},
		{"first row removed", func(m *memory) { m.rows["case:b"] = m.rows["case:b"][1:] }, []string{"removed case:b 2"}},
		{"last row removed", func(m *memory) { m.rows["case:b"] = m.rows["case:b"][:3] },
			[]string{"removed case:b 4", "removed case:b 4 2026-03-02"}},
		{"last row and head removed", func(m *memory) {
			m.rows["case:b"] = m.rows["case:b"][:3]
			m.heads["case:b"] = m.rows["case:b"][2].Head(monday)
		}, []string{"removed case:b 4 2026-03-02"}},
		{"two rows exchanged", func(m *memory) {
			rows := m.rows["case:b"]
			rows[1].Seq, rows[2].Seq = rows[2].Seq, rows[1].Seq
		}, []string{"reordered case:b 2", "reordered case:b 3", "reordered case:b 4"}},
		{"contents exchanged", func(m *memory) {
			rows := m.rows["case:b"]
			rows[1].Sealed, rows[2].Sealed = rows[2].Sealed, rows[1].Sealed
		}, []string{"changed case:b 2", "changed case:b 3"}},
		{"number used twice", func(m *memory) { m.rows["case:b"] = append(m.rows["case:b"], m.rows["case:b"][3]) },
			[]string{"reordered case:b 4"}},
		{"whole chain written anew", func(m *memory) {
			delete(m.rows, "case:b")
			delete(m.heads, "case:b")
			for i := range 4 {
				m.add("case:b", monday, fmt.Sprint("new", i))
			}
		}, []string{"changed case:b 4 2026-03-02"}},
		{"whole chain removed", func(m *memory) { delete(m.rows, "case:b"); delete(m.heads, "case:b") },
			[]string{"removed case:b 4 2026-03-02"}},
		{"chain hidden from the list", func(m *memory) { delete(m.heads, "case:b") }, nil},
		{"chain hidden from the list and changed", func(m *memory) {
			delete(m.heads, "case:b")
			m.rows["case:b"][0].Sealed = []byte("x")
		}, []string{"changed case:b 1"}},
		{"chain renamed", func(m *memory) {
			m.rows["case:z"], m.heads["case:z"] = m.rows["case:b"], m.heads["case:b"]
			h := m.heads["case:z"]
			h.Chain = "case:z"
			m.heads["case:z"] = h
			delete(m.rows, "case:b")
			delete(m.heads, "case:b")
		}, []string{"reordered case:z 1", "removed case:b 4 2026-03-02"}},
		{"root's heads changed", func(m *memory) { m.roots[0].Heads[1].Seq = 3 }, []string{"unsigned  0 2026-03-02"}},
		{"root signed by another", func(m *memory) { m.roots[1].Signature = stamp("z").Sign(m.roots[1].Sum) },
			[]string{"unsigned  0 2026-03-03"}},
		{"root removed", func(m *memory) { m.roots = m.roots[1:] }, []string{"removed  0 2026-03-03"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := filled(t)
			tc.do(m)
			var out strings.Builder
			err := Verify(context.Background(), m, stamp("k"), &out)
			if got := lines(err); !slices.Equal(got, tc.want) {
				t.Errorf("got  %q\nwant %q\n%s", got, tc.want, out.String())
			}
			if n := strings.Count(out.String(), "\n"); n != len(tc.want)+1 {
				t.Errorf("%d lines printed", n)
			}
		})
	}
}

func lines(err error) []string {
	var broken *Broken
	if !errors.As(err, &broken) {
		return nil
	}
	var out []string
	for _, f := range broken.Findings {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %d %s", f.Problem, f.Chain, f.Seq, f.Day)))
	}
	return out
}

func TestVerifyTellsStoreErrors(t *testing.T) {
	m := filled(t)
	m.err = portal.Because(portal.KindUnavailable, errors.New("away"))
	if err := Verify(context.Background(), m, stamp("k"), &strings.Builder{}); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("got %v", err)
	}
	if _, err := Seal(context.Background(), m, stamp("k"), monday); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestSeal(t *testing.T) {
	m := filled(t)
	if len(m.roots) != 2 || len(m.roots[0].Heads) != 2 || len(m.roots[1].Heads) != 1 {
		t.Fatalf("roots: %+v", m.roots)
	}
	if !bytes.Equal(m.roots[1].Previous, m.roots[0].Sum) {
		t.Error("the second root does not follow the first")
	}
	if again := seal(t, m, monday.Add(25*time.Hour)); !reflect.DeepEqual(again, m.roots[1]) || len(m.roots) != 2 {
		t.Error("a day was sealed twice")
	}
	m.add("case:late", monday.Add(24*time.Hour-time.Minute), "began before the last root, ended after it")
	if r := seal(t, m, monday.Add(48*time.Hour)); len(r.Heads) != 1 || r.Heads[0].Chain != "case:late" {
		t.Errorf("a late row was left out: %+v", r.Heads)
	}
}

func TestSealReadsAllPages(t *testing.T) {
	m := newMemory()
	for i := range 2*pageSize + 1 {
		m.add(fmt.Sprintf("case:%04d", i), monday, "x")
	}
	if r := seal(t, m, monday); len(r.Heads) != 2*pageSize+1 {
		t.Errorf("%d heads", len(r.Heads))
	}
	if err := Verify(context.Background(), m, stamp("k"), &strings.Builder{}); err != nil {
		t.Error(err)
	}
}

func TestHeadsCoding(t *testing.T) {
	heads := []Head{{Chain: "case:a", Seq: 3, Hash: []byte("hash")}, {Chain: "portal", Seq: 300, Hash: []byte{}}}
	raw := EncodeHeads(heads)
	got, err := DecodeHeads(raw)
	if err != nil || !reflect.DeepEqual(got, heads) {
		t.Errorf("got %+v, %v", got, err)
	}
	for cut := 1; cut < len(EncodeHeads(heads[:1])); cut++ {
		if _, err := DecodeHeads(raw[:cut]); err == nil {
			t.Errorf("read %d bytes of a head", cut)
		}
	}
	if got, err := DecodeHeads(nil); err != nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
}

func TestEntryBytes(t *testing.T) {
	base := Entry{ID: "i", Actor: portal.Actor{Kind: portal.ActorStaff, ID: "s", Channel: portal.ChannelCounter}, Unit: "u",
		Action: "case.open", Object: "case", Target: "t", Person: "p", Purpose: "decide", At: monday}
	seen := map[string]string{string(base.Bytes()): "base"}
	for name, change := range map[string]func(*Entry){
		"id": func(e *Entry) { e.ID = "j" }, "actor kind": func(e *Entry) { e.Actor.Kind = portal.ActorSystem },
		"actor": func(e *Entry) { e.Actor.ID = "x" }, "channel": func(e *Entry) { e.Actor.Channel = portal.ChannelPhone },
		"unit": func(e *Entry) { e.Unit = "" }, "action": func(e *Entry) { e.Action = "x" },
		"object": func(e *Entry) { e.Object = "x" }, "target": func(e *Entry) { e.Target = "x" },
		"person": func(e *Entry) { e.Person = "x" }, "purpose": func(e *Entry) { e.Purpose = "x" },
		"time":  func(e *Entry) { e.At = e.At.Add(time.Microsecond) },
		"shift": func(e *Entry) { e.Object, e.Target = "cas", "et" },
	} {
		e := base
		change(&e)
		if other := seen[string(e.Bytes())]; other != "" {
			t.Errorf("%s and %s give the same bytes", name, other)
		}
		seen[string(e.Bytes())] = name
	}
	local := base
	local.At = base.At.In(portal.Zone())
	if !bytes.Equal(local.Bytes(), base.Bytes()) {
		t.Error("the zone changes the bytes")
	}
	if base.Chain() != "audit:p" || (Entry{}).Chain() != "portal" {
		t.Error("chain of an entry")
	}
}
