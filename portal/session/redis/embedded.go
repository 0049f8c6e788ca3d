package redis

import (
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"changban/portal"
)

// Embedded Redis never evicts by itself: every capEvery ticks keys over keyCap
// are dropped, cached sessions first.
const (
	keyCap   = 50_000
	capEvery = 15
)

// Embedded starts a Redis inside the process, on loopback with a random password,
// and a client for it. Its clock stands still but for ticks, of which each carries
// the time; the caller sends one about every second. A restart empties it.
func Embedded(clock portal.Clock, ticks <-chan time.Time) (*Client, error) {
	server := miniredis.NewMiniRedis()
	password := portal.NewID()
	server.RequireAuth(password)
	if err := server.StartAddr("127.0.0.1:0"); err != nil {
		return nil, away(err)
	}
	done := make(chan struct{})
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		drive(server, ticks, done)
	}()
	opt := &goredis.UniversalOptions{Addrs: []string{server.Addr()}, Password: password}
	return newClient(opt, clock, func() {
		close(done)
		<-finished
		server.Close()
	}), nil
}

func drive(server *miniredis.Miniredis, ticks <-chan time.Time, done <-chan struct{}) {
	var last time.Time // the first tick only says when it is
	for n := 1; ; n++ {
		select {
		case <-done:
			return
		case now := <-ticks:
			if !last.IsZero() && now.After(last) {
				server.FastForward(now.Sub(last))
			}
			last = now
			if n%capEvery == 0 {
				shrink(server, keyCap)
			}
		}
	}
}

// shrink drops keys beyond limit: sessions come back from the store, counters
// are lost and so go last; the generation stays.
func shrink(server *miniredis.Miniredis, limit int) {
	keys := server.Keys()
	over := len(keys) - limit
	for _, prefix := range []string{keySession, keyLimit} {
		for _, key := range keys {
			if over > 0 && strings.HasPrefix(key, prefix) && server.Del(key) {
				over--
			}
		}
	}
}
