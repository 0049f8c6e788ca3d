package seal

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

type fileRing struct {
	Keys []fileKey `json:"keys"`
}

type fileKey struct {
	ID      string    `json:"id"`
	Uses    []Use     `json:"uses"`
	Created time.Time `json:"created"`
	Secret  string    `json:"secret"` // base64, 32 bytes
}

// Load reads the ring file. A missing file is fs.ErrNotExist; the caller decides
// whether a new ring is right, because rows sealed by a lost one stay shut.
func Load(path string) (*Ring, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r, err := Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// Parse reads the JSON of a ring file, such as one handed over as a secret.
func Parse(raw []byte) (*Ring, error) {
	var f fileRing
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, errors.New("key ring is not readable JSON") // the cause could quote a secret
	}
	r := &Ring{}
	for _, fk := range f.Keys {
		k, err := fk.key()
		if err != nil {
			return nil, err
		}
		r.keys = append(r.keys, k)
	}
	slices.SortStableFunc(r.keys, func(a, b key) int { return a.created.Compare(b.created) })
	return r, r.complete()
}

func (f fileKey) key() (key, error) {
	k := key{uses: f.Uses, created: f.Created}
	id, err := hex.DecodeString(f.ID)
	if err != nil || len(id) != idSize {
		return k, fmt.Errorf("key ring: key id %q is not %d hex digits", f.ID, 2*idSize)
	}
	copy(k.id[:], id)
	k.secret, err = base64.StdEncoding.DecodeString(f.Secret)
	if err != nil || len(k.secret) != secretSize {
		return k, fmt.Errorf("key ring: secret of key %s is not %d bytes of base64", f.ID, secretSize)
	}
	return k, nil
}

// complete checks that the oldest key has every use: newest falls back to it.
func (r *Ring) complete() error {
	if len(r.keys) == 0 {
		return errors.New("key ring: no key")
	}
	for _, use := range []Use{UseSeal, UseIndex, UseSign} {
		if !slices.Contains(r.keys[0].uses, use) {
			return fmt.Errorf("key ring: the oldest key lacks the use %q", use)
		}
	}
	return nil
}

// Save writes the ring, readable by the owner alone, so that the old or the new
// file stands whole after a crash. It refuses to drop a key the file holds.
func (r *Ring) Save(path string) error {
	old, err := Load(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.write(path, os.Link) // a second process that starts at once loses, not overwrites
	case err != nil:
		return err
	}
	for _, k := range old.keys {
		if _, ok := r.find(k.uses[0], k.id[:]); !ok {
			return fmt.Errorf("%s holds key %s, which the new ring lacks", path, k.name())
		}
	}
	return r.write(path, os.Rename)
}

func (r *Ring) write(path string, place func(from, to string) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".ring-*") // CreateTemp gives 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(r.bytes())
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	if err := place(tmp.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func (r *Ring) bytes() []byte {
	var f fileRing
	for _, k := range r.keys {
		secret := base64.StdEncoding.EncodeToString(k.secret)
		f.Keys = append(f.Keys, fileKey{ID: k.name(), Uses: k.uses, Created: k.created, Secret: secret})
	}
	raw, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		panic(err) // strings and times only
	}
	return append(raw, '\n')
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
