package relation

import (
	"context"
	"errors"
	"slices"
	"sync"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/seal"
)

// recallSize bounds what is remembered between the read and the write of a
// request; forgetting costs one more trip, never correctness.
const recallSize = 2048

// recall keeps persons' keys and the heads of chains that were read lately, so
// that a write needs no read of its own. A stale head is caught by the primary key
// of its table; a destroyed key seals what nobody can open.
type recall struct {
	mu    sync.Mutex
	keys  map[string]seal.PersonKey
	heads map[string]audit.Head
}

func newRecall() *recall {
	return &recall{keys: map[string]seal.PersonKey{}, heads: map[string]audit.Head{}}
}

func (r *recall) key(person string) (seal.PersonKey, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, known := r.keys[person]
	return k, known
}

func (r *recall) keepKey(person string, k seal.PersonKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	makeRoom(r.keys)
	r.keys[person] = k
}

func (r *recall) forgetKey(person string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.keys, person)
}

func (r *recall) head(chain string) (audit.Head, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	h, known := r.heads[chain]
	return h, known
}

func (r *recall) keepHeads(heads ...audit.Head) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, h := range heads {
		makeRoom(r.heads)
		r.heads[h.Chain] = h
	}
}

func (r *recall) forgetHead(chain string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.heads, chain)
}

func makeRoom[V any](m map[string]V) {
	for k := range m {
		if len(m) < recallSize {
			return
		}
		delete(m, k) // any: the order of a map is as good as chance
	}
}

// open unwraps and remembers a person's key. KindNotFound when the key was
// destroyed: the person is gone (decisions 18).
func (s *Store) open(person string, wrapped []byte) (seal.PersonKey, error) {
	k, err := s.ring.OpenPersonKey(person, wrapped)
	switch {
	case errors.Is(err, seal.ErrDestroyed):
		s.recall.forgetKey(person) // another process may have destroyed it
		return k, portal.NotFound()
	case err != nil:
		return k, portal.Because(portal.KindInternal, err)
	}
	s.recall.keepKey(person, k)
	return k, nil
}

// keyOf returns a person's key, read if it is not remembered; KindNotFound.
func (s *Store) keyOf(ctx context.Context, person string) (seal.PersonKey, error) {
	if k, known := s.recall.key(person); known {
		return k, nil
	}
	c, err := s.one(ctx, query("select wrapped_key from person where id = ?", person))
	if err != nil {
		return seal.PersonKey{}, err
	}
	return s.open(person, c.bytes())
}

// keysChunk is how many keys are read in one trip.
const keysChunk = 500

// keysOf returns the keys of persons, reading those that are not remembered some
// hundred at a time; KindNotFound when one is gone.
func (s *Store) keysOf(ctx context.Context, persons []string) (map[string]seal.PersonKey, error) {
	keys := map[string]seal.PersonKey{}
	var unknown []string
	for _, person := range persons {
		if k, known := s.recall.key(person); known {
			keys[person] = k
		} else if _, noted := keys[person]; !noted {
			keys[person] = seal.PersonKey{}
			unknown = append(unknown, person)
		}
	}
	for chunk := range slices.Chunk(unknown, keysChunk) {
		rows, err := s.read(ctx, query("select id, wrapped_key from person where id in ("+marks(len(chunk))+")", anys(chunk)...))
		if err != nil {
			return nil, err
		}
		if len(rows[0]) < len(chunk) {
			return nil, portal.NotFound()
		}
		for _, row := range rows[0] {
			c := &cursor{row: row}
			person := c.text()
			if keys[person], err = s.open(person, c.bytes()); err != nil {
				return nil, err
			}
		}
	}
	return keys, nil
}
