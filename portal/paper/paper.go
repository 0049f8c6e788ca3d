// Package paper owns what people hand in: uploaded files, how each paper comes
// to the office, and which files are refused. It must not know services, pages
// or a store.
package paper

import "time"

// Way is how a paper comes to the office (decisions 26).
type Way string

// The five ways of decisions 26, the one of shared papers, where the office
// checks its own data first, and the one of papers nobody has to have.
const (
	Upload Way = "upload"
	Reuse  Way = "reuse"
	Office Way = "office"
	Post   Way = "post"
	Call   Way = "call"
	Check  Way = "check"
	None   Way = "absent" // there is no such paper
)

// Offered reports whether a paper can come this way: Check only where the office
// shares data, None only where the paper is not required and nobody looks it up.
func (w Way) Offered(shared, required bool) bool {
	switch w {
	case Upload, Reuse, Office, Post, Call:
		return true
	case None:
		return !shared && !required
	}
	return w == Check && shared
}

// Coming reports whether the paper itself is there or on its way.
func (c Choice) Coming() bool {
	return c.Given() && (c.Way == Upload || c.Way == Reuse || c.Way == Office || c.Way == Post)
}

// File is one uploaded file. The name in the store is an HMAC of the person's
// key and the content, so equal content of one person is kept once
// (decisions 20).
type File struct {
	ID    string    `json:"id"`
	Paper string    `json:"paper"` // paper id of the service facts, such as guardian_proof
	Name  string    `json:"name"`  // as the person called it
	Media string    `json:"media"` // image/jpeg, image/png, application/pdf
	Size  int64     `json:"size"`  // bytes
	Added time.Time `json:"added"`
}

// Choice is what the person said about one paper.
type Choice struct {
	Way     Way    `json:"way"`
	Files   []File `json:"files,omitempty"`
	Version int    `json:"version"`
}

// Given reports whether a choice answers the question of the paper: any way
// does, and upload only with at least one file.
func (c Choice) Given() bool {
	if c.Way == Upload || c.Way == Reuse {
		return len(c.Files) > 0
	}
	return c.Way != ""
}
