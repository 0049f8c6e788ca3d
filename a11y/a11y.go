// Package a11y owns the list of what accessibility asks of the portal, and what
// the last whole proof found of it. The proofs are held against it, and the
// published statement is made of it. It must not know pages, words or how a
// check works: a check is a name here.
package a11y

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed requirements.tsv
var requirements string

//go:embed result.tsv
var result string

// Kind says who judges a requirement.
type Kind string

// Kinds of requirements.
const (
	Tested  Kind = "tested"  // a tool or a script of make test
	Judged  Kind = "judged"  // a person
	Harness Kind = "harness" // it is about the checks themselves
	Gate    Kind = "gate"    // a failing check stops a release
)

// Requirement is one row of requirements.tsv.
type Requirement struct {
	ID     string // A11Y-01 …, as in our fact sheet
	Kind   Kind
	Step   int      // the step of the plan that has to show it; pending before
	State  string   // of a judged one: "open", "partly" or "done"; "-" of others
	Checks []string // names that floor.Prove is called with
	Mutant string   // what turns the checks red
}

// Requirements returns all rows in the order of the file. An error means that
// the embedded file is broken, which a test forbids.
func Requirements() ([]Requirement, error) {
	var all []Requirement
	for _, line := range rows(requirements) {
		if len(line) != 6 {
			return nil, fmt.Errorf("a11y: %q has %d cells, not 6", line[0], len(line))
		}
		step, err := strconv.Atoi(line[2])
		if err != nil {
			return nil, fmt.Errorf("a11y: %s: step %q", line[0], line[2])
		}
		r := Requirement{ID: line[0], Kind: Kind(line[1]), Step: step, State: line[3], Mutant: line[5]}
		for _, check := range strings.Split(line[4], ",") {
			if check = strings.TrimSpace(check); check != "" {
				r.Checks = append(r.Checks, check)
			}
		}
		all = append(all, r)
	}
	return all, nil
}

// Result is what the last whole proof found: facts such as "day" or "axe-core"
// by name, and of each tested requirement "green", "red" or "pending" by id.
type Result map[string]string

// LastResult returns the committed result of make proof-full.
func LastResult() Result { return ReadResult(result) }

// ReadResult reads lines of name, tab, value.
func ReadResult(text string) Result {
	r := Result{}
	for _, line := range rows(text) {
		if len(line) == 2 {
			r[line[0]] = line[1]
		}
	}
	return r
}

func rows(text string) [][]string {
	var all [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, strings.Split(line, "\t"))
		}
	}
	return all
}
