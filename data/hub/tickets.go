package hub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
	"hangviet/data/store"
	"hangviet/data/ticket"
)

// Ticket lists lie beside the database, one file for each round: a list is
// megabytes long, is looked at for a public record alone, and would only swell
// every copy of the database. A file holds what any release has held of the
// round, for a ballot stays valid when its ticket is later withdrawn.

func (s *Service) ticketsPath(round string) string {
	return filepath.Join(s.config.Data, "tickets", round+".txt")
}

// keepTickets adds the lists of a release to those that are kept.
func (s *Service) keepTickets(ctx context.Context, catalogue string, rounds []books.Round) (err error) {
	c, err := store.OpenCatalogue(ctx, catalogue)
	if err != nil {
		return fmt.Errorf("open catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for _, r := range rounds {
		list, found, err := c.Tickets(ctx, r.ID)
		if err != nil {
			return fmt.Errorf("read tickets of round %s: %w", r.ID, err)
		}
		if !found || !isRecordRound(r.ID) {
			continue
		}
		if err := s.addTickets(list); err != nil {
			return fmt.Errorf("keep tickets of round %s: %w", r.ID, err)
		}
	}
	return nil
}

// addTickets writes the list of a round anew, with list added to it. A list that
// does not go together with the one before takes its place.
func (s *Service) addTickets(list ticket.List) error {
	before, err := s.ticketList(list.Round)
	if err != nil {
		return err
	}
	if before != nil {
		both, err := ticket.Merge(*before, list)
		switch {
		case errors.Is(err, ticket.ErrUnlike):
		case err != nil:
			return err
		case before.Lacks(list) == 0:
			return nil
		default:
			list = both
		}
	}
	path := s.ticketsPath(list.Round)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return fsync.Replace(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(list.Encode())
		return err
	})
}

// ticketList returns what is kept of a round, or nil.
func (s *Service) ticketList(round string) (*ticket.List, error) {
	data, err := os.ReadFile(s.ticketsPath(round))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := ticket.ParseList(data)
	return &list, err
}
