package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/look"
)

func TestHeartIsATargetOfItsOwn(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	kept, opened := 0, 0
	card := NewCard(l, nil)
	card.ID, card.OnTap = "card.A", func() { opened++ }
	card.Keepable("list.keep.A", false, func() { kept++ })
	card.Resize(fyne.NewSize(l.CardWide, card.HeightFor(l.CardWide)))
	s := NewStage(l)
	s.SetContent(NewPad(card, 0, 0))
	s.Resize(fyne.NewSize(l.CardWide, card.HeightFor(l.CardWide)))
	if !s.Tap("list.keep.A") || kept != 1 || opened != 0 {
		t.Fatalf("kept %d, opened %d, targets %v", kept, opened, s.Targets())
	}
	if card.Keep(true); !card.heart.IsSet() {
		t.Error("the heart stays hollow")
	}
	if !s.Tap("card.A") || kept != 1 || opened != 1 {
		t.Errorf("kept %d, opened %d", kept, opened)
	}
}
