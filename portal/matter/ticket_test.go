package matter

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestTicketStatesAreTheFacts holds the table against that of the services facts
// and the rows that were added to it.
func TestTicketStatesAreTheFacts(t *testing.T) {
	text, err := os.ReadFile("testdata/ticket_moves.tsv")
	if err != nil {
		t.Fatal(err)
	}
	moves := map[[2]State]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		from, rest, _ := strings.Cut(line, "\t")
		to, _, _ := strings.Cut(rest, "\t")
		moves[[2]State{State(from), State(to)}] = true
	}
	if len(moves) != 33 {
		t.Errorf("%d moves", len(moves))
	}
	for _, from := range TicketStates() {
		for _, to := range TicketStates() {
			if want := from == to || moves[[2]State{from, to}]; MayTicket(from, to) != want {
				t.Errorf("%s to %s is %t", from, to, !want)
			}
		}
	}
	for move := range moves {
		for _, s := range move {
			if !slices.Contains(TicketStates(), s) {
				t.Errorf("%s is no state", s)
			}
		}
	}
}
