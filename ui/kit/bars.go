package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// TopBar names the page and may hold something at its right: a banner, a
// clock, a button.
type TopBar struct {
	Base
	look  *look.Look
	title *Text
	row   *Pad
	line  *canvas.Rectangle
}

// NewTopBar makes a bar; trailing objects stand at the right.
func NewTopBar(l *look.Look, title string, trailing ...fyne.CanvasObject) *TopBar {
	t := &TopBar{look: l, title: NewText(l, l.Title, title).Most(3), line: canvas.NewRectangle(l.Palette.Line)}
	items := append([]fyne.CanvasObject{Fill(t.title, 1)}, trailing...)
	t.row = NewPad(NewRow(l.Gap, items...), l.Margin, 0)
	t.form(t, t.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.TopBar) }, t.row, t.line)
	return t
}

// HeightFor implements [Sized]: a long title takes more lines.
func (t *TopBar) HeightFor(width float32) float32 {
	return max(t.look.TopBar, t.row.HeightFor(width)+2*t.look.Tight)
}

// SetTitle names another page.
func (t *TopBar) SetTitle(title string) { t.title.SetText(title) }

func (t *TopBar) layout(size fyne.Size) {
	t.row.Resize(size)
	place(t.line, 0, size.Height-t.look.Hair, size.Width, t.look.Hair)
}

// BarItem is one entry of the bottom bar.
type BarItem struct {
	ID    string
	Icon  string
	Label string
	OnTap func()
	Off   bool // shown pale, takes no touch
	Badge int  // how many things wait behind it; 0 shows nothing
}

// BottomBar holds the ways that are always there.
type BottomBar struct {
	Base
	look     *look.Look
	ground   *canvas.Rectangle
	line     *canvas.Rectangle
	items    []*barButton
	selected string
}

// NewBottomBar makes the bar; selected is the ID of the place one is at, "" for
// none.
func NewBottomBar(l *look.Look, selected string, items ...BarItem) *BottomBar {
	b := &BottomBar{look: l, ground: canvas.NewRectangle(l.Palette.Surface), line: canvas.NewRectangle(l.Palette.Line)}
	b.form(b, b.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.BottomBar) })
	b.selected = selected
	b.SetItems(items...)
	return b
}

// SetItems shows other entries, as after a change of language.
func (b *BottomBar) SetItems(items ...BarItem) {
	b.items = nil
	b.parts = []fyne.CanvasObject{b.ground, b.line}
	for _, item := range items {
		button := newBarButton(b.look, item, item.ID == b.selected)
		b.items = append(b.items, button)
		b.parts = append(b.parts, button)
	}
	b.Refresh()
}

// SetBadge says how many things wait behind an entry.
func (b *BottomBar) SetBadge(id string, count int) {
	for _, item := range b.items {
		if item.ID == id {
			item.badge.set(count)
			item.Refresh()
		}
	}
}

// HeightFor implements [Sized]: large words take two lines.
func (b *BottomBar) HeightFor(width float32) float32 {
	lines := float32(1)
	for _, item := range b.items {
		lines = max(lines, float32(len(item.label.broken(b.cell(width)))))
	}
	return max(b.look.BottomBar, b.look.Small1+pillHeight(b.look)+lines*b.look.Caption.Line)
}

// cell is the width of one entry.
func (b *BottomBar) cell(width float32) float32 {
	many := float32(len(b.items))
	return min(width, max(b.look.Touch*3.2, b.look.Caption.Size*7)*many) / many
}

func (b *BottomBar) layout(size fyne.Size) {
	b.ground.Resize(size)
	place(b.line, 0, 0, size.Width, b.look.Hair)
	if len(b.items) == 0 {
		return
	}
	width := b.cell(size.Width)
	left := (size.Width - width*float32(len(b.items))) / 2
	for i, item := range b.items {
		place(item, round(left+float32(i)*width), 0, round(width), size.Height)
	}
}

type barButton struct {
	Base
	Touch
	look  *look.Look
	pill  *canvas.Rectangle
	veil  *veil
	icon  *canvas.Image
	name  string
	label *Text
	badge *badge
}

func newBarButton(l *look.Look, item BarItem, selected bool) *barButton {
	b := &barButton{look: l, name: item.Icon, pill: canvas.NewRectangle(l.Palette.TeaTint), badge: newBadge(l, item.Badge)}
	b.veil = newVeil(l, &b.Base)
	b.ID, b.OnTap, b.Off, b.Lasts, b.feedback = item.ID, item.OnTap, item.Off, true, b.veil.press
	b.icon = newDrawing(b.side(), b.side())
	b.label = NewText(l, l.Caption, item.Label).Most(2).Centre()
	b.form(b, b.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.BottomBar) },
		b.pill, b.icon, b.label, b.badge, b.veil.rect)
	b.mark(selected)
	return b
}

func (b *barButton) mark(selected bool) {
	p := b.look.Palette
	ink, font := p.Ink, b.look.Caption
	if b.Off {
		ink = p.Outline
	}
	if selected {
		ink, font = p.Tea, font.At(look.Bold)
	}
	b.pill.Hidden = !selected
	b.label.font, b.label.width = font, 0
	b.label.In(ink)
	dye(b.look, b.icon, b.name, ink)
}

func (b *barButton) layout(size fyne.Size) {
	l := b.look
	side := b.side()
	height := pillHeight(l)
	wide := min(height*1.9, size.Width)
	words := b.label.HeightFor(size.Width)
	top := round((size.Height - height - words) / 2)
	b.pill.CornerRadius, b.veil.rect.CornerRadius = height/2, height/2
	x := round((size.Width - wide) / 2)
	place(b.pill, x, top, wide, height)
	place(b.veil.rect, x, top, wide, height)
	place(b.icon, round((size.Width-side)/2), top+l.Small1/2, side, side)
	place(b.label, 0, top+height, size.Width, words)
	badge := b.badge.MinSize()
	place(b.badge, round((size.Width+side)/2-badge.Height*0.35), top-badge.Height*0.1, badge.Width, badge.Height)
}

// side of the icon: it is read from further than those in buttons.
func (b *barButton) side() float32 { return barIcon(b.look) }

func barIcon(l *look.Look) float32 { return round(l.Icon * 1.15) }

// pillHeight is that of the mark behind the icon of the place one is at.
func pillHeight(l *look.Look) float32 { return barIcon(l) + l.Small1 }
