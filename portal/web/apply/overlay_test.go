package apply_test

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"changban/locales"
	"changban/portal/application"
	"changban/portal/catalogue"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// overlay is a folder of an operator: a service with a step of field types the
// embedded one does not use.
func overlay(t *testing.T, service string) fstest.MapFS {
	t.Helper()
	body, err := fs.ReadFile(catalogue.Embedded(), "services/nursing-subsidy.yaml")
	must(t, err)
	text := strings.Replace(string(body), "id: nursing-subsidy", "id: "+service, 1)
	text = strings.Replace(text, "\nsteps:\n", "  - {id: story, type: textarea, required: true, max: 200, group: odd}\n"+
		"  - {id: agree, type: checkbox, required: true, group: odd}\n\nsteps:\n  - {id: story, fields: [story, agree]}\n", 1)
	raw, err := fs.ReadFile(locales.Files(), "zh-Hans/services/nursing-subsidy.json")
	must(t, err)
	words := map[string]any{}
	must(t, json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "service.nursing-subsidy.", "service."+service+".")), &words))
	for id, word := range map[string]string{
		"step.story.question": "平时的一天是怎样的？", "field.story.label": "平时的一天", "field.agree.label": "可以上门看看",
	} {
		words["service."+service+"."+id] = word
	}
	raw, err = json.Marshal(words)
	must(t, err)
	return fstest.MapFS{
		"services/" + service + ".yaml":                    {Data: []byte(text)},
		"locales/zh-Hans/services/" + service + ".json":    {Data: raw},
		"only-words/zh-Hans/services/" + service + ".json": {Data: raw},
	}
}

// lay lays a folder over the catalogue.
func (h *house) lay(t *testing.T, folder fs.FS) {
	t.Helper()
	source, err := catalogue.ReadWords(locales.Files())
	must(t, err)
	h.Apply.Catalogue, err = catalogue.Load(catalogue.Embedded(), source, folder)
	must(t, err)
	for _, s := range h.Apply.Catalogue.All() {
		h.Keep(t, s)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestServiceOfAnOverlay(t *testing.T) {
	folder := overlay(t, "extra-subsidy")
	words, err := fs.Sub(folder, "only-words")
	must(t, err)
	bundle, err := locales.Load(words)
	must(t, err)
	h := open(t, func(c *web.Config) { c.Words = bundle })
	h.lay(t, folder)
	r := h.Resident(t, "13947900001")
	d, err := h.Apply.Begin(r.Ctx, r.Own, "extra-subsidy", "k")
	must(t, err)
	b := reader{h.kernel.SignedIn(t, session.Resident, r.Identity.ID), r, application.Where{Person: r.Own, Draft: d.ID}}
	wrong := b.Post(b.path("story"), url.Values{"story": {"</textarea>" + hostile}}).Want(422).Audit().WantText("请先打上勾")
	if got := wrong.One("textarea").Text(); !strings.HasPrefix(got, "</textarea>") {
		t.Errorf("typed text became %q", got)
	}
	b.Post(b.path("story"), url.Values{"story": {strings.Repeat("x", 300)}, "agree": {"true"}}).Want(422).WantText("最多写")
	a := residentAnswers().With("story", "line one\nline two", "agree", "true")
	check := b.walk(t, a, func(page webtest.Answer) { page.Audit() })
	check.WantText("平时的一天", "line one", "可以上门看看", "别的")
}

// TestServiceChanged: a draft moves forward with its service, and says which
// questions are new.
func TestServiceChanged(t *testing.T) {
	h := open(t)
	r := h.reader(t, "13947900001")
	r.Post(r.path("name"), url.Values{"name": {"Bao Lide"}}).Want(303)
	h.lay(t, overlay(t, "nursing-subsidy"))
	r.Get(r.path("story")).Want(200).WantText("这是新加的问题")
	for _, step := range []string{"name", "id_number"} {
		if text := r.Get(r.path(step)).Want(200).Text(); strings.Contains(text, "新加") {
			t.Errorf("%s is called new", step)
		}
	}
}
