package application_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"

	"changban/portal"
	"changban/portal/application"
	"changban/portal/store/storetest"
)

const phone = "13947900001"

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func kind(t *testing.T, err error, want portal.Kind) {
	t.Helper()
	if portal.KindOf(err) != want {
		t.Fatalf("got %v, want kind %q", err, want)
	}
}

// says fails unless one of the problems in err is that message of that field.
func says(t *testing.T, err error, field, message string) {
	t.Helper()
	var problems portal.FieldErrors
	errors.As(err, &problems)
	for _, p := range problems {
		if p.Field == field && p.Message.ID == message {
			return
		}
	}
	t.Fatalf("got %v, want %s of %s", err, message, field)
}

// refused fails unless err has that kind and message.
func refused(t *testing.T, err error, kind portal.Kind, message string) {
	t.Helper()
	var e *portal.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Message.ID != message {
		t.Fatalf("got %v, want %s: %s", err, kind, message)
	}
}

// erenhot is what a resident of Erenhot with physical disability of level 2 types.
func erenhot() storetest.Typed {
	return storetest.Answers(storetest.Erenhot, storetest.Erenhot, "42")
}

func view(t *testing.T, h *storetest.House, r storetest.Resident, w application.Where) *application.View {
	t.Helper()
	v, err := h.Apply.View(r.Ctx, w)
	ok(t, err)
	return v
}

func answer(h *storetest.House, r storetest.Resident, w application.Where, step string, typed storetest.Typed) (string, error) {
	return h.Apply.Answer(r.Ctx, w, application.Answers{Step: step, Form: typed.Form()})
}

// stations lists the steps of a journey, open ones marked.
func stations(v *application.View) (all, open []string) {
	for _, s := range v.Journey().Steps {
		all = append(all, s.Step.ID)
		if !s.Answered {
			open = append(open, s.Step.ID)
		}
	}
	return all, open
}

// picture is a real PNG of some pixels; side makes different ones.
func picture(t *testing.T, side int) []byte {
	t.Helper()
	var b bytes.Buffer
	ok(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))))
	return b.Bytes()
}
