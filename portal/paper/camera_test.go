package paper_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"slices"
	"testing"

	"changban/portal/paper"
)

const canary = "canary-of-the-camera"

// segment is a piece of a picture with its length.
func segment(marker byte, text string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(text))), text...)
}

func chunk(name, text string) []byte {
	c := append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), name+text...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

// exif is what a camera writes of how it was held, in either order of bytes, with
// more behind it.
func exif(order binary.ByteOrder, mark string, turn uint16) string {
	b := []byte("Exif\x00\x00" + mark)
	b = appendIn(order, b, uint32(8))
	b = appendIn(order, b, uint16(2))
	for _, tag := range []uint16{0x010f, 0x0112} {
		b = appendIn(order, b, tag)
		b = appendIn(order, b, uint16(3))
		b = appendIn(order, b, uint32(1))
		b = append(appendIn(order, b, turn), 0, 0)
	}
	return string(b) + canary
}

func appendIn[N uint16 | uint32](order binary.ByteOrder, b []byte, n N) []byte {
	b, err := binary.Append(b, order, n)
	if err != nil {
		panic(err)
	}
	return b
}

func TestUnsigned(t *testing.T) {
	jpg, png := encoded(t, "jpg"), encoded(t, "png")
	signed := func(parts ...[]byte) []byte { return slices.Concat(jpg[:2], slices.Concat(parts...), jpg[2:]) }
	turnedTo6 := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	colours := segment(0xe2, "ICC_PROFILE\x00\x01\x01colours")
	for name, tc := range map[string]struct{ in, want []byte }{
		"nothing to leave out":  {jpg, jpg},
		"held sideways":         {signed(segment(0xe1, exif(binary.BigEndian, "MM\x00*", 6))), slices.Concat(jpg[:2], []byte(turnedTo6), jpg[2:])},
		"in the other order":    {signed(segment(0xe1, exif(binary.LittleEndian, "II*\x00", 6))), slices.Concat(jpg[:2], []byte(turnedTo6), jpg[2:])},
		"upright":               {signed(segment(0xe1, exif(binary.BigEndian, "MM\x00*", 1))), jpg},
		"a turn there is not":   {signed(segment(0xe1, exif(binary.BigEndian, "MM\x00*", 9))), jpg},
		"words about it":        {signed(segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+canary), segment(0xfe, canary), segment(0xed, canary)), jpg},
		"cut off":               {signed(segment(0xe1, "Exif\x00\x00MM\x00*\xff\xff\xff\xff"+canary), segment(0xe1, "Exif")), jpg},
		"colours":               {signed(colours, segment(0xe2, "MPF\x00"+canary)), slices.Concat(jpg[:2], colours, jpg[2:])},
		"padding":               {slices.Concat(jpg[:2], []byte{0xff}, segment(0xfe, canary), jpg[2:]), slices.Concat(jpg[:2], []byte{0xff}, jpg[2:])},
		"words in the other":    {slices.Concat(png[:33], chunk("tEXt", "Author\x00"+canary), chunk("eXIf", canary), chunk("tIME", canary), png[33:]), png},
		"nothing in the other":  {png, png},
		"the other, not closed": {append(slices.Clone(png), 0xff, 0xff, 0xff, 0xff), append(slices.Clone(png), 0xff, 0xff, 0xff, 0xff)},
	} {
		media := "image/jpeg"
		if bytes.HasPrefix(tc.in, []byte("\x89PNG")) {
			media = "image/png"
		}
		got := paper.Safe{Media: media, Content: tc.in}.Unsigned().Content
		if !bytes.Equal(got, tc.want) {
			t.Errorf("%s: %d bytes, not %d", name, len(got), len(tc.want))
		}
		if _, _, err := image.Decode(bytes.NewReader(got)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	pdf := paper.Safe{Media: "application/pdf", Content: []byte("%PDF-1.4 " + canary)}
	if !bytes.Equal(pdf.Unsigned().Content, pdf.Content) {
		t.Error("a document was changed")
	}
}
