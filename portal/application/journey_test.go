package application_test

import (
	"testing"

	"changban/portal/store/storetest"
)

func TestX(t *testing.T) {
	h := storetest.Memory(t)
	r := h.Resident(t, "13900000001")
	w := h.Begin(t, r, r.Own)
	t.Log(h.Fill(t, r, w, storetest.Answers("152501", "152501", "42")))
	t.Log(h.Send(t, r, r.Own, nil))
}
