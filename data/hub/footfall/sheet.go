package footfall

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Sheet is what was counted of one subject in the slots of one span: the days of
// a month or the months of a year, from 0.
type Sheet struct{ slots []slot } // by number, none of them without a count

type slot struct {
	number int
	counts Counts
}

// ErrSheet says that bytes are no sheet.
var ErrSheet = errors.New("sheet of sums is damaged")

// ParseSheet reads what [Sheet.Bytes] wrote.
func ParseSheet(data []byte) (Sheet, error) {
	var s Sheet
	err := eachSlot(data, func(number int, c *Counts) { s.slots = append(s.slots, slot{number, *c}) })
	return s, err
}

// eachSlot calls f for each slot of a stored sheet; the counts serve until it
// returns. A slot is its number, a byte whose bits tell the kinds, and their
// numbers as signed varints.
func eachSlot(data []byte, f func(number int, c *Counts)) error {
	var counts Counts
	for len(data) > 0 {
		if len(data) < 2 || data[1]>>kinds != 0 {
			return ErrSheet
		}
		number, mask := int(data[0]), data[1]
		data, counts = data[2:], Counts{}
		for k := range counts {
			if mask&(1<<k) == 0 {
				continue
			}
			n, length := binary.Varint(data)
			if length <= 0 {
				return ErrSheet
			}
			counts[k], data = n, data[length:]
		}
		f(number, &counts)
	}
	return nil
}

// Bytes is the sheet as it is stored, empty when it holds nothing.
func (s Sheet) Bytes() []byte {
	var data []byte
	for _, one := range s.slots {
		mask := byte(0)
		for k, n := range one.counts {
			if n != 0 {
				mask |= 1 << k
			}
		}
		data = append(data, byte(one.number), mask)
		for _, n := range one.counts {
			if n != 0 {
				data = binary.AppendVarint(data, n)
			}
		}
	}
	return data
}

// add adds to a slot.
func (s *Sheet) add(number int, c Counts) {
	i, found := slices.BinarySearchFunc(s.slots, number, func(a slot, n int) int { return a.number - n })
	if !found {
		s.slots = slices.Insert(s.slots, i, slot{number: number})
	}
	if s.slots[i].counts.Add(&c); s.slots[i].counts.None() {
		s.slots = slices.Delete(s.slots, i, i+1)
	}
}

// merge adds another sheet of the same span.
func (s *Sheet) merge(other Sheet) {
	for _, one := range other.slots {
		s.add(one.number, one.counts)
	}
}
