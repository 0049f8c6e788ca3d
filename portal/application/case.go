package application

import (
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/audit"
	"changban/portal/benefit"
	"changban/portal/deadline"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/paper"
)

// Stages of the cross-province clock: 3 + 10 + 3 working days (P10).
const (
	StageAccept = "accept"
	StageDecide = "decide"
	StageNotify = "notify"
)

// Case is an application that was sent. The clear fields are those of decisions
// 17; Body is sealed with the person's key.
type Case struct {
	Ref         matter.Reference
	Draft       string
	Person      string
	Service     string
	Definition  string
	State       matter.State
	Hukou       portal.Place
	Residence   portal.Place
	Receiving   string // unit ids
	Deciding    string
	Unit        string // who has it now
	Assignee    string // staff id, "" when nobody took it
	Submitted   time.Time
	Opened      time.Time       // first opened by an officer; zero before: amending is possible
	Stage       string          // of the clock
	StageFrom   portal.Day      // the clock of the stage counts from here
	StageDays   int             // days promised for the stage, kept as promised: working days, unless EveryDay
	TotalDays   int             // days of the whole promise
	Due         portal.Day      // last day of the stage
	Promised    portal.Day      // last day of the whole promise, told to the person
	Estimated   bool            // a counted year has no published holiday notice yet
	StoppedFrom portal.Day      // set while the clock stands
	Stops       []deadline.Stop // finished stops of the whole case
	Channel     portal.Channel
	Language    string
	Mode        string
	Fen         *int64           // decided amount per month
	Key         string           // of the submitting form
	About       matter.Reference // the case an objection contests, "" else
	Urgent      bool             // first help before the papers (urgent 临时救助, legal aid)
	Calendar    int              // calendar days that may not be passed, 0: none (legal aid, petitions)
	Starter     string           // identity that began its draft
	Capacity    account.Capacity
	Confirmed   bool // the person confirmed the helper (decisions 2)
	OneOpen     bool // at most one open case of the service per person
	Body        Body
	Events      []matter.Event // oldest first
	Version     int            // sequence number of the last event
}

// Body is everything personal in a case.
type Body struct {
	Answers     map[string]field.Value `json:"answers"`
	Declaration Declaration            `json:"declaration"`
	Papers      map[string]Handed      `json:"papers"`
	Name        string                 `json:"name"` // of the person, for lists
	HelperName  string                 `json:"helper,omitempty"`
	Relation    account.Relation       `json:"relation"`
	Asked       []Asked                `json:"asked,omitempty"`
	Proposal    *Proposal              `json:"proposal,omitempty"`
	Decision    *Decision              `json:"decision,omitempty"`
	Dispatches  []Dispatch             `json:"dispatches,omitempty"`
	Told        string                 `json:"told,omitempty"` // how the outcome was told: phone, message, letter, counter, visit
	Assessments []Assessment           `json:"assessments,omitempty"`
	Notices     []PublicNotice         `json:"notices,omitempty"`
	Verdicts    map[string]string      `json:"verdicts,omitempty"` // rule id → what the desk found
	Digest      string                 `json:"digest"`             // of the answers sent, to tell a repeat from another application
}

// Handed is one paper of a case: how it comes and whether the desk has seen it.
type Handed struct {
	Choice paper.Choice `json:"choice"`
	Seen   bool         `json:"seen,omitempty"` // ticked 已见 at the desk
	SeenBy string       `json:"seen_by,omitempty"`
	SeenAt time.Time    `json:"seen_at,omitzero"`
}

// Asked is one request for papers: everything at once, one notice
// (services facts, workday rules).
type Asked struct {
	Papers   []AskedPaper `json:"papers"`
	Note     string       `json:"note,omitempty"` // officer's own words, shown with their language
	At       time.Time    `json:"at"`
	Until    portal.Day   `json:"until"`
	From     matter.State `json:"from"` // where it goes back to
	Answered time.Time    `json:"answered,omitzero"`
}

// AskedPaper is a paper and the coded reason it is asked for again.
type AskedPaper struct {
	Paper  string `json:"paper"`
	Reason string `json:"reason"`
}

// Proposal is what the first decider proposes; a second person confirms it.
type Proposal struct {
	Approve bool         `json:"approve"`
	Reasons []string     `json:"reasons"`
	Note    string       `json:"note,omitempty"`
	Fen     int64        `json:"fen,omitempty"`
	Source  string       `json:"source,omitempty"` // where the amount comes from, when the catalogue has none
	From    portal.Month `json:"from,omitempty"`
	// Institution is who is paid when the person left the choice to the office.
	Institution string `json:"institution,omitempty"`
	// CardUntil is the last day of a card that only the office's own file tells.
	CardUntil portal.Day `json:"card_until,omitempty"`
	By        string     `json:"by"`
	At        time.Time  `json:"at"`
}

// Decision is the outcome: coded reasons, optional own words, the amount.
type Decision struct {
	Proposal
	Confirmed   string    `json:"confirmed"` // staff id of the second person
	ConfirmedAt time.Time `json:"confirmed_at"`
}

// Dispatch records a letter to an outside unit and its answer (decisions 6).
type Dispatch struct {
	Unit     string    `json:"unit"`
	How      string    `json:"how"` // post, mail, network
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Answer   string    `json:"answer,omitempty"` // what came back, in short
	Answered time.Time `json:"answered,omitzero"`
}

// Change is one step of a case, written whole or not at all.
type Change struct {
	Case     Case         // as it shall be
	Event    matter.Event // Seq is filled by the store: Version + 1
	Messages []delivery.Message
	Audit    []audit.Entry
	// Benefits and Certificates are what the step grants or changes.
	Benefits     []benefit.Step
	Certificates []benefit.CardStep
	// Person changes the person's file, such as a way of being told.
	Person *account.Change
	// Also are steps of another case in the same write, such as the decision that
	// an objection reopens; in order, each with its own event.
	Also []Change
}

// Submission is what turns a draft into a case: the case with its first event,
// written only if the draft is still at the version that was read.
type Submission struct {
	Change
	DraftVersion int
}
