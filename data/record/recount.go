package record

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// maxFaults is how many faults are told one by one.
const maxFaults = 200

// Options say what a record is held against.
type Options struct {
	Hub      string        // note verifier key of the hub; "" takes the one that the record names
	Receipts []ticket.Code // voters' receipts to look for
	Cards    []string      // day cards
}

// Report is what a recount found.
type Report struct {
	Round    string     `json:"round"`
	Phase    vote.Phase `json:"phase"`
	Hub      string     `json:"hub"`    // the hub's note verifier key
	Pinned   bool       `json:"pinned"` // the caller gave the key; else it was taken from the record
	Kiosks   int        `json:"kiosks"`
	Branches int        `json:"branches"`
	Entries  int64      `json:"entries"`     // of the round
	Others   int64      `json:"others"`      // hashes of entries of other rounds
	Heads    int        `json:"checkpoints"` // checked, with a receipt for each but those of branches
	Tally    *Tally     `json:"tally"`       // nil when nothing could be counted
	Remarks  *Remarks   `json:"remarks"`     // nil when there are none
	Receipts []Found    `json:"receipts"`
	Cards    []Carded   `json:"cards"`
	Faults   []Fault    `json:"faults"`
	More     int        `json:"moreFaults"` // beyond those told
}

// Found is whether a voter's receipt is in the record. It says nothing about
// choices.
type Found struct {
	Code   string `json:"code"`
	Shown  bool   `json:"inRecord"`      // among the entries of the round
	Hidden bool   `json:"inOtherRounds"` // only among the hashes of other rounds' entries
}

// Carded is whether a day card is contained in the record.
type Carded struct {
	Kiosk     string `json:"kiosk"`
	Size      int64  `json:"size"` // entries that the card covers
	Contained bool   `json:"contained"`
	Branch    bool   `json:"branch"` // in a branch that contradicts the kiosk's ledger
}

// Right tells whether nothing is wrong and everything asked for is there.
func (r Report) Right() bool {
	return len(r.Faults) == 0 &&
		!slices.ContainsFunc(r.Receipts, func(f Found) bool { return !f.Shown }) &&
		!slices.ContainsFunc(r.Cards, func(c Carded) bool { return !c.Contained })
}

// Recount checks a record from nothing but its own files and counts it again.
// What is wrong with it is in the report; the error is for a folder that cannot
// be read at all, and for cards that are none: a *[ledger.ParseError].
func Recount(ctx context.Context, dir string, o Options) (Report, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, fmt.Errorf("open record: %w", err)
	}
	defer root.Close()
	r := recounter{ctx: ctx, root: root, status: map[string]Status{}, trunks: map[string]tree{}, codes: map[uint64]int{}}
	r.report = Report{Hub: o.Hub, Pinned: o.Hub != "", Receipts: []Found{}, Cards: []Carded{}, Faults: []Fault{}}
	if err := r.ask(o); err != nil {
		return Report{}, fmt.Errorf("recount: %w", err)
	}
	if err := r.run(o); err != nil {
		return Report{}, fmt.Errorf("recount: %w", err)
	}
	return r.report, nil
}

// recounter is one run of Recount.
type recounter struct {
	ctx     context.Context
	root    *os.Root
	report  Report
	list    list
	counter *counter
	status  map[string]Status // by kiosk
	trunks  map[string]tree   // of every kiosk's file, when it was read
	codes   map[uint64]int    // places in Report.Receipts by the bits of a code
	cards   []card
	room    []byte // of the entry read last
}

// ask notes what is to be looked for.
func (r *recounter) ask(o Options) error {
	for i, code := range o.Receipts {
		r.codes[code.Value()] = i
		r.report.Receipts = append(r.report.Receipts, Found{Code: code.String()})
	}
	for _, text := range o.Cards {
		c, err := openCard(text)
		if err != nil {
			return err
		}
		r.cards = append(r.cards, c)
		r.report.Cards = append(r.report.Cards, Carded{Kiosk: c.Kiosk, Size: c.Size})
	}
	return nil
}

func (r *recounter) fault(f Fault) {
	if len(r.report.Faults) == maxFaults {
		r.report.More++
		return
	}
	r.report.Faults = append(r.report.Faults, f)
}

func (r *recounter) run(o Options) error {
	names, err := r.names()
	if err != nil {
		return err
	}
	if err := r.readList(o.Hub); err != nil {
		return err
	}
	r.compareNames(names)
	if err := r.definitions(names); err != nil {
		return err
	}
	if err := errors.Join(r.tickets(names), r.remarks(names)); err != nil {
		return err
	}
	if _, err := r.whole(names, formatName, 1<<20); err != nil {
		return err
	}
	if err := r.sections(names); err != nil {
		return err
	}
	r.checkCards()
	return r.tally(names)
}

// names returns the names of all files, in order, and tells of what is none.
func (r *recounter) names() ([]string, error) {
	var names []string
	err := fs.WalkDir(r.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == "." || d.IsDir() && (name == "kiosks" || name == "branches"):
			return nil
		case d.IsDir():
			r.fault(Fault{Code: CodeKind, File: name})
			return fs.SkipDir
		case !d.Type().IsRegular():
			r.fault(Fault{Code: CodeKind, File: name})
			return nil
		}
		names = append(names, name)
		return nil
	})
	slices.Sort(names)
	return names, err
}

