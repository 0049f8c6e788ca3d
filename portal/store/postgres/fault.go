package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"changban/portal/store/relation"
)

// Codes of PostgreSQL's appendix A.
const (
	codeUnique        = "23505"
	codeForeign       = "23503"
	codeText          = "22021" // a zero byte or broken UTF-8
	codeReadOnly      = "25006" // a standby, during a change of the primary
	codeSerialization = "40001"
	codeDeadlock      = "40P01"
	codeIdle          = "25P03" // a transaction that was left open
)

// fault gives an error its class and drops the driver's text, which may quote
// values.
func fault(err error) error {
	var known *relation.Fault
	var e *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &relation.Fault{Class: relation.FaultAway, Code: "time"}
	case errors.As(err, &e):
		return &relation.Fault{Class: class(e.Code), Constraint: e.ConstraintName, Code: e.Code}
	}
	return &relation.Fault{Class: relation.FaultAway, Code: "connection"}
}

func class(code string) relation.Class {
	switch code {
	case codeUnique:
		return relation.FaultUnique
	case codeForeign:
		return relation.FaultForeign
	case codeText:
		return relation.FaultValue
	case codeReadOnly, codeSerialization, codeDeadlock, codeIdle:
		return relation.FaultAway
	}
	switch code[:min(2, len(code))] {
	case "08", "28", "53", "55", "57", "58", "3D": // connection, sign-in, resources, locks, intervention, system, no database
		return relation.FaultAway
	}
	return relation.FaultOther
}
