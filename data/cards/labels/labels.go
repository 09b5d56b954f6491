package labels

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Label is one label. Empty parts take no room.
type Label struct {
	Above string   // a small line above the title
	Title string   // what it is of
	Stars int      // 0 to 5
	Lines []string // below the title
	Code  string   // to be typed, in large letters
	QR    string   // what the symbol holds; "" no symbol
	Foot  string   // a small line at the foot
}

// Sheet is what is printed.
type Sheet struct {
	Title  string // of the file
	Labels []Label
	Wide   int       // labels beside each other, 1 to 3
	High   int       // labels below each other, 1 to 8
	Made   time.Time // goes into the file's description
}

// Most is how many labels a file has at most; it is made in memory.
const Most = 5000

// The reasons for which a sheet is not printed.
var (
	ErrGrid = errors.New("so many labels do not fit on a page")
	ErrMany = errors.New("too many labels for one file")
)

// Write writes the sheet to w as a PDF.
func Write(w io.Writer, s Sheet) error {
	if s.Wide < 1 || s.Wide > 3 || s.High < 1 || s.High > 8 {
		return ErrGrid
	}
	if len(s.Labels) > Most {
		return ErrMany
	}
	p, err := newPrinter(s)
	if err != nil {
		return err
	}
	for page := range slices.Chunk(s.Labels, s.Wide*s.High) {
		p.page()
		for i, l := range page {
			if err := p.label(l, i%s.Wide, i/s.Wide); err != nil {
				return fmt.Errorf("print label: %w", err)
			}
		}
	}
	if len(s.Labels) == 0 {
		p.page()
	}
	if err := p.pdf.Write(w); err != nil {
		return fmt.Errorf("write labels: %w", err)
	}
	return nil
}
