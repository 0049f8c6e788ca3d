package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"changban/locales"
	"changban/portal/catalogue"
)

// catalogue checks a folder of services as a start with PORTAL_CATALOGUE would,
// and prints file, line and reason of everything that is wrong.
func (r run) catalogue(_ context.Context, args []string) error {
	if len(args) != 2 || args[0] != "check" {
		return fmt.Errorf("usage: portal catalogue check DIR")
	}
	dir := os.DirFS(args[1])
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		return err
	}
	problems := catalogue.Check(catalogue.Embedded(), words, dir)
	for _, p := range problems {
		p.File = filepath.Join(args[1], p.File)
		fmt.Fprintln(r.out, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems", len(problems))
	}
	_, err = fmt.Fprintln(r.out, "ok")
	return err
}
