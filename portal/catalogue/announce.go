package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"changban/portal"
)

// AnnouncementsFile is the file of an operator's folder that holds what every page
// says at its top: an outage, a flood, an office that is closed.
const AnnouncementsFile = "notices.yaml"

// Limits of announcements: they stand before everything else, on a phone too.
const (
	maxAnnouncements = 20  // in the file
	maxAnnouncement  = 300 // characters of one text
)

// Announcement is one entry of the file. From and Until are a day (2026-11-23) or
// a minute (2026-11-23 22:00) in Asia/Shanghai; a day's Until lasts to its end, and
// either may be missing. Texts are by language tag; the Chinese one must be there.
type Announcement struct {
	ID    string
	From  string
	Until string
	Texts map[string]string
	Phone string
}

// announcements reads the file of a folder; without it there are none.
func announcements(fsys fs.FS) ([]Announcement, Problems) {
	raw, err := fs.ReadFile(fsys, AnnouncementsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, Problems{{AnnouncementsFile, 0, err.Error()}}
	}
	var tree yaml.Node
	var list []Announcement
	if err := yaml.Load(raw, &tree); err != nil {
		return nil, yamlProblems(AnnouncementsFile, err)
	}
	if err := tree.Load(&list, yaml.WithKnownFields()); err != nil {
		return nil, yamlProblems(AnnouncementsFile, err)
	}
	return list, checkAnnouncements(list, document{tree: &tree})
}

func checkAnnouncements(list []Announcement, d document) Problems {
	var found Problems
	if len(list) > maxAnnouncements {
		found = append(found, Problem{AnnouncementsFile, d.line(maxAnnouncements), fmt.Sprintf("more than %d announcements", maxAnnouncements)})
	}
	for i, a := range list {
		for _, reason := range a.wrong() {
			found = append(found, Problem{AnnouncementsFile, d.line(i), reason})
		}
		if slices.ContainsFunc(list[:i], func(b Announcement) bool { return a.ID == b.ID }) {
			found = append(found, Problem{AnnouncementsFile, d.line(i, "id"), fmt.Sprintf("id %q is there twice", a.ID)})
		}
	}
	return found
}

// wrong lists what cannot stand in an announcement.
func (a Announcement) wrong() []string {
	var reasons []string
	must := func(ok bool, reason string) {
		if !ok {
			reasons = append(reasons, reason)
		}
	}
	from, errFrom := instant(a.From, false)
	until, errUntil := instant(a.Until, true)
	must(regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`).MatchString(a.ID), "id must be small letters, digits and -")
	must(errFrom == nil, "from must be a day or a minute, such as 2026-11-23 22:00")
	must(errUntil == nil, "until must be a day or a minute, such as 2026-11-23 22:00")
	must(a.From == "" || a.Until == "" || errFrom != nil || errUntil != nil || from.Before(until), "until must be after from")
	must(a.Texts[source] != "", "texts needs "+source)
	must(regexp.MustCompile(`^[0-9]{0,12}$`).MatchString(a.Phone), "phone must be digits")
	for tag, text := range a.Texts {
		must(regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?$`).MatchString(tag), fmt.Sprintf("%q is no language", tag))
		must(strings.TrimSpace(text) != "", fmt.Sprintf("the text in %s is empty", tag))
		must(utf8.RuneCountInString(text) <= maxAnnouncement, fmt.Sprintf("the text in %s has more than %d characters", tag, maxAnnouncement))
		must(!strings.ContainsFunc(text, unicode.IsControl), fmt.Sprintf("the text in %s is more than one line", tag))
	}
	return reasons
}

// instant reads a day or a minute; "" is the zero time.
func instant(text string, end bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.ParseInLocation("2006-01-02 15:04", text, portal.Zone()); err == nil {
		return at, nil
	}
	day, err := portal.ParseDay(text)
	if err == nil && end {
		return day.End(), nil
	}
	return day.Time(), err
}

// at reports whether the announcement is to be said at an instant.
func (a Announcement) at(now time.Time) bool {
	from, _ := instant(a.From, false) // both were checked when they were read
	until, _ := instant(a.Until, true)
	return !now.Before(from) && (until.IsZero() || now.Before(until))
}
