package kit_test

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

// reader reads a QR symbol from a picture: what it holds, "" where it finds none.
type reader struct {
	name string
	read func(m *image.Gray, dir string) (string, error) // dir is empty, for files of its own
}

var readers = [...]reader{{"zbar", zbar}, {"gozxing", zxing}}

// sizes are those at which a reader looks at a picture, one after the other until one
// is read, as programs on telephones do.
var sizes = []float64{1, 0.75, 0.5, 2}

// readAll has a reader read pictures, as many at a time as there are processors.
func readAll(t *testing.T, r reader, pictures []*image.Gray) []string {
	t.Helper()
	out, faults, dirs := make([]string, len(pictures)), make([]error, len(pictures)), t.TempDir()
	inParallel(len(pictures), func(i int) {
		dir, err := os.MkdirTemp(dirs, "")
		for _, size := range sizes {
			if err == nil && out[i] == "" {
				out[i], err = r.read(resized(pictures[i], size), dir)
			}
		}
		faults[i] = errors.Join(err, os.RemoveAll(dir))
	})
	if err := errors.Join(faults...); err != nil {
		t.Fatal(err)
	}
	return out
}

// inParallel does something count times.
func inParallel(count int, do func(i int)) {
	var all sync.WaitGroup
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range count {
		places <- struct{}{}
		all.Go(func() {
			do(i)
			<-places
		})
	}
	all.Wait()
}

// resized is a picture at another size.
func resized(m *image.Gray, by float64) *image.Gray {
	if by == 1 {
		return m
	}
	b := m.Bounds()
	out := image.NewGray(image.Rect(0, 0, int(float64(b.Dx())*by), int(float64(b.Dy())*by)))
	draw.CatmullRom.Scale(out, out.Bounds(), m, b, draw.Src, nil)
	return out
}

// zbar reads with zbarimg, byte for byte.
func zbar(m *image.Gray, dir string) (string, error) {
	name := filepath.Join(dir, "seen.pgm")
	if err := writeGray(name, m); err != nil {
		return "", err
	}
	said, err := exec.Command("zbarimg", "-q", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable", "-Sbinary", name).Output()
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 4) { // 4: there is none
		return "", fmt.Errorf("zbarimg (Debian's zbar-tools; make deps-test installs it): %w", err)
	}
	return string(said), nil
}

// writeGray writes a picture as PGM.
func writeGray(name string, m *image.Gray) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	b := m.Bounds()
	fmt.Fprintf(w, "P5 %d %d 255\n", b.Dx(), b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		w.Write(m.Pix[m.PixOffset(b.Min.X, y):m.PixOffset(b.Max.X, y)]) // Flush says what went wrong
	}
	return w.Flush()
}

// zxing reads with gozxing, by both of its ways to tell dark from light.
func zxing(m *image.Gray, _ string) (string, error) {
	source := gozxing.NewLuminanceSourceFromImage(m)
	for _, way := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bitmap, err := gozxing.NewBinaryBitmap(way)
		if err != nil {
			return "", err
		}
		hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
		if result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil {
			return result.GetText(), nil
		}
	}
	return "", nil // it says of every picture that it does not read why, as an error
}
