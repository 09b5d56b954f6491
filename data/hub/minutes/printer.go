package minutes

import (
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"hangviet/assets"
	"hangviet/data/catalog"
)

// A4, in millimetres, as all lengths here.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	margin     = 18.0
	foot       = 22.0 // white at the foot of a page, with the sentence in it
	leading    = 1.4
	pointMM    = 25.4 / 72
)

// The typefaces.
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
	tea  = colour{31, 107, 74}
	line = colour{230, 222, 210}
)

// printer holds a document that is being made.
type printer struct {
	Minutes
	pdf  *fpdf.Fpdf
	font *sfnt.Font // by which characters are known
	head []string   // of the table that is being written, again at the top of a page
}

func newPrinter(m Minutes) (*printer, error) {
	font, err := sfnt.Parse(assets.FontRegular)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	p := &printer{Minutes: m, pdf: pdf, font: font}
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(true, foot)
	pdf.SetCompression(true)
	pdf.SetTitle(p.clean(catalog.Text(m.Round.Title).In("vi")), true)
	pdf.SetCreator("hub", false)
	pdf.SetLang("vi")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(m.Made)
	pdf.SetModificationDate(m.Made)
	pdf.AddUTF8FontFromBytes(plainFace, "", assets.FontRegular)
	pdf.AddUTF8FontFromBytes(boldFace, "", assets.FontSemiBold)
	pdf.AddUTF8FontFromBytes(codeFace, "", gomono.TTF)
	pdf.AliasNbPages("{pages}")
	pdf.SetFooterFunc(p.footer)
	pdf.AddPage()
	return p, nil
}

// footer writes the sentence and the page's number at the foot of every page.
func (p *printer) footer() {
	p.pdf.SetY(-foot + 4)
	p.pdf.SetFont(plainFace, "", 7.5)
	p.ink(gray)
	p.pdf.MultiCell(pageWidth-2*margin-24, 3.6, Sentence, "", "L", false)
	p.pdf.SetXY(pageWidth-margin-24, pageHeight-foot+4)
	p.pdf.CellFormat(24, 3.6, fmt.Sprintf("Trang %d/{pages}", p.pdf.PageNo()), "", 0, "R", false, 0, "")
}

// ink sets the colour of what is written.
func (p *printer) ink(c colour) { p.pdf.SetTextColor(c[0], c[1], c[2]) }

// clean returns text in NFC with a box for every character that the font lacks.
func (p *printer) clean(text string) string {
	var b sfnt.Buffer
	return strings.Map(func(r rune) rune {
		glyph, err := p.font.GlyphIndex(&b, r)
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case r < ' ' || err != nil || glyph == 0 || r > 0xffff:
			return '?'
		}
		return r
	}, norm.NFC.String(text))
}

// text writes a paragraph.
func (p *printer) text(text, face string, size float64, c colour) {
	if text == "" {
		return
	}
	p.pdf.SetFont(face, "", size)
	p.ink(c)
	p.pdf.MultiCell(0, size*pointMM*leading, p.clean(text), "", "L", false)
}

// gap leaves white.
func (p *printer) gap(mm float64) { p.pdf.Ln(mm) }

// room begins a new page unless there is so much left of this one.
func (p *printer) room(mm float64) {
	if p.pdf.GetY()+mm > pageHeight-foot {
		p.pdf.AddPage()
	}
}

// heading writes the heading of a part, never at the foot of a page.
func (p *printer) heading(title string) {
	p.room(28)
	p.gap(5)
	p.text(title, boldFace, 13, tea)
	p.gap(1)
}

// boxed writes a paragraph in a frame.
func (p *printer) boxed(text string) {
	p.pdf.SetFont(boldFace, "", 10)
	p.ink(ink)
	p.pdf.SetFillColor(228, 239, 232)
	p.pdf.SetDrawColor(228, 239, 232)
	p.pdf.SetCellMargin(3)
	p.pdf.MultiCell(0, 6, p.clean(text), "1", "L", true)
	p.pdf.SetCellMargin(1)
}

// pair writes a figure beside what it counts.
func (p *printer) pair(what, figure string) {
	const wide = 78.0
	p.pdf.SetFont(boldFace, "", 10)
	lines := p.pdf.SplitText(p.clean(figure), pageWidth-2*margin-wide-2)
	high := 5.6 * float64(max(1, len(lines)))
	p.room(high)
	y := p.pdf.GetY()
	p.rule(y)
	p.pdf.SetFont(plainFace, "", 10)
	p.ink(gray)
	p.pdf.SetXY(margin, y)
	p.pdf.CellFormat(wide, 5.6, p.clean(what), "", 0, "L", false, 0, "")
	p.pdf.SetFont(boldFace, "", 10)
	p.ink(ink)
	for i, l := range lines {
		p.pdf.SetXY(margin+wide, y+float64(i)*5.6)
		p.pdf.CellFormat(pageWidth-2*margin-wide, 5.6, l, "", 0, "L", false, 0, "")
	}
	p.pdf.SetXY(margin, y+high)
}

// rule draws a hairline.
func (p *printer) rule(y float64) {
	p.pdf.SetDrawColor(line[0], line[1], line[2])
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(margin, y, pageWidth-margin, y)
}

// columns are how wide those of a table are.
var columns = []float64{70, 44, 20, 22, 18}

// row writes a line of a table; names are broken into lines, numbers stand at the
// right.
func (p *printer) row(cells []string, head bool) {
	size, face, c, each := 9.5, plainFace, ink, 5.0
	if head {
		size, c, each = 8.5, gray, 4.4
	}
	p.pdf.SetFont(face, "", size)
	lines := make([][]string, len(cells))
	most := 1
	for i, text := range cells {
		lines[i] = p.pdf.SplitText(p.clean(text), columns[i]-2.5)
		most = max(most, len(lines[i]))
	}
	high := float64(most)*each + 2
	if p.pdf.GetY()+high > pageHeight-foot {
		p.pdf.AddPage()
		if again := p.head; again != nil {
			p.head = nil
			p.row(again, true)
			p.head = again
		}
		p.pdf.SetFont(face, "", size)
	}
	y := p.pdf.GetY()
	p.rule(y)
	p.ink(c)
	p.cells(lines, y+1, each)
	p.pdf.SetXY(margin, y+high)
}

func (p *printer) cells(lines [][]string, y, each float64) {
	x := margin
	for i, cell := range lines {
		align := "L"
		if i >= 2 {
			align = "R"
		}
		for n, text := range cell {
			p.pdf.SetXY(x, y+float64(n)*each)
			p.pdf.CellFormat(columns[i], each, text, "", 0, align, false, 0, "")
		}
		x += columns[i]
	}
}

// symbol draws a QR symbol of text with its quiet zone.
func (p *printer) symbol(text string) error {
	const side, quiet = 52.0, 4
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("make QR symbol: %w", err)
	}
	q.DisableBorder = true
	modules := q.Bitmap()
	p.room(side + 4)
	p.gap(2)
	x, y, module := margin, p.pdf.GetY(), side/float64(len(modules)+2*quiet)
	p.pdf.SetFillColor(0, 0, 0)
	for r, row := range modules {
		for from := 0; from < len(row); from++ {
			to := from
			for to < len(row) && row[to] {
				to++
			}
			if to > from {
				p.pdf.Rect(x+float64(quiet+from)*module, y+float64(quiet+r)*module, float64(to-from)*module, module*1.01, "F")
			}
			from = to
		}
	}
	p.pdf.SetXY(margin, y+side)
	return nil
}
