package sheet

import (
	"bytes"
	"encoding/binary"
)

// orientation returns how a camera was held, 1 to 8 as EXIF counts (TIFF tag
// 274); 1, upright, when the bytes do not tell. It looks at the head of a JPEG,
// at the eXIf chunk of a PNG and at the EXIF chunk of a WebP, and never reads
// beyond what it is given.
func orientation(head []byte) int {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xd8}):
		return tiffOrientation(jpegExif(head))
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return tiffOrientation(pngExif(head))
	case isWebP(head):
		return tiffOrientation(webpExif(head))
	}
	return 1
}

func isWebP(head []byte) bool {
	return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

// jpegExif returns the TIFF structure of the segment APP1.
func jpegExif(b []byte) []byte {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker, length := b[at+1], int(binary.BigEndian.Uint16(b[at+2:]))
		end := at + 2 + length
		if marker == 0xda || length < 2 || end > len(b) { // the picture begins, or it is cut off
			return nil
		}
		if body := b[at+4 : end]; marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return body[6:]
		}
		at = end
	}
	return nil
}

func pngExif(b []byte) []byte {
	for at := 8; at+12 <= len(b); {
		length := binary.BigEndian.Uint32(b[at:])
		if length > uint32(len(b)-at-12) {
			return nil
		}
		body := b[at+8 : at+8+int(length)]
		if string(b[at+4:at+8]) == "eXIf" {
			return body
		}
		at += 12 + int(length)
	}
	return nil
}

func webpExif(b []byte) []byte {
	for at := 12; at+8 <= len(b); {
		length := binary.LittleEndian.Uint32(b[at+4:])
		if length > uint32(len(b)-at-8) {
			return nil
		}
		body := b[at+8 : at+8+int(length)]
		if string(b[at:at+4]) == "EXIF" {
			return bytes.TrimPrefix(body, []byte("Exif\x00\x00"))
		}
		at += 8 + int(length) + int(length&1)
	}
	return nil
}

// tiffOrientation reads tag 274, a SHORT, from the first directory.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(b[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := order.Uint32(b[4:])
	if at > uint32(len(b)-2) {
		return 1
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 274 && order.Uint16(entries[2:]) == 3 {
			if v := order.Uint16(entries[8:]); v >= 1 && v <= 8 {
				return int(v)
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}
