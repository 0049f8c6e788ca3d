// Package sms sends texts and voice calls to a gateway: one HTTP post each, signed,
// with an id that stays the same however often it is tried. It must not know what
// a message is about; its words come from the Writer. docs/gateway.md is the page
// for who runs the gateway.
package sms

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"changban/portal"
	"changban/portal/delivery"
)

// Headers of a post. The signature is the HMAC-SHA256, in hexadecimal, of the time,
// a full stop and the body.
const (
	HeaderTime      = "Portal-Time" // seconds since 1970
	HeaderSignature = "Portal-Signature"
)

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 4 << 10

// Gateway is the channel.
type Gateway struct {
	url    string
	secret []byte
	client *http.Client
	clock  portal.Clock
	writer delivery.Writer
}

// New returns a channel to the gateway at address, which must be https, or http on
// this machine. KindInvalid for another address or an empty secret.
func New(address, secret string, clock portal.Clock, w delivery.Writer) (*Gateway, error) {
	u, err := url.Parse(address)
	local := err == nil && u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !local:
		return nil, portal.Because(portal.KindInvalid, errors.New("the gateway's address must begin with https://"))
	case len(secret) < 16:
		return nil, portal.Because(portal.KindInvalid, errors.New("the gateway's secret is shorter than 16 characters"))
	}
	client := &http.Client{
		Timeout:       delivery.SendTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Gateway{url: address, secret: []byte(secret), client: client, clock: clock, writer: w}, nil
}

// post is the body of a post. Kind is the message's road: sms or call.
type post struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	To       string `json:"to"`
	Text     string `json:"text"`
	Language string `json:"language"`
}

// answer is what a gateway says. Anything else than the id and true is a failure:
// the message is tried again under the same id.
type answer struct {
	ID       string `json:"id"`
	Accepted bool   `json:"accepted"`
}

// Send posts one message. An error names no number and no words.
func (g *Gateway) Send(ctx context.Context, m delivery.Message) error {
	text, err := g.writer.Write(ctx, m)
	if err != nil {
		return err
	}
	body, err := json.Marshal(post{ID: m.ID, Kind: string(m.Road), To: m.To, Text: text.Body, Language: text.Language})
	if err != nil {
		return portal.Because(portal.KindInternal, errors.New("a message that cannot be written"))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return portal.Because(portal.KindInternal, errors.New("a request that cannot be made"))
	}
	at := strconv.FormatInt(g.clock.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(HeaderTime, at)
	req.Header.Set(HeaderSignature, Sign(g.secret, at, body))
	res, err := g.client.Do(req)
	if err != nil {
		return portal.Because(portal.KindUnavailable, errors.New("the gateway does not answer"))
	}
	defer res.Body.Close()
	return read(res, m.ID)
}

// read judges an answer.
func read(res *http.Response, id string) error {
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil || len(text) > maxAnswer || res.StatusCode/100 != 2 {
		return portal.Because(portal.KindUnavailable, fmt.Errorf("the gateway answers %d", res.StatusCode))
	}
	var a answer
	if err := json.Unmarshal(text, &a); err != nil || a.ID != id || !a.Accepted {
		return portal.Because(portal.KindUnavailable, errors.New("the gateway did not accept the message"))
	}
	return nil
}

// Sign returns the signature of a post.
func Sign(secret []byte, at string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(at + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// Fresh reports whether a post was signed with the secret within a minute of now:
// what a gateway checks before it sends.
func Fresh(secret []byte, at, signature string, body []byte, now time.Time) bool {
	seconds, err := strconv.ParseInt(at, 10, 64)
	off := now.Sub(time.Unix(seconds, 0)).Abs()
	return err == nil && off <= time.Minute && hmac.Equal([]byte(Sign(secret, at, body)), []byte(signature))
}
