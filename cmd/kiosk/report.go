package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/fsync"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
	"hangviet/data/version"
)

// report is the state of a kiosk as it travels to the organiser on a stick; the
// names of its JSON are kept.
type report struct {
	Time     time.Time       `json:"time"`    // as the kiosk's clock tells it
	Clock    string          `json:"clock"`   // "good", or "behind" a signed time that the kiosk has seen
	Version  string          `json:"version"` // of the program, "" for a build of one's own
	Free     uint64          `json:"free"`    // bytes on the kiosk's disk
	Previous int64           `json:"previous"`
	Troubles []trouble       `json:"troubles"`
	Counters []store.Counter `json:"counters"`
	Signed   wire.Beat       `json:"signed"` // the same in short, signed, for the hub
	Claim    *wire.Claim     `json:"claim,omitempty"`
	status
}

// trouble is a problem with its story.
type trouble struct {
	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Since  time.Time `json:"since"`
}

// reportName is the file on a stick that holds a kiosk's report.
func reportName(kiosk string) string { return "hangviet-" + kiosk + ".health.json" }

// report gathers the kiosk's state. The counters are sums over all visitors; they
// lead to nobody.
func (h *home) report(ctx context.Context, now time.Time) (r report, err error) {
	r = report{Time: now.UTC().Truncate(time.Second), Clock: "good", Version: version.Own(), Troubles: []trouble{}}
	if r.status, err = h.status(ctx); err != nil {
		return r, err
	}
	if r.Free, err = h.own.FreeSpace(); err != nil {
		return r, err
	}
	if issued, err := h.own.Issued(); err == nil && now.Before(issued) {
		r.Clock = "behind"
	}
	r.Previous, _, err = h.own.Previous()
	if err != nil && !errors.Is(err, exchange.ErrNoContent) {
		return r, err
	}
	problems, err := h.store.Problems(ctx)
	if err != nil {
		return r, err
	}
	for _, p := range problems {
		r.Troubles = append(r.Troubles, trouble{p.Code, p.Detail, p.Since})
	}
	if r.Counters, err = h.store.Counters(ctx); err != nil {
		return r, err
	}
	if r.Signed, err = h.letter(ctx, now); err != nil {
		return r, err
	}
	r.Claim, err = h.claim(ctx)
	return r, err
}

// writeReport writes the report into dir, over the one of an earlier time.
func (h *home) writeReport(ctx context.Context, dir string, now time.Time) error {
	r, err := h.report(ctx, now)
	if err != nil {
		return fmt.Errorf("gather health: %w", err)
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("write health: %w", err)
	}
	if err := fsync.Write(filepath.Join(dir, reportName(r.Kiosk)), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write health: %w", err)
	}
	return nil
}

// carried is what a stick took along.
type carried struct {
	receipts int      // of the hub, taken from the stick
	bundles  []string // names of the files written
	ballots  int64    // in them
}

// carry takes the hub's receipts that lie in dir, and writes there what no
// receipt covers and the kiosk's health. Each is done though another fails.
func (h *home) carry(ctx context.Context, dir string, all bool, now time.Time) (c carried, err error) {
	if err := makeFolder(dir); err != nil {
		return c, err
	}
	id := h.store.Identity().ID
	hubKey, err := h.store.Setting(ctx, exchange.SettingHubKey)
	if err != nil {
		return c, err
	}
	var receipts, bundles error
	c.receipts, receipts = exchange.ReadReceipts(ctx, h.log, id, dir, hubKey)
	if c.ballots, err = h.log.Unsent(ctx); all && err == nil {
		c.ballots, err = h.log.Size(ctx)
	}
	c.bundles, bundles = exchange.WriteBundles(ctx, h.log, id, dir, all)
	return c, errors.Join(err, receipts, bundles, h.writeReport(ctx, dir, now))
}
