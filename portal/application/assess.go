package application

import (
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// Assessment is one assessment of a disability by a designated institution. The
// clock stands while it runs (services facts 4).
type Assessment struct {
	Institution string      `json:"institution"` // unit id
	From        string      `json:"from"`        // unit that sent the case there and gets it back
	Home        bool        `json:"home,omitempty"`
	Visits      []Visit     `json:"visits,omitempty"` // appointments, the last one counts
	Read        *Conclusion `json:"read,omitempty"`   // from paper by one officer; a second confirms it
	Conclusion  *Conclusion `json:"conclusion,omitempty"`
	By          string      `json:"by"`
	At          time.Time   `json:"at"`
}

// Visit is an appointment at the institution or at home.
type Visit struct {
	Day   portal.Day `json:"day"`
	Time  string     `json:"time,omitempty"` // 09:30
	Place string     `json:"place,omitempty"`
	By    string     `json:"by"`
	At    time.Time  `json:"at"`
}

// Conclusion is what the assessment found. Level 0 means that the standard of a
// disability (GB/T 26341) is not met.
type Conclusion struct {
	Categories []string   `json:"categories"`
	Level      int        `json:"level"`
	Day        portal.Day `json:"day"`
	Note       string     `json:"note,omitempty"`
	Paper      bool       `json:"paper,omitempty"` // read from paper
	By         string     `json:"by"`
	Second     string     `json:"second,omitempty"`
	At         time.Time  `json:"at"`
}

// Category returns the category of the card number: two or more give multiple.
func (c Conclusion) Category() string {
	if len(c.Categories) > 1 {
		return "multiple"
	}
	if len(c.Categories) == 1 {
		return c.Categories[0]
	}
	return ""
}

// PublicNotice is a 公示: printed and hung up, never put online (decisions 21).
type PublicNotice struct {
	Start      portal.Day  `json:"start"`
	End        portal.Day  `json:"end"`
	Where      string      `json:"where"` // where it hangs
	Objections []Objection `json:"objections,omitempty"`
	Ended      portal.Day  `json:"ended,omitempty"`
	By         string      `json:"by"`
}

// Objection is what somebody said against a notice.
type Objection struct {
	Note   string    `json:"note"`
	Result string    `json:"result,omitempty"` // what the look into it found
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// home is the case back at the office that sent it to an institution: who assesses
// sees a case only while it is there.
func (c Case) home() Case {
	if n := len(c.Body.Assessments); c.State == matter.Assessment && n > 0 {
		c.Unit, c.Assignee = c.Body.Assessments[n-1].From, ""
	}
	return c
}

// Conclusion returns the last finished assessment's conclusion, or nil.
func (c Case) Conclusion() *Conclusion {
	for i := len(c.Body.Assessments) - 1; i >= 0; i-- {
		if done := c.Body.Assessments[i].Conclusion; done != nil {
			return done
		}
	}
	return nil
}
