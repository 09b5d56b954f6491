package model

// Screen names a kind of screen.
type Screen string

// The screens a shopper can meet.
const (
	AtAttract   Screen = "attract"
	AtHome      Screen = "home"
	AtList      Screen = "list"
	AtProduct   Screen = "product"
	AtProducer  Screen = "producer"
	AtEvents    Screen = "events"
	AtSearch    Screen = "search"
	AtKept      Screen = "kept" // the visitor's own list
	AtHelp      Screen = "help"
	AtRounds    Screen = "rounds"    // every round
	AtRound     Screen = "round"     // the categories of round ID
	AtNominees  Screen = "nominees"  // the nominees of category Sub of round ID
	AtReview    Screen = "review"    // the half-made ballot of round ID
	AtTicket    Screen = "ticket"    // the code of a ticket for round ID
	AtConfirmed Screen = "confirmed" // the ballot is on the disk
	AtNoContent Screen = "nocontent" // nothing to show yet
	AtClosed    Screen = "closed"    // outside the hours
	AtPaused    Screen = "paused"    // by the staff
	AtSetUp     Screen = "setup"     // step Sub of setting the kiosk up; ID is the network that it is about
)

// The screens of the staff, seen only while a member is signed in.
const (
	AtPIN    Screen = "staff-pin"    // who is it
	AtDesk   Screen = "staff-desk"   // votes today
	AtPapers Screen = "staff-papers" // where a batch of paper is begun; Query is the batch that was entered just now
	AtBatch  Screen = "staff-batch"  // page Sub of the batch that is being entered, in pass Count
	AtCard   Screen = "staff-card"   // the day card

	AtToday   Screen = "staff-today"   // what visitors did today
	AtContent Screen = "staff-content" // what is shown
	AtLine    Screen = "staff-line"    // network and hub
	AtDisplay Screen = "staff-display" // the panel it is shown on
	AtHealth  Screen = "staff-health"  // how the kiosk is
	AtHours   Screen = "staff-hours"   // when it serves
	AtSystem  Screen = "staff-system"  // restart, leave
	AtActs    Screen = "staff-acts"    // what the staff did
	AtMembers Screen = "staff-members" // who the staff is
	AtNewPIN  Screen = "staff-newpin"  // a PIN for a new member of role Sub, or another one for the member ID
	AtWifi    Screen = "staff-wifi"    // wireless networks; Sub is [SetUpKey] for the password of network ID
	AtCheck   Screen = "staff-check"   // the self-test; Sub is the part that waits for a person, Query how it ended
)

// OfStaff tells whether a screen is one of the staff's.
func (s Screen) OfStaff() bool {
	switch s {
	case AtPIN, AtDesk, AtPapers, AtBatch, AtCard, AtCheck, AtNewPIN, AtWifi:
		return true
	}
	return s.OfPanel()
}

// OfPanel tells whether a screen is one that [LoadPanel] reads.
func (s Screen) OfPanel() bool {
	switch s {
	case AtToday, AtContent, AtLine, AtDisplay, AtHealth, AtHours, AtSystem, AtActs, AtMembers:
		return true
	}
	return false
}

// Route is where a visitor stands. It is a value: it can be compared, kept and
// drawn again, in another language or from another release.
type Route struct {
	Screen Screen
	ID     string // product code, producer id or round id
	Sub    string // category id, the receipt of a confirmed ballot, or the page of a batch
	Query  string // what stands in the search field
	Count  int    // choices of a confirmed ballot; pass of a batch
	Trial  bool   // it was cast on trial
	Filter Filter // of a list
}

// Filter narrows a list; its zero value lets everything through.
type Filter struct {
	Sector   int    // 1 to 6
	Province string // code of two digits
	Category string // vote category
	Stars    int    // 3 to 5: exactly so many today
	Price    int    // 1 to [PriceBands]
	Here     bool   // on the shelf where the kiosk stands
	Featured bool
	New      bool
}

// Place is one step on the way back: a route and how far it was scrolled.
type Place struct {
	Route  Route
	Scroll float32 // in device-independent pixels from the top
}

// History is the way back, a stack of values whose first one is the screen that
// a visit starts with.
type History struct{ stack []Place }

// maxHistory bounds the way back; a child that taps for an hour forgets the
// oldest steps, never the first.
const maxHistory = 50

// NewHistory returns a way back that holds only first.
func NewHistory(first Route) *History { return &History{stack: []Place{{Route: first}}} }

// Current returns the place shown now.
func (h *History) Current() Place { return h.stack[len(h.stack)-1] }

// Depth returns the number of places, at least 1.
func (h *History) Depth() int { return len(h.stack) }

// Push goes on to r; going to where one already is changes nothing.
func (h *History) Push(r Route) {
	if h.Current().Route == r {
		return
	}
	if len(h.stack) == maxHistory {
		h.stack = append(h.stack[:1], h.stack[2:]...)
	}
	h.stack = append(h.stack, Place{Route: r})
}

// Replace puts r in the place of the current route, as when a filter changes.
func (h *History) Replace(r Route) { h.stack[len(h.stack)-1] = Place{Route: r} }

// SetScroll remembers how far the current place is scrolled.
func (h *History) SetScroll(y float32) { h.stack[len(h.stack)-1].Scroll = y }

// Back takes one step back and tells whether there was one.
func (h *History) Back() bool {
	if len(h.stack) == 1 {
		return false
	}
	h.stack = h.stack[:len(h.stack)-1]
	return true
}

// Reset forgets the way and stands at the given routes, the last one shown.
func (h *History) Reset(way ...Route) {
	h.stack = h.stack[:0]
	for _, r := range way {
		h.stack = append(h.stack, Place{Route: r})
	}
}
