package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// What is imported while ballots are cast, how often one is cast, and what the
// slowest of a hundred may take.
const (
	castingProducts = 3000
	castingPhotos   = 3 // of each
	castingEvery    = 25 * time.Millisecond
	castingLongest  = 100 * time.Millisecond
)

// measureCasting casts ballots on a kiosk while kiosk import brings it a release,
// with the bytes of each appended to a plain file on the same disk beside it.
func measureCasting(ctx context.Context, b bench) ([]line, error) {
	s, err := newShop(ctx, filepath.Join(b.dir, "casting"), castingProducts, castingPhotos)
	if err != nil {
		return nil, err
	}
	if err := s.turn(); err != nil {
		return nil, err
	}
	if _, _, _, err := s.publishTo(ctx, "1.db"); err != nil {
		return nil, err
	}
	late := line{what: "casting amid an import, 99th of 100", beside: "append and fsync, 99th of 100"}
	late.goal, late.met = below(castingLongest)
	most := line{what: "… the slowest", beside: "… the slowest"}
	ballots := 0
	for i := range b.runs {
		commits, appends, err := b.castAmidImport(ctx, s, filepath.Join(s.dir, fmt.Sprint("kiosk", i)))
		if err != nil {
			return nil, err
		}
		ballots += len(commits)
		late.add(quantile(commits, 0.99), quantile(appends, 0.99))
		most.add(quantile(commits, 1), quantile(appends, 1))
	}
	late.note = fmt.Sprintf("%d ballots in %d imports of %d products with %d photos in two sizes (%.0f MB), one every %v.",
		ballots, b.runs, castingProducts, castingProducts*castingPhotos, float64(s.bytes)/1e6, castingEvery)
	return []line{late, most}, nil
}

// castAmidImport imports into an empty data folder and casts there until that is
// done.
func (b bench) castAmidImport(ctx context.Context, s *shop, data string) (commits, appends []time.Duration, err error) {
	c, err := newCaster(ctx, data)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	imported := make(chan error, 1)
	go func() {
		_, _, err := (&contentMeasure{shop: s, kiosk: b.kiosk, data: data}).importFrom(ctx, s.repo())
		imported <- err
	}()
	for {
		select {
		case err := <-imported:
			return commits, appends, err
		case <-time.After(castingEvery):
		}
		commit, plain, err := c.castBeside(ctx)
		if err != nil {
			return nil, nil, errors.Join(err, <-imported)
		}
		commits, appends = append(commits, commit), append(appends, plain)
	}
}
