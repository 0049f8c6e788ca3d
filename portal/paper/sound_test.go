package paper_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"changban/portal/paper"
)

func sounds() []string { return []string{"jpg", "png", "pdf", "m4a", "mp3", "wav", "ogg", "amr"} }

func box(name string, inner ...[]byte) []byte {
	body := bytes.Join(inner, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...), body...)
}

// boxes is a file of boxes with tracks of the given kinds.
func boxes(brand string, tracks ...string) []byte {
	var traks [][]byte
	for _, kind := range tracks {
		traks = append(traks, box("trak", box("mdia", box("hdlr", make([]byte, 8), []byte(kind), make([]byte, 13)))))
	}
	return bytes.Join([][]byte{box("ftyp", []byte(brand), make([]byte, 8)), box("mdat", make([]byte, 100)), box("moov", traks...)}, nil)
}

func mp3(frames int) []byte {
	frame := append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...) // 128 kbit, 44.1 kHz: 417 bytes
	return bytes.Repeat(frame, frames)
}

func wave() []byte {
	data := bytes.Repeat([]byte{1, 2}, 400)
	head := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(4+len(data)))...)
	return append(append(head, "WAVE"...), data...)
}

func TestRecordings(t *testing.T) {
	tagged := append([]byte("ID3\x04\x00\x00\x00\x00\x00\x0a0123456789"), mp3(4)...)
	for name, tc := range map[string]struct {
		content     []byte
		media, want string
	}{
		"iphone.mp4":   {boxes("M4A ", "soun"), "audio/mp4", "iphone.m4a"},
		"android.3gp":  {boxes("3gp4", "soun"), "audio/mp4", "android.m4a"},
		"plain.bin":    {mp3(4), "audio/mpeg", "plain.mp3"},
		"short":        {mp3(1), "audio/mpeg", "short.mp3"},
		"tagged.mp3":   {tagged, "audio/mpeg", "tagged.mp3"},
		"desktop.wav":  {wave(), "audio/wav", "desktop.wav"},
		"voice.ogg":    {[]byte("OggS\x00\x02" + strings.Repeat("\x00", 22) + "OpusHead\x01\x01"), "audio/ogg", "voice.ogg"},
		"old.amr":      {[]byte("#!AMR\n\x3c\x91\x17"), "audio/amr", "old.amr"},
		"说明 一.m4a.exe": {boxes("mp42", "soun", "text"), "audio/mp4", "说明 一.m4a.m4a"},
	} {
		safe, err := paper.Inspect(name, tc.content, sounds())
		if err != nil || safe.Media != tc.media || safe.Name != tc.want || !bytes.Equal(safe.Content, tc.content) {
			t.Errorf("%q: %q %q, %v", name, safe.Name, safe.Media, err)
		}
		if _, err := paper.Inspect(name, tc.content, accept); paper.Problem(err).ID != "field.file.kind" {
			t.Errorf("%q where only papers are taken: %v", name, err)
		}
	}
}

func TestWhatIsNoRecording(t *testing.T) {
	long := append(boxes("mp42", "soun"), make([]byte, paper.MaxBytes)...)
	for name, tc := range map[string]struct {
		content []byte
		want    string
	}{
		"film":            {boxes("mp42", "soun", "vide"), "field.file.video"},
		"only film":       {boxes("isom", "vide"), "field.file.video"},
		"matroska":        {[]byte("\x1aE\xdf\xa3\x01\x00\x00\x00"), "field.file.video"},
		"avi":             {[]byte("RIFF\x00\x00\x00\x00AVI LIST"), "field.file.video"},
		"theora":          {[]byte("OggS\x00\x02\x80theora"), "field.file.video"},
		"no track":        {boxes("M4A "), "field.file.kind_sound"},
		"boxes in circle": {append(box("ftyp", []byte("M4A ")), bytes.Repeat([]byte("\x00\x00\x00\x00moov"), 40)...), "field.file.kind_sound"},
		"sync and noise":  {append([]byte{0xff, 0xfb, 0x90, 0x00}, bytes.Repeat([]byte("text"), 300)...), "field.file.kind_sound"},
		"program":         {[]byte("MZ\x90\x00\x03\x00"), "field.file.kind_sound"},
		"page":            {[]byte("<!doctype html><html>"), "field.file.kind_sound"},
		"page in sound":   {append([]byte("#!AMR\n"), "<HTML><script>alert(1)</script>"...), "field.file.disguised"},
		"too long":        {long, "field.file.too_large"},
		"nothing":         {nil, "field.file.empty"},
		"drawing":         {[]byte("<svg onload=alert(1)>"), "field.file.svg"},
		"tag without end": {[]byte("ID3\x04\x00\x00\x7f\x7f\x7f\x7fx"), "field.file.kind_sound"},
	} {
		if _, err := paper.Inspect("a.m4a", tc.content, sounds()); paper.Problem(err).ID != tc.want {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
	// What stands behind the end of a recording that names its length is cut off.
	safe, err := paper.Inspect("a.wav", append(wave(), "PK\x03\x04<script>"...), sounds())
	if err != nil || !bytes.Equal(safe.Content, wave()) {
		t.Errorf("%d bytes, %v", len(safe.Content), err)
	}
}

func FuzzRecordings(f *testing.F) {
	for _, seed := range [][]byte{boxes("M4A ", "soun"), mp3(3), wave(), []byte("OggS"), []byte("ID3")} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, content []byte) {
		_, _ = paper.Inspect("a", content, sounds()) // any bytes: no panic, no endless loop
	})
}
