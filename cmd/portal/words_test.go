package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wordsFolder is an operator's folder with one message file of one language.
func wordsFolder(t *testing.T, tag, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "locales", tag), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "locales", tag, "own.json"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestBrokenWordsStopTheStart: file, id and reason, and the folder's variable.
func TestBrokenWordsStopTheStart(t *testing.T) {
	for reason, text := range map[string]string{
		"a placeholder is written": `{"frame.skip": "{{if .X}}"}`,
		"unsupported":              `{"frame.skip": 3}`,
	} {
		dir := wordsFolder(t, "mn-Mong", text)
		_, err := call(t, env("PORTAL_DATA", t.TempDir(), "PORTAL_CATALOGUE", dir), "serve")
		for _, want := range []string{"PORTAL_CATALOGUE", "mn-Mong/own.json", "frame.skip", reason} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("not told: %s in %v", want, err)
			}
		}
	}
}

// TestLocalesCheckOfAFolder: an operator's words are checked by the same command.
func TestLocalesCheckOfAFolder(t *testing.T) {
	if out, err := call(t, env(), "locales", "check", wordsFolder(t, "mn-Cyrl", `{"frame.skip": "Үндсэн агуулга руу"}`)); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	out, err := call(t, env(), "locales", "check", "-v", wordsFolder(t, "mn-Cyrl", `{"frame.skip": "跳过"}`))
	if err == nil || !strings.Contains(out, "mn-Cyrl/own.json: frame.skip: C01: ") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, args := range [][]string{{}, {"check", "/nowhere"}, {"check", "a", "b"}, {"export"}, {"export", "fr"}, {"import", "mn-Mong", "/nowhere", "."}} {
		if _, err := call(t, env(), append([]string{"locales"}, args...)...); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

// TestTableGoesAndComesBack: what is exported is imported without a change.
func TestTableGoesAndComesBack(t *testing.T) {
	out, err := call(t, env(), "locales", "export", "mn-Mong", "frame.")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "frame.csv")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := call(t, env(), "locales", "import", "mn-Mong", file, filepath.Join("..", "..", "locales"))
	if err != nil || !strings.Contains(said, "0 texts, 0 states taken") {
		t.Errorf("%v\n%s", err, said)
	}
}
