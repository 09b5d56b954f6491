package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Keyboard is the on-screen keyboard: digits, letters, space, backspace and
// done. Its keys are the targets key.<character>, key.space, key.backspace and
// key.done; what is tapped goes to a [Keys] as if it were typed.
type Keyboard struct {
	Base
	look   *look.Look
	ground *canvas.Rectangle
	rows   [][]*key
}

// weight of the wide keys, in letters.
const (
	spaceWide = 5
	doneWide  = 2.5
)

// NewKeyboard makes a keyboard that types into keys; done is the word on the
// key that ends the typing, which calls onDone.
func NewKeyboard(l *look.Look, keys Keys, space, done string, onDone func()) *Keyboard {
	k := &Keyboard{look: l, ground: canvas.NewRectangle(l.Palette.Sunken)}
	k.form(k, k.layout, k.least, k.ground)
	for _, letters := range []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		k.rows = append(k.rows, k.letters(keys, letters))
	}
	back := newKey(l, "key.backspace", "", "backspace", 1.5, func() { keys.Key(fyne.KeyBackspace) })
	k.rows[3] = append(k.rows[3], back)
	dot := newKey(l, "key..", ".", "", 1, func() { keys.Rune('.') })
	dash := newKey(l, "key.-", "-", "", 1, func() { keys.Rune('-') })
	bar := newKey(l, "key.space", space, "", spaceWide, func() { keys.Rune(' ') })
	end := newKey(l, "key.done", done, "", doneWide, onDone)
	end.main()
	k.rows = append(k.rows, []*key{dash, bar, dot, end})
	for _, row := range k.rows {
		for _, key := range row {
			k.parts = append(k.parts, key)
		}
	}
	return k
}

func (k *Keyboard) letters(keys Keys, letters string) []*key {
	var row []*key
	for _, letter := range letters {
		row = append(row, newKey(k.look, "key."+string(letter), strings.ToUpper(string(letter)), "", 1,
			func() { keys.Rune(letter) }))
	}
	return row
}

// HeightFor implements [Sized].
func (k *Keyboard) HeightFor(float32) float32 {
	rows := float32(len(k.rows))
	return rows*k.keyHeight() + (rows-1)*k.look.Tight + 2*k.look.Gap
}

// keyHeight leaves room for what is found where the screen is low.
func (k *Keyboard) keyHeight() float32 {
	if k.look.Portrait && k.look.Reach == 0 {
		return k.look.TouchBig
	}
	return k.look.Touch
}

func (k *Keyboard) least() fyne.Size { return fyne.NewSize(k.look.Touch*10, k.HeightFor(0)) }

func (k *Keyboard) layout(size fyne.Size) {
	l := k.look
	k.ground.Resize(size)
	width := min(size.Width-2*l.Small1, k.keyHeight()*18)
	unit := (width - 9*l.Tight) / 10
	y := l.Gap
	for _, row := range k.rows {
		x := (size.Width - rowWidth(row, unit, l.Tight)) / 2
		for _, key := range row {
			wide := key.share*unit + (key.share-1)*l.Tight
			place(key, round(x), y, round(wide), k.keyHeight())
			x += wide + l.Tight
		}
		y += k.keyHeight() + l.Tight
	}
}

func rowWidth(row []*key, unit, gap float32) float32 {
	var shares float32
	for _, key := range row {
		shares += key.share
	}
	return shares*unit + (shares-1)*gap
}

type key struct {
	Base
	Touch
	look   *look.Look
	share  float32 // width in letters
	ground *canvas.Rectangle
	veil   *veil
	label  *Text
	icon   *canvas.Image
}

func newKey(l *look.Look, id, label, icon string, share float32, onTap func()) *key {
	k := &key{look: l, share: share, ground: canvas.NewRectangle(l.Palette.Surface)}
	k.veil = newVeil(l, &k.Base)
	k.ID, k.OnTap, k.feedback, k.Repeats = id, onTap, k.veil.press, true
	k.ground.CornerRadius, k.veil.rect.CornerRadius = l.RadiusSmall, l.RadiusSmall
	k.ground.StrokeColor, k.ground.StrokeWidth = l.Palette.Line, l.Hair
	k.label = NewText(l, l.Lead.At(look.Medium), label).Most(1).Centre()
	parts := []fyne.CanvasObject{k.ground, k.label}
	if icon != "" {
		k.icon = Icon(icon, l.Palette.Ink, l.Icon)
		parts = append(parts, k.icon)
	}
	k.form(k, k.layout, func() fyne.Size { return fyne.NewSquareSize(l.Touch) }, append(parts, k.veil.rect)...)
	return k
}

// main gives a key the colour of the primary action.
func (k *key) main() {
	k.ground.FillColor = k.look.Palette.Tea
	k.label.font = k.look.Strong
	k.label.In(k.look.Palette.OnTea)
}

func (k *key) layout(size fyne.Size) {
	k.ground.Resize(size)
	k.veil.rect.Resize(size)
	k.label.Resize(size)
	if k.icon != nil {
		side := k.look.Icon * 1.2
		place(k.icon, round((size.Width-side)/2), round((size.Height-side)/2), side, side)
	}
}
