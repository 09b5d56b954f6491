package inspect_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/inspect"
	"hangviet/ui/kit"
	"hangviet/ui/look"
)

var screen = look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43}

// laid is a page of objects, each at its place, on a stage of that look.
func laid(t *testing.T, l *look.Look, put func() []fyne.CanvasObject) fyne.CanvasObject {
	t.Helper()
	test.NewTempApp(t)
	stage := kit.NewStage(l)
	stage.SetContent(&fyne.Container{Objects: put()})
	w := test.NewWindow(stage)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(float32(l.Screen.Width), float32(l.Screen.Height)))
	return stage
}

func at(o fyne.CanvasObject, x, y, width, height float32) fyne.CanvasObject {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	return o
}

func button(l *look.Look, id, text string) fyne.CanvasObject {
	return kit.NewButton(l, id, kit.Primary, "", text, nil)
}

func TestSoundPageHasNoFault(t *testing.T) {
	for _, scheme := range []look.Scheme{look.Light, look.Dark, look.Contrast} {
		l := look.New(screen).With(scheme, look.TextLargest)
		root := laid(t, l, func() []fyne.CanvasObject {
			return []fyne.CanvasObject{
				at(button(l, "a", "Tiếp tục"), 50, 50, 500, 100),
				at(kit.NewText(l, l.Caption, "Trang đầu").Centre(), 50, 1000, l.Width(l.Caption, "Trang")+4, 200),
				at(button(l, "b", "Xong"), 50, 200, 500, 100),
				at(kit.NewText(l, l.Body, "Giấy chứng nhận còn hạn đến hết năm sau"), 50, 400, 500, 200),
			}
		})
		for _, f := range inspect.Page(root, l) {
			t.Error(f)
		}
	}
}

func TestPlantedFaultsAreFound(t *testing.T) {
	light := look.New(screen)
	contrast := light.With(look.Contrast, look.TextNormal)
	grey := color.NRGBA{0x80, 0x80, 0x80, 0xff}
	for name, c := range map[string]struct {
		look *look.Look
		want inspect.Kind
		put  func(l *look.Look) []fyne.CanvasObject
	}{
		"a word that a button has no room for": {light, inspect.Clipped, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", "Gửi phiếu bình chọn"), 50, 50, 120, 80)}
		}},
		"lines that run over their box": {light, inspect.Clipped, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "Mười hai tháng ủ chượp trong thùng gỗ bời lời"), 50, 50, 200, 50)}
		}},
		"a text beyond the edge of the screen": {light, inspect.Clipped, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "Nước mắm"), 1040, 50, 300, 50)}
		}},
		"a text under the foot of the screen": {light, inspect.Clipped, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "Nước mắm"), 50, 1900, 300, 50)}
		}},
		"a word that is torn": {light, inspect.Clipped, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "nghiêng"), 50, 50, 60, 200)}
		}},
		"two targets in one place": {light, inspect.Overlaps, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", "Có"), 50, 50, 200, 100), at(button(l, "b", "Không"), 200, 100, 200, 100)}
		}},
		"a target on a target": {light, inspect.Overlaps, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 50, 50, 400, 400), at(button(l, "b", "Giữ"), 60, 60, 100, 100)}
		}},
		"a target that fills the one it is part of": {light, inspect.Overlaps, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewPressable(l, "a", button(l, "b", "Giữ"), nil), 50, 50, 200, 100)}
		}},
		"a target smaller than a finger": {light, inspect.TooSmall, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 50, 50, 200, l.MM(12))}
		}},
		"a target beyond the side of the screen": {light, inspect.Beyond, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 980, 50, 200, 100)}
		}},
		"a target before the screen begins": {light, inspect.Beyond, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), -20, 50, 200, 100)}
		}},
		"a target under the foot of the screen": {light, inspect.Beyond, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 50, 1880, 200, 100)}
		}},
		"a target off the screen": {light, inspect.Beyond, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 1200, 50, 200, 100)}
		}},
		"a target beyond the side of a page that moves up and down": {light, inspect.Beyond, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewScroller(l, &fyne.Container{Objects: []fyne.CanvasObject{at(button(l, "a", ""), 900, 50, 200, 100)}}), 0, 0, 1000, 500)}
		}},
		"a faint text": {light, inspect.TooFaint, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Title, "Nước mắm").In(grey), 50, 50, 400, 100)}
		}},
		"running text that is only good enough for a label": {light, inspect.TooFaint, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "Nước mắm").Soft(), 50, 50, 400, 100)}
		}},
		"a colour in the scheme of high contrast": {contrast, inspect.TooFaint, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Title, "Nước mắm").In(light.Palette.Tea), 50, 50, 400, 100)}
		}},
		"a text whose ground is not the page's": {light, inspect.TooFaint, func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewPanel(l, l.Palette.TeaDeep, 20, kit.NewText(l, l.Title, "Nước mắm")), 50, 50, 400, 200)}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			found := inspect.Page(laid(t, c.look, func() []fyne.CanvasObject { return c.put(c.look) }), c.look)
			if len(found) == 0 {
				t.Fatal("nothing was found")
			}
			for _, f := range found {
				if f.Kind != c.want {
					t.Errorf("found %v", f)
				}
			}
		})
	}
}

