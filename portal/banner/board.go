package banner

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"changban/portal"
)

// Board is what this process says now. It is read with every page and never waits:
// another process's banner comes with the next Refresh, our own at once.
type Board struct {
	Store Store
	Clock portal.Clock

	mu       sync.RWMutex
	standing []Banner
}

// Refresh reads what stands. A store that is away leaves what there was.
func (b *Board) Refresh(ctx context.Context) error {
	steps, err := b.Store.BannerSteps(ctx, kept)
	if err != nil {
		return err
	}
	standing := Standing(steps, b.Clock.Now())
	b.mu.Lock()
	defer b.mu.Unlock()
	b.standing = standing
	return nil
}

// Now returns what is said now, and a revision that differs whenever that does.
func (b *Board) Now() (list []Banner, revision string) {
	now := b.Clock.Now()
	b.mu.RLock()
	defer b.mu.RUnlock()
	var name strings.Builder
	for _, said := range b.standing {
		if said.At(now) {
			list = append(list, said)
			fmt.Fprint(&name, said.ID, " ")
		}
	}
	return list, name.String()
}
