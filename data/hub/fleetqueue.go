package hub

import (
	"context"
	"sync"
	"time"

	"hangviet/data/hub/books"
)

// Bounds of a beatQueue.
const (
	maxTogether  = 256              // beats in one transaction
	maxBeatWrite = 30 * time.Second // for one transaction, waiting for its turn too
)

// beatQueue writes beats that come at the same time in one transaction: ten
// thousand kiosks then cost the disk a few flushes a second, not one for each. It
// has no goroutine of its own. Of those who wait one writes for all that are there;
// then the turn is the next one's.
type beatQueue struct {
	mu      sync.Mutex
	waiting []*call
	writing bool // somebody has the turn
}

// take returns once the beat is on the disk, or refused.
func (q *beatQueue) take(ctx context.Context, s *Service, v *call) error {
	v.turn = make(chan bool, 1) // true: write for all; false: it was written
	q.mu.Lock()
	q.waiting = append(q.waiting, v)
	if !q.writing {
		q.writing = true
		v.turn <- true
	}
	q.mu.Unlock()
	if mine := <-v.turn; mine {
		q.write(ctx, s, v)
	}
	return v.err
}

// write writes what waits, of which v is the first, and passes the turn on.
func (q *beatQueue) write(ctx context.Context, s *Service, v *call) {
	q.mu.Lock()
	n := min(len(q.waiting), maxTogether)
	together := append([]*call(nil), q.waiting[:n]...)
	q.waiting = q.waiting[n:]
	q.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), maxBeatWrite) // it is for others, too
	defer cancel()
	err := s.db.Update(ctx, func(t *books.Tx) error {
		for _, one := range together {
			if err := s.takeBeat(t, one); err != nil {
				return err
			}
		}
		return nil
	})
	for _, one := range together {
		one.err = err
		if one != v {
			one.turn <- false
		}
	}
	q.pass()
}

func (q *beatQueue) pass() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.writing, q.waiting = false, nil
		return
	}
	q.waiting[0].turn <- true
}
