package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// NewEmpty is the calm page for when there is nothing: a mark, a sentence, and
// what to do, which may be nil.
func NewEmpty(l *look.Look, icon, sentence string, action *Button) fyne.CanvasObject {
	column := NewColumn(l.Wide,
		NewMiddle(newIcon(l, icon, l.Palette.Outline, l.IconBig*1.6)),
		NewText(l, l.Lead, sentence).Centre())
	if action != nil {
		column.Add(NewMiddle(action))
	}
	return NewMeasure(NewPad(column, l.Margin, l.Huge), l.SheetWide)
}

// Banner is a line across the page that stays: "Dữ liệu mẫu".
type Banner struct {
	Base
	look   *look.Look
	ground *canvas.Rectangle
	icon   *canvas.Image
	label  *Text
}

// NewBanner makes a banner; icon may be "".
func NewBanner(l *look.Look, icon, text string) *Banner {
	b := &Banner{look: l, ground: canvas.NewRectangle(l.Palette.GoldTint)}
	b.label = NewText(l, l.Small.At(look.Medium), text).Most(1)
	parts := []fyne.CanvasObject{b.ground, b.label}
	if icon != "" {
		b.icon = newIcon(l, icon, l.Palette.GoldEdge, l.Icon)
		parts = append(parts, b.icon)
	}
	b.form(b, b.layout, b.least, parts...)
	return b
}

// SetText shows other words.
func (b *Banner) SetText(text string) {
	b.label.SetText(text)
	b.Refresh()
}

func (b *Banner) least() fyne.Size {
	return fyne.NewSize(b.label.MinSize().Width+2*b.look.Margin, b.look.Small.Line+2*b.look.Tight)
}

// HeightFor implements [Sized].
func (b *Banner) HeightFor(float32) float32 { return b.least().Height }

func (b *Banner) layout(size fyne.Size) {
	l := b.look
	b.ground.Resize(size)
	used := float32(0)
	if b.icon != nil {
		used = l.Icon + l.Tight
	}
	width := min(b.label.MinSize().Width, size.Width-2*l.Margin-used)
	x := round((size.Width - width - used) / 2)
	if b.icon != nil {
		place(b.icon, x, round((size.Height-l.Icon)/2), l.Icon, l.Icon)
	}
	place(b.label, x+used, 0, width, size.Height)
}

// Progress shows how much of something is done. It never moves of itself.
type Progress struct {
	Base
	look  *look.Look
	track *canvas.Rectangle
	fill  *canvas.Rectangle
	share float32
}

// NewProgress makes an empty bar.
func NewProgress(l *look.Look) *Progress {
	p := &Progress{look: l, track: canvas.NewRectangle(l.Palette.Line), fill: canvas.NewRectangle(l.Palette.Tea)}
	p.form(p, p.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.Small1) }, p.track, p.fill)
	return p
}

// Set says how much is done, 0 to 1.
func (p *Progress) Set(share float32) {
	p.share = min(max(share, 0), 1)
	p.Refresh()
}

func (p *Progress) layout(size fyne.Size) {
	p.track.CornerRadius, p.fill.CornerRadius = size.Height/2, size.Height/2
	p.track.Resize(size)
	p.fill.Hidden = p.share == 0
	p.fill.Resize(fyne.NewSize(max(size.Height, size.Width*p.share), size.Height))
}
