package web

import (
	"fmt"
	"io"
	"strings"
)

// Say returns the text under a key in lang, its gaps filled by args in turn, or the
// key itself when there is none.
func Say(lang, key string, args ...any) string {
	text := Word(lang, key)
	for _, a := range args {
		text = strings.Replace(text, "{}", fmt.Sprint(a), 1)
	}
	return text
}

// RoundHead is what stands above every page of a round: its name, where it stands
// and the ways to its other pages.
type RoundHead struct {
	RoundRow
	Tab     string // "overview", "edit", "participation", "tickets", "settle", "closing"
	Made    bool   // it is made at the hub
	Known   bool   // some release has published it
	Waiting bool   // its newest form waits for the next release
	Manage  bool   // who looks at it may change it
	Judge   bool   // … may settle cases
	Tickets bool   // one votes with tickets
	Open    int    // things to settle
}

// Field is one field of a form.
type Field struct {
	Name, Label string // Label is a key behind "votes.field."
	Value       string
	Type        string // "text", "area", "datetime-local", "number", "select", "check"
	Hint        string // a key behind "votes.hint."; "" for none
	Fault       string // what is wrong, in the page's language; "" for nothing
	Lang        string // of the text, when it is not that of the page
	List        string // id of the list of proposals; "" for none
	Most        int    // of characters, or of a number; 0: no bound is told
	Required    bool
	On          bool     // of a check
	Options     []Option // of a select
	Fixed       bool     // it does not change any more
}

// Option is one value of a select; Label is a key behind "votes.option.".
type Option struct {
	Value, Label string
	Chosen       bool
}

// RoundForm is a round that is made at the hub, as a form.
type RoundForm struct {
	Frame
	RoundHead
	New        bool
	Version    int64
	Fresh      string  // proposed id of a new one
	Fields     []Field // id, titles, rules
	Times      []Field
	Ways       []Field // mode, pause, reveal, receipts, test
	Categories []CategoryForm
	Proposals  []string // names of categories
	Faults     int      // of all
	Message    string   // what hindered the last act, in the page's language; "" for nothing
	Switches   []string // positions that the switch may take now
	Switch     string
	Saved      bool // it was stored just now
	Deletable  bool
	Fault      string // of the categories together
}

// CategoryForm is one row of a form.
type CategoryForm struct {
	Number   int
	ID       string
	Fields   []Field
	Nominees int
	Fault    string // of the nominees
	Locked   bool   // it cannot be removed any more
}

// Draw writes the page.
func (p RoundForm) Draw(w io.Writer) error { return draw(w, "roundform", p.Lang, p) }

// Nominees is where the nominees of a category are chosen.
type Nominees struct {
	Frame
	RoundHead
	Version  int64
	Category string // id
	Called   string // the category's name
	Allowed  string // choices of a ballot, as typed
	Tabs     []NomineeTab
	Chosen   []NomineeRow
	Query    string
	Found    []NomineeRow
	All      int // found, with those that are not shown
	Release  int // whose products these are; 0 when there is none
	Message  string
	PerFirm  int
}

// NomineeTab is the way to another category.
type NomineeTab struct {
	ID, Name string
	Count    int
	Here     bool
}

// NomineeRow is a product that is or may become a nominee.
type NomineeRow struct {
	Code, Name, Maker string
	Gone              bool   // not in the shown release
	Chosen            bool   // in this category
	Other             string // name of another category that has it
	Firm              int    // nominees of its firm
	Full              bool   // its firm has as many as it may
}

// Draw writes the page.
func (p Nominees) Draw(w io.Writer) error { return draw(w, "nominees", p.Lang, p) }
