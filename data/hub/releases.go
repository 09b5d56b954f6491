package hub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// The files of a content folder by which the hub finds its way: the first root,
// which it pins, and the timestamp, which a publisher writes last of all.
const (
	firstRoot = "metadata/1.root.json"
	timestamp = "metadata/timestamp.json"
	maxRoot   = 512 << 10
)

// Watch takes in every release that is published to the content folder, until
// ctx ends. What is wrong with one is shown on the pages ([Service.Problem])
// while the rounds of the last good one stay.
func (s *Service) Watch(ctx context.Context) error {
	ticker := time.NewTicker(s.config.Poll)
	defer ticker.Stop()
	for {
		if err := s.Refresh(ctx); err != nil && ctx.Err() == nil {
			s.config.Log.Warn("content folder", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			s.content.Tidy(contentUnasked)
		}
	}
}

// contentUnasked is after what time without being asked for a file of the content is
// closed, so that the room of a removed one becomes free.
const contentUnasked = 30 * time.Second

// Refresh takes in the release that the content folder holds now. No content
// folder yet is no error.
func (s *Service) Refresh(ctx context.Context) error {
	s.refreshes.Lock()
	defer s.refreshes.Unlock()
	stamp, err := s.contentStamp()
	if errors.Is(err, fs.ErrNotExist) || (err == nil && !s.changed(stamp)) {
		return nil
	}
	if err == nil {
		err = s.takeIn(ctx)
	}
	if errors.Is(err, release.ErrBusy) || ctx.Err() != nil {
		return nil // somebody is publishing; the next look will tell
	}
	return s.note(stamp, err)
}

// contentStamp changes whenever something is published.
func (s *Service) contentStamp() (string, error) {
	info, err := os.Stat(filepath.Join(s.contentDir(), timestamp))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano()), nil
}

// changed tells whether the folder was not taken in at that stamp. One that was
// found faulty is looked at again every time: it may be a file other than the
// timestamp that has been mended. Rounds that do not follow stay as they are.
func (s *Service) changed(stamp string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stamp != stamp || s.problem != nil && !s.settled
}

// note remembers how taking in went. It returns an error only when it is not
// the one already known, so that a log does not repeat it at every look.
func (s *Service) note(stamp string, err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stamp = stamp
	s.settled = errors.As(err, new(*vote.MovedError))
	if err == nil {
		s.problem = nil
		return nil
	}
	known := s.problem
	p := explain(err)
	s.problem = &p
	if known != nil && known.Code == p.Code {
		return nil
	}
	return err
}

// takeIn verifies the release under the hub's own trust and keeps its rounds.
func (s *Service) takeIn(ctx context.Context) error {
	src, err := release.Dir(s.contentDir())
	if err != nil {
		return err
	}
	trust, err := s.trust(ctx, src)
	if err != nil {
		return err
	}
	candidate, err := trust.Check(ctx, src, s.config.Now())
	if err != nil {
		return err
	}
	known, err := s.held(ctx)
	if err != nil {
		return err
	}
	if candidate.Manifest.Number > known { // a hub whose copy of the folder lags behind has nothing to add
		if err := s.keepRounds(ctx, src, candidate); err != nil {
			return err
		}
	}
	return candidate.Commit()
}

// trust opens the hub's trust. The first root of the hub's own content folder
// is pinned at first sight: whoever can write there is the organiser.
func (s *Service) trust(ctx context.Context, src release.Source) (*release.Trust, error) {
	trust, err := release.OpenTrust(filepath.Join(s.config.Data, "trust"))
	if err != nil {
		return nil, err
	}
	if pinned, err := trust.Pinned(); pinned || err != nil {
		return trust, err
	}
	file, err := src.Open(ctx, firstRoot, 0, -1)
	if err != nil {
		return nil, fmt.Errorf("open first root: %w", err)
	}
	defer file.Close()
	root, err := io.ReadAll(io.LimitReader(file, maxRoot))
	if err != nil {
		return nil, fmt.Errorf("read first root: %w", err)
	}
	return trust, trust.Pin(root)
}

// keepRounds reads the rounds of a release and keeps them.
func (s *Service) keepRounds(ctx context.Context, src release.Source, c *release.Candidate) (err error) {
	dir, err := os.MkdirTemp(s.config.Data, "catalogue-*.tmp")
	if err != nil {
		return fmt.Errorf("make folder for catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "catalog.db")
	if err := c.FetchCatalogue(ctx, src, path, func(int64) {}); err != nil {
		return err
	}
	rounds, err := readRounds(ctx, path, c.Manifest.Number)
	if err != nil {
		return err
	}
	points, err := readPoints(ctx, path)
	if err != nil {
		return err
	}
	if err := s.keepTickets(ctx, path, rounds); err != nil {
		return err
	}
	goods, err := s.readGoods(ctx, path)
	if err != nil {
		return err
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		if err := checkFollows(t, rounds); err != nil {
			return err
		}
		if err := keepFleetShown(t, c.Manifest.Stage, points); err != nil {
			return err
		}
		if err := goods.put(t, c.Manifest.Number); err != nil {
			return err
		}
		return t.PutRelease(c.Manifest.Number, rounds, s.config.Now())
	})
}

// checkFollows refuses rounds under which ballots that are here would be counted
// for other products than people chose.
func checkFollows(t *books.Tx, rounds []books.Round) error {
	known, err := t.Rounds()
	if err != nil {
		return err
	}
	before, err := roundsOf(known)
	if err != nil {
		return err
	}
	next, err := roundsOf(rounds)
	if err != nil {
		return err
	}
	return vote.CheckFollows(before, next)
}

func roundsOf(stored []books.Round) ([]vote.Round, error) {
	all := make([]vote.Round, len(stored))
	for i, r := range stored {
		d, err := loadRound(r, 0)
		if err != nil {
			return nil, err
		}
		all[i] = d.Round
	}
	return all, nil
}

func readRounds(ctx context.Context, path string, number int64) (all []books.Round, err error) {
	catalogue, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, catalogue.Close()) }()
	rounds, err := catalogue.Rounds(ctx)
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	for _, r := range rounds {
		stored, err := storeRound(number, r, namesIn(ctx, catalogue))
		if err != nil {
			return nil, fmt.Errorf("read round %s: %w", r.ID, err)
		}
		all = append(all, stored)
	}
	return all, nil
}

// Release returns the number of the newest release whose rounds are kept; 0
// when there is none.
func (s *Service) Release(ctx context.Context) (number int64, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		number, err = t.Release()
		return err
	})
	return number, err
}

// abandoned is after how long nobody writes any more what is half written.
const abandoned = time.Hour

// spools are what only a hub that was killed leaves behind, below its data.
var spools = []string{"catalogue-*.tmp", "upload-*.tmp", "tickets/*" + fsync.Part, "press/packages/*.part"}

// sweep removes what a hub that was killed left of an unpacked catalogue or of a
// file, and nothing of another that works on the same folder.
func (s *Service) sweep() (err error) {
	for _, spool := range spools {
		left, bad := filepath.Glob(filepath.Join(s.config.Data, filepath.FromSlash(spool)))
		err = errors.Join(err, bad)
		for _, path := range left {
			if info, gone := os.Stat(path); gone == nil && time.Since(info.ModTime()) > abandoned {
				err = errors.Join(err, os.RemoveAll(path))
			}
		}
	}
	return err
}
