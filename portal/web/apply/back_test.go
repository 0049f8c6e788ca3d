package apply_test

import (
	"fmt"
	"strings"
	"testing"

	"changban/a11y/floor"
	"changban/portal/web/webtest"
)

// TestChangeLeadsBackToItsRow: who changes an answer from check answers comes back
// to the row that changed (A11Y-23); who answers for the first time to the top.
func TestChangeLeadsBackToItsRow(t *testing.T) {
	h := open(t)
	r := h.daughter(t)
	r.walk(t, residentAnswers(), func(webtest.Answer) {})
	check := r.Get(r.path("check")).Want(200)
	changed := 0
	for _, link := range check.Doc().All(".change a") {
		page := r.Get(link.Attr("href")).Want(200)
		to := r.Press(page, "form[id=answer]", nil).Want(200).Path
		if err := leadsToRow(check, to); err != nil {
			t.Error(err)
		}
		if leadsToRow(check, strings.Split(to, "#")[0]) == nil || leadsToRow(page, to) == nil {
			t.Error("the top of the page, and a page without the row, are taken for it")
		}
		changed++
	}
	if changed < 5 {
		t.Errorf("%d answers were changed", changed)
	}
	first := h.daughter(t)
	first.walk(t, residentAnswers(), func(a webtest.Answer) {
		if strings.Contains(a.Path, "#") {
			t.Errorf("a first answer led to %s", a.Path)
		}
	})
	if !t.Failed() {
		floor.Prove(t, "go back to the row")
	}
}

func leadsToRow(check webtest.Answer, to string) error {
	_, id, _ := strings.Cut(to, "#")
	if row := check.Doc().ID(id); id == "" || !row.Exists() || row.Attr("tabindex") != "-1" {
		return fmt.Errorf("%s is no row of check answers", to)
	}
	return nil
}
