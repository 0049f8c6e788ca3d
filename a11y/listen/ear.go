package listen

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// How long to wait. Nothing waits for patience when all goes well; two cores may
// be busy with other tests.
const (
	patience = 60 * time.Second
	calm     = 500  // milliseconds without an event that end a step
	calmLoad = 1000 // the same after a new page
	silent   = 3 * time.Second
)

// beat is Orca's heartbeat: what has reached it since it started, and for how
// many milliseconds nothing has.
type beat struct{ Events, Loads, Idle int }

// sense is what Orca has told since it started.
type sense struct {
	said []string
	beat beat
	err  error
}

// ear reads what Orca tells.
type ear struct {
	mu     sync.Mutex
	now    sense
	taken  int           // utterances already given to the test
	change chan struct{} // closed and renewed with every line
}

func listenTo(out *os.File) *ear {
	e := &ear{change: make(chan struct{})}
	go func() {
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			e.hear(lines.Bytes())
		}
		e.tell(func(s *sense) { s.err = fmt.Errorf("orca has ended") })
	}()
	return e
}

func (e *ear) hear(line []byte) {
	var told struct {
		Said string
		Beat *beat
	}
	err := json.Unmarshal(line, &told)
	e.tell(func(s *sense) {
		switch {
		case err != nil:
			s.err = fmt.Errorf("%q: %w", line, err)
		case told.Beat != nil:
			s.beat = *told.Beat
		default:
			s.said = append(s.said, told.Said)
		}
	})
}

func (e *ear) tell(change func(*sense)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	change(&e.now)
	close(e.change)
	e.change = make(chan struct{})
}

func (e *ear) sense() (sense, chan struct{}) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now, e.change
}

// wait waits until what Orca tells makes done true.
func (e *ear) wait(what string, limit time.Duration, done func(sense) bool) error {
	deadline := time.After(limit)
	for {
		s, change := e.sense()
		if s.err != nil {
			return s.err
		}
		if done(s) {
			return nil
		}
		select {
		case <-change:
		case <-deadline:
			return fmt.Errorf("waited %s for %s", limit, what)
		}
	}
}

// take returns what was said and not taken yet.
func (e *ear) take() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	said := slices.Clone(e.now.said[e.taken:])
	e.taken = len(e.now.said)
	return said
}

// settle waits until what an act has led to has been said: events have come, or
// none within a time, and then nothing more for a while. Loads is how many pages
// the act opens.
func (e *ear) settle(before beat, loads int) error {
	began := time.Now()
	quiet := calm
	if loads > 0 {
		quiet = calmLoad
	}
	return e.wait("silence", patience, func(s sense) bool {
		since := time.Since(began)
		switch {
		case since < time.Duration(quiet)*time.Millisecond, s.beat.Idle < quiet:
			return false
		case s.beat.Loads < before.Loads+loads:
			return since > patience/3 // a page that stands as soon as it is there
		}
		return s.beat.Events > before.Events || since > silent
	})
}
