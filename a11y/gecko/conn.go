package gecko

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"testing"
	"time"
)

type object map[string]any

// conn speaks Marionette: messages are their length in digits, a colon, JSON.
type conn struct {
	link net.Conn
	in   *bufio.Reader
	last int
}

// open reads the greeting.
func open(t testing.TB, link net.Conn) *conn {
	t.Helper()
	t.Cleanup(func() { _ = link.Close() }) // the process ends anyhow
	c := &conn{link: link, in: bufio.NewReader(link)}
	if _, err := c.read(); err != nil {
		t.Fatalf("gecko: %v", err)
	}
	return c
}

// call sends [0, id, command, params] and reads [1, id, error, result].
func (c *conn) call(command string, params object, out any) error {
	c.last++
	text, err := json.Marshal([]any{0, c.last, command, params})
	if err != nil {
		return err
	}
	if err := c.link.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c.link, "%d:%s", len(text), text); err != nil {
		return err
	}
	answer, err := c.read()
	if err != nil {
		return err
	}
	return unpack(answer, out)
}

func unpack(answer []byte, out any) error {
	var parts [4]json.RawMessage
	if err := json.Unmarshal(answer, &parts); err != nil {
		return err
	}
	var refused *struct{ Error, Message string }
	if err := json.Unmarshal(parts[2], &refused); err != nil {
		return err
	}
	if refused != nil {
		return fmt.Errorf("%s: %s", refused.Error, refused.Message)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(parts[3], out)
}

func (c *conn) read() ([]byte, error) {
	digits, err := c.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(digits[:len(digits)-1])
	if err != nil {
		return nil, err
	}
	text := make([]byte, n)
	_, err = io.ReadFull(c.in, text)
	return text, err
}
