package a4

import (
	"fmt"
	"iter"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
)

// Safety is how much of a QR symbol may be spoilt and it can still be read.
type Safety = qrcode.RecoveryLevel

// The levels that are printed: M, of which 15 % may be spoilt, and Q, 25 %.
const (
	LevelM = qrcode.Medium
	LevelQ = qrcode.High
)

// quiet is the white that a symbol needs about it, in modules (ISO/IEC 18004).
const quiet = 4

// Symbol draws the QR symbol of text with its white in a square, from its upper left
// corner.
func (d *Document) Symbol(text string, level Safety, x, y, side float64) error {
	q, err := qrcode.New(text, level)
	if err != nil {
		return fmt.Errorf("make QR symbol: %w", err)
	}
	q.DisableBorder = true
	modules := q.Bitmap()
	k := d.GetConversionRatio()
	module := side / float64(len(modules)+2*quiet)
	var shape strings.Builder
	fmt.Fprintf(&shape, "q 0 g %.4f 0 0 %.4f %.3f %.3f cm\n", module*k, -module*k, (x+quiet*module)*k, (High-y-quiet*module)*k)
	for row, line := range modules {
		for from, to := range runs(line) {
			fmt.Fprintf(&shape, "%d %d %d 1 re\n", from, row, to-from)
		}
	}
	shape.WriteString("f Q")
	d.RawWriteStr(shape.String())
	return d.Error()
}

// runs yields where dark modules begin and end in a line.
func runs(line []bool) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := 0; from < len(line); from++ {
			to := from
			for to < len(line) && line[to] {
				to++
			}
			if to > from && !yield(from, to) {
				return
			}
			from = max(from, to)
		}
	}
}
