package ui

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"hangviet/data/catalog"
	"hangviet/data/vote"
	"hangviet/ui/input"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// Options are what a shell is made of.
type Options struct {
	Look     *look.Look         // the usual one, for the size the window begins with
	OnLook   func(l *look.Look) // called with each look that is worn, also the first; may be nil
	Pictures kit.Loader
	Words    *model.Words
	Places   *catalog.Provinces
	Classes  *catalog.Classification

	Post    func(func())     // runs a function on the UI thread, soon; never blocks
	Now     func() time.Time // the moment of showing, by which pauses are measured
	Steady  func() time.Time // is never set back: what a booth has one wait for ends by it; time.Now when nil
	Date    func() time.Time // by which certificates, prices and rounds are judged; Now when nil
	Booth   model.Booth
	SetUp   model.SetUp                                  // how the kiosk is set up at its screen; nil: it is not
	Desk    model.Desk                                   // of the staff; nil: there is none
	Panel   model.Panel                                  // of the staff; nil: there is none but the desk
	Records string                                       // address at which the public record tells of a receipt, to which its code is added; or ""
	OnCast  func()                                       // called after a ballot is on the disk; may be nil
	OnUnmet func(ctx context.Context, text string) error // counts a search that nothing met; may be nil
	OnFault func(ctx context.Context, err error)         // keeps what went wrong behind the screen, off the UI thread; may be nil

	// OnLooks counts what a visitor looked at, by counter and key, after each visit; may be nil.
	OnLooks func(ctx context.Context, counts map[string]map[string]int64) error

	Typing input.Composer // empty; how keys become Vietnamese
	Motion bool           // pages and sheets come in softly, where the device keeps up

	Lang  string        // a visit starts in it
	Point string        // id of the point where the kiosk stands, or ""
	Duty  model.Duty    // when it serves; see [Shell.SetDuty]
	Quiet time.Duration // without a touch until the visitor is asked; 0 never
	Grace time.Duration // from then until the visit ends

	Dark       time.Duration // outside the hours, without a touch until the screen is black; 0: ten minutes
	StaffQuiet time.Duration // without a touch until a staff session ends; 0 never
	TurnTime   time.Duration // how long a turned screen waits for somebody to say that it is right; 0: 15 s
}

// Release is a catalogue with what hangs on it.
type Release struct {
	Number    int64
	Sample    bool // invented, as its catalogue says; then every page says so
	Own       bool // of the organiser to whom the kiosk was set up, not what the program brings
	Validity  model.Validity
	Catalogue model.Catalogue
	Finder    func() model.Finder // may wait until the index is made
}

// Shell is the content of the window.
type Shell struct {
	options Options
	ctx     context.Context
	end     context.CancelFunc
	tasks   sync.WaitGroup

	stage      *kit.Stage
	root       *fyne.Container
	frame      *frame            // of the root
	veil       *canvas.Rectangle // over everything, where the panel cannot be dimmed
	dark       bool              // outside the hours and black
	waitsSince time.Time
	look       *look.Look
	release    Release
	duty       model.Duty
	visit      visit
	visits     int      // that began, so that each has a number of its own
	staff      *session // nil while no member of staff is at the screen
	knock      model.Knock
	founding   *founding // while the kiosk is being set up at its screen, or nil
	setUpHere  string    // the step that is up
	pending    int       // acts of setting up that are being done
	turn       *turning  // of the screen, of which nobody said yet that it is right; or nil
	turns      []func()  // what turns it: the first is under way, the others wait
	permit     *permit   // that staff gave the visitor, or nil
	page       screen.Page
	bar        *kit.BottomBar // nil on a page without
	sheet      *question      // up while the visitor is asked, or nil
	aids       *kit.Sheet     // the drawer of reading aids while it is up, or nil
	raised     *kit.Sheet     // up over the page, or nil
	voting     *vote.Round    // open, of the page that is up; or nil
	coming     direction      // where the next page comes from

	stick      *model.Stick // that somebody put in, or nil
	stickAct   func(model.StickAct)
	stickSheet *screen.StickSheet // of it
	stickDress dress              // it was drawn in

	generation int                // of the page that is asked for
	stop       context.CancelFunc // of its loader
	asked      time.Time          // when it was asked for; zero when it is up
	told       bool               // that it takes long
	again      bool               // it is the one that is up
	held       held               // what came for it while it moved
	searches   int                // number of the latest search
}

// visit is all that belongs to one visitor.
type visit struct {
	number  int
	lang    string
	seed    uint64
	history *model.History
	drafts  map[string]*model.Draft // by round
	casting bool
	kept    model.Keep
	unmet   string // the search that nothing met, as it stands
	looks   looks
	rush    bool
	aids    Aids
	idle    model.Idle
}

// New makes a shell that shows nothing yet.
func New(o Options) *Shell {
	if o.Date == nil {
		o.Date = o.Now
	}
	if o.TurnTime == 0 {
		o.TurnTime = turnTime
	}
	if o.Steady == nil {
		o.Steady = time.Now
	}
	s := &Shell{options: o, duty: o.Duty, stop: func() {}}
	s.ctx, s.end = context.WithCancel(context.Background())
	s.stage = kit.NewStage(o.Look)
	s.stage.OnActivity, s.stage.OnPress, s.stage.Motion = s.touched, s.pressed, o.Motion
	s.wear(o.Look)
	s.frame, s.veil = &frame{told: s.fit}, newVeil()
	s.root = container.New(s.frame, s.stage, s.veil)
	s.newVisit(s.waiting())
	return s
}

// Root is the object that fills the window.
func (s *Shell) Root() fyne.CanvasObject { return s.root }

// Start shows the waiting screen.
func (s *Shell) Start() { s.load() }

// Close ends what runs in the background and waits for it.
func (s *Shell) Close() {
	s.end()
	s.tasks.Wait()
}

// Clear takes the page away and gives back the pictures it holds, of a shell
// that is not shown any more.
func (s *Shell) Clear() { s.stage.SetContent(nil) }

// SetRelease shows another catalogue. The visitor stays where he is; what is no
// longer there says so.
func (s *Shell) SetRelease(r Release) {
	s.release = r
	s.checkKept()
	if s.typesSetUp() {
		return
	}
	s.reload()
}

// Route is where the visitor stands.
func (s *Shell) Route() model.Route { return s.visit.history.Current().Route }

func (s *Shell) newVisit(start ...model.Route) {
	s.visits++
	s.visit = visit{
		number:  s.visits,
		lang:    s.options.Lang,
		seed:    rand.Uint64(), // #nosec G404 -- the order of a visit is no secret
		history: model.NewHistory(start[0]),
		drafts:  map[string]*model.Draft{},
		looks:   newLooks(),
	}
	s.pace()
}

func (s *Shell) env() model.Env {
	o := s.options
	admitted := map[string]bool{}
	for round, d := range s.visit.drafts {
		admitted[round] = d.Admission != nil
	}
	return model.Env{
		Admitted: admitted, Permitted: s.permitted(),
		Lang: s.visit.lang, Now: o.Date(), Words: o.Words, Places: o.Places, Classes: o.Classes,
		Rush: s.visit.rush, Point: o.Point, Seed: s.visit.seed, Room: s.look.QRBytes(),
	}
}
