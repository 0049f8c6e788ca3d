package catalogue_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"changban/locales"
	"changban/portal"
	"changban/portal/catalogue"
)

const twoAnnouncements = `
- id: outage
  from: 2026-11-23 22:00
  until: 2026-11-24 06:00
  texts:
    zh-Hans: 今晚十点到明早六点，网上暂时办不了事。
    mn-Cyrl: Өнөө орой ажиллахгүй.
  phone: "12385"
- id: snow
  until: 2026-11-23
  texts: {zh-Hans: 下大雪，今天窗口关门。}
`

type still struct{ at time.Time }

func (s *still) Now() time.Time { return s.at }

func minute(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, portal.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func ids(list []catalogue.Announcement) string {
	var all []string
	for _, a := range list {
		all = append(all, a.ID)
	}
	return strings.Join(all, " ")
}

func TestAnnouncementsBeginAndEnd(t *testing.T) {
	clock := &still{minute(t, "2026-11-23 21:59")}
	b, err := catalogue.OpenBoard(clock, slog.New(slog.DiscardHandler), fstest.MapFS{"notices.yaml": {Data: []byte(twoAnnouncements)}})
	if err != nil {
		t.Fatal(err)
	}
	revisions := map[string]bool{}
	for _, tc := range []struct{ at, want string }{
		{"2026-11-23 21:59", "snow"}, {"2026-11-23 22:00", "outage snow"}, {"2026-11-23 23:59", "outage snow"},
		{"2026-11-24 00:00", "outage"}, {"2026-11-24 05:59", "outage"}, {"2026-11-24 06:00", ""},
	} {
		clock.at = minute(t, tc.at)
		list, revision := b.Now()
		if ids(list) != tc.want {
			t.Errorf("%s: %q, want %q", tc.at, ids(list), tc.want)
		}
		if (revision == "") != (tc.want == "") {
			t.Errorf("%s: revision %q", tc.at, revision)
		}
		revisions[revision] = true
	}
	if len(revisions) != 4 {
		t.Errorf("%d revisions, want one for every set: %v", len(revisions), revisions)
	}
}

// counting counts how often the file is looked at.
type counting struct {
	fstest.MapFS
	looks int
}

func (c *counting) Open(name string) (fs.File, error) {
	c.looks++
	return c.MapFS.Open(name)
}

func TestAChangeIsTakenUpAndABrokenOneIsNot(t *testing.T) {
	clock := &still{minute(t, "2026-11-23 22:30")}
	folder := &counting{MapFS: fstest.MapFS{}}
	var log bytes.Buffer
	b, err := catalogue.OpenBoard(clock, slog.New(slog.NewTextHandler(&log, nil)), folder)
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		folder.MapFS["notices.yaml"] = &fstest.MapFile{Data: []byte(text), ModTime: clock.at}
	}
	say := func(want string) string {
		t.Helper()
		list, revision := b.Now()
		if ids(list) != want {
			t.Errorf("%q is said, want %q", ids(list), want)
		}
		return revision
	}
	say("")
	write(twoAnnouncements)
	clock.at = clock.at.Add(9 * time.Second)
	folder.looks = 0
	for range 100 {
		say("")
	}
	if folder.looks != 0 {
		t.Errorf("the disk was looked at %d times within 10 seconds", folder.looks)
	}
	clock.at = clock.at.Add(time.Second)
	first := say("outage snow")

	write("- id: [broken 苏日娜")
	clock.at = clock.at.Add(10 * time.Second)
	if say("outage snow") != first {
		t.Error("a broken change is another revision")
	}
	if lines := strings.Count(log.String(), "\n"); lines != 1 || strings.Contains(log.String(), "苏日娜") {
		t.Errorf("log: %s", log.String())
	}
	clock.at = clock.at.Add(10 * time.Second)
	say("outage snow")
	if strings.Count(log.String(), "\n") != 1 {
		t.Error("the same broken file is told twice")
	}

	write(strings.Replace(twoAnnouncements, "关门", "开门", 1))
	clock.at = clock.at.Add(10 * time.Second)
	if say("outage snow") == first {
		t.Error("another text under the same id has the old revision")
	}
	delete(folder.MapFS, "notices.yaml")
	clock.at = clock.at.Add(10 * time.Second)
	say("")
}

func TestBrokenAnnouncementsNameTheirLine(t *testing.T) {
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	for reason, text := range map[string]string{
		"id must be":      "- texts: {zh-Hans: 雪}",
		"there twice":     "- {id: a, texts: {zh-Hans: 雪}}\n- {id: a, texts: {zh-Hans: 雨}}",
		"from must be":    "- {id: a, from: tomorrow, texts: {zh-Hans: 雪}}",
		"until must be a": "- {id: a, until: 2026-02-30, texts: {zh-Hans: 雪}}",
		"after from":      "- {id: a, from: 2026-11-24, until: 2026-11-23, texts: {zh-Hans: 雪}}",
		"needs zh-Hans":   "- {id: a, texts: {mn-Cyrl: Цас}}",
		"no language":     "- {id: a, texts: {zh-Hans: 雪, '../x': 雪}}",
		"is empty":        "- {id: a, texts: {zh-Hans: 雪, mn-Cyrl: ' '}}",
		"more than 300":   "- {id: a, texts: {zh-Hans: " + strings.Repeat("雪", 301) + "}}",
		"one line":        "- {id: a, texts: {zh-Hans: \"雪\\n雨\"}}",
		"phone must be":   "- {id: a, phone: 'javascript:1', texts: {zh-Hans: 雪}}",
		"more than 20":    strings.Repeat("- {id: a, texts: {zh-Hans: 雪}}\n", 21),
		"colour":          "- {id: a, colour: red, texts: {zh-Hans: 雪}}",
		"":                "id: a",
	} {
		folder := fstest.MapFS{"notices.yaml": {Data: []byte(text)}}
		found := catalogue.Check(catalogue.Embedded(), words, folder)
		if len(found) == 0 || !strings.Contains(found.Error(), reason) || found[0].Line == 0 {
			t.Errorf("%q: %v", reason, found)
		}
		_, err := catalogue.OpenBoard(&still{}, slog.New(slog.DiscardHandler), folder)
		var problems catalogue.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%q: the board opens: %v", reason, err)
		}
	}
	if found := catalogue.Check(catalogue.Embedded(), words, fstest.MapFS{"notices.yaml": {Data: []byte(twoAnnouncements)}}); len(found) > 0 {
		t.Errorf("%v", found)
	}
}
