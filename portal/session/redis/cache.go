package redis

import (
	"bytes"
	"context"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"changban/portal"
	"changban/portal/session"
)

// tombstone stands in for a deleted entry, so that a request which read the
// session before it ended cannot put it back.
const tombstone = "-"

// putScript sets an entry unless a tombstone stands there.
const putScript = `
if redis.call('GET', KEYS[1]) == '` + tombstone + `' then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`

// Get reads generation and entry in one trip. An entry of another generation, a
// tombstone and nothing at all are session.ErrMiss.
func (c *Client) Get(ctx context.Context, key string) ([]byte, string, error) {
	if err := c.renew(ctx); err != nil {
		return nil, "", err
	}
	var generation, entry *goredis.StringCmd
	err := c.do(ctx, func(ctx context.Context) error {
		_, err := c.redis.Pipelined(ctx, func(p goredis.Pipeliner) error {
			generation, entry = p.Get(ctx, keyGeneration), p.Get(ctx, keySession+key)
			return nil
		})
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return c.believe(generation.Val(), []byte(entry.Val()))
}

func (c *Client) believe(generation string, entry []byte) ([]byte, string, error) {
	switch {
	case generation == "": // Redis was emptied: as good as an error
		c.faults.Add(1)
		return nil, "", session.ErrMiss
	case string(entry) == tombstone:
		return nil, "", session.ErrMiss
	}
	value, found := bytes.CutPrefix(entry, []byte(generation+"\n"))
	if !found {
		return nil, generation, session.ErrMiss
	}
	return value, generation, nil
}

// renew changes the shared generation after errors, for all processes, before
// anything is read again. One goroutine does it; the others miss meanwhile.
func (c *Client) renew(ctx context.Context) error {
	faults := c.faults.Load()
	if faults == c.renewed.Load() {
		return nil
	}
	if !c.renewing.TryLock() {
		return session.ErrMiss
	}
	defer c.renewing.Unlock()
	err := c.do(ctx, func(ctx context.Context) error {
		return c.redis.Set(ctx, keyGeneration, portal.NewID(), 0).Err()
	})
	if err != nil {
		return err
	}
	c.renewed.Store(faults) // errors since then call for another change
	return nil
}

// Put keeps an entry under the generation its reader saw.
func (c *Client) Put(ctx context.Context, key, generation string, value []byte, ttl time.Duration) error {
	if generation == "" {
		return nil
	}
	entry := append([]byte(generation+"\n"), value...)
	return c.do(ctx, func(ctx context.Context) error {
		return c.put.Run(ctx, c.redis, []string{keySession + key}, entry, ttl.Milliseconds()).Err()
	})
}

// Delete lays a tombstone.
func (c *Client) Delete(ctx context.Context, key string) error {
	return c.do(ctx, func(ctx context.Context) error {
		return c.redis.Set(ctx, keySession+key, tombstone, session.CacheFor).Err()
	})
}
