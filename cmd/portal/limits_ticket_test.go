package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/web/webtest"
)

// TestBadTicketFiles: a ticket takes none of the files that an application does not
// take, says which, and keeps the words beside it and the good file before it.
func TestBadTicketFiles(t *testing.T) {
	c := startCast(t, "sqlite")
	c.beginLines()
	logged := c.listenToLog()
	words := c.words.Localizer("zh-Hans")
	file := func(name, kind string, data []byte) webtest.File {
		return webtest.File{Field: "files", Name: name, Kind: kind, Data: data}
	}
	bad := append(badFiles(t), badFile{"film", "a.mp4", "video/mp4", []byte("\x1aE\xdf\xa3\x01\x00\x00\x00"), "field.file.video"},
		badFile{"program as a recording", "a.mp3", "audio/mpeg", []byte("MZ\x90\x00\x03"), "field.file.kind"})
	for i, ticket := range []string{"@begun", "draft"} {
		path, who := c.ticketPath(ticket, "/words"), []string{"@begun", "told"}[i]
		c.client(t, who).PostFiles(path, form("content", saidBlocked), file("good.png", "image/png", picture(t))).Want(303)
		for _, f := range bad {
			t.Run(who+" "+f.title, func(t *testing.T) {
				a := c.client(t, who).PostFiles(path, form("content", saidMore, "title", saidNear), file(f.name, f.kind, f.data)).Want(422).Audit()
				says := words.Say(f.says, map[string]any{"Megabytes": 12}, nil)
				switch f.says {
				case "field.file.kind":
					says = "只收照片、PDF 和录音"
				case "field.file.too_large":
					says = "每个 12 MB 以内"
				}
				if !strings.Contains(a.Text(), says) {
					t.Errorf("%q is not said: %.300s", says, a.One("main").Text())
				}
				if a.One("textarea").Text() != saidMore || a.One("[name=title]").Attr("value") != saidNear || len(a.Doc().All("ul.files li")) != 1 {
					t.Error("what stood there is gone")
				}
			})
		}
		a := c.client(t, who).PostFiles(path, form("content", saidMore), slices.Repeat([]webtest.File{file("a.png", "image/png", bytes.Repeat([]byte{1}, 100))}, 7)...)
		a.Want(422).Audit()
	}
	c.client(t, "told").Get(c.ticketPath("draft", "/"+missing)).Want(404)
	silent(t, logged, []string{"alert(1)", "<b>", "a.heic", saidMore})
	floor.Count(t, "bad files", 2*len(bad))
}

// TestReplayedTickets: the same post of a person or an operator again is told the
// same and makes nothing new; what is over takes nothing, and keeps what was typed.
func TestReplayedTickets(t *testing.T) {
	c := startCast(t, "sqlite")
	c.beginLines()
	for _, d := range []struct{ ticket, who string }{{"@whole", "@whole"}, {"draft", "told"}} {
		client, check := c.client(t, d.who), c.ticketPath(d.ticket, "/check")
		key := portal.NewID()
		first := client.Post(check, form("_key", key, "join", "no")).Want(303).Header.Get("Location")
		for _, k := range []string{key, key, portal.NewID()} {
			client.Post(check, form("_key", k, "join", "no")).WantTo(first)
		}
		client.Post(c.ticketPath(d.ticket, "/words"), form("content", saidMore)).WantTo(first)
		note := form("_key", portal.NewID(), "note", saidMore)
		led := client.Post(c.ticketPath(d.ticket, "/note"), note).Want(303).Header.Get("Location")
		client.Post(c.ticketPath(d.ticket, "/note"), note).WantTo(led)
		got, err := c.store.Ticket(t.Context(), c.held[d.ticket].Ref)
		c.must(err)
		if len(got.Events) != 2 || got.Body.Content != saidBlocked {
			t.Errorf("%s: %d rows, %q", d.ticket, len(got.Events), got.Body.Content)
		}
	}
	over := c.client(t, "@back").Post(c.ticketPath("@back", "/note"), form("_key", portal.NewID(), "note", saidMore)).Want(409).Audit()
	over.WantText("情况变了")
	c.replayedCall(t)
}

// replayedCall: a call that is begun, sent or acted on twice is one ticket.
func (c *cast) replayedCall(t *testing.T) {
	client, begin := c.client(t, operatorNumber), form("_key", portal.NewID(), "phone", "139 0000 4321", "content", saidRamp)
	at := client.Post("/zh-Hans/desk/intake", begin).Want(303).Header.Get("Location")
	client.Post("/zh-Hans/desk/intake", begin).WantTo(at)
	call := c.taken(ramp())
	path := "/zh-Hans/desk/tickets/" + string(call.Ref)
	note := form("_key", portal.NewID(), "note", saidRemark)
	led := client.Post(path+"/note", note).Want(303).Header.Get("Location")
	client.Post(path+"/note", note).WantTo(led)
	got, err := c.store.Ticket(t.Context(), call.Ref)
	c.must(err)
	if len(got.Events) != 2 {
		t.Errorf("%d rows after one word", len(got.Events))
	}
	late := client.Post(path+"/"+string(hotline.Close), form("_key", portal.NewID(), "note", saidRemark)).Want(409).Audit()
	late.WantText(saidRemark)
}
