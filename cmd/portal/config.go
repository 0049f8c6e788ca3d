package main

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"changban/portal/delivery/mail"
)

// config is what the environment says (contract 2). With nothing set the portal
// runs in demo on loopback with everything embedded.
type config struct {
	Listen      string
	Data        string
	DatabaseURL string
	MigrateURL  string
	RedisURL    string
	BaseURL     *url.URL
	Proxies     []netip.Prefix
	KeysFile    string
	Catalogue   string
	Worker      bool
	Demo        bool
	SMS         gateway
	Voice       gateway
	SMTP        mail.Config
}

// readConfig reads the environment. A bad value is one sentence that names the
// variable.
func readConfig(env func(string) string) (config, error) {
	c := config{
		Listen:    or(env("PORTAL_LISTEN"), "127.0.0.1:8080"),
		Data:      or(env("PORTAL_DATA"), "./data"),
		Catalogue: env("PORTAL_CATALOGUE"),
		KeysFile:  env("PORTAL_KEYS_FILE"),
	}
	for _, read := range []func(func(string) string) error{
		c.readSecrets, c.readRoads, c.readBase, c.readProxies, c.readWorker, c.readDemo, c.check,
	} {
		if err := read(env); err != nil {
			return config{}, err
		}
	}
	return c, nil
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}

// readSecrets reads the addresses that carry passwords, each also from a file.
func (c *config) readSecrets(env func(string) string) error {
	for name, to := range map[string]*string{
		"PORTAL_DATABASE_URL": &c.DatabaseURL,
		"PORTAL_MIGRATE_URL":  &c.MigrateURL,
		"PORTAL_REDIS_URL":    &c.RedisURL,
	} {
		value, err := secret(env, name)
		if err != nil {
			return err
		}
		*to = value
	}
	for name, value := range map[string]string{"PORTAL_DATABASE_URL": c.DatabaseURL, "PORTAL_MIGRATE_URL": c.MigrateURL} {
		if value != "" && !strings.HasPrefix(value, "postgres://") && !strings.HasPrefix(value, "postgresql://") {
			return fmt.Errorf("%s must begin with postgres://", name)
		}
	}
	return nil
}

func secret(env func(string) string, name string) (string, error) {
	file := env(name + "_FILE")
	if file == "" {
		return env(name), nil
	}
	if env(name) != "" {
		return "", fmt.Errorf("set %s or %s_FILE, not both", name, name)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE cannot be read", name)
	}
	return strings.TrimSpace(string(text)), nil
}

func (c *config) readBase(env func(string) string) error {
	text := env("PORTAL_BASE_URL")
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" ||
		u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("PORTAL_BASE_URL must be an address such as https://host without a path")
	}
	// Browsers leave the usual port out of Host and Origin, which are compared.
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	c.BaseURL = &url.URL{Scheme: u.Scheme, Host: strings.TrimSuffix(strings.ToLower(u.Host), port)}
	return nil
}

func (c *config) readProxies(env func(string) string) error {
	for _, part := range strings.FieldsFunc(env("PORTAL_TRUSTED_PROXIES"), func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(part)
		if err != nil {
			return fmt.Errorf("PORTAL_TRUSTED_PROXIES must be networks such as 10.0.0.0/8, divided by commas")
		}
		c.Proxies = append(c.Proxies, p)
	}
	return nil
}

func (c *config) readWorker(env func(string) string) error {
	value, err := onOff(env, "PORTAL_WORKER", true)
	c.Worker = value
	return err
}

// readDemo: demo is on by itself only while nothing says that this is a real
// office and the address is loopback (contract 2).
func (c *config) readDemo(env func(string) string) error {
	alone := c.DatabaseURL == "" && c.RedisURL == "" && c.BaseURL == nil && c.KeysFile == "" && loopback(c.Listen)
	value, err := onOff(env, "PORTAL_DEMO", alone)
	c.Demo = value
	return err
}

func onOff(env func(string) string, name string, fallback bool) (bool, error) {
	switch env(name) {
	case "":
		return fallback, nil
	case "on", "true":
		return true, nil
	case "off", "false":
		return false, nil
	}
	return false, fmt.Errorf("%s must be on or off", name)
}

func (c *config) check(func(string) string) error {
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return fmt.Errorf("PORTAL_LISTEN must be host:port")
	}
	if c.Demo {
		if !loopback(c.Listen) {
			return fmt.Errorf("PORTAL_DEMO works on a loopback PORTAL_LISTEN only")
		}
		c.KeysFile = or(c.KeysFile, filepath.Join(c.Data, "keys.json"))
		return nil
	}
	if c.BaseURL == nil {
		return fmt.Errorf("PORTAL_BASE_URL is required outside demo")
	}
	if c.KeysFile == "" {
		return fmt.Errorf("PORTAL_KEYS_FILE is required outside demo; `portal keys new FILE` makes one")
	}
	return nil
}

func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
