package setting

// The hotline's numbers (services facts, ticket_types and hotline.rules).
const (
	HotlineDispatchMinutes Name = "hotline.dispatch_minutes" // an urgent ticket is on its way, else the next on call is asked
	HotlineDispatchDays    Name = "hotline.dispatch_days"    // working days
	HotlineCallDays        Name = "hotline.call_days"        // working days from the reply until the person is asked
	HotlineRateDays        Name = "hotline.rate_days"        // working days without a rating until a ticket closes
	HotlineReopenDays      Name = "hotline.reopen_days"      // calendar days in which the person may reopen
	HotlineTransfers       Name = "hotline.transfers"        // then the supervisor decides
	HotlineRedos           Name = "hotline.redos"            // then the supervisor decides
	HotlineWarnHours       Name = "hotline.warn_hours"       // before the promised day ends
	HotlineSuperviseHours  Name = "hotline.supervise_hours"  // before the promised day ends
	HotlineBySelf          Name = "hotline.by_self"          // 1: a ticket whose unit is sure goes there without an operator
	HotlineOnCall          Name = "hotline.on_call"          // phone of who is called first for an urgent ticket
	HotlineOnCallNext      Name = "hotline.on_call_next"     // who is called when nobody took it
	HotlineSupervisor      Name = "hotline.supervisor"       // phone that hears of a late or escalated ticket
)

// TicketDays names the days of one type of ticket: what is sign, reply or extend.
func TicketDays(kind, what string) Name { return Name("ticket." + kind + "." + what) }

func hotlineDefinitions() []Definition {
	all := []Definition{
		number(HotlineDispatchMinutes, 30, 5, 120, "DESIGN"),
		number(HotlineDispatchDays, 1, 1, 5, "DESIGN"),
		number(HotlineCallDays, 3, 1, 10, "DESIGN"),
		number(HotlineRateDays, 5, 2, 30, "DESIGN"),
		number(HotlineReopenDays, 30, 7, 365, "DESIGN"),
		number(HotlineTransfers, 3, 1, 10, "P34"),
		number(HotlineRedos, 3, 1, 10, "DESIGN"),
		number(HotlineWarnHours, 48, 1, 240, "P35"),
		number(HotlineSuperviseHours, 24, 1, 240, "P35"),
		number(HotlineBySelf, 1, 0, 1, "DESIGN"),
		{Name: HotlineOnCall, Kind: Line, Default: "12385", Source: "DESIGN"},
		{Name: HotlineOnCallNext, Kind: Line, Default: "12345", Source: "DESIGN"},
		{Name: HotlineSupervisor, Kind: Line, Default: "12385", Source: "DESIGN"},
	}
	for _, d := range ticketDays() {
		all = append(all, number(TicketDays(d.kind, "sign"), d.sign, 1, 10, d.source), number(TicketDays(d.kind, "reply"), d.reply, 1, 60, d.source),
			number(TicketDays(d.kind, "extend"), d.extend, 0, 30, d.source))
	}
	return all
}

type ticketRow struct {
	kind                string
	sign, reply, extend int // working days
	source              string
}

// ticketDays are the defaults of the services facts; the two comparators differ.
func ticketDays() []ticketRow {
	return []ticketRow{
		{"consult", 1, 2, 0, "DESIGN; P33 says 2, P32 says 3"},
		{"help", 1, 5, 5, "DESIGN; P33 says 5, P32 says 3"},
		{"complaint", 1, 10, 5, "DESIGN; P32 says 13"},
		{"report", 1, 10, 5, "DESIGN; P32 says 13"},
		{"suggestion", 1, 10, 5, "DESIGN; P32 says 13"},
		{"praise", 2, 10, 0, "DESIGN"},
		{"access", 1, 10, 0, "DESIGN; the accessibility statement says 10"},
	}
}
