package exchange_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// TestExamine: what is shown is proved again; each kind of damage is found.
func TestExamine(t *testing.T) {
	o, c := kioskWith(t, codes(3)...)
	e, err := c.Examine(t.Context())
	if err != nil || e.Number != 1 || e.Files != 7 || e.Lost != 0 {
		t.Fatalf("%+v, %v", e, err)
	}
	photos, err := filepath.Glob(filepath.Join(c.Dir, "photos", "*", "*"))
	if err != nil || len(photos) == 0 {
		photos, err = filepath.Glob(filepath.Join(c.Dir, "photos", "*"))
	}
	must(t, err)
	must(t, os.WriteFile(photos[0], []byte("other bytes"), 0o644))
	if e, err = c.Examine(t.Context()); err != nil || e.Lost != 1 {
		t.Errorf("a spoilt photo: %+v, %v", e, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := c.Examine(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	_, path, err := c.Current()
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	data[len(data)/2] ^= 1
	must(t, os.WriteFile(path, data, 0o644))
	_, err = c.Examine(t.Context())
	wantIs(t, err, release.ErrCorrupt)
	signed, err := filepath.Glob(filepath.Join(c.Dir, "content", "1", "signed", "metadata", "timestamp.json"))
	must(t, err)
	must(t, os.WriteFile(signed[0], []byte("{}"), 0o644))
	if _, err := c.Examine(t.Context()); err == nil {
		t.Error("spoilt signatures are good")
	}
	_, err = newContent(t, o).Examine(t.Context())
	wantIs(t, err, exchange.ErrNoContent)
}
