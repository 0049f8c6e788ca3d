// Package office owns the authority side of the portal: places, units and how
// they hang together, staff, roles and what each may see and do, and how staff
// prove who they are. It must not know a case, a page, a language or a store:
// it declares the small StaffStore and gets ids from its callers.
package office

// Hotlines are the two numbers printed wherever a unit's own phone is unknown.
// A county confirms them before opening.
type Hotlines struct {
	Disabled   string // service line for disabled residents
	Government string // government service line
}

// DefaultHotlines are the numbers of the service facts. 12358, seen once in a
// source, is a misprint and never printed.
func DefaultHotlines() Hotlines { return Hotlines{Disabled: "12385", Government: "12345"} }

// Or returns phone, or the government line when phone is not known.
func (h Hotlines) Or(phone string) string {
	if phone == "" {
		return h.Government
	}
	return phone
}
