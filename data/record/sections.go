package record

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

// sections reads every kiosk's ledger and then the branches, for which their
// kiosks' status must be known.
func (r *recounter) sections(names []string) error {
	for _, branch := range []bool{false, true} {
		form := kioskPath
		if branch {
			form = branchPath
		}
		for _, name := range names {
			if !form.MatchString(name) {
				continue
			}
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if err := r.file(name, branch); err != nil {
				return err
			}
		}
	}
	return nil
}

// file reads the file of a kiosk or of a branch.
func (r *recounter) file(name string, branch bool) error {
	f, err := r.root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return r.section(name, branch, f)
}

func (r *recounter) section(name string, branch bool, f io.Reader) error {
	l := newLines(f)
	s := &reading{recounter: r, lines: l, file: name, kiosk: kioskOf(name), section: l.section(branch)}
	if l.err == nil {
		s.check()
		s.entries()
		if !branch {
			r.trunks[s.kiosk] = s.tree
		}
	}
	if err := l.end(); err != nil {
		if err := r.malformed(s.at(CodeFormat, s.where()), err); err != nil {
			return err
		}
	}
	return r.unchanged(name, l)
}

// reading is the reading of one section.
type reading struct {
	*recounter
	lines   *lines
	file    string
	kiosk   string // that the file is named after
	section section
	heads   []ledger.Checkpoint
	tree    tree
	proved  int64 // entries up to the last checkpoint that was right
	strayed bool  // a checkpoint was wrong
	begun   bool  // entries are being read
	awaited []*card
}

// at returns a fault of this file, at an entry unless that is below 0.
func (s *reading) at(code Code, entry int64) Fault {
	f := Fault{Code: code, File: s.file, Kiosk: s.kiosk}
	if entry >= 0 {
		f.Entry = &entry
	}
	return f
}

// where returns the entry that is being read, or -1.
func (s *reading) where() int64 {
	if !s.begun {
		return -1
	}
	return s.tree.size
}

// check looks at the head of the section.
func (s *reading) check() {
	head := s.section
	if head.kiosk != s.kiosk {
		s.fault(s.at(CodePlace, -1))
	}
	if ledger.KeyID(head.key[:]) != head.kiosk {
		s.fault(s.at(CodeKey, -1))
	}
	status, known := head.status, true
	if head.branch {
		s.report.Branches++
		status, known = s.status[head.kiosk], s.status[head.kiosk] != ""
	} else {
		s.report.Kiosks++
		s.status[head.kiosk] = head.status
	}
	if !known {
		s.fault(s.at(CodePlace, -1))
	}
	s.openHeads()
	s.openCards()
	if s.counter != nil {
		s.counter.begin(head.origin(status, s.last().Root))
	}
	s.tree = tree{head.from, slices.Clone(head.base)}
	s.parts()
}

// parts tells of a branch that does not part from its kiosk's ledger, but goes on
// where that ends: entries that belong into the ledger were taken out of it.
func (s *reading) parts() {
	trunk := s.trunks[s.section.kiosk]
	if !s.section.branch || s.tree.size < trunk.size {
		return
	}
	first := s.tree.size == s.section.from // and so not looked at before
	if s.tree.size > trunk.size && first || s.tree.size == trunk.size && (trunk.size == 0 || s.tree.root() == trunk.root()) {
		s.fault(s.at(CodeBranch, s.tree.size))
	}
}

// last returns the checkpoint for the end of the section, or an empty one.
func (s *reading) last() ledger.Checkpoint {
	if n := len(s.heads); n > 0 {
		return s.heads[n-1]
	}
	return ledger.Checkpoint{}
}

// openHeads checks the signatures of checkpoints and receipts.
func (s *reading) openHeads() {
	before := s.section.from - 1 // a branch of no entries cannot contradict, but has a head
	if !s.section.branch {
		before = 0
	}
	for i, note := range s.section.heads {
		head, err := ledger.OpenCheckpoint(note, s.section.key[:])
		if err == nil && (head.Kiosk != s.section.kiosk || head.Size <= before || head.Size > s.section.end()) {
			err = fmt.Errorf("for kiosk %s, size %d", head.Kiosk, head.Size)
		}
		if err != nil {
			f := s.at(CodeHead, -1)
			f.Detail = fmt.Sprintf("%d: %v", i, err)
			s.fault(f)
			continue
		}
		s.report.Heads++
		before = head.Size
		s.heads = append(s.heads, head)
		s.openReceipt(i, head)
	}
	if s.section.branch && (len(s.heads) != 1 || s.section.path(s.last().Root) != s.file) {
		s.fault(s.at(CodePlace, -1))
	}
	if s.last().Size != s.section.end() {
		s.fault(s.at(CodeUnsigned, s.last().Size))
	}
}

