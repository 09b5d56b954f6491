package booth

import (
	"context"
	"strconv"
	"time"
)

// How guessing is slowed down; see the package comment.
const (
	freeGuesses  = 3
	firstWait    = 5 * time.Second
	longestWait  = 5 * time.Minute
	forgetsAfter = 5 * time.Minute // one wrong code
	manyGuesses  = 1000            // counted no further
)

// settingGuesses keeps how many wrong codes are not forgotten.
const settingGuesses = "booth.guesses"

// guesses are the wrong codes that were heard. Waits run by the steady clock from
// the last of them, after a restart from its beginning: no clock on the wall is
// believed, and pulling the plug gains nothing.
type guesses struct {
	loaded bool
	kept   int // as the setting has it
	wrong  int
	last   time.Time // steady; waits run from it
	since  time.Time // steady; forgetting runs from it
}

// slow returns a *[SlowError] while no code is heard.
func (b *Booth) slow(ctx context.Context) error {
	g := &b.guesses
	if err := b.loadGuesses(ctx); err != nil {
		return err
	}
	if err := b.forgetGuesses(ctx); err != nil {
		return err
	}
	if until := g.last.Add(waitAfter(g.wrong)); b.options.Steady().Before(until) {
		return &SlowError{until}
	}
	return nil
}

// waitAfter returns how long nobody is heard after so many wrong codes.
func waitAfter(wrong int) time.Duration {
	wait := firstWait
	for range wrong - freeGuesses {
		if wait *= 2; wait >= longestWait {
			return longestWait
		}
	}
	if wrong < freeGuesses {
		return 0
	}
	return wait
}

func (b *Booth) loadGuesses(ctx context.Context) error {
	g := &b.guesses
	if g.loaded {
		return nil
	}
	value, err := b.options.Settings.Setting(ctx, settingGuesses)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		n = 0 // never set, or by nobody of us
	}
	n = min(max(n, 0), manyGuesses)
	now := b.options.Steady()
	b.guesses = guesses{loaded: true, kept: n, wrong: n, last: now, since: now}
	return nil
}

// forgetGuesses forgets what is long ago, or was before a ticket was used up.
func (b *Booth) forgetGuesses(ctx context.Context) error {
	g := &b.guesses
	if b.pardoned() {
		g.wrong = 0
	}
	old := min(int(b.options.Steady().Sub(g.since)/forgetsAfter), g.wrong)
	g.wrong -= old
	g.since = g.since.Add(time.Duration(old) * forgetsAfter)
	return b.keepGuesses(ctx)
}

// wrong counts a wrong code; it is on the disk before anybody is told.
func (b *Booth) wrong(ctx context.Context) error {
	g := &b.guesses
	now := b.options.Steady()
	g.wrong, g.last, g.since = min(g.wrong+1, manyGuesses), now, now
	return b.keepGuesses(ctx)
}

func (b *Booth) keepGuesses(ctx context.Context) error {
	g := &b.guesses
	if g.kept == g.wrong {
		return nil
	}
	if err := b.options.Settings.SetSetting(ctx, settingGuesses, strconv.Itoa(g.wrong)); err != nil {
		return err
	}
	g.kept = g.wrong
	return nil
}

// pardoned tells whether a ticket was used up since it was asked last.
func (b *Booth) pardoned() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	pardoned := b.pardon
	b.pardon = false
	return pardoned
}
