// Package benefit owns the pages of what a person has: the card with its codes
// and its print, the public check of a code, a benefit with its payments, and the
// account the money goes to. It must not know cases, drafts, pay runs or a store.
package benefit