// TestLimits plants each fault as slightly as it can be, beside what just passes.
func TestLimits(t *testing.T) {
	light := look.New(screen)
	contrast := light.With(look.Contrast, look.TextNormal)
	text := func(font func(*look.Look) look.Font, grey uint8) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			panel := kit.NewPanel(l, color.NRGBA{0xff, 0xff, 0xff, 0xff}, 20, kit.NewText(l, font(l), "Nước mắm").In(color.NRGBA{grey, grey, grey, 0xff}))
			return []fyne.CanvasObject{at(panel, 50, 50, 500, 200)}
		}
	}
	label := func(l *look.Look) look.Font { return l.Small }
	running := func(l *look.Look) look.Font { return l.Body }
	tall := func(share float32) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), 50, 50, 200, l.MM(15)*share)}
		}
	}
	apart := func(left float32) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", "Có"), 50, 50, 200, 100), at(button(l, "b", "Không"), left, 50, 250, 100)}
		}
	}
	edge := func(left float32) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(button(l, "a", ""), left, 50, 200, 100)}
		}
	}
	foot := func(moves bool) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			long := kit.NewPadding(kit.NewMiddle(button(l, "a", "Xong")), 50, 1900, 50, 50)
			if moves {
				return []fyne.CanvasObject{at(kit.NewScroller(l, long), 0, 0, 1080, 1920)}
			}
			return []fyne.CanvasObject{at(long, 0, 0, 1080, 2200)}
		}
	}
	lines := func(height float32) func(*look.Look) []fyne.CanvasObject {
		return func(l *look.Look) []fyne.CanvasObject {
			return []fyne.CanvasObject{at(kit.NewText(l, l.Body, "Mười hai tháng"), 50, 50, l.Width(l.Body, "Mười hai"), height*l.Body.Line)}
		}
	}
	for name, c := range map[string]struct {
		look        *look.Look
		good, fault func(*look.Look) []fyne.CanvasObject
		want        inspect.Kind
	}{
		"4.5:1 for a label":         {light, text(label, 0x76), text(label, 0x78), inspect.TooFaint},
		"7:1 for running text":      {light, text(running, 0x59), text(running, 0x5b), inspect.TooFaint},
		"20:1 in high contrast":     {contrast, text(label, 0x05), text(label, 0x0a), inspect.TooFaint},
		"20:1 for running text too": {contrast, text(running, 0x05), text(running, 0x0a), inspect.TooFaint},
		"15 mm for a target":        {light, tall(1), tall(0.93), inspect.TooSmall},
		"room between two targets":  {light, apart(250), apart(246), inspect.Overlaps},
		"room for every line":       {light, lines(2), lines(1.9), inspect.Clipped},
		"the edge of the screen":    {light, edge(880), edge(884), inspect.Beyond},
		"the foot of what moves":    {light, foot(true), foot(false), inspect.Beyond},
	} {
		t.Run(name, func(t *testing.T) {
			page := func(put func(*look.Look) []fyne.CanvasObject) []inspect.Fault {
				return inspect.Page(laid(t, c.look, func() []fyne.CanvasObject { return put(c.look) }), c.look)
			}
			if faults := page(c.good); len(faults) > 0 {
				t.Errorf("what is good enough is a fault: %v", faults)
			}
			if faults := page(c.fault); len(faults) == 0 || faults[0].Kind != c.want {
				t.Errorf("the fault is not found: %v", faults)
			}
		})
	}
}

func TestWhatLiesUnderASheetIsLeftOut(t *testing.T) {
	l := look.New(screen)
	root := laid(t, l, func() []fyne.CanvasObject { return []fyne.CanvasObject{at(button(l, "a", ""), 50, 50, 10, 10)} })
	if len(inspect.Page(root, l)) == 0 {
		t.Fatal("the fault is not found")
	}
	root.(*kit.Stage).Open(kit.NewSheet(l, "Bạn còn xem không?", nil, kit.NewButton(l, "b", kit.Primary, "", "Tiếp tục", nil)))
	for _, f := range inspect.Page(root, l) {
		t.Error(f)
	}
}

func TestRatio(t *testing.T) {
	black, white := color.NRGBA{A: 0xff}, color.NRGBA{0xff, 0xff, 0xff, 0xff}
	if got := inspect.Ratio(black, white); got < 20.99 || got > 21.01 {
		t.Errorf("black on white is %.2f", got)
	}
	if got := inspect.Ratio(white, white); got != 1 {
		t.Errorf("white on white is %.2f", got)
	}
}
