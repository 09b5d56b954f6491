package look_test

import (
	"fmt"
	"image"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"hangviet/ui/look"
)

// TestDrawingsAreForgottenOneByOne asks for more than may be kept: what was asked
// for last is still there, and what is kept is bounded.
func TestDrawingsAreForgottenOneByOne(t *testing.T) {
	const side, many = 160, 90 // 100 KiB each, 9 MiB
	l := look.New(screens["kiosk 43"])
	drawn := 0
	ask := func(key int) {
		l.Drawn(key, func() *image.RGBA {
			drawn++
			return image.NewRGBA(image.Rect(0, 0, side, side))
		})
	}
	before := inUse()
	for i := range many {
		ask(i)
	}
	if held := inUse() - before; held > 4<<20+512<<10 {
		t.Errorf("%d KiB of drawings are kept, more than 4 MiB", held>>10)
	}
	drawn = 0
	for i := many - 20; i < many; i++ {
		ask(i)
	}
	if drawn > 0 {
		t.Errorf("%d of the 20 latest drawings were forgotten", drawn)
	}
	runtime.KeepAlive(l)
}

// TestForgetGivesEverythingUp draws and measures much: when nobody is there any more
// nothing of it stays, and it can be had again.
func TestForgetGivesEverythingUp(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(screens["kiosk 43"])
	draw := func() *image.RGBA { return image.NewRGBA(image.Rect(0, 0, 160, 160)) }
	word := strings.Repeat("dài ", 40)
	before, wide := inUse(), l.Width(l.Body, word)
	for i := range 30 {
		l.Drawn(i, draw)
		l.Width(l.Body, word+fmt.Sprint(i))
	}
	if held := inUse() - before; held < 2<<20 {
		t.Errorf("only %d KiB are kept of 30 drawings of 100 KiB", held>>10)
	}
	l.Forget()
	if held := inUse() - before; held > 512<<10 {
		t.Errorf("%d KiB are still kept", held>>10)
	}
	if again := l.Width(l.Body, word); again != wide {
		t.Errorf("measured again it is %v wide, and was %v", again, wide)
	}
	runtime.KeepAlive(l)
}

// TestALargeDrawingForgetsNoOther draws something too large to be kept.
func TestALargeDrawingForgetsNoOther(t *testing.T) {
	l := look.New(screens["kiosk 43"])
	small := func() *image.RGBA { return image.NewRGBA(image.Rect(0, 0, 8, 8)) }
	first := l.Drawn("small", small)
	if large := l.Drawn("large", func() *image.RGBA { return image.NewRGBA(image.Rect(0, 0, 1080, 1920)) }); large.Rect.Dx() != 1080 {
		t.Error("the large drawing is not what was drawn")
	}
	if l.Drawn("small", small) != first {
		t.Error("the small one was forgotten")
	}
}

// TestAMeasuredWordKeepsNoText measures a word of each of many long texts.
func TestAMeasuredWordKeepsNoText(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(screens["kiosk 43"])
	before := inUse()
	for i := range 1000 {
		text := strings.Repeat("dài ", 4000) + fmt.Sprint(i)
		l.Width(l.Body, text[strings.LastIndexByte(text, ' ')+1:])
	}
	if held := inUse() - before; held > 2<<20 {
		t.Errorf("1000 words keep %d KiB", held>>10)
	}
	runtime.KeepAlive(l)
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
