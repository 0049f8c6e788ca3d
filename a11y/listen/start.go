package listen

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// language is what Orca speaks besides the words of the page: roles and states.
const language = "zh_CN"

// plainWindows leaves all keys to Orca: some of those that move in tables would
// move windows.
const plainWindows = `<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard/></openbox_config>`

// rooms makes a home that nobody else uses, and an environment that leads there.
func (r *Reader) rooms() error {
	for _, dir := range []string{"run", "config/openbox", "data/orca", "cache", "locale"} {
		if err := os.MkdirAll(filepath.Join(r.home, dir), 0o700); err != nil {
			return err
		}
	}
	r.env = slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		for _, start := range []string{"LC_", "LANG", "XDG_", "DBUS_", "AT_SPI", "DISPLAY", "WAYLAND", "HOME"} {
			if strings.HasPrefix(name, start) {
				return true
			}
		}
		return false
	})
	r.env = append(r.env, "HOME="+r.home, "XDG_RUNTIME_DIR="+r.home+"/run", "XDG_CONFIG_HOME="+r.home+"/config",
		"XDG_DATA_HOME="+r.home+"/data", "XDG_CACHE_HOME="+r.home+"/cache", "GSETTINGS_BACKEND=memory",
		"NO_AT_BRIDGE=0", "ACCESSIBILITY_ENABLED=1", "PYTHONDONTWRITEBYTECODE=1", "LANGUAGE="+language)
	err := os.WriteFile(r.home+"/data/orca/orca-customizations.py", []byte(customise), 0o600)
	return errors.Join(err, os.WriteFile(r.home+"/data/orca/__init__.py", nil, 0o600),
		os.WriteFile(r.home+"/config/openbox/rc.xml", []byte(plainWindows), 0o600))
}

// locale builds the Chinese locale in the home: without it Orca's words are
// English, and nothing of the machine is to be changed.
func (r *Reader) locale() error {
	name := language + ".UTF-8"
	// It warns about the locale's source and then ends with 1.
	said, _ := exec.Command("localedef", "-i", language, "-f", "UTF-8", r.home+"/locale/"+name).CombinedOutput()
	if _, err := os.Stat(r.home + "/locale/" + name); err != nil {
		return fmt.Errorf("localedef: %s", said)
	}
	r.env = append(r.env, "LANG="+name, "LOCPATH="+r.home+"/locale")
	return nil
}

// run starts a program that ends with the reader; what it is handed it finds as
// descriptor 3.
func (r *Reader) run(handed *os.File, name string, args ...string) error {
	log, err := os.OpenFile(r.home+"/complaints", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Dir, cmd.Stderr = r.env, r.home, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its children end with it
	if handed != nil {
		cmd.ExtraFiles = []*os.File{handed}
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		close(ended)
	}()
	r.ended = append(r.ended, func() {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(3 * time.Second):
		}
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
	})
	return nil
}

// told starts a program and returns the first line it writes to descriptor 3.
func (r *Reader) told(name string, args ...string) (string, error) {
	out, in, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer out.Close()
	err = r.run(in, name, args...)
	in.Close()
	if err != nil {
		return "", err
	}
	out.SetReadDeadline(time.Now().Add(patience))
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return strings.TrimSpace(line), nil
}

// screen is never seen; 24 bits because Chromium refuses less.
func (r *Reader) screen() error {
	number, err := r.told("Xvfb", "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
	r.env = append(r.env, "DISPLAY=:"+number)
	return err
}

func (r *Reader) bus() error {
	address, err := r.told("dbus-daemon", "--session", "--nofork", "--print-address=3")
	r.env = append(r.env, "DBUS_SESSION_BUS_ADDRESS="+address)
	return err
}

// desktop starts a window manager, which hands the keyboard over, and says that a
// screen reader is there: programs build the tree only then.
func (r *Reader) desktop() error {
	if err := r.run(nil, "openbox", "--sm-disable"); err != nil {
		return err
	}
	for _, name := range []string{"IsEnabled", "ScreenReaderEnabled"} {
		if err := r.command("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
			"org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status", "string:"+name, "variant:boolean:true"); err != nil {
			return err
		}
	}
	return nil
}

// command runs a program to its end.
func (r *Reader) command(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Env = r.env
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, said)
	}
	return nil
}

func (r *Reader) orca() error {
	out, in, err := os.Pipe()
	if err != nil {
		return err
	}
	r.env = append(r.env, "LISTEN_FD=3")
	err = r.run(in, "orca", "--replace")
	in.Close()
	if err != nil {
		return err
	}
	r.ear = listenTo(out)
	r.ended = append(r.ended, func() { out.Close() })
	return r.ear.wait("Orca to start", patience, func(s sense) bool { return len(s.said) > 0 && s.beat.Idle > calm })
}
