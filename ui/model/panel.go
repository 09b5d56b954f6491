package model

import (
	"context"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/selftest"
	"hangviet/data/staff"
)

// Panel is what the staff may look at and do besides votes. Its methods may wait
// for the disk, Do also for the network.
type Panel interface {
	// Day tells what visitors did today.
	Day(ctx context.Context) (Day, error)
	// Content tells what is shown and where it comes from.
	Content(ctx context.Context) (ContentState, error)
	// Line tells how the kiosk stands with the network and the hub.
	Line(ctx context.Context) (LineState, error)
	// Display tells what can be set of the screen.
	Display(ctx context.Context) (DisplayState, error)
	// Health tells how the kiosk is.
	Health(ctx context.Context) (HealthState, error)
	// Hours tells when it serves.
	Hours(ctx context.Context) (HoursState, error)
	// Members returns the staff of the kiosk.
	Members(ctx context.Context) ([]staff.Member, error)
	// Acts returns the newest things that the staff did, the newest first.
	Acts(ctx context.Context) ([]staff.Act, error)
	// Do does what a member asks for, and keeps that it was done. A deed that is not
	// for his role is [ErrRole].
	Do(ctx context.Context, who staff.Member, d Deed) error
	// Note keeps what a member did elsewhere.
	Note(ctx context.Context, who staff.Member, what staff.What, note string) error
	// Lock tells whether the entrance is locked, and what the organiser makes the
	// code of.
	Lock(ctx context.Context) (LockState, error)
	// Unlock opens the entrance by the organiser's code. The error is one of
	// [staff.Desk.UnlockBy].
	Unlock(ctx context.Context, code string) error
	// Tester returns what runs the self-test for a member.
	Tester(who staff.Member) Tester
}

// Deed is a thing that is done on a page of the panel.
type Deed struct {
	What  staff.What
	Value string // "on", "left", "08:00-23:00"; "" where there is nothing to say
	PIN   string // a new one; it is kept as a hash alone
}

// Turn returns the way in which the deed turns the screen, and whether it does.
func (d Deed) Turn() (way string, ok bool) {
	way, ok = strings.CutPrefix(d.Value, "turn ")
	return way, ok && d.What == staff.Screened
}

// technical tells whether the deed is for technicians.
func (d Deed) technical() bool {
	switch d.What {
	case staff.LeftKiosk, staff.Founded, staff.PINAdded, staff.PINChanged, staff.PINRemoved:
		return true
	}
	return false
}

// For tells whether a member may do the deed. The own PIN is everybody's to change.
func (d Deed) For(who staff.Member) bool {
	own := d.What == staff.PINChanged && d.Value == who.Mark
	return who.Mark != "" && (who.Role == staff.Technician || own || !d.technical())
}

// Day is what visitors did on a day: aggregate numbers, never a trail.
type Day struct {
	Visits int64
	Opened []Times // products whose page was opened, the most first
	Kept   []Times // products that were put on a list
	QR     []Times // products whose shop code was on the screen
	Unmet  []Times // searches that nothing met, as they were asked, folded
}

// Times is how often one thing was met.
type Times struct {
	Key string // product code, or what was asked
	N   int64
}

// ContentState is what is shown.
type ContentState struct {
	Release  int64 // 0 none
	Sample   bool
	Issued   time.Time // zero when it is not known
	Expires  time.Time // zero when it is not known
	Products int
	Photos   int
	Part     string // what of it is shown, "" all
	Hidden   int    // products that the organiser withdrew
	Before   int64  // release that one can go back to, 0 none
	Left     int64  // release that was left and is not taken again, 0 none
	Free     int64  // bytes of disk, -1 unknown
	From     string // address it is fetched from, "" by stick only
	Problems []Problem
}

// Problem is something wrong that a person can do something about.
type Problem struct {
	Code  string
	Since time.Time
	Text  catalog.Text // what it is, and what to do
}

// LineState is how the kiosk stands with the network and the hub.
type LineState struct {
	Hub      HubStanding
	Networks []NetworkState
	Heard    time.Time // when the hub answered last, zero never
	Unsent   int64
	Problems []Problem
}

// NetworkState is one way to the network.
type NetworkState struct {
	Name    string   // "eth0", "wlan0"
	Up      bool     // a cable is in, or a radio is joined
	Address []string // none: no address yet
}

// DisplayState is what can be set of the screen.
type DisplayState struct {
	Width, Height int
	Diagonal      string // inches as it was set, "" the usual
	Turn          string // "normal", "left", "right", "inverted"; "" it cannot be turned
	Bright        int    // percent; 0 it cannot be set here
}

// HealthState is how the kiosk is.
type HealthState struct {
	Version   string
	Kiosk     string
	Started   time.Time
	Restarts  int64
	Free      int64 // bytes of disk, -1 unknown
	Memory    int64 // bytes the program takes, -1 unknown
	Room      int64 // bytes of memory that programs may still take, 0 unknown
	Hot       *int64
	Clock     time.Time
	Doubtful  bool           // the clock is known to be wrong
	Ahead     *time.Duration // of the hub's clock; nil unknown
	Safe      bool           // the program crashed and began with less
	Problems  []Problem
	LastCheck *selftest.Card // of the last self-test, nil none
}

// HoursState is when the kiosk serves.
type HoursState struct {
	Usual   string // "08:00-21:00", "" always
	Fixed   bool   // the organiser set them
	Today   string // exception of today as [TodayHours] reads it, "" none
	Paused  bool
	Rush    string // hours, "" never
	ByHand  Hand
	Resting Screen // what waits now
	RushFix bool   // the organiser set the rush hours
}

// LockState is what stands on the screen while the entrance is locked.
type LockState struct {
	Locked    bool
	Challenge string
	Kiosk     string // id
	Name      string
	Hub       string // address of the page that makes the code, "" none
	Typed     bool   // a code can be typed: the kiosk knows a hub's key
}
