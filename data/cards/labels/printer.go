package labels

import (
	"fmt"
	"math"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"hangviet/assets"
)

// A4 and what is white on it, in millimetres, as all lengths here.
const (
	pageWide, pageHigh = 210.0, 297.0
	margin             = 8.0
	inset              = 5.0 // white within a label
	gap                = 4.0
	pointMM            = 25.4 / 72
	leading            = 1.28
	quiet              = 4 // modules of white about a symbol
)

// Sizes of letters, in points.
const (
	titleMost, titleLeast = 20.0, 9.0
	textMost, textLeast   = 10.5, 7.0
	codeMost              = 24.0
	smallSize             = 8.0
)

const (
	plainFace = "plain"
	boldFace  = "bold"
	codeFace  = "code"
)

// colour is red, green and blue.
type colour [3]int

var (
	ink  = colour{31, 42, 36}
	gray = colour{91, 102, 95}
	gold = colour{227, 160, 8}
	cut  = colour{190, 184, 174}
)

// printer holds a sheet that is being made.
type printer struct {
	Sheet
	pdf        *fpdf.Fpdf
	font       *sfnt.Font
	wide, high float64 // of a label
}

func newPrinter(s Sheet) (*printer, error) {
	font, err := sfnt.Parse(assets.FontRegular)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	p := &printer{Sheet: s, pdf: pdf, font: font}
	p.wide, p.high = (pageWide-2*margin)/float64(s.Wide), (pageHigh-2*margin)/float64(s.High)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetTitle(p.clean(s.Title), true)
	pdf.SetCreator("hub", false)
	pdf.SetLang("vi")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(s.Made)
	pdf.SetModificationDate(s.Made)
	pdf.AddUTF8FontFromBytes(plainFace, "", assets.FontRegular)
	pdf.AddUTF8FontFromBytes(boldFace, "", assets.FontSemiBold)
	pdf.AddUTF8FontFromBytes(codeFace, "", gomonobold.TTF)
	return p, nil
}

// page begins a page with the lines to cut along.
func (p *printer) page() {
	p.pdf.AddPage()
	p.pdf.SetLineWidth(0.15)
	p.pdf.SetDrawColor(cut[0], cut[1], cut[2])
	p.pdf.SetDashPattern([]float64{1, 1.5}, 0)
	for i := range p.Wide + 1 {
		x := margin + float64(i)*p.wide
		p.pdf.Line(x, margin, x, pageHigh-margin)
	}
	for i := range p.High + 1 {
		y := margin + float64(i)*p.high
		p.pdf.Line(margin, y, pageWide-margin, y)
	}
	p.pdf.SetDashPattern(nil, 0)
}

// label draws one label: its symbol at the right, its text at the left.
func (p *printer) label(l Label, column, row int) error {
	x, y := margin+float64(column)*p.wide+inset, margin+float64(row)*p.high+inset
	wide, high := p.wide-2*inset, p.high-2*inset
	if l.QR != "" {
		side := min(high, wide*0.42)
		if err := p.symbol(l.QR, x+wide-side, y+(high-side)/2, side); err != nil {
			return err
		}
		wide -= side + gap
	}
	bottom := y + high
	if l.Foot != "" {
		lines := p.lines(plainFace, smallSize, l.Foot, wide)
		bottom -= tall(lines, smallSize)
		p.write(plainFace, smallSize, gray, x, bottom, lines)
		bottom -= gap / 2
	}
	p.text(l, x, y, wide, bottom-y)
	return nil
}

