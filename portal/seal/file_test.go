package seal

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ring.json")
	if _, err := Load(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("no file: %v", err)
	}
	ring := Generate(firstDay)
	sealed := ring.System("x").Seal(here, plain)
	for _, r := range []*Ring{ring, ring.Rotate(secondDay)} {
		if err := r.Save(path); err != nil {
			t.Fatal(err)
		}
		again, err := Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := again.System("x").Open(here, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("got %q, %v", got, err)
		}
		if !bytes.Equal(again.Blind("x", "v"), r.Blind("x", "v")) || len(again.keys) != len(r.keys) {
			t.Error("another ring came back")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".ring-*")); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestSaveKeepsKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ring.json")
	ring := Generate(firstDay)
	if err := ring.Rotate(secondDay).Save(path); err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*Ring{"shorter": ring, "foreign": Generate(firstDay)} {
		if err := r.Save(path); err == nil {
			t.Errorf("%s ring overwrote keys", name)
		}
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := ring.Save(path); err == nil {
		t.Error("an unreadable file was overwritten")
	}
	if err := ring.Save(filepath.Join(path, "no", "folder")); err == nil {
		t.Error("saved into nowhere")
	}
}

func TestParse(t *testing.T) {
	good := string(Generate(firstDay).bytes())
	for _, tc := range []struct {
		name, old, new string
		ok             bool
	}{
		{"good", "", "", true},
		{"no key", good, `{"keys":[]}`, false},
		{"not JSON", good, "secret", false},
		{"id", `"id": "`, `"id": "zz`, false},
		{"secret", `"secret": "`, `"secret": "!`, false},
		{"short secret", `"secret": "`, `"secret": "AAAA", "x": "`, false},
		{"lacks a use", `"index",`, "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			raw := strings.Replace(good, tc.old, tc.new, 1)
			_, err := Parse([]byte(raw))
			if (err == nil) != tc.ok {
				t.Errorf("got %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "AAAA") {
				t.Error("the error quotes the secret")
			}
		})
	}
}
