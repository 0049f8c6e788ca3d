package relation

import (
	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/matter"
)

const benefitColumns = "b.id, b.person, b.case_ref, b.service, b.place, b.fen, b.from_month, b.state, b.granted"

func benefitInsert(b benefit.Benefit) Statement {
	return insert("benefit", []set{{"id", b.ID}, {"person", b.Person}, {"case_ref", string(b.Case)}, {"service", b.Service},
		{"place", string(b.Place)}, {"fen", b.Fen}, {"from_month", string(b.From)}, {"state", string(b.State)},
		{"granted", micros(b.Granted)}})
}

// benefitRow reads benefitColumns.
func benefitRow(c *cursor) benefit.Benefit {
	return benefit.Benefit{ID: c.text(), Person: c.text(), Case: matter.Reference(c.text()), Service: c.text(),
		Place: portal.Place(c.text()), Fen: c.number(), From: portal.Month(c.text()), State: benefit.State(c.text()),
		Granted: c.time()}
}
