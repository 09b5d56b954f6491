package look_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/look"
)

// TestThePenWritesAsFyneDoes writes in every weight and compares every pixel.
func TestThePenWritesAsFyneDoes(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	var pen look.Pen
	for _, font := range []look.Font{l.Body, l.Caption, l.Strong, l.Title} {
		for _, line := range []string{"Nước mắm Phú Quốc 40°", "Ấm ủ ỡ, fi AVA – “ngữ” 1.250.000 ₫", "x"} {
			got := image.NewRGBA(image.Rect(0, 0, 900, 120))
			draw.Draw(got, got.Rect, image.NewUniform(l.Palette.Paper), image.Point{}, draw.Src)
			pen.Write(got, font, l.Palette.Ink, line, 7, 5)
			if n := differing(got, written(l, font, line)); n > 0 {
				t.Errorf("%v, %q: %d pixels differ", font, line, n)
			}
		}
	}
}

// written is the same line drawn by Fyne.
func written(l *look.Look, font look.Font, line string) image.Image {
	ground := canvas.NewRectangle(l.Palette.Paper)
	ground.Resize(fyne.NewSize(900, 120))
	text := &canvas.Text{Text: line, Color: l.Palette.Ink, TextSize: font.Size, FontSource: font.Source(line), TextStyle: font.Style()}
	text.Move(fyne.NewPos(7, 5))
	text.Resize(text.MinSize())
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(&fyne.Container{Objects: []fyne.CanvasObject{ground, text}})
	c.Resize(ground.Size())
	return c.Capture()
}

// differing counts pixels whose colour is off by more than rounding.
func differing(a, b image.Image) (n int) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA), color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) {
				n++
			}
		}
	}
	return n
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 2 }
