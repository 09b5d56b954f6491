package main

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"hangviet/ui"
	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// tour draws the screens of one release.
type tour struct {
	wear    func(*look.Look)
	release ui.Release
	photos  *promptPhotos // of all visits
	booth   model.Booth
	out     string
	only    string
	forms   []orientation
	plain   bool // as a visit begins, without any aids
}

type orientation struct {
	name          string
	width, height int
	diagonal      float64 // inches; 0: the usual
}

// visit is one visitor on a canvas in memory. It is the UI thread itself: what
// is posted waits in a queue until it looks.
type tourVisit struct {
	shell  *ui.Shell
	canvas software.WindowlessCanvas
	posts  chan func()
	now    time.Time
}

// patience is how long a screen may take before the tour gives up.
const patience = 20 * time.Second

func (t tour) visit(stop stopover, options ui.Options, form orientation, lang string) *tourVisit {
	v := &tourVisit{posts: make(chan func(), 64), now: tourTime}
	l := look.New(look.Screen{Width: form.width, Height: form.height, DiagonalInch: cmp.Or(form.diagonal, defaultDiagonal)})
	options.Look, options.Pictures, options.Booth, options.Lang = l, t.photos, t.booth, lang
	options.Desk, options.StaffQuiet = tourDesk{stop.nobody}, defaultStaffQuiet
	options.Panel = tourPanel{stop.ill, stop.locked}
	options.Records = "https://hub.example/receipt/"
	options.OnLook, options.SetUp = t.wear, newTourSetUp(stop)
	options.Post, options.Now = func(f func()) { v.posts <- f }, func() time.Time { return v.now }
	options.Quiet, options.Grace, options.Duty = defaultQuiet, defaultGrace, stop.duty
	v.shell = ui.New(options)
	v.canvas = software.NewCanvas()
	v.canvas.SetPadded(false)
	v.canvas.SetContent(v.shell.Root())
	v.canvas.Resize(fyne.NewSize(float32(form.width), float32(form.height)))
	v.shell.Start()
	if !stop.empty {
		v.shell.SetRelease(t.release)
	}
	return v
}

func (v *tourVisit) close() {
	done := make(chan struct{})
	go func() {
		v.shell.Close()
		close(done)
	}()
	for {
		select {
		case f := <-v.posts:
			f()
		case <-done:
			v.shell.Clear()
			return
		}
	}
}

// walk goes the way to a screen.
func (v *tourVisit) walk(stop stopover) error {
	if err := v.settle(); err != nil {
		return err
	}
	for _, step := range stop.steps {
		if err := step(v); err != nil {
			return err
		}
		if err := v.settle(); err != nil {
			return err
		}
	}
	return nil
}

// settle runs what is posted until the page that was asked for is up.
func (v *tourVisit) settle() error {
	late := time.After(patience)
	for !v.shell.Still() {
		if err := v.next(late); err != nil {
			return err
		}
	}
	return nil
}

func (v *tourVisit) next(late <-chan time.Time) error {
	select {
	case f := <-v.posts:
		f()
		return nil
	case <-late:
		return errors.New("the screen does not come to rest")
	}
}

// tap touches a target, further down the page if it has to, and fails when it
// cannot be reached.
func (v *tourVisit) tap(id string) error {
	step := v.canvas.Size().Height / 8
	for i := range 40 {
		if v.shell.Tap(id) {
			return nil
		}
		v.shell.ScrollTo(float32(i+1) * step)
	}
	return fmt.Errorf("%s cannot be touched", id)
}

// promptPhotos answers every load before it returns.
type promptPhotos struct {
	cache *pictures.Cache
	posts chan func()
}

func newPromptPhotos(open func(string) (io.ReadCloser, error)) *promptPhotos {
	p := &promptPhotos{posts: make(chan func(), 1)}
	p.cache = pictures.New(pictures.Options{Open: open, Draw: kit.DrawScenery, Post: func(f func()) { p.posts <- f }, Workers: 1})
	return p
}

// Load implements kit.Loader.
func (p *promptPhotos) Load(wanted pictures.Photo, done func(image.Image)) (cancel func()) {
	arrived := false
	cancel = p.cache.Load(wanted, func(photo image.Image) {
		arrived = true
		done(photo)
	})
	for !arrived {
		(<-p.posts)()
	}
	return cancel
}
