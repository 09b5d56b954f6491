package hub

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/wire"
)

// maxBeat is the greatest length of a beat in bytes.
const maxBeat = wire.MaxHealth + 4<<10

// serveBeat takes a beat.
func (s *Service) serveBeat(w http.ResponseWriter, r *http.Request) {
	var b wire.Beat
	if err := readJSON(http.MaxBytesReader(w, r.Body, maxBeat), &b); err != nil {
		s.sendRefusal(w, bodyRefusal(err))
		return
	}
	heard, err := s.TakeBeat(r.Context(), b)
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	sendJSON(w, http.StatusOK, heard)
}

// TakeBeat keeps what a kiosk tells over the network about itself, and answers how
// it stands. One that was sent at another time than now is refused. Its error is a
// [wire.Refusal] or an inner error.
func (s *Service) TakeBeat(ctx context.Context, b wire.Beat) (wire.Heard, error) {
	leave, err := s.startWork(ctx)
	if err != nil {
		return wire.Heard{}, err
	}
	defer leave()
	v, err := readBeat(b)
	if err != nil {
		return wire.Heard{}, err
	}
	v.now = s.config.Now()
	if v.sent, err = wire.ParseClock(b.Sent); err != nil || b.IsLetter() {
		return wire.Heard{}, refuse(wire.CodeBadRequest)
	}
	if off := v.now.Sub(v.sent); off > wire.Freshness || off < -wire.Freshness {
		return wire.Heard{}, refuseStale(v.now)
	}
	err = s.db.UpdateOne(ctx, b.Kiosk, func(t *books.Tx) error { return s.takeBeat(t, v) })
	if err != nil {
		return wire.Heard{}, fmt.Errorf("keep beat: %w", err)
	}
	return v.heard, v.refused
}

// TakeLetter keeps what a kiosk told about itself on a stick, unless something
// newer is known, and makes the kiosk known that has never called; a good claim
// approves it.
func (s *Service) TakeLetter(ctx context.Context, b wire.Beat, claim *wire.Claim) error {
	v, err := readBeat(b)
	if err != nil {
		return err
	}
	if v.now = s.config.Now(); !b.IsLetter() {
		return refuse(wire.CodeBadRequest)
	}
	err = s.db.Update(ctx, func(t *books.Tx) error { return s.takeLetter(ctx, t, v, claim) })
	if err != nil {
		return fmt.Errorf("keep health: %w", err)
	}
	return v.refused
}

// call is one beat while it is taken.
type call struct {
	wire.Beat
	health wire.Health
	made   time.Time // by the kiosk's own clock
	sent   time.Time // by the hub's, as the kiosk knows it
	now    time.Time

	heard   wire.Heard
	refused error // a wire.Refusal
}

func readBeat(b wire.Beat) (*call, error) {
	if err := b.Verify(); errors.Is(err, wire.ErrBeat) {
		return nil, refuse(wire.CodeBadRequest)
	} else if err != nil {
		return nil, refuse(wire.CodeSignature)
	}
	v := &call{Beat: b}
	var err error
	if v.health, err = b.ReadHealth(); err != nil {
		return nil, refuse(wire.CodeBadRequest)
	}
	if v.made, err = wire.ParseClock(b.Time); err != nil {
		return nil, refuse(wire.CodeBadRequest)
	}
	return v, nil
}

// takeBeat keeps one beat. What it refuses leaves the transaction good.
func (s *Service) takeBeat(t *books.Tx, v *call) error {
	v.heard, v.refused = wire.Heard{}, nil // it may be called again
	k, err := t.Kiosk(v.Kiosk)
	if errors.Is(err, books.ErrNotFound) {
		v.refused = refuse(wire.CodeNotEnrolled)
		return nil
	}
	if err != nil {
		return err
	}
	if !bytes.Equal(k.PublicKey, v.PublicKey) {
		v.refused = refuse(wire.CodeOtherKey)
		return nil
	}
	v.heard = wire.Heard{Standing: s.standing(k), Nonce: v.Nonce, Time: wire.FormatClock(v.now)}
	if v.heard.Note, err = s.self.SignNote(wire.TimeText(k.ID, v.Nonce, v.heard.Time)); err != nil {
		return err
	}
	if k.Status == wire.Refused {
		return t.Hear(k.ID, v.now, books.ByNetwork)
	}
	return s.followBeat(t, k, v)
}

