package tally

import (
	"cmp"
	"slices"
)

// TicketBatch is the tickets of one batch: their marks as numbers, see
// [ticket.Mark], big-endian.
type TicketBatch struct {
	ID    string
	Marks []uint64
}

// ticketBook leads from a round's tickets to their batches.
type ticketBook struct {
	ids     []string
	tickets []bookedTicket // by mark
}

type bookedTicket struct {
	mark  uint64
	batch uint32
}

// SetTickets says of which batch a ticket is, by round; batches that are not told
// are forgotten.
func (c *Counter) SetTickets(rounds map[string][]TicketBatch) {
	c.books = map[uint32]*ticketBook{}
	c.names.mu.RLock()
	for id, batches := range rounds {
		c.books[c.names.round(id)] = newTicketBook(batches)
	}
	c.names.mu.RUnlock()
	for _, s := range c.shelves {
		s.parts = nil
	}
	c.changed = true
}

func newTicketBook(batches []TicketBatch) *ticketBook {
	book := &ticketBook{}
	for i, b := range batches {
		book.ids = append(book.ids, b.ID)
		for _, mark := range b.Marks {
			book.tickets = append(book.tickets, bookedTicket{mark, uint32(i)})
		}
	}
	slices.SortFunc(book.tickets, func(a, b bookedTicket) int { return cmp.Compare(a.mark, b.mark) })
	return book
}

// add counts a ticket that was used.
func (b *ticketBook) add(used []int, mark uint64) []int {
	at, found := slices.BinarySearchFunc(b.tickets, mark, func(t bookedTicket, mark uint64) int { return cmp.Compare(t.mark, mark) })
	if !found {
		return used
	}
	if used == nil {
		used = make([]int, len(b.ids))
	}
	used[b.tickets[at].batch]++
	return used
}

// Used returns how many tickets of each batch of a round were used for a ballot
// that counts, by the batch's id.
func (c *Counter) Used(round string) map[string]int {
	c.Result()
	number := c.names.rounds[round]
	book, used := c.books[number], map[string]int{}
	if book == nil {
		return used
	}
	for _, s := range c.shelves {
		if p := s.parts[number]; p != nil {
			for i, n := range p.tickets {
				used[book.ids[i]] += n
			}
		}
	}
	return used
}
