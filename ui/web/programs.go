package web

import "io"

// Programs is the page of the kiosks' program: what is given out, what lies at the
// hub, and which kiosk runs what.
type Programs struct {
	Frame
	Fault    string // key of a text; "" none
	Detail   string // of the fault, as it is; "" none
	Issued   string
	Staged   bool // it is not for all
	Stage    int  // kiosks that take it first; 0 with Staged: none
	Given    []ProgramGiven
	Packages []ProgramPackage
	Most     string // bytes of a package
	Keys     string // as that of [Press]
	Two      bool
	Shown    bool // there is a release to give it out with
	Kiosks   []PressKiosk
	Note     string
	Some     bool   // it goes to some kiosks first
	At       string // "" now, "next", "time"
	When     string
	Then     string
	Orders   []PressOrder
	Past     []PressOrder
	Versions []ProgramVersion
	Behind   []ProgramKiosk
	Pages    Pager
}

// ProgramGiven is a program that is given out.
type ProgramGiven struct {
	Platform, System string // "linux/amd64", and its name for people
	Version          string
	Size             string
	SHA256           string
	Have, All        int // kiosks of that platform: that run it or a newer one, and all
}

// ProgramPackage is a package that lies at the hub.
type ProgramPackage struct {
	SHA256, Version, System string
	Size, Came              string
	Given                   bool // it is the one given out
	Older                   bool // than the one given out
	Chosen                  bool
}

// ProgramVersion is how many kiosks run a version.
type ProgramVersion struct {
	Version string // "" unknown
	System  string
	N       int
	Newest  bool // nothing newer is given out for it
}

// ProgramKiosk is a kiosk that does not run what is given out.
type ProgramKiosk struct {
	ID, Name        string
	Version, System string
	State           string // "failed", "waits", "later", "byhand", "unknown"
	Wanted          string // version; "" none
	Ago             string
}

// Draw writes the page.
func (p Programs) Draw(w io.Writer) error { return draw(w, "programs", p.Lang, p) }
