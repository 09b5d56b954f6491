package web

import (
	"fmt"
	"io"
)

// PressFrame is what every page of the press has: where the next release stands.
type PressFrame struct {
	Frame
	Step   string // "home", "files", "check", "preview", "changes", "publish", "keys"
	Fault  string // key of a text beside the form; "" none
	Detail string // of the fault, as it is; "" none
	Notice string // key of a text that says what was done; "" none
}

// Press is the first page of the press.
type Press struct {
	PressFrame
	Shown     *PressRelease // nil: nothing is published yet
	Draft     PressDraft
	Check     *PressCheck  // nil: never checked
	Orders    []PressOrder // that are not over
	Past      []PressOrder // the newest first
	Held      []PressRelease
	Withdrawn []string // codes that are hidden
	Keys      string   // "none", "some", "all", "missing"
	Two       bool     // two people are wanted
}

// PressRelease is a release of the content folder.
type PressRelease struct {
	Number int
	Issued string
	Note   string
	Stage  int  // kiosks that take it first; 0 with Staged: none
	Staged bool // it is not for all
	Ends   string
	Soon   bool // its signatures end soon
}

// PressDraft is what lies in the draft, in figures.
type PressDraft struct {
	Workbook string // "" none
	Sent     string // when it was changed at the sender
	Photos   int
	Bytes    string
	Archives int
	Parts    int
}

// PressCheck is how a check stands.
type PressCheck struct {
	Number           int
	State            string // "waiting", "working", "done", "failed"
	Who, At          string
	Stage            string // "unpack", "read", "photos", "write", "compare"
	Done, Total      int
	Fault            string
	Changed          bool // the draft is another one by now
	Products         int
	Producers        int
	Photos           int
	Rounds           int
	Errors, Warnings int
	Ready            bool // it can be published
	Viewable         bool
	Against          int // release that it was compared with; 0 none
	Changes          PressSum
}

// Running tells whether the check is not over.
func (c PressCheck) Running() bool { return c.State == "waiting" || c.State == "working" }

// PressSum is what differs from the shown release, in figures.
type PressSum struct {
	Added, Changed, Withdrawn, Others int
	PhotoFiles                        int
	PhotoBytes, Patch, Whole          string // "1,2 MB"; "" none
}

// Any tells whether anything differs.
func (s PressSum) Any() bool { return s.Added+s.Changed+s.Withdrawn+s.Others > 0 }

// PressOrder is an order to publish.
type PressOrder struct {
	Number               int
	Kind, State          string
	Who, At              string
	Approver, Due, Ended string
	Result               int
	Note, Reason, Fault  string // Fault: a sentence
	Stage                int    // kiosks; 0 all
	Codes                []string
	Check                int
	Own                  bool // who looks at it has asked for it
	MayPublish, MayDrop  bool // who looks at it
	Two                  bool // two people are wanted
}

// Draw writes the page.
func (p Press) Draw(w io.Writer) error { return draw(w, "press", p.Lang, p) }

// PressFiles is the page on which files are sent.
type PressFiles struct {
	PressFrame
	Draft PressDraft
	Files []PressFile
	Pages Pager
	Most  string // bytes of a photo
}

// PressFile is a photo of the draft.
type PressFile struct{ Name, Size, At string }

// Pager leads from page to page.
type Pager struct {
	Path       string // "/press/files?"
	Page, Last int    // from 1
	From, To   int    // items of this page, from 1
	All        int
}

// Many tells whether there is more than one page.
func (p Pager) Many() bool { return p.Last > 1 }

// Next and Prev are the neighbours; 0 none.
func (p Pager) Next() int {
	if p.Page < p.Last {
		return p.Page + 1
	}
	return 0
}

// Prev is the page before; 0 none.
func (p Pager) Prev() int { return p.Page - 1 }

// Draw writes the page.
func (p PressFiles) Draw(w io.Writer) error { return draw(w, "pressfiles", p.Lang, p) }

// PressProblems is what a check found to mend.
type PressProblems struct {
	PressFrame
	Check    *PressCheck // nil: never checked
	Sheets   []PressSheet
	Problems []PressProblem
	Pages    Pager
	Workbook string
}

