package paper

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

// A picture is refused for its many scans before any of them is opened, and one
// with another file behind it is not.
func TestScans(t *testing.T) {
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, image.NewGray(image.Rect(0, 0, 64, 64)), nil); err != nil {
		t.Fatal(err)
	}
	body, end := plain.Bytes()[:plain.Len()-2], []byte("\xff\xd9")
	scan := []byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00")
	behind := append(bytes.Clone(plain.Bytes()), bytes.Repeat(scan, 500)...)
	bomb := append(append(bytes.Clone(body), bytes.Repeat(scan, 500)...), end...)
	for name, tc := range map[string]struct {
		picture []byte
		want    int
	}{
		"plain": {plain.Bytes(), 1}, "a film behind it": {behind, 1}, "bomb": {bomb, 501},
	} {
		if got := scans(tc.picture); got != tc.want {
			t.Errorf("%s: %d scans, want %d", name, got, tc.want)
		}
	}
	if _, err := checkPicture("jpg", bomb); err == nil {
		t.Error("the bomb is taken")
	}
	if _, err := checkPicture("jpg", behind); err != nil {
		t.Errorf("a phone's picture with a film: %v", err)
	}
}
