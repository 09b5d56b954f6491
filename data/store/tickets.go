package store

import (
	"context"
	_ "embed" // the schema below
	"errors"
	"fmt"
	"slices"

	"hangviet/data/ticket"
	"hangviet/data/vote"
)

//go:embed tickets.sql
var ticketSchema string

const (
	markBytes   = len(ticket.Mark{})
	marksPerRow = 500 // 4,000 bytes: with what SQLite adds to a row, a page of 4,096
)

// TicketList returns what [ticket.List.Mark] needs for the codes of a round, but
// no marks; ok is false when the release has no tickets for it.
func (c *Catalogue) TicketList(ctx context.Context, round string) (l ticket.List, ok bool, err error) {
	l, _, err = c.ticketList(ctx, round)
	if errors.Is(err, errNotFound) {
		return ticket.List{}, false, nil
	}
	return l, err == nil, wrap("read ticket list", err)
}

// HasTicket tells whether mark is one of the round's tickets. It reads a few
// pages, whatever their number.
func (c *Catalogue) HasTicket(ctx context.Context, round string, mark ticket.Mark) (bool, error) {
	has, err := c.hasTicket(ctx, round, mark)
	return has, wrap("look up ticket", err)
}

func (c *Catalogue) hasTicket(ctx context.Context, round string, mark ticket.Mark) (bool, error) {
	if known, err := c.knowsTickets(ctx); err != nil || !known {
		return false, err
	}
	const query = `SELECT marks FROM tickets WHERE round = (SELECT pos FROM rounds WHERE id = ?) AND first <= ?
		ORDER BY first DESC LIMIT 1`
	marks, err := one(ctx, c.db, query, []any{round, mark[:]}, scanMarks)
	if errors.Is(err, errNotFound) {
		return false, nil
	}
	return ticket.List{Marks: marks}.Has(mark), err
}

// Tickets returns the whole list of a round, its marks too; ok is false when the
// release has none.
func (c *Catalogue) Tickets(ctx context.Context, round string) (l ticket.List, ok bool, err error) {
	l, ok, err = c.TicketList(ctx, round)
	if err != nil || !ok {
		return l, ok, err
	}
	err = c.eachMarks(ctx, round, func(marks []ticket.Mark) error {
		l.Marks = append(l.Marks, marks...)
		return nil
	})
	return l, err == nil, wrap("read tickets", err)
}

// eachMarks calls f for each row of the round's marks.
func (c *Catalogue) eachMarks(ctx context.Context, round string, f func([]ticket.Mark) error) error {
	const query = "SELECT first, marks FROM tickets WHERE round = (SELECT pos FROM rounds WHERE id = ?) ORDER BY first"
	return each(ctx, c.db, query, []any{round}, func(row scan) error {
		var first []byte
		marks, err := scanMarks(func(dest ...any) error { return row(append([]any{&first}, dest...)...) })
		if err == nil && (len(marks) == 0 || string(first) != string(marks[0][:])) {
			err = fmt.Errorf("%w: marks do not begin with %x", ErrDamaged, first)
		}
		if err != nil {
			return err
		}
		return f(marks)
	})
}

// ticketList reads the head of a round's list, or errNotFound.
func (c *Catalogue) ticketList(ctx context.Context, round string) (l ticket.List, tickets int64, err error) {
	known, err := c.knowsTickets(ctx)
	if err == nil && !known {
		err = errNotFound
	}
	if err != nil {
		return l, 0, err
	}
	const query = "SELECT salt, kib, passes, tickets FROM ticket_lists WHERE round = (SELECT pos FROM rounds WHERE id = ?)"
	l, err = one(ctx, c.db, query, []any{round}, func(row scan) (ticket.List, error) {
		l := ticket.List{Round: round}
		var salt []byte
		err := row(&salt, &l.Cost.KiB, &l.Cost.Passes, &tickets)
		if n := copy(l.Salt[:], salt); err == nil && n != len(l.Salt) {
			err = fmt.Errorf("%w: salt of %d bytes", ErrDamaged, n)
		}
		return l, errors.Join(err, l.Cost.Check())
	})
	return l, tickets, err
}

