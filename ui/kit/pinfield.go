package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// PINField shows how many digits of a PIN were typed, never which.
type PINField struct {
	Base
	OnFull func(pin string) // after the last digit
	OnType func()           // before the first digit; may be nil

	look  *look.Look
	typed []rune
	dots  []*canvas.Circle
}

// NewPINField makes a field for so many digits.
func NewPINField(l *look.Look, digits int) *PINField {
	f := &PINField{look: l}
	var parts []fyne.CanvasObject
	for range digits {
		dot := canvas.NewCircle(color.Transparent)
		dot.StrokeColor, dot.StrokeWidth = l.Palette.Tea, l.Line
		f.dots, parts = append(f.dots, dot), append(parts, dot)
	}
	f.form(f, f.layout, f.least, parts...)
	return f
}

// Clear empties the field.
func (f *PINField) Clear() {
	f.typed = nil
	f.show()
}

// Rune implements [Keys]: digits count.
func (f *PINField) Rune(r rune) {
	if r < '0' || r > '9' || len(f.typed) == len(f.dots) {
		return
	}
	if len(f.typed) == 0 && f.OnType != nil {
		f.OnType()
	}
	f.typed = append(f.typed, r)
	f.show()
	if len(f.typed) == len(f.dots) {
		f.OnFull(string(f.typed))
	}
}

// Key implements [Keys].
func (f *PINField) Key(name fyne.KeyName) {
	switch {
	case name == fyne.KeyEscape:
		f.Clear()
	case name == fyne.KeyBackspace && len(f.typed) < len(f.dots): // a whole one is being looked at
		f.typed = f.typed[:max(0, len(f.typed)-1)]
		f.show()
	}
}

func (f *PINField) show() {
	for i, dot := range f.dots {
		dot.FillColor = color.Transparent
		if i < len(f.typed) {
			dot.FillColor = f.look.Palette.Tea
		}
		dot.Refresh()
	}
	f.repaint()
}

func (f *PINField) least() fyne.Size {
	n := float32(len(f.dots))
	return fyne.NewSize(n*f.look.Icon+(n-1)*f.look.Gap, f.look.Touch)
}

func (f *PINField) layout(size fyne.Size) {
	side, n := f.look.Icon, float32(len(f.dots))
	x := (size.Width - n*side - (n-1)*f.look.Gap) / 2
	for _, dot := range f.dots {
		place(dot, round(x), round((size.Height-side)/2), side, side)
		x += side + f.look.Gap
	}
}
