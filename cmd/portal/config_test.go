package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func env(pairs ...string) func(string) string {
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return func(name string) string { return values[name] }
}

func TestNothingSetIsDemoOnLoopback(t *testing.T) {
	c, err := readConfig(env())
	if err != nil {
		t.Fatal(err)
	}
	if !c.Demo || !c.Worker || c.Listen != "127.0.0.1:8080" || c.Data != "./data" || c.KeysFile == "" {
		t.Errorf("%+v", c)
	}
}

func TestDemoIsOffWhenAnythingSaysRealOffice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "url")
	if err := os.WriteFile(file, []byte("postgres://a/b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, set := range [][]string{
		{"PORTAL_DATABASE_URL", "postgres://a/b"},
		{"PORTAL_DATABASE_URL_FILE", file},
		{"PORTAL_REDIS_URL", "redis://localhost"},
		{"PORTAL_BASE_URL", "https://portal.example"},
		{"PORTAL_KEYS_FILE", "k"},
		{"PORTAL_LISTEN", "0.0.0.0:80"},
	} {
		all := append([]string{"PORTAL_BASE_URL", "https://portal.example", "PORTAL_KEYS_FILE", "k"}, set...)
		c, err := readConfig(env(all...))
		if err != nil || c.Demo {
			t.Errorf("%s: demo %v, %v", set[0], c.Demo, err)
		}
	}
}

func TestBadValuesNameTheirVariable(t *testing.T) {
	for _, tc := range []struct {
		name string
		set  []string
		says string
	}{
		{"listen", []string{"PORTAL_LISTEN", "8080"}, "PORTAL_LISTEN"},
		{"database", []string{"PORTAL_DATABASE_URL", "mysql://x", "PORTAL_DEMO", "true"}, "PORTAL_DATABASE_URL"},
		{"secret file", []string{"PORTAL_REDIS_URL_FILE", "/nowhere"}, "PORTAL_REDIS_URL_FILE"},
		{"both", []string{"PORTAL_REDIS_URL", "redis://a", "PORTAL_REDIS_URL_FILE", "/x"}, "PORTAL_REDIS_URL"},
		{"base", []string{"PORTAL_BASE_URL", "portal.example"}, "PORTAL_BASE_URL"},
		{"base with a password", []string{"PORTAL_BASE_URL", "https://u:p@portal.example"}, "PORTAL_BASE_URL"},
		{"base path", []string{"PORTAL_BASE_URL", "https://portal.example/x"}, "PORTAL_BASE_URL"},
		{"proxies", []string{"PORTAL_TRUSTED_PROXIES", "10.0.0.1"}, "PORTAL_TRUSTED_PROXIES"},
		{"worker", []string{"PORTAL_WORKER", "maybe"}, "PORTAL_WORKER"},
		{"demo", []string{"PORTAL_DEMO", "maybe"}, "PORTAL_DEMO"},
		{"demo for all", []string{"PORTAL_DEMO", "true", "PORTAL_LISTEN", "0.0.0.0:80"}, "PORTAL_DEMO"},
		{"no base", []string{"PORTAL_DEMO", "off"}, "PORTAL_BASE_URL"},
		{"no keys", []string{"PORTAL_BASE_URL", "https://portal.example"}, "PORTAL_KEYS_FILE"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := readConfig(env(tc.set...))
			if err == nil || !strings.Contains(err.Error(), tc.says) || strings.Count(err.Error(), "\n") > 0 {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestEveryCommandOfTheContractIsThere(t *testing.T) {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	for _, want := range strings.Fields("serve worker migrate catalogue locales staff keys audit version") {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+want+" ") {
			t.Errorf("%s is missing", want)
		}
	}
}

// Browsers leave the usual port out of Host and Origin.
func TestBaseAddressIsComparedAsBrowsersWriteIt(t *testing.T) {
	for base, want := range map[string]string{
		"https://Portal.example:443": "https://portal.example", "http://portal.example:80/": "http://portal.example",
		"https://portal.example:80": "https://portal.example:80", "https://[2001:db8::80]": "https://[2001:db8::80]",
	} {
		c, err := readConfig(env("PORTAL_BASE_URL", base, "PORTAL_KEYS_FILE", "k"))
		if err != nil || c.BaseURL.String() != want {
			t.Errorf("%s: %v, %v", base, c.BaseURL, err)
		}
	}
}

// Half of what a road needs is a slip of the pen, and the sentence names the variable.
func TestRoads(t *testing.T) {
	const url, key, server, from = "https://gateway.example/send", "sixteen letters and more", "mail.example.org:587", "portal@example.org"
	for _, tc := range []struct {
		env   map[string]string
		names string // variable in the sentence, "" when it is taken
		roads string
	}{
		{map[string]string{}, "", "call log mail sms"},
		{map[string]string{"PORTAL_DEMO": "off"}, "", "log"},
		{map[string]string{"PORTAL_DEMO": "off", "PORTAL_SMS_URL": url, "PORTAL_SMS_SECRET": key}, "", "log sms"},
		{map[string]string{"PORTAL_DEMO": "off", "PORTAL_VOICE_URL": url, "PORTAL_VOICE_SECRET": key, "PORTAL_SMTP_SERVER": server, "PORTAL_SMTP_FROM": from}, "", "call log mail"},
		{map[string]string{"PORTAL_SMS_URL": url}, "PORTAL_SMS_SECRET", ""},
		{map[string]string{"PORTAL_SMS_URL": "http://gateway.example", "PORTAL_SMS_SECRET": key}, "PORTAL_SMS_URL", ""},
		{map[string]string{"PORTAL_VOICE_SECRET": key}, "PORTAL_VOICE_URL", ""},
		{map[string]string{"PORTAL_SMTP_SERVER": server}, "PORTAL_SMTP_FROM", ""},
		{map[string]string{"PORTAL_SMTP_SERVER": server, "PORTAL_SMTP_FROM": from, "PORTAL_SMTP_USER": "u"}, "PORTAL_SMTP_USER", ""},
		{map[string]string{"PORTAL_SMS_SECRET_FILE": "/nowhere"}, "PORTAL_SMS_SECRET_FILE", ""},
	} {
		if tc.env["PORTAL_DEMO"] == "off" {
			tc.env["PORTAL_BASE_URL"], tc.env["PORTAL_KEYS_FILE"] = "https://portal.example", "keys"
		}
		c, err := readConfig(func(name string) string { return tc.env[name] })
		h := &house{config: c}
		if err == nil {
			err = h.openRoads(t.Context())
		}
		if (err == nil) != (tc.names == "") || err != nil && !strings.Contains(err.Error(), tc.names) {
			t.Errorf("%v: %v", tc.env, err)
		}
		var roads []string
		for road := range h.channels {
			roads = append(roads, string(road))
		}
		slices.Sort(roads)
		if got := strings.Join(roads, " "); err == nil && got != tc.roads {
			t.Errorf("%v: %s", tc.env, got)
		}
	}
}
