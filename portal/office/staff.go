package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"changban/portal"
)

// Staff is an officer's account (decisions 4).
type Staff struct {
	ID     string
	Number string // staff number, typed at sign-in; digits and capitals
	Name   string
	Unit   string         // id of a unit here
	Places []portal.Place // narrows the scope to these places; none: every place of the unit
	Roles  Roles
	Ends   portal.Day // last day of the account; "" has no end
}

// Active reports whether the account may be used on today; its last day counts.
func (s Staff) Active(today portal.Day) bool { return s.Ends == "" || today <= s.Ends }

// Role is what somebody does at the desk. One person may have several.
type Role string

// Roles of the desk.
const (
	Receiver      Role = "receiver"
	FirstReviewer Role = "first_reviewer"
	Decider       Role = "decider"
	SecondDecider Role = "second_decider"
	Assessor      Role = "assessor" // at a designated institution
	Payer         Role = "payer"
	Operator      Role = "operator"     // of the hotline
	Handler       Role = "handler"      // of tickets, in the unit that has them
	Reviewer      Role = "reviewer"     // of replies to tickets
	Commissioner  Role = "commissioner" // disability worker of a community
	Supervisor    Role = "supervisor"
	Auditor       Role = "auditor"
	Administrator Role = "administrator"
)

// AllRoles returns every role in the order in which they are shown.
func AllRoles() []Role {
	return []Role{Receiver, FirstReviewer, Decider, SecondDecider, Assessor, Payer, Operator, Handler, Reviewer, Commissioner, Supervisor, Auditor, Administrator}
}

// Roles is a set of roles in the order of AllRoles.
type Roles []Role

// ParseRoles reads roles parted by commas or blanks. KindInvalid for an unknown
// or missing role.
func ParseRoles(text string) (Roles, error) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	var roles Roles
	for _, role := range AllRoles() {
		if slices.Contains(words, string(role)) {
			roles = append(roles, role)
		}
	}
	for _, w := range words {
		if !roles.Has(Role(w)) {
			return nil, portal.Because(portal.KindInvalid, fmt.Errorf("%q is no role", w))
		}
	}
	if len(roles) == 0 {
		return nil, portal.Because(portal.KindInvalid, fmt.Errorf("no role given"))
	}
	return roles, nil
}

// String writes the roles as ParseRoles reads them.
func (r Roles) String() string {
	words := make([]string, len(r))
	for i, role := range r {
		words[i] = string(role)
	}
	return strings.Join(words, ",")
}

// Has reports whether role is in the set.
func (r Roles) Has(role Role) bool { return slices.Contains(r, role) }

// StaffStore keeps officers' accounts. Names and secrets are sealed below it.
type StaffStore interface {
	// Staff returns an account by id; KindNotFound.
	Staff(ctx context.Context, id string) (Staff, error)
	// StaffByNumber returns an account and its secret; KindNotFound.
	StaffByNumber(ctx context.Context, number string) (Staff, Secret, error)
	// StaffOf lists the accounts of units by number, ended ones included.
	StaffOf(ctx context.Context, units []string) ([]Staff, error)
	// AddStaff keeps a new account; KindExists when its number is taken.
	AddStaff(ctx context.Context, s Staff, secret Secret) error
	// EndStaff sets the last day of an account; KindNotFound.
	EndStaff(ctx context.Context, id string, last portal.Day) error
	// UseCode notes the step of a code that was used, atomically; KindConflict
	// when that step or a later one was used before.
	UseCode(ctx context.Context, id string, step int64) error
}
