// Package browser drives a real Chromium for the tests: it opens pages, presses
// keys, clicks, fills in forms with script on or off, and measures what only a
// laid-out page can show (targets, reflow, focus, contrast through axe-core).
//
// It speaks the DevTools protocol over a pipe, so there is no port, no driver
// program and no library. It knows nothing of the portal: addresses and
// selectors come from the tests.
package browser

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// patience bounds one command or one page load. It is long because two cores
// may be busy with other tests; nothing ever waits for it when all goes well.
const patience = 90 * time.Second

// Browser is one running Chromium. Pages of it share nothing: each has cookies
// and storage of its own.
type Browser struct {
	conn *conn
	cmd  *exec.Cmd
}

// flags keep Chromium off the network, off the GPU and the same on every machine.
func flags(profile string) []string {
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-dev-shm-usage", "--disable-extensions", "--disable-default-apps",
		"--hide-scrollbars", "--mute-audio", "--font-render-hinting=none", "--lang=zh-CN",
		"--remote-debugging-pipe", "--user-data-dir=" + profile, "about:blank",
	}
}

// Start starts Chromium and ends it with the test. Without Chromium the test
// fails in CI and is skipped elsewhere. The variable CHROMIUM names another one.
func Start(t testing.TB) *Browser {
	t.Helper()
	program := find(t)
	profile, err := os.MkdirTemp("", "browser-")
	if err != nil {
		t.Fatal(err)
	}
	return started(t, program, profile, flags(profile), os.Environ())
}

func started(t testing.TB, program, profile string, flags, env []string) *Browser {
	t.Helper()
	b, err := launch(program, profile, flags, env)
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	t.Cleanup(func() {
		b.close()
		removeProfile(profile)
	})
	return b
}

func find(t testing.TB) string {
	t.Helper()
	name := os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	program, err := exec.LookPath(name)
	if err == nil {
		return program
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("browser: Chromium is missing: %v", err)
	}
	t.Skip("Chromium is missing, so nothing was opened in a browser; make test as root installs it.")
	return ""
}

// launch hands Chromium descriptor 3 to read commands from and 4 to answer on.
func launch(program, profile string, flags, env []string) (*Browser, error) {
	commandsOut, commandsIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	answersOut, answersIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, flags...)
	cmd.ExtraFiles = []*os.File{commandsOut, answersIn}
	cmd.Env = append(env, "LANGUAGE=zh_CN", "HOME="+profile)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its children end with it
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	err = errors.Join(commandsOut.Close(), answersIn.Close())
	return &Browser{conn: newConn(commandsIn, answersOut), cmd: cmd}, err
}

func (b *Browser) close() {
	b.conn.call("", "Browser.close", nil, nil)
	ended := make(chan struct{})
	go func() {
		b.cmd.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
	}
	syscall.Kill(-b.cmd.Process.Pid, syscall.SIGKILL)
	<-ended
	b.conn.close()
}

// removeProfile tries again because Chromium's children may still be writing.
func removeProfile(dir string) {
	for range 50 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// toolsDir returns a11y/tools, where npm ci puts the audit engines.
func toolsDir() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "tools")
}

// engine returns the path of a file of the audit engines, or fails or skips
// the test like Start when npm ci has not run.
func engine(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(toolsDir(), "node_modules", name)
	_, err := os.Stat(path)
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("browser: the audit engines are missing (npm ci in a11y/tools): %v", err)
	}
	t.Skip("The audit engines are missing, so nothing was audited; npm ci in a11y/tools brings them.")
	return ""
}
