package cards

import (
	"fmt"
	"slices"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"hangviet/data/ticket"
)

// What every card says, whatever the round.
const (
	sentenceVi = "Mã dùng một lần để bỏ một phiếu tại ki-ốt. Đây là chương trình quảng bá có hội đồng xét chọn, không phải cuộc bầu cử."
	sentenceEn = "One-time code for one ballot at a kiosk. This is a promotion programme with a jury, not an election."
)

// Lengths of a card, in millimetres, and sizes of letters, in points.
const (
	inset   = 3.5 // white inside the cut
	between = 1.5
	quiet   = 4 // modules of white about a QR symbol
	pointMM = 25.4 / 72
	leading = 1.25

	titleMost, titleLeast = 14.0, 6.0
	noteMost, noteLeast   = 7.5, 4.5
	codeMost              = 44.0
	numberSize            = 6.5
)

// frame is a rectangle on the page.
type frame struct{ x, y, w, h float64 }

// layout is how every card of a sheet is divided, from its upper left corner.
type layout struct {
	title, symbol, code, notes frame
	titleLines, noteLines      []string
	titleSize, noteSize        float64
	vietnamese                 int // how many of noteLines are
}

// arrange divides a card of that size: the title above, the symbol at the left,
// as large as it gets, the code and under it the sentences at the right.
func (p *printer) arrange(wide, high float64, title string) layout {
	l := layout{title: frame{inset, inset, wide - 2*inset, 0}}
	number := p.width(plainFace, numberSize, numberText(max(Most, p.first+Most)))
	l.titleLines, l.titleSize = p.fit(boldFace, title, l.title.w-number-between, high/5, titleMost, titleLeast)
	l.title.h = height(l.titleLines, l.titleSize)
	top := inset + l.title.h + between
	side := min(high-inset-top, (wide-2*inset)*0.45)
	l.symbol = frame{inset, top + (high-inset-top-side)/2, side, side}
	l.code = frame{inset + side + between, top, wide - 2*inset - side - between, 0}
	l.setNotes(p, high-inset-top)
	return l
}

// setNotes gives the sentences up to half of the room, and the code the rest.
func (l *layout) setNotes(p *printer, high float64) {
	for l.noteSize = noteMost; ; l.noteSize -= 0.25 {
		vi := p.lines(plainFace, l.noteSize, sentenceVi, l.code.w)
		en := p.lines(plainFace, l.noteSize, sentenceEn, l.code.w)
		l.noteLines, l.vietnamese = slices.Concat(vi, en), len(vi)
		if height(l.noteLines, l.noteSize) <= high/2 || l.noteSize <= noteLeast {
			break
		}
	}
	notes := height(l.noteLines, l.noteSize)
	l.code.h = high - notes - between
	l.notes = frame{l.code.x, l.code.y + l.code.h + between, l.code.w, notes}
}

// fit breaks text into at most two lines of the largest size with which they have
// room.
func (p *printer) fit(face, text string, wide, high, most, least float64) (lines []string, size float64) {
	for size = most; ; size -= 0.25 {
		lines = p.lines(face, size, text, wide)
		if size <= least || len(lines) <= 2 && height(lines, size) <= high {
			return lines, size
		}
	}
}

func (p *printer) lines(face string, size float64, text string, wide float64) []string {
	p.pdf.SetFont(face, "", size)
	return p.pdf.SplitText(text, wide)
}

func (p *printer) width(face string, size float64, text string) float64 {
	p.pdf.SetFont(face, "", size)
	return p.pdf.GetStringWidth(text)
}

func height(lines []string, size float64) float64 {
	return float64(len(lines)) * size * pointMM * leading
}

// numberText is how a card's number is written.
func numberText(number int) string { return fmt.Sprintf("Số %d", number) }

// card draws the card of that place in the whole sheet.
func (p *printer) card(place int, code ticket.Code) error {
	on := place % (p.grid.columns * p.grid.rows)
	x := margin + float64(on%p.grid.columns)*p.wide
	y := margin + float64(on/p.grid.columns)*p.high
	p.heading(p.layout.title.at(x, y), numberText(p.first+place+1))
	p.code(p.layout.code.at(x, y), code)
	p.notes(p.layout.notes.at(x, y))
	return p.symbol(p.layout.symbol.at(x, y), code)
}

// at returns the frame on a card whose corner is there.
func (f frame) at(x, y float64) frame { return frame{f.x + x, f.y + y, f.w, f.h} }

// heading writes the title, and the number at its right.
func (p *printer) heading(f frame, number string) {
	p.ink(0)
	p.pdf.SetFont(boldFace, "", p.layout.titleSize)
	p.write(f, p.layout.titleSize, p.layout.titleLines)
	p.ink(90)
	p.pdf.Text(f.x+f.w-p.width(plainFace, numberSize, number), f.y+numberSize*pointMM, number)
}

func (p *printer) notes(f frame) {
	l := p.layout
	p.pdf.SetFont(plainFace, "", l.noteSize)
	p.ink(30)
	p.write(f, l.noteSize, l.noteLines[:l.vietnamese])
	p.ink(90)
	f.y += height(l.noteLines[:l.vietnamese], l.noteSize)
	p.write(f, l.noteSize, l.noteLines[l.vietnamese:])
}

// code writes the code in two lines of whole groups, as large as there is room.
func (p *printer) code(f frame, code ticket.Code) {
	groups := strings.SplitAfter(code.String(), "-")
	lines := []string{groups[0] + groups[1], groups[2] + groups[3]}
	size := min(10*f.w/p.width(codeFace, 10, lines[0]), f.h/(2*pointMM*leading), codeMost)
	p.pdf.SetFont(codeFace, "", size)
	p.ink(0)
	f.y += (f.h - height(lines, size)) / 2
	p.write(f, size, lines)
}

// write writes lines in the face that is set.
func (p *printer) write(f frame, size float64, lines []string) {
	for i, line := range lines {
		p.pdf.Text(f.x, f.y+size*pointMM*(float64(i)*leading+1), line)
	}
}

// ink sets the gray of what is written, 0 for black.
func (p *printer) ink(gray int) { p.pdf.SetTextColor(gray, gray, gray) }

// symbol draws the code's QR symbol with its quiet zone in a square. It is one
// shape of whole modules, so that no viewer draws seams between them.
func (p *printer) symbol(f frame, code ticket.Code) error {
	q, err := qrcode.New(string(code), qrcode.High)
	if err != nil {
		return fmt.Errorf("make QR symbol: %w", err)
	}
	q.DisableBorder = true
	modules := q.Bitmap()
	k := p.pdf.GetConversionRatio()
	module := f.w / float64(len(modules)+2*quiet)
	var shape strings.Builder
	fmt.Fprintf(&shape, "q 0 g %.4f 0 0 %.4f %.3f %.3f cm\n", module*k, -module*k,
		(f.x+quiet*module)*k, (pageHeight-f.y-quiet*module)*k)
	for row, line := range modules {
		for from, to := range runs(line) {
			fmt.Fprintf(&shape, "%d %d %d 1 re\n", from, row, to-from)
		}
	}
	shape.WriteString("f Q")
	p.pdf.RawWriteStr(shape.String())
	return p.pdf.Error()
}

// runs yields where dark modules begin and end in a line.
func runs(line []bool) func(yield func(from, to int) bool) {
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
