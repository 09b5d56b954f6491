package look_test

import (
	"image/color"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/font/sfnt"

	"hangviet/assets"
	"hangviet/ui/inspect"
	"hangviet/ui/look"
)

var screens = map[string]look.Screen{
	"kiosk 43":     {Width: 1080, Height: 1920, DiagonalInch: 43},
	"kiosk 21":     {Width: 1080, Height: 1920, DiagonalInch: 21.5},
	"landscape 43": {Width: 1920, Height: 1080, DiagonalInch: 43},
	"laptop":       {Width: 1366, Height: 768, DiagonalInch: 15.6},
	"4K":           {Width: 3840, Height: 2160, DiagonalInch: 43},
	"tablet":       {Width: 1200, Height: 1920, DiagonalInch: 10.1},
	"unknown":      {Width: 1080, Height: 1920},
}

// each calls check with every panel in every scheme and text size.
func each(t *testing.T, check func(t *testing.T, l *look.Look)) {
	t.Helper()
	for name, screen := range screens {
		for _, scheme := range []look.Scheme{look.Light, look.Dark, look.Contrast} {
			for text := look.TextNormal; text <= look.TextLargest; text++ {
				t.Run(name, func(t *testing.T) { check(t, look.New(screen).With(scheme, text)) })
			}
		}
	}
}

func TestTouchTargetsArePhysical(t *testing.T) {
	each(t, func(t *testing.T, l *look.Look) {
		short := min(l.Screen.Width, l.Screen.Height)
		if l.Touch < l.MM(15) || l.Touch < float32(math.Floor(64*float64(short)/1080)) {
			t.Errorf("a target of %v px is %v mm", l.Touch, l.Touch/l.PerMM)
		}
		if l.TouchBig < l.Touch || l.BottomBar < l.Touch || l.TopBar < l.Touch {
			t.Error("a bar or a primary action is smaller than a target")
		}
	})
}

func TestTextIsReadable(t *testing.T) {
	each(t, func(t *testing.T, l *look.Look) {
		for _, f := range []look.Font{l.Caption, l.Small, l.Body, l.Strong, l.Lead, l.Title, l.Display, l.Price} {
			if f.Size < 18 || f.Line < 1.45*f.Size {
				t.Errorf("text of %v px with lines of %v", f.Size, f.Line)
			}
		}
	})
	// At 43 inches capitals of running text are at least 5 mm tall.
	l := look.New(screens["kiosk 43"])
	if capital := l.Body.Size * 0.7 / l.PerMM; capital < 5 {
		t.Errorf("capitals of %v mm", capital)
	}
}

func TestEveryTextSizeIsLarger(t *testing.T) {
	l := look.New(screens["kiosk 43"])
	for text := look.TextLarge; text <= look.TextLargest; text++ {
		if l.With(look.Light, text).Body.Size <= l.With(look.Light, text-1).Body.Size {
			t.Errorf("text size %d is not larger than the one before", text)
		}
	}
}

func TestQRIsLargeEnough(t *testing.T) {
	each(t, func(t *testing.T, l *look.Look) {
		for _, modules := range []int{21, 33, 57} { // versions 1, 4 and 10
			unit := l.QRModule(modules)
			if unit < 4 || float32(unit*modules) < l.MM(40) || 400*float32(unit) < l.MM(l.QRDistance()) {
				t.Errorf("%d modules of %d px are %v mm", modules, unit, float32(unit*modules)/l.PerMM)
			}
		}
	})
}

// TestQRDistanceGrowsWithTheScreen holds that people stand nearer to a small one.
func TestQRDistanceGrowsWithTheScreen(t *testing.T) {
	for inches, far := range map[float64]float32{5: 250, 10.1: 384.81, 15.6: 594.36, 21.5: 600, 43: 600, 0: 600} {
		l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: inches})
		if got := l.QRDistance(); math.Abs(float64(got-far)) > 0.01 {
			t.Errorf("%v inches: %v mm, want %v", inches, got, far)
		}
	}
}

