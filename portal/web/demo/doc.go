// Package demo owns the pages that exist only with invented data: who can be
// tried out, what was sent, and every component in every state. It must not be
// mounted where real people are, and must not know how the data came about.
package demo
