package mail

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"changban/portal"
	"changban/portal/delivery"
)

// written is what a writer makes of every message.
type written struct{ err error }

func (w written) Write(context.Context, delivery.Message) (delivery.Text, error) {
	return delivery.Text{Subject: "畅办有给您的新消息", Body: "编号 2345 6789 0123 有新消息。\n", Language: "zh-Hans"}, w.err
}

// server is a real mail server on this machine that does what a test tells it. What
// it took is kept by id.
type server struct {
	listener net.Listener
	cert     *tls.Certificate // nil: it offers no STARTTLS
	answers  map[string]string
	hangs    string // the command at which it says nothing any more
	cuts     string // the command at which it hangs up
	quiet    chan struct{}

	lock  sync.Mutex
	taken []string
	auth  []string
}

func start(t *testing.T, s *server) *server {
	t.Helper()
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.quiet = make(chan struct{})
	var open sync.WaitGroup
	t.Cleanup(func() { s.listener.Close(); open.Wait() })
	open.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() { s.serve(conn) })
		}
	})
	return s
}

// serve speaks SMTP with one client until either hangs up.
func (s *server) serve(conn net.Conn) {
	defer func() { conn.Close() }()
	text := textproto.NewConn(conn)
	text.PrintfLine("220 ready")
	secure := false
	for {
		line, err := text.ReadLine()
		if err != nil {
			return
		}
		command := strings.ToUpper(strings.Fields(line + " -")[0])
		switch {
		case command == s.cuts:
			return
		case command == s.hangs:
			close(s.quiet)
			io.Copy(io.Discard, conn) // until the client hangs up
			return
		case command == "STARTTLS":
			text.PrintfLine("220 go on")
			over := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*s.cert}})
			conn, text, secure = over, textproto.NewConn(over), true
		default:
			if !s.answer(text, command, line, secure) {
				return
			}
		}
	}
}

func (s *server) answer(text *textproto.Conn, command, line string, secure bool) bool {
	if say := s.answers[command]; say != "" && command != "." {
		text.PrintfLine("%s", say)
		return true
	}
	switch command {
	case "EHLO":
		text.PrintfLine("250-here")
		if s.cert != nil && !secure {
			text.PrintfLine("250-STARTTLS")
		}
		text.PrintfLine("250-AUTH PLAIN")
		text.PrintfLine("250 8BITMIME")
	case "AUTH":
		s.lock.Lock()
		s.auth = append(s.auth, line)
		s.lock.Unlock()
		text.PrintfLine("235 known")
	case "DATA":
		return s.data(text)
	case "QUIT":
		text.PrintfLine("221 bye")
		return false
	default:
		text.PrintfLine("250 good")
	}
	return true
}

// data takes a mail; what it says after the last dot may be told by a test.
func (s *server) data(text *textproto.Conn) bool {
	text.PrintfLine("354 go on")
	body, err := text.ReadDotBytes()
	if err != nil || s.cuts == "MIDDLE" {
		return false
	}
	s.lock.Lock()
	s.taken = append(s.taken, string(body))
	s.lock.Unlock()
	if s.cuts == "." {
		return false
	}
	say := s.answers["."]
	if say == "" {
		say = "250 taken"
	}
	text.PrintfLine("%s", say)
	return true
}

func (s *server) got() []string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return append([]string(nil), s.taken...)
}

// channel is a channel to the server.
func channel(t *testing.T, s *server, with func(*Config)) *Server {
	t.Helper()
	c := Config{Server: s.listener.Addr().String(), From: "portal@example.org"}
	if with != nil {
		with(&c)
	}
	ch, err := New(c, written{})
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

var message = delivery.Message{ID: "m1:mail", Road: delivery.Mail, Template: "notice.case.submit", To: "bao@example.org",
	Created: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)}

