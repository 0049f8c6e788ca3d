package main

import (
	"strings"
	"testing"

	"changban/a11y/floor"
	"changban/portal/web/webtest"
)

// TestProofLinks asks for what every link of every page leads to, as the same
// reader: once for each reader and address, in both modes.
func TestProofLinks(t *testing.T) {
	floor.Part(t, "a pages")
	c := startCast(t, "sqlite")
	asked := map[string]bool{}
	for _, s := range c.oneMore(c.pagesOf(), "", "esl") {
		for _, link := range c.take(t, s.shot, prefer(s.look)).Doc().All("a[href]") {
			if s.status() == 404 && link.Has("hreflang") {
				continue // to the same error in another language
			}
			c.follow(t, s.shot, link.Attr("href"), asked)
		}
	}
	if dead(c.client(t, "").Get("/zh-Hans/"+missing)) == "" {
		t.Error("an address that is not there is not seen")
	}
	floor.Count(t, "links", len(asked))
}

// follow asks for an address of ours unless the reader has asked before.
func (c *cast) follow(t *testing.T, s shot, to string, asked map[string]bool) {
	t.Helper()
	to, _, _ = strings.Cut(to, "#")
	if !strings.HasPrefix(to, "/") || asked[s.who+" "+to] {
		return
	}
	asked[s.who+" "+to] = true
	if why := dead(c.client(t, s.who).Get(to)); why != "" {
		t.Errorf("%s leads to %s: %s", s.name, to, why)
	}
}

// dead tells why a link is of no use; "" when it is.
func dead(a webtest.Answer) string {
	switch {
	case a.Status == 404:
		return "not there"
	case a.Status == 405:
		return "not to be asked for"
	case a.Status >= 500:
		return "broken"
	}
	return ""
}
