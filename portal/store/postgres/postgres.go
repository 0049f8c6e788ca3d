// Package postgres opens, migrates and executes on PostgreSQL: a native pgx pool,
// one round trip for a whole write. PostgreSQL and its error codes end here. It
// must not know a table beyond its migrations, a domain rule or a key.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"changban/portal/store/relation"
)

// connections is the size of the pool unless the address says pool_max_conns.
const connections = 12

// DB executes on one PostgreSQL database.
type DB struct {
	pool  *pgxpool.Pool
	trips *counter
}

// counter counts what pgx sends: a query, a batch, a begin, commit or rollback.
// The first use of a statement on a connection prepares it, which is one more
// trip that is not counted, because it does not come again.
type counter struct{ n atomic.Int64 }

// TraceQueryStart counts a query.
func (c *counter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.n.Add(1)
	return ctx
}

// TraceQueryEnd has nothing to count.
func (*counter) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TraceBatchStart counts a batch: however many statements, one trip.
func (c *counter) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	c.n.Add(1)
	return ctx
}

// TraceBatchQuery has nothing to count.
func (*counter) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

// TraceBatchEnd has nothing to count.
func (*counter) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

// Open connects with the run-time role. It never migrates: it fails, in one
// sentence, when migrations are missing and when the role may change or remove
// history or audit rows (decisions 18).
func Open(ctx context.Context, url string) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("the address of the database cannot be read") // the cause quotes the password
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = connections
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	// A commit that is acknowledged is on disk, whatever the server's default.
	config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	bound(config.ConnConfig.RuntimeParams)
	trips := &counter{}
	config.ConnConfig.Tracer = trips
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, errors.New("the address of the database cannot be used")
	}
	db := &DB{pool: pool, trips: trips}
	if err := db.check(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// bound lets the server end what nobody waits for any more: a request gives up
// after ten seconds, but a lost connection leaves its statement and its locks. An
// address that sets one of them is left as it is.
func bound(params map[string]string) {
	for name, milliseconds := range map[string]string{
		"statement_timeout": "30000", "lock_timeout": "10000", "idle_in_transaction_session_timeout": "30000",
	} {
		if _, set := params[name]; !set {
			params[name] = milliseconds
		}
	}
}

// check looks at migrations and rights.
func (d *DB) check(ctx context.Context) error {
	if err := d.migrated(ctx); err != nil {
		return err
	}
	for _, table := range appendOnly() {
		var may bool
		err := d.pool.QueryRow(ctx, "select has_table_privilege($1, 'UPDATE') or has_table_privilege($1, 'DELETE')"+
			" or has_table_privilege($1, 'TRUNCATE')", table).Scan(&may)
		if err != nil {
			return fmt.Errorf("the rights of the database role cannot be read: %w", fault(err))
		}
		if may {
			return fmt.Errorf("the database role may change or remove rows of %s: give the portal a run-time role of its own, not the owner's", table)
		}
	}
	return nil
}

func (d *DB) migrated(ctx context.Context) error {
	want, err := newest()
	if err != nil {
		return err
	}
	var have int64
	err = d.pool.QueryRow(ctx, "select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&have)
	f := &relation.Fault{}
	switch {
	case errors.As(fault(err), &f) && f.Class == relation.FaultAway:
		return fmt.Errorf("the database cannot be reached (%s)", f.Code)
	case err != nil || have < want:
		return errors.New("the database lacks migrations that this portal needs: run the sub-command migrate first")
	}
	return nil
}

// Dialect tells what differs.
func (d *DB) Dialect() relation.Dialect {
	return relation.Dialect{Name: "postgres", Claim: claim}
}

// claim passes over rows another worker is just claiming instead of waiting.
const claim = "with due as materialized (select id from outbox where state = 'queued' and next_try <= $1 and held <= $1" +
	" order by created, id limit $4 for update skip locked)" +
	" update outbox set attempts = attempts + 1, held = $2, worker = $3 from due where outbox.id = due.id returning outbox.id"

// Trips counts what went over the wire, as pgx's tracer saw it.
func (d *DB) Trips() int64 { return d.trips.n.Load() }

// Close closes all connections.
func (d *DB) Close() error {
	d.pool.Close()
	return nil
}
