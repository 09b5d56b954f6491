package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/input"
	"hangviet/ui/look"
)

// Keyboard is the on-screen keyboard: digits, letters, space, backspace and
// done; while accents are up backspace stands in the bottom row. Its keys are the targets key.<character>, key.space, key.backspace,
// key.accents and key.done; what is tapped goes to a [Keys] as if it were typed.
//
// A finger that rests on a letter brings up its accents in place of the letters,
// each the target key.<character>. So does key.accents, which needs no rest: it
// offers those of the letter typed last and puts the chosen one in its stead.
type Keyboard struct {
	Base
	look     *look.Look
	ground   *canvas.Rectangle
	keys     Keys
	letters  [][]*key // above the bottom row
	accents  [][]*key // shown in their stead; nil while the letters are up
	bottom   []*key   // under the letters
	short    []*key   // under the accents
	switcher *key
}

// Accenter is a [Keys] whose letters can be given accents after they were typed.
type Accenter interface {
	Accentable() (base rune, ok bool) // the letter of the last word that Accent changes
	Accent(r rune)                    // puts r where the letter stands that it is made of
}

// widths of the wide keys, in letters.
const (
	sideWide  = 1.5
	spaceWide = 4
	doneWide  = 2.5
	codeDone  = 10
)

// NewKeyboard makes a keyboard that types into keys; done is the word on the
// key that ends the typing, which calls onDone.
func NewKeyboard(l *look.Look, keys Keys, space, done string, onDone func()) *Keyboard {
	k := &Keyboard{look: l, keys: keys, ground: canvas.NewRectangle(l.Palette.Sunken)}
	k.form(k, k.layout, k.least, k.ground)
	for _, letters := range []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		k.letters = append(k.letters, k.row(letters))
	}
	back := newKey(l, "key.backspace", "", "backspace", sideWide, func() {
		keys.Key(fyne.KeyBackspace)
		k.offer(nil) // the letter that the accents were for is gone
	})
	k.letters[3] = append(k.letters[3], back)
	k.switcher = newKey(l, "key.accents", "", "", sideWide, k.turn)
	k.switcher.Repeats = false
	dash := newKey(l, "key.-", "-", "", 1, k.types('-'))
	bar := newKey(l, "key.space", space, "", spaceWide, k.types(' '))
	dot := newKey(l, "key..", ".", "", 1, k.types('.'))
	end := newKey(l, "key.done", done, "", doneWide, func() {
		k.offer(nil)
		onDone()
	})
	end.main()
	k.bottom = []*key{k.switcher, dash, bar, dot, end}
	k.short = []*key{k.switcher, back, bar, end}
	k.offer(nil)
	return k
}

// NewCodeKeyboard makes a keyboard of digits and letters without accents, for a
// code that is copied from paper.
func NewCodeKeyboard(l *look.Look, keys Keys, done string, onDone func()) *Keyboard {
	k := NewKeyboard(l, keys, "", done, onDone)
	for _, row := range k.letters {
		for _, key := range row {
			key.OnHold = nil
		}
	}
	k.bottom = k.bottom[len(k.bottom)-1:]
	k.bottom[0].share = codeDone
	k.show()
	return k
}

// NewSealKeyboard is [NewCodeKeyboard] with a dash, for the number on a seal.
func NewSealKeyboard(l *look.Look, keys Keys, done string, onDone func()) *Keyboard {
	k := NewCodeKeyboard(l, keys, done, onDone)
	dash := newKey(l, "key.-", "-", "", sideWide, k.types('-'))
	k.bottom = append([]*key{dash}, k.bottom...)
	k.bottom[1].share = codeDone - sideWide
	k.show()
	return k
}

// row makes keys for letters, which are held for their accents.
func (k *Keyboard) row(letters string) []*key {
	var row []*key
	for _, letter := range letters {
		one := newKey(k.look, "key."+string(letter), strings.ToUpper(string(letter)), "", 1, k.types(letter))
		if len(input.Accents(letter)) > 0 {
			one.OnHold = func() { k.offer(k.accentRows(letter, k.keys.Rune)) }
		}
		row = append(row, one)
	}
	return row
}

// types is the work of a key: it types r and brings the letters back.
func (k *Keyboard) types(r rune) func() {
	return func() {
		k.keys.Rune(r)
		k.offer(nil)
	}
}

// HeightFor implements [Sized].
func (k *Keyboard) HeightFor(float32) float32 {
	rows := float32(len(k.letters) + 1)
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
	step := k.keyHeight() + l.Tight
	top := l.Gap + float32(len(k.letters)+1-len(k.rows()))*step // accents stand near the finger
	for i, row := range k.rows() {
		x := (size.Width - rowWidth(row, unit, l.Tight)) / 2
		for _, key := range row {
			wide := key.share*unit + (key.share-1)*l.Tight
			place(key, round(x), top+float32(i)*step, round(wide), k.keyHeight())
			x += wide + l.Tight
		}
	}
}

func rowWidth(row []*key, unit, gap float32) float32 {
	var shares float32
	for _, key := range row {
		shares += key.share
	}
	return shares*unit + (shares-1)*gap
}
