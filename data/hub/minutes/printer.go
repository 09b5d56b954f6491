package minutes

import (
	"fmt"

	"golang.org/x/image/font/gofont/gomono"

	"hangviet/data/a4"
	"hangviet/data/catalog"
)

// What is white about a page, in millimetres, as all lengths here.
const (
	margin  = 18.0
	foot    = 22.0 // at the foot, with the sentence in it
	wide    = a4.Wide - 2*margin
	leading = 1.4
)

var (
	ink  = a4.Colour{31, 42, 36}
	gray = a4.Colour{91, 102, 95}
	tea  = a4.Colour{31, 107, 74}
	pale = a4.Colour{228, 239, 232}
	line = a4.Colour{230, 222, 210}
)

// printer holds a document that is being made.
type printer struct {
	Minutes
	pdf  *a4.Document
	head []string // of the table that is being written, again at the top of a page
}

func newPrinter(m Minutes) (*printer, error) {
	pdf, err := a4.New(a4.About{Title: catalog.Text(m.Round.Title).In("vi"), Creator: "hub", Made: m.Made})
	if err != nil {
		return nil, err
	}
	p := &printer{Minutes: m, pdf: pdf}
	pdf.SetMargins(margin, margin, margin)
	pdf.SetCellMargin(1)
	pdf.SetAutoPageBreak(true, foot)
	pdf.AddUTF8FontFromBytes(a4.Code, "", gomono.TTF)
	pdf.AliasNbPages("{pages}")
	pdf.SetFooterFunc(p.footer)
	pdf.AddPage()
	return p, nil
}

// footer writes the sentence and the page's number at the foot of every page.
func (p *printer) footer() {
	p.pdf.SetY(-foot + 4)
	p.pdf.SetFont(a4.Plain, "", 7.5)
	p.pdf.Ink(gray)
	p.pdf.MultiCell(wide-24, 3.6, Sentence, "", "L", false)
	p.pdf.SetXY(a4.Wide-margin-24, a4.High-foot+4)
	p.pdf.CellFormat(24, 3.6, fmt.Sprintf("Trang %d/{pages}", p.pdf.PageNo()), "", 0, "R", false, 0, "")
}

// text writes a paragraph.
func (p *printer) text(text, face string, size float64, c a4.Colour) {
	if text == "" {
		return
	}
	p.pdf.SetFont(face, "", size)
	p.pdf.Ink(c)
	p.pdf.MultiCell(0, size*a4.Point*leading, p.pdf.Clean(text), "", "L", false)
}

// gap leaves white.
func (p *printer) gap(mm float64) { p.pdf.Ln(mm) }

// room begins a new page unless there is so much left of this one.
func (p *printer) room(mm float64) {
	if p.pdf.GetY()+mm > a4.High-foot {
		p.pdf.AddPage()
	}
}

// heading writes the heading of a part, never at the foot of a page.
func (p *printer) heading(title string) {
	p.room(28)
	p.gap(5)
	p.text(title, a4.Bold, 13, tea)
	p.gap(1)
}

// boxed writes a paragraph in a frame.
func (p *printer) boxed(text string) {
	p.pdf.SetFont(a4.Bold, "", 10)
	p.pdf.Ink(ink)
	p.pdf.Fill(pale)
	p.pdf.Draw(pale)
	p.pdf.SetCellMargin(3)
	p.pdf.MultiCell(0, 6, p.pdf.Clean(text), "1", "L", true)
	p.pdf.SetCellMargin(1)
}

// pair writes a figure beside what it counts.
func (p *printer) pair(what, figure string) {
	const left = 78.0
	p.pdf.SetFont(a4.Bold, "", 10)
	lines := p.pdf.SplitText(p.pdf.Clean(figure), wide-left-2)
	high := 5.6 * float64(max(1, len(lines)))
	p.room(high)
	y := p.pdf.GetY()
	p.rule(y)
	p.pdf.SetFont(a4.Plain, "", 10)
	p.pdf.Ink(gray)
	p.pdf.SetXY(margin, y)
	p.pdf.CellFormat(left, 5.6, p.pdf.Clean(what), "", 0, "L", false, 0, "")
	p.pdf.SetFont(a4.Bold, "", 10)
	p.pdf.Ink(ink)
	for i, l := range lines {
		p.pdf.SetXY(margin+left, y+float64(i)*5.6)
		p.pdf.CellFormat(wide-left, 5.6, l, "", 0, "L", false, 0, "")
	}
	p.pdf.SetXY(margin, y+high)
}

// rule draws a hairline.
func (p *printer) rule(y float64) {
	p.pdf.Draw(line)
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(margin, y, a4.Wide-margin, y)
}

// columns are how wide those of a table are.
var columns = []float64{70, 44, 20, 22, 18}

// row writes a line of a table; names are broken into lines, numbers stand at the
// right.
func (p *printer) row(cells []string, head bool) {
	size, face, c, each := 9.5, a4.Plain, ink, 5.0
	if head {
		size, c, each = 8.5, gray, 4.4
	}
	p.pdf.SetFont(face, "", size)
	lines := make([][]string, len(cells))
	most := 1
	for i, text := range cells {
		lines[i] = p.pdf.SplitText(p.pdf.Clean(text), columns[i]-2.5)
		most = max(most, len(lines[i]))
	}
	high := float64(most)*each + 2
	if p.pdf.GetY()+high > a4.High-foot {
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
	p.pdf.Ink(c)
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

// symbol draws a QR symbol of text.
func (p *printer) symbol(text string) error {
	const side = 52.0
	p.room(side + 4)
	p.gap(2)
	y := p.pdf.GetY()
	if err := p.pdf.Symbol(text, a4.LevelM, margin, y, side); err != nil {
		return err
	}
	p.pdf.SetXY(margin, y+side)
	return nil
}
