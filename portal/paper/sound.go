package paper

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// soundKinds are the recordings that telephones and desktops make.
func soundKinds() []string { return []string{"m4a", "mp3", "wav", "ogg", "amr"} }

func isSound(kind string) bool { return slices.Contains(soundKinds(), kind) }

// video is what is seen to be a film: never taken, with words of its own.
const video = "video"

// soundOf tells recordings by their first bytes and containers by what lies in
// them; "" is something else.
func soundOf(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("#!AMR\n")), bytes.HasPrefix(b, []byte("#!AMR-WB\n")):
		return "amr"
	case bytes.HasPrefix(b, []byte("RIFF")) && len(b) >= 16:
		return map[string]string{"WAVE": "wav", "AVI ": video}[string(b[8:12])]
	case bytes.HasPrefix(b, []byte("OggS")):
		return oggKind(b[:min(len(b), 4096)])
	case len(b) > 12 && string(b[4:8]) == "ftyp":
		return boxKind(b)
	case bytes.HasPrefix(b, []byte("\x1aE\xdf\xa3")), bytes.HasPrefix(b, []byte("FLV\x01")), bytes.HasPrefix(b, []byte("\x00\x00\x01\xba")):
		return video
	case isMP3(b):
		return "mp3"
	}
	return ""
}

func oggKind(head []byte) string {
	switch {
	case bytes.Contains(head, []byte("theora")):
		return video
	case bytes.Contains(head, []byte("OpusHead")), bytes.Contains(head, []byte("\x01vorbis")), bytes.Contains(head, []byte("Speex   ")):
		return "ogg"
	}
	return ""
}

// boxKind looks at the tracks of a file of boxes: telephones name recordings and
// films alike, what lies in it tells them apart.
func boxKind(b []byte) string {
	sounds := 0
	for _, handler := range handlers(b, 0) {
		switch handler {
		case "vide":
			return video
		case "soun":
			sounds++
		}
	}
	if sounds == 0 {
		return ""
	}
	return "m4a"
}

// deepest bounds how far boxes are opened: moov, trak, mdia, hdlr.
const deepest = 4

// handlers are the kinds of the tracks, from the boxes in b.
func handlers(b []byte, depth int) []string {
	var found []string
	for len(b) >= 8 && depth < deepest {
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		if size == 1 && len(b) >= 16 {
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size == 0 || size > uint64(len(b)) {
			size = uint64(len(b)) // the last one may go to the end
		}
		if size < head {
			break
		}
		inner := b[head:size]
		switch name := string(b[4:8]); {
		case name == "hdlr" && len(inner) >= 12:
			found = append(found, string(inner[8:12]))
		case slices.Contains([]string{"moov", "trak", "mdia"}, name):
			found = append(found, handlers(inner, depth+1)...)
		}
		b = b[size:]
	}
	return found
}

// isMP3 follows the frames: three that fit one another are no accident.
func isMP3(b []byte) bool {
	if bytes.HasPrefix(b, []byte("ID3")) && len(b) > 10 {
		tag := 10 + (int(b[6]&127)<<21 | int(b[7]&127)<<14 | int(b[8]&127)<<7 | int(b[9]&127))
		if tag >= len(b) {
			return false
		}
		b = b[tag:]
	}
	for range 3 {
		n := mp3Frame(b)
		if n == 0 || n > len(b) {
			return false
		}
		if b = b[n:]; len(b) == 0 {
			return true // a very short one
		}
	}
	return true
}

// mp3Frame is the length of the frame that b begins with; 0 when it is none.
func mp3Frame(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 {
		return 0 // no sync, or another layer than the third
	}
	version, rate, hertz := b[1]>>3&3, int(b[2]>>4), int(b[2]>>2&3)
	if version == 1 || rate == 0 || rate == 15 || hertz == 3 {
		return 0
	}
	rates := []int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	sampled, samples := []int{44100, 48000, 32000}[hertz], 144
	if version != 3 {
		rates = []int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
		sampled, samples = sampled/2, 72
	}
	if version == 0 {
		sampled /= 2
	}
	return samples*rates[rate]*1000/sampled + int(b[2]>>1&1)
}

// soundEnd is where a recording ends: its own length where it names one.
func soundEnd(kind string, b []byte) int {
	if kind != "wav" {
		return len(b)
	}
	return min(len(b), max(12, int(min(uint64(binary.LittleEndian.Uint32(b[4:])), MaxBytes))+8))
}
