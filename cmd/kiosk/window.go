package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/guard"
	"hangviet/data/runs"
	"hangviet/data/version"
	"hangviet/ui"
	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/surface"
)

// What the window does when no setting says otherwise.
const (
	defaultDiagonal   = 43 // inches
	defaultQuiet      = 45 * time.Second
	defaultGrace      = 15 * time.Second
	defaultStaffQuiet = 90 * time.Second
	beat              = 100 * time.Millisecond // between two looks at the clock
	quickBeat         = 20 * time.Millisecond  // the same while a list of targets is kept
)

// Settings of the window (store.Setting): whole seconds.
const (
	settingQuiet      = "idle-quiet"
	settingGrace      = "idle-grace"
	settingStaffQuiet = "staff-quiet"
)

// runWindow is kiosk without a subcommand: it shows the screens until ctx ends.
// It returns when it cannot.
func runWindow(ctx context.Context, args []string, stderr io.Writer) int {
	flags, err := parseWindowFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "kiosk:", err)
		return 2
	}
	stderr, closeLog := logged(flags.data, stderr)
	run := beginRun(flags.data, stderr)
	err = openWindow(ctx, flags, run, stderr)
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(stderr, "kiosk:", err)
	}
	if errors.Join(err, run.End(), closeLog()) != nil && ctx.Err() == nil {
		return exitFailed
	}
	return exitOK
}

// openWindow opens the data folder while the graphics start and shows the window,
// with which the program ends; it returns when there is none.
func openWindow(ctx context.Context, flags windowFlags, run *runs.Run, stderr io.Writer) error {
	herald, err := guard.NewHerald(os.Getenv, os.Stdout)
	if err != nil {
		fmt.Fprintln(stderr, "kiosk:", err)
	}
	if err := surface.Plain(); err != nil {
		return err
	}
	opened := make(chan error, 1)
	var h *home
	go func() {
		var err error
		h, err = openMended(ctx, flags.data, func(err error) { fmt.Fprintln(stderr, "kiosk:", err) })
		opened <- err
	}()
	a := newApp()
	err = <-opened
	if ctx.Err() != nil { // told to end before there was a window
		return errors.Join(err, h.Close())
	}
	if err != nil {
		return showClosed(ctx, a, flags, err, closing{run, herald, stderr})
	}
	w, err := newWindow(ctx, a, h, flags, stderr)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	w.run, w.herald = run, herald
	h.begin(run)
	w.show(ctx)
	return nil
}

// newApp starts Fyne with one unit to the pixel: sizes come from look.
func newApp() fyne.App {
	os.Setenv("FYNE_SCALE", "1")
	os.Setenv("FYNE_DISABLE_DPI_DETECTION", "1")
	app.SetMetadata(fyne.AppMetadata{ID: "vn.hangviet.kiosk", Name: "Hàng Việt Kiosk", Version: version.Own(), Build: 1})
	return app.New()
}

// window is the open window with what runs behind it.
type window struct {
	app     fyne.App
	win     fyne.Window
	home    *home
	shell   *ui.Shell
	photos  *pictures.Cache
	stderr  io.Writer
	flags   windowFlags
	point   string
	duty    model.Duty // as the window began
	kick    func()
	screen  *displays
	started time.Time
	run     *runs.Run
	herald  guard.Herald
	end     func()        // the program, soon
	wanted  atomic.Int64  // exit code
	fetch   chan struct{} // told when new content is to be looked for
	news    chan struct{} // told when the hub is to hear soon how the kiosk is
	dark    atomic.Bool   // the screen is black for the night
	over    atomic.Bool   // nothing runs on the UI thread any more

	mu    sync.Mutex
	photo func(sha256 string) string // file of a picture of the release that is shown
}

func newWindow(ctx context.Context, a fyne.App, h *home, flags windowFlags, stderr io.Writer) (*window, error) {
	w := &window{
		app: a, win: a.NewWindow("Hàng Việt Kiosk"), home: h, flags: flags, stderr: stderr,
		started: time.Now(), kick: func() {}, end: func() {}, fetch: make(chan struct{}, 1), news: make(chan struct{}, 1),
	}
	w.photos = pictures.New(pictures.Options{
		Open: w.openPhoto, Draw: kit.DrawScenery, Post: w.post, Bytes: flags.pictureBytes(settings{ctx, h.store}),
	})
	var err error
	if w.screen, err = h.openDisplays(ctx, flags.windowed || flags.width > 0); err != nil {
		w.complain(err) // it shows itself where it can
	}
	options, err := w.options(ctx)
	if err != nil {
		return nil, err
	}
	w.shell = ui.New(options)
	dress(w.win, flags, w.shell.Root())
	return w, nil
}

