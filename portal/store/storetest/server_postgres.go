package storetest

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// Roles of every private cluster: one owns the tables, one runs the portal.
const (
	OwnerRole   = "portal_owner"
	RuntimeRole = "portal_runtime"
)

// Cluster is a private PostgreSQL on 127.0.0.1, in a folder of its own.
type Cluster struct {
	bin, dir string
	port     int
	password string
	as       *syscall.Credential
	release  func()
	made     atomic.Int64
	lock     sync.Mutex
	models   map[string]string // databases that others are copied from, by key
}

// shared starts the cluster that all tests of this program use. It ends with
// the program.
var shared = sync.OnceValues(newCluster)

// Postgres returns the addresses of a new, empty database for the owner of its
// tables and for the run-time role. It goes with the test.
func Postgres(t testing.TB) (ownerURL, runtimeURL string) {
	t.Helper()
	return theCluster(t).Database(t)
}

// PostgresLike is Postgres for a database that prepare has filled. It is filled
// once for each key and copied from then on, which is much quicker than to
// migrate every time. Prepare must close its connections.
func PostgresLike(t testing.TB, key string, prepare func(ownerURL, runtimeURL string) error) (ownerURL, runtimeURL string) {
	t.Helper()
	c := theCluster(t)
	model, err := c.model(key, prepare)
	need(t, "PostgreSQL", err)
	return c.database(t, model)
}

func theCluster(t testing.TB) *Cluster {
	t.Helper()
	leftOutIfShort(t)
	c, err := shared()
	need(t, "PostgreSQL", err)
	return c
}

// NewCluster starts a cluster for one test, which may stop, kill and start it.
// Writes are synced to disk as in production, unless PORTAL_TEST_FSYNC=off.
func NewCluster(t testing.TB) *Cluster {
	t.Helper()
	leftOutIfShort(t)
	c, err := newCluster()
	need(t, "PostgreSQL", err)
	t.Cleanup(c.release)
	return c
}

func newCluster() (*Cluster, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	as, err := account()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, as: as, password: secret(), models: map[string]string{}}
	if c.dir, err = folder(as); err != nil {
		return nil, err
	}
	if c.release, err = guard(c.dir, "QUIT", c.pidFile()); err != nil {
		return nil, err
	}
	if err := c.init(); err != nil {
		c.release()
		return nil, err
	}
	return c, nil
}

// postgresBin finds the programs; Debian keeps them out of PATH.
func postgresBin() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", fmt.Errorf("PostgreSQL %w", errMissing)
}

func (c *Cluster) init() error {
	passwords := filepath.Join(c.dir, "password")
	if err := os.WriteFile(passwords, []byte(c.password), 0o644); err != nil { // the folder itself is closed to others
		return err
	}
	err := run(c.as, c.dir, c.program("initdb"), "-D", c.data(), "-U", "postgres", "-A", "scram-sha-256",
		"--pwfile", passwords, "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	return c.sql("postgres",
		fmt.Sprintf("create role %s login password '%s'", OwnerRole, c.password),
		fmt.Sprintf("create role %s login password '%s'", RuntimeRole, c.password))
}

// Start starts the cluster and returns when it takes connections. After a
// Stop or Kill it listens on the same port.
func (c *Cluster) Start() error {
	if c.port == 0 {
		port, err := freePort()
		if err != nil {
			return err
		}
		c.port = port
	}
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=200 "+
		"-c shared_buffers=32MB -c jit=off -c timezone=UTC -c fsync=%s", c.port, c.dir, fsync())
	return run(c.as, c.dir, c.program("pg_ctl"), "start", "-w", "-t", "120", "-s", "-D", c.data(), "-l", filepath.Join(c.dir, "log"), "-o", options)
}

// Stop ends the cluster in order: open connections are closed.
func (c *Cluster) Stop() error {
	return run(c.as, c.dir, c.program("pg_ctl"), "stop", "-w", "-m", "fast", "-s", "-D", c.data())
}

// Kill ends the cluster as kill -9 does. Start then recovers.
func (c *Cluster) Kill() error { return killed(c.pidFile()) }

// Database returns the addresses of a new, empty database of this cluster.
func (c *Cluster) Database(t testing.TB) (ownerURL, runtimeURL string) {
	t.Helper()
	return c.database(t, "template0")
}

func (c *Cluster) database(t testing.TB, model string) (ownerURL, runtimeURL string) {
	t.Helper()
	name := fmt.Sprintf("t%d", c.made.Add(1))
	need(t, "PostgreSQL", c.create(name, model))
	t.Cleanup(func() {
		// A test may leave the cluster stopped; the folder goes all the same.
		if err := c.sql("postgres", "drop database "+name+" with (force)"); err != nil {
			t.Logf("storetest: %v", err)
		}
	})
	return c.url(OwnerRole, name), c.url(RuntimeRole, name)
}

func (c *Cluster) create(name, model string) error {
	return c.sql("postgres", fmt.Sprintf("create database %s owner %s template %s", name, OwnerRole, model))
}

func (c *Cluster) model(key string, prepare func(ownerURL, runtimeURL string) error) (string, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if name, made := c.models[key]; made {
		return name, nil
	}
	name := fmt.Sprintf("model%d", len(c.models))
	if err := c.create(name, "template0"); err != nil {
		return "", err
	}
	if err := prepare(c.url(OwnerRole, name), c.url(RuntimeRole, name)); err != nil {
		return "", err
	}
	c.models[key] = name
	return name, nil
}

func (c *Cluster) url(role, database string) string {
	address := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, c.password),
		Host: "127.0.0.1:" + strconv.Itoa(c.port), Path: database, RawQuery: "sslmode=disable",
	}
	return address.String()
}

// sql runs statements as the cluster's superuser, each on its own.
func (c *Cluster) sql(database string, statements ...string) error {
	args := []string{"-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", c.url("postgres", database)}
	for _, s := range statements {
		args = append(args, "-c", s)
	}
	out, err := exec.Command(c.program("psql"), args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("psql: %w\n%s", err, out)
	}
	return nil
}

func (c *Cluster) program(name string) string { return filepath.Join(c.bin, name) }
func (c *Cluster) data() string               { return filepath.Join(c.dir, "data") }
func (c *Cluster) pidFile() string            { return filepath.Join(c.data(), "postmaster.pid") }

func fsync() string {
	if os.Getenv("PORTAL_TEST_FSYNC") == "off" {
		return "off"
	}
	return "on"
}
