package web

import (
	"io"
	"net/url"
	"slices"
	"time"

	"hangviet/data/hub/people"
)

// noTime keeps embedded files, which have no date, from being given one.
var noTime time.Time

// Frame is what every page has around it.
type Frame struct {
	Lang     string   // one of [Langs]
	Here     string   // path of the page
	Asked    *url.URL // by which the page was got; nil when it answers a form
	SignedIn bool
	InRoom   bool           // a page for producers: no menu, and nothing of officers
	Name     string         // of who has signed in, or of the room; "" nobody
	Role     people.Role    // of that person
	Rights   []people.Right // of that role
	Menu     []MenuItem     // the areas that this person may open
	Sub      []MenuItem     // the pages of the area that is open; empty when it has one alone
	Program  string         // the version of the hub's program; "" is not told
	Problem  *Problem       // something wrong with the content; nil when all is well
}

// MenuItem is an entry of the menu.
type MenuItem struct {
	Path    string
	Key     string // of its text
	Current bool   // the page that is shown belongs to it
}

// May tells whether the person has a right, so that a page shows no button that
// would be refused: {{if .May "manage kiosks"}}, within a range {{if $.May …}}.
func (f Frame) May(right people.Right) bool { return slices.Contains(f.Rights, right) }

// InLang is the address of this page in another language. What was asked of it is
// asked again, unless it says that it stands at another path.
func (f Frame) InLang(lang string) string {
	query := url.Values{}
	if f.Asked != nil && f.Asked.EscapedPath() == f.Here {
		query = f.Asked.Query()
	}
	query.Set("lang", lang)
	return f.Here + "?" + query.Encode()
}

// Home is the first page for strangers.
type Home struct {
	Frame
	Empty  bool        // nobody can sign in yet
	Rounds []HomeRound // that are published
}

// HomeRound is a round on the first page.
type HomeRound struct {
	ID, Title, Phase string
	Opens, Closes    string
	Shown            bool // its numbers may be shown now
}

// Draw writes the page.
func (p Home) Draw(w io.Writer) error { return draw(w, "home", p.Lang, p) }

// Problem is a sentence for staff, with a code to quote.
type Problem struct {
	Code    string
	Message string
	Detail  string // "" unless signed in
}

// Fork is another branch of a kiosk's ledger.
type Fork struct {
	ID       string
	From, To int // ballots of that branch, from 1
	Received string
	Verdict  string // "count", "aside", or "" when nobody has decided
}

// Rounds is the list of rounds.
type Rounds struct {
	Frame
	Rounds  []RoundRow
	Unknown []Unknown
	Made    []MadeRow // made at the hub, not published yet
	Manage  bool      // who looks may make one
}

// MadeRow is a round that no release has yet.
type MadeRow struct {
	ID, Title    string
	Draft        bool // it is not let out
	Who, Changed string
}

// RoundRow is one round of the list.
type RoundRow struct {
	ID               string
	Title            string
	Phase            string // "draft", "coming", "open", "paused", "closed"
	Opens, Closes    string
	Ballots, Choices int
	Flagged          int  // of the ballots
	Sheets           int  // of paper, in neither number
	Current          bool // in the newest release
	Test             bool // its ballots are trials
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
	RoundHead
	Rules      string
	Reveal     string // "after", "always", "never"
	Totals     bool   // who looks may see totals, when they are told
	Hidden     bool   // totals are not told to anybody yet
	MoreKiosks int    // kiosks that are left out here
	Categories []Category
	Kiosks     []RoundKiosk
	Uncounted  []Uncounted
	Batches    []PaperBatch
	Runs       []Run
	MoreRuns   int // runs that are left out here
}

// Category is the tally of one category.
type Category struct {
	Title            string
	Allowed          int
	Withdrawn        bool
	Ballots, Choices int
	Flagged, Paper   bool // there are flagged choices, choices on paper
	Nominees         []Nominee
}

// Nominee is one bar of a category.
type Nominee struct {
	Name      string
	Maker     string
	Product   string // code
	Withdrawn bool
	Choices   int
	Unflagged int // choices without those on flagged ballots
	Paper     int // sheets
	Bar       int // 0 to 100, against the most chosen of the category
	Share     int // 0 to 100, of the category's ballots
}

// RoundKiosk is what a kiosk brought to the round.
type RoundKiosk struct {
	ID, Name         string
	Ballots, Choices int
	Flagged, Sheets  int
}