// options gathers what the shell is made of.
func (w *window) options(ctx context.Context) (ui.Options, error) {
	o, err := uiWords()
	if err != nil {
		return o, err
	}
	if !o.Words.Has(w.flags.lang) {
		return o, fmt.Errorf("--lang %q: there are no words in it", w.flags.lang)
	}
	s := settings{ctx, w.home.store}
	w.point = s.text(settingPoint)
	told, _ := w.screen.told()
	screen := w.flags.screen(s.number(settingDiagonal, cmp.Or(told, defaultDiagonal)))
	o.Look, o.Pictures, o.Booth, o.Lang, o.Point = look.New(screen), w.photos, w.home.booth, w.flags.lang, w.point
	o.Post, o.Now, o.Date, o.Typing, o.Motion = w.post, time.Now, w.home.clock.Now, s.typing(), s.motion()
	if lang := s.text(settingLang); o.Words.Has(lang) {
		o.Lang = lang
	}
	o.SetUp = founder{w.home, w.screen}
	o.OnLook = wearer(w.app)
	o.OnCast, o.OnUnmet, o.OnLooks, o.OnFault = func() { w.kick() }, w.home.countUnmet, w.home.countLooks, w.fault
	hub, err := w.home.hubOr(ctx, w.flags.hub)
	if err != nil {
		return o, err
	}
	o.Records = receiptPage(hub)
	o.Quiet = s.seconds(settingQuiet, defaultQuiet)
	o.Grace = s.seconds(settingGrace, defaultGrace)
	staffDesk := newDesk(w.home)
	o.Desk, o.StaffQuiet = staffDesk, s.seconds(settingStaffQuiet, defaultStaffQuiet)
	o.Panel = w.panel(staffDesk.pins)
	o.Dark = time.Duration(s.number(settingNight, 0)) * time.Minute
	if o.Duty, err = w.home.duty(ctx); err != nil {
		w.complain(err) // it serves all the same
	}
	w.duty = o.Duty
	return o, nil
}

// wearer dresses what Fyne draws itself, as the ground of the window.
func wearer(a fyne.App) func(*look.Look) {
	var theme *look.Theme
	return func(l *look.Look) {
		if theme != nil {
			theme.Wear(l)
			return
		}
		theme = l.Theme()
		a.Settings().SetTheme(theme)
	}
}

// uiWords reads the built-in words and tables.
func uiWords() (o ui.Options, err error) {
	if o.Words, err = model.ParseWords(assets.Words); err != nil {
		return o, err
	}
	if o.Places, err = catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces); err != nil {
		return o, err
	}
	o.Classes, err = catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	return o, err
}

// settings reads the kiosk's settings; one that cannot be read counts as unset.
type settings struct {
	ctx   context.Context
	store interface {
		Setting(ctx context.Context, key string) (string, error)
	}
}

func (s settings) text(key string) string {
	value, err := s.store.Setting(s.ctx, key)
	if err != nil {
		return ""
	}
	return value
}

func (s settings) number(key string, otherwise float64) float64 {
	if n, err := strconv.ParseFloat(s.text(key), 64); err == nil && n > 0 {
		return n
	}
	return otherwise
}

func (s settings) seconds(key string, otherwise time.Duration) time.Duration {
	return time.Duration(s.number(key, otherwise.Seconds()) * float64(time.Second))
}

// dress makes the window a kiosk's: the whole screen, nothing that closes it.
func dress(win fyne.Window, flags windowFlags, content fyne.CanvasObject) {
	win.SetPadded(false)
	if !flags.windowed {
		content = kit.NewPointerless(content)
	}
	win.SetContent(content)
	if flags.width > 0 {
		win.Resize(fyne.NewSize(float32(flags.width), float32(flags.height)))
	}
	if flags.windowed {
		return
	}
	win.SetFullScreen(true)
	win.SetCloseIntercept(func() {})
}

// tick lets the shell look at the clock and keeps the list of targets.
func (w *window) tick(ctx context.Context) {
	every, targets := beat, newTargetsFile(w.flags.targets)
	var writer sync.WaitGroup
	defer writer.Wait()
	if targets != nil {
		every = quickBeat
		writer.Go(func() { targets.serve(ctx, w.complain) })
	}
	var spare thrift // of the UI thread, as the next
	var drawn repaints
	var tidy atomic.Bool // memory is to be given back
	regularly(ctx, every, func() {
		if tidy.CompareAndSwap(true, false) {
			giveBack()
		}
		w.post(func() {
			w.shell.Tick()
			w.dark.Store(w.shell.Dark())
			now, at := time.Now(), w.shell.Route().Screen
			if drawn.due(now) {
				w.shell.Repaint()
			}
			alone, due := spare.due(now, at, w.shell.Touched(), w.photos.Made())
			if alone {
				w.shell.Look().Forget()
				w.photos.Settle()
			}
			if due {
				tidy.Store(true)
			}
			if targets != nil {
				targets.look(w.shell.Targets())
			}
		})
	})
}

// regularly does something every so often until ctx ends.
func regularly(ctx context.Context, every time.Duration, do func()) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			do()
		}
	}
}

// complain writes what went wrong where staff can read it. What was only cut
// short by the end of the window is no fault.
func (w *window) complain(err error) {
	if !errors.Is(err, context.Canceled) {
		fmt.Fprintln(w.stderr, "kiosk:", err)
	}
}
