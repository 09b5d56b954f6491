package kit_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"hangviet/ui/kit/camera"
)

var phonePerRadian = camera.Phone.PerRadian

// String is the table in Markdown.
func (b *table) String() string {
	var s strings.Builder
	s.WriteString("| module | camera | screens | reader | symbols | clean |")
	for _, h := range harms {
		fmt.Fprintf(&s, " %s |", h.name)
	}
	s.WriteString(" all degraded |\n|" + strings.Repeat("---|", 7+len(harms)) + "\n")
	for _, r := range b.sorted() {
		for n, reader := range readers {
			r.tell(&s, n, reader.name)
		}
	}
	return s.String()
}

// tell writes the line of one reader.
func (r *row) tell(s *strings.Builder, n int, reader string) {
	module := fmt.Sprintf("%.2f mm", r.size.module)
	if r.size.pixels > 0 {
		module = fmt.Sprintf("%d px, %s", r.size.pixels, module)
	}
	var all rate
	for _, one := range r.spoilt[n] {
		all.add(one)
	}
	fmt.Fprintf(s, "| %s | %.1f px at %.0f cm | %s | %s | %d, %d | %s |", module, r.size.seen(), r.size.far/10,
		strings.Join(slices.Sorted(maps.Keys(r.screens)), "; "), reader, r.clean[n].all, all.all, r.clean[n])
	for _, one := range r.spoilt[n] {
		fmt.Fprintf(s, " %s |", one)
	}
	fmt.Fprintf(s, " %s |\n", all)
}

// writeReport writes what make qr tells.
func writeReport(t *testing.T, used, other *table) {
	t.Helper()
	text := fmt.Sprintf(`# QR codes that are read

Drawn by the kiosk's own widget at error correction M with four modules of quiet zone: links of every length from 12 to
213 bytes, contacts, receipts, day cards, kept lists as long as the screen takes. Per cent decoded, byte for byte, by each
reader by itself, zbar (zbarimg) and gozxing, within %d frames of a telephone; in brackets at the first one where that
differs. Every frame is looked at as it is, twice as large and half as large; gozxing by both its binarizers. "Camera" is
how many of its pixels a module has where the telephone is farthest; it is held there or up to a sixth nearer. The camera:
%.0f pixels a radian (1920 across a lens of 24 mm), in focus a point is spread by %.1f pixels; see package ui/kit/camera, and
ui/kit/qr_views_test.go for how much is blurred, turned and noised. Symbols: clean, degraded.

## Those the kiosk shows

%s
## Smaller and larger ones, for comparison

%s`, frames, phonePerRadian, camera.Phone.Spread, used, other)
	if err := os.WriteFile(os.Getenv(qrReport), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
