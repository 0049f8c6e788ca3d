// Package storetest holds what both stores are tested with: the conformance
// suite, and private PostgreSQL and Redis servers that end with the test, also
// when it is killed. It must not know how a store writes its SQL.
package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// errMissing says that a server program is not on this machine.
var errMissing = errors.New("is not installed")

// need ends a test whose server did not start: it fails in CI and is skipped,
// in one sentence, where the program is missing.
func need(t testing.TB, what string, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errMissing) && os.Getenv("CI") == "":
		t.Skipf("%s is not installed, so nothing was tested on it; make test as root installs it.", what)
	default:
		t.Fatalf("storetest: %s: %v", what, err)
	}
}

// leftOutIfShort keeps servers out of make check.
func leftOutIfShort(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("servers are left out of the short run")
	}
}

// account is the user that servers run as: PostgreSQL refuses to run as root.
func account() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
			gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(errUID, errGID)
		}
	}
	return nil, errors.New("no account to run a server as: neither postgres nor nobody")
}

// folder makes a folder for a server's files that only its account may read.
func folder(as *syscall.Credential) (string, error) {
	dir, err := os.MkdirTemp("", "storetest-")
	if err == nil && as != nil {
		err = os.Chown(dir, int(as.Uid), int(as.Gid))
	}
	return dir, err
}

// freePort returns a port that nobody listened on a moment ago.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func secret() string { return rand.Text() }

// run runs a program to its end as a server's account.
func run(as *syscall.Credential, dir, program string, args ...string) error {
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as, Setsid: true}
	// A file, not a pipe: the server keeps it open after the program has ended.
	out, err := os.OpenFile(filepath.Join(dir, "output"), os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, said)
	}
	return nil
}

// guard stops a server and removes its folder when release is called or, if
// that never happens, when this process ends in whatever way: the shell then
// reads the end of a pipe that nobody else holds.
func guard(dir, signal, pidFile string) (release func(), err error) {
	const script = `read line
pid=$(head -n 1 "$2" 2>/dev/null)
if [ -n "$pid" ]; then
	kill -"$1" "$pid" 2>/dev/null
	while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$0"`
	cmd := exec.Command("/bin/sh", "-c", script, dir, signal, pidFile)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() {
		pipe.Close()
		cmd.Wait()
	}), nil
}

// answers waits until ask is content, at most for a minute.
func answers(ask func() error) error {
	deadline := time.Now().Add(time.Minute)
	for {
		err := ask()
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// killed ends the process whose number is the first line of a file, as kill -9
// does, and waits until it is gone.
func killed(pidFile string) error {
	text, err := os.ReadFile(pidFile)
	if err != nil {
		return err
	}
	var pid int
	if _, err := fmt.Sscan(string(text), &pid); err != nil || pid < 2 {
		return fmt.Errorf("storetest: %s names no process", pidFile)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return err
	}
	return answers(func() error {
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			return nil
		}
		return errors.New("storetest: still there after kill -9")
	})
}