func TestSend(t *testing.T) {
	s := start(t, &server{})
	ch := channel(t, s, nil)
	for range 2 { // the worker was stopped between sending and marking
		if err := ch.Send(t.Context(), message); err != nil {
			t.Fatal(err)
		}
	}
	taken := s.got()
	if len(taken) != 2 || taken[0] != taken[1] {
		t.Fatalf("a second try is another mail: %q", taken)
	}
	got, err := mail.ReadMessage(strings.NewReader(taken[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	body, _ := io.ReadAll(quotedprintable.NewReader(got.Body))
	for name, have := range map[string][2]string{
		"id":       {got.Header.Get("Message-ID"), "<m1.mail@example.org>"},
		"to":       {got.Header.Get("To"), "<bao@example.org>"},
		"from":     {got.Header.Get("From"), "<portal@example.org>"},
		"subject":  {subject, "畅办有给您的新消息"},
		"language": {got.Header.Get("Content-Language"), "zh-Hans"},
		"machine":  {got.Header.Get("Auto-Submitted"), "auto-generated"},
		"date":     {got.Header.Get("Date"), "Mon, 01 Jun 2026 10:00:00 +0800"},
		"body":     {strings.TrimSpace(string(body)), "编号 2345 6789 0123 有新消息。"},
		"program":  {got.Header.Get("User-Agent") + got.Header.Get("X-Mailer"), ""},
	} {
		if have[0] != have[1] {
			t.Errorf("%s: %q, want %q", name, have[0], have[1])
		}
	}
}

// Whatever a server does that is not taking the mail: it is tried again, but for a
// recipient it says it does not know; and no error tells address or words.
func TestServersThatFail(t *testing.T) {
	for name, tc := range map[string]struct {
		server *server
		kind   portal.Kind
		taken  int
	}{
		"busy":                   {&server{answers: map[string]string{"MAIL": "451 later bao@example.org"}}, portal.KindUnavailable, 0},
		"refuses the sender":     {&server{answers: map[string]string{"MAIL": "550 no"}}, portal.KindUnavailable, 0},
		"recipient later":        {&server{answers: map[string]string{"RCPT": "450 later bao@example.org"}}, portal.KindUnavailable, 0},
		"recipient unknown":      {&server{answers: map[string]string{"RCPT": "550 who is bao@example.org"}}, portal.KindNotFound, 0},
		"no data":                {&server{answers: map[string]string{"DATA": "554 no"}}, portal.KindUnavailable, 0},
		"data later":             {&server{answers: map[string]string{".": "452 full"}}, portal.KindUnavailable, 1},
		"data refused":           {&server{answers: map[string]string{".": "554 no"}}, portal.KindUnavailable, 1},
		"nonsense":               {&server{answers: map[string]string{"EHLO": "您好", "HELO": "您好"}}, portal.KindUnavailable, 0},
		"hangs up at once":       {&server{cuts: "EHLO"}, portal.KindUnavailable, 0},
		"hangs up in the middle": {&server{cuts: "MIDDLE"}, portal.KindUnavailable, 0},
		"hangs up for the yes":   {&server{cuts: "."}, portal.KindUnavailable, 1},
		"late greeting":          {&server{hangs: "EHLO"}, portal.KindUnavailable, 0},
		"late in the middle":     {&server{hangs: "RCPT"}, portal.KindUnavailable, 0},
		"yes, then hangs up":     {&server{cuts: "RSET"}, "", 1},
		"yes, then no":           {&server{answers: map[string]string{"RSET": "500 no"}}, "", 1},
		"yes, then late":         {&server{hangs: "QUIT"}, "", 1},
		"yes twice":              {&server{answers: map[string]string{".": "250 taken\r\n250 taken"}}, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, tc.server)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if s.hangs != "" {
				go func() { <-s.quiet; cancel() }() // nobody waits any longer
			}
			err := channel(t, s, nil).Send(ctx, message)
			if portal.KindOf(err) != tc.kind || err != nil && strings.Contains(err.Error(), "bao") {
				t.Errorf("%v", err)
			}
			if taken := s.got(); len(taken) != tc.taken {
				t.Errorf("%d taken", len(taken))
			}
		})
	}
}

// A server that took the mail and hung up instead of saying so gets the very same one
// again, so that it or the reader's program knows it.
func TestAskedAgain(t *testing.T) {
	var taken []string
	for _, cut := range []string{".", ""} {
		s := start(t, &server{cuts: cut})
		err := channel(t, s, nil).Send(t.Context(), message)
		if (err == nil) != (cut == "") {
			t.Fatal(err)
		}
		taken = append(taken, s.got()...)
	}
	if len(taken) != 2 || taken[0] != taken[1] || !strings.Contains(taken[0], "Message-ID: <m1.mail@example.org>") {
		t.Errorf("not the same mail: %q", taken)
	}
}

func TestNoServer(t *testing.T) {
	s := start(t, &server{})
	ch := channel(t, s, nil)
	s.listener.Close()
	if err := ch.Send(t.Context(), message); !portal.Is(err, portal.KindUnavailable) {
		t.Error(err)
	}
}

func TestWriterFails(t *testing.T) {
	s := start(t, &server{})
	ch := channel(t, s, nil)
	ch.writer = written{portal.NotFound()}
	if err := ch.Send(t.Context(), message); !portal.Is(err, portal.KindNotFound) || len(s.got()) != 0 {
		t.Error(err)
	}
}

// An address that would write a header of its own is none.
func TestHostileAddress(t *testing.T) {
	s := start(t, &server{})
	for _, to := range []string{"a@example.org\r\nBcc: b@example.org", "", "nobody", "a@example.org, b@example.org"} {
		m := message
		m.To = to
		if err := channel(t, s, nil).Send(t.Context(), m); !portal.Is(err, portal.KindNotFound) {
			t.Errorf("%q: %v", to, err)
		}
	}
	if len(s.got()) != 0 {
		t.Error("taken")
	}
}

// Away from this machine nothing goes without TLS, and no password before it.
func TestTLS(t *testing.T) {
	cert, trusted := certificate(t)
	for name, tc := range map[string]struct {
		cert  *tls.Certificate
		trust *x509.CertPool
		kind  portal.Kind
	}{
		"offered": {cert, trusted, ""}, "not offered": {nil, trusted, portal.KindUnavailable},
		"of somebody else": {cert, x509.NewCertPool(), portal.KindUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, &server{cert: tc.cert})
			ch := channel(t, s, func(c *Config) { c.User, c.Password = "portal", "a password" })
			ch.tls = &tls.Config{RootCAs: tc.trust, ServerName: "127.0.0.1"}
			if ch.policy != gomail.TLSMandatory {
				t.Fatal("a password may go in clear")
			}
			err := ch.Send(t.Context(), message)
			if portal.KindOf(err) != tc.kind {
				t.Errorf("%v", err)
			}
			s.lock.Lock()
			defer s.lock.Unlock()
			if sent := len(s.taken) == 1 && len(s.auth) == 1; sent != (err == nil) {
				t.Errorf("%d taken, %d passwords", len(s.taken), len(s.auth))
			}
		})
	}
}

