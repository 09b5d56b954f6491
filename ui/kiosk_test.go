package ui_test

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"hangviet/ui"
	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// noPhotos never has a photo.
type noPhotos struct{}

func (noPhotos) Load(_ pictures.Photo, done func(image.Image)) (cancel func()) {
	done(nil)
	return func() {}
}

// kiosk is a shell on a window in memory. The test is the UI thread: what is
// posted waits in a queue until the test looks.
type kiosk struct {
	*testing.T
	shell *ui.Shell
	root  fyne.CanvasObject
	goods *modeltest.Catalogue
	posts chan func()
	now   time.Time
	cast  int
}

func start(t *testing.T, change ...func(*ui.Options)) *kiosk {
	t.Helper()
	test.NewTempApp(t)
	env, err := modeltest.Env("vi")
	if err != nil {
		t.Fatal(err)
	}
	k := &kiosk{T: t, goods: modeltest.New(), posts: make(chan func(), 100), now: modeltest.Now}
	o := ui.Options{
		Look: look.New(look.Screen{Width: 1080, Height: 1920}), Pictures: noPhotos{},
		Words: env.Words, Places: env.Places, Classes: env.Classes, Booth: k.goods,
		Post: func(f func()) { k.posts <- f }, Now: func() time.Time { return k.now }, OnCast: func() { k.cast++ },
		Lang: "vi", Point: "point-1", Quiet: 45 * time.Second, Grace: 15 * time.Second,
	}
	for _, c := range change {
		c(&o)
	}
	k.shell = ui.New(o)
	k.root = k.shell.Root()
	w := test.NewWindow(k.root)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(float32(o.Look.Screen.Width), float32(o.Look.Screen.Height)))
	t.Cleanup(k.close)
	k.shell.Start()
	k.show(k.goods)
	return k
}

func (k *kiosk) close() {
	go func() { // what still comes goes nowhere
		for f := range k.posts {
			_ = f
		}
	}()
	k.shell.Close()
	close(k.posts)
}

func (k *kiosk) show(c *modeltest.Catalogue) {
	k.shell.SetRelease(ui.Release{Sample: c.Sample, Catalogue: c, Finder: func() model.Finder { return c }})
	k.settle()
}

// until runs what is posted until done is true.
func (k *kiosk) until(what string, done func() bool) {
	k.Helper()
	if !k.within(30*time.Second, done) {
		k.Fatalf("%s: waited in vain at %+v", what, k.shell.Route())
	}
}

// within runs what is posted until done is true, and tells whether it was in time.
func (k *kiosk) within(limit time.Duration, done func() bool) bool {
	late := time.After(limit)
	for !done() {
		select {
		case f := <-k.posts:
			f()
		case <-time.After(5 * time.Millisecond): // time alone may do it
		case <-late:
			return false
		}
	}
	return true
}

func (k *kiosk) settle() {
	k.Helper()
	k.until("page", k.shell.Still)
}

// tap touches targets one after another.
func (k *kiosk) tap(ids ...string) {
	k.Helper()
	for _, id := range ids {
		k.ready(id)
		if !k.shell.Tap(id) {
			k.Fatalf("%s cannot be touched at %+v; there is %q", id, k.shell.Route(), k.targets())
		}
		k.settle()
	}
}

// ready waits for a target: for the blink of an eye after a tap its place takes
// none, and it may come with what is still being read. Who touches it says whether it
// came.
func (k *kiosk) ready(id string) {
	k.within(10*time.Second, func() bool { return slices.Contains(k.targets(), id) })
}

func (k *kiosk) targets() []string {
	var ids []string
	for _, t := range k.shell.Targets() {
		ids = append(ids, t.ID)
	}
	return ids
}

func (k *kiosk) at(screen model.Screen) {
	k.Helper()
	if got := k.shell.Route().Screen; got != screen {
		k.Fatalf("at %s, want %s", got, screen)
	}
}

// sees fails unless every text stands on the screen.
func (k *kiosk) sees(texts ...string) {
	k.Helper()
	all := strings.Join(words(k.root), " ")
	for _, text := range texts {
		if !strings.Contains(all, text) {
			k.Errorf("%q is not on the screen: %s", text, all)
		}
	}
}

// words collects what is drawn as text.
func words(o fyne.CanvasObject) []string {
	if o == nil || !o.Visible() {
		return nil
	}
	if t, ok := o.(*canvas.Text); ok {
		return []string{t.Text}
	}
	var all []string
	var parts []fyne.CanvasObject
	switch c := o.(type) {
	case *fyne.Container:
		parts = c.Objects
	case kit.Composite:
		parts = c.Parts()
	}
	for _, part := range parts {
		all = append(all, words(part)...)
	}
	return all
}

// pass lets time go by in steps of the clock.
func (k *kiosk) pass(d time.Duration) {
	k.Helper()
	k.now = k.now.Add(d)
	k.shell.Tick()
	k.settle()
}
