// Package mail sends messages to a mail server over SMTP, each under an id that
// stays the same however often it is tried. It must not know what a message is
// about; its words come from the Writer.
package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/mail"
	"net/netip"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"changban/portal"
	"changban/portal/delivery"
)

// Config is where mail goes in. STARTTLS is required; a server on this machine that
// asks for no password does without.
type Config struct {
	Server   string // host:port
	From     string // address
	User     string // "" where the server asks for none
	Password string
}

// Server is the channel.
type Server struct {
	host   string
	port   int
	from   *mail.Address
	config Config
	policy gomail.TLSPolicy
	tls    *tls.Config // nil: the machine's authorities
	writer delivery.Writer
}

// New returns a channel to a mail server. KindInvalid for a server without a port, a
// sender that is no address, or a password without a user.
func New(c Config, w delivery.Writer) (*Server, error) {
	host, text, err := net.SplitHostPort(c.Server)
	port, bad := strconv.Atoi(text)
	from, wrong := mail.ParseAddress(c.From)
	switch {
	case err != nil || host == "" || bad != nil || port < 1 || port > 65535:
		return nil, invalid("the mail server must be host:port")
	case wrong != nil:
		return nil, invalid("the sender must be a mail address")
	case (c.User == "") != (c.Password == ""):
		return nil, invalid("user and password of the mail server belong together")
	}
	s := &Server{host: host, port: port, from: from, config: c, policy: gomail.TLSMandatory, writer: w}
	if ip, err := netip.ParseAddr(host); c.User == "" && (host == "localhost" || err == nil && ip.IsLoopback()) {
		s.policy = gomail.NoTLS
	}
	return s, nil
}

func invalid(why string) error { return portal.Because(portal.KindInvalid, errors.New(why)) }

// Send hands one mail to the server. An error names no address and no words:
// KindNotFound when the server knows no such recipient.
func (s *Server) Send(ctx context.Context, m delivery.Message) error {
	text, err := s.writer.Write(ctx, m)
	if err != nil {
		return err
	}
	letter, err := s.letter(m, text)
	if err != nil {
		return portal.Because(portal.KindNotFound, errors.New("an address that cannot be written to"))
	}
	client, err := s.client(ctx)
	if err != nil {
		return portal.Because(portal.KindInternal, errors.New("a mail client that cannot be made"))
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() { // what fails after the server took it is no failure
		return nil
	}
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.Reason == gomail.ErrSMTPRcptTo && refused.ErrorCode()/100 == 5 {
		return portal.Because(portal.KindNotFound, errors.New("the mail server knows no such recipient"))
	}
	return portal.Because(portal.KindUnavailable, errors.New("the mail server did not take the message"))
}

// letter is the mail. Date and id are the message's own: a second one is the same
// to the last byte.
func (s *Server) letter(m delivery.Message, text delivery.Text) (*gomail.Msg, error) {
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(s.from)
	if err := letter.To(m.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	letter.SetMessageIDWithValue(strings.ReplaceAll(m.ID, ":", ".") + "@" + domain)
	letter.SetDateWithValue(m.Created.In(portal.Zone()))
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetGenHeader("Content-Language", text.Language)
	letter.Subject(text.Subject)
	letter.SetBodyString(gomail.TypeTextPlain, text.Body)
	return letter, nil
}

// client is good for one mail: its connection ends with ctx, whatever the server
// does.
func (s *Server) client(ctx context.Context) (*gomail.Client, error) {
	_, domain, _ := strings.Cut(s.from.Address, "@")
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(delivery.SendTimeout), gomail.WithHELO(domain),
		gomail.WithTLSPolicy(s.policy), gomail.WithDialContextFunc(dial(ctx))}
	if s.tls != nil {
		options = append(options, gomail.WithTLSConfig(s.tls))
	}
	if s.config.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.config.User), gomail.WithPassword(s.config.Password))
	}
	return gomail.NewClient(s.host, options...)
}

// dial connects, and hangs up when ctx is over: the library looks at its own
// deadlines alone, and leaves a connection open that fails before it is greeted.
func dial(ctx context.Context) gomail.DialContextFunc {
	return func(dialing context.Context, network, address string) (net.Conn, error) {
		var dialer net.Dialer
		conn, err := dialer.DialContext(dialing, network, address)
		if err == nil {
			context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}
}
