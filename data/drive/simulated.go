package drive

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Simulated are drives that a test plugs in and pulls out: plain folders. The
// zero value has none.
type Simulated struct {
	mu      sync.Mutex
	drives  []Drive
	changed chan struct{} // closed at the next change
	ejected []string
	held    string // ID of one that cannot be ejected
}

// Plug puts a drive in.
func (s *Simulated) Plug(d Drive) {
	s.change(func() {
		s.drives = append(s.drives, d)
		slices.SortFunc(s.drives, byID)
	})
}

// Pull takes the drive with that ID out, without a word before.
func (s *Simulated) Pull(id string) {
	s.change(func() { s.drives = slices.DeleteFunc(s.drives, func(d Drive) bool { return d.ID == id }) })
}

// Ejected returns the IDs of the drives that were ejected.
func (s *Simulated) Ejected() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ejected)
}

// Hold makes somebody use the drive with that ID, "" nobody: it cannot be ejected.
func (s *Simulated) Hold(id string) { s.change(func() { s.held = id }) }

func (s *Simulated) change(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
	close(s.signal())
	s.changed = nil
}

func (s *Simulated) signal() chan struct{} {
	if s.changed == nil {
		s.changed = make(chan struct{})
	}
	return s.changed
}

// List implements [Drives].
func (s *Simulated) List(context.Context) ([]Drive, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.drives), nil
}

// Wait implements [Drives].
func (s *Simulated) Wait(ctx context.Context) error {
	s.mu.Lock()
	changed := s.signal()
	s.mu.Unlock()
	select {
	case <-changed:
		return nil
	case <-time.After(every / 50): // a change may lie between List and Wait
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Write implements [Drives].
func (s *Simulated) Write(ctx context.Context, d Drive, work func(dir string) error) error {
	drives, err := s.List(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(drives, func(x Drive) bool { return x.ID == d.ID })
	switch {
	case i < 0:
		return ErrGone
	case drives[i].ReadOnly:
		return ErrReadOnly
	}
	return work(drives[i].Path)
}

// Eject implements [Drives].
func (s *Simulated) Eject(_ context.Context, d Drive) (err error) {
	s.change(func() {
		if d.ID == s.held {
			err = ErrBusy
			return
		}
		s.drives = slices.DeleteFunc(s.drives, func(x Drive) bool { return x.ID == d.ID })
		s.ejected = append(s.ejected, d.ID)
	})
	return err
}

// Close implements [Drives].
func (s *Simulated) Close() error { return nil }
