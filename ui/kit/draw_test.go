package kit_test

import (
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/assets"
	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
)

// TestDraw draws every widget on both kinds of panel. The PNGs are for eyes:
// DRAW_TO names a folder that keeps them. What is tested is that each page
// shows more than its ground.
func TestDraw(t *testing.T) {
	test.NewTempApp(t)
	folder := os.Getenv("DRAW_TO")
	if folder == "" {
		folder = t.TempDir()
	}
	for name, l := range looks() {
		fyne.CurrentApp().Settings().SetTheme(l.Theme())
		for page, build := range pages() {
			stage := kit.NewStage(l)
			stage.SetContent(build(l, stage))
			picture := capture(t, stage, l)
			if colours(picture) < 8 {
				t.Errorf("page %s on %s shows fewer than 8 colours", page, name)
			}
			save(t, filepath.Join(folder, page+"-"+name+".png"), picture)
		}
	}
}

func looks() map[string]*look.Look {
	portrait := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	landscape := look.New(look.Screen{Width: 1920, Height: 1080, DiagonalInch: 43})
	if os.Getenv("DRAW_TO") == "" {
		return map[string]*look.Look{"portrait": portrait}
	}
	return map[string]*look.Look{
		"portrait": portrait, "landscape": landscape,
		"dark":     portrait.With(look.Dark, look.TextNormal),
		"contrast": portrait.With(look.Contrast, look.TextLargest),
		"small":    look.New(look.Screen{Width: 1366, Height: 768, DiagonalInch: 15.6}),
		"tablet":   look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 15.6}),
	}
}

func capture(t *testing.T, stage *kit.Stage, l *look.Look) image.Image {
	t.Helper()
	window := test.NewWindow(nil)
	t.Cleanup(window.Close)
	window.SetPadded(false)
	window.SetContent(stage)
	window.Resize(fyne.NewSize(float32(l.Screen.Width), float32(l.Screen.Height)))
	return window.Canvas().Capture()
}

func colours(m image.Image) int {
	seen := map[color.Color]bool{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y += 7 {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x += 7 {
			seen[m.At(x, y)] = true
		}
	}
	return len(seen)
}

func save(t *testing.T, path string, m image.Image) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, m); err != nil {
		t.Fatal(err)
	}
}

// grounds is a loader of drawn pictures: warm grounds with a round form.
type grounds struct{}

func (grounds) Load(wanted pictures.Photo, done func(image.Image)) func() {
	key, width, height := wanted.Key, wanted.Width, wanted.Height
	if key == "" {
		done(kit.DrawScenery(wanted.Drawing, width, height))
		return func() {}
	}
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	hue := float64(len(key)*47%360) + float64(key[len(key)-1])*31
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, paint(hue, float64(x)/float64(width), float64(y)/float64(height)))
		}
	}
	done(m)
	return func() {}
}

func paint(hue, x, y float64) color.RGBA {
	light := 0.80 + 0.12*y
	if math.Hypot((x-0.5)*1.3, y-0.6) < 0.27 {
		light = 0.45 + 0.25*x
	}
	part := func(shift float64) uint8 {
		return uint8(255 * light * (0.86 + 0.14*math.Cos((hue+shift)*math.Pi/180)))
	}
	return color.RGBA{part(0), part(120), part(240), 255}
}

func iconNames(t testing.TB) []string {
	files, err := fs.Glob(assets.Icons, "icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".svg"))
	}
	return names
}
