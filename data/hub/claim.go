package hub

import (
	"context"
	"fmt"
	"time"

	"hangviet/data/hub/books"
)

// claim tells whether this hub is the one, of all over the same database, that may
// do a task during the time from now on; asking again prolongs it. What one hub does
// for all (a publication that was set for a time, mail, looking after shop links)
// begins with it. When a hub dies another may have the task once the time is over,
// so the time is longer than hubs' clocks differ, and what must never happen twice
// is noted in the database besides.
func (s *Service) claim(ctx context.Context, task string, time time.Duration) (mine bool, err error) {
	now := s.config.Now()
	err = s.db.Update(ctx, func(t *books.Tx) error {
		mine, err = t.Claim(task, s.holder, now, now.Add(time))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("claim task: %w", err)
	}
	return mine, nil
}

// unclaim lets a task go before its time is over.
func (s *Service) unclaim(ctx context.Context, task string) error {
	return s.db.Update(ctx, func(t *books.Tx) error { return t.Unclaim(task, s.holder) })
}
