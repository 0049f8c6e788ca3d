// Package apply owns the pages of a draft: one question a page, the papers,
// check answers, sending, and throwing a draft away. It must not know how a
// journey is computed, what an officer does, or a store.
package apply
