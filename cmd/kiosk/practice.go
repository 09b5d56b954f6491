package main

import (
	"context"
	"fmt"
	"os"
	"sync"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// practice is the ledger of ballots cast on the sample. It stands apart, so that
// trying the kiosk out leaves nothing in the ledger that goes to an organiser.
// Its file is made when it is first asked for.
type practice struct {
	dir string

	mu    sync.Mutex
	store *store.Store // nil until it is needed
}

// log returns the ledger, opened the first time.
func (p *practice) log(ctx context.Context) (*ledger.Log, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.store == nil {
		if err := os.MkdirAll(p.dir, 0o755); err != nil {
			return nil, fmt.Errorf("make the sample's folder: %w", err)
		}
		s, err := store.Open(ctx, p.dir)
		if err != nil {
			return nil, fmt.Errorf("open the sample's ballots: %w", err)
		}
		p.store = s
	}
	return ledger.Open(p.store, p.store.Identity()), nil
}

// Close closes the ledger if it was opened.
func (p *practice) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.store == nil {
		return nil
	}
	s := p.store
	p.store = nil
	return s.Close()
}

// votes returns the ledger that ballots now go to: the practice one while the
// sample is shown, else the kiosk's own.
func (h *home) votes(ctx context.Context) (*ledger.Log, error) {
	content, err := h.showing()
	if err != nil {
		return nil, err
	}
	if content == h.sample {
		return h.trial.log(ctx)
	}
	return h.log, nil
}
