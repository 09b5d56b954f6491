package web

import (
	"io"
	"strings"
)

// RoomOpen is the door of a producer's room: the form for a code, or what a link
// opens.
type RoomOpen struct {
	Frame
	Code  string // of the link; "" for the form
	Room  string // name of the room that it opens
	Typed string // what was typed and is no code
	Fault string // key of a text; "" at first
	Wait  int    // seconds or minutes to wait, where the text says so
}

// Draw writes the page.
func (p RoomOpen) Draw(w io.Writer) error { return draw(w, "roomopen", p.Lang, p) }

// RoomHome is the first page of a room: how everything stands and what to do next.
type RoomHome struct {
	Frame
	Firm     RoomEntry
	Products []RoomEntry
	Full     bool // no more products are taken
	Contact  string
	Fault    string // key of a text
	Done     string // key of a text
}

// Draw writes the page.
func (p RoomHome) Draw(w io.Writer) error { return draw(w, "roomhome", p.Lang, p) }

// RoomEntry is a form of the room in short.
type RoomEntry struct {
	ID, Form, Name, Code string
	State                string // "draft", "sent", …
	Picture              string // id of the cover; "" none
	Faults, Warnings     int    // what is missing or wrong, and what to look at
	Remarks              int    // of the officer
	Reason               string // it was refused for
	Open                 bool   // the producer can write in it
	Content              bool   // kiosks show an accepted version
	Changed              bool   // what is written is not what they show
}

// RoomForm is one form as a whole: its steps, what is wrong, and how it stands.
type RoomForm struct {
	Frame
	Entry                       RoomEntry
	Steps                       []RoomStep
	Findings                    []RoomFinding
	Remark                      string // of the officer, about the whole
	History                     []RoomAct
	Edit                        int
	CanSend, CanRecall, CanDrop bool
	Fault, Done                 string // keys of texts
}

// Draw writes the page.
func (p RoomForm) Draw(w io.Writer) error { return draw(w, "roomform", p.Lang, p) }

// RoomStep is a step of a form in short.
type RoomStep struct {
	Group         string
	Filled, All   int // fields with an answer; pictures or papers
	Faults, Notes int
	Remarks       int
	Current       bool
}

// RoomFinding is what a rule says.
type RoomFinding struct {
	Key, Label, Message string
	Group               string // of the step
	Wrong               bool   // it hinders sending; otherwise it is to be looked at
}

// RoomAct is something that was done to a form.
type RoomAct struct {
	At, Act, State string
	Officer        bool
	Version        int
	Remark         string
}

// RoomPart is what every page of a step says of it.
type RoomPart struct {
	Entry      RoomEntry
	Group      string
	Number, Of int
	Before     string // step; "" at the first
	After      string // step; "" at the last
	Done       string // key of a text
	Fault      string // a sentence
	Findings   []RoomFinding
	Remark     string
}

// RoomFields is a step with fields.
type RoomFields struct {
	Frame
	RoomPart
	Seen   string // stands for what is written, see room.Held.Seen
	Stale  bool   // another phone has written here meanwhile
	Fields []RoomField
}

// Draw writes the page.
func (p RoomFields) Draw(w io.Writer) error { return draw(w, "roomfields", p.Lang, p) }

// RoomField is one field of a form.
type RoomField struct {
	Key, Kind, Label, Help, Value string
	Max                           int
	Needed, Public, Yes           bool
	Options                       []RoomOption
	Findings                      []RoomFinding
	Remark                        string
	Other                         string // what another phone has written; with OtherSet
	OtherSet                      bool
	Host                          string // where a link leads
}

// RoomOption is one of a list; options under the same heading stand together.
type RoomOption struct {
	Value, Label, Under string
	Chosen              bool
	First, Last         bool // of its heading
}

// Wrong tells whether something is the matter with the field.
func (f RoomField) Wrong() bool {
	for _, finding := range f.Findings {
		if finding.Wrong {
			return true
		}
	}
	return f.Remark != ""
}

// Mode is the keyboard that a phone should show.
func (f RoomField) Mode() string {
	return map[string]string{"dong": "text", "number": "decimal", "phone": "tel", "link": "url"}[f.Kind]
}

// Rows is how high a text's box is at first.
func (f RoomField) Rows() int {
	return min(14, max(4, len([]rune(f.Value))/34+strings.Count(f.Value, "\n")+2))
}

// RoomPhotos is the step with the pictures.
type RoomPhotos struct {
	Frame
	RoomPart
	Photos []RoomPhoto
	Most   int
	Full   bool
	Least  int    // px, of the shorter side
	Bytes  string // of one, at most
}

// Draw writes the page.
func (p RoomPhotos) Draw(w io.Writer) error { return draw(w, "roomphotos", p.Lang, p) }

// RoomPhoto is one picture.
type RoomPhoto struct {
	ID            string
	Number        int
	Width, Height int
	Small         bool // smaller than a large screen wants
}

// RoomPhotoEdit is one picture to be turned and cut.
type RoomPhotoEdit struct {
	Frame
	Entry RoomEntry
	Photo RoomPhoto
	Fault string // a sentence
}

// Draw writes the page.
func (p RoomPhotoEdit) Draw(w io.Writer) error { return draw(w, "roomphoto", p.Lang, p) }

// RoomPapers is the step with the documents.
type RoomPapers struct {
	Frame
	RoomPart
	Papers []RoomPaper
	Bytes  string // of one, at most
	Most   int
	Full   bool
}

// Draw writes the page.
func (p RoomPapers) Draw(w io.Writer) error { return draw(w, "roompapers", p.Lang, p) }

// RoomPaper is a kind of document with those that are there.
type RoomPaper struct {
	Paper, Label string
	Files        []RoomFile
}

// RoomFile is a document that is there.
type RoomFile struct {
	ID, Name, Size, At string
	Locked             bool
}

// RoomPreview is a form as a kiosk would show it.
type RoomPreview struct {
	Frame
	Entry    RoomEntry
	Lying    bool // landscape
	Cards    []KioskCard
	Product  *KioskProduct // nil: it cannot be shown yet
	Pictures string        // where pictures are asked for
}

// Draw writes the page.
func (p RoomPreview) Draw(w io.Writer) error { return draw(w, "roompreview", p.Lang, p) }