// compareNames tells which files are not on the list, and which are only there.
func (r *recounter) compareNames(names []string) {
	if r.list.files == nil {
		return // the list is damaged, which has been told
	}
	for _, name := range names {
		if _, known := r.list.find(name); !known && name != listName {
			r.fault(Fault{Code: CodeExtra, File: name, Kiosk: kioskOf(name)})
		}
	}
	for _, f := range r.list.files {
		if _, there := slices.BinarySearch(names, f.name); !there {
			r.fault(Fault{Code: CodeMissing, File: f.name, Kiosk: kioskOf(f.name)})
		}
	}
	for _, name := range []string{formatName, definitionsName, tallyName} {
		if _, known := r.list.find(name); !known {
			r.fault(Fault{Code: CodeMissing, File: name})
		}
	}
}

// kioskOf returns the kiosk that a file is named after, or "".
func kioskOf(name string) string {
	for _, form := range []string{kioskPath.String(), branchPath.String()} {
		if strings.HasPrefix(name, strings.TrimPrefix(form[:strings.Index(form, "(")], "^")) {
			base := name[strings.Index(name, "/")+1:]
			if len(base) >= 16 && isHex(base[:16], 16) {
				return base[:16]
			}
		}
	}
	return ""
}

// readList reads the signed list. A damaged one is told, and what the record
// holds is looked at nevertheless, so that it can be named.
func (r *recounter) readList(hub string) error {
	note, err := r.read(listName, maxList)
	if errors.Is(err, fs.ErrNotExist) {
		r.fault(Fault{Code: CodeMissing, File: listName})
		return nil
	}
	if err != nil {
		return err
	}
	r.list, err = parseList(note)
	var bad *malformed
	switch {
	case errors.As(err, &bad):
		r.fault(Fault{Code: CodeList, File: listName, Byte: &bad.offset, Detail: bad.reason})
	case err != nil:
		r.fault(Fault{Code: CodeSignature, File: listName, Detail: err.Error()})
	case hub != "" && hub != r.list.hub:
		r.fault(Fault{Code: CodeHub, File: listName, Detail: r.list.hub})
	}
	r.report.Round, r.report.Phase, r.report.Hub = r.list.round, r.list.phase, cmp.Or(hub, r.list.hub)
	return nil
}

// errLong says that a file is longer than any of its kind.
var errLong = errors.New("file is too long")

// read reads a small file.
func (r *recounter) read(name string, limit int64) ([]byte, error) {
	f, err := r.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%w: %s", errLong, name)
	}
	return data, err
}

// whole reads a small file and holds it against the list; nil when there is none.
func (r *recounter) whole(names []string, name string, limit int64) ([]byte, error) {
	if _, there := slices.BinarySearch(names, name); !there {
		return nil, nil
	}
	data, err := r.read(name, limit)
	if errors.Is(err, errLong) {
		r.fault(Fault{Code: CodeChanged, File: name, Detail: err.Error()})
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l := newLines(bytes.NewReader(data))
	r.unchanged(name, l)
	return data, nil
}

// unchanged reads a file to its end and holds it against the list.
func (r *recounter) unchanged(name string, l *lines) error {
	length, sum, err := l.digest()
	if want, known := r.list.find(name); err == nil && known && (want.length != length || want.sum != sum) {
		r.fault(Fault{Code: CodeChanged, File: name, Kiosk: kioskOf(name)})
	}
	return err
}

// malformed tells of a file that could not be read; its error is that of the
// disk.
func (r *recounter) malformed(f Fault, err error) error {
	var bad *malformed
	if !errors.As(err, &bad) {
		return err
	}
	f.Code, f.Byte, f.Detail = CodeFormat, &bad.offset, bad.reason
	r.fault(f)
	return nil
}

// definitions reads by what ballots are judged; without them nothing is counted.
func (r *recounter) definitions(names []string) error {
	data, err := r.whole(names, definitionsName, maxDefinitions)
	if err != nil || data == nil {
		return err
	}
	d, err := parseDefinitions(data)
	if err != nil {
		return r.malformed(Fault{File: definitionsName}, err)
	}
	r.counter = newCounter(d, r.list.rules)
	if r.report.Round == "" {
		r.report.Round = d.Round
	}
	if d.Round != r.report.Round {
		r.fault(Fault{Code: CodePlace, File: definitionsName, Detail: d.Round})
	}
	return nil
}

// tally holds tally.txt against what was counted.
func (r *recounter) tally(names []string) error {
	data, err := r.whole(names, tallyName, maxDefinitions)
	if err != nil || r.counter == nil {
		return err
	}
	counted := r.counter.finish()
	r.report.Tally = &counted
	if want := counted.Bytes(); data != nil && !bytes.Equal(data, want) {
		at := int64(differ(data, want))
		r.fault(Fault{Code: CodeTally, File: tallyName, Byte: &at, Detail: differingLines(data, want, int(at))})
	}
	return nil
}

// differingLines returns the lines of which byte at is a part.
func differingLines(data, want []byte, at int) string {
	line := func(b []byte) string {
		at := min(at, len(b))
		from := bytes.LastIndexByte(b[:at], '\n') + 1
		rest, _, _ := bytes.Cut(b[from:], []byte("\n"))
		return string(rest[:min(len(rest), 200)])
	}
	return fmt.Sprintf("%q, counted %q", line(data), line(want))
}

// Strangers returns how many counted ballots have a ticket that the record's list
// does not hold: no fault of the record, but something to ask about.
func (r Report) Strangers() int64 {
	if r.Tally == nil {
		return 0
	}
	return r.Tally.Strangers
}
