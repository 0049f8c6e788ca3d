package application_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"changban/locales"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/store/storetest"
)

// changed lays a changed definition of the nursing subsidy over the embedded one.
func changed(t *testing.T, h *storetest.House, edit func(string) string) {
	t.Helper()
	raw, err := os.ReadFile("../catalogue/services/nursing-subsidy.yaml")
	ok(t, err)
	words, err := catalogue.ReadWords(locales.Files())
	ok(t, err)
	overlay := fstest.MapFS{
		"services/nursing-subsidy.yaml": {Data: []byte(edit(string(raw)))},
		"locales/zh-Hans/question.json": {Data: []byte(`{"question.sleeps.question": "夜里要人照看吗？", "question.sleeps.label": "夜里要人照看吗？",
			"question.sleeps.hint": "要或不要", "question.sleeps.option.yes": "要", "question.sleeps.option.no": "不要"}`)},
	}
	c, err := catalogue.Load(catalogue.Embedded(), words, overlay)
	ok(t, err)
	h.Catalogue, h.Apply.Catalogue, h.Desk.Catalogue = c, c, c
	for _, s := range c.All() {
		h.Keep(t, s)
	}
}

// newQuestion adds a question before the money.
func newQuestion(text string) string {
	fields, steps, _ := strings.Cut(text, "\nsteps:\n")
	const money = "  - {block: money}\n"
	fields = strings.Replace(fields, money, "  - {id: sleeps, type: radio, required: true, options: [\"yes\", \"no\"], group: care}\n"+money, 1)
	return fields + "\nsteps:\n" + strings.Replace(steps, money, "  - {id: sleeps, fields: [sleeps]}\n"+money, 1)
}

// A draft moves forward with its service: what is new is shown as new until it is
// answered, however many other questions are answered first; answers stay.
func TestDraftMovesForward(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	for _, step := range []string{"name", "id_number", "phone"} {
		_, err := answer(h, r, w, step, erenhot())
		ok(t, err)
	}
	changed(t, h, newQuestion)
	isNew := func(v *application.View) string {
		var list []string
		for _, s := range v.Journey().Steps {
			if s.New {
				list = append(list, s.Step.ID)
			}
		}
		return strings.Join(list, " ")
	}
	v := view(t, h, r, w)
	if isNew(v) != "sleeps" || v.Answer("name").First() != "Bao Lide" {
		t.Errorf("new: %q, name %v", isNew(v), v.Answer("name"))
	}
	_, err := answer(h, r, w, "contact", erenhot())
	ok(t, err)
	if got := isNew(view(t, h, r, w)); got != "sleeps" {
		t.Errorf("after another answer new: %q", got)
	}
	passed := h.Fill(t, r, w, erenhot().With("sleeps", "no"))
	if strings.Contains(strings.Join(passed, " "), "phone") {
		t.Errorf("an answered question came again: %v", passed)
	}
	v = view(t, h, r, w)
	if isNew(v) != "" || !v.Journey().Done() {
		t.Errorf("new at the end: %q", isNew(v))
	}
	sent, err := h.Apply.Submit(r.Ctx, w, storetest.Sending("key"))
	ok(t, err)
	c, err := h.Apply.Case(r.Ctx, r.Own, string(sent.Ref))
	ok(t, err)
	if c.Definition != v.Service.Hash || c.Body.Answers["sleeps"].First() != "no" {
		t.Errorf("the case follows %s, answers %v", c.Definition, c.Body.Answers["sleeps"])
	}
}

// A question that fell away is not asked, and its answer is not sent.
func TestQuestionFallsAway(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	w := h.Begin(t, r, r.Own)
	h.Fill(t, r, w, erenhot().With("carer_name", "Altan"))
	changed(t, h, func(text string) string {
		text = strings.Replace(text, "  - {id: carer_name, type: text, name: true, max: 100, group: care}\n", "", 1)
		return strings.Replace(text, "  - {id: carer_name, fields: [carer_name]}\n", "", 1)
	})
	v := view(t, h, r, w)
	if !v.Journey().Done() || v.Answer("carer_name").Answered() {
		t.Errorf("carer %v", v.Answer("carer_name"))
	}
}

// A definition that was never kept marks nothing as new.
func TestUnknownFormerVersion(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, phone)
	d := view(t, h, r, h.Begin(t, r, r.Own)).Draft
	d.Definition = "never kept"
	ok(t, h.Store.SaveDraft(r.Ctx, d, nil))
	v := view(t, h, r, application.Where{Person: r.Own, Draft: d.ID})
	for _, s := range v.Journey().Steps {
		if s.New {
			t.Errorf("%s is said to be new", s.Step.ID)
		}
	}
}
