package look

import (
	"image"
	"math"
	"time"
)

// Screen is the panel as the set-up knows it.
type Screen struct {
	Width, Height int     // pixels
	DiagonalInch  float64 // 0 when unknown: then 43 is assumed
}

// TextScale is one of the four text sizes a visitor can choose for a visit.
type TextScale int

// The text sizes, from the usual one to the largest.
const (
	TextNormal TextScale = iota
	TextLarge
	TextLarger
	TextLargest
)

// Look is the measured appearance for one panel, scheme and text size. Lengths
// are pixels.
type Look struct {
	Screen  Screen
	Scheme  Scheme
	Text    TextScale
	Palette Palette

	PerMM    float32 // pixels in a millimetre
	Portrait bool

	Caption Font // smallest print: ribbons, hosts, labels of the bottom bar
	Small   Font // secondary lines
	Body    Font // running text
	Strong  Font // names, labels, buttons
	Lead    Font // section titles
	Title   Font // page titles
	Display Font // the one large sentence of a screen
	Price   Font // money

	Touch    float32 // smallest side of anything that can be touched, at least 15 mm
	TouchBig float32 // primary actions
	Slop     float32 // how far a finger may wander and still tap, about 3 mm
	Icon     float32 // side of an icon in a button or bar
	IconBig  float32 // side of an icon that stands alone

	Hair   float32 // a hairline
	Line   float32 // an outline that must be seen
	Tight  float32 // between an icon and its word
	Small1 float32 // inside chips and cards
	Gap    float32 // between neighbours
	Wide   float32 // between groups
	Huge   float32 // between parts of a page
	Margin float32 // from the edge of the screen

	RadiusSmall float32
	Radius      float32
	RadiusBig   float32

	TopBar    float32 // height
	BottomBar float32 // height
	Reach     float32 // nothing above this line can be touched; 0 where everything can
	Columns   int     // cards side by side
	CardWide  float32 // width of a card in a grid or strip
	CardLies  bool    // a card's picture stands beside its words, where little height is left
	SheetWide float32 // width of a sheet
	TextWide  float32 // widest line of running text

	Quick time.Duration // press and release
	Calm  time.Duration // pictures, sheets
	Slow  time.Duration // screens

	widths recent[measured, float32]
	drawn  recent[any, *image.RGBA]
	pen    Pen
}

// New computes the light look at the usual text size.
func New(screen Screen) *Look {
	return build(screen, Light, TextNormal)
}

// With is the same panel in another scheme and text size.
func (l *Look) With(scheme Scheme, text TextScale) *Look {
	return build(l.Screen, scheme, text)
}

// Lowered is the same look for children and for people who sit: every control
// stands in the lower third of the screen; only a keyboard, on a screen that lies,
// takes what it needs. There cards lie too, so that a row of them finds room.
func (l *Look) Lowered() *Look {
	low := build(l.Screen, l.Scheme, l.Text)
	low.Reach = ceil(float32(l.Screen.Height) * 2 / 3)
	if !low.Portrait {
		low.CardLies = true
		low.sizeCards(540)
	}
	return low
}

// MM is a physical length in pixels.
func (l *Look) MM(millimetres float32) float32 { return l.PerMM * millimetres }

func build(screen Screen, scheme Scheme, text TextScale) *Look {
	l := &Look{Screen: screen, Scheme: scheme, Text: text, Palette: paletteOf(scheme)}
	l.Portrait = screen.Height >= screen.Width
	l.PerMM = perMM(screen)
	l.sizeText()
	l.sizeTouch()
	l.sizeSpace()
	l.sizeParts()
	l.Quick, l.Calm, l.Slow = 150*time.Millisecond, 200*time.Millisecond, 250*time.Millisecond
	return l
}

func perMM(s Screen) float32 {
	return float32(math.Hypot(float64(s.Width), float64(s.Height)) / s.millimetres())
}

// millimetres is the diagonal.
func (s Screen) millimetres() float64 {
	inch := s.DiagonalInch
	if inch <= 0 {
		inch = 43
	}
	return inch * 25.4
}

// px scales a length drawn for a short side of 1080 pixels to this panel.
func (l *Look) px(at1080 float32) float32 {
	short := float32(min(l.Screen.Width, l.Screen.Height))
	return round(at1080 * short / 1080)
}

func (l *Look) sizeTouch() {
	l.Touch = max(ceil(l.MM(15)), l.px(64))
	l.TouchBig = max(l.Touch, l.px(88))
	l.Slop = max(l.MM(3), l.px(10))
	l.Icon = max(l.px(34), round(l.Body.Size*1.2))
	l.IconBig = max(l.px(72), round(l.Touch))
}

func (l *Look) sizeSpace() {
	l.Hair, l.Line = max(1, l.px(1.5)), max(2, l.px(3))
	l.Tight, l.Small1, l.Gap = l.px(10), l.px(16), l.px(24)
	l.Wide, l.Huge, l.Margin = l.px(36), l.px(56), l.px(44)
	l.RadiusSmall, l.Radius, l.RadiusBig = l.px(10), l.px(20), l.px(32)
}

func (l *Look) sizeParts() {
	l.TopBar = max(l.Touch+2*l.Small1, l.px(112))
	l.BottomBar = max(l.Touch+l.Caption.Line, l.px(128))
	l.sizeCards(300)
	l.SheetWide = min(l.inner(), l.px(860))
	l.TextWide = l.Body.Size * 34
}

// sizeCards finds room for as many cards as there can be of at least this width,
// as for a short side of 1080 pixels; large text takes wider ones.
func (l *Look) sizeCards(at1080 float32) {
	card := l.px(at1080) * max(1, l.Text.factor()*0.95)
	l.Columns = max(2, int((l.inner()+l.Gap)/(card+l.Gap)))
	l.CardWide = float32(int((l.inner() - l.Gap*float32(l.Columns-1)) / float32(l.Columns)))
}

// inner is the width between the margins.
func (l *Look) inner() float32 { return float32(l.Screen.Width) - 2*l.Margin }

func round(v float32) float32 { return float32(math.Round(float64(v))) }
func ceil(v float32) float32  { return float32(math.Ceil(float64(v))) }
