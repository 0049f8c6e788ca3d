package hotline

import (
	"slices"
	"testing"

	"changban/portal"
	"changban/portal/matter"
	"changban/portal/office"
)

// Each step of the table is a move of the facts, and each move has somebody who
// can make it.
func TestStepsAreTheFactsMoves(t *testing.T) {
	made := map[[2]matter.State]bool{}
	for _, s := range steps() {
		if len(s.parts) == 0 || len(s.from) == 0 {
			t.Errorf("%s: nobody, or nowhere", s.action)
		}
		for _, from := range s.from {
			if made[[2]matter.State{from, s.to}] = true; s.to != "" && !matter.MayTicket(from, s.to) {
				t.Errorf("%s leads from %s to %s", s.action, from, s.to)
			}
		}
	}
	for _, from := range matter.TicketStates() {
		for _, to := range matter.TicketStates() {
			if from != to && matter.MayTicket(from, to) && !made[[2]matter.State{from, to}] {
				t.Errorf("nobody leads from %s to %s", from, to)
			}
		}
	}
}

// Whoever does whatever in whatever state: the ticket that was read stays as it
// was, and what comes of it is a state of the table.
func TestNothingElseHappens(t *testing.T) {
	r := rules(t)
	for _, state := range matter.TicketStates() {
		for _, s := range steps() {
			for _, part := range []Part{Caller, Operator, Handler, Reviewer, Supervisor, Clock} {
				before := Ticket{Ref: "200000000004", State: state, Type: Complaint, Topic: "card", Unit: "u", Opened: monday, Sent: monday,
					Marks: make([]string, 0, 4), Returned: make([]string, 0, 4), Clocks: Clocks{Limits: Limits{1, 10, 5}, Dispatched: "2026-06-01", ReplyBy: "2026-06-15", Asked: "2026-06-01", Closed: "2026-06-01"}}
				after, event, err := r.Do(before, Act{Action: s.action, Part: part, Unit: "u", Target: "v", Reasons: []string{"x"}, At: monday,
					Reply: Reply{Code: "a", Text: "b"}, Rating: Rating{Score: 2}})
				if err != nil {
					continue
				}
				if !matter.MayTicket(state, after.State) || event.From != state || event.To != after.State || !slices.Contains(s.parts, part) {
					t.Errorf("%s by %s in %s: %s", s.action, part, state, after.State)
				}
				if len(before.Marks)+len(before.Returned)+len(before.Body.Replies) > 0 || before.State != state {
					t.Errorf("%s changed what was read", s.action)
				}
			}
		}
	}
}

func TestKinds(t *testing.T) {
	for _, k := range Kinds() {
		if got, known := KindOf(k.Type); !known || got != k || LimitsOf(defaults(), k.Type).Sign < 1 || LimitsOf(defaults(), k.Type).Decide < 1 {
			t.Errorf("%+v", k)
		}
	}
	if _, known := KindOf("x"); known {
		t.Error("x is a type")
	}
}

func TestWhatCannotBeSent(t *testing.T) {
	text := Body{Content: "坡道", Phone: "1"}
	for why, said := range map[string]Ticket{
		"type":      {Type: "x", Body: text},
		"content":   {Type: Help, Body: Body{Phone: "1"}},
		"phone":     {Type: Help, Body: Body{Content: "坡道"}},
		"name":      {Type: Help, Anonymous: true, Body: Body{Content: "坡道"}},
		"anonymous": {Type: Report, Anonymous: true, Body: text},
	} {
		if _, _, err := rules(t).Send(said, Limits{}, portal.Actor{}, "k", monday); !portal.Is(err, portal.KindInvalid) || saidOf(err) != "hotline.missing."+why {
			t.Errorf("%s: %v", why, err)
		}
	}
	begin(t, Ticket{Type: Report, Topic: "rights", Anonymous: true, Own: true})
}

func TestRoute(t *testing.T) {
	places, err := office.LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	units, err := office.LoadTree(places, true)
	if err != nil {
		t.Fatal(err)
	}
	for want, ticket := range map[string]Ticket{
		"donghe-housing":         {Topic: "access", Place: "150202"},
		"erenhot-federation":     {Topic: "card", Place: "152501"},
		"donghe-federation":      {Topic: "other", Place: "150202"},
		"xilingol-federation":    {Topic: "card", Place: "152501", About: "erenhot-federation"},
		"erenhot-civil-affairs":  {Topic: "subsidy", Place: "152501"},
		"donghe-human-resources": {Topic: "job", Place: "150202"},
	} {
		if u, err := Route(ticket, units); err != nil || u.ID != want {
			t.Errorf("%+v goes to %s, want %s; %v", ticket, u.ID, want, err)
		}
	}
}

func TestTwins(t *testing.T) {
	concern := func(ref matter.Reference, content string) Ticket {
		return Ticket{Ref: ref, Topic: "access", Place: "152501", State: matter.Dispatched, Body: Body{Content: content}}
	}
	own := concern("1", "团结小区东门的坡道被三轮车堵住，轮椅下不去")
	same := concern("2", "东门坡道堵住了，轮椅过不去，团结小区")
	moved, joined := same, same
	moved.Place, joined.Ref, joined.Joined = "150202", "3", "2"
	list := own.Twins([]Ticket{own, concern("4", "公交车没有报站"), moved, joined, same})
	if len(list) != 1 || list[0].Ref != "2" {
		t.Errorf("%v", list)
	}
	if n := len(concern("5", "！！").Twins([]Ticket{same})); n != 0 {
		t.Errorf("%d without words", n)
	}
}
