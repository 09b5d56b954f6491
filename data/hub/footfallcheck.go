package hub

import (
	"context"
	"sync"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall/shops"
)

// How shops are asked whether they are there.
const (
	checkEvery  = 20 * time.Hour // one link; so never twice on a day
	checkApart  = time.Second    // between two pages
	checkPause  = time.Minute    // when there is nothing to ask
	checkBatch  = 20
	checkClaim  = "links.check"
	checkTenure = checkBatch * (checkApart + 20*time.Second) // a batch at its slowest
)

// checkLinks asks shops until ctx ends, as long as that is switched on. Of all hubs
// over a database one does it.
func (s *Service) checkLinks(ctx context.Context) error {
	for {
		asked, err := s.checkSome(ctx)
		if err != nil && ctx.Err() == nil {
			s.config.Log.Warn("check shop links", "error", err)
		}
		pause := checkPause
		if asked > 0 {
			pause = checkApart
		}
		if !waited(ctx, pause) {
			return nil
		}
	}
}

// waited waits, and tells whether ctx still goes on.
func waited(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// checkSome asks the shops that wait longest, and returns how many.
func (s *Service) checkSome(ctx context.Context) (asked int, err error) {
	links, err := s.dueLinks(ctx)
	if err != nil || len(links) == 0 {
		return 0, err
	}
	if mine, err := s.claim(ctx, checkClaim, checkTenure); err != nil || !mine {
		return 0, err
	}
	for i, l := range links {
		if i > 0 && !waited(ctx, s.config.ShopPause) {
			return i, nil
		}
		answer, err := s.config.Shops.Ask(ctx, l.URL)
		if err != nil {
			return i, err
		}
		health := nextHealth(l.ShopHealth, answer, s.config.Now())
		err = s.db.UpdateOne(ctx, checkClaim, func(t *books.Tx) error { return t.PutShopHealth(l.Code, health) })
		if err != nil {
			return i, err
		}
	}
	return len(links), s.unclaim(ctx, checkClaim)
}

// dueLinks are the links to ask next; none while that is switched off.
func (s *Service) dueLinks(ctx context.Context) (links []books.ShopLink, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		checks, err := on(t, switchCheck)
		if err != nil || !checks {
			return err
		}
		release, err := t.GoodsRelease()
		if err != nil {
			return err
		}
		links, err = t.Unchecked(release, s.config.Now().Add(-checkEvery), checkBatch)
		return err
	})
	return links, err
}

// nextHealth is how a link stands after another answer.
func nextHealth(before books.ShopHealth, a shops.Answer, now time.Time) books.ShopHealth {
	next := books.ShopHealth{Checked: now, Last: a.Said}
	if a.Open {
		return next
	}
	if next.Since = before.Since; before.Fails == 0 {
		next.Since = now
	}
	next.Fails = before.Fails + 1
	return next
}

// scanGate lets so many scans a second be counted by one hub: more are somebody who
// wants the number to grow, or the disk to fill. Everybody is led on all the same.
type scanGate struct {
	mu     sync.Mutex
	second int64
	n      int
}

const scansPerSecond = 50

func (g *scanGate) enter(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if second := now.Unix(); second != g.second {
		g.second, g.n = second, 0
	}
	g.n++
	return g.n <= scansPerSecond
}