func (s *reading) openReceipt(i int, head ledger.Checkpoint) {
	if s.section.branch || s.list.hub == "" {
		return
	}
	receipt, err := ledger.OpenReceipt(s.section.receipts[i], s.list.hub)
	if err == nil && receipt != head {
		err = fmt.Errorf("for kiosk %s, size %d", receipt.Kiosk, receipt.Size)
	}
	if err != nil {
		f := s.at(CodeReceipt, -1)
		f.Detail = fmt.Sprintf("%d: %v", i, err)
		s.fault(f)
	}
}

// entries reads the entries and grows the tree by them.
func (s *reading) entries() {
	s.begun = true
	for s.tree.size < s.section.end() && s.lines.err == nil {
		leaf, shown := s.entry()
		if s.lines.err != nil {
			return
		}
		s.look(leaf, shown)
		s.tree.add(leaf)
		s.reached()
		s.parts()
		s.lookCards()
	}
}

// entry reads one entry and returns its hash, and whether it is shown.
func (s *reading) entry() (leaf tlog.Hash, shown bool) {
	l := s.lines
	if l.next("leaf ") {
		s.report.Others++
		return l.hash(l.field("leaf")), false
	}
	length, sum, _ := bytes.Cut(l.field("entry"), []byte(" "))
	leaf = l.hash(sum)
	s.room = l.block(length, ledger.MaxEntry, s.room)
	if l.err == nil {
		s.report.Entries++
		s.take(leaf)
	}
	return leaf, true
}

// take checks the entry that was just read and hands it to the counter.
func (s *reading) take(leaf tlog.Hash) {
	if tlog.RecordHash(s.room) != leaf {
		s.fault(s.at(CodeLeaf, s.tree.size))
	}
	r, err := ledger.ParseRecord(s.room)
	if err != nil {
		f := s.at(CodeEntry, s.tree.size)
		f.Detail = err.Error()
		s.fault(f)
		return
	}
	if r.Round() != s.report.Round {
		s.fault(s.at(CodeForeign, s.tree.size))
		return
	}
	if s.counter != nil {
		s.counter.add(s.tree.size, r)
	}
}

// look looks for voters' receipts.
func (s *reading) look(leaf tlog.Hash, shown bool) {
	if len(s.codes) == 0 {
		return
	}
	if i, asked := s.codes[ledger.ReceiptCode(leaf).Value()]; asked {
		found := &s.report.Receipts[i]
		found.Shown = found.Shown || shown
		found.Hidden = !found.Shown
	}
}

// reached holds the tree against what was signed for its size. After the first
// that is wrong all others are.
func (s *reading) reached() {
	if len(s.heads) == 0 || s.heads[0].Size != s.tree.size {
		return
	}
	right := s.tree.root() == s.heads[0].Root
	s.heads = s.heads[1:]
	if right && !s.strayed {
		s.proved = s.tree.size
	}
	if !right && !s.strayed {
		s.strayed = true
		f := s.at(CodeRoot, s.proved)
		f.Detail = fmt.Sprintf("from there to %d", s.tree.size-1)
		s.fault(f)
	}
}

// tickets reads the list of tickets, if there is one.
func (r *recounter) tickets(names []string) error {
	if _, there := slices.BinarySearch(names, ticketsName); !there {
		return nil
	}
	f, err := r.root.Open(ticketsName)
	if err != nil {
		return err
	}
	defer f.Close()
	l := newLines(f)
	round, marks := l.tickets()
	if err := l.end(); err != nil {
		if err := r.malformed(Fault{File: ticketsName}, err); err != nil {
			return err
		}
	} else if round != r.report.Round {
		r.fault(Fault{Code: CodePlace, File: ticketsName, Detail: round})
	}
	if r.counter != nil {
		r.counter.list = &marks
	}
	return r.unchanged(ticketsName, l)
}

// tickets reads a list as package ticket writes it.
func (l *lines) tickets() (round string, marks []uint64) {
	l.is("hangviet-tickets/1")
	round = string(l.field("round"))
	l.hex(l.field("salt"), 32)
	memory, passes, _ := bytes.Cut(l.field("argon2id"), []byte(" "))
	l.decimal(memory)
	l.decimal(passes)
	for n := l.decimal(l.field("tickets")); n > 0 && l.err == nil; n-- {
		mark := markOf(l.hex(l.line(), 16))
		if k := len(marks); k > 0 && marks[k-1] >= mark {
			l.fail("marks are not in ascending order")
		}
		marks = append(marks, mark)
	}
	return round, marks
}
