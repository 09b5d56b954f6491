package kit

import (
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/look"
)

func TestMarksAreStrokedUnderTheirWords(t *testing.T) {
	l := look.New(look.Screen{Width: 1080, Height: 1920})
	text := NewText(l, l.Body, "Mật ong bạc hà Hoa Núi").Most(2).Mark(Span{0, len("Mật")}, Span{len("Mật ong bạc hà "), len("Mật ong bạc hà Hoa")})
	narrow := l.Width(l.Body, "Mật ong bạc hà ") + 1
	text.Resize(fyne.NewSize(narrow, 2*l.Body.Line))
	first, second := text.marking.strokes[0], text.marking.strokes[1]
	if first.Position().X != 0 || first.Size().Width != round(l.Width(l.Body, "Mật")) {
		t.Errorf("the first stroke is at %v, %v", first.Position(), first.Size())
	}
	if second.Position().X != 0 || second.Position().Y-first.Position().Y != l.Body.Line {
		t.Errorf("the second stroke is at %v, not a line below %v", second.Position(), first.Position())
	}
	text.SetText("Trà")
	text.Resize(fyne.NewSize(narrow, l.Body.Line))
	if !first.Hidden || !second.Hidden {
		t.Error("another text keeps the strokes")
	}
}
