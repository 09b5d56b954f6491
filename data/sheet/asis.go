package sheet

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The markers of a JPEG that matter here (ITU-T T.81, table B.1).
const (
	markerSOF0 = 0xc0 // baseline
	markerDHT  = 0xc4
	markerRST0 = 0xd0
	markerRST7 = 0xd7
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerDQT  = 0xdb
	markerDRI  = 0xdd
	markerAPP0 = 0xe0
	markerAPPE = 0xee
	markerAPPF = 0xef
	markerCOM  = 0xfe
)

// mostBytes bounds a photo that is published as it came: so many bytes for so
// many pixels, about what quality makes of a busy photo. A heavier one is encoded
// anew.
const mostBytes, forPixels = 1, 4

// asIs returns an upright JPEG that an office prepared well already, without
// anything but the picture: its pixels are not encoded a second time, which would
// cost quality and most of the time. Only plain baseline colour of one scan, at
// most side pixels long, is taken so; nil for any other. The caller has decoded
// the photo.
func asIs(source []byte, side int) []byte {
	out := []byte{0xff, 0xd8}
	var size []byte // of SOF0
	for at := 2; at+4 <= len(source) && source[at] == 0xff; {
		marker, length := source[at+1], int(binary.BigEndian.Uint16(source[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(source) {
			return nil
		}
		segment, body := source[at:end], source[at+4:end]
		switch {
		case marker == markerSOS:
			return withScan(append(out, segment...), source[end:], size, side)
		case marker == markerSOF0:
			size = body
		case marker == markerAPPE && bytes.HasPrefix(body, []byte("Adobe")): // other colours
			return nil
		case marker >= markerAPP0 && marker <= markerAPPF, marker == markerCOM:
			at = end
			continue
		case !slices.Contains([]byte{markerDHT, markerDQT, markerDRI}, marker):
			return nil
		}
		out, at = append(out, segment...), end
	}
	return nil
}

// withScan ends a photo with its only scan.
func withScan(out, rest, size []byte, side int) []byte {
	n := scanLength(rest)
	pixels := plainPixels(size, side)
	if n < 0 || pixels == 0 || (len(out)+n)*forPixels > pixels*mostBytes {
		return nil
	}
	return append(append(out, rest[:n]...), 0xff, markerEOI)
}

// plainPixels is how many pixels a photo has by the body of its SOF0; 0 when it
// is larger than side or of other colours than every decoder takes for granted.
func plainPixels(size []byte, side int) int {
	if len(size) != 15 || size[0] != 8 || size[5] != 3 || size[6] != 1 || size[9] != 2 || size[12] != 3 {
		return 0
	}
	h, w := int(binary.BigEndian.Uint16(size[1:])), int(binary.BigEndian.Uint16(size[3:]))
	if max(w, h) > side {
		return 0
	}
	return w * h
}

// scanLength is how long the coded picture is, up to EOI; -1 when something else
// ends it.
func scanLength(b []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], 0xff)
		if i < 0 || at+i+1 >= len(b) {
			return -1
		}
		at += i
		switch next := b[at+1]; {
		case next == markerEOI:
			return at
		case next == 0, next >= markerRST0 && next <= markerRST7:
			at += 2
		default:
			return -1
		}
	}
}
