package portal

import (
	"errors"
	"strings"
)

// Kind classes an error; one table in portal/web turns kinds into status and page.
type Kind string

// Kinds of error. Unknown errors count as KindInternal.
const (
	KindInvalid     Kind = "invalid"     // what was sent cannot be read; 422 with fields, else 400
	KindSignIn      Kind = "sign_in"     // somebody has to sign in first
	KindForbidden   Kind = "forbidden"   // refused although it exists, e.g. a forged post
	KindNotFound    Kind = "not_found"   // unknown, or somebody else's: the two look alike
	KindConflict    Kind = "conflict"    // changed meanwhile
	KindExists      Kind = "exists"      // a unique rule says it is there already
	KindTooLarge    Kind = "too_large"   // body or file over the limit
	KindMedia       Kind = "media"       // body or file of a kind we cannot read
	KindLimited     Kind = "limited"     // too often; try later
	KindMisdirected Kind = "misdirected" // foreign Host
	KindMethod      Kind = "method"      // address known, method not
	KindUnavailable Kind = "unavailable" // store or cache away; pressing again is the retry
	KindInternal    Kind = "internal"    // our fault
)

// Message is a sentence by id; words are chosen at the edge (portal/web).
type Message struct {
	ID    string
	Data  map[string]any // values for the placeholders; plain strings and numbers
	Count *int           // plural count, where the sentence has one
}

// Msg builds a Message from an id and alternating names and values.
func Msg(id string, pairs ...any) Message {
	m := Message{ID: id}
	for i := 0; i+1 < len(pairs); i += 2 {
		if m.Data == nil {
			m.Data = make(map[string]any, len(pairs)/2)
		}
		m.Data[pairs[i].(string)] = pairs[i+1]
	}
	return m
}

// Error is an error with a kind, a message for the reader and a cause for the log.
type Error struct {
	Kind    Kind
	Message Message // zero: the kind's own page words are used
	Cause   error   // never shown to readers
}

// Error returns kind, message id and cause, for logs and tests.
func (e *Error) Error() string {
	parts := []string{string(e.Kind)}
	if e.Message.ID != "" {
		parts = append(parts, e.Message.ID)
	}
	if e.Cause != nil {
		parts = append(parts, e.Cause.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Fail returns an Error of kind with a message for the reader.
func Fail(kind Kind, m Message) error { return &Error{Kind: kind, Message: m} }

// Because returns an Error of kind that wraps cause.
func Because(kind Kind, cause error) error { return &Error{Kind: kind, Cause: cause} }

// NotFound is the answer for unknown and foreign ids alike.
func NotFound() error { return &Error{Kind: KindNotFound} }

// KindOf returns the kind of err: that of the outermost *Error, KindInvalid for
// FieldErrors, KindInternal for everything else, "" for nil.
func KindOf(err error) Kind {
	var e *Error
	var f FieldErrors
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Kind
	case errors.As(err, &f):
		return KindInvalid
	}
	return KindInternal
}

// Is reports whether err is of kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// FieldError is one problem of one field. Field is the id in the service
// definition; Part names the failing part of a date or address ("month"), or "".
type FieldError struct {
	Field   string
	Part    string
	Message Message
}

// FieldErrors is every problem of a form, in page order.
type FieldErrors []FieldError

// Error lists fields and message ids.
func (f FieldErrors) Error() string {
	parts := make([]string, len(f))
	for i, e := range f {
		parts[i] = e.Field + ": " + e.Message.ID
	}
	return "fields: " + strings.Join(parts, "; ")
}

// Of returns the first message of field and whether there is one.
func (f FieldErrors) Of(field string) (FieldError, bool) {
	for _, e := range f {
		if e.Field == field {
			return e, true
		}
	}
	return FieldError{}, false
}

// OrNil returns f as an error, or nil when there is nothing wrong.
func (f FieldErrors) OrNil() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
