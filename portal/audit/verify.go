package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
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
			for _, h := range r.Heads {
				c.promised[h.Chain] = append(c.promised[h.Chain], promise{r.Day, h})
			}
		}
		previous, last = r.Sum, r.Day
	}
	c.report.Roots = len(roots)
	return last, nil
}

// chain checks one chain against itself, its head and the roots.
func (c *check) chain(ctx context.Context, head Head) error {
	rows, err := c.store.ChainRows(ctx, head.Chain)
	if err != nil {
		return err
	}
	c.report.Chains++
	c.report.Rows += len(rows)
	c.findings = append(c.findings, Check(head.Chain, rows)...)
	c.hold(rows, promise{head: head})
	for _, p := range c.promised[head.Chain] {
		c.hold(rows, p)
	}
	delete(c.promised, head.Chain)
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

// vanished checks the chains that roots vouch for and the store no longer lists.
func (c *check) vanished(ctx context.Context) error {
	for _, chain := range sortedKeys(c.promised) {
		rows, err := c.store.ChainRows(ctx, chain)
		if err != nil {
			return err
		}
		for _, p := range c.promised[chain] {
			c.hold(rows, p)
		}
	}
	return nil
}

func sortedKeys(m map[string][]promise) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
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
