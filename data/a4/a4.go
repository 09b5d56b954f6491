// Package a4 is the paper under everything that is printed: a PDF on A4 in
// Vietnamese, in the typefaces of the kiosk, which are in the file, so that a printer
// needs none. What stands on a page is drawn by the package that knows it: tickets
// (data/cards), labels (data/cards/labels), leaflets (data/hub/footfall/leaflet) and
// minutes (data/hub/minutes).
//
// It promises that the same drawing gives the same bytes at every printing, and that a
// QR symbol is one shape, in which no viewer draws seams.
//
// Start with [New].
package a4

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"hangviet/assets"
)

// The page's size, in millimetres, as all lengths here.
const (
	Wide = 210.0
	High = 297.0
)

// Point is the unit in which sizes of letters are given.
const Point = 25.4 / 72

// The typefaces. Code is for what is typed or compared letter by letter; a document
// that has any adds it by AddUTF8FontFromBytes.
const (
	Plain = "plain"
	Bold  = "bold"
	Code  = "code"
)

// Document is a PDF that is being made, without margins and without a page yet.
type Document struct {
	*fpdf.Fpdf
	font *sfnt.Font // by which characters are known
}

// About is what the file says of itself.
type About struct {
	Title   string
	Creator string // the program
	Made    time.Time
}

// New begins a document.
func New(a About) (*Document, error) {
	font, err := sfnt.Parse(assets.FontRegular)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	d := &Document{fpdf.New("P", "mm", "A4", ""), font}
	d.SetMargins(0, 0, 0)
	d.SetCellMargin(0)
	d.SetAutoPageBreak(false, 0)
	d.SetTitle(d.Clean(a.Title), true)
	d.SetCreator(a.Creator, false)
	d.SetLang("vi")
	d.SetCatalogSort(true)
	d.SetCreationDate(a.Made)
	d.SetModificationDate(a.Made)
	d.AddUTF8FontFromBytes(Plain, "", assets.FontRegular)
	d.AddUTF8FontFromBytes(Bold, "", assets.FontSemiBold)
	return d, nil
}

// unknown stands for a character that the fonts do not have.
const unknown = '?'

// Clean returns text in NFC and in one line, of characters that the fonts have.
func (d *Document) Clean(text string) string {
	var b sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if glyph, err := d.font.GlyphIndex(&b, r); err != nil || glyph == 0 || r > 0xffff {
			return unknown
		}
		return r
	}, OneLine(text))
}

// OneLine returns text in NFC, in one line with single spaces.
func OneLine(text string) string {
	return strings.Join(strings.Fields(norm.NFC.String(text)), " ")
}

// Lines breaks text into lines of at most that width.
func (d *Document) Lines(face string, size float64, text string, wide float64) []string {
	d.SetFont(face, "", size)
	return d.SplitText(d.Clean(text), wide)
}

// Width is how wide text is in one line.
func (d *Document) Width(face string, size float64, text string) float64 {
	d.SetFont(face, "", size)
	return d.GetStringWidth(d.Clean(text))
}

// Colour is red, green and blue, 0 to 255.
type Colour [3]int

// Gray is a colour from black, 0, to white, 255.
func Gray(light int) Colour { return Colour{light, light, light} }

// Ink sets the colour of what is written.
func (d *Document) Ink(c Colour) { d.SetTextColor(c[0], c[1], c[2]) }

// Fill sets the colour of areas.
func (d *Document) Fill(c Colour) { d.SetFillColor(c[0], c[1], c[2]) }

// Draw sets the colour of lines.
func (d *Document) Draw(c Colour) { d.SetDrawColor(c[0], c[1], c[2]) }

// Write writes the document and returns what went wrong since [New].
func (d *Document) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	return errors.Join(d.Output(out), out.Flush())
}
