package storetest

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// RedisServer is a private Redis on 127.0.0.1 that asks for a password.
type RedisServer struct {
	program, dir, password string
	port                   int
	release                func()
}

// Redis starts a Redis for one test and returns its address with the password.
func Redis(t testing.TB) (url string) {
	t.Helper()
	return NewRedis(t).URL()
}

// NewRedis starts a Redis for one test, which may kill and start it. It keeps
// nothing on disk: after a kill it is empty.
func NewRedis(t testing.TB) *RedisServer {
	t.Helper()
	leftOutIfShort(t)
	r, err := newRedis()
	need(t, "Redis", err)
	t.Cleanup(r.release)
	return r
}

func newRedis() (*RedisServer, error) {
	program, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, fmt.Errorf("Redis %w", errMissing)
	}
	r := &RedisServer{program: program, password: secret()}
	if r.dir, err = folder(nil); err != nil {
		return nil, err
	}
	if r.port, err = freePort(); err != nil {
		return nil, err
	}
	if r.release, err = guard(r.dir, "KILL", r.pidFile()); err != nil {
		return nil, err
	}
	if err := r.Start(); err != nil {
		r.release()
		return nil, err
	}
	return r, nil
}

// URL returns the address with the password.
func (r *RedisServer) URL() string {
	return fmt.Sprintf("redis://:%s@127.0.0.1:%d/0", r.password, r.port)
}

// Start starts Redis and returns when it answers, on the same port each time.
func (r *RedisServer) Start() error {
	lines := fmt.Sprintf("port %d\nbind 127.0.0.1\nrequirepass %s\nsave \"\"\nappendonly no\ndir %s\ndaemonize yes\npidfile %s\nlogfile %s\n",
		r.port, r.password, r.dir, r.pidFile(), filepath.Join(r.dir, "log"))
	settings := filepath.Join(r.dir, "redis.conf")
	if err := os.WriteFile(settings, []byte(lines), 0o600); err != nil {
		return err
	}
	if err := run(nil, r.dir, r.program, settings); err != nil {
		return err
	}
	return answers(r.ping)
}

// Kill ends Redis as kill -9 does.
func (r *RedisServer) Kill() error { return killed(r.pidFile()) }

func (r *RedisServer) ping() error {
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", r.port))
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c, "AUTH %s\r\nPING\r\n", r.password); err != nil {
		return err
	}
	lines := bufio.NewReader(c)
	for _, want := range []string{"+OK", "+PONG"} {
		if line, err := lines.ReadString('\n'); err != nil || strings.TrimSpace(line) != want {
			return errors.Join(fmt.Errorf("Redis answered %q", line), err)
		}
	}
	return nil
}

func (r *RedisServer) pidFile() string { return filepath.Join(r.dir, "pid") }
