package official

import (
	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/web"
)

// Told is a draft as an operator sees it while somebody shows it: the questions
// and answers as the person reads them.
type Told struct {
	Service     string
	Now         string     // the first open question; "" when every one is answered
	Open        []Question // every open question, that one included
	Declaration application.Declaration
	Steps       map[string]string // by line: the question by which the operator may change it
	Waiting     map[string]bool   // by line: written by an operator, not confirmed yet
}

// Question is an open question and its step; Step is "" where only the person
// answers.
type Question struct {
	Text string
	Step string
}

// Asked is one question that an operator answers for the person.
type Asked struct {
	View    *application.View
	Station application.Station
	Below   string // address below which the steps stand
	Back    component.LinkParams
	Notice  []string
	Button  string
	Form    *web.Form          // what was posted; nil on a fresh page
	Wrong   portal.FieldErrors // what is wrong with it
}
