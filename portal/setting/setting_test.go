package setting

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"changban/portal"
)

type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)} }

type table struct {
	rows  []Row
	reads int
	down  error
}

func (s *table) Settings(context.Context) ([]Row, error) {
	s.reads++
	return s.rows, s.down
}

func (s *table) PutSetting(_ context.Context, r Row) error {
	s.rows = append(s.rows, r)
	return s.down
}

func TestDefinitions(t *testing.T) {
	seen := map[Name]bool{}
	for _, d := range Definitions() {
		if seen[d.Name] {
			t.Errorf("%s is there twice", d.Name)
		}
		seen[d.Name] = true
		if m := d.Check(d.Default); m != nil {
			t.Errorf("%s: the default %s fails: %s", d.Name, d.Default, m.ID)
		}
		if d.Source == "" {
			t.Errorf("%s: no source", d.Name)
		}
	}
	v := Resolve(nil, "2026-03-02")
	for name, least := range map[Name]int{AmendMinutes: 10, CodeMinutes: 10, DraftDays: 8} {
		d, _ := Define(name)
		if d.Min < least || v.Number(name) < least {
			t.Errorf("%s may fall to %d", name, d.Min)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name  Name
		value string
		want  string
	}{
		{DaysDecide, "10", ""},
		{DaysDecide, "", "setting.value.missing"},
		{DaysDecide, "ten", "setting.value.number"},
		{DaysDecide, "1.5", "setting.value.number"},
		{DaysDecide, "0", "setting.value.range"},
		{DaysDecide, "61", "setting.value.range"},
		{DaysDecide, "99999999999999999999", "setting.value.number"},
		{AmendMinutes, "9", "setting.value.range"},
		{DraftDays, "7", "setting.value.range"},
		{HotlineDisabled, "12385", ""},
		{HotlineDisabled, "0472-515 0000", ""},
		{HotlineDisabled, "12", "setting.value.line"},
		{HotlineDisabled, "call us", "setting.value.line"},
		{HotlineDisabled, strings.Repeat("1", 16), "setting.value.line"},
	} {
		d, _ := Define(tc.name)
		got := ""
		if m := d.Check(tc.value); m != nil {
			got = m.ID
		}
		if got != tc.want {
			t.Errorf("%s %q: got %q, want %q", tc.name, tc.value, got, tc.want)
		}
	}
}

func TestResolve(t *testing.T) {
	at := newClock().now
	rows := []Row{
		{Name: DaysDecide, Value: "9", Effective: "2026-06-01", At: at.Add(3 * time.Hour)},
		{Name: DaysDecide, Value: "8", Effective: "2026-04-01", At: at},
		{Name: DaysDecide, Value: "7", Effective: "2026-04-01", At: at.Add(time.Hour)},
		{Name: DaysDecide, Value: "500", Effective: "2026-05-01", At: at},
		{Name: "unknown", Value: "1", Effective: "2026-01-01", At: at},
		{Name: HotlineDisabled, Value: "0472-5150000", Effective: "2026-04-01", At: at},
	}
	for _, tc := range []struct {
		day  portal.Day
		want int
		line string
	}{
		{"2026-03-31", 10, "12385"},
		{"2026-04-01", 7, "0472-5150000"},
		{"2026-05-31", 7, "0472-5150000"},
		{"2026-06-01", 9, "0472-5150000"},
	} {
		v := Resolve(rows, tc.day)
		if v.Number(DaysDecide) != tc.want || v.Text(HotlineDisabled) != tc.line {
			t.Errorf("%s: %d, %s", tc.day, v.Number(DaysDecide), v.Text(HotlineDisabled))
		}
	}
	v := Resolve(rows, "2026-04-01")
	if r, changed := v.Row(DaysDecide); !changed || r.Value != "7" {
		t.Errorf("row %+v", r)
	}
	if v.Number("unknown") != 0 || v.Text("unknown") != "" || v.Number(HotlineDisabled) != 0 {
		t.Error("unknown names and lines have no number")
	}
	if v.Minutes(CodeMinutes) != 10*time.Minute {
		t.Error("minutes")
	}
}

func TestReader(t *testing.T) {
	ctx, clk := context.Background(), newClock()
	away := portal.Because(portal.KindUnavailable, errors.New("away"))
	store := &table{down: away}
	r := NewReader(store, clk)
	decide := func(want int) {
		t.Helper()
		v, err := r.Today(ctx)
		if err != nil || v.Number(DaysDecide) != want {
			t.Errorf("got %d, %v", v.Number(DaysDecide), err)
		}
	}
	if _, err := r.Today(ctx); !portal.Is(err, portal.KindUnavailable) {
		t.Errorf("never read: %v", err)
	}
	store.down = nil
	decide(10)
	store.rows = []Row{{Name: DaysDecide, Value: "8", Effective: "2026-03-01"}}
	clk.now = clk.now.Add(ReadFor - 1)
	decide(10)
	clk.now = clk.now.Add(1)
	decide(8)
	store.down = away
	clk.now = clk.now.Add(time.Hour)
	decide(8)
	reads := store.reads
	decide(8)
	if store.reads != reads {
		t.Error("a store that is away is asked at every request")
	}
}

func TestChange(t *testing.T) {
	good := Row{Name: DaysDecide, Value: " 8 ", Effective: "2026-03-02", Reason: " new rule "}
	for _, tc := range []struct {
		name   string
		change func(*Row)
		want   string // field and message of the first problem, or kind
	}{
		{"good", func(*Row) {}, ""},
		{"later", func(r *Row) { r.Effective = "2026-12-01" }, ""},
		{"unknown", func(r *Row) { r.Name = "x" }, "not_found"},
		{"value", func(r *Row) { r.Value = "0" }, "value setting.value.range"},
		{"reason", func(r *Row) { r.Reason = "  " }, "reason setting.reason.missing"},
		{"no day", func(r *Row) { r.Effective = "" }, "effective setting.effective.missing"},
		{"no such day", func(r *Row) { r.Effective = "2026-02-30" }, "effective setting.effective.missing"},
		{"past", func(r *Row) { r.Effective = "2026-03-01" }, "effective setting.effective.past"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx := portal.WithActor(context.Background(), portal.Actor{Kind: portal.ActorStaff, ID: "officer"})
			store, row := &table{}, good
			tc.change(&row)
			if got := told(NewReader(store, newClock()).Change(ctx, row)); got != tc.want {
				t.Fatalf("got %q", got)
			}
			if tc.want != "" {
				if len(store.rows) != 0 {
					t.Error("written all the same")
				}
				return
			}
			r := store.rows[0]
			if r.Value != "8" || r.Reason != "new rule" || r.By != "officer" || !portal.ValidID(r.ID) || r.At.IsZero() {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func told(err error) string {
	var fields portal.FieldErrors
	if errors.As(err, &fields) {
		return fields[0].Field + " " + fields[0].Message.ID
	}
	return string(portal.KindOf(err))
}

func TestChangeShowsAtOnce(t *testing.T) {
	ctx, store, clk := context.Background(), &table{}, newClock()
	r := NewReader(store, clk)
	if _, err := r.Today(ctx); err != nil {
		t.Fatal(err)
	}
	if err := r.Change(ctx, Row{Name: DaysDecide, Value: "8", Effective: "2026-03-02", Reason: "x"}); err != nil {
		t.Fatal(err)
	}
	if v, err := r.Today(ctx); err != nil || v.Number(DaysDecide) != 8 {
		t.Errorf("got %d, %v", v.Number(DaysDecide), err)
	}
	store.down = errors.New("away")
	if v, err := r.Today(ctx); err != nil || v.Number(DaysDecide) != 8 {
		t.Errorf("away after a change: %d, %v", v.Number(DaysDecide), err)
	}
	if err := r.Change(ctx, Row{Name: DaysDecide, Value: "9", Effective: "2026-03-02", Reason: "x"}); err == nil {
		t.Error("a change that was not written is told as done")
	}
}
