package hotline

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"changban/portal/matter"
	"changban/portal/paper"
)

// SeenBy is a ticket as somebody may see it: who handles or judges a shielded one
// sees what it says and not who says it. Its code is the caller's alone.
func (t Ticket) SeenBy(p Part) Ticket {
	if p != Caller {
		t.Body.Code = ""
	}
	if !t.Shielded || p == Caller || p == Operator {
		return t
	}
	t.Person, t.Starter, t.Draft = "", "", ""
	t.Body.Name, t.Body.Phone, t.Body.ByWhom, t.Body.Mail, t.Body.Post, t.Body.Case = "", "", "", "", "", ""
	t.Body.Files = unnamed(t.Body.Files)
	t.Events = slices.Clone(t.Events)
	for i, e := range t.Events {
		if t.Events[i].Person = ""; isCaller(e) {
			t.Events[i].Actor.ID = ""
		}
	}
	return t
}

// unnamed are files without the names that the sender gave them, which may be the
// sender's own.
func unnamed(files []paper.File) []paper.File {
	files = slices.Clone(files)
	for i, f := range files {
		files[i].Name = strconv.Itoa(i+1) + path.Ext(f.Name)
	}
	return files
}

// isCaller reports whether the row is of the side that is shielded.
func isCaller(e matter.Event) bool {
	switch Action(e.Action) {
	case Accept, Rate, Reopen, Withdraw, Join, Note:
		return e.Unit == ""
	}
	return false
}

// Answered is what may be shown to everybody: the concern's title is not, for it
// may name people; topic, place and the last reply are. False when the person did
// not agree or nothing was replied.
func (t Ticket) Answered() (Reply, bool) {
	n := len(t.Body.Replies)
	if !t.Public || n == 0 || t.Shielded {
		return Reply{}, false
	}
	last := t.Body.Replies[n-1]
	last.By, last.Files = "", nil
	return last, true
}

// alike is from which likeness on two tickets may be the same concern.
const alike = 0.4

// Twins returns which of other open tickets may be the same concern, the likest
// first: about the same topic in the same place, in similar words. They are shown,
// and joined only by choice (services facts: never rejected as nuisance).
func (t Ticket) Twins(others []Ticket) []Ticket {
	type found struct {
		ticket Ticket
		like   float64
	}
	own := pairs(t.Body.Title + " " + t.Body.Content + " " + t.Body.Where)
	var twins []found
	for _, o := range others {
		if o.Ref == t.Ref || o.Topic != t.Topic || o.Place != t.Place || o.Joined != "" || !slices.Contains(handling(), o.State) {
			continue
		}
		if like := likeness(own, pairs(o.Body.Title+" "+o.Body.Content+" "+o.Body.Where)); like >= alike {
			twins = append(twins, found{o, like})
		}
	}
	slices.SortStableFunc(twins, func(a, b found) int { return cmp.Compare(b.like, a.like) })
	list := make([]Ticket, len(twins))
	for i, f := range twins {
		list[i] = f.ticket
	}
	return list
}

// pairs are the neighbouring letters of a text, which tell texts of any script
// apart without knowing its words.
func pairs(text string) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	var last rune
	for _, c := range strings.ToLower(text) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			last = 0
			continue
		}
		if last != 0 {
			set[[2]rune{last, c}] = true
		}
		last = c
	}
	return set
}

// likeness is the share of pairs that the smaller of two texts has in the other.
func likeness(a, b map[[2]rune]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	both := 0
	for p := range a {
		if b[p] {
			both++
		}
	}
	return float64(both) / float64(len(a))
}
