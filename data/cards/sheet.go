package cards

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/sfnt"

	"hangviet/assets"
	"hangviet/data/a4"
	"hangviet/data/ticket"
)

// Most is the largest number of cards in a file, which is made in memory: 14 KB for
// a card, so 0.7 GB.
const Most = 50_000

// Sheet is what is printed.
type Sheet struct {
	Title   string // of the round, at most 120 characters
	Codes   []ticket.Code
	PerPage int       // cards on a page, one of [PerPage]
	Made    time.Time // goes into the file's description
	First   int       // cards of the same batch in files before this one
}

// The reasons for which a sheet is not printed.
var (
	ErrTitle = errors.New("title is empty or longer than 120 characters")
	ErrGlyph = errors.New("title has a character that the fonts do not have")
	ErrGrid  = errors.New("so many cards do not fill a page evenly")
	ErrMany  = errors.New("too many cards for one file")
)

// grid is how the cards of a page stand.
type grid struct{ columns, rows int }

// grids leads from the number of cards on a page to how they stand.
var grids = map[int]grid{4: {1, 4}, 8: {2, 4}, 10: {2, 5}, 12: {2, 6}, 18: {3, 6}}

// PerPage returns the numbers of cards that a page can have, ascending.
func PerPage() []int { return []int{4, 8, 10, 12, 18} }

// Check tells whether the sheet can be printed, before its codes are drawn: of
// them it is told the number only.
func (s Sheet) Check(cards int) error {
	_, known := grids[s.PerPage]
	length := utf8.RuneCountInString(s.heading())
	switch {
	case length == 0 || length > 120:
		return ErrTitle
	case !known:
		return fmt.Errorf("%w: %d, it may be one of %v", ErrGrid, s.PerPage, PerPage())
	case cards > Most:
		return fmt.Errorf("%w: %d, at most %d", ErrMany, cards, Most)
	}
	return checkGlyphs(s.heading())
}

// heading is the title as it is printed: in NFC, without spaces about it.
func (s Sheet) heading() string { return a4.OneLine(s.Title) }

// checkGlyphs refuses text that the title's font cannot show.
func checkGlyphs(text string) error {
	face, err := sfnt.Parse(assets.FontSemiBold)
	if err != nil {
		return fmt.Errorf("read font: %w", err)
	}
	var b sfnt.Buffer
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		glyph, err := face.GlyphIndex(&b, r)
		if err != nil {
			return fmt.Errorf("read font: %w", err)
		}
		if glyph == 0 || r == utf8.RuneError && size == 1 {
			return fmt.Errorf("%w: %q", ErrGlyph, text[i:i+size])
		}
	}
	return nil
}

// Write writes the sheet to w as a PDF. Its errors are those of [Sheet.Check], of
// ctx and of w; none names a code.
func Write(ctx context.Context, w io.Writer, s Sheet) error {
	if err := s.Check(len(s.Codes)); err != nil {
		return err
	}
	p, err := newPrinter(s)
	if err != nil {
		return err
	}
	for i, code := range s.Codes {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("print cards: %w", err)
		}
		if i%s.PerPage == 0 {
			p.newPage()
		}
		if err := p.card(i, code); err != nil {
			return fmt.Errorf("print card %d: %w", i+1, err)
		}
	}
	if err := p.pdf.Write(w); err != nil {
		return fmt.Errorf("write cards: %w", err)
	}
	return nil
}

// printer holds a sheet that is being made.
type printer struct {
	pdf        *a4.Document
	grid       grid
	first      int     // cards in files before this one
	wide, high float64 // of a card, in millimetres, as all lengths here
	layout     layout
}

// margin is what printers leave white about a page.
const margin = 8.0

func newPrinter(s Sheet) (*printer, error) {
	pdf, err := a4.New(a4.About{Title: s.heading(), Creator: "kioskctl tickets", Made: s.Made})
	if err != nil {
		return nil, err
	}
	pdf.AddUTF8FontFromBytes(a4.Code, "", gomonobold.TTF)
	p := &printer{pdf: pdf, grid: grids[s.PerPage], first: s.First}
	p.wide = (a4.Wide - 2*margin) / float64(p.grid.columns)
	p.high = (a4.High - 2*margin) / float64(p.grid.rows)
	p.layout = p.arrange(p.wide, p.high, s.heading())
	return p, nil
}

func (p *printer) newPage() {
	p.pdf.AddPage()
	p.cutMarks()
}

// cutMarks draws where to cut: short lines in the margin and a cross where four
// cards meet.
func (p *printer) cutMarks() {
	const long, gap, arm = 4.0, 1.5, 1.5
	p.pdf.SetLineWidth(0.1)
	p.pdf.Draw(a4.Gray(90))
	for c := range p.grid.columns + 1 {
		x := margin + float64(c)*p.wide
		p.pdf.Line(x, margin-gap-long, x, margin-gap)
		p.pdf.Line(x, a4.High-margin+gap, x, a4.High-margin+gap+long)
		for r := range p.grid.rows + 1 {
			y := margin + float64(r)*p.high
			p.pdf.Line(x-arm, y, x+arm, y)
			p.pdf.Line(x, y-arm, x, y+arm)
		}
	}
	for r := range p.grid.rows + 1 {
		y := margin + float64(r)*p.high
		p.pdf.Line(margin-gap-long, y, margin-gap, y)
		p.pdf.Line(a4.Wide-margin+gap, y, a4.Wide-margin+gap+long, y)
	}
}
