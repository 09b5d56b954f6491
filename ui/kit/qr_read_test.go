package kit_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// qrScreens are those whose symbols are looked at: a mall's, a cheap laptop's, a sharp
// one and a small one.
var qrScreens = []look.Screen{
	{Width: 1080, Height: 1920, DiagonalInch: 43},
	{Width: 1366, Height: 768, DiagonalInch: 15.6},
	{Width: 3840, Height: 2160, DiagonalInch: 27},
	{Width: 1080, Height: 1920, DiagonalInch: 10.1},
}

// qrContents are of every kind that a kiosk shows, up to what it lets a code hold.
func qrContents() map[string]string {
	link := func(length int) string {
		const start = "https://shopee.vn/san-pham?so="
		return (start + strings.Repeat("1234567890", 70))[:length]
	}
	name := "Hợp tác xã Chè Shan tuyết cổ thụ Suối Giàng"
	card := "BEGIN:VCARD\r\nVERSION:3.0\r\nN:" + name + ";;;;\r\nFN:" + name + "\r\nTEL:+84912345678\r\nEND:VCARD\r\n"
	list := strings.Repeat("Chè Shan tuyết Suối Giàng\nMật ong hoa bạc hà Mèo Vạc\n", 20)
	return map[string]string{
		"shortest link": "https://a.vn", "short link": link(32), "link": link(90), "longest link": link(213), "contact": card,
		"receipt": "HV1-" + strings.Repeat("0123456789ABCDEF", 4), "kept list": strings.ToValidUTF8(list[:660], ""),
	}
}

// What a telephone makes of a symbol. A camera that shows 5 pixels for a millimetre is
// one of Full HD that is held 35 cm away; from a larger symbol people stand back, so
// that it takes a third of the picture.
const (
	cameraPixels = 5 // for a millimetre
	cameraSymbol = 360
)

// harm is one way by which a picture of a symbol is less than the symbol.
type harm struct {
	name  string
	draws int
	spoil func(m *image.Gray, s shot) *image.Gray
}

// shot is what a harm goes by.
type shot struct {
	module float64 // pixels
	scale  float64 // by which a camera sees more pixels than the screen has
	random *rand.Rand
}

func (s shot) between(low, high float64) float64 { return low + s.random.Float64()*(high-low) }

// A lens is out of focus by a third of a module, a sensor in a dim hall is off by 10
// of 255 with two thirds of the contrast; noise is of the camera's own pixels.
var harms = []harm{
	{"clean", 1, func(m *image.Gray, _ shot) *image.Gray { return m }},
	{"blurred", 3, func(m *image.Gray, s shot) *image.Gray { return blurred(m, s.module*s.between(0.2, 0.35)) }},
	{"turned 10°", 4, func(m *image.Gray, s shot) *image.Gray {
		return turned(m, 10*math.Pi/180*float64(2*s.random.IntN(2)-1), 1)
	}},
	{"from afar", 4, func(m *image.Gray, s shot) *image.Gray { return turned(m, 0, s.scale*s.between(0.9, 1.2)) }},
	{"noised", 4, func(m *image.Gray, s shot) *image.Gray { return noised(turned(m, 0, s.scale), 10, s.random) }},
	{"all at once", 6, func(m *image.Gray, s shot) *image.Gray {
		m = turned(m, s.between(-10, 10)*math.Pi/180, s.scale*s.between(0.9, 1.2))
		return noised(blurred(m, s.scale*s.module*s.between(0.1, 0.25)), 6, s.random)
	}},
}

// qrAll is the variable of the environment by which symbols of all screens are read,
// which takes minutes; without it those of the first.
const qrAll = "HANGVIET_QR"

// TestQRCodesAreRead has two readers read what the kiosk draws, as it is and as
// telephones see it: all clean ones, and of the smallest modules 99 of 100 others.
func TestQRCodesAreRead(t *testing.T) {
	benchLook(t)
	dir, shown := t.TempDir(), map[string]shownCode{}
	screens := qrScreens[:1]
	if os.Getenv(qrAll) != "" {
		screens = qrScreens
	}
	for n, screen := range screens {
		l := look.New(screen)
		for _, kind := range slices.Sorted(maps.Keys(qrContents())) {
			content := qrContents()[kind]
			picture, module := drawnCode(t, l, content)
			for _, h := range harms {
				for draw := range h.draws {
					scale := min(cameraPixels/float64(l.MM(1)), cameraSymbol/float64(picture.Bounds().Dx()-80))
					s := shot{float64(module), scale, rand.New(rand.NewPCG(uint64(n), uint64(draw)))}
					name := filepath.Join(dir, fmt.Sprintf("%d %s %s %d.png", n, kind, h.name, draw))
					code := shownCode{content, module, h.name, h.spoil(picture, s)}
					writePNG(t, name, code.picture)
					shown[name] = code
				}
			}
		}
	}
	rates := map[string]*rate{}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		code := shown[name]
		key := fmt.Sprintf("%2d px  %-12s", code.module, code.harm)
		if rates[key] == nil {
			rates[key] = &rate{}
		}
		first, second := zbar(t, name) == code.content, zxing(code.picture) == code.content
		rates[key].add(first, second)
		if code.harm == "clean" && !(first && second) {
			t.Errorf("%s: zbar %v, gozxing %v", filepath.Base(name), first, second)
		}
	}
	tellRates(t, rates)
}

