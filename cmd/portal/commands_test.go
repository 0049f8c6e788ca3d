package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"changban/portal/store/relation"
	"changban/portal/store/storetest"
)

// call runs one sub-command and returns what it printed.
func call(t *testing.T, environment func(string) string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	r := run{args: args, env: environment, out: &out, errs: &bytes.Buffer{}}
	err := r.do(context.Background())
	return out.String(), err
}

// office is the environment of a real office on the embedded store.
func officeEnv(t *testing.T) func(string) string {
	t.Helper()
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys.json")
	if _, err := call(t, env(), "keys", "new", keys); err != nil {
		t.Fatal(err)
	}
	return env("PORTAL_DATA", dir, "PORTAL_KEYS_FILE", keys, "PORTAL_BASE_URL", "https://portal.example")
}

func TestVersionAndUsage(t *testing.T) {
	if out, err := call(t, env(), "version"); err != nil || !strings.HasPrefix(out, "changban ") {
		t.Errorf("%q %v", out, err)
	}
	if _, err := call(t, env(), "dance"); err == nil || !strings.Contains(err.Error(), "usage") {
		t.Errorf("%v", err)
	}
}

func TestKeysAreNeverWrittenOver(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	if _, err := call(t, env(), "keys", "new", file); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if _, err := call(t, env(), "keys", "new", file); err == nil {
		t.Error("a key ring was written over")
	}
}

func TestLocalesCheckPasses(t *testing.T) {
	if out, err := call(t, env(), "locales", "check"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestCatalogueCheckNamesFileLineAndReason(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "services"), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "id: bad-service\ncategory: subsidy\ndelivery: transact\ncolour: blue\n"
	if err := os.WriteFile(filepath.Join(dir, "services", "bad-service.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := call(t, env(), "catalogue", "check", dir)
	if err == nil || !strings.Contains(out, filepath.Join(dir, "services", "bad-service.yaml")+":4:") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := call(t, env(), "catalogue", "check", t.TempDir()); err != nil {
		t.Errorf("an empty folder: %v\n%s", err, out)
	}
}

func TestStaffAddPrintsTheSecretOnce(t *testing.T) {
	environment := officeEnv(t)
	out, err := call(t, environment, "staff", "add", "number=E7", "name=N", "unit=erenhot-civil-affairs", "roles=decider", "places=152501")
	if err != nil || !strings.Contains(out, "otpauth://totp/") || !strings.Contains(out, "█") {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, args := range map[string][]string{
		"taken":   {"number=e7", "name=N", "unit=erenhot-civil-affairs", "roles=decider"},
		"unit":    {"number=E8", "name=N", "unit=nowhere", "roles=decider"},
		"role":    {"number=E8", "name=N", "unit=erenhot-civil-affairs", "roles=king"},
		"place":   {"number=E8", "name=N", "unit=erenhot-civil-affairs", "roles=decider", "places=1"},
		"nothing": {},
	} {
		if out, err := call(t, environment, append([]string{"staff", "add"}, args...)...); err == nil {
			t.Errorf("%s: %s", name, out)
		}
	}
	if _, err := call(t, environment, "staff", "end", "number=E7", "day=2026-12-31"); err != nil {
		t.Error(err)
	}
	if _, err := call(t, environment, "staff", "end", "number=E9", "day=2026-12-31"); err == nil {
		t.Error("an unknown number ended")
	}
}

func TestDemoUnitsAreNoUnitsOfARealOffice(t *testing.T) {
	_, err := call(t, officeEnv(t), "staff", "add", "number=E7", "name=N", "unit=erenhot-window", "roles=receiver")
	if err == nil {
		t.Error("an invented unit took staff")
	}
}

func TestAuditVerifyFindsATamperedRow(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			d := startDemo(t, store)
			d.daily(context.Background())
			if out, err := verify(d); err != nil {
				t.Fatalf("untouched: %v\n%s", err, out)
			}
			if store == "postgres" {
				return // the run-time role may not change history: the conformance suite shows it
			}
			for _, sql := range []string{"drop trigger case_event_no_update", "update case_event set action = 'accept' where action = 'refuse'"} {
				if _, err := d.store.DB().Write(context.Background(), relation.Statement{SQL: sql}); err != nil {
					t.Fatal(err)
				}
			}
			if out, err := verify(d); err == nil {
				t.Errorf("a changed row was not found\n%s", out)
			}
		})
	}
}

func verify(d *demo) (string, error) {
	var out bytes.Buffer
	err := d.verify(context.Background(), &out)
	return out.String(), err
}

func TestMigrateSaysWhatItNeeds(t *testing.T) {
	if out, err := call(t, env(), "migrate"); err != nil || out == "" {
		t.Errorf("%q %v", out, err)
	}
	owner, runtime := storetest.Postgres(t)
	real := []string{"PORTAL_DATABASE_URL", runtime, "PORTAL_BASE_URL", "https://portal.example", "PORTAL_KEYS_FILE", "k"}
	if _, err := call(t, env(real...), "migrate"); err == nil || !strings.Contains(err.Error(), "PORTAL_MIGRATE_URL") {
		t.Errorf("%v", err)
	}
	with := append(real, "PORTAL_MIGRATE_URL", owner)
	for range 2 {
		if _, err := call(t, env(with...), "migrate"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestServeNamesWhatStopsIt(t *testing.T) {
	environment := officeEnv(t)
	_, runtime := storetest.Postgres(t)
	for _, tc := range []struct{ name, says string }{
		{"PORTAL_DATABASE_URL", "migrat"},
		{"PORTAL_KEYS_FILE", "PORTAL_KEYS_FILE"},
		{"PORTAL_CATALOGUE", "PORTAL_CATALOGUE"},
	} {
		values := map[string]string{"PORTAL_DATABASE_URL": runtime, "PORTAL_KEYS_FILE": "/nowhere/keys", "PORTAL_CATALOGUE": brokenCatalogue(t)}
		_, err := call(t, func(name string) string {
			if name == tc.name {
				return values[name]
			}
			return environment(name)
		}, "serve")
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func brokenCatalogue(t *testing.T) string {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "services"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "services", "x.yaml"), []byte("id: [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}
