package main

import "testing"

// The journeys of certificates and money are walked in houses of their own, so
// that they run beside the others: those of cards and grants in one, those of
// payments in another, because a pay run pays everybody of its place.

func journeysOfCertificates() []journey {
	return []journey{
		{"a first card", firstCard},
		{"a level that stops a subsidy", levelChange},
		{"refused, objected, upheld", upheld},
	}
}

func journeysOfMoney() []journey {
	return []journey{
		{"rehabilitation of a child", childRehab},
		{"fuel for a wheelchair", wheelchairFuel},
		{"help before papers", urgentRelief},
		{"a payment that came back", payRun}, // last: it pays what the others were granted
	}
}

func TestJourneysOfCertificates(t *testing.T) { walkAll(t, journeysOfCertificates(), 1) }

func TestJourneysOfMoney(t *testing.T) { walkAll(t, journeysOfMoney(), 0) }
