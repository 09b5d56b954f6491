package cards

import (
	"fmt"
	"slices"
	"strings"

	"hangviet/data/a4"
	"hangviet/data/ticket"
)

// What every card says, whatever the round.
const (
	sentenceVi = "Mã dùng một lần để bỏ một phiếu tại kiosk. Đây là chương trình quảng bá có hội đồng xét chọn, không phải cuộc bầu cử."
	sentenceEn = "One-time code for one ballot at a kiosk. This is a promotion programme with a jury, not an election."
)

// Lengths of a card, in millimetres, and sizes of letters, in points.
const (
	inset   = 3.5 // white inside the cut
	between = 1.5
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
	number := p.pdf.Width(a4.Plain, numberSize, numberText(max(Most, p.first+Most)))
	l.titleLines, l.titleSize = p.fit(a4.Bold, title, l.title.w-number-between, high/5, titleMost, titleLeast)
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
		vi := p.pdf.Lines(a4.Plain, l.noteSize, sentenceVi, l.code.w)
		en := p.pdf.Lines(a4.Plain, l.noteSize, sentenceEn, l.code.w)
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
		lines = p.pdf.Lines(face, size, text, wide)
		if size <= least || len(lines) <= 2 && height(lines, size) <= high {
			return lines, size
		}
	}
}

func height(lines []string, size float64) float64 {
	return float64(len(lines)) * size * a4.Point * leading
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
	symbol := p.layout.symbol.at(x, y)
	return p.pdf.Symbol(string(code), a4.LevelQ, symbol.x, symbol.y, symbol.w)
}

// at returns the frame on a card whose corner is there.
func (f frame) at(x, y float64) frame { return frame{f.x + x, f.y + y, f.w, f.h} }

// heading writes the title, and the number at its right.
func (p *printer) heading(f frame, number string) {
	p.pdf.Ink(a4.Gray(0))
	p.pdf.SetFont(a4.Bold, "", p.layout.titleSize)
	p.write(f, p.layout.titleSize, p.layout.titleLines)
	p.pdf.Ink(a4.Gray(90))
	p.pdf.Text(f.x+f.w-p.pdf.Width(a4.Plain, numberSize, number), f.y+numberSize*a4.Point, number)
}

func (p *printer) notes(f frame) {
	l := p.layout
	p.pdf.SetFont(a4.Plain, "", l.noteSize)
	p.pdf.Ink(a4.Gray(30))
	p.write(f, l.noteSize, l.noteLines[:l.vietnamese])
	p.pdf.Ink(a4.Gray(90))
	f.y += height(l.noteLines[:l.vietnamese], l.noteSize)
	p.write(f, l.noteSize, l.noteLines[l.vietnamese:])
}

// code writes the code in two lines of whole groups, as large as there is room.
func (p *printer) code(f frame, code ticket.Code) {
	groups := strings.SplitAfter(code.String(), "-")
	lines := []string{groups[0] + groups[1], groups[2] + groups[3]}
	size := min(10*f.w/p.pdf.Width(a4.Code, 10, lines[0]), f.h/(2*a4.Point*leading), codeMost)
	p.pdf.SetFont(a4.Code, "", size)
	p.pdf.Ink(a4.Gray(0))
	f.y += (f.h - height(lines, size)) / 2
	p.write(f, size, lines)
}

// write writes lines in the face that is set.
func (p *printer) write(f frame, size float64, lines []string) {
	for i, line := range lines {
		p.pdf.Text(f.x, f.y+size*a4.Point*(float64(i)*leading+1), line)
	}
}
