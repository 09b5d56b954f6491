package main

import (
	"context"
	"errors"
	"time"
)

// thanksWait is how long a ballot may take until it is thanked for.
const thanksWait = 5 * time.Second

// wander lets visitors touch once a second until a moment.
func (s *soak) wander(ctx context.Context, until time.Time) error {
	for time.Now().Before(until) {
		if err := s.next(ctx); err != nil {
			return err
		}
		var err error
		switch {
		case time.Since(s.voted) > ballotEvery:
			err = s.vote(ctx)
		case s.walk.whim.IntN(leaveOne) == 0:
			err = s.leave(ctx)
		default:
			err = s.touch(ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// next waits for the next second.
func (s *soak) next(ctx context.Context) error {
	select {
	case <-s.pace.C:
		return s.walk.kiosk.alive()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// touch does one thing that a visitor does; from the slideshow it goes home.
func (s *soak) touch(ctx context.Context) error {
	before := s.walk.touched["vote.confirm"]
	over, err := s.walk.act(ctx)
	if err != nil {
		return err
	}
	if over {
		_, err = s.tapIf("attract")
	}
	if s.walk.touched["vote.confirm"] > before {
		err = errors.Join(err, s.thanks(ctx))
	}
	return err
}

// tapIf touches what begins so, if it is there.
func (s *soak) tapIf(prefix string) (bool, error) {
	at, err := s.walk.kiosk.find(prefix)
	if err != nil {
		return false, nil //nolint:nilerr // it is not there
	}
	return true, s.walk.tap(at)
}

// thanks waits until the kiosk thanks for the ballot: it is on the disk then. A
// ballot too soon after another is not taken, and not thanked for.
func (s *soak) thanks(ctx context.Context) error {
	thanked := false
	err := s.walk.until(ctx, thanksWait, func() (bool, error) {
		_, missing := s.walk.kiosk.find("vote.done")
		thanked = missing == nil
		return thanked, s.walk.kiosk.alive()
	})
	if thanked {
		s.thanked++
	}
	return err
}

// vote goes the way of a voter, one touch a second; where the way ends, as after
// a ballot too soon, the voter gives up.
func (s *soak) vote(ctx context.Context) error {
	s.voted = time.Now()
	for _, prefix := range append([]string{"nav.home"}, ballot...) {
		there, err := s.follow(ctx, prefix)
		if err != nil || !there && prefix != "nav.home" && prefix != "attract" {
			return err
		}
		if prefix == "vote.confirm" {
			if err := s.thanks(ctx); err != nil {
				return err
			}
		}
		if !there {
			continue
		}
		if err := s.next(ctx); err != nil {
			return err
		}
	}
	return nil
}

// follow touches what begins so as soon as it is there, and tells whether it was.
func (s *soak) follow(ctx context.Context, prefix string) (there bool, err error) {
	limit := time.Second
	if prefix == "nav.home" || prefix == "attract" {
		limit = 0 // one of them is there
	}
	var touched error
	err = s.walk.until(ctx, limit, func() (bool, error) {
		there, touched = s.tapIf(prefix)
		return there, touched
	})
	return there, err
}

// leave is a visitor who walks off: the kiosk has to notice.
func (s *soak) leave(ctx context.Context) error {
	return s.walk.until(ctx, patience, func() (bool, error) {
		_, missing := s.walk.kiosk.find("attract")
		return missing == nil, s.walk.kiosk.alive()
	})
}
