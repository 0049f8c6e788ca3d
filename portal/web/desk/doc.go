// Package desk owns the officers' pages: staff sign-in, the queue, a case with
// its papers and history, and the page of each act. It must not know how an act
// is judged or carried out, a resident's pages or a store.
package desk
