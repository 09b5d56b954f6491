package labels

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gomonobold"

	"hangviet/data/a4"
)

// What is white on a page, in millimetres, as all lengths here.
const (
	margin  = 8.0
	inset   = 5.0 // within a label
	gap     = 4.0
	leading = 1.28
)

// Sizes of letters, in points.
const (
	titleMost, titleLeast = 20.0, 9.0
	textMost, textLeast   = 10.5, 7.0
	codeMost              = 24.0
	smallSize             = 8.0
)

var (
	ink  = a4.Colour{31, 42, 36}
	gray = a4.Colour{91, 102, 95}
	gold = a4.Colour{227, 160, 8}
	cut  = a4.Colour{190, 184, 174}
)

// printer holds a sheet that is being made.
type printer struct {
	Sheet
	pdf        *a4.Document
	wide, high float64 // of a label
}

func newPrinter(s Sheet) (*printer, error) {
	pdf, err := a4.New(a4.About{Title: s.Title, Creator: "hub", Made: s.Made})
	if err != nil {
		return nil, err
	}
	pdf.AddUTF8FontFromBytes(a4.Code, "", gomonobold.TTF)
	return &printer{s, pdf, (a4.Wide - 2*margin) / float64(s.Wide), (a4.High - 2*margin) / float64(s.High)}, nil
}

// page begins a page with the lines to cut along.
func (p *printer) page() {
	p.pdf.AddPage()
	p.pdf.SetLineWidth(0.15)
	p.pdf.Draw(cut)
	p.pdf.SetDashPattern([]float64{1, 1.5}, 0)
	for i := range p.Wide + 1 {
		x := margin + float64(i)*p.wide
		p.pdf.Line(x, margin, x, a4.High-margin)
	}
	for i := range p.High + 1 {
		y := margin + float64(i)*p.high
		p.pdf.Line(margin, y, a4.Wide-margin, y)
	}
	p.pdf.SetDashPattern(nil, 0)
}

// label draws one label: its symbol at the right, its text at the left.
func (p *printer) label(l Label, column, row int) error {
	x, y := margin+float64(column)*p.wide+inset, margin+float64(row)*p.high+inset
	wide, high := p.wide-2*inset, p.high-2*inset
	if l.QR != "" {
		side := min(high, wide*0.42)
		if err := p.pdf.Symbol(l.QR, a4.LevelM, x+wide-side, y+(high-side)/2, side); err != nil {
			return err
		}
		wide -= side + gap
	}
	bottom := y + high
	if l.Foot != "" {
		lines := p.pdf.Lines(a4.Plain, smallSize, l.Foot, wide)
		bottom -= tall(lines, smallSize)
		p.write(a4.Plain, smallSize, gray, x, bottom, lines)
		bottom -= gap / 2
	}
	p.text(l, x, y, wide, bottom-y)
	return nil
}

// text writes what stands beside the symbol, in letters as large as there is room.
func (p *printer) text(l Label, x, y, wide, high float64) {
	rest, bottom := high-p.heightOf(l), y+high
	title, size := p.fit(a4.Bold, l.Title, wide, max(rest, 8), titleMost, titleLeast)
	text := textMost
	for rest-tall(title, size) < p.linesHigh(l, wide, text) && text > textLeast {
		text -= 0.25
	}
	if l.Above != "" {
		above := p.pdf.Lines(a4.Plain, smallSize, l.Above, wide)[:1]
		p.write(a4.Plain, smallSize, gray, x, y, above)
		y += tall(above, smallSize)
	}
	p.write(a4.Bold, size, ink, x, y, title)
	y += tall(title, size) + 1
	if l.Stars > 0 {
		p.stars(l.Stars, x, y)
		y += starHigh + 2
	}
	for _, line := range l.Lines {
		some := p.pdf.Lines(a4.Plain, text, line, wide)
		some = some[:max(0, min(len(some), int((bottom-y)/tall([]string{line}, text))))]
		p.write(a4.Plain, text, gray, x, y, some)
		y += tall(some, text)
	}
	if l.Code != "" {
		p.code(l.Code, x, y+1.5, wide)
	}
}

// heightOf is what of a label's text has one size alone.
func (p *printer) heightOf(l Label) (high float64) {
	high = 1
	if l.Above != "" {
		high += smallSize * a4.Point * leading
	}
	if l.Stars > 0 {
		high += starHigh + 2
	}
	if l.Code != "" {
		high += codeMost*a4.Point + 1.5
	}
	return high + float64(len(l.Lines))*textLeast*a4.Point*leading
}

func (p *printer) linesHigh(l Label, wide, size float64) (high float64) {
	for _, line := range l.Lines {
		high += tall(p.pdf.Lines(a4.Plain, size, line, wide), size)
	}
	return high - float64(len(l.Lines))*textLeast*a4.Point*leading
}

// fit breaks text into at most three lines of the largest size that has room, and
// cuts what is too long for the smallest.
func (p *printer) fit(face, text string, wide, high, most, least float64) (lines []string, size float64) {
	for size = most; ; size -= 0.25 {
		lines = p.pdf.Lines(face, size, text, wide)
		if len(lines) <= 3 && tall(lines, size) <= high {
			return lines, size
		}
		if size <= least {
			return lines[:min(len(lines), 3)], size
		}
	}
}

func tall(lines []string, size float64) float64 {
	return float64(len(lines)) * size * a4.Point * leading
}

func (p *printer) write(face string, size float64, c a4.Colour, x, y float64, lines []string) {
	p.pdf.SetFont(face, "", size)
	p.pdf.Ink(c)
	for i, line := range lines {
		p.pdf.Text(x, y+size*a4.Point*(float64(i)*leading+1), line)
	}
}

// code writes what is to be typed in one line.
func (p *printer) code(code string, x, y, wide float64) {
	size := min(codeMost, 10*wide/max(1, p.pdf.Width(a4.Code, 10, code)))
	p.write(a4.Code, size, ink, x, y, []string{code})
}

// starHigh is how large a star is.
const starHigh = 6.5

// stars draws so many stars in a row.
func (p *printer) stars(n int, x, y float64) {
	p.pdf.Fill(gold)
	const r = starHigh / 2
	for i := range min(n, 5) {
		cx, cy := x+r+float64(i)*(starHigh+1.2), y+r
		var points []fpdf.PointType
		for k := range 10 {
			reach := r
			if k%2 == 1 {
				reach = r * 0.42
			}
			angle := float64(k)*math.Pi/5 - math.Pi/2
			points = append(points, fpdf.PointType{X: cx + reach*math.Cos(angle), Y: cy + reach*math.Sin(angle)})
		}
		p.pdf.Polygon(points, "F")
	}
}
