package relation

import (
	"encoding/json"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/application"
	"changban/portal/matter"
	"changban/portal/seal"
)

const caseColumns = "c.ref, c.draft, c.person, c.service, c.definition, c.state, c.hukou, c.residence, c.receiving," +
	" c.deciding, c.unit, c.assignee, c.submitted, c.opened, c.stage, c.stage_from, c.stage_days, c.total_days, c.due," +
	" c.promised, c.estimated, c.stopped_from, c.stops, c.channel, c.language, c.mode, c.fen, c.form_key, c.starter," +
	" c.capacity, c.confirmed, c.one_open, c.about, c.urgent, c.calendar_days, c.version"

func casePlace(column string, ref matter.Reference) seal.Where {
	return seal.Where{Table: "case_file", Column: column, Row: string(ref)}
}

// caseRow reads caseColumns.
func caseRow(c *cursor) (application.Case, error) {
	k := application.Case{Ref: matter.Reference(c.text()), Draft: c.text(), Person: c.text(), Service: c.text(),
		Definition: c.text(), State: matter.State(c.text()), Hukou: portal.Place(c.text()), Residence: portal.Place(c.text()),
		Receiving: c.text(), Deciding: c.text(), Unit: c.text(), Assignee: c.text(), Submitted: c.time(), Opened: c.time(),
		Stage: c.text(), StageFrom: c.day(), StageDays: c.int(), TotalDays: c.int(), Due: c.day(), Promised: c.day(),
		Estimated: c.flag(), StoppedFrom: c.day()}
	stops := c.text()
	k.Channel, k.Language, k.Mode, k.Fen, k.Key = portal.Channel(c.text()), c.text(), c.text(), c.maybe(), c.text()
	k.Starter, k.Capacity, k.Confirmed, k.OneOpen = c.text(), account.Capacity(c.text()), c.flag(), c.flag()
	k.About, k.Urgent, k.Calendar, k.Version = matter.Reference(c.text()), c.flag(), c.int(), c.int()
	if err := json.Unmarshal([]byte(stops), &k.Stops); err != nil {
		return k, portal.Because(portal.KindInternal, err)
	}
	return k, nil
}

// fixedCaseSets are the columns that a case keeps for life.
func fixedCaseSets(c application.Case) []set {
	return []set{{"ref", string(c.Ref)}, {"draft", c.Draft}, {"person", c.Person}, {"service", c.Service},
		{"submitted", micros(c.Submitted)}, {"channel", string(c.Channel)}, {"language", c.Language}, {"mode", c.Mode},
		{"form_key", c.Key}, {"starter", c.Starter}, {"one_open", bit(c.OneOpen)},
		{"about", string(c.About)}}
}

// movingCaseSets are the columns that a change may change.
func (s *Store) movingCaseSets(k seal.PersonKey, c application.Case) []set {
	var fen any
	if c.Fen != nil {
		fen = *c.Fen
	}
	name := c.Body.Name
	return []set{{"definition", c.Definition}, {"state", string(c.State)}, {"hukou", string(c.Hukou)},
		{"residence", string(c.Residence)}, {"receiving", c.Receiving}, {"deciding", c.Deciding}, {"unit", c.Unit},
		{"assignee", c.Assignee}, {"opened", micros(c.Opened)}, {"stage", c.Stage}, {"stage_from", string(c.StageFrom)},
		{"stage_days", int64(c.StageDays)}, {"total_days", int64(c.TotalDays)}, {"due", string(c.Due)},
		{"promised", string(c.Promised)}, {"estimated", bit(c.Estimated)}, {"stopped_from", string(c.StoppedFrom)},
		{"stops", stopsText(c)}, {"fen", fen}, {"capacity", string(c.Capacity)}, {"confirmed", bit(c.Confirmed)},
		{"urgent", bit(c.Urgent)}, {"calendar_days", int64(c.Calendar)}, {"notice_end", string(noticeEnd(c))},
		{"visit_day", string(visitDay(c))}, {"id_bix", null(s.blind(seal.BlindResidentID, idNumber(c)))},
		{"open_key", openKey(c)}, {"name", sealText(k, casePlace("name", c.Ref), name)},
		{"body", sealJSON(k, casePlace("body", c.Ref), c.Body)},
		{"name_bix", null(s.blind(seal.BlindName, seal.Name(name)))},
		{"initials_bix", null(s.blind(seal.BlindInitials, seal.Initials(name)))}}
}

// idNumber is what two cases about one human being have in common, even when two
// parents filed them under two persons of ours.
func idNumber(c application.Case) string {
	return seal.ResidentID(c.Body.Answers["id_number"].First())
}

// noticeEnd is the last day of the public notice that hangs, visitDay the day of
// the next appointment: the queue sorts by them.
func noticeEnd(c application.Case) portal.Day {
	if n := len(c.Body.Notices); n > 0 && c.Body.Notices[n-1].Ended == "" {
		return c.Body.Notices[n-1].End
	}
	return ""
}

func visitDay(c application.Case) portal.Day {
	if n := len(c.Body.Assessments); n > 0 && c.Body.Assessments[n-1].Conclusion == nil {
		if visits := c.Body.Assessments[n-1].Visits; len(visits) > 0 {
			return visits[len(visits)-1].Day
		}
	}
	return ""
}

func stopsText(c application.Case) string {
	raw, err := json.Marshal(c.Stops)
	if err != nil {
		panic(err) // days
	}
	return string(raw)
}

// openKey takes the place of the one open case a person may have of a service;
// null, which is never taken, once the case is over or where more are allowed.
func openKey(c application.Case) any {
	if c.OneOpen && c.State.Open() {
		return c.Person + ":" + c.Service
	}
	return nil
}

// searchRows let the units that have the case find it by the last four digits of
// the phone.
func (s *Store) searchRows(c application.Case) []Statement {
	phone := c.Body.Answers["phone"].First()
	if phone == "" {
		phone = c.Body.Answers["contact_phone"].First()
	}
	var rows []Statement
	seen := map[string]bool{"": true}
	for _, unit := range []string{c.Receiving, c.Deciding, c.Unit} {
		bix := s.blind(seal.BlindLastFour, seal.LastFour(unit, phone))
		if !seen[unit] && bix != nil {
			rows = append(rows, insertOnce("case_search", []set{{"case_ref", string(c.Ref)}, {"bix", bix}}))
		}
		seen[unit] = true
	}
	return rows
}
