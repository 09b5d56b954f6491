package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// resting is a kiosk that serves nobody now: by night it is all but black, so
// that the panel and the neighbours rest too.
func resting(c Canvas, m model.Resting) Page {
	if m.Dark {
		return Page{Content: kit.NewBackdrop(color.Black, &fyne.Container{}), Bare: true, Night: true}
	}
	l, p := c.Look, c.Look.Palette
	ground, ink, soft, icon := p.Paper, p.Ink, p.InkSoft, "clock"
	if m.Night {
		ground, ink, soft, icon = p.Night, p.NightInk, p.NightInk, "moon"
	}
	column := kit.NewColumn(l.Huge, kit.NewMiddle(kit.Icon(icon, soft, l.IconBig)))
	for i, note := range m.Notes {
		column.Add(restingNote(c, note, i == 0, ink))
	}
	middle := kit.NewMeasure(kit.NewPad(column, l.Margin, l.Huge), max(l.SheetWide, float32(l.Screen.Width)/2))
	return Page{Content: kit.NewBackdrop(ground, middle), Bare: true, Night: m.Night}
}

// restingNote is what it says in one language, the first one largest.
func restingNote(c Canvas, note model.Section, first bool, ink color.Color) fyne.CanvasObject {
	l := c.Look
	title, text := l.Lead, l.Body
	if first {
		title, text = l.Display, l.Title.At(l.Body.Weight)
	}
	return kit.NewColumn(l.Small1,
		kit.NewText(l, title, note.Title).Centre().In(ink), kit.NewText(l, text, note.Text).Centre().In(ink))
}
