package kit

import "fyne.io/fyne/v2"

// Beside places a part that keeps its width at the right of words, or in the middle
// under them where that would leave the words too little room.
type Beside struct {
	culled
	words, part fyne.CanvasObject
	gap         float32
	least       float32 // width of words beside the part
}

// NewBeside puts part beside words that are at least so wide, or under them.
func NewBeside(gap, least float32, words, part fyne.CanvasObject) *Beside {
	b := &Beside{words: words, part: part, gap: gap, least: least}
	b.form(b, b.layout, b.smallest, words, part)
	return b
}

// HeightFor implements [Sized].
func (b *Beside) HeightFor(width float32) float32 {
	words, part, beside := b.widths(width)
	if beside {
		return max(HeightFor(b.words, words), HeightFor(b.part, part))
	}
	return HeightFor(b.words, words) + b.gap + HeightFor(b.part, part)
}

// widths says how wide both are, and whether they stand beside each other.
func (b *Beside) widths(width float32) (words, part float32, beside bool) {
	part = b.part.MinSize().Width
	if words = width - part - b.gap; words >= b.least {
		return words, part, true
	}
	return width, min(part, width), false
}

func (b *Beside) smallest() fyne.Size {
	words, part := b.words.MinSize(), b.part.MinSize()
	return fyne.NewSize(max(words.Width, part.Width), max(words.Height, part.Height))
}

func (b *Beside) layout(size fyne.Size) {
	words, part, beside := b.widths(size.Width)
	high := HeightFor(b.words, words)
	place(b.words, 0, 0, words, high)
	x, y := words+b.gap, float32(0)
	if !beside {
		x, y = round((size.Width-part)/2), high+b.gap
	}
	place(b.part, x, y, part, HeightFor(b.part, part))
}
