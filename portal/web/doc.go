// Package web owns the HTTP kernel: what happens to every request before and
// after a page area sees it, how pages are rendered, compressed and kept ready,
// how forms are read, and how an error becomes a page. It must not know any
// feature, domain rule or store; page areas live in packages below it.
package web
