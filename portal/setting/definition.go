// Package setting owns the numbers and phone lines an office may change: which
// there are, their defaults and bounds, and the value that holds on a day
// (decisions 7). It must not know who uses a value; a running case keeps what it
// was promised, so whoever makes a promise stores it.
package setting

import (
	"slices"
	"strconv"
	"strings"

	"changban/portal"
)

// Name is the name of a setting.
type Name string

// Settings there are.
const (
	AmendMinutes      Name = "amend.minutes"      // an officer cannot open a case earlier (contract 5)
	DaysAccept        Name = "days.accept"        // working days
	DaysDecide        Name = "days.decide"        // working days
	DaysNotify        Name = "days.notify"        // working days
	SupplementDays    Name = "supplement.days"    // working days to bring papers asked for
	DraftDays         Name = "draft.days"         // calendar days an untouched draft is kept
	CodeMinutes       Name = "code.minutes"       // how long a sign-in code holds
	CheckCodeMinutes  Name = "check_code.minutes" // how long a card's check code for a screen holds
	BackPayMonths     Name = "back_pay.months"    // at most so many months are paid back when a benefit runs again
	RemindFirst       Name = "remind.first"       // months before a card or benefit ends
	RemindSecond      Name = "remind.second"      // months
	RemindLast        Name = "remind.last"        // months
	RemindDraft       Name = "remind.draft"       // days before a draft expires
	RemindPapers      Name = "remind.papers"      // days before papers are due
	HotlineDisabled   Name = "hotline.disabled"   // phone line of the federation
	HotlineGovernment Name = "hotline.government" // phone line of the government
)

// Kind is how a value is read.
type Kind string

// Kinds of value.
const (
	Number Kind = "number" // a whole number within Min and Max
	Line   Kind = "line"   // a phone number: digits, with - and spaces between
)

// Definition describes a setting. Source says where the default comes from:
// an id of the source list, a rule of the project, or DESIGN (our own promise).
type Definition struct {
	Name    Name
	Kind    Kind
	Default string
	Min     int // for Number
	Max     int
	Source  string
}

// Definitions lists all settings in page order.
func Definitions() []Definition {
	return append([]Definition{
		number(AmendMinutes, 10, 10, 24*60, "contract 5"),
		number(DaysAccept, 3, 1, 60, "P10"),
		number(DaysDecide, 10, 1, 60, "P10"),
		number(DaysNotify, 3, 1, 60, "P10"),
		number(SupplementDays, 15, 5, 120, "DESIGN"),
		number(DraftDays, 90, 8, 730, "DESIGN"), // seven days or fewer are lost over one holiday
		number(CodeMinutes, 10, 10, 60, "WCAG 2.2.1"),
		number(CheckCodeMinutes, 30, 10, 24*60, "WCAG 2.2.1"),
		number(BackPayMonths, 3, 0, 3, "P13"),
		number(RemindFirst, 6, 4, 12, "P13"),
		number(RemindSecond, 3, 2, 6, "P13"),
		number(RemindLast, 1, 1, 3, "P13"),
		number(RemindDraft, 7, 1, 30, "DESIGN"),
		number(RemindPapers, 3, 1, 10, "DESIGN"),
		{Name: HotlineDisabled, Kind: Line, Default: "12385", Source: "decisions"},
		{Name: HotlineGovernment, Kind: Line, Default: "12345", Source: "decisions"},
	}, hotlineDefinitions()...)
}

func number(name Name, value, low, high int, source string) Definition {
	return Definition{Name: name, Kind: Number, Default: strconv.Itoa(value), Min: low, Max: high, Source: source}
}

// Define returns the definition of a name and whether there is one.
func Define(name Name) (Definition, bool) {
	all := Definitions()
	i := slices.IndexFunc(all, func(d Definition) bool { return d.Name == name })
	if i < 0 {
		return Definition{}, false
	}
	return all[i], true
}

// Check returns what is wrong with a value for d, or nil.
func (d Definition) Check(value string) *portal.Message {
	if value == "" {
		return message("setting.value.missing")
	}
	if d.Kind == Line {
		return checkLine(value)
	}
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return message("setting.value.number")
	case n < d.Min || n > d.Max:
		return message("setting.value.range", "Min", d.Min, "Max", d.Max)
	}
	return nil
}

func checkLine(value string) *portal.Message {
	digits := 0
	for _, r := range value {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("- ", r):
			return message("setting.value.line")
		}
	}
	if digits < 3 || digits > 15 {
		return message("setting.value.line")
	}
	return nil
}

func message(id string, pairs ...any) *portal.Message {
	m := portal.Msg(id, pairs...)
	return &m
}
