package storetest_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"changban/portal/store/storetest"
)

// psql asks a database with PostgreSQL's own client.
func psql(t *testing.T, address, statement string) (string, error) {
	t.Helper()
	out, err := exec.Command("psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", statement).CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func TestPostgresDatabasesAreApart(t *testing.T) {
	owner, runtime := storetest.Postgres(t)
	other, _ := storetest.Postgres(t)
	if out, err := psql(t, owner, "create table note (n int); grant select on note to "+storetest.RuntimeRole); err != nil {
		t.Fatal(out)
	}
	if out, err := psql(t, runtime, "select count(*) from note"); err != nil || out != "0" {
		t.Errorf("run-time role reads: %s %v", out, err)
	}
	if out, err := psql(t, runtime, "create table mine (n int)"); err == nil {
		t.Errorf("the run-time role made a table: %s", out)
	}
	if out, err := psql(t, other, "select count(*) from note"); err == nil {
		t.Errorf("the other database has the table too: %s", out)
	}
	if out, err := psql(t, owner, "show fsync"); err != nil || out != "on" && os.Getenv("PORTAL_TEST_FSYNC") == "" {
		t.Errorf("fsync %s", out)
	}
	if out, err := psql(t, strings.Replace(owner, "127.0.0.1", "localhost", 1)+"&password=wrong", "select 1"); err == nil {
		t.Errorf("a wrong password was taken: %s", out)
	}
}

func TestPostgresLikeFillsOnce(t *testing.T) {
	filled := 0
	prepare := func(owner, _ string) error {
		filled++
		out, err := psql(t, owner, "create table note as select 7 as n")
		return errors.Join(err, when(err, out))
	}
	for range 2 {
		owner, _ := storetest.PostgresLike(t, "note", prepare)
		if out, err := psql(t, owner, "update note set n = n + 1 returning n"); err != nil || !strings.HasPrefix(out, "8") {
			t.Errorf("copy: %s %v", out, err)
		}
	}
	if filled != 1 {
		t.Errorf("filled %d times", filled)
	}
}

func when(err error, said string) error {
	if err != nil {
		return errors.New(said)
	}
	return nil
}

func TestClusterComesBackAfterKill(t *testing.T) {
	c := storetest.NewCluster(t)
	owner, _ := c.Database(t)
	if out, err := psql(t, owner, "create table note as select 7 as n"); err != nil {
		t.Fatal(out)
	}
	for name, end := range map[string]func() error{"kill": c.Kill, "stop": c.Stop} {
		if err := end(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if out, err := psql(t, owner, "select 1"); err == nil {
			t.Errorf("after %s it answers %s", name, out)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if out, err := psql(t, owner, "select n from note"); err != nil || out != "7" {
			t.Errorf("after %s: %s %v", name, out, err)
		}
	}
}

// redis sends one command with the password of an address.
func redis(address, command string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	password, _ := u.User.Password()
	c, err := net.DialTimeout("tcp", u.Host, 5*time.Second)
	if err != nil {
		return "", err
	}
	defer c.Close()
	fmt.Fprintf(c, "AUTH %s\r\n%s\r\n", password, command)
	lines := bufio.NewReader(c)
	if first, err := lines.ReadString('\n'); err != nil || !strings.HasPrefix(first, "+OK") {
		return first, errors.New("password refused")
	}
	answer, err := lines.ReadString('\n')
	return strings.TrimSpace(answer), err
}

func TestRedis(t *testing.T) {
	if got, err := redis(storetest.Redis(t), "SET a b"); err != nil || got != "+OK" {
		t.Errorf("%s %v", got, err)
	}
	r := storetest.NewRedis(t)
	if _, err := redis(strings.Replace(r.URL(), ":", ":x", 2), "PING"); err == nil {
		t.Error("a wrong password was taken")
	}
	if err := r.Kill(); err != nil {
		t.Fatal(err)
	}
	if got, err := redis(r.URL(), "PING"); err == nil {
		t.Errorf("after kill it answers %s", got)
	}
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	if got, err := redis(r.URL(), "GET a"); err != nil || got != "$-1" {
		t.Errorf("after a new start: %s %v", got, err)
	}
}

// TestNothingIsLeft runs a test of this file in a process of its own that is
// ended with kill -9, and sees its servers and folders go.
func TestNothingIsLeft(t *testing.T) {
	if os.Getenv("STORETEST_LEAVE") != "" {
		owner, _ := storetest.Postgres(t)
		fmt.Println("ready", owner, storetest.Redis(t))
		select {}
	}
	if testing.Short() {
		t.Skip("servers are left out of the short run")
	}
	tmp := t.TempDir()
	if err := os.Chmod(filepath.Dir(tmp), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeft$")
	cmd.Env = append(os.Environ(), "STORETEST_LEAVE=1", "TMPDIR="+tmp)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	words := strings.Fields(line)
	if err != nil || len(words) != 3 {
		cmd.Process.Kill()
		if os.Getenv("CI") != "" {
			t.Fatalf("the servers did not start: %s", line)
		}
		t.Skip("PostgreSQL or Redis is not installed, so nothing was left over.")
	}
	cmd.Process.Kill()
	cmd.Wait()
	deadline := time.Now().Add(30 * time.Second)
	for {
		left, _ := filepath.Glob(filepath.Join(tmp, "storetest-*"))
		_, errP := psql(t, words[1], "select 1")
		_, errR := redis(words[2], "PING")
		if len(left) == 0 && errP != nil && errR != nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left over: %v, PostgreSQL %v, Redis %v", left, errP, errR)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
