package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"changban/portal"
)

// Broken is the error of a check that found something.
type Broken struct {
	Findings []Finding
}

// Error tells how many problems there are.
func (b *Broken) Error() string { return fmt.Sprintf("audit: %d problems found", len(b.Findings)) }

// Report counts what a check went through.
type Report struct {
	Chains, Rows, Roots int
}

// promise is a chain's head that a signed root vouches for.
type promise struct {
	day  portal.Day
	head Head
}

type check struct {
	store    Store
	promised map[string][]promise
	report   Report
	findings []Finding
}

// Verify goes through all roots and chains and writes one line per problem to w,
// then one line of counts. It returns *Broken when there is a problem, or the
// store's error. Roots cut off at the end do not show here: compare the last day
// printed with a copy kept elsewhere.
func Verify(ctx context.Context, store Store, verifier Verifier, w io.Writer) error {
	c := &check{store: store, promised: map[string][]promise{}}
	last, err := c.roots(ctx, verifier)
	if err != nil {
		return err
	}
	if err := eachHead(ctx, store, time.Time{}, func(h Head) error { return c.chain(ctx, h) }); err != nil {
		return err
	}
	if err := c.vanished(ctx); err != nil {
		return err
	}
	return c.print(w, last)
}

func (c *check) roots(ctx context.Context, verifier Verifier) (portal.Day, error) {
	roots, err := c.store.Roots(ctx)
	if err != nil {
		return "", err
	}
	previous, last := make([]byte, sha256.Size), portal.Day("")
	for _, r := range roots {
		problem := r.check(previous, verifier)
		if problem != "" {
			c.findings = append(c.findings, Finding{Problem: problem, Day: r.Day})
		}
		if problem != Unsigned { // an unsigned root vouches for nothing
			c.trust(r)
		}
		previous, last = r.Sum, r.Day
	}
	c.report.Roots = len(roots)
	return last, nil
}

// trust notes a root's heads; a head that stands in several roots once.
func (c *check) trust(r Root) {
	for _, h := range r.Heads {
		known := c.promised[h.Chain]
		if n := len(known); n > 0 && known[n-1].head.Seq == h.Seq && bytes.Equal(known[n-1].head.Hash, h.Hash) {
			continue
		}
		c.promised[h.Chain] = append(known, promise{r.Day, h})
	}
}

// chain checks one chain against itself, its head and the roots.
func (c *check) chain(ctx context.Context, head Head) error {
	return c.walk(ctx, head.Chain, promise{head: head})
}

// vanished checks the chains that roots vouch for and the store no longer lists.
func (c *check) vanished(ctx context.Context) error {
	for _, chain := range slices.Sorted(maps.Keys(c.promised)) {
		if err := c.walk(ctx, chain); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) walk(ctx context.Context, chain string, promises ...promise) error {
	rows, err := c.store.ChainRows(ctx, chain)
	if err != nil {
		return err
	}
	c.report.Chains++
	c.report.Rows += len(rows)
	c.findings = append(c.findings, Check(chain, rows)...)
	for _, p := range append(promises, c.promised[chain]...) {
		c.hold(rows, p)
	}
	delete(c.promised, chain)
	return nil
}

// hold checks that the rows still contain the head that was promised. Rows
// written since the head was read are fine.
func (c *check) hold(rows []Row, p promise) {
	at, found := slices.BinarySearchFunc(rows, p.head.Seq, func(r Row, seq int64) int { return int(r.Seq - seq) })
	f := Finding{Chain: p.head.Chain, Seq: p.head.Seq, Day: p.day}
	switch {
	case !found:
		f.Problem = Removed
	case !bytes.Equal(rows[at].Hash, p.head.Hash):
		f.Problem = Changed
	default:
		return
	}
	c.findings = append(c.findings, f)
}

func (c *check) print(w io.Writer, last portal.Day) error {
	for _, f := range c.findings {
		if _, err := fmt.Fprintf(w, "%s\tchain=%s\trow=%d\troot=%s\n", f.Problem, f.Chain, f.Seq, f.Day); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "chains=%d\trows=%d\troots=%d\tlast=%s\tproblems=%d\n",
		c.report.Chains, c.report.Rows, c.report.Roots, last, len(c.findings))
	if err == nil && len(c.findings) > 0 {
		err = &Broken{Findings: c.findings}
	}
	return err
}
