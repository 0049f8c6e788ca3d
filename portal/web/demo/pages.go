package demo

import (
	"context"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/delivery"
	"changban/portal/delivery/wording"
	"changban/portal/office"
	"changban/portal/web"
)

// Messages reads the outbox.
type Messages interface {
	// Messages returns up to n messages with their values, newest first; To says
	// where one goes that leaves the portal.
	Messages(ctx context.Context, n int) ([]delivery.Message, error)
}

// Resident is an invented person who can sign in.
type Resident struct {
	Name  string
	Phone string // digits
	Try   string // last part of the message id demo.try.…
}

// Officer is an invented officer with the secret of the codes, which no other
// page ever shows.
type Officer struct {
	Staff  office.Staff
	Unit   string // name of the unit
	Secret office.Secret
	Try    string // last part of the message id demo.try.…
}

// Pages are the demo's pages.
type Pages struct {
	Residents []Resident
	Officers  []Officer
	Messages  Messages
	Writer    wording.Writer // its language is each message's
	Clock     portal.Clock
	StyleURL  string // fingerprinted address of the sheet, for whole-page examples
}

// Mount serves the area; its addresses have no language (contract §3).
func (p Pages) Mount(s *web.Server) {
	s.BareGet("/demo/people", p.people)
	s.BareGet("/demo/messages", p.messages)
	s.BareGet("/demo/gallery", p.gallery)
	s.BareGet("/demo/gallery/:example", p.example)
}

// open marks a page as one nobody should find or keep.
func open(page *web.Page, title string) {
	page.Title, page.Robots, page.Private = title, "noindex", true
}

// home leads back to the first page.
func home(page *web.Page) component.LinkParams {
	return component.LinkParams{Text: page.T("common.back.home"), URL: page.Path("/")}
}
