package camera_test

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"hangviet/ui/kit/camera"
)

// sharp sees with pixels alone, a millimetre as two pixels from 500 mm away.
var sharp = camera.Camera{PerRadian: 1000, Spread: 0.01}

func quiet() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// screen is 100 mm by 60 mm, 8 pixels a millimetre, lit where on says so, in mm from
// its middle.
func screen(on func(x, y float64) bool) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 800, 480))
	for y := range 480 {
		for x := range 800 {
			if on((float64(x)+0.5)/8-50, (float64(y)+0.5)/8-30) {
				m.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return m
}

// spot is a square of 10 mm at a place.
func spot(atX, atY float64) func(x, y float64) bool {
	return func(x, y float64) bool { return math.Abs(x-atX) < 5 && math.Abs(y-atY) < 5 }
}

// lit is the middle and the area of what is more than half as bright as white.
func lit(m *image.Gray) (x, y, area float64) {
	b := m.Bounds()
	half := uint8(235 * math.Pow(0.5, 1/2.2))
	for row := range b.Dy() {
		for column := range b.Dx() {
			if m.GrayAt(column, row).Y > half {
				x, y, area = x+float64(column)+0.5, y+float64(row)+0.5, area+1
			}
		}
	}
	return x/area - float64(b.Dx())/2, y/area - float64(b.Dy())/2, area
}

func TestDistanceAndPlace(t *testing.T) {
	for _, c := range []struct {
		name       string
		view       camera.View
		x, y, area float64
	}{
		{"at 500 mm", camera.View{Distance: 500}, 40, -20, 400},
		{"twice as far", camera.View{Distance: 1000}, 20, -10, 100},
		{"a quarter turn", camera.View{Distance: 500, Turn: math.Pi / 2}, 20, 40, 400},
		{"beside the middle", camera.View{Distance: 500, Right: 3, Down: -2}, 43, -22, 400},
		{"swung by 60°", camera.View{Distance: 500, Swing: math.Pi / 3}, 20.7, -20.7, 219},
		{"leant by 60°", camera.View{Distance: 500, Lean: math.Pi / 3}, 40.7, -10.2, 211},
	} {
		x, y, area := lit(sharp.Take(screen(spot(20, -10)), 8, c.view, quiet()))
		if math.Abs(x-c.x) > 0.5 || math.Abs(y-c.y) > 0.5 || math.Abs(area-c.area) > 12 {
			t.Errorf("%s: %.1f, %.1f, %v pixels; want %.1f, %.1f, %v", c.name, x, y, area, c.x, c.y, c.area)
		}
	}
}

// TestPixelsTakeTheMean shows a pattern much finer than a pixel: it is seen as even
// light, half of white's, and nowhere as a coarser pattern.
func TestPixelsTakeTheMean(t *testing.T) {
	stripes := screen(func(x, _ float64) bool { return int(math.Floor(x*8))%2 == 0 })
	m := camera.Phone.Take(stripes, 8, camera.View{Distance: 550, Turn: 0.1}, quiet())
	b := m.Bounds()
	want := 235 * math.Pow(0.5, 1/2.2)
	for y := b.Dy()/2 - 20; y < b.Dy()/2+20; y++ {
		for x := b.Dx()/2 - 40; x < b.Dx()/2+40; x++ {
			if got := float64(m.GrayAt(x, y).Y); math.Abs(got-want) > 6 {
				t.Fatalf("%d, %d: %v, want %.0f", x, y, got, want)
			}
		}
	}
}

// TestBlurSpreadsAnEdge shows an edge two thirds into a pixel, where no ray meets it:
// what is left of the light beside it is a Gaussian's share, the pixel's own square
// included.
func TestBlurSpreadsAnEdge(t *testing.T) {
	edge := screen(func(x, _ float64) bool { return x < 0 })
	for _, blur := range []float64{0, 1, 2} {
		m := camera.Phone.Take(edge, 8, camera.View{Distance: 500, Blur: blur, Right: 2.0 / 3}, quiet())
		sigma := math.Sqrt(0.7*0.7 + blur*blur + 1.0/12)
		b := m.Bounds()
		for away := -4; away <= 4; away++ {
			level := float64(m.GrayAt(b.Dx()/2+away, b.Dy()/2).Y)
			got, want := math.Pow(level/235, 2.2), 0.5*math.Erfc((float64(away)-1.0/6)/sigma/math.Sqrt2)
			if math.Abs(got-want) > 0.03 {
				t.Errorf("blur %v, %d pixels behind the edge: %.3f of the light, want %.3f", blur, away, got, want)
			}
		}
	}
}

func TestHazeAndNoise(t *testing.T) {
	dark := screen(func(_, _ float64) bool { return false })
	m := camera.Phone.Take(dark, 8, camera.View{Distance: 500, Haze: 0.1, Noise: 10}, quiet())
	b, mean, spread, count := m.Bounds(), 0.0, 0.0, 0.0
	for y := b.Dy()/2 - 40; y < b.Dy()/2+40; y++ {
		for x := b.Dx()/2 - 80; x < b.Dx()/2+80; x++ {
			v := float64(m.GrayAt(x, y).Y)
			mean, spread, count = mean+v, spread+v*v, count+1
		}
	}
	mean /= count
	spread = math.Sqrt(spread/count - mean*mean)
	want := 235 * math.Pow(0.1/1.1, 1/2.2)
	if math.Abs(mean-want) > 0.5 || math.Abs(spread-10) > 0.3 {
		t.Errorf("%.1f by %.1f, want %.1f by 10", mean, spread, want)
	}
}
