// Command portal is the whole portal in one binary: it serves pages, runs the
// worker, migrates PostgreSQL and does the operator's small jobs. It owns
// configuration and wiring and must not hold a rule of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is the release; `make release` of a later step sets it at link time.
const version = "0.4.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r := run{args: os.Args[1:], env: os.Getenv, out: os.Stdout, errs: os.Stderr}
	if err := r.do(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "portal: "+err.Error())
		os.Exit(1)
	}
}

// run is one call of the program with everything it takes from outside.
type run struct {
	args []string
	env  func(string) string
	out  io.Writer
	errs io.Writer
}

// command is a sub-command of contract 2.
type command struct {
	name string
	do   func(run, context.Context, []string) error
}

func commands() []command {
	return []command{
		{"serve", run.serve},
		{"worker", run.worker},
		{"migrate", run.migrate},
		{"catalogue", run.catalogue},
		{"locales", run.locales},
		{"staff", run.staff},
		{"keys", run.keys},
		{"audit", run.audit},
		{"verify", run.checkStatement},
		{"version", run.printVersion},
	}
}

var errUsage = errors.New("usage: portal [serve | worker | migrate | catalogue check DIR | locales check|merge|export|import|audio | " +
	"staff add|end … | keys new FILE | audit verify | verify --keys FILE TEXT | version]")

func (r run) do(ctx context.Context) error {
	if len(r.args) == 0 {
		return r.serve(ctx, nil)
	}
	for _, c := range commands() {
		if c.name == r.args[0] {
			return c.do(r, ctx, r.args[1:])
		}
	}
	return errUsage
}

func (r run) printVersion(context.Context, []string) error {
	_, err := fmt.Fprintln(r.out, "changban "+version)
	return err
}
