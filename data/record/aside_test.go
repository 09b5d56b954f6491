package record

import (
	"context"
	"os"
	"testing"
)

// setAside publishes what a hub would that passes off all but the first entries of
// a kiosk as a branch that does not count.
func setAside(t *testing.T, s *scene, dir string, kept int) {
	t.Helper()
	c, m := s.contents, s.machines[1]
	c.Kiosks = func(_ context.Context, f func(Kiosk) error) error {
		whole, first := m.bundle(), m.kiosk(Approved)
		first.Size, first.Heads = int64(kept), nil
		if kept > 0 {
			b, err := m.log.Bundle(context.Background(), 0, kept)
			if err != nil {
				return err
			}
			first.Heads = []Head{{int64(kept), b.Head}}
		}
		first.Entries = func(f func([]byte) error) error {
			for _, e := range whole.Entries[:kept] {
				if err := f(e); err != nil {
					return err
				}
			}
			return nil
		}
		rest, err := m.log.Bundle(context.Background(), int64(kept), 100)
		if err != nil {
			return err
		}
		first.Branches = []Branch{{Bundle: rest, Decision: LeftOut, Decided: noon}}
		return f(first)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(publish(t, c), dir); err != nil {
		t.Fatal(err)
	}
}