// shownCode is one picture and what is to be read from it.
type shownCode struct {
	content string
	module  int
	harm    string
	picture *image.Gray
}

// rate is how many were read.
type rate struct{ all, zbar, zxing, either int }

func (r *rate) add(zbar, zxing bool) {
	r.all++
	if zbar {
		r.zbar++
	}
	if zxing {
		r.zxing++
	}
	if zbar || zxing {
		r.either++
	}
}

// tellRates tells how many were read. A symbol that neither reads, each of which has
// its weakness, is the kiosk's fault.
func tellRates(t *testing.T, rates map[string]*rate) {
	t.Helper()
	var table strings.Builder
	spoilt := map[string]*rate{}
	for _, key := range slices.Sorted(maps.Keys(rates)) {
		r := rates[key]
		share := func(n int) float64 { return 100 * float64(n) / float64(r.all) }
		fmt.Fprintf(&table, "%s %4d  zbar %5.1f %%  gozxing %5.1f %%  either %5.1f %%\n", key, r.all, share(r.zbar), share(r.zxing), share(r.either))
		if module, _, _ := strings.Cut(key, " px"); !strings.Contains(key, "clean") {
			if spoilt[module] == nil {
				spoilt[module] = &rate{}
			}
			spoilt[module].all += r.all
			spoilt[module].either += r.either
		}
	}
	t.Logf("decoded, by pixels of a module on the screen:\n%s", &table)
	least := slices.Min(slices.Collect(maps.Keys(spoilt)))
	if r := spoilt[least]; 100*r.either < 99*r.all {
		t.Errorf("modules of %s pixels: of %d that were not clean %d were read", least, r.all, r.either)
	}
}

// drawnCode is the widget as a screen shows it, and the pixels of a module.
func drawnCode(t *testing.T, l *look.Look, content string) (*image.Gray, int) {
	t.Helper()
	q, err := kit.NewQR(l, "product.qr.0", content, "shopee.vn")
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, q)
	w.SetPadded(false)
	w.Resize(q.MinSize())
	captured := w.Canvas().Capture()
	// It stands on a screen that is not white.
	m := image.NewGray(captured.Bounds().Inset(-40))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.Gray{Y: 0x60}), image.Point{}, draw.Src)
	draw.Draw(m, captured.Bounds(), captured, captured.Bounds().Min, draw.Src)
	return m, moduleOf(t, q)
}

func writePNG(t *testing.T, name string, m image.Image) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, m); err != nil {
		t.Fatal(err)
	}
}

// zbar reads a picture with zbarimg, byte for byte; "" when it finds none.
func zbar(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "zbarimg", "-q", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable", "-Sbinary", name).Output()
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 4) { // 4: there is none
		t.Fatalf("zbarimg (Debian's zbar-tools; make deps-test installs it): %v", err)
	}
	return string(out)
}

// zxing reads a picture with gozxing.
func zxing(m image.Image) string {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		return ""
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return ""
	}
	return result.GetText()
}

// turned turns a picture about its middle, and scales it.
func turned(m *image.Gray, angle, scale float64) *image.Gray {
	sin, cos := math.Sin(angle)*scale, math.Cos(angle)*scale
	b := m.Bounds()
	wide, high := float64(b.Dx()), float64(b.Dy())
	width := int(math.Abs(cos)*wide + math.Abs(sin)*high)
	height := int(math.Abs(sin)*wide + math.Abs(cos)*high)
	out := image.NewGray(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{Y: 0x60}), image.Point{}, draw.Src)
	midX, midY := float64(b.Min.X)+wide/2, float64(b.Min.Y)+high/2
	matrix := f64.Aff3{cos, -sin, float64(width)/2 - cos*midX + sin*midY, sin, cos, float64(height)/2 - sin*midX - cos*midY}
	draw.CatmullRom.Transform(out, matrix, m, b, draw.Over, nil)
	return out
}

// blurred is the picture out of focus, by a Gaussian of so many pixels.
func blurred(m *image.Gray, sigma float64) *image.Gray {
	kernel := make([]float64, 2*int(3*sigma+1)+1)
	sum := 0.0
	for i := range kernel {
		d := float64(i - len(kernel)/2)
		kernel[i] = math.Exp(-d * d / (2 * sigma * sigma))
		sum += kernel[i]
	}
	across := convolved(m, kernel, sum, 1, 0)
	return convolved(across, kernel, sum, 0, 1)
}

func convolved(m *image.Gray, kernel []float64, sum float64, dx, dy int) *image.Gray {
	b := m.Bounds()
	out := image.NewGray(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			value := 0.0
			for i, weight := range kernel {
				d := i - len(kernel)/2
				px, py := min(max(x+d*dx, b.Min.X), b.Max.X-1), min(max(y+d*dy, b.Min.Y), b.Max.Y-1)
				value += weight * float64(m.Pix[m.PixOffset(px, py)])
			}
			out.Pix[out.PixOffset(x, y)] = uint8(value/sum + 0.5)
		}
	}
	return out
}

// noised is the picture in little light: less contrast, and each pixel off by chance.
func noised(m *image.Gray, sigma float64, random *rand.Rand) *image.Gray {
	out := image.NewGray(m.Bounds())
	for i, y := range m.Pix {
		value := 40 + float64(y)*180/255 + random.NormFloat64()*sigma
		out.Pix[i] = uint8(min(max(value, 0), 255))
	}
	return out
}
