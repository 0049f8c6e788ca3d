package delivery

import (
	"cmp"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"changban/portal"
)

// Wish is how somebody wants to be told of things besides the portal, with the
// numbers and addresses for it. It is sealed where it is kept.
type Wish struct {
	Identity string `json:"-"` // "" for somebody without one
	Phone    string `json:"-"` // of the identity, digits
	Language string `json:"-"` // "" where the identity's choice holds
	Roads    []Road `json:"roads"`
	Mail     string `json:"mail,omitempty"`
	Post     string `json:"post,omitempty"`  // address for letters, in lines
	Voice    string `json:"voice,omitempty"` // number for calls, "" for Phone
	// Hard: hearing or speaking is hard, so that a call is never the only road.
	Hard  bool  `json:"hard,omitempty"`
	Own   bool  `json:"-"` // of the person itself, whoever helps; where it is asked
	Quiet Quiet `json:"quiet"`
}

// DefaultWish is what holds for whoever never said anything.
func DefaultWish() Wish {
	return Wish{Roads: []Road{SMS}, Quiet: Quiet{From: 21 * 60, To: 8 * 60}}
}

// Choices lists the roads that may be wished for, in page order.
func Choices() []Road { return []Road{SMS, Mail, Call, Letter} }

// Ways lists the roads a message takes besides the portal, in the order of
// Choices: those wished for that lead anywhere, and a text beside a call that
// somebody may not hear.
func (w Wish) Ways() []Road {
	var ways []Road
	for _, road := range Choices() {
		if slices.Contains(w.Roads, road) && w.Address(road) != "" {
			ways = append(ways, road)
		}
	}
	if w.Hard && slices.Equal(ways, []Road{Call}) && w.Phone != "" {
		ways = []Road{SMS, Call}
	}
	return ways
}

// Address is the number or address of a road, "" when there is none.
func (w Wish) Address(road Road) string {
	switch road {
	case SMS:
		return w.Phone
	case Mail:
		return w.Mail
	case Call:
		return cmp.Or(w.Voice, w.Phone)
	case Letter:
		return w.Post
	}
	return ""
}

// Longest addresses that are kept, in characters.
const (
	maxMail = 254
	maxPost = 300
)

// Check says what of a wish cannot be kept, by the fields roads, mail, post,
// voice and quiet: portal.FieldErrors with words notice.wish.….
func (w Wish) Check() error {
	var faults portal.FieldErrors
	wrong := func(bad bool, field string) {
		if bad {
			faults = append(faults, portal.FieldError{Field: field, Message: portal.Msg("notice.wish."+field, "Example", "name@example.com")})
		}
	}
	unknown := slices.ContainsFunc(w.Roads, func(r Road) bool { return !slices.Contains(Choices(), r) })
	wrong(unknown, "roads")
	wrong(!isMail(w.Mail) && (w.Mail != "" || slices.Contains(w.Roads, Mail)), "mail")
	wrong(utf8.RuneCountInString(w.Post) > maxPost || w.Post == "" && slices.Contains(w.Roads, Letter), "post")
	wrong(w.Voice != "" && (len(w.Voice) < 5 || len(w.Voice) > 15), "voice")
	wrong(min(w.Quiet.From, w.Quiet.To) < 0 || max(w.Quiet.From, w.Quiet.To) >= day, "quiet")
	return faults.OrNil()
}

// isMail reports whether text is one address and nothing beside it.
func isMail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && len(text) <= maxMail
}

// Names of values that carry the wish of somebody without an identity. No template
// reads them; codes for signing in have the phone under the name that it reads.
const (
	keyPhone    = "_phone"
	keyMail     = "_mail"
	keyPost     = "_post"
	keyRoads    = "_roads"
	keyLanguage = "_language"
	codePhone   = "Phone"
)

// Carry adds the wish of somebody without an identity to the values of a message.
// Quiet time is the usual one.
func (w Wish) Carry(data map[string]string) map[string]string {
	out := maps.Clone(data)
	if out == nil {
		out = map[string]string{}
	}
	roads := make([]string, len(w.Roads))
	for i, road := range w.Roads {
		roads[i] = string(road)
	}
	for name, value := range map[string]string{keyPhone: w.Phone, keyMail: w.Mail, keyPost: w.Post, keyLanguage: w.Language,
		keyRoads: strings.Join(roads, " ")} {
		if value != "" {
			out[name] = value
		}
	}
	return out
}

// Carried reads the wish that a message itself carries; false when it has none.
func Carried(data map[string]string) (Wish, bool) {
	w := DefaultWish()
	w.Phone, w.Mail, w.Post = cmp.Or(data[keyPhone], data[codePhone]), data[keyMail], data[keyPost]
	w.Language, w.Roads = data[keyLanguage], nil
	for name := range strings.FieldsSeq(data[keyRoads]) {
		w.Roads = append(w.Roads, Road(name))
	}
	return w, len(w.Roads) > 0 || w.Phone+w.Mail+w.Post != ""
}

// Quiet is a time of the day, in minutes since midnight in the portal's zone, in
// which texts and calls wait; From after To goes over midnight, equal is never.
type Quiet struct {
	From int `json:"from"`
	To   int `json:"to"`
}

const day = 24 * 60

// Until is the end of the quiet time that an instant lies in, else the instant.
func (q Quiet) Until(at time.Time) time.Time {
	local := at.In(portal.Zone())
	passed := ((local.Hour()*60+local.Minute()-q.From)%day + day) % day
	long := ((q.To-q.From)%day + day) % day
	if passed >= long {
		return at
	}
	begun := local.Truncate(time.Minute)
	return begun.Add(time.Duration(long-passed) * time.Minute).UTC()
}

// waits reports whether a message keeps the quiet time of who is told.
func (m Message) waits() bool { return !m.Urgent && (m.Road == SMS || m.Road == Call) }

// along is the message that carries m to somebody by a further road. Its id says
// which, so that however often it is thought of it is written once.
func (m Message) along(road Road, w Wish, now time.Time) Message {
	n := m
	n.ID = m.ID + ":" + string(road)
	if w.Identity != m.Recipient {
		n.ID += ":" + w.Identity
	}
	n.Recipient, n.Road, n.Language = w.Identity, road, w.Language
	if w.Identity == "" && w.Language == "" {
		n.Language = m.Language
	}
	n.State, n.Attempts, n.Code, n.Next = Queued, 0, "", now
	if road == Letter {
		n.State = Waiting
	}
	if n.waits() {
		n.Next = w.Quiet.Until(now)
	}
	return n
}
