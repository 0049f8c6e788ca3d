package relation

import (
	"time"

	"changban/portal"
)

// Rows is what a query returned. Values are int64, string, []byte or nil.
type Rows [][]any

// cursor reads one row from left to right. A value of another type than asked
// for reads as zero: null and zero mean the same in our tables.
type cursor struct {
	row []any
	at  int
}

func (c *cursor) next() any {
	v := c.row[c.at]
	c.at++
	return v
}

func (c *cursor) text() string {
	s, _ := c.next().(string)
	return s
}

func (c *cursor) number() int64 {
	n, _ := c.next().(int64)
	return n
}

func (c *cursor) int() int { return int(c.number()) }

func (c *cursor) flag() bool { return c.number() != 0 }

func (c *cursor) bytes() []byte {
	b, _ := c.next().([]byte)
	return b
}

func (c *cursor) day() portal.Day { return portal.Day(c.text()) }

func (c *cursor) time() time.Time { return instant(c.number()) }

// maybe returns nil for null.
func (c *cursor) maybe() *int64 {
	if n, ok := c.next().(int64); ok {
		return &n
	}
	return nil
}

func (c *cursor) actor() portal.Actor {
	return portal.Actor{Kind: portal.ActorKind(c.text()), ID: c.text(), Channel: portal.Channel(c.text()),
		Language: c.text(), Mode: c.text()}
}

// micros writes an instant as microseconds; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// null writes an empty blind index or key as null, so that unique rules and
// searches pass over it.
func null(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}
