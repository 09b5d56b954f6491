package model

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/spoken"
)

// Stick is what is known of a stick that somebody put in.
type Stick struct {
	Name     string // what it is called
	Others   int    // sticks that wait to be looked at
	Phase    StickPhase
	Offer    *StickOffer // what its release would do; nil when there is none to take
	SetUp    *StickSetUp // what it would set this kiosk up as; nil when it is none to do so
	Fault    string      // code of why not, or of what went wrong; "" none
	Why      catalog.Text
	Unlocked bool  // its file has just opened the staff entrance
	Unsent   int64 // ballots it would take to the organiser
	Content  int64 // the release that can be written onto it, 0 none
	Work     StickWork
	Done     StickDone
}

// StickPhase is how far things are with a stick.
type StickPhase int

// The phases.
const (
	StickLooking StickPhase = iota // what is on it is being read
	StickOffered                   // a person may choose
	StickWorking                   // something is being done
	StickEnded                     // it was done, or not
)

// StickOffer is what taking a stick's release would do.
type StickOffer struct {
	Number, Shown             int64 // the release, and the one on screen; 0 none
	Issued                    time.Time
	Note                      string
	Root                      string // fingerprint of who signed it
	Stranger                  bool   // nobody is trusted yet: not to be taken here
	Products                  int    // shown after it
	Added, Changed, Withdrawn int
	Names                     []catalog.Text // of some that are withdrawn
	Bytes                     int64          // to be copied
	Files                     int            // to be copied; of the release on screen: pictures that lack
	After                     int64          // room after it
	Fits                      bool
}

// StickSetUp is what a set-up stick brings to a kiosk that trusts nobody yet.
type StickSetUp struct {
	Label string // of the stick, by who made it
	Hub   string // address
	Name  string // that the kiosk will have; "" none
	Root  string // fingerprint of whom it will trust
	Past  bool   // it has expired: the kiosk will wait for approval
}

// StickAct is something a person may do with a stick; "drive." and it is the
// name of its button.
type StickAct string

// The acts.
const (
	StickSetup  StickAct = "setup"   // set this kiosk up by it
	StickUpdate StickAct = "update"  // take its release
	StickExport StickAct = "export"  // write ballots and health
	StickWrite  StickAct = "content" // write the kiosk's release
	StickAgain  StickAct = "again"   // look at it once more
	StickCancel StickAct = "cancel"
	StickEject  StickAct = "eject"
	StickClose  StickAct = "close"
	StickShow   StickAct = "show" // put up the sheet of the stick that is in
)

// StickWork is how far what is being done is.
type StickWork struct {
	Act               StickAct
	Bytes, TotalBytes int64
	Files, TotalFiles int
	Left              time.Duration // 0 while unknown
}

// StickDone is what was done.
type StickDone struct {
	Act     StickAct
	Release int64
	Ballots int64
	Bundles int
}

// StickView is the sheet of a stick.
type StickView struct {
	Title string
	Note  string // a sentence; may be empty
	Bad   bool   // the note tells of something that went wrong
	Lines []Section
	Share float32 // of the work that is done; below 0 while nothing is being done
	Acts  []StickButton
}

// StickButton is a way on; the first one of a view is the main one.
type StickButton struct {
	Act   StickAct
	Icon  string
	Label string
}

// NewStick says what to show of a stick.
func NewStick(env Env, s Stick) StickView {
	v := StickView{Title: env.Say("drive.title", s.Name), Share: -1}
	switch s.Phase {
	case StickLooking:
		v.Note = env.Say("drive.looking")
	case StickOffered:
		v.offer(env, s)
	case StickWorking:
		v.work(env, s.Work)
	case StickEnded:
		v.end(env, s)
		v.add(env, StickAgain, "refresh")
	}
	v.add(env, StickEject, "usb")
	if s.Phase == StickWorking {
		v.add(env, StickCancel, "close")
		return v
	}
	v.add(env, StickClose, "close")
	return v
}

func (v *StickView) add(env Env, act StickAct, icon string) {
	v.Acts = append(v.Acts, StickButton{act, icon, env.Say("drive." + string(act))})
}

// offer tells what is on the stick and what may be done.
func (v *StickView) offer(env Env, s Stick) {
	switch {
	case s.SetUp != nil:
		v.setUp(env, *s.SetUp)
		return
	case s.Unlocked:
		v.Note = env.Say("drive.unlocked")
		return
	case s.Offer != nil:
		v.release(env, *s.Offer)
	case s.Fault != "":
		v.fault(env, s)
	default:
		v.Note = env.Say("drive.none")
	}
	if s.Unsent > 0 {
		v.Lines = append(v.Lines, Section{env.Say("drive.unsent"), fmt.Sprint(s.Unsent)})
	}
	v.add(env, StickExport, "share")
	if s.Content > 0 && (s.Offer == nil || s.Offer.Number <= s.Content) {
		v.Acts = append(v.Acts, StickButton{StickWrite, "box", env.Say("drive.content", s.Content)})
	}
}

