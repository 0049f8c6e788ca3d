package official

import "changban/portal/application"

// Told is a draft as an operator sees it while somebody shows it: the questions
// and answers as the person reads them.
type Told struct {
	Service     string
	Now         string   // the first open question; "" when every one is answered
	Open        []string // every open question, that one included
	Declaration application.Declaration
}
