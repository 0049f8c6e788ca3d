package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"changban/locales"
)

var errLocalesUsage = errors.New(`usage: portal locales check [-v] [DIR]          the words of the program, or of a folder as PORTAL_CATALOGUE takes it
       portal locales merge DIR [ID…]        a row of state for every message of a folder of message files; of ID, that it fits the Chinese of today
       portal locales export LANG [AREA]     a table for translators (CSV), on standard output
       portal locales import LANG FILE DIR   takes such a table back into a folder of message files
       portal locales audio DIR              what of the vertical pages nobody has recorded in a folder`)

// locales holds the tools of those who write the words.
func (r run) locales(_ context.Context, args []string) error {
	if len(args) == 0 {
		return errLocalesUsage
	}
	rest := args[1:]
	switch {
	case args[0] == "check" && len(rest) <= 2:
		return r.checkWords(rest)
	case args[0] == "merge" && len(rest) >= 1:
		return locales.Merge(rest[0], rest[1:]...)
	case args[0] == "export" && len(rest) == 1:
		return locales.Export(r.out, locales.Files(), rest[0], "")
	case args[0] == "export" && len(rest) == 2:
		return locales.Export(r.out, locales.Files(), rest[0], rest[1])
	case args[0] == "import" && len(rest) == 3:
		return r.importWords(rest[0], rest[1], rest[2])
	case args[0] == "audio" && len(rest) == 1:
		return r.printGaps(rest[0])
	}
	return errLocalesUsage
}

// printGaps lists what of the vertical pages nobody has recorded in a folder.
func (r run) printGaps(folder string) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	return words.PrintGaps(r.out, folder)
}

// checkWords judges the words of the program or of an operator's folder.
// Called in the folder of the sources, it also finds unused ids.
func (r run) checkWords(args []string) error {
	c := locales.Checking{Words: locales.Files()}
	if i := slices.Index(args, "-v"); i >= 0 {
		c.Verbose, args = true, slices.Delete(slices.Clone(args), i, i+1)
	}
	switch {
	case len(args) > 1:
		return errLocalesUsage
	case len(args) == 1:
		return r.checkOverlay(c, args[0])
	}
	if _, err := os.Stat(filepath.Join("portal", "web")); err == nil {
		for _, dir := range []string{"portal", "a11y", "cmd", "locales"} {
			c.Sources = append(c.Sources, os.DirFS(dir))
		}
	}
	return locales.Check(r.out, c)
}

func (r run) checkOverlay(c locales.Checking, folder string) error {
	if _, err := os.ReadDir(folder); err != nil {
		return err
	}
	dir := os.DirFS(folder)
	words, err := fs.Sub(dir, "locales")
	if err != nil {
		return err
	}
	c.Overlay, c.Sources = words, []fs.FS{dir}
	return locales.Check(r.out, c)
}

func (r run) importWords(tag, file, dir string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return locales.Import(r.out, f, tag, dir)
}
