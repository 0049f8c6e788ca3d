package relation

import (
	"encoding/json"

	"changban/portal"
	"changban/portal/hotline"
	"changban/portal/matter"
	"changban/portal/seal"
)

// ticketColumns are read after ownerColumns.
const (
	ticketColumns = "t.ref, t.person, t.own, t.starter, t.taker, t.start_key, t.rev, t.type, t.topic, t.state, t.place, t.area," +
		" t.urgent, t.anonymous, t.shielded, t.public, t.about, t.unit, t.assignee, t.away, t.joined, t.late, t.service, t.question," +
		" t.draft, t.channel, t.language, t.begun, t.touched, t.sent, t.opened, t.next_at, t.moves, t.redos, t.version, t.rest, t.body"
	ticketFrom = " from ticket t join person p on p.id = t.person"
)

func ticketPlace(ref matter.Reference) seal.Where {
	return seal.Where{Table: "ticket", Column: "body", Row: string(ref)}
}

// ticketRest is what no list asks for: days and codes.
type ticketRest struct {
	Clocks   hotline.Clocks `json:"clocks"`
	Returned []string       `json:"returned,omitempty"`
	Marks    []string       `json:"marks,omitempty"`
}

// ticketRow reads ticketColumns.
func ticketRow(c *cursor, k seal.PersonKey) (hotline.Ticket, error) {
	t := hotline.Ticket{Ref: matter.Reference(c.text()), Person: c.text(), Own: c.flag(), Starter: c.text(), Taker: c.text(), Key: c.text(),
		Rev: c.int(), Type: hotline.Type(c.text()), Topic: hotline.Topic(c.text()), State: matter.State(c.text()),
		Place: portal.Place(c.text()), Area: c.text(), Urgent: c.flag(), Anonymous: c.flag(), Shielded: c.flag(), Public: c.flag(),
		About: c.text(), Unit: c.text(), Assignee: c.text(), Away: c.flag(), Joined: matter.Reference(c.text()), Late: c.flag(),
		Service: c.text(), Question: c.text(), Draft: c.text(), Channel: portal.Channel(c.text()), Language: c.text(),
		Begun: c.time(), Touched: c.time(), Sent: c.time(), Opened: c.time(), Next: c.time(), Moves: c.int(), Redos: c.int(), Version: c.int()}
	var rest ticketRest
	if err := json.Unmarshal([]byte(c.text()), &rest); err != nil {
		return t, portal.Because(portal.KindInternal, err)
	}
	t.Clocks, t.Returned, t.Marks = rest.Clocks, rest.Returned, rest.Marks
	var err error
	t.Body, err = openJSON[hotline.Body](k, ticketPlace(t.Ref), c.bytes())
	return t, err
}

// fixedTicketSets are the columns that a ticket keeps for life.
func fixedTicketSets(t hotline.Ticket) []set {
	return []set{{"ref", string(t.Ref)}, {"person", t.Person}, {"own", bit(t.Own)}, {"taker", t.Taker}, {"start_for", startFor(t)},
		{"start_key", t.Key}, {"begun", micros(t.Begun)}, {"gone", int64(0)}}
}

// startFor tells beginnings with one key apart: the person, but not its own one,
// which is another each time.
func startFor(t hotline.Ticket) string {
	if t.Own {
		return ""
	}
	return t.Person
}

// movingTicketSets are the columns that any write may change.
func (s *Store) movingTicketSets(k seal.PersonKey, t hotline.Ticket) []set {
	phone, four := s.phoneIndexes(t)
	return []set{{"starter", t.Starter}, {"type", string(t.Type)}, {"topic", string(t.Topic)}, {"state", string(t.State)},
		{"place", string(t.Place)}, {"area", t.Area}, {"urgent", bit(t.Urgent)}, {"anonymous", bit(t.Anonymous)},
		{"shielded", bit(t.Shielded)}, {"public", bit(t.Public)}, {"about", t.About}, {"unit", t.Unit}, {"assignee", t.Assignee},
		{"away", bit(t.Away)}, {"joined", string(t.Joined)}, {"late", bit(t.Late)}, {"service", t.Service},
		{"question", t.Question}, {"draft", t.Draft}, {"channel", string(t.Channel)}, {"language", t.Language},
		{"touched", micros(t.Touched)}, {"sent", micros(t.Sent)}, {"opened", micros(t.Opened)}, {"next_at", micros(t.Next)},
		{"sign_by", string(t.Clocks.SignBy)}, {"reply_by", string(t.Clocks.ReplyBy)}, {"call_by", string(t.Clocks.CallBy)},
		{"replied", string(t.Clocks.Replied)}, {"moves", int64(t.Moves)}, {"redos", int64(t.Redos)}, {"rest", restText(t)},
		{"phone_bix", null(phone)}, {"four_bix", null(four)}, {"body", sealJSON(k, ticketPlace(t.Ref), t.Body)}}
}

// phoneIndexes are what a ticket is found by: who proves its phone, and at the
// desk of its place by the last four digits; nothing when nobody is to be known.
func (s *Store) phoneIndexes(t hotline.Ticket) (phone, four []byte) {
	if t.Anonymous {
		return nil, nil
	}
	return s.blind(seal.BlindPhone, seal.Phone(t.Body.Phone)), s.blind(seal.BlindLastFour, seal.LastFour(string(t.Place), t.Body.Phone))
}

func restText(t hotline.Ticket) string {
	raw, err := json.Marshal(ticketRest{t.Clocks, t.Returned, t.Marks})
	if err != nil {
		panic(err) // days and codes
	}
	return string(raw)
}
