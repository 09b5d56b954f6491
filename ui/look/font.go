package look

import (
	"fyne.io/fyne/v2"

	"hangviet/assets"
)

// Weight is one of the four faces of the typeface.
type Weight int

// The weights, from running text to the strongest.
const (
	Regular Weight = iota
	Medium
	SemiBold
	Bold
)

// Font is a text size with its face and the distance between its lines. Sizes
// and lines are pixels; a line is at least 1.45 of the size, so that stacked
// marks (Ấ Ậ Ễ Ổ Ữ) never touch the line above.
type Font struct {
	Size   float32
	Line   float32
	Weight Weight
}

// Smallest is the smallest print on any panel, in pixels.
const Smallest = 18

var faces = map[Weight]fyne.Resource{
	Regular:  fyne.NewStaticResource("BeVietnamPro-Regular.ttf", assets.FontRegular),
	Medium:   fyne.NewStaticResource("BeVietnamPro-Medium.ttf", assets.FontMedium),
	SemiBold: fyne.NewStaticResource("BeVietnamPro-SemiBold.ttf", assets.FontSemiBold),
	Bold:     fyne.NewStaticResource("BeVietnamPro-Bold.ttf", assets.FontBold),
}

// Face is the typeface's file for a weight.
func (f Font) Face() fyne.Resource { return faces[f.Weight] }

// FontOf is the font of one of our faces at a size; false when it is none of ours.
func FontOf(face fyne.Resource, size float32) (Font, bool) {
	for weight, known := range faces {
		if face == known {
			return Font{Size: size, Weight: weight}, true
		}
	}
	return Font{}, false
}

// At is the same font in another weight.
func (f Font) At(weight Weight) Font {
	f.Weight = weight
	return f
}

func (t TextScale) factor() float32 {
	return [...]float32{1, 1.15, 1.3, 1.5}[min(max(t, TextNormal), TextLargest)]
}

func (l *Look) sizeText() {
	l.Caption = l.font(21, Medium)
	l.Small = l.font(24, Regular)
	l.Body = l.font(28, Regular)
	l.Strong = l.font(28, SemiBold)
	l.Lead = l.font(34, SemiBold)
	l.Title = l.font(44, Bold)
	l.Display = l.font(68, Bold)
	l.Price = l.font(30, Bold)
}

// font scales a size drawn for 1080 pixels. On small panels of many pixels it
// follows the eye instead: running text (28) is never under 4 mm.
func (l *Look) font(at1080 float32, weight Weight) Font {
	share := at1080 * float32(min(l.Screen.Width, l.Screen.Height)) / 1080
	physical := at1080 / 28 * l.MM(4)
	size := round(max(share, physical, Smallest) * l.Text.factor())
	return Font{Size: size, Line: ceil(size * 1.45), Weight: weight}
}

// Scaled is the same font in another size, never under [Smallest].
func (f Font) Scaled(by float32) Font {
	f.Size = max(Smallest, round(f.Size*by))
	f.Line = ceil(f.Size * 1.45)
	return f
}
