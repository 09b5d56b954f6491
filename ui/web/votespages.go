package web

import "io"

// Participation is when and where ballots of a round were cast: ballots and choices,
// never totals of nominees.
type Participation struct {
	Frame
	RoundHead
	Cast       int // ballots of what the page shows: all kiosks, or one
	Chosen     int // choices on them
	Kiosk      string
	KioskName  string
	Step       string // "hour", "day"
	Chart      HourChart
	Bars       []Moment // what the chart shows, as a table
	Kiosks     []KioskPart
	MoreKiosks int
	Silent     int // approved kiosks without a ballot
}

// HourChart is a column chart, ready to draw: lengths are of a drawing 1000 wide and 260
// high.
type HourChart struct {
	Columns []Column
	Lines   []Line
	Marks   []Mark
}

// Column is one column of a chart.
type Column struct {
	X, Y, Wide, High int
	Label            string // said for it
}

// Line is a line across a chart with its number.
type Line struct {
	Y, Text int // height, and where its number stands
	N       int
}

// Mark names a place of the axis.
type Mark struct {
	X    int
	Text string
}

// Moment is one hour or day.
type Moment struct {
	When             string
	Ballots, Choices int
}

// KioskPart is what one kiosk brought.
type KioskPart struct {
	ID, Name         string
	Ballots, Choices int
	Day              int    // ballots of the last 24 hours
	Last             string // hour of its last ballot
	Heard            string
}

// Draw writes the page.
func (p Participation) Draw(w io.Writer) error { return draw(w, "participation", p.Lang, p) }

// Settle is the list of what is to be settled before a round is published.
type Settle struct {
	Frame
	RoundHead
	Cases    []CaseRow
	Runs     []Run
	MoreRuns int
	Batches  []PaperBatch
}

// CaseRow is one thing to settle.
type CaseRow struct {
	Kind     string // "fork", "pending", "paper", "flagged", "dropped"
	Item     string
	Subject  string
	N        int
	Settled  bool
	Remark   string
	Who, At  string
	Decision bool // it is settled by a decision elsewhere, not by a remark
}

// Draw writes the page.
func (p Settle) Draw(w io.Writer) error { return draw(w, "settle", p.Lang, p) }

// Tickets are the batches of tickets of a round.
type Tickets struct {
	Frame
	RoundHead
	Batches []BatchRow
	Fresh   string // id of the batch that the form makes
	Most    int
	PerPage []int
	Count   string // as typed
	Label   string
	Fault   string // of the form
	Valid   int    // tickets that hold
	Used    int    // of all batches
	Busy    bool   // one is being made: the page comes again by itself
}

// BatchRow is one batch.
type BatchRow struct {
	ID, Label, Who, Made string
	Count, Done, Used    int
	Percent              int
	State                string // "making", "stopped", "ready", "taken", "dropped"
	Taken, TakenBy       string
	Dropped, DroppedBy   string
	Why                  string
	Size                 string // of what is downloaded, in words
}

// Draw writes the page.
func (p Tickets) Draw(w io.Writer) error { return draw(w, "tickets", p.Lang, p) }

// TicketKey shows the key of a batch once.
type TicketKey struct {
	Frame
	RoundHead
	Key   string
	Count int
	Label string
}

// Draw writes the page.
func (p TicketKey) Draw(w io.Writer) error { return draw(w, "ticketkey", p.Lang, p) }

// Closing is the ceremony that closes a round, step by step.
type Closing struct {
	Frame
	RoundHead
	Steps        []Step
	ClosedBy     string // "clock", "switch", ""
	Release      int    // that carries the close; 0 for the clock
	CloseWaits   bool   // the switch is at close, no release carries it yet
	Version      int64
	Kiosks       []Awaited
	Awaited      int    // of them all, with those that are left out here
	Failed       string // why no record could be published, for the log
	Home         int    // kiosks that hold nothing back
	Waived       []WaivedRow
	Cases        int
	Late         Late
	Publications []PublicationRow
	Never        bool // the record is not for everybody
	Busy         string
	Message      string
	Key          string // the hub's
}

// Step is one step of the ceremony.
type Step struct {
	Name  string // "close", "wait", "settle", "publish", "results"
	State string // "done", "now", "later"
}

// Awaited is a kiosk that may still hold ballots.
type Awaited struct {
	ID, Name string
	Heard    string
	Unsent   int    // that it told of; -1 when it told nothing
	Why      string // "unsent", "unheard", "release"
}

// WaivedRow is a kiosk that is not waited for.
type WaivedRow struct{ ID, Name, Reason, Who, At string }

// Late is what came after the last publication.
type Late struct {
	Ballots, Choices, Sheets int // differences; may be below 0
	Kiosks                   []RoundKiosk
	Any                      bool
}

// PublicationRow is one published record.
type PublicationRow struct {
	Number           int
	At, Who, Hash    string
	Ballots, Choices int
	Sheets           int
	Without          int // kiosks it names as not waited for
	Newest           bool
}

// Draw writes the page.
func (p Closing) Draw(w io.Writer) error { return draw(w, "closing", p.Lang, p) }

// Cases is the list of all contradicting ledgers.
type Cases struct {
	Frame
	Cases []CaseLine
}

// CaseLine is one contradicting ledger.
type CaseLine struct {
	ID, Kiosk, Name, Received, How string
	From, To                       int
	Verdict, Who, Decided          string
}

// Draw writes the page.
func (p Cases) Draw(w io.Writer) error { return draw(w, "cases", p.Lang, p) }
