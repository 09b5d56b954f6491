package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The finger. What it does takes the time it takes, as a person's: the pauses
// between its steps are part of the gesture and wait for nothing.

// press puts the finger down and leaves it there.
func (s *screen) press(x, y int) {
	s.t.Helper()
	s.command("xdotool", "mousemove", strconv.Itoa(x), strconv.Itoa(y), "mousedown", "1")
}

// glide moves the finger, which is down, in steps a frame apart.
func (s *screen) glide(from, to image.Point, steps int) {
	s.t.Helper()
	var args []string
	for i := 1; i <= steps; i++ {
		at := from.Add(to.Sub(from).Mul(i).Div(steps))
		args = append(args, "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "sleep", "0.016")
	}
	s.command("xdotool", args...)
}

// lift takes the finger up after it has rested, so that nothing runs on.
func (s *screen) lift() {
	s.t.Helper()
	s.command("xdotool", "sleep", "0.2", "mouseup", "1")
}

// flick moves a finger fast and lets go while it moves; then come the further
// commands of the pointer.
func (s *screen) flick(from, to image.Point, then ...string) {
	s.t.Helper()
	args := []string{"mousemove", strconv.Itoa(from.X), strconv.Itoa(from.Y), "mousedown", "1"}
	const steps = 8
	for i := 1; i <= steps; i++ {
		at := from.Add(to.Sub(from).Mul(i).Div(steps))
		args = append(args, "sleep", "0.010", "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y))
	}
	s.command("xdotool", append(append(args, "mouseup", "1"), then...)...)
}

// look reads the whole display, as it is at this moment.
func (s *screen) look() []byte {
	s.t.Helper()
	raw, err := os.ReadFile(s.picture)
	if err != nil {
		s.t.Fatal(err)
	}
	return raw
}

// pixels reads a part of what is on the display, as it is at this moment.
func (s *screen) pixels(r image.Rectangle) []byte {
	s.t.Helper()
	raw := s.look()
	var head [25]uint32
	if err := binary.Read(bytes.NewReader(raw), binary.BigEndian, &head); err != nil {
		s.t.Fatal(err)
	}
	start, stride := int(head[0]+12*head[19]), int(head[12])
	var out []byte
	for y := r.Min.Y; y < r.Max.Y; y++ {
		line := start + y*stride
		out = append(out, raw[line+4*r.Min.X:line+4*r.Max.X]...)
	}
	return out
}

// colour is what is on the display at a point, as 0xRRGGBB.
func (s *screen) colour(x, y int) uint32 {
	s.t.Helper()
	return binary.LittleEndian.Uint32(s.pixels(image.Rect(x, y, x+1, y+1))) & 0xffffff
}

// becomes waits until a part of the display looks as it did, or, with same
// false, otherwise.
func (s *screen) becomes(what string, r image.Rectangle, picture []byte, same bool) {
	s.t.Helper()
	eventually(s.t, what, func() bool { return bytes.Equal(s.pixels(r), picture) == same })
}

// middle is where a finger touches a target.
func (t target) middle() image.Point { return image.Pt(int(t.X+t.W/2), int(t.Y+t.H/2)) }

// area is where a target is seen.
func (t target) area() image.Rectangle {
	return image.Rect(int(t.X), int(t.Y), int(t.X+t.W), int(t.Y+t.H))
}

// in is the same window for a test inside a test.
func (w *window) in(t *testing.T) *window {
	p, s := *w.process, *w.screen
	p.t, s.t = t, t
	return &window{&p, &s, w.targets}
}

// gone waits until a target can no longer be touched.
func (w *window) gone(id string) {
	w.t.Helper()
	eventually(w.t, id+" to go", func() bool {
		w.alive()
		_, there := w.find(id)
		return !there
	})
}

// some returns the targets whose names begin so.
func (w *window) some(prefix string) (found []target) {
	w.t.Helper()
	for _, t := range w.touchable() {
		if strings.HasPrefix(t.ID, prefix) {
			found = append(found, t)
		}
	}
	return found
}

// first waits for a target whose name begins so.
func (w *window) first(prefix string) target {
	w.t.Helper()
	eventually(w.t, "a target "+prefix+"… among "+w.ids(), func() bool {
		w.alive()
		return len(w.some(prefix)) > 0
	})
	return w.some(prefix)[0]
}

// moved waits until a target stands that much further down, to the pixel.
func (w *window) moved(id string, from target, down float64) {
	w.t.Helper()
	var now target
	eventually(w.t, fmt.Sprintf("%s to move by %.0f from %.0f", id, down, from.Y), func() bool {
		w.alive()
		now, _ = w.find(id)
		return math.Abs(now.Y-from.Y-down) <= 1 && now.X == from.X
	})
}

// everywhere collects the names that begin so while the page is dragged to its
// end.
func (w *window) everywhere(prefix string) map[string]bool {
	w.t.Helper()
	all := map[string]bool{}
	x, low, high := w.screen.width/2, w.screen.height*7/10, w.screen.height*3/10
	for last := ""; ; {
		w.settled()
		for _, t := range w.some(prefix) {
			all[t.ID] = true
		}
		now := w.ids() + fmt.Sprint(w.touchable())
		if now == last {
			return all
		}
		last = now
		w.screen.drag(x, low, high)
	}
}