// TestTheLargestQRIsSeenWhole builds the largest symbol of every screen: of version 10,
// the largest that readers do not miss.
func TestTheLargestQRIsSeenWhole(t *testing.T) {
	each(t, func(t *testing.T, l *look.Look) {
		code, err := qrcode.New(strings.Repeat("a", l.QRBytes()), qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		modules := code.VersionNumber*4 + 17
		side := (modules + 2*look.QuietModules) * l.QRModule(modules)
		if side > l.Screen.Width || side > l.Screen.Height-int(l.TopBar+l.BottomBar) || code.VersionNumber != 10 {
			t.Errorf("%+v: %d bytes, version %d, %d px", l.Screen, l.QRBytes(), code.VersionNumber, side)
		}
	})
}

func TestCardsFitTheScreen(t *testing.T) {
	each(t, func(t *testing.T, l *look.Look) {
		used := float32(l.Columns)*l.CardWide + float32(l.Columns-1)*l.Gap + 2*l.Margin
		if l.Columns < 2 || used > float32(l.Screen.Width) {
			t.Errorf("%d cards of %v need %v of %d", l.Columns, l.CardWide, used, l.Screen.Width)
		}
	})
}

func TestMotionIsShort(t *testing.T) {
	l := look.New(screens["kiosk 43"])
	for _, d := range []time.Duration{l.Quick, l.Calm, l.Slow} {
		if d < 150*time.Millisecond || d > 250*time.Millisecond {
			t.Errorf("a motion of %v", d)
		}
	}
}

func TestContrast(t *testing.T) {
	type pair struct {
		name      string
		ink, over color.NRGBA
		least     float64
	}
	l := look.New(screens["kiosk 43"])
	for _, scheme := range []look.Scheme{look.Light, look.Dark, look.Contrast} {
		p := l.With(scheme, look.TextNormal).Palette
		text := 13.5
		if scheme == look.Contrast {
			text = 20
		}
		pairs := []pair{
			{"ink on paper", p.Ink, p.Paper, text},
			{"ink on surface", p.Ink, p.Surface, 12},
			{"soft on paper", p.InkSoft, p.Paper, 4.5},
			{"soft on surface", p.InkSoft, p.Surface, 4.5},
			{"soft on sunken", p.InkSoft, p.Sunken, 4.5},
			{"ink on sunken", p.Ink, p.Sunken, 7},
			{"on tea", p.OnTea, p.Tea, 4.5},
			{"tea on paper", p.Tea, p.Paper, 4.5},
			{"tea on surface", p.Tea, p.Surface, 4.5},
			{"on lacquer", p.OnLacquer, p.Lacquer, 4.5},
			{"lacquer on paper", p.Lacquer, p.Paper, 4.5},
			{"tea on its tint", p.Tea, p.TeaTint, 4.5},
			{"ink on gold tint", p.Ink, p.GoldTint, 7},
			{"edge of stars", p.GoldEdge, p.Surface, 3},
			{"outline", p.Outline, p.Surface, 3},
			{"outline on paper", p.Outline, p.Paper, 3},
		}
		for i, s := range p.Sectors {
			pairs = append(pairs, pair{"sector " + string(rune('1'+i)), s.Ink, s.Ground, 4.5})
		}
		for _, c := range pairs {
			if got := inspect.Ratio(c.ink, c.over); got < c.least {
				t.Errorf("scheme %d: %s has a contrast of %.1f, needs %.1f", scheme, c.name, got, c.least)
			}
		}
	}
}

const vietnamese = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz" +
	"AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆFGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZ" +
	"0123456789 .,;:!?()/&%+-–—‘’“”•…₫×·\u00a0"

func TestTheTypefaceHasEveryLetter(t *testing.T) {
	for name, file := range map[string][]byte{
		"regular": assets.FontRegular, "medium": assets.FontMedium, "semibold": assets.FontSemiBold, "bold": assets.FontBold,
	} {
		face, err := sfnt.Parse(file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		has := func(r rune) bool {
			index, err := face.GlyphIndex(nil, r)
			return err == nil && index != 0
		}
		for _, r := range vietnamese {
			if !has(r) {
				t.Errorf("%s has no %q", name, r)
			}
		}
		// What is drawn with the face must be in it.
		for r := rune(0x20); r < 0x3000; r++ {
			if (look.Font{}).Source(string(r)) != nil && !has(r) {
				t.Errorf("%s has no %q (%U) but draws it", name, r, r)
			}
		}
	}
}

func TestOtherScriptsAreLeftToTheSystem(t *testing.T) {
	test.NewTempApp(t)
	f := look.New(screens["kiosk 43"]).Body
	if f.Source("Trà Ổi 12.000 ₫") == nil || f.Source("한국어") != nil {
		t.Error("our face does not draw Vietnamese, or claims Korean")
	}
	if f.Box("Ẫ").Height <= 0 {
		t.Error("no box")
	}
}

func TestWidthsAreRemembered(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(screens["kiosk 43"])
	first := l.Width(l.Body, "mật ong")
	if first <= 0 || l.Width(l.Body, "mật ong") != first || l.Width(l.Title, "mật ong") <= first {
		t.Errorf("width %v", first)
	}
	allocations := testing.AllocsPerRun(100, func() { l.Width(l.Body, "mật ong") })
	if allocations > 0 {
		t.Errorf("%v allocations for a known width", allocations)
	}
}

func TestThemeHasNoHoverAndNoBlur(t *testing.T) {
	test.NewTempApp(t)
	each(t, func(t *testing.T, l *look.Look) {
		th := l.Theme()
		if _, _, _, alpha := th.Color(theme.ColorNameHover, 0).RGBA(); alpha != 0 {
			t.Error("hover sticks after a touch")
		}
		if th.Size(theme.SizeNameModalBlurRadius) != 0 {
			t.Error("modals blur the screen")
		}
		if th.Color(theme.ColorNameBackground, 0) != l.Palette.Paper {
			t.Error("the background is not paper")
		}
	})
}
