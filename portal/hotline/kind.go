package hotline

import (
	"slices"
	"strconv"
	"time"

	"changban/portal/setting"
)

// Type is what a ticket asks for.
type Type string

// Types of the services facts, and complaints about the portal's own accessibility.
const (
	Consult    Type = "consult"
	Help       Type = "help"
	Complaint  Type = "complaint"
	Report     Type = "report"
	Suggestion Type = "suggestion"
	Praise     Type = "praise"
	Access     Type = "access"
)

// Topic is what a ticket is about.
type Topic string

// Topics lists what a ticket may be about, in page order (services facts,
// hotline-ticket).
func Topics() []Topic {
	return []Topic{"card", "subsidy", "rehab", "care", "job", "school", "access", "insurance", "rights", "website", "other"}
}

// Limits are the days promised for one type, in working days: settings of the office
// on the day the ticket was sent.
type Limits struct {
	Sign   int // from dispatch
	Decide int // from acceptance to the reply
	Extend int // once more at most; 0: never
}

// Kind is what holds for one type.
type Kind struct {
	Type      Type
	AnswerNow bool // the operator answers what the guides say
	Anonymous bool // may be sent without name and phone
	Shielded  bool // the reporter is hidden from who handles it
	Redo      bool // a low rating brings it back
}

// Kinds lists all types in page order, with the duties of the services facts,
// ticket_types. Their days are settings.
func Kinds() []Kind {
	return []Kind{
		{Consult, true, true, false, true},
		{Help, false, false, false, true},
		{Complaint, false, true, false, true},
		{Report, false, true, true, true},
		{Suggestion, false, true, false, true},
		{Praise, false, true, false, false},
		{Access, false, true, false, true},
	}
}

// KindOf returns what holds for a type, and whether there is such a type.
func KindOf(t Type) (Kind, bool) {
	all := Kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Type == t })
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// LimitsOf are the days a type is promised with the settings of a day.
func LimitsOf(v setting.Values, t Type) Limits {
	days := func(what string) int { return v.Number(setting.TicketDays(string(t), what)) }
	return Limits{Sign: days("sign"), Decide: days("reply"), Extend: days("extend")}
}

// TermsOf are the office's other numbers with the settings of a day.
func TermsOf(v setting.Values) Terms {
	hours := func(n setting.Name) time.Duration { return time.Duration(v.Number(n)) * time.Hour }
	return Terms{
		DispatchMinutes: v.Number(setting.HotlineDispatchMinutes), DispatchDays: v.Number(setting.HotlineDispatchDays),
		CallDays: v.Number(setting.HotlineCallDays), RateDays: v.Number(setting.HotlineRateDays), ReopenDays: v.Number(setting.HotlineReopenDays),
		Transfers: v.Number(setting.HotlineTransfers), Redos: v.Number(setting.HotlineRedos),
		Warn: hours(setting.HotlineWarnHours), Supervise: hours(setting.HotlineSuperviseHours),
	}
}

// mark is a reminder's name within the round.
func (t Ticket) mark(name string) string { return strconv.Itoa(t.Redos) + " " + name }
