package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit"
	"hangviet/ui/surface"
)

// painted is one frame as the render loop saw it: when its drawing began, and the
// processor time the program and its drawing thread had used until then.
type painted struct {
	At     time.Time
	CPU    time.Duration
	Thread time.Duration
	Offset float32 // of the page, in pixels
}

// probe is an object without pixels that notes each frame: Fyne asks every
// visible object for its least size once before it draws.
type probe struct {
	canvas.Rectangle
	frames []painted
	offset func() float32
}

// MinSize implements fyne.CanvasObject.
func (p *probe) MinSize() fyne.Size {
	p.frames = append(p.frames, painted{time.Now(), used(syscall.RUSAGE_SELF), used(syscall.RUSAGE_THREAD), p.offset()})
	return fyne.Size{}
}

// used is the processor time of this program or this thread.
func used(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// frameLog is what a window writes when it ends.
type frameLog struct{ Frames []painted }

func (l frameLog) write(path string) error {
	raw, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o600)
}

// showScroll is bench window: it shows one of the windows whose frames are
// counted until ctx ends, and writes the frames to a file.
func showScroll(ctx context.Context, args []string, stderr io.Writer) int {
	set := flag.NewFlagSet("bench window", flag.ContinueOnError)
	set.SetOutput(stderr)
	what := set.String("show", "list", "list, dot or quads")
	data := set.String("data", "", "a kiosk's data folder, for the list")
	every := set.Duration("switch", 0, "time between two releases that the list is switched to; 0 never")
	out := set.String("frames", "frames.json", "the file")
	count := set.Int("count", 12, "how many quads; how many thousand cards")
	if err := set.Parse(args); err != nil {
		return 2
	}
	w := newFrameWindow()
	w.frames, w.stderr = *out, stderr
	var err error
	switch *what {
	case "dot":
		w.show(ctx, dot())
	case "quads":
		w.show(ctx, quads(*count))
	default:
		err = surface.Plain()
		if err == nil {
			err = w.showList(ctx, *data, *count*1000, *every)
		}
	}
	return w.exitCode(err)
}

func (w *frameWindow) exitCode(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(w.stderr, "bench window:", err)
	return 1
}

// frameWindow is a window that fills the screen and counts its frames.
type frameWindow struct {
	app    fyne.App
	win    fyne.Window
	probe  *probe
	frames string // file for them
	stderr io.Writer
}

func newFrameWindow() *frameWindow {
	os.Setenv("FYNE_SCALE", "1")
	os.Setenv("FYNE_DISABLE_DPI_DETECTION", "1")
	app.SetMetadata(fyne.AppMetadata{ID: "vn.hangviet.bench", Name: "bench", Version: "0.0.1", Build: 1})
	a := app.New()
	return &frameWindow{app: a, win: a.NewWindow("frames"), probe: &probe{
		frames: make([]painted, 0, 1<<14), offset: func() float32 { return 0 },
	}}
}

// moving is what a window shows, and what changes in it each frame; nil nothing.
type moving struct {
	content fyne.CanvasObject
	step    func(at time.Time)
}

// show shows it until ctx ends, calls the closers, writes the frames and ends the
// program.
func (w *frameWindow) show(ctx context.Context, m moving, closers ...func()) {
	w.win.SetPadded(false)
	w.win.SetContent(&fyne.Container{Layout: filling{}, Objects: []fyne.CanvasObject{m.content, w.probe}})
	w.win.SetFullScreen(true)
	if m.step != nil {
		each := fyne.NewAnimation(time.Hour, func(float32) { m.step(time.Now()) })
		each.RepeatCount = fyne.AnimationRepeatForever
		each.Start()
	}
	kit.Run(ctx, w.app, w.win, func() int {
		for _, end := range closers {
			end()
		}
		return w.exitCode(frameLog{w.probe.frames}.write(w.frames))
	})
}

// filling gives its first object the whole room.
type filling struct{}

// Layout implements fyne.Layout.
func (filling) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize implements fyne.Layout.
func (filling) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// dot is an empty window in which one small thing moves: what a frame costs when
// there is nothing to draw.
func dot() moving {
	mark := canvas.NewRectangle(color.NRGBA{R: 0x30, G: 0x60, B: 0x50, A: 0xff})
	mark.Resize(fyne.NewSquareSize(20))
	page := &fyne.Container{Objects: []fyne.CanvasObject{mark}}
	return moving{page, func(at time.Time) {
		mark.Move(fyne.NewPos(float32(at.UnixMilli()/16%200), 100))
		canvas.Refresh(mark)
	}}
}

// quads is a window of so many pictures as large as the cards of a list and as
// closely set, which all move up: what the drawing of a full page costs.
func quads(count int) moving {
	const columns, pitchX, pitchY, width, height = 2, 520, 760, 490, 730
	page := &fyne.Container{}
	for i := range count {
		quad := &canvas.Image{Image: noise(width, height, i), ScaleMode: canvas.ImageScaleFastest}
		quad.Resize(fyne.NewSize(width, height))
		quad.Move(fyne.NewPos(float32(40+i%columns*pitchX), float32(i/columns*pitchY)))
		page.Objects = append(page.Objects, quad)
	}
	return moving{page, func(at time.Time) {
		page.Move(fyne.NewPos(0, -float32(at.UnixMilli()*5760/1000%pitchY)))
		canvas.Refresh(page.Objects[0].(*canvas.Image))
	}}
}

// noise is a picture that looks different everywhere.
func noise(width, height, seed int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	value := uint32(seed + 1)
	for i := range out.Pix {
		value = value*1664525 + 1013904223
		out.Pix[i] = uint8(value >> 24)
		if i%4 == 3 {
			out.Pix[i] = 0xff
		}
	}
	return out
}
