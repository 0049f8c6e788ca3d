// Package matter owns the pages of a case that was sent: receipt, progress,
// papers asked for, decision, withdrawing, amending, and the papers to print. It
// must not know how a case is decided, a draft's questions, or a store.
package matter
