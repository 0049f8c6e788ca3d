package redis

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"changban/portal/session"
)

// countScript counts a try and returns the count and the milliseconds left. A
// counter without an end is given one: it would lock somebody out for good.
const countScript = `
local n = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {n, left}`

// Allow counts a try in Redis. KindUnavailable when it is away; session.Fallback
// counts in the process then.
func (c *Client) Allow(ctx context.Context, rule session.Rule, key string) (bool, time.Duration, error) {
	var got []int64
	err := c.do(ctx, func(ctx context.Context) (err error) {
		keys := []string{limitKey(rule, key)}
		got, err = c.count.Run(ctx, c.redis, keys, rule.Window.Milliseconds()).Int64Slice()
		return err
	})
	if err != nil {
		return false, 0, err
	}
	if len(got) != 2 {
		return false, 0, away(errors.New("redis: unexpected answer of the counter"))
	}
	if got[0] > int64(rule.Count) {
		return false, time.Duration(got[1]) * time.Millisecond, nil
	}
	return true, 0, nil
}

// limitKey hides the key: even a blind index has no business in Redis.
func limitKey(rule session.Rule, key string) string {
	sum := sha256.Sum256([]byte(rule.Name + "\x00" + key))
	return keyLimit + rule.Name + ":" + hex.EncodeToString(sum[:16])
}