// certificate makes one for this machine and the pool that trusts it.
func certificate(t *testing.T) (*tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IsCA: true,
		BasicConstraintsValid: true, NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}, pool
}

func TestConfig(t *testing.T) {
	for name, tc := range map[string]struct {
		config Config
		good   bool
	}{
		"plain":             {Config{Server: "mail.example.org:587", From: "a@example.org"}, true},
		"password":          {Config{Server: "mail.example.org:587", From: "a@example.org", User: "u", Password: "p"}, true},
		"no port":           {Config{Server: "mail.example.org", From: "a@example.org"}, false},
		"no host":           {Config{Server: ":587", From: "a@example.org"}, false},
		"port in words":     {Config{Server: "mail.example.org:smtp", From: "a@example.org"}, false},
		"no sender":         {Config{Server: "mail.example.org:587"}, false},
		"user alone":        {Config{Server: "mail.example.org:587", From: "a@example.org", User: "u"}, false},
		"password alone":    {Config{Server: "mail.example.org:587", From: "a@example.org", Password: "p"}, false},
		"port out of range": {Config{Server: "mail.example.org:99999", From: "a@example.org"}, false},
	} {
		ch, err := New(tc.config, written{})
		if (err == nil) != tc.good || err != nil && !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && ch.policy != gomail.TLSMandatory {
			t.Errorf("%s: TLS is not required", name)
		}
	}
}
