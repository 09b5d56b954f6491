package hub

import (
	"encoding/binary"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
)

// updateTickets tells the count which ticket is of which batch, when batches were
// made or dropped.
func (k *keeper) updateTickets(t *books.Tx) error {
	mark, err := t.Mark(books.MarkTickets)
	if err != nil || mark == k.tickets {
		return err
	}
	batches, err := t.TicketBatches("")
	if err != nil {
		return err
	}
	rounds := map[string][]tally.TicketBatch{}
	for _, b := range batches {
		if b.State == books.BatchMaking {
			continue
		}
		data, err := t.TicketMarks(b.ID)
		if err != nil {
			return err
		}
		rounds[b.Round] = append(rounds[b.Round], tally.TicketBatch{ID: b.ID, Marks: markNumbers(data)})
	}
	if len(rounds) > 0 || k.tickets > 0 {
		k.counter.SetTickets(rounds)
	}
	k.tickets = mark
	return nil
}

// markNumbers reads marks, one after the other, as numbers.
func markNumbers(data []byte) []uint64 {
	all := make([]uint64, 0, len(data)/8)
	for ; len(data) >= 8; data = data[8:] {
		all = append(all, binary.BigEndian.Uint64(data))
	}
	return all
}
