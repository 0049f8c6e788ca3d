// Package hotline owns tickets of the two phone lines, 12385 and 12345: which
// kinds there are and what each promises, who may do what with one, its clocks,
// what happens when one is missed, and who is hidden from whom. Reference, states
// and history are portal/matter's, working days portal/deadline's. It must not
// know pages, words, a store, or how a message travels.
package hotline

import (
	"time"

	"changban/portal"
	"changban/portal/matter"
	"changban/portal/paper"
)

// Ticket is one concern from its first word to its reply. The clear fields are
// what the queue and the clocks need; Body is sealed with the person's key.
type Ticket struct {
	Ref     matter.Reference
	Person  string // whose it is, "" only where it is shielded
	Own     bool   // the person was made for this ticket alone: a caller without a file, or nobody to be known
	Starter string // identity that sent it, "" for a call or without signing in
	Taker   string // staff id of who took the call, "" else
	Key     string // of the form that began it
	Rev     int    // counts every write
	Type    Type
	Topic   Topic
	State   matter.State
	Place   portal.Place // decides where it goes
	Area    string       // street or sumu, "" when not said

	Urgent    bool   // danger, said in word and shape
	Anonymous bool   // no name and no phone: it is followed by its reference
	Shielded  bool   // who reports is hidden from who handles it
	Public    bool   // the reply may be shown without names
	About     string // unit complained about, "" else

	Unit     string // who has it now
	Assignee string // staff id, "" when nobody took it
	Away     bool   // handed to 12345's own system and not back yet
	Joined   matter.Reference
	Late     bool // a promised day was missed in this round

	Service  string // from which question it was asked, "" else
	Question string
	Draft    string

	Channel  portal.Channel
	Language string // of the page or the call
	Begun    time.Time
	Touched  time.Time // last write of a draft
	Sent     time.Time
	Opened   time.Time // of this round: sent, or reopened
	Clocks   Clocks
	Returned []string  // units that returned it
	Moves    int       // dispatches so far
	Redos    int       // times it was reopened
	Marks    []string  // reminders that were given, by round
	Next     time.Time // from when time itself has something to do, zero: never
	Body     Body
	Events   []matter.Event // oldest first
	Tell     []string       // identities that are told: who sent it, who the person is, whose phone it is; read with the ticket
	Version  int            // sequence number of the last event
}

// Body is everything personal in a ticket.
type Body struct {
	Name    string           `json:"name,omitempty"`
	Phone   string           `json:"phone,omitempty"`
	Relay   bool             `json:"relay,omitempty"` // somebody speaks for a caller who does not hear or speak
	ByWhom  string           `json:"by_whom,omitempty"`
	Ways    []string         `json:"ways,omitempty"` // how the reply is wanted: voice, sms, sign, web, post
	Mail    string           `json:"mail,omitempty"`
	Post    string           `json:"post,omitempty"`  // address for letters
	Code    string           `json:"code,omitempty"`  // with it, who did not sign in opens the ticket again
	Case    matter.Reference `json:"case,omitempty"`  // whose decision it was begun from
	About   string           `json:"about,omitempty"` // who is complained about, in the person's words
	Title   string           `json:"title"`
	Content string           `json:"content"`
	Where   string           `json:"where,omitempty"` // place in words
	Files   []paper.File     `json:"files,omitempty"` // photos and recordings
	Replies []Reply          `json:"replies,omitempty"`
	Ratings []Rating         `json:"ratings,omitempty"`
}

// Reply is what the office answers: coded and in words, in the person's language.
type Reply struct {
	Code     string       `json:"code"`
	Text     string       `json:"text"`
	Language string       `json:"language"`
	Files    []paper.File `json:"files,omitempty"`
	Spoken   bool         `json:"spoken,omitempty"` // said on the phone, logged here
	By       string       `json:"by"`               // staff id
	At       time.Time    `json:"at"`
}

// Rating is what the person says of a reply, from 1 to 5.
type Rating struct {
	Score   int       `json:"score"`
	Reasons []string  `json:"reasons,omitempty"`
	Note    string    `json:"note,omitempty"`
	At      time.Time `json:"at"`
}

// Low reports whether a rating brings the ticket back (services facts: 1-2).
func (r Rating) Low() bool { return r.Score <= 2 }

// HasMark reports whether a reminder was given in this round.
func (t Ticket) HasMark(name string) bool {
	for _, m := range t.Marks {
		if m == t.mark(name) {
			return true
		}
	}
	return false
}
