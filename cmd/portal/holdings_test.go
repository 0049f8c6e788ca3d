package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/portal/benefit"
)

// aStatement returns what a card's printed QR says and the keys that verify it.
func aStatement(t *testing.T, d *demo) (text, keys string) {
	t.Helper()
	raw, err := benefit.EncodeKeys(d.keeper.Keys())
	if err != nil {
		t.Fatal(err)
	}
	keys = filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(keys, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	c := benefit.Certificate{
		State: benefit.CardActive, Issued: "2026-03-18", ValidTo: "2099-03-18",
		Card: benefit.Card{Name: "张三", Category: "physical", Level: 2},
	}
	return d.keeper.Statement(c, benefit.Code{Kind: benefit.CodePrinted}), keys
}

func TestVerifyNeedsNoStoreAndNoNetwork(t *testing.T) {
	text, keys := aStatement(t, startDemo(t, "sqlite"))
	for _, given := range []string{text, "https://portal.example/v/aaaa#" + text} {
		out, err := call(t, env(), "verify", "--keys", keys, given)
		if err != nil || !strings.HasPrefix(out, "valid: signed 2026-03-18") || !strings.Contains(out, "name: 张○") || !strings.Contains(out, "state: active") {
			t.Errorf("%v\n%s", err, out)
		}
	}
	changed := []byte(text)
	changed[len(changed)-3] ^= 1
	other, _ := aStatement(t, startDemo(t, "sqlite"))
	for name, args := range map[string][]string{
		"changed":        {"--keys", keys, string(changed)},
		"another office": {"--keys", keys, other},
		"no keys":        {"--keys", filepath.Join(t.TempDir(), "none"), text},
		"no key file":    {"--keys", os.Args[0], text},
		"usage":          {text},
	} {
		if out, err := call(t, env(), append([]string{"verify"}, args...)...); err == nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestWorkerRemindsOnBothStores(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			d := startDemo(t, store)
			if _, err := d.watcher.Round(context.Background()); err != nil {
				t.Fatal(err)
			}
			if n, err := d.watcher.Round(context.Background()); err != nil || n != 0 {
				t.Errorf("twice: %d new, %v", n, err)
			}
		})
	}
}
