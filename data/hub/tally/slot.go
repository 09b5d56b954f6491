package tally

import (
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// slot is a ballot as it is kept in memory.
type slot struct {
	id      [16]byte
	ticket  uint64
	index   int64
	hour    int32  // since 1970
	round   uint32 // number in the book of names
	start   uint32 // of its choices on the shelf
	choices uint16
	flags   Flags
	mode    mode
	test    bool
	state   state
}

// mode is a vote.Mode in a byte.
type mode uint8

var modes = []vote.Mode{"", vote.ByPause, vote.ByTicket, vote.ByStaff}

func modeOf(m vote.Mode) mode {
	for i, known := range modes {
		if m == known {
			return mode(i)
		}
	}
	return 0
}

// mode returns how the visitor got the ballot; those of the time before modes
// were anybody's.
func (m mode) mode() vote.Mode {
	if m == 0 {
		return vote.ByPause
	}
	return modes[m]
}

// Flags is a set of things that were odd about a ballot: what its kiosk flagged
// and what the [Rules] found.
type Flags uint16

// flagNames are the flags in order; the first ones are those a kiosk gives, then
// one for any that this program does not know, then those of the [Rules].
var flagNames = []Rule{
	Rule(vote.FlagClock), Rule(vote.FlagHours), Rule(vote.FlagPrefix), Rule(vote.FlagQuick), Rule(vote.FlagSame),
	RuleOther, RuleMany, RuleAlike,
}

func flagBit(r Rule) Flags {
	for i, name := range flagNames {
		if name == r {
			return 1 << i
		}
	}
	return flagBit(RuleOther)
}

func flagsOf(flags []vote.Flag) (all Flags) {
	for _, f := range flags {
		bit := flagBit(Rule(f))
		if bit >= flagBit(RuleMany) {
			bit = flagBit(RuleOther) // a kiosk cannot speak for the hub
		}
		all |= bit
	}
	return all
}

// Rules returns the flags by name.
func (f Flags) Rules() (all []Rule) {
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	return all
}

// Batch is a run of a kiosk's entries, read and made small.
type Batch struct {
	kiosk, branch string
	slots         []slot
	choices       []uint32
	papers        []paper
	bare          bool
}

// Read reads entries of a kiosk's ledger, the first of them at index first. It
// may be called by several goroutines at once. Its error names the entry that
// cannot be read.
//
// branch is "" for the ledger itself, else the name of another branch of it that
// is counted too.
func (c *Counter) Read(kiosk, branch string, first int64, entries [][]byte) (Batch, error) {
	return c.read(Batch{kiosk: kiosk, branch: branch, choices: make([]uint32, 0, 5*len(entries))}, first, entries)
}

// ReadBare reads entries of a kiosk of which nothing counts, as Read does, but
// remembers only that they are there and of which round: whoever may send what he
// likes and waits for approval does not fill the memory with names. They are to be
// forgotten ([Counter.Forget]) and read anew before they may count, and when other
// rounds are known.
func (c *Counter) ReadBare(kiosk, branch string, first int64, entries [][]byte) (Batch, error) {
	return c.read(Batch{kiosk: kiosk, branch: branch, bare: true}, first, entries)
}

func (c *Counter) read(b Batch, first int64, entries [][]byte) (Batch, error) {
	b.slots = make([]slot, 0, len(entries))
	c.names.mu.RLock()
	defer c.names.mu.RUnlock()
	for i, entry := range entries {
		record, err := ledger.ParseRecord(entry)
		if err != nil {
			return Batch{}, &EntryError{b.kiosk, first + int64(i), err}
		}
		b.add(c.names, first+int64(i), record)
	}
	return b, nil
}

// EntryError tells which entry cannot be read.
type EntryError struct {
	Kiosk string
	Index int64
	Err   error
}

func (e *EntryError) Error() string {
	return "entry " + strconv.FormatInt(e.Index, 10) + " of kiosk " + e.Kiosk + ": " + e.Err.Error()
}

// Unwrap returns why.
func (e *EntryError) Unwrap() error { return e.Err }

func (b *Batch) add(names *names, index int64, r ledger.Record) {
	if b.bare {
		r = bare(names, r)
	}
	if r.Paper != nil {
		b.papers = append(b.papers, paper{*r.Paper, index})
		return
	}
	v := r.Ballot
	s := slot{
		index: index, hour: int32(v.Hour.Unix() / secondsAnHour), round: names.round(v.Round),
		start: uint32(len(b.choices)), choices: uint16(len(v.Choices)), flags: flagsOf(v.Flags), mode: modeOf(v.Mode), test: v.Test,
	}
	hex.Decode(s.id[:], []byte(v.ID))                 // what is no id was refused when it was read
	s.ticket, _ = strconv.ParseUint(v.Ticket, 16, 64) // as above
	for _, choice := range v.Choices {
		b.choices = append(b.choices, names.choice(choice))
	}
	b.slots = append(b.slots, s)
}

// bare returns a record without what takes room: names that nobody knows, and its
// choices, but for how many stand on paper.
func bare(names *names, r ledger.Record) ledger.Record {
	if p := r.Paper; p != nil {
		return ledger.Record{Paper: &vote.Paper{
			ID: strings.Clone(p.ID), Round: names.known(p.Round), Test: p.Test, Hour: p.Hour, Batch: strings.Clone(p.Batch),
			Staff: [2]string{strings.Clone(p.Staff[0]), strings.Clone(p.Staff[1])}, Sheets: p.Sheets, Invalid: p.Invalid,
			Counts: []vote.Count{{Sheets: p.Choices()}},
		}}
	}
	v := *r.Ballot
	v.Round, v.Choices = names.known(v.Round), nil
	return ledger.Record{Ballot: &v}
}

// names gives rounds and choices numbers, so that a ballot is small. It may be
// used by several goroutines.
type names struct {
	mu      sync.RWMutex
	rounds  map[string]uint32
	ids     []string
	numbers map[vote.Choice]uint32
	choices []vote.Choice
}

func newNames() *names { return &names{rounds: map[string]uint32{}, numbers: map[vote.Choice]uint32{}} }

// round returns the number of a round. The caller holds the lock for reading; it
// is given up for a moment when the round is new.
func (n *names) round(id string) uint32 {
	if number, ok := n.rounds[id]; ok {
		return number
	}
	return enter(n, strings.Clone(id), n.rounds, &n.ids) // it is part of a whole entry
}

// choice returns the number of a choice, as round does.
func (n *names) choice(c vote.Choice) uint32 {
	if number, ok := n.numbers[c]; ok {
		return number
	}
	c = vote.Choice{Category: strings.Clone(c.Category), Nominee: strings.Clone(c.Nominee)}
	return enter(n, c, n.numbers, &n.choices)
}

// enter gives a name the next number unless it has got one meanwhile. The caller
// holds the lock for reading, which is given up for a moment.
func enter[K comparable](n *names, name K, numbers map[K]uint32, all *[]K) uint32 {
	n.mu.RUnlock()
	defer n.mu.RLock()
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, ok := numbers[name]; !ok {
		numbers[name] = uint32(len(*all))
		*all = append(*all, name)
	}
	return numbers[name]
}

// known returns a round's id when it has a number, else "". The caller holds the
// lock for reading.
func (n *names) known(round string) string {
	if number, ok := n.rounds[round]; ok {
		return n.ids[number]
	}
	return ""
}

// table returns the choices by number.
func (n *names) table() []vote.Choice {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.choices[:len(n.choices):len(n.choices)]
}

func hourTime(hour int32) time.Time { return time.Unix(int64(hour)*secondsAnHour, 0).UTC() }
