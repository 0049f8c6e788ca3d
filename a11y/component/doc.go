// Package component owns the parts that every page is made of: the document
// frame, questions, fields, lists, notices, panels. Each part is a typed
// parameter struct and a template, with examples that feed the gallery, the
// golden files, the HTML checks and the browser audits. Words come in as
// parameters, already in the reader's language; the package must not know
// languages, addresses, services, people or HTTP.
//
// In parameters documented as "marked text", **two asterisks** around a phrase
// make it strong. Text a person typed never goes into those parameters.
package component
