package kit

import (
	"fmt"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	qrcode "github.com/skip2/go-qrcode"

	"hangviet/ui/look"
)

// QR is a QR symbol to be read from a screen: dark on white in every scheme,
// whole pixels a module, four modules of quiet zone, at least 40 mm wide, and
// under it in words where it leads.
type QR struct {
	Base
	Touch
	look    *look.Look
	ground  *canvas.Rectangle
	veil    *veil
	symbol  *canvas.Image
	side    float32 // of the symbol without its quiet zone
	quiet   float32
	caption *Text
}

// NewQR makes the symbol of a content at error correction M; the caption says
// where it leads. It fails when the content is too long for any symbol.
func NewQR(l *look.Look, id, content, caption string) (*QR, error) {
	code, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("make QR symbol: %w", err)
	}
	code.DisableBorder = true
	modules := code.Bitmap()
	unit := l.QRModule(len(modules))
	picture := drawModules(modules, unit)
	q := &QR{look: l, ground: canvas.NewRectangle(color.White)}
	q.veil = newVeil(l, &q.Base)
	q.ID = id
	q.side, q.quiet = float32(len(modules)*unit), float32(look.QuietModules*unit)
	q.ground.CornerRadius, q.ground.StrokeColor, q.ground.StrokeWidth = l.Radius, l.Palette.Line, l.Hair
	q.veil.rect.CornerRadius, q.feedback = l.Radius, q.veil.press
	q.symbol = &canvas.Image{Image: picture, ScaleMode: canvas.ImageScalePixels, FillMode: canvas.ImageFillStretch}
	q.caption = NewText(l, l.Small.At(look.SemiBold), caption).Most(2).Centre().In(color.Black)
	q.caption.font = fitWords(l, q.caption.font, caption, q.captionWidth())
	q.form(q, q.layout, q.least, q.ground, q.symbol, q.caption, q.veil.rect)
	return q, nil
}

// drawModules draws a bitmap of modules; the panel around it is the quiet zone.
func drawModules(modules [][]bool, unit int) *image.RGBA {
	side := len(modules) * unit
	out := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	for y, row := range modules {
		for x, dark := range row {
			if dark {
				blacken(out, x*unit, y*unit, unit)
			}
		}
	}
	return out
}

func blacken(m *image.RGBA, left, top, side int) {
	for y := top; y < top+side; y++ {
		for x := left; x < left+side; x++ {
			m.SetRGBA(x, y, color.RGBA{A: 0xff})
		}
	}
}

// HeightFor implements [Sized].
func (q *QR) HeightFor(float32) float32 {
	return q.side + 2*q.quiet + q.caption.HeightFor(q.captionWidth()) + q.look.Tight
}

func (q *QR) captionWidth() float32 { return q.side + 2*q.quiet - 2*q.look.Tight }

func (q *QR) least() fyne.Size { return fyne.NewSize(q.side+2*q.quiet, q.HeightFor(0)) }

func (q *QR) layout(size fyne.Size) {
	q.ground.Resize(size)
	q.veil.rect.Resize(size)
	place(q.symbol, round((size.Width-q.side)/2), q.quiet, q.side, q.side)
	wide, y := q.captionWidth(), q.side+2*q.quiet
	place(q.caption, round((size.Width-wide)/2), y, wide, q.caption.HeightFor(wide))
}