// PaperBatch is one entry of a batch of paper.
type PaperBatch struct {
	Number, Kiosk, Hour      string
	Sheets, Invalid, Choices int
	Reason                   string // why it does not count: "corrected", "number", "pending", …; "" when it does
}

// Run is a number of flagged ballots of one kiosk in one hour.
type Run struct {
	Kiosk, Hour string
	Rule        string // "quick", "many", …
	Ballots     int
}

// Uncounted is a number of ballots that do not count, and why.
type Uncounted struct {
	Reason  string // "pending", "refused", "test", "twice", "ticket", "rules", "mode", "hour", "aside"
	Ballots int
}

// Draw writes the page.
func (p Round) Draw(w io.Writer) error { return draw(w, "round", p.Lang, p) }

// Results is the result of one round for everybody.
type Results struct {
	Frame
	RoundRow
	Shown      bool   // whether numbers may be shown now
	Reveal     string // "after", "always", "never"
	Rules      string
	Categories []Category // only when they may be shown
	Record     bool       // everybody can see its record
}

// Draw writes the page.
func (p Results) Draw(w io.Writer) error { return draw(w, "results", p.Lang, p) }

// Exposure is how often a round's nominees were on the screen.
type Exposure struct {
	Frame
	ID, Title  string
	Bias       Bias
	Categories []ExposureCategory
}

// Bias is the check of positions, ready to read.
type Bias struct {
	Told      bool   // there were enough showings to tell
	ChiSquare string // "12,34"
	Degrees   int
	P         string // "0,0123" or "< 0,0001"
	First     string // choices per showing at the first place against all, "1,07"
	Doubt     bool   // P is below one in a hundred
}

// ExposureCategory is one category's part.
type ExposureCategory struct {
	Title    string
	Bias     Bias
	Nominees []Showing
	Places   []Showing
}

// Showing is how often a nominee, or a place of the list, was shown and chosen.
type Showing struct {
	Name          string
	Shown, Chosen int
	Rate          string // "12,3 %"
}

// Draw writes the page.
func (p Exposure) Draw(w io.Writer) error { return draw(w, "exposure", p.Lang, p) }

// Case is a contradicting ledger for a person to decide about.
type Case struct {
	Frame
	ID, Kiosk, Called string
	Received, How     string
	Common            int    // entries both branches begin with
	Early             bool   // they differ before that already
	Guess             string // "restored", "cloned", "unsure"
	Verdict           string // "count", "aside", ""
	Ours, Theirs      Branch
	Counts            []CaseCount
	Audit             []Decision
	Hidden            bool   // choices of a round are not told yet
	Message           string // why nothing was decided, in the page's language; "" for nothing
}

// Branch is what only one branch holds.
type Branch struct {
	Ballots, Choices, Batches, Sheets int
	First, Last                       string // hours; "" when it is empty
}

// CaseCount is how often each branch chose a nominee.
type CaseCount struct {
	Round, Category, Nominee string
	Ours, Theirs             int
}

// Decision is a line of the audit.
type Decision struct {
	At, Who string
	Act     string // "count", "aside", "undecided"
}

// Draw writes the page.
func (p Case) Draw(w io.Writer) error { return draw(w, "case", p.Lang, p) }

// Record is what can be done with the public record of a round.
type Record struct {
	Frame
	ID        string
	Title     string
	Key       string // the hub's note verifier key
	Closed    bool   // the round is
	Published bool   // everybody can see the record
	Judge     bool   // who looks may see it before
	Number    int    // of the publication that is shown; 0 for one of the time before there were numbers

	Publications []PublicationRow // the newest first
}

// Draw writes the page.
func (p Record) Draw(w io.Writer) error { return draw(w, "record", p.Lang, p) }

// Receipt is the form to look up a voter's receipt, and its answer.
type Receipt struct {
	Frame
	Code   string // that was looked up; "" when none was
	Answer string // key of a text: "receipt.found", "receipt.missing", "receipt.mistyped", "receipt.slow"; "" at first
	Wait   int    // seconds, with "receipt.slow"
	Fault  bool   // the answer is not the one that was hoped for
}

// Draw writes the page.
func (p Receipt) Draw(w io.Writer) error { return draw(w, "receipt", p.Lang, p) }

// Message is a page with one sentence, such as that there is no such page.
type Message struct {
	Frame
	Key string // of the text: "message.notfound", "message.error"
}

// Draw writes the page.
func (p Message) Draw(w io.Writer) error { return draw(w, "message", p.Lang, p) }
