// Package web owns the HTTP kernel: what happens to every request before and
// after a page area sees it, how pages are rendered, compressed and kept ready,
// how forms are read, and how an error becomes a page. It must not know any
// feature, domain rule or store; page areas live in packages below it.
//
// An area is a struct of what it stands on with Mount(*Server). Its handlers set
// the fields of their Page and end with Page.Show, Page.Render, Redirect303 or an
// error of a portal.Kind. Pages that are the same for everybody are mounted with
// Public and made once.
package web
