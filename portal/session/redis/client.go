// Package redis owns the cache of sessions and the shared counters of limits, on
// a real Redis or on one inside the process. Nothing lives only here: without
// Redis sessions come from the store and limits are counted per process. It must
// not know what a session means, pages, or the store.
package redis

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"changban/portal"
	"changban/portal/session"
)

// Client is a session.Cache and a session.Limiter. A Redis that is away or hangs
// costs a request at most Deadline, and after a few failures nothing at all.
type Client struct {
	redis   goredis.UniversalClient
	clock   portal.Clock
	breaker breaker
	trips   atomic.Int64
	stop    func()

	put, count *goredis.Script

	// faults counts errors; renewed is the count at which the generation was last
	// changed. While they differ no cached entry is believed.
	faults, renewed atomic.Int64
	renewing        sync.Mutex
}

var (
	_ session.Cache   = (*Client)(nil)
	_ session.Limiter = (*Client)(nil)
)

// Deadline bounds one call, retry included.
const Deadline = 450 * time.Millisecond

// Keys. The prefix keeps the portal apart from others on one Redis.
const (
	keyGeneration = "changban:generation"
	keySession    = "changban:session:"
	keyLimit      = "changban:limit:"
)

// Open returns a client for url, as options reads it. It does not connect: the
// portal starts with Redis away.
func Open(url string, clock portal.Clock) (*Client, error) {
	opt, err := options(url)
	if err != nil {
		return nil, err
	}
	return newClient(opt, clock, func() {}), nil
}

func newClient(opt *goredis.UniversalOptions, clock portal.Clock, stop func()) *Client {
	c := &Client{
		redis: goredis.NewUniversalClient(tuned(opt)),
		clock: clock,
		stop:  stop,
		put:   goredis.NewScript(putScript),
		count: goredis.NewScript(countScript),
	}
	c.faults.Store(1) // what an earlier process failed to delete must not be believed
	c.redis.AddHook(tripCounter{&c.trips})
	return c
}

// Close ends connections and, when it is embedded, Redis itself.
func (c *Client) Close() error {
	err := c.redis.Close()
	c.stop()
	return err
}

// Count returns how many round trips were made so far; a pipeline is one.
func (c *Client) Count() int64 { return c.trips.Load() }

// Ping reports whether Redis answers. It does not ask the breaker.
func (c *Client) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	return away(c.redis.Ping(ctx).Err())
}

// errOpen is the breaker's answer.
var errOpen = errors.New("redis: not asked after several failures")

// do runs one call under breaker and deadline. Every error counts as a fault,
// because nobody knows whether the command was carried out.
func (c *Client) do(ctx context.Context, call func(context.Context) error) error {
	if !c.breaker.allow(c.clock.Now()) {
		c.faults.Add(1)
		return away(errOpen)
	}
	bounded, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	err := call(bounded)
	if err == nil || errors.Is(err, goredis.Nil) {
		c.breaker.succeed()
		return nil
	}
	c.faults.Add(1)
	if !errors.Is(ctx.Err(), context.Canceled) { // a reader who left is not Redis's failure
		c.breaker.fail(c.clock.Now())
	}
	return away(err)
}

func away(err error) error {
	if err == nil {
		return nil
	}
	return portal.Because(portal.KindUnavailable, err)
}
