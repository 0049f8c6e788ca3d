package web

import (
	"io"
	"net"
	"sync"
	"time"
)

// A client that is still sending when its answer comes reads it only if the
// connection stays open meanwhile: closing at once resets it, and the browser
// shows an error of its own instead of the page about a file that is too large.
const (
	lingerTime  = 10 * time.Second
	lingerBytes = 256 << 20 // read and thrown away, in small pieces
)

// Serve answers requests that come to a listener until Shutdown.
func (s *Server) Serve(l net.Listener) error { return s.app.Listener(patient{l}) }

// patient is a listener whose connections close only when the client has had
// its answer.
type patient struct{ net.Listener }

// Accept returns the next connection.
func (p patient) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if tcp, is := c.(*net.TCPConn); is {
		return &lingering{TCPConn: tcp}, err
	}
	return c, err
}

type lingering struct {
	*net.TCPConn
	once sync.Once
}

// Close says that nothing more will be sent and closes once the client has
// closed too, or after a bounded wait.
func (c *lingering) Close() error {
	var err error
	c.once.Do(func() {
		if err = c.CloseWrite(); err != nil {
			err = c.TCPConn.Close()
			return
		}
		go c.drain()
	})
	return err
}

func (c *lingering) drain() {
	end := time.AfterFunc(lingerTime, func() { _ = c.TCPConn.Close() })
	defer end.Stop()
	_, _ = io.CopyN(io.Discard, c.TCPConn, lingerBytes) // whatever ends it, the connection is closed
	_ = c.TCPConn.Close()
}
