// Package hotline owns the pages on which residents write, follow and rate tickets
// of the two phone lines, signed in or not. It must not know who handles a ticket,
// how one is judged, or a store.
package hotline
