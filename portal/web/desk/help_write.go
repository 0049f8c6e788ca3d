package desk

import (
	"errors"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/application"
	"changban/portal/field"
	"changban/portal/web"
	"changban/portal/web/official"
)

// writtenQuery says on the page of a draft that something was just written.
const writtenQuery = "written"

func (v visit) toldPath() string { return v.Path(helpAddress + "/" + v.c.Params("share")) }

// ask shows one question of a draft that its person shows; each look is in the
// audit log.
func (p Pages) ask(v visit) error { return p.askAgain(v, fiber.StatusOK, v.Typed(), nil) }

func (p Pages) askAgain(v visit, status int, form *web.Form, wrong portal.FieldErrors) error {
	d, station, err := p.Applications.Ask(v.Context(), v.staff, v.c.Params("share"), v.c.Params("step"))
	if err != nil {
		return err
	}
	q := official.Asked{
		View: d, Station: station, Below: v.toldPath(), Form: form, Wrong: wrong, Button: v.T("desk.help.write.button"),
		Back:   component.LinkParams{Text: v.T("desk.help.write.back"), URL: v.toldPath()},
		Notice: []string{v.T("desk.help.write.for"), v.T("desk.help.write.counts")},
	}
	return v.show(status, v.T("desk.help.write.title"), p.Draw.Question(v.Page, q))
}

// askSend writes the operator's answer; the person confirms it on the own page. A
// post without a key comes from no page of ours (decisions 12).
func (p Pages) askSend(v visit) error {
	form, err := web.ReadForm(v.c)
	if err != nil {
		return err
	}
	step := v.c.Params("step")
	switch {
	case form.One(web.FieldKey) == "":
		return web.Redirect303(v.c, v.toldPath()+"/"+step)
	case form.One(field.RowButton) != "":
		return p.askAgain(v, fiber.StatusOK, &form, nil) // a row more or less; nothing is kept
	}
	seen, _ := strconv.Atoi(form.One("_seen")) // 0 says nothing
	err = p.Applications.Write(v.Context(), v.staff, v.c.Params("share"), application.Answers{Step: step, Form: form.All, Seen: seen})
	var wrong portal.FieldErrors
	if errors.As(err, &wrong) {
		status := fiber.StatusUnprocessableEntity
		if slices.ContainsFunc(wrong, func(e portal.FieldError) bool { return e.Message.ID == application.ClashID }) {
			status = fiber.StatusConflict
		}
		return p.askAgain(v, status, &form, wrong)
	}
	if err != nil {
		return err
	}
	return web.Redirect303(v.c, v.toldPath()+"?"+writtenQuery+"=1")
}
