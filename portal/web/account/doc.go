// Package account owns the pages about who somebody is and for whom things are
// done: signing in and out, "for whom?", the people one acts for, a person's
// matters and the proof of being the person in the register. It must not know
// questions of services, officers, stores or how a code is sent.
package account
