package web

import "io"

// Fleet is the list of kiosks.
type Fleet struct {
	Frame
	Release  int // number of the release in use; 0 when there is none
	Known    int // kiosks, without the filters
	Waiting  int // that wait for approval
	Forked   int // with a contradicting ledger
	Bell     int // messages of the last day
	Counts   []FleetCount
	Find     FleetFind
	Points   []FleetOption
	Areas    []FleetOption // provinces
	Kiosks   []FleetKiosk
	Total    int // of those that are found
	From, To int // places of the first and the last that is shown, from 1
	Prev     string
	Next     string // paths of the pages beside this one; "" none
	CSV      string
	AsCards  string // paths of the two ways to show them
	AsList   string
}

// FleetFind is what is looked for.
type FleetFind struct {
	Text, Kind, Point, Area string
	Cards                   bool
}

// Any tells whether something narrows the list.
func (f FleetFind) Any() bool { return f.Text != "" || f.Kind != "" || f.Point != "" || f.Area != "" }

// FleetCount is how many kiosks have one kind of problem.
type FleetCount struct {
	Kind string // "twin", …; "" all that have one
	N    int
	Path string
	On   bool
}

// FleetOption is one choice of a filter.
type FleetOption struct {
	Value, Name string
	On          bool
}

// FleetKiosk is one kiosk of the list.
type FleetKiosk struct {
	ID, Name, Code string
	Status         string // "pending", "approved", "refused"
	Place          string // point, else address; "" unknown
	Area           string // province
	Heard, Ago     string
	How            string // "network", "stick"
	AsOf           string // when the stick was written; "" by network
	Release        int    // 0 unknown
	Old            bool   // that is not the newest
	Version        string
	Open           string // "open", "closed", "paused", ""
	Ballots        int    // stored, counted or not
	Unsent         int
	Told           bool // it ever told how it is
	Problems       []FleetProblem
	Left           int // release that it left and that no newer one follows; 0 none
	Why            string
	Forks          []Fork
}

// FleetProblem is one problem of a kiosk.
type FleetProblem struct {
	Kind   string
	Amount string // "3 ngày"; "" where there is none
	Since  string
	Code   string // that the kiosk told
	Says   string // the kiosk's own sentence to its code
}

// Draw writes the page.
func (p Fleet) Draw(w io.Writer) error { return draw(w, "fleet", p.Lang, p) }

// FleetOne is one kiosk's page.
type FleetOne struct {
	Frame
	Kiosk    FleetKiosk
	Newest   int
	Address  string
	Facts    []FleetFact
	Settings []FleetFact // by the organiser
	Applied  string      // key of a text that says whether the kiosk follows them; "" nothing is set
	Twin     bool        // two devices, or set back: a person may settle it
	History  []FleetAct
	Check    *FleetCheck  // its last self-test, nil none
	Staff    []FleetAct   // what its staff did last
	Crashes  []FleetCrash // the newest first
	Gaps     []FleetGap   // of its ledger, the oldest first
}

// FleetCrash is a run of the program that did not end well.
type FleetCrash struct {
	At, Version string
	Kind        string // "crash", "frozen", "starved", "killed"
	Text        string // its stack
}

// FleetGap is what damage has taken from the ledger. Entries are counted from 1.
type FleetGap struct {
	At                      string
	Size, Kept, Moved, Lost int
	Ranges                  []string
	More                    bool
	Other                   string // id of the kiosk it was before
}

// FleetFact is a line of facts.
type FleetFact struct{ Key, Text, Note string }

// FleetAct is a line of the audit about a kiosk.
type FleetAct struct{ At, Who, Act, Note string }

// Draw writes the page.
func (p FleetOne) Draw(w io.Writer) error { return draw(w, "fleetone", p.Lang, p) }

// FleetAdd is the page to approve a kiosk by the code on its screen.
type FleetAdd struct {
	Frame
	Code  string
	Fault string // key of a text, "" none
	Found []FleetKiosk
}

// Draw writes the page.
func (p FleetAdd) Draw(w io.Writer) error { return draw(w, "fleetadd", p.Lang, p) }

// FleetPlace is the form of what the organiser sets for a kiosk.
type FleetPlace struct {
	Frame
	ID      string
	Own     string // what the kiosk calls itself
	Called  string // by the organiser
	Address string
	Points  []FleetOption
	Areas   []FleetOption
	Fields  []FleetField
	Faults  map[string]bool // fields whose value does not fit
}

// FleetField is one setting.
type FleetField struct {
	Key, Value string
	Fault      bool
}

// Draw writes the page.
func (p FleetPlace) Draw(w io.Writer) error { return draw(w, "fleetplace", p.Lang, p) }

// FleetMessages is what was told about the kiosks.
type FleetMessages struct {
	Frame
	Messages []FleetMessage // the newest first
}

// FleetMessage is one message.
type FleetMessage struct {
	At    string
	Lines []FleetLine
	Posts []FleetPost
}

// FleetLine is what a message says of one kind of problem.
type FleetLine struct {
	Text   string
	Kind   string // "" when it is over
	Over   bool
	Kiosks []FleetOption
	More   int // kiosks that are not named
}

// FleetPost is one way out of a message.
type FleetPost struct {
	Way   string // "mail", "hook"
	State string // "sent", "waits", "given"
	Fault string
}

// Draw writes the page.
func (p FleetMessages) Draw(w io.Writer) error { return draw(w, "fleetmessages", p.Lang, p) }

// FleetAlerts is the form of what is told, to whom and when.
type FleetAlerts struct {
	Frame
	MailOn               bool
	Host, Port, Security string
	User, From, To       string
	HasPassword          bool
	HookOn               bool
	URL                  string
	HasSecret            bool
	Lang2                string // of the messages
	Quiet                string
	Settle, Gap, Silence int // minutes, minutes, hours
	Kinds                []FleetOption
	Faults               map[string]bool
	Said                 string // key of a text, or what a test met when Faults has "test"
}

// Draw writes the page.
func (p FleetAlerts) Draw(w io.Writer) error { return draw(w, "fleetalerts", p.Lang, p) }

// FleetSticks is the form to make a set-up stick, and those that were made.
type FleetSticks struct {
	Frame
	Label, Hub, Uses, Days string
	Called                 string // that the kiosk will have
	Point, Hours           string
	Own                    string // the hub's address, as a kiosk is told it
	Root                   string // fingerprint of the root that a new kiosk pins; "" before the first release
	Spoken                 string // the same in six words
	Points                 []FleetOption
	Vouchers               []FleetVoucher
	Faults                 map[string]bool
}

// FleetVoucher is one stick that was made.
type FleetVoucher struct {
	ID, Label, Made, Who, Expires string
	State                         string // "good", "used", "past", "revoked"
	Uses                          int
	Used                          []FleetOption // kiosks
}

// Draw writes the page.
func (p FleetSticks) Draw(w io.Writer) error { return draw(w, "fleetsticks", p.Lang, p) }
