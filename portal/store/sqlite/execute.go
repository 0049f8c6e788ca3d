package sqlite

import (
	"context"
	"database/sql"

	"changban/portal/store/relation"
)

// querier is a connection pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Read runs queries in one transaction: they see the same state.
func (d *DB) Read(ctx context.Context, statements ...relation.Statement) ([]relation.Rows, error) {
	d.trips.Add(1)
	if len(statements) == 1 {
		rows, err := fetch(ctx, d.reader, statements[0])
		return []relation.Rows{rows}, fault(err)
	}
	tx, err := d.reader.BeginTx(ctx, nil)
	if err != nil {
		return nil, fault(err)
	}
	defer tx.Rollback()
	out := make([]relation.Rows, len(statements))
	for i, s := range statements {
		if out[i], err = fetch(ctx, tx, s); err != nil {
			return nil, fault(err)
		}
	}
	return out, nil
}

// Write runs statements in one transaction.
func (d *DB) Write(ctx context.Context, statements ...relation.Statement) ([]int64, error) {
	d.trips.Add(1)
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, fault(err)
	}
	defer tx.Rollback()
	changed := make([]int64, len(statements))
	for i, s := range statements {
		if changed[i], err = execute(ctx, tx, s); err != nil {
			return nil, fault(err)
		}
	}
	return changed, fault(tx.Commit())
}

// Take runs one writing statement that returns rows.
func (d *DB) Take(ctx context.Context, s relation.Statement) (relation.Rows, error) {
	d.trips.Add(1)
	rows, err := fetch(ctx, d.writer, s)
	return rows, fault(err)
}

func execute(ctx context.Context, tx *sql.Tx, s relation.Statement) (int64, error) {
	result, err := tx.ExecContext(ctx, s.SQL, s.Args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	if err == nil && s.Must && n == 0 {
		err = &relation.Fault{Class: relation.FaultStale}
	}
	return n, err
}

func fetch(ctx context.Context, q querier, s relation.Statement) (relation.Rows, error) {
	rows, err := q.QueryContext(ctx, s.SQL, s.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out relation.Rows
	for rows.Next() {
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

// EachConnection calls see for every connection of both pools with a function
// that reads a PRAGMA, so that a test or a health check can look.
func (d *DB) EachConnection(ctx context.Context, see func(writer bool, pragma func(name string) string)) error {
	for _, pool := range []*sql.DB{d.writer, d.reader} {
		var held []*sql.Conn
		defer func() {
			for _, c := range held {
				c.Close()
			}
		}()
		for range pool.Stats().MaxOpenConnections {
			c, err := pool.Conn(ctx)
			if err != nil {
				return fault(err)
			}
			held = append(held, c) // a held one is not given out again
			see(pool == d.writer, func(name string) string {
				var value string
				if err := c.QueryRowContext(ctx, "pragma "+name).Scan(&value); err != nil {
					return ""
				}
				return value
			})
		}
	}
	return nil
}
