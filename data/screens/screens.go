package screens

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Turn is how a display's picture is turned, by the name xrandr has for it.
type Turn string

// The turns. A panel that hangs with its right edge up needs [Left].
const (
	Upright  Turn = "normal"
	Left     Turn = "left"     // by 90 degrees, counter-clockwise
	Right    Turn = "right"    // by 90 degrees, clockwise
	Inverted Turn = "inverted" // upside down
)

// Turns are all, in the order of quarters clockwise.
var Turns = []Turn{Upright, Right, Inverted, Left}

// Next is the turn a quarter further clockwise; of what is none, [Right].
func (t Turn) Next() Turn {
	return Turns[(max(slices.Index(Turns, t), 0)+1)%len(Turns)]
}

// Check tells whether a turn is one: "normal", "left", "right" or "inverted".
func (t Turn) Check() error {
	if !slices.Contains(Turns, t) {
		return fmt.Errorf("neither normal nor left nor right nor inverted")
	}
	return nil
}

// sideways tells whether width and height change places.
func (t Turn) sideways() bool { return t == Left || t == Right }

// The reasons for which displays cannot be arranged.
var (
	ErrNone  = errors.New("no display that can be arranged")  // no X server, or one without RandR 1.2
	ErrTurn  = errors.New("display cannot be turned so")      // its driver refuses
	ErrDrive = errors.New("display cannot be driven as told") // no picture of that size, or no line for it
)

// Output is a display that is plugged in, or one that was and still has a picture.
type Output struct {
	Name          string // as the connector is called, "HDMI-1"
	Plugged       bool
	On            bool // it has a picture
	Primary       bool
	X, Y          int // of the picture, in pixels of the X screen
	Width, Height int // of the picture, as turned; of the best one it could have while it is off
	WideMM        int // of the panel as it was built, unturned, in millimetres; 0 unknown
	HighMM        int
	Turn          Turn
	Turns         []Turn // that its driver can
}

// Diagonal is the panel's, in inches, as it says itself; 0 where it does not or
// where what it says is no panel's: projectors and some televisions tell the form
// of the picture, as 16 by 9 cm.
func (o Output) Diagonal() float64 {
	inches := math.Hypot(float64(o.WideMM), float64(o.HighMM)) / 25.4
	if inches < 8 || inches > 150 {
		return 0
	}
	return inches
}

// Want is how the displays are to stand.
type Want struct {
	Output string // the kiosk's, by its name; "" or one that is not there: the primary one, or the first
	Turn   Turn   // "" as it is
	Mirror bool   // the others show the same, where they can; else they are black
}