// setUp tells whom the kiosk will trust; one touch sets it up.
func (v *StickView) setUp(env Env, s StickSetUp) {
	v.Note = env.Say("drive.setup.text", s.Label)
	if s.Past {
		v.Note = env.Say("drive.setup.past", s.Label)
	}
	if s.Name != "" {
		v.Lines = append(v.Lines, Section{env.Say("drive.setup.name"), s.Name})
	}
	v.Lines = append(v.Lines, Section{env.Say("drive.setup.hub"), addressOf(s.Hub)}, Section{env.Say("setup.words"), spoken.Text(s.Root)}, Section{env.Say("drive.signer"), fingerprint(s.Root)})
	v.add(env, StickSetup, "check")
}

// addressOf is an address as people compare it: without what every one begins with.
func addressOf(url string) string {
	_, address, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	return strings.TrimSuffix(address, "/")
}

func (v *StickView) release(env Env, o StickOffer) {
	v.Lines = []Section{
		{env.Say("drive.release"), env.Say("drive.release.of", o.Number, catalog.DateOf(o.Issued).Show())},
		{env.Say("drive.signer"), fingerprint(o.Root)},
	}
	if o.Note != "" {
		v.Lines = append(v.Lines, Section{env.Say("drive.note"), o.Note})
	}
	switch {
	case o.Number == o.Shown && o.Files == 0:
		v.Note = env.Say("drive.same")
		return
	case o.Stranger:
		v.Note = env.Say("drive.stranger")
	case !o.Fits:
		v.Note, v.Bad = env.Say("drive.full"), true
	default:
		v.add(env, StickUpdate, "refresh")
	}
	if o.Number == o.Shown {
		v.Note = cmp.Or(v.Note, env.Count("drive.lacks", o.Files))
	} else {
		v.Lines = append(v.Lines, Section{env.Say("drive.changes"), o.changes(env)})
	}
	v.Lines = append(v.Lines, Section{env.Say("drive.bytes"), Bytes(env, o.Bytes)}, Section{env.Say("drive.after"), Bytes(env, max(o.After, 0))})
}

// changes is what the release brings, in a few words; withdrawn products are
// named, because somebody will ask for them.
func (o StickOffer) changes(env Env) string {
	text := env.Say("drive.changes.of", o.Added, o.Changed, o.Withdrawn)
	var names []string
	for _, n := range o.Names {
		names = append(names, env.Text(n))
	}
	if len(names) == 0 {
		return text
	}
	if len(names) < o.Withdrawn {
		names = append(names, "…")
	}
	return text + "\n" + env.Say("drive.withdrawn", strings.Join(names, ", "))
}

// fingerprint is the first half of who signed, parted to be read aloud.
func fingerprint(root string) string {
	var parts []string
	for i := 0; i+4 <= min(len(root), 32); i += 4 {
		parts = append(parts, root[i:i+4])
	}
	return strings.Join(parts, " ")
}

func (v *StickView) fault(env Env, s Stick) {
	v.Bad, v.Note = true, env.Text(s.Why)
	v.Lines = append(v.Lines, Section{env.Say("drive.code"), s.Fault})
}

func (v *StickView) work(env Env, w StickWork) {
	v.Note, v.Share = env.Say("drive.doing."+string(w.Act)), 0
	if w.TotalBytes > 0 {
		v.Share = float32(float64(w.Bytes) / float64(w.TotalBytes))
		v.Lines = append(v.Lines, Section{env.Say("drive.done"), env.Say("drive.done.of", Bytes(env, w.Bytes), Bytes(env, w.TotalBytes), w.Files, w.TotalFiles)})
	}
	if w.Left > 0 {
		v.Lines = append(v.Lines, Section{env.Say("drive.left"), left(env, w.Left)})
	}
}

func left(env Env, d time.Duration) string {
	if d < time.Minute {
		return env.Say("drive.left.seconds", int(max(d.Round(time.Second), time.Second)/time.Second))
	}
	return env.Say("drive.left.minutes", int(d.Round(time.Minute)/time.Minute))
}

func (v *StickView) end(env Env, s Stick) {
	switch d := s.Done; {
	case s.Fault != "":
		v.fault(env, s)
	case d.Act == StickSetup:
		v.Note = env.Say("drive.setup.done")
	case d.Act == StickUpdate:
		v.Note = env.Say("drive.updated", d.Release)
	case d.Act == StickWrite:
		v.Note = env.Say("drive.written", d.Release)
	case d.Bundles == 0:
		v.Note = env.Say("drive.exported.none")
	default:
		v.Note = env.Count("drive.exported", int(d.Ballots))
	}
}

// Bytes is a size as people read it: "820 kB", "12,5 MB", "3,1 GB".
func Bytes(env Env, n int64) string {
	text, unit := fmt.Sprintf("%.1f", float64(n)/1e6), "MB"
	switch {
	case n < 1e6:
		text, unit = fmt.Sprint((n+999)/1000), "kB"
	case n >= 1e9:
		text, unit = fmt.Sprintf("%.1f", float64(n)/1e9), "GB"
	}
	if env.Lang != "en" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + "\u00a0" + unit
}
