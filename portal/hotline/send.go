package hotline

import (
	"cmp"
	"time"

	"changban/portal"
	"changban/portal/matter"
	"changban/portal/office"
)

// Send makes a ticket of what was said: with a reference, with the days promised
// for its type on that day, accepted at once, so that the promise runs from the
// moment the person is told of it. limits are the office's. KindInvalid: no such
// type or topic, or a name that this type needs.
func (r Rules) Send(t Ticket, limits Limits, by portal.Actor, key string, now time.Time) (Ticket, matter.Event, error) {
	if err := t.complete(); err != nil {
		return t, matter.Event{}, err
	}
	k, _ := KindOf(t.Type)
	if t.Ref == "" {
		t.Ref, t.State = matter.NewReference(matter.TicketKind), matter.TicketDraft
	}
	t.Sent, t.Opened = now, now
	t.Shielded = t.Shielded || k.Shielded
	t.Channel, t.Language = by.Channel, cmp.Or(t.Language, by.Language)
	t.Clocks = Clocks{Limits: limits}
	return r.Do(t, Act{Action: Accept, Part: Clock, Actor: by, At: now, Key: key})
}

// complete: what is sent can be answered. An anonymous ticket keeps no name, no
// phone and no file of a person.
func (t Ticket) complete() error {
	k, known := KindOf(t.Type)
	switch {
	case !known:
		return missing("type")
	case t.Body.Title == "" && t.Body.Content == "":
		return missing("content")
	case t.Anonymous && !k.Anonymous:
		return missing("name")
	case t.Anonymous && (t.Body.Name != "" || t.Body.Phone != "" || !t.Own):
		return missing("anonymous")
	case !t.Anonymous && t.Body.Phone == "":
		return missing("phone")
	}
	return nil
}

func missing(what string) error {
	return portal.Fail(portal.KindInvalid, portal.Msg("hotline.missing."+what))
}

// kinds of unit by topic: the departments that the sources name first for the
// services of that topic; barriers go to housing (services facts, barrier-report).
func leads() map[Topic]office.UnitKind {
	return map[Topic]office.UnitKind{
		"card": office.KindFederation, "subsidy": office.KindCivilAffairs, "rehab": office.KindFederation, "care": office.KindFederation,
		"job": office.KindHumanResources, "school": office.KindEducation, "access": office.KindHousing,
		"insurance": office.KindMedicalInsurance, "rights": office.KindJustice, "website": office.KindGovernmentService,
	}
}

// Route is the unit a ticket is proposed for. A complaint about that unit goes to
// the federation instead, one about the federation to the one above it: nobody
// alone judges a complaint about itself (services facts).
func Route(t Ticket, units office.Tree) (office.Unit, error) {
	kind := leads()[t.Topic]
	if kind == "" {
		kind = office.KindFederation
	}
	for _, k := range []office.UnitKind{kind, office.KindFederation, office.KindHigherFederation} {
		u, err := units.Deciding(t.Place, k)
		if err != nil || u.ID != t.About {
			return u, err
		}
	}
	return office.Unit{}, portal.NotFound()
}

// Sure is the unit that a ticket goes to by rule, "" when an operator has to look:
// at danger, at what the guides may answer, at a complaint or a report, which name
// somebody, and where the place has no office of the kind that leads.
func Sure(t Ticket, units office.Tree) string {
	kind := leads()[t.Topic]
	if t.Urgent || kind == "" || t.About != "" || t.Type == Consult || t.Type == Complaint || t.Type == Report {
		return ""
	}
	unit, err := Route(t, units)
	if err != nil || unit.Kind != kind || unit.Outside {
		return ""
	}
	return unit.ID
}
