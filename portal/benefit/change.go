package benefit

import (
	"changban/portal/audit"
	"changban/portal/delivery"
)

// Change is what is written with a change of a benefit.
type Change struct {
	Steps    []Step
	Messages []delivery.Message
	Audit    []audit.Entry
}

// CardChange is what is written with a change of a certificate: the certificate,
// what it does to the benefits that stand on it, and what is told.
type CardChange struct {
	Cards []CardStep
	Change
}
