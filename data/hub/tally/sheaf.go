package tally

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"slices"
	"time"

	"hangviet/data/vote"
)

// Sheaf holds the counted ballots of a round by hour and then by their random
// ids, so that nobody can tell in which order they were cast. It stays as it is
// when the counter goes on, and takes 32 bytes a ballot beside it.
type Sheaf struct {
	rows    []row
	shelves []shelfView
	table   []vote.Choice
}

// row is a ballot in its place, with what it is sorted by at hand.
type row struct {
	hour  int32
	flags Flags
	high  uint64 // first half of its id
	spot
}

type shelfView struct {
	kiosk   string
	slots   []slot
	choices []uint32
}

// Cast is one counted ballot.
type Cast struct {
	ID      string
	Kiosk   string
	Hour    time.Time
	Mode    vote.Mode // "" of the time before there were modes
	Flags   Flags
	Choices []uint32 // numbers in [Sheaf.Table]
}

// Sheaf returns the ballots of a round that count.
func (c *Counter) Sheaf(round string) *Sheaf {
	c.Result() // so that it is known which count
	f := &Sheaf{table: c.names.table()}
	number, known := c.names.rounds[round]
	if !known {
		return f
	}
	for i, s := range c.shelves {
		f.shelves = append(f.shelves, shelfView{s.kiosk, s.slots, s.choices})
		if p := s.parts[number]; p == nil || p.sum.Ballots == 0 {
			continue
		}
		marked := c.rules.mark(s)
		for j := range s.slots {
			if b := &s.slots[j]; b.round == number && b.state == 0 {
				f.rows = append(f.rows, row{b.hour, marked[j], binary.BigEndian.Uint64(b.id[:]), spot{uint32(i), uint32(j)}})
			}
		}
	}
	slices.SortFunc(f.rows, f.compare)
	return f
}

func (f *Sheaf) compare(a, b row) int {
	if a.hour != b.hour {
		return cmp.Compare(a.hour, b.hour)
	}
	if a.high != b.high {
		return cmp.Compare(a.high, b.high)
	}
	return bytes.Compare(f.id(a), f.id(b))
}

func (f *Sheaf) id(r row) []byte { return f.shelves[r.shelf].slots[r.slot].id[:] }

// Len returns the number of ballots.
func (f *Sheaf) Len() int { return len(f.rows) }

// Choices returns the number of choices on all of them.
func (f *Sheaf) Choices() (n int) {
	for _, r := range f.rows {
		n += int(f.shelves[r.shelf].slots[r.slot].choices)
	}
	return n
}

// Table returns what the numbers of choices stand for.
func (f *Sheaf) Table() []vote.Choice { return f.table }

// All yields the ballots in order.
func (f *Sheaf) All() iter.Seq[Cast] {
	return func(yield func(Cast) bool) {
		for _, r := range f.rows {
			shelf := f.shelves[r.shelf]
			b := &shelf.slots[r.slot]
			cast := Cast{
				ID: hex.EncodeToString(b.id[:]), Kiosk: shelf.kiosk, Hour: hourTime(b.hour), Mode: modes[b.mode], Flags: r.flags,
				Choices: shelf.choices[b.start : b.start+uint32(b.choices)],
			}
			if !yield(cast) {
				return
			}
		}
	}
}
