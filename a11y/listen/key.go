package listen

import (
	"strings"
)

// Activate gives the keyboard to the window of a program, by the class of its
// windows.
func (r *Reader) Activate(class string) {
	r.t.Helper()
	r.must(r.command("xdotool", "search", "--sync", "--onlyvisible", "--class", class, "windowactivate", "--sync"))
	r.Calm()
}

// Calm waits until Orca has nothing more to say and returns what it said.
func (r *Reader) Calm() []string {
	r.t.Helper()
	r.must(r.ear.settle(beat{Events: -1}, 0))
	return r.ear.take()
}

// Press presses a key by its X name, such as Tab, shift+Tab, space, Return or h,
// and returns what Orca said of it.
func (r *Reader) Press(key string) []string {
	r.t.Helper()
	return r.After(func() { r.Strike(key) })
}

// Strike presses a key and does not wait.
func (r *Reader) Strike(key string) {
	r.t.Helper()
	r.must(r.command("xdotool", "key", "--delay", "40", key))
}

// After does something and returns what is said of it.
func (r *Reader) After(act func()) []string {
	r.t.Helper()
	return r.after(0, act)
}

// Type types Latin letters and digits.
func (r *Reader) Type(text string) []string {
	r.t.Helper()
	return r.After(func() { r.must(r.command("xdotool", "type", "--delay", "60", text)) })
}

// All lets Orca read the page from where it is to the end.
func (r *Reader) All() []string {
	r.t.Helper()
	return r.Press("KP_Add")
}

// Opening does something that leads to another page and returns what is said
// when it has come.
func (r *Reader) Opening(act func()) []string {
	r.t.Helper()
	return r.after(1, act)
}

func (r *Reader) after(loads int, act func()) []string {
	r.t.Helper()
	before, _ := r.ear.sense()
	act()
	r.must(r.ear.settle(before.beat, loads))
	return r.ear.take()
}

func (r *Reader) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatalf("listen: %v\n%s", err, strings.TrimSpace(r.complaints()))
	}
}