// text writes what stands beside the symbol, in letters as large as there is room.
func (p *printer) text(l Label, x, y, wide, high float64) {
	rest, bottom := high-p.heightOf(l), y+high
	title, size := p.fit(boldFace, l.Title, wide, max(rest, 8), titleMost, titleLeast)
	text := textMost
	for rest-tall(title, size) < p.linesHigh(l, wide, text) && text > textLeast {
		text -= 0.25
	}
	if l.Above != "" {
		above := p.lines(plainFace, smallSize, l.Above, wide)[:1]
		p.write(plainFace, smallSize, gray, x, y, above)
		y += tall(above, smallSize)
	}
	p.write(boldFace, size, ink, x, y, title)
	y += tall(title, size) + 1
	if l.Stars > 0 {
		p.stars(l.Stars, x, y)
		y += starHigh + 2
	}
	for _, line := range l.Lines {
		some := p.lines(plainFace, text, line, wide)
		some = some[:max(0, min(len(some), int((bottom-y)/tall([]string{line}, text))))]
		p.write(plainFace, text, gray, x, y, some)
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
		high += smallSize * pointMM * leading
	}
	if l.Stars > 0 {
		high += starHigh + 2
	}
	if l.Code != "" {
		high += codeMost*pointMM + 1.5
	}
	return high + float64(len(l.Lines))*textLeast*pointMM*leading
}

func (p *printer) linesHigh(l Label, wide, size float64) (high float64) {
	for _, line := range l.Lines {
		high += tall(p.lines(plainFace, size, line, wide), size)
	}
	return high - float64(len(l.Lines))*textLeast*pointMM*leading
}

// fit breaks text into at most three lines of the largest size that has room, and
// cuts what is too long for the smallest.
func (p *printer) fit(face, text string, wide, high, most, least float64) (lines []string, size float64) {
	for size = most; ; size -= 0.25 {
		lines = p.lines(face, size, text, wide)
		if len(lines) <= 3 && tall(lines, size) <= high {
			return lines, size
		}
		if size <= least {
			return lines[:min(len(lines), 3)], size
		}
	}
}

func (p *printer) lines(face string, size float64, text string, wide float64) []string {
	p.pdf.SetFont(face, "", size)
	return p.pdf.SplitText(p.clean(text), wide)
}

func tall(lines []string, size float64) float64 {
	return float64(len(lines)) * size * pointMM * leading
}

func (p *printer) write(face string, size float64, c colour, x, y float64, lines []string) {
	p.pdf.SetFont(face, "", size)
	p.pdf.SetTextColor(c[0], c[1], c[2])
	for i, line := range lines {
		p.pdf.Text(x, y+size*pointMM*(float64(i)*leading+1), line)
	}
}

// code writes what is to be typed in one line.
func (p *printer) code(code string, x, y, wide float64) {
	p.pdf.SetFont(codeFace, "", 10)
	size := min(codeMost, 10*wide/max(1, p.pdf.GetStringWidth(code)))
	p.write(codeFace, size, ink, x, y, []string{code})
}

// starHigh is how large a star is.
const starHigh = 6.5

// stars draws so many stars in a row.
func (p *printer) stars(n int, x, y float64) {
	p.pdf.SetFillColor(gold[0], gold[1], gold[2])
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

// symbol draws a QR symbol with its quiet zone in a square.
func (p *printer) symbol(text string, x, y, side float64) error {
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("make QR symbol: %w", err)
	}
	q.DisableBorder = true
	modules := q.Bitmap()
	k := p.pdf.GetConversionRatio()
	module := side / float64(len(modules)+2*quiet)
	var shape strings.Builder // one shape, so that no viewer draws seams
	fmt.Fprintf(&shape, "q 0 g %.4f 0 0 %.4f %.3f %.3f cm\n", module*k, -module*k, (x+quiet*module)*k, (pageHigh-y-quiet*module)*k)
	for row, line := range modules {
		for column, dark := range line {
			if dark {
				fmt.Fprintf(&shape, "%d %d 1 1 re\n", column, row)
			}
		}
	}
	shape.WriteString("f Q")
	p.pdf.RawWriteStr(shape.String())
	return p.pdf.Error()
}

// clean returns text in NFC in one line, with a question mark for every character
// that the fonts lack.
func (p *printer) clean(text string) string {
	var b sfnt.Buffer
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	return strings.Map(func(r rune) rune {
		if glyph, err := p.font.GlyphIndex(&b, r); err != nil || glyph == 0 || r > 0xffff {
			return '?'
		}
		return r
	}, text)
}