// knowsTickets tells whether the file has the tables, which those of format 1
// lack.
func (c *Catalogue) knowsTickets(ctx context.Context) (bool, error) {
	n, err := number(ctx, c.db, "SELECT count(*) FROM sqlite_master WHERE name = 'ticket_lists'")
	return n > 0, err
}

func scanMarks(row scan) ([]ticket.Mark, error) {
	var data []byte
	if err := row(&data); err != nil {
		return nil, err
	}
	if len(data)%markBytes != 0 {
		return nil, fmt.Errorf("%w: marks of %d bytes", ErrDamaged, len(data))
	}
	marks := make([]ticket.Mark, len(data)/markBytes)
	for i := range marks {
		copy(marks[i][:], data[i*markBytes:])
	}
	return marks, nil
}

// checkTickets reads every list and its marks once.
func (c *Catalogue) checkTickets(ctx context.Context) error {
	if known, err := c.knowsTickets(ctx); err != nil || !known {
		return err
	}
	rounds, err := all(ctx, c.db, "SELECT r.id FROM ticket_lists l JOIN rounds r ON r.pos = l.round", nil,
		func(row scan) (id string, err error) { return id, row(&id) })
	for _, round := range rounds {
		err = errors.Join(err, c.checkList(ctx, round))
	}
	return err
}

// checkList counts the marks of a round and looks at their order.
func (c *Catalogue) checkList(ctx context.Context, round string) error {
	l, tickets, err := c.ticketList(ctx, round)
	if err != nil {
		return err
	}
	var last ticket.Mark
	err = c.eachMarks(ctx, round, func(marks []ticket.Mark) error {
		for _, m := range marks {
			if tickets--; l.Marks != nil && last.Compare(m) >= 0 {
				return fmt.Errorf("%w: tickets of round %s are not in order", ErrDamaged, round)
			}
			last, l.Marks = m, marks
		}
		return nil
	})
	if err == nil && tickets != 0 {
		err = fmt.Errorf("%w: %d tickets of round %s are missing", ErrDamaged, tickets, round)
	}
	return err
}

// listed pairs a list with the place of its round.
type listed struct {
	round int
	list  ticket.List
}

// byRound returns the lists in the order of the rounds. It refuses a list that is
// not as it should be, of a round that is not there, and a second one of a round.
func (p *plan) byRound(lists []ticket.List) ([]listed, error) {
	rounds := places(p.rounds, func(r vote.Round) string { return r.ID })
	seen := map[string]bool{}
	var all []listed
	for _, l := range lists {
		at, ok := rounds[l.Round]
		switch err := l.Check(); {
		case err != nil:
			return nil, err
		case !ok:
			return nil, fmt.Errorf("tickets are of round %q, which is not in the catalogue", l.Round)
		case seen[l.Round]:
			return nil, fmt.Errorf("round %q has two lists of tickets", l.Round)
		}
		seen[l.Round] = true
		all = append(all, listed{at, l})
	}
	slices.SortFunc(all, func(a, b listed) int { return a.round - b.round })
	return all, nil
}

func (p *plan) insertTicketLists(add row) error {
	for _, l := range p.tickets {
		if err := add(l.round, l.list.Salt[:], l.list.Cost.KiB, l.list.Cost.Passes, len(l.list.Marks)); err != nil {
			return fmt.Errorf("%s: %w", l.list.Round, err)
		}
	}
	return nil
}

func (p *plan) insertTickets(add row) error {
	for _, l := range p.tickets {
		for marks := range slices.Chunk(l.list.Marks, marksPerRow) {
			data := make([]byte, 0, len(marks)*markBytes)
			for _, m := range marks {
				data = append(data, m[:]...)
			}
			if err := add(l.round, marks[0][:], data); err != nil {
				return fmt.Errorf("%s: %w", l.list.Round, err)
			}
		}
	}
	return nil
}