// followBeat keeps the beat of a kiosk that is not refused, and what it is to the
// beats before.
func (s *Service) followBeat(t *books.Tx, k books.Kiosk, v *call) error {
	row, err := t.Beat(k.ID)
	if err != nil {
		return err
	}
	chain, err := fleet.ParseChain(row.Chain, row.Broken, row.Twin)
	if err != nil {
		return err
	}
	switch chain.Take(v.Beat, v.sent, v.now) {
	case fleet.Late:
		return nil
	case fleet.Stale:
		v.refused = refuseStale(v.now)
		return nil
	}
	v.heard.Twin = !chain.Twin.IsZero()
	row = v.row(k.ID, books.ByNetwork)
	row.Chain, row.Broken, row.Twin = chain.String(), chain.Broken, chain.Twin
	if err := errors.Join(t.Hear(k.ID, v.now, books.ByNetwork), s.rename(t, k, v)); err != nil {
		return err
	}
	return t.PutBeat(row)
}

// takeLetter keeps what came by stick.
func (s *Service) takeLetter(ctx context.Context, t *books.Tx, v *call, claim *wire.Claim) error {
	v.refused = nil // as in takeBeat
	k, err := s.greet(t, v.Kiosk, v.PublicKey, books.ByStick)
	if errors.As(err, new(wire.Refusal)) {
		v.refused = err
		return nil
	}
	if err != nil {
		return err
	}
	row, err := t.Beat(k.ID)
	if err != nil {
		return err
	}
	if err := errors.Join(t.PutKiosk(k), s.vouch(ctx, t, &k, claim)); err != nil || k.Status == wire.Refused || v.older(row) {
		return err
	}
	next := v.row(k.ID, books.ByStick)
	next.Chain, next.Broken, next.Twin = row.Chain, row.Broken, row.Twin
	return errors.Join(s.rename(t, k, v), t.PutBeat(next))
}

// older tells whether the row says something newer. A kiosk whose clock ran far
// ahead once is not silenced until then.
func (v *call) older(row books.Beat) bool {
	return !v.made.After(row.Made) && row.Made.Before(v.now.Add(24*time.Hour))
}

// rename takes the name that the kiosk has now, if any, when it is later than the
// one that is known.
func (s *Service) rename(t *books.Tx, k books.Kiosk, v *call) error {
	if v.health.Name == "" || v.health.Name == k.Name || !v.made.After(k.NamedAt) {
		return nil
	}
	return t.Rename(k.ID, v.health.Name, v.made)
}

// row returns the beat as it is stored.
func (v *call) row(kiosk, how string) books.Beat {
	h := v.health
	b := books.Beat{
		Kiosk: kiosk, Heard: v.now, How: how, Made: v.made, Release: h.Release, Disk: h.Disk, Unsent: h.Unsent, Restarts: h.Restarts,
		Settings: h.Settings, Version: h.Version, Platform: h.System, Point: h.Point, Open: h.Open, Problems: troubles(h), Health: string(v.Beat.Health),
	}
	if how == books.ByNetwork {
		b.Clock, b.ClockKnown = v.made.Sub(v.now), true
	} else if h.Error != nil {
		b.Clock, b.ClockKnown = time.Duration(*h.Error)*time.Millisecond, true
	}
	return b
}

// troubles writes a kiosk's problems as they are stored.
func troubles(h wire.Health) string {
	var lines []string
	for _, p := range h.Problems {
		since := int64(0)
		if at, err := wire.ParseClock(p.Since); err == nil {
			since = at.UnixMilli()
		}
		lines = append(lines, fmt.Sprintf("%s %d", strings.ReplaceAll(p.Code, " ", ""), since))
	}
	return strings.Join(lines, "\n")
}

// refuseStale refuses a beat and tells what time it is.
func refuseStale(now time.Time) wire.Refusal {
	r := refuse(wire.CodeStale)
	r.Time = wire.FormatClock(now)
	return r
}
