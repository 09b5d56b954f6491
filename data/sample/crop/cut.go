package crop

import (
	"encoding/binary"
	"image"
)

// Shift is how much brighter, bluer and redder a photo is than its scene, in the
// steps in which the scene's levels are coded.
type Shift struct{ Light, Blue, Red int }

// Bounds are the scene's, in pixels.
func (s *Scene) Bounds() image.Rectangle { return image.Rect(0, 0, s.across*Step, s.down*Step) }

// Cut appends the photo of a part of the scene to out. The part lies within
// the bounds; it begins at multiples of [Step] and is of any size.
func (s *Scene) Cut(out []byte, part image.Rectangle, by Shift) []byte {
	out = append(out, 0xff, 0xd8)
	for _, table := range s.tables {
		out = append(out, table...)
	}
	out = appendFrame(out, part.Size())
	w := writer{out: out}
	shift, level := [3]int{by.Light, by.Blue, by.Red}, [3]int{}
	for y := part.Min.Y / Step; y*Step < part.Max.Y; y++ {
		for x := part.Min.X / Step; x*Step < part.Max.X; x++ {
			s.step(&w, (y*s.across+x)*perStep, shift, &level)
		}
	}
	w.put(0x7f, 7) // the last byte is filled with ones
	return append(w.out, 0xff, 0xd9)
}

// step writes the blocks of one step; level is what the last of each component
// had.
func (s *Scene) step(w *writer, first int, shift [3]int, level *[3]int) {
	for i, b := range s.blocks[first : first+perStep] {
		c := component(i)
		now := int(b.level) + shift[c]
		brightness, _ := s.codes(c)
		w.signed(brightness, now-level[c])
		level[c] = now
		w.copy(s.bits, int(b.from), int(b.length))
	}
}

// appendFrame writes the segments SOF0 and SOS: three components, the light in
// twice as many pixels each way.
func appendFrame(out []byte, size image.Point) []byte {
	out = append(out, 0xff, 0xc0, 0, 17, 8)
	out = binary.BigEndian.AppendUint16(out, uint16(size.Y))
	out = binary.BigEndian.AppendUint16(out, uint16(size.X))
	out = append(out, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)
	return append(out, 0xff, 0xda, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0)
}
