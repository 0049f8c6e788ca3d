package relation

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"changban/portal"
	"changban/portal/paper"
	"changban/portal/seal"
)

const uploadColumns = "id, paper, name, media, size, added"

func uploadPlace(column, id string) seal.Where {
	return seal.Where{Table: "upload", Column: column, Row: id}
}

// PutFile keeps content durably, then its row (decisions 14). Equal content of
// one person is kept once; for another paper it gets a row of its own.
func (s *Store) PutFile(ctx context.Context, person string, f paper.File, content []byte, by portal.Actor) (paper.File, error) {
	k, err := s.keyOf(ctx, person)
	if err != nil {
		return f, err
	}
	f.ID, f.Size = k.FileName(content), int64(len(content))
	if err := s.keep(f.ID, k.Seal(uploadPlace("content", f.ID), content)); err != nil {
		return f, portal.Because(portal.KindUnavailable, errors.New("upload folder cannot be written"))
	}
	sets := append([]set{{"person", person}, {"id", f.ID}, {"paper", f.Paper}, {"name", sealText(k, uploadPlace("name", f.ID), f.Name)},
		{"media", f.Media}, {"size", f.Size}, {"added", micros(f.Added)}}, actorSets(by)...)
	changed, err := s.write(ctx, insertOnce("upload", sets))
	if err != nil || changed[0] == 1 {
		return f, err
	}
	c, err := s.one(ctx, query("select "+uploadColumns+" from upload where person = ? and id = ? and paper = ?", person, f.ID, f.Paper))
	if err != nil {
		return f, err
	}
	return uploadRow(c, k)
}

func uploadRow(c *cursor, k seal.PersonKey) (paper.File, error) {
	f := paper.File{ID: c.text(), Paper: c.text()}
	name := c.bytes()
	f.Media, f.Size, f.Added = c.text(), c.number(), c.time()
	var err error
	f.Name, err = openText(k, uploadPlace("name", f.ID), name)
	return f, err
}

// path spreads files over 256 folders.
func (s *Store) path(id string) string { return filepath.Join(s.folder, id[:2], id) }

// keep writes a file so that it stands whole or not at all: write, fsync, rename,
// fsync the folder. A file that is there already has the same content.
func (s *Store) keep(id string, sealed []byte) error {
	path := s.path(id)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".new-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(sealed)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return errors.Join(syncFolder(dir), syncFolder(s.folder))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// File returns a file of a person; KindNotFound.
func (s *Store) File(ctx context.Context, person, id string) (paper.File, []byte, error) {
	c, err := s.one(ctx, query("select p.wrapped_key, u.id, u.paper, u.name, u.media, u.size, u.added"+
		" from upload u join person p on p.id = u.person where u.person = ? and u.id = ? order by u.added limit 1", person, id))
	if err != nil {
		return paper.File{}, nil, err
	}
	k, err := s.open(person, c.bytes())
	if err != nil {
		return paper.File{}, nil, err
	}
	f, err := uploadRow(c, k)
	if err != nil {
		return f, nil, err
	}
	sealed, err := os.ReadFile(s.path(f.ID))
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil, portal.Because(portal.KindInternal, errors.New("upload file is missing"))
	}
	if err != nil {
		return f, nil, portal.Because(portal.KindUnavailable, errors.New("upload file cannot be read"))
	}
	content, err := k.Open(uploadPlace("content", f.ID), sealed)
	if err != nil {
		return f, nil, portal.Because(portal.KindInternal, err)
	}
	return f, content, nil
}

// filesFor lists a person's files that an identity may use again, newest first:
// what came from the same account, and everything at LevelRegister (decisions 2).
func filesFor(identity, person string) Statement {
	return query("select "+uploadColumns+" from upload where person = ?"+
		" and (actor = ? or exists (select 1 from link l where l.identity = ? and l.person = upload.person"+
		" and l.level >= 2)) order by added desc, id", person, identity, identity)
}

func (s *Store) fileRows(ctx context.Context, person string, rows Rows) ([]paper.File, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	k, err := s.keyOf(ctx, person)
	if err != nil {
		return nil, err
	}
	return each(rows, func(c *cursor) (paper.File, error) { return uploadRow(c, k) })
}

// Files lists a person's files of one paper kind, newest first, for reuse by the
// one who asks.
func (s *Store) Files(ctx context.Context, person, paperID string) ([]paper.File, error) {
	rows, err := s.read(ctx, filesFor(portal.ActorFrom(ctx).ID, person))
	if err != nil {
		return nil, err
	}
	files, err := s.fileRows(ctx, person, rows[0])
	return slices.DeleteFunc(files, func(f paper.File) bool { return f.Paper != paperID }), err
}
