package web

import (
	"io"
	"time"
)

// noTime keeps embedded files, which have no date, from being given one.
var noTime time.Time

// Frame is what every page has around it.
type Frame struct {
	Lang     string // one of [Langs]
	Here     string // path of the page, for the switch of languages
	SignedIn bool
	Problem  *Problem // something wrong with the content; nil when all is well
}

// Problem is a sentence for staff, with a code to quote.
type Problem struct {
	Code    string
	Message string
	Detail  string // "" unless signed in
}

// Kiosks is the list of kiosks.
type Kiosks struct {
	Frame
	Release int // number of the release in use; 0 when there is none
	Waiting int // kiosks that wait for approval
	Forked  int // kiosks with a contradicting ledger
	Kiosks  []Kiosk
}

// Kiosk is one row of the list.
type Kiosk struct {
	ID      string
	Name    string
	Status  string // "pending", "approved", "refused"
	Heard   string // "21/11/2026 14:05"
	How     string // "network", "stick"
	Ballots int    // stored, counted or not
	Forks   []Fork
}

// Fork is another branch of a kiosk's ledger.
type Fork struct {
	ID       string
	From, To int // ballots of that branch, from 1
	Received string
}

// Draw writes the page.
func (p Kiosks) Draw(w io.Writer) error { return draw(w, "kiosks", p.Lang, p) }

// Login is the form to sign in with.
type Login struct {
	Frame
	Next  string // path to go to afterwards
	Fault string // key of a text: "login.wrong", "login.seconds", "login.minutes"; "" at first
	Wait  int    // seconds or minutes to wait; 0 with "login.wrong"
	Empty bool   // nobody can sign in yet
}

// Draw writes the page.
func (p Login) Draw(w io.Writer) error { return draw(w, "login", p.Lang, p) }

// Rounds is the list of rounds.
type Rounds struct {
	Frame
	Rounds  []RoundRow
	Unknown []Unknown
}

// RoundRow is one round of the list.
type RoundRow struct {
	ID               string
	Title            string
	Phase            string // "coming", "open", "closed"
	Opens, Closes    string
	Ballots, Choices int
	Current          bool // in the newest release
}

// Unknown counts ballots of a round that no release has published.
type Unknown struct {
	ID      string
	Ballots int
}

// Draw writes the page.
func (p Rounds) Draw(w io.Writer) error { return draw(w, "rounds", p.Lang, p) }

// Round is the tally of one round.
type Round struct {
	Frame
	RoundRow
	Rules      string
	Categories []Category
	Kiosks     []RoundKiosk
	Uncounted  []Uncounted
}

// Category is the tally of one category.
type Category struct {
	Title            string
	Allowed          int
	Withdrawn        bool
	Ballots, Choices int
	Nominees         []Nominee
}

// Nominee is one bar of a category.
type Nominee struct {
	Name      string
	Maker     string
	Product   string // code
	Withdrawn bool
	Choices   int
	Bar       int // 0 to 100, against the most chosen of the category
	Share     int // 0 to 100, of the category's ballots
}

// RoundKiosk is what a kiosk brought to the round.
type RoundKiosk struct {
	ID, Name         string
	Ballots, Choices int
}

// Uncounted is a number of ballots that do not count, and why.
type Uncounted struct {
	Reason  string // "pending", "refused", "twice", "rules", "hour"
	Ballots int
}

// Draw writes the page.
func (p Round) Draw(w io.Writer) error { return draw(w, "round", p.Lang, p) }

// Message is a page with one sentence, such as that there is no such page.
type Message struct {
	Frame
	Key string // of the text: "message.notfound", "message.error"
}

// Draw writes the page.
func (p Message) Draw(w io.Writer) error { return draw(w, "message", p.Lang, p) }
