package sqlite

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"modernc.org/sqlite"

	"changban/portal/store/relation"
)

// SQLite's result codes (https://sqlite.org/rescode.html).
const (
	codeBusy, codeLocked, codeReadonly, codeInterrupt, codeIO, codeFull, codeOpen = 5, 6, 8, 9, 10, 13, 14
	codeForeign, codePrimary, codeUnique                                          = 787, 1555, 2067
)

// fault gives an error its class and drops the driver's text, which may quote
// values.
func fault(err error) error {
	var known *relation.Fault
	var e *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &relation.Fault{Class: relation.FaultAway, Code: "time"}
	case errors.As(err, &e):
		return &relation.Fault{Class: class(e.Code()), Constraint: rule(e), Code: strconv.Itoa(e.Code())}
	}
	return &relation.Fault{Class: relation.FaultAway, Code: "connection"} // database/sql's own: closed, bad connection
}

func class(code int) relation.Class {
	switch code {
	case codeUnique, codePrimary:
		return relation.FaultUnique
	case codeForeign:
		return relation.FaultForeign
	}
	switch code & 0xff {
	case codeBusy, codeLocked, codeReadonly, codeInterrupt, codeIO, codeFull, codeOpen:
		return relation.FaultAway
	}
	return relation.FaultOther
}

// rule returns the columns of a broken unique rule, such as "draft.id": names
// only, the text never holds values there.
func rule(e *sqlite.Error) string {
	if c := e.Code(); c != codeUnique && c != codePrimary {
		return ""
	}
	_, names, _ := strings.Cut(e.Error(), "UNIQUE constraint failed: ")
	names, _, _ = strings.Cut(names, " (")
	return names
}
