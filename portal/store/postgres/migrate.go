package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// appendOnly are the tables whose rows the run-time role adds and reads, and
// never changes or removes (decisions 18).
func appendOnly() []string {
	return []string{"case_event", "person_event", "benefit_event", "certificate_event", "ticket_event", "audit_entry", "audit_root", "setting", "banner"}
}

// Migrate brings the tables up to date as their owner and grants the run-time
// role what it needs. Two at once wait for each other (advisory lock).
func Migrate(ctx context.Context, ownerURL, runtimeRole string) error {
	config, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return errors.New("the owner's address of the database cannot be read")
	}
	if config.User == runtimeRole || runtimeRole == "" {
		return errors.New("the run-time role must be another one than the owner of the tables")
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, folder, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	return grant(ctx, config, runtimeRole)
}

// RoleOf returns the role that an address signs in as.
func RoleOf(url string) (string, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return "", errors.New("the address of the database cannot be read")
	}
	return config.User, nil
}

// grantLock is any number that only this house uses.
const grantLock = "7024260901"

// grant gives the role every right on rows but those on append-only tables.
func grant(ctx context.Context, config *pgx.ConnConfig, role string) error {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("the database cannot be reached: %w", fault(err))
	}
	defer conn.Close(ctx)
	name := pgx.Identifier{role}.Sanitize()
	kept := strings.Join(appendOnly(), ", ")
	for _, text := range []string{
		"begin", "select pg_advisory_xact_lock(" + grantLock + ")", // two at once would trip over the catalogue's rows
		"grant usage on schema public to " + name,
		"grant select, insert, update, delete on all tables in schema public to " + name,
		"revoke update, delete on " + kept + " from " + name,
		"revoke insert, update, delete on goose_db_version from " + name,
		"commit",
	} {
		if _, err := conn.Exec(ctx, text); err != nil {
			return fmt.Errorf("rights cannot be granted to the role %s: %w", role, fault(err))
		}
	}
	return nil
}

// newest returns the number of the last migration.
func newest() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return 0, errors.New("no migrations are embedded")
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(names[len(names)-1], "migrations/"), "_")
	return strconv.ParseInt(number, 10, 64)
}
