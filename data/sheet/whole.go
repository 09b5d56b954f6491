package sheet

import (
	"bytes"
	"encoding/binary"
	"io"
)

// tailLength is how much of a file's end is looked at first, in bytes.
const tailLength = 64 << 10

// wholeJPEG tells whether the picture's end is in the file. Phones put more
// behind it, up to whole films, so the rest is searched when the end of the
// file does not have it; the one in the preview within EXIF does not count.
func wholeJPEG(r io.ReaderAt, size int64) bool {
	scan := jpegScan(r)
	if scan < 0 {
		return false
	}
	end := []byte{0xff, 0xd9}
	return contains(r, max(scan, size-tailLength), size, end) || contains(r, scan, size, end)
}

// jpegScan returns where the first scan begins, -1 when the file has none.
func jpegScan(r io.ReaderAt) int64 {
	var segment [4]byte
	for at := int64(2); ; {
		if _, err := r.ReadAt(segment[:], at); err != nil || segment[0] != 0xff {
			return -1
		}
		switch marker := segment[1]; {
		case marker == 0xff: // padding
			at++
		case marker == 0xda:
			return at
		case marker == 0x01, marker >= 0xd0 && marker <= 0xd8: // without a length
			at += 2
		default:
			at += 2 + int64(binary.BigEndian.Uint16(segment[2:]))
		}
	}
}

func wholePNG(r io.ReaderAt, size int64) bool {
	return contains(r, max(8, size-tailLength), size, []byte("IEND\xaeB`\x82"))
}

func wholeWebP(r io.ReaderAt, size int64) bool {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return false
	}
	return int64(binary.LittleEndian.Uint32(head[4:]))+8 <= size+1 // the last byte may be padding
}

// contains tells whether want is between two offsets of the file.
func contains(r io.ReaderAt, from, to int64, want []byte) bool {
	const step = 1 << 20
	buf := make([]byte, min(step, to-from)+int64(len(want)))
	for at := from; at < to; at += step {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), to-at)], at)
		if bytes.Contains(buf[:n], want) {
			return true
		}
		if err != nil {
			return false
		}
	}
	return false
}
