package desk

import (
	"time"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/matter"
)

// running reports whether the office's clock runs: somebody still waits for
// being told.
func running(c application.Case) bool {
	return c.Due != "" && c.StoppedFrom == "" && !c.State.Final() && c.State != matter.Delivered
}

// deadlineCell says in a line of the queue how much time is left. A new case
// that nobody may open yet says from when (contract 5).
func (v visit) deadlineCell(c application.Case, opens time.Time) component.Cell {
	days := v.Today().Until(c.Due)
	switch {
	case c.StoppedFrom != "" && !c.State.Final():
		return component.Cell{Text: strong(v.T("desk.due.stopped")) + " " + v.T(waitingFor(c))}
	case !running(c):
		return component.Cell{Text: v.T("desk.due.none")}
	case days < 0:
		tag := component.TagParams{Text: v.Plural("desk.due.late", -days), Kind: component.TagLate}
		return component.Cell{Tag: &tag, Text: " " + v.DateShort(c.Due)}
	case days == 0:
		tag := component.TagParams{Text: v.T("desk.due.today"), Kind: component.TagTurn}
		return component.Cell{Tag: &tag, Text: " " + v.DateShort(c.Due)}
	case isNew(c) && v.Now().Before(opens):
		return component.Cell{Text: v.Tp("desk.due.opens", "Clock", v.Words().Clock(opens.In(portal.Zone())))}
	}
	return component.Cell{Text: strong(v.Plural("desk.due.left", days)) + " " + v.DateShort(c.Due)}
}

// waitingFor says what the clock stands still for.
func waitingFor(c application.Case) string {
	if c.State == matter.Assessment {
		return "desk.due.assessing"
	}
	return "desk.due.waiting"
}

// strong marks words; marks inside a message would end in the middle of it.
func strong(words string) string { return "**" + words + "**" }

// isNew: nobody has opened it, so the person may still change it.
func isNew(c application.Case) bool { return c.State == matter.Submitted && c.Opened.IsZero() }

// deadlineText says on the page of a case what has to be done by when; marked
// text, "" when no clock runs.
func (v visit) deadlineText(c application.Case) string {
	days := v.Today().Until(c.Due)
	switch {
	case c.State.Final():
		return ""
	case c.State == matter.Assessment && c.StoppedFrom != "":
		return v.deadlineLine(v.T("desk.due.stopped"), v.T("desk.due.assessing"))
	case c.StoppedFrom != "":
		until := c.Due
		if asked, waiting := c.Waiting(); waiting {
			until = asked.Until
		}
		return v.deadlineLine(v.T("desk.due.stopped"), v.Tp("desk.deadline.papers", "Date", v.Date(until)))
	case !running(c):
		return ""
	}
	stage := c.Stage
	if _, waits := helpLine(c); waits {
		stage = "help"
	}
	by := v.Tp("desk.deadline.by."+stage, "Date", v.Date(c.Due))
	switch {
	case days < 0:
		return v.deadlineLine(v.Plural("desk.due.late", -days), v.Tp("desk.deadline.should", "By", by))
	case days == 0:
		return v.deadlineLine(v.T("desk.due.today"), by)
	}
	return v.deadlineLine(v.Plural("desk.due.left", days), by)
}

func (v visit) deadlineLine(left, by string) string {
	return v.Tp("desk.deadline.line", "Left", strong(left), "By", by)
}

// stateTag is the word for where a case stands.
func (v visit) stateTag(c application.Case) component.TagParams {
	tag := component.TagParams{Text: v.T("desk.state." + string(c.State))}
	if c.State.Final() {
		tag.Kind = component.TagFinal
	}
	return tag
}
