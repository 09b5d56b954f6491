package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// TestARemarkBesideAHighButtonTakesItsLines, though the row of both keeps its height.
func TestARemarkBesideAHighButtonTakesItsLines(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1366, Height: 768})
	remark := kit.NewText(l, l.Body, "Đã đặt.")
	foot := kit.NewPad(kit.NewRow(l.Gap, kit.Fill(remark, 1), kit.NewButton(l, "leave", kit.Outline, "", "Rời đi", func() {}).Big()), l.Margin, l.Small1)
	page := kit.NewFrame(nil, kit.NewText(l, l.Body, "Trang"), foot)
	page.Resize(fyne.NewSize(700, 768))
	before := foot.Size()
	remark.SetText(strings.Repeat("Đĩa đầy. ", 8))
	kit.Anew(page)
	if foot.Size() != before {
		t.Fatalf("the foot was %v and is %v: nothing is shown", before, foot.Size())
	}
	if want := remark.HeightFor(remark.Size().Width); remark.Size().Height != want || want <= l.Body.Line {
		t.Errorf("the remark needs %v of height, more than a line of %v, and has %v", want, l.Body.Line, remark.Size().Height)
	}
}
