package web

import "io"

// DeskQueue is what producers sent, for the officers.
type DeskQueue struct {
	Frame
	State   string       // that is shown
	States  []DeskFilter // in their order
	Rows    []DeskRow    // waiting longest first
	Pages   Pager
	Two     bool   // two officers accept
	Entered int    // accepted products that were entered for the vote
	Notice  string // what was just done, in words; "" nothing
}

// Draw writes the page.
func (p DeskQueue) Draw(w io.Writer) error { return draw(w, "deskqueue", p.Lang, p) }

// DeskFilter is a state and how many are in it.
type DeskFilter struct {
	State string
	Count int
	Here  bool
}

// DeskRow is an entry of the queue.
type DeskRow struct {
	ID, Title, Code string
	Firm            bool // the entry is of the firm itself
	Maker, Room     string
	State           string
	Version         int
	Since           string // when it came into the state
	Days            int    // since then
	First           string // the officer who accepted first; "" nobody
}

// DeskCase is one entry with all an officer needs to decide.
type DeskCase struct {
	Frame
	DeskRow
	Edit      int           // version that is decided about
	Fields    []DeskGroup   // as it was sent
	Photos    []DeskPhoto   // the first is the cover
	Documents []DeskPaper   //
	Compared  int           // the version before that is compared with; 0 none
	Content   int           // the version that is content; 0 none
	Laid      bool          // it is in the draft of the next release
	NoFirm    bool          // its firm is not accepted yet
	Entered   string        // category in which it is entered for the vote; "" it is not
	Rounds    []string      // in which it is a nominee
	Findings  []DeskFinding // about the whole
	Reason    string        // it was refused for
	Steps     []DeskStep
	Waiting   bool // it is the officers' turn
	Own       bool // who looks has accepted already, and another must
	Two       bool // two officers accept
	Writing   bool // the producer is writing a newer version
	Fault     string
	Notice    string
}

// Draw writes the page.
func (p DeskCase) Draw(w io.Writer) error { return draw(w, "deskcase", p.Lang, p) }

// DeskGroup is a step of the form.
type DeskGroup struct {
	Key    string
	Fields []DeskField
}

// DeskField is a field with what was answered and what there is to say of it.
type DeskField struct {
	Key, Label    string
	Public        bool
	Value, Before string
	Changed       bool
	Link          bool
	Findings      []DeskFinding
	Remark        string // that is being written, or was said of this version
}

// DeskFinding is what a rule says.
type DeskFinding struct {
	Error bool
	Text  string
}

// DeskPhoto is a picture.
type DeskPhoto struct {
	ID    string
	New   bool // it was not there before
	Gone  bool // it was there before and is no more
	Sizes string
}

// DeskPaper is a document.
type DeskPaper struct {
	ID, Kind, Name string
	Media          string // "PDF", "JPEG", "PNG"
	Size           string
	At             string
}

// DeskStep is something that was done.
type DeskStep struct {
	At, Act, Who, Remark string
	Version              int
}

// DeskRooms is the list of producers' rooms.
type DeskRooms struct {
	Frame
	Rooms []DeskRoom
	Query string
	Pages Pager
	New   []DeskMaker // producers of the workbook without a room
	More  int         // that are left out in New
	Typed string      // name of the room that could not be made
	Fault string
}

// Draw writes the page.
func (p DeskRooms) Draw(w io.Writer) error { return draw(w, "deskrooms", p.Lang, p) }

// DeskMaker is a producer of the workbook.
type DeskMaker struct {
	Code, Name string
	Products   int
}

// DeskRoom is a room.
type DeskRoom struct {
	ID, Code, Title string
	Shut            bool
	Invited         string // until when an invitation is good; "" none
	Phones          int    // that are in it
	Products        int
	Waiting         int // entries that wait for officers
	Contact         bool
}

// DeskOneRoom is one room with what can be done about it.
type DeskOneRoom struct {
	Frame
	DeskRoom
	By, Created string
	Visits      []DeskVisit
	Rows        []DeskRow
	Notice      string
}

// Draw writes the page.
func (p DeskOneRoom) Draw(w io.Writer) error { return draw(w, "deskroom", p.Lang, p) }

// DeskVisit is a phone that is in a room.
type DeskVisit struct{ Since, Used string }

// DeskInvited shows invitations, once.
type DeskInvited struct {
	Frame
	All     []DeskInvitation
	Expires string
	Failed  []string // names of rooms that were not made
}

// Draw writes the page.
func (p DeskInvited) Draw(w io.Writer) error { return draw(w, "deskinvited", p.Lang, p) }

// DeskInvitation is what is handed to a producer.
type DeskInvitation struct {
	Room, Name, Code, Address, Letter string
}

// DeskWorkbook is where all accepted content goes out and comes in as a workbook.
type DeskWorkbook struct {
	Frame
	Products int // of the draft
	Pending  int // accepted entries that the draft has not taken yet
	Fault    string
	Problems []string
	File     string // name of the workbook that was sent; "" none
	Sum      string // by which it is known
	Changes  []PressChange
	More     int // changes that are left out
	Same     bool
	Notice   string
}

// Draw writes the page.
func (p DeskWorkbook) Draw(w io.Writer) error { return draw(w, "deskworkbook", p.Lang, p) }

// RoomNumbers is what comes back to a producer.
type RoomNumbers struct {
	Frame
	Period    string
	Sum       SeenCounts
	Votes     bool // some may be told
	Products  []RoomProduct
	Reminders []RoomReminder
	Release   int // that kiosks show; 0 none
}

// Draw writes the page.
func (p RoomNumbers) Draw(w io.Writer) error { return draw(w, "roomnumbers", p.Lang, p) }

// RoomProduct is one product with its numbers.
type RoomProduct struct {
	Code, Name string
	SeenCounts
}

// RoomReminder tells of a certificate that ends.
type RoomReminder struct {
	Product, Ends string
	Left          int // days; negative when it is over
}
