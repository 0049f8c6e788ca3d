package redis

import (
	"context"
	"sync/atomic"

	goredis "github.com/redis/go-redis/v9"
)

// tripCounter counts round trips at the driver, apart from the store's.
type tripCounter struct {
	trips *atomic.Int64
}

func (t tripCounter) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (t tripCounter) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		t.trips.Add(1)
		return next(ctx, cmd)
	}
}

func (t tripCounter) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		t.trips.Add(1)
		return next(ctx, cmds)
	}
}
