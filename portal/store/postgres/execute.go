package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"changban/portal/store/relation"
)

// Read runs queries in one round trip. Each sees what is committed when it runs.
func (d *DB) Read(ctx context.Context, statements ...relation.Statement) ([]relation.Rows, error) {
	if len(statements) == 1 {
		rows, err := d.Take(ctx, statements[0])
		return []relation.Rows{rows}, err
	}
	results := d.pool.SendBatch(ctx, batch(statements))
	defer results.Close()
	out := make([]relation.Rows, len(statements))
	for i := range statements {
		rows, err := results.Query()
		if err == nil {
			out[i], err = fetch(rows)
		}
		if err != nil {
			return nil, fault(err)
		}
	}
	return out, fault(results.Close())
}

// Take runs one statement that returns rows.
func (d *DB) Take(ctx context.Context, s relation.Statement) (relation.Rows, error) {
	rows, err := d.pool.Query(ctx, s.SQL, s.Args...)
	if err != nil {
		return nil, fault(err)
	}
	out, err := fetch(rows)
	return out, fault(err)
}

// again bounds how often a write is sent again that the server undid because two
// waited for each other: nothing of it was written.
const again = 5

// Write runs statements all or none.
func (d *DB) Write(ctx context.Context, statements ...relation.Statement) (changed []int64, err error) {
	for range again {
		changed, err = d.write(ctx, statements)
		var e *pgconn.PgError
		if !errors.As(err, &e) || e.Code != codeDeadlock && e.Code != codeSerialization {
			break
		}
	}
	return changed, fault(err)
}

func (d *DB) write(ctx context.Context, statements []relation.Statement) ([]int64, error) {
	must := false
	for _, s := range statements {
		must = must || s.Must
	}
	switch {
	case len(statements) == 1:
		tag, err := d.pool.Exec(ctx, statements[0].SQL, statements[0].Args...)
		return outcome(statements, []int64{tag.RowsAffected()}, err)
	case must:
		return d.writeMust(ctx, statements)
	}
	// A batch without begin is one transaction: PostgreSQL commits at its end.
	results := d.pool.SendBatch(ctx, batch(statements))
	return execute(results, statements)
}

// writeMust begins and sends all in one trip and commits in a second, because
// only we can tell that a Must changed nothing.
func (d *DB) writeMust(ctx context.Context, statements []relation.Statement) ([]int64, error) {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Release()
	b := &pgx.Batch{}
	b.Queue("begin")
	queue(b, statements)
	results := conn.SendBatch(ctx, b)
	if _, err := results.Exec(); err != nil {
		return nil, errors.Join(err, results.Close())
	}
	changed, err := execute(results, statements)
	if err != nil {
		undo(ctx, conn.Conn())
		return nil, err
	}
	_, err = conn.Exec(ctx, "commit")
	return changed, err
}

// undo rolls back even when the request has ended; a connection that cannot is
// closed by the pool, which undoes as well.
func undo(ctx context.Context, conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if !conn.IsClosed() {
		_, _ = conn.Exec(ctx, "rollback")
	}
}

func batch(statements []relation.Statement) *pgx.Batch {
	b := &pgx.Batch{}
	queue(b, statements)
	return b
}

func queue(b *pgx.Batch, statements []relation.Statement) {
	for _, s := range statements {
		b.Queue(s.SQL, s.Args...)
	}
}

// execute reads all results: the write stands only once the last one and the
// end came back without an error.
func execute(results pgx.BatchResults, statements []relation.Statement) ([]int64, error) {
	changed := make([]int64, len(statements))
	for i := range statements {
		tag, err := results.Exec()
		if err != nil {
			results.Close()
			return nil, err
		}
		changed[i] = tag.RowsAffected()
	}
	return outcome(statements, changed, results.Close())
}

// outcome adds FaultStale for a Must that changed nothing.
func outcome(statements []relation.Statement, changed []int64, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	for i, s := range statements {
		if s.Must && changed[i] == 0 {
			return nil, &relation.Fault{Class: relation.FaultStale}
		}
	}
	return changed, nil
}

func fetch(rows pgx.Rows) (relation.Rows, error) {
	defer rows.Close()
	var out relation.Rows
	for rows.Next() {
		row, err := rows.Values()
		if err != nil {
			return nil, err
		}
		for i, v := range row {
			if n, small := v.(int32); small {
				row[i] = int64(n)
			}
		}
		out = append(out, row)
	}
	return out, rows.Err()
}
