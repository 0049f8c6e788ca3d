// Package sqlite opens, migrates and executes on the embedded store: one file,
// one writer, a few readers. SQLite and its error codes end here. It must
// not know a table beyond its migrations, a domain rule or a key.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"changban/portal/store/relation"
)

//go:embed migrations/*.sql
var migrations embed.FS

// readers is how many may read side by side. A reader waits for no disk that
// the machine has read before, so more would only hold memory.
const readers = 4

// DB executes on one SQLite database.
type DB struct {
	writer *sql.DB // one connection: SQLite has one writer, and waiting in line beats "busy"
	reader *sql.DB // the writer itself in memory
	trips  atomic.Int64
}

// Open opens the database file at path, makes it when it is not there, and
// migrates it. Close gives the file back.
func Open(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := touch(path); err != nil {
		return nil, err
	}
	writer, err := connect(address(path, "_txlock", "immediate"), 1)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, writer); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader, err := connect(address(path, "_pragma", "query_only(1)"), readers)
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &DB{writer: writer, reader: reader}, nil
}

// Memory opens an empty, migrated database that is gone when it is closed: the
// tests' fake. Readers and the writer share one connection.
func Memory(ctx context.Context) (*DB, error) {
	writer, err := connect("file::memory:?"+pragmas().Encode(), 1)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, writer); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &DB{writer: writer, reader: writer}, nil
}

// touch makes folder and file readable by the owner alone; SQLite gives its
// side files the same rights.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// pragmas are set on every connection (decisions 14). FULL: what was
// acknowledged stands after a crash of the machine as far as its disk tells the
// truth. The journal is cut back to 32 MB after whatever made it larger.
func pragmas() url.Values {
	return url.Values{"_pragma": {"busy_timeout(5000)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)",
		"cache_size(-1000)", "journal_size_limit(33554432)"}, "_dqs": {"0"}}
}

func address(path, name, value string) string {
	q := pragmas()
	q.Add(name, value)
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

func connect(dsn string, most int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db, nil
}

func migrate(ctx context.Context, db *sql.DB) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, folder)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// Dialect tells what differs.
func (d *DB) Dialect() relation.Dialect {
	return relation.Dialect{Name: "sqlite", Claim: claim}
}

// claim is safe without locks of its own: there is one writer.
const claim = "update outbox set attempts = attempts + 1, held = $2, worker = $3 where id in" +
	" (select id from outbox where state = 'queued' and next_try <= $1 and held <= $1 order by created, id limit $4)" +
	" returning id"

// Trips counts calls of Read, Write and Take that went to the driver. SQLite runs
// in this process: a trip is one transaction, not a network round trip.
func (d *DB) Trips() int64 { return d.trips.Load() }

// Close closes all connections.
func (d *DB) Close() error {
	if d.reader == d.writer {
		return d.writer.Close()
	}
	return errors.Join(d.reader.Close(), d.writer.Close())
}
