// Package application owns drafts, the computed journey through a service's
// questions, check answers, submitting exactly once, and the life of a case. It
// must not know HTML, words, Fiber or a store.
package application

import (
	"time"

	"changban/portal"
	"changban/portal/account"
	"changban/portal/benefit"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/paper"
)

// Answer is one answer and the draft's version at which it was given, so that
// two writers who clash see both values (decisions 9).
type Answer struct {
	Value   field.Value `json:"v"`
	Version int         `json:"n"`
	By      string      `json:"b,omitempty"`
}

// Draft is an unfinished application. Nothing in it says where the reader is:
// the journey is computed from definition and answers.
type Draft struct {
	ID         string
	Person     string
	Service    string
	Definition string // content hash of the definition it began with (decisions 8)
	Starter    portal.Actor
	Key        string   // the form that started it; a repeat returns this draft
	Known      []string // fields that were known when it began and so are not asked
	Answers    map[string]Answer
	Marks      map[string]Mark // by field: answers of an operator that wait for the person
	Papers     map[string]paper.Choice
	Version    int // from 1, so that a page can say which it was made from
	Created    time.Time
	Updated    time.Time
	Expires    portal.Day
	Amends     matter.Reference // the sent case this draft changes, "" else
	About      matter.Reference // the case an objection contests, "" else
	Case       matter.Reference // set once it was sent
}

// Open is a draft with everything its pages stand on, read in one trip.
type Open struct {
	Draft Draft
	Known account.Known
	Files []paper.File // what may be used again, newest first
	// Has and Cards are what the person has already, as far as the identity may
	// see it: rules look at them.
	Has   []benefit.Benefit
	Cards []benefit.Certificate
	Share Share           // the newest code by which somebody may look; zero: none yet
	Told  []delivery.Wish // who hears of it once it is sent, oldest identity first
}

// Line is one question and answer of a declaration, as it was read.
type Line struct {
	ID       string `json:"id,omitempty"` // of the field; the ids of papers begin with PaperLine
	Group    string `json:"g"`
	Question string `json:"q"`
	Answer   string `json:"a"`
}

// PaperLine is how the id of a line about a paper begins.
const PaperLine = "paper-"

// Declaration is what the person saw and said before sending: desk, print and
// appeals show this and not today's words (decisions 8).
type Declaration struct {
	Language string    `json:"lang"`
	Title    string    `json:"title"`
	Lines    []Line    `json:"lines"`
	Consents []string  `json:"consents"`
	At       time.Time `json:"at"`
}
