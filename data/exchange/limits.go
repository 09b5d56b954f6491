package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hangviet/data/release"
)

// ErrHours tells that a download waits for the hours in which it may go on. It is
// no failure: what was taken stays, and the loop looks again.
var ErrHours = errors.New("downloads wait for their hours")

// Limits bound what downloads use of a line, such as a phone's data plan.
// Signatures and lists of withdrawn products, a few kilobytes, pass at any time.
type Limits struct {
	Rate  int64                // bytes per second; 0: as fast as the line
	Hours func(time.Time) bool // when downloads may go on; nil: always

	Now   func() time.Time                     // time.Now when nil
	After func(time.Duration) <-chan time.Time // time.After when nil
}

// chunk is how much of a bounded download is read at once.
const chunk = 16 << 10

// On returns src with its files bounded.
func (l Limits) On(src release.Source) release.Source {
	if l.Rate <= 0 && l.Hours == nil {
		return src
	}
	if l.Now == nil {
		l.Now = time.Now
	}
	if l.After == nil {
		l.After = time.After
	}
	return &boundedSource{Source: src, limits: l}
}

// boundedSource spends one budget on all files it opens, one after the other.
type boundedSource struct {
	release.Source
	limits Limits
	ready  time.Time // when what was read so far is paid for
}

// Open implements release.Source.
func (s *boundedSource) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if !strings.HasPrefix(name, "files/") {
		return s.Source.Open(ctx, name, offset, length)
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	r, err := s.Source.Open(ctx, name, offset, length)
	if err != nil {
		return nil, err
	}
	return &boundedReader{ReadCloser: r, ctx: ctx, src: s}, nil
}

func (s *boundedSource) open() error {
	if h := s.limits.Hours; h != nil && !h(s.limits.Now()) {
		return fmt.Errorf("%w: %w", release.ErrUnavailable, ErrHours)
	}
	return nil
}

type boundedReader struct {
	io.ReadCloser
	ctx context.Context // of the one Open that made it
	src *boundedSource
}

// Read implements io.Reader.
func (r *boundedReader) Read(p []byte) (int, error) {
	if err := r.src.open(); err != nil {
		return 0, err
	}
	if err := r.src.pay(r.ctx); err != nil {
		return 0, err
	}
	n, err := r.ReadCloser.Read(p[:min(len(p), chunk)])
	r.src.spend(int64(n))
	return n, err
}

// pay waits until what was read before is paid for.
func (s *boundedSource) pay(ctx context.Context) error {
	wait := s.ready.Sub(s.limits.Now())
	if wait <= 0 {
		return ctx.Err()
	}
	select {
	case <-s.limits.After(wait):
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *boundedSource) spend(n int64) {
	if s.limits.Rate <= 0 {
		return
	}
	if now := s.limits.Now(); s.ready.Before(now) {
		s.ready = now
	}
	s.ready = s.ready.Add(time.Duration(float64(n) / float64(s.limits.Rate) * float64(time.Second)))
}