// PressSheet is how much there is to mend on a sheet.
type PressSheet struct {
	Name             string // "" of the files
	Errors, Warnings int
}

// PressProblem is one thing to mend.
type PressProblem struct {
	Place   string // "Products!F12"
	Error   bool
	Message string
}

// Draw writes the page.
func (p PressProblems) Draw(w io.Writer) error { return draw(w, "pressproblems", p.Lang, p) }

// PressPreview is what a kiosk would show: a page of cards, or of one product.
type PressPreview struct {
	PressFrame
	Check   int
	Lying   bool // landscape
	Cards   []KioskCard
	Product *KioskProduct // nil: cards
	Pages   Pager
	Query   string
	Sample  bool
}

// KioskCard is a card as a kiosk draws it.
type KioskCard struct {
	Code, Name, Line    string
	Photo               string // SHA-256; "" none
	Sector              int    // 1 to 6; 0 none
	Stars               int
	Note, Price, Ribbon string
}

// KioskProduct is a product's page as a kiosk draws it.
type KioskProduct struct {
	KioskCard
	Photos   []KioskPhoto
	Titles   []string
	Rating   string // "OCOP 4 sao, hết hạn 05/08/2029"
	RateNote string
	Maker    string
	Place    string
	Sections []KioskSection
	Facts    []string
	FactsOf  string
	Notices  []string
	Shops    []KioskCode
	NoShops  string
	Contact  string
	Words    KioskWords
}

// KioskPhoto is a photo with its words.
type KioskPhoto struct{ SHA, Alt string }

// KioskSection is a headed paragraph.
type KioskSection struct{ Title, Text string }

// KioskCode is a QR code, under the name of where it leads.
type KioskCode struct {
	Label, Host string
	Rows        []string // of an SVG path
	Side        int      // modules
}

// Wide is the side with the quiet zone, and Box the symbol's part of the plane.
func (c KioskCode) Wide() int { return c.Side + 8 }

// Box is for an SVG's viewBox.
func (c KioskCode) Box() string { return fmt.Sprintf("-4 -4 %d %d", c.Wide(), c.Wide()) }

// KioskWords are the kiosk's own words of the page.
type KioskWords struct{ Notices, Shops, Hint string }

// StarList is for a template to go through.
func (c KioskCard) StarList() []struct{} { return make([]struct{}, c.Stars) }

// Pictures is where the prepared pictures are asked for.
func (PressPreview) Pictures() string { return "/press/photos/" }

// Draw writes the page.
func (p PressPreview) Draw(w io.Writer) error { return draw(w, "presspreview", p.Lang, p) }

// PressChanges is what differs from the shown release.
type PressChanges struct {
	PressFrame
	Check   *PressCheck
	Changes []PressChange
	Pages   Pager
	Shown   int // the release that is shown now
}

// PressChange is one thing that differs.
type PressChange struct {
	Kind, What, Code, Name string
	Fields                 []PressField
}

// PressField is one field as it was and as it will be.
type PressField struct{ Name, Before, After string }

// Draw writes the page.
func (p PressChanges) Draw(w io.Writer) error { return draw(w, "presschanges", p.Lang, p) }

// PressPublish is the form to publish with.
type PressPublish struct {
	PressFrame
	Check  *PressCheck
	Keys   string
	Two    bool
	May2   bool // who looks at it may publish
	Note   string
	Some   bool // it goes to some kiosks first
	When   string
	Then   string
	Kiosks []PressKiosk
}

// PressKiosk is a kiosk that may be in a first stage.
type PressKiosk struct {
	ID, Name string
	Chosen   bool
}

// Draw writes the page.
func (p PressPublish) Draw(w io.Writer) error { return draw(w, "presspublish", p.Lang, p) }

// PressKeys is what the hub can sign with.
type PressKeys struct {
	PressFrame
	State       string // "none", "some", "all", "missing"
	Roles       []string
	Root        bool // the root key is here
	Locked      bool
	Fingerprint string
	Spoken      string // the same in six words
	RootExpires string
	Ends        string // of the shown release's signatures; "" none
	Two         bool
}

// Draw writes the page.
func (p PressKeys) Draw(w io.Writer) error { return draw(w, "presskeys", p.Lang, p) }
