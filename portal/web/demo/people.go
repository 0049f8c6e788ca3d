package demo

import (
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal/office"
	"changban/portal/web"
)

// peopleSheet lists who can be tried out.
type peopleSheet struct {
	Back      component.LinkParams
	Title     string
	Lines     []string
	Residents group
	Officers  group
}

// group is one kind of people with the page where they sign in.
type group struct {
	Title  string
	Text   string
	SignIn component.LinkParams
	People []component.SummaryListParams
}

func (p Pages) people(_ *fiber.Ctx, page *web.Page) error {
	open(page, page.T("demo.people.title"))
	s := peopleSheet{Back: home(page), Title: page.Title, Lines: []string{page.T("demo.people.intro")}}
	s.Residents = group{
		Title:  page.T("demo.people.residents"),
		SignIn: component.LinkParams{Text: page.T("demo.people.sign_in"), URL: page.Path("/sign-in")},
	}
	for _, r := range p.Residents {
		s.Residents.People = append(s.Residents.People, residentRows(page, r))
	}
	s.Officers = group{
		Title: page.T("demo.people.officers"), Text: page.T("demo.people.codes"),
		SignIn: component.LinkParams{Text: page.T("demo.people.officer_sign_in"), URL: page.Path("/desk/sign-in")},
	}
	for _, o := range p.Officers {
		s.Officers.People = append(s.Officers.People, p.officerRows(page, o))
	}
	return page.Show(peoplePage(s))
}

func row(page *web.Page, words string, values ...string) component.SummaryRow {
	return component.SummaryRow{Label: page.T(words), Values: values}
}

func residentRows(page *web.Page, r Resident) component.SummaryListParams {
	rows := []component.SummaryRow{row(page, "demo.people.phone", page.Phone(r.Phone))}
	if r.Try != "" {
		rows = append(rows, row(page, "demo.people.try", page.T("demo.try."+r.Try)))
	}
	return component.SummaryListParams{Heading: page.Name(r.Name), Rows: rows}
}

// officerRows shows a code that works now: the demo's stand-in for the second
// device.
func (p Pages) officerRows(page *web.Page, o Officer) component.SummaryListParams {
	var roles []string
	for _, r := range o.Staff.Roles {
		roles = append(roles, page.T("demo.role."+string(r)))
	}
	rows := []component.SummaryRow{
		row(page, "demo.people.officer_number", page.Name(o.Staff.Number)),
		row(page, "demo.people.officer_code", page.Name(o.Secret.Code(office.Step(p.Clock.Now())))),
		row(page, "demo.people.officer_unit", page.Named("unit."+o.Staff.Unit, o.Unit)),
		row(page, "demo.people.officer_roles", page.Words().List(roles)),
		row(page, "demo.people.officer_secret", page.Name(o.Secret.Text())),
	}
	if o.Try != "" {
		rows = append(rows, row(page, "demo.people.try", page.T("demo.try."+o.Try)))
	}
	return component.SummaryListParams{Heading: page.Name(o.Staff.Name), Rows: rows}
}
