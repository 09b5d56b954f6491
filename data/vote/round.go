package vote

import "time"

// Text is one text by language tag; Vietnamese ("vi") is always there.
type Text = map[string]string

// Round is one vote: a set of categories, open between two instants unless the
// organiser's switch says otherwise.
type Round struct {
	ID         string // ASCII letters, digits, dash
	Title      Text
	Rules      Text
	Opens      time.Time     // first instant at which a ballot is taken
	Closes     time.Time     // first instant at which it is no longer
	Switch     Switch        // "" leaves it to the instants
	Test       bool          // its ballots are marked as a trial and never count
	Mode       Mode          // how a visitor gets a ballot; "" is [ByPause]
	Pause      time.Duration // shortest time between two ballots on a kiosk, with [ByPause]; 0 is [DefaultPause]
	Reveal     Reveal        // what may be shown of the count; "" is [AfterClose]
	Receipts   bool          // each ballot gives its voter a receipt
	Categories []Category
}

// Category is a heading under which nominees stand; a ballot may name up to
// Choices of them.
type Category struct {
	ID       string
	Title    Text
	Choices  int // 1 or more
	Nominees []Nominee
}

// Nominee is what can be voted for: a product of the catalogue.
type Nominee struct {
	ID      string
	Product string // product code
}

// Switch is the organiser's hand on a round, stronger than its instants.
type Switch string

// The positions of the switch.
const (
	ByClock  Switch = ""       // the instants decide
	SetDraft Switch = "draft"  // not shown to visitors yet
	SetPause Switch = "paused" // takes no ballot for now
	SetClose Switch = "closed" // closed before its time, for good
)

// Mode is how it is seen to that one person casts one ballot, without accounts.
type Mode string

// The modes.
const (
	ByPause  Mode = "open"       // anybody, with a pause between two ballots on a kiosk
	ByTicket Mode = "ticket"     // whoever brings a one-time code
	ByStaff  Mode = "supervised" // a member of staff opens each ballot
)

// DefaultPause is the pause of a round that names none.
const DefaultPause = 20 * time.Second

// MaxOfFirm is the most products that a firm may have among the nominees of a
// round, by the rules of the campaign's vote.
const MaxOfFirm = 3

// Admits returns the round's mode.
func (r Round) Admits() Mode {
	if r.Mode == "" {
		return ByPause
	}
	return r.Mode
}

// Reveal is what people may be shown of a round's count.
type Reveal string

// What may be shown.
const (
	AfterClose Reveal = "after" // nothing while it is open, all once it is closed
	Always     Reveal = "always"
	Never      Reveal = "never" // the organiser announces it elsewhere
)

// Shows tells whether the round's count may be shown at t.
func (r Round) Shows(t time.Time) bool {
	switch r.Reveal {
	case Always:
		return true
	case Never:
		return false
	}
	return r.PhaseAt(t) == Closed
}

// Phase is where a round stands.
type Phase string

// The phases of a round. Only an open one takes ballots; a draft is not shown.
const (
	Draft  Phase = "draft"
	Coming Phase = "coming"
	Open   Phase = "open"
	Paused Phase = "paused"
	Closed Phase = "closed"
)

// PhaseAt returns the round's phase at t.
func (r Round) PhaseAt(t time.Time) Phase {
	switch {
	case r.Switch == SetDraft:
		return Draft
	case r.Switch == SetClose || !t.Before(r.Closes):
		return Closed
	case t.Before(r.Opens):
		return Coming
	case r.Switch == SetPause:
		return Paused
	}
	return Open
}

// Category returns the category with that id.
func (r Round) Category(id string) (Category, bool) {
	for _, c := range r.Categories {
		if c.ID == id {
			return c, true
		}
	}
	return Category{}, false
}

// Has tells whether the nominee stands in the category.
func (c Category) Has(nominee string) bool {
	for _, n := range c.Nominees {
		if n.ID == nominee {
			return true
		}
	}
	return false
}
