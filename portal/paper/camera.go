package paper

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Unsigned is the file without what a camera or a program wrote into a picture about
// who made it, where and when. How the picture is turned and its colours stay;
// documents and recordings are as they were.
func (s Safe) Unsigned() Safe {
	switch s.Media {
	case "image/jpeg":
		s.Content = unsignedJPEG(s.Content)
	case "image/png":
		s.Content = unsignedPNG(s.Content)
	}
	return s
}

// unsignedJPEG leaves segments out up to the first scan; what is no segment stays.
func unsignedJPEG(b []byte) []byte {
	const scan = 0xda
	i, out := 2, slices.Clone(b[:2])
	for i+4 <= len(b) && b[i] == 0xff && b[i+1] != scan {
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if b[i+1] == 0xff { // padding
			end = i + 1
		}
		if end > len(b) {
			break
		}
		out = append(out, kept(b[i+1], b[i:end])...)
		i = end
	}
	return append(out, b[i:]...)
}

// kept is what stays of a segment: of the camera's only the turning, of the others
// what colours hang on.
func kept(marker byte, segment []byte) []byte {
	const comment, first, camera, profile, adobe, last = 0xfe, 0xe0, 0xe1, 0xe2, 0xee, 0xef
	switch {
	case marker == camera:
		return turned(segment)
	case marker == profile && bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00")), marker == first, marker == adobe:
		return segment
	case marker == comment, marker > first && marker <= last:
		return nil
	}
	return segment
}

// turned is the camera's segment with nothing in it but how the picture is turned;
// nil when it stands upright.
func turned(segment []byte) []byte {
	const tag, short = 0x0112, 3
	tiff, is := bytes.CutPrefix(segment[4:], []byte("Exif\x00\x00"))
	if !is || len(tiff) < 8 {
		return nil
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return nil
	}
	for entry := range slices.Chunk(tiff[at+2:], 12) {
		if len(entry) < 12 || order.Uint16(entry) != tag || order.Uint16(entry[2:]) != short {
			continue
		}
		if turn := order.Uint16(entry[8:]); turn > 1 && turn <= 8 {
			return append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), byte(turn), 0, 0, 0, 0, 0, 0)
		}
		return nil
	}
	return nil
}

// unsignedPNG leaves out the chunks that hold words, times and the camera's notes.
func unsignedPNG(b []byte) []byte {
	const head, around = 8, 12 // signature; length, name and check sum of a chunk
	i, out := head, slices.Clone(b[:head])
	for i+around <= len(b) {
		end := uint64(i) + around + uint64(binary.BigEndian.Uint32(b[i:]))
		if end > uint64(len(b)) {
			break
		}
		if !slices.Contains([]string{"tEXt", "zTXt", "iTXt", "eXIf", "tIME"}, string(b[i+4:i+8])) {
			out = append(out, b[i:end]...)
		}
		i = int(end)
	}
	return append(out, b[i:]...)
}
