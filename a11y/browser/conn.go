package browser

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// conn carries commands to Chromium and answers and events back: JSON texts,
// each ended by a NUL byte.
type conn struct {
	in  *os.File
	out *os.File

	mu       sync.Mutex
	last     int
	waiting  map[int]chan message
	sessions map[string]func(method string, params json.RawMessage)
	err      error
}

type message struct {
	ID        int             `json:"id,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    json.RawMessage `json:"params,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// object is a JSON object of parameters.
type object map[string]any

var errEnded = errors.New("the browser has ended")

func newConn(in, out *os.File) *conn {
	c := &conn{
		in: in, out: out,
		waiting:  map[int]chan message{},
		sessions: map[string]func(string, json.RawMessage){},
	}
	go c.read()
	return c
}

func (c *conn) read() {
	from := bufio.NewReaderSize(c.out, 1<<20)
	for {
		text, err := from.ReadBytes(0)
		if err != nil {
			c.end(err)
			return
		}
		var m message
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			c.end(err)
			return
		}
		c.deliver(m)
	}
}

func (c *conn) deliver(m message) {
	c.mu.Lock()
	answer, handle := c.waiting[m.ID], c.sessions[m.SessionID]
	delete(c.waiting, m.ID)
	c.mu.Unlock()
	switch {
	case m.ID != 0 && answer != nil:
		answer <- m
	case m.ID == 0 && handle != nil:
		handle(m.Method, m.Params)
	}
}

func (c *conn) end(err error) {
	if errors.Is(err, io.EOF) || errors.Is(err, os.ErrClosed) {
		err = errEnded
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.err = err
	for id, answer := range c.waiting {
		close(answer)
		delete(c.waiting, id)
	}
}

// call sends a command to a session ("" for the browser itself), waits for the
// answer and reads it into result, which may be nil.
func (c *conn) call(session, method string, params object, result any) error {
	answer, err := c.send(session, method, params)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m, open := <-answer:
		if !open {
			return fmt.Errorf("%s: %w", method, errEnded)
		}
		return m.into(method, result)
	case <-time.After(patience):
		return fmt.Errorf("%s: no answer within %s", method, patience)
	}
}

func (m message) into(method string, result any) error {
	if m.Error != nil {
		return fmt.Errorf("%s: %s", method, m.Error.Message)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(m.Result, result)
}

func (c *conn) send(session, method string, params object) (chan message, error) {
	raw, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	if params == nil {
		raw = []byte("{}")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return nil, c.err
	}
	c.last++
	text, err := json.Marshal(message{ID: c.last, Method: method, Params: raw, SessionID: session})
	if err != nil {
		return nil, err
	}
	answer := make(chan message, 1)
	c.waiting[c.last] = answer
	_, err = c.in.Write(append(text, 0))
	return answer, err
}

func (c *conn) listen(session string, handle func(method string, params json.RawMessage)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[session] = handle
}

func (c *conn) close() {
	c.in.Close()
	c.out.Close()
}
