package staff

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"
)

// The reasons for which an unlock code is not taken. Beside them there is
// *[WaitError].
var (
	ErrCode = errors.New("unlock code is wrong")
	ErrOpen = errors.New("staff entrance is not locked")
)

// codeWait is between two unlock codes that are heard.
const codeWait = 15 * time.Second

// challengeLetters are those of Crockford's base 32: none is taken for another when
// it is read out.
const challengeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Locked tells whether the entrance is locked, and then by which challenge the
// organiser's code is made, "7K3M-Q9TD". It is drawn anew each time that the
// entrance is locked, so that a code opens it once.
func (d *Desk) Locked(ctx context.Context) (challenge string, locked bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	tries, err := d.tries(ctx)
	if err != nil || tries < MostTries {
		return "", false, err
	}
	challenge, err = d.challenge(ctx)
	return challenge, true, err
}

func (d *Desk) challenge(ctx context.Context) (string, error) {
	kept, err := d.settings.Setting(ctx, settingChallenge)
	if err != nil || kept != "" {
		return kept, err
	}
	drawn := make([]byte, 8)
	rand.Read(drawn) // never fails: crypto/rand ends the program instead
	for i, b := range drawn {
		drawn[i] = challengeLetters[b%32]
	}
	made := string(drawn[:4]) + "-" + string(drawn[4:])
	if err := d.settings.SetSetting(ctx, settingChallenge, made); err != nil {
		return "", fmt.Errorf("keep challenge: %w", err)
	}
	return made, nil
}

// UnlockBy opens the entrance when proves says that what was typed or brought
// answers the challenge. The error is [ErrOpen], *[WaitError], [ErrCode] or an inner
// one; after a wrong code, and after a start of the program, the next one is heard a
// quarter of a minute later.
func (d *Desk) UnlockBy(ctx context.Context, proves func(challenge string) (bool, error)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	tries, err := d.tries(ctx)
	if err != nil {
		return err
	}
	if tries < MostTries {
		return fmt.Errorf("unlock: %w", ErrOpen)
	}
	if d.begin(tries); d.steady().Before(d.coded) {
		return fmt.Errorf("unlock: %w", &WaitError{d.coded})
	}
	challenge, err := d.challenge(ctx)
	if err != nil {
		return err
	}
	d.coded = d.steady().Add(codeWait) // of whoever is wrong, or cannot be judged
	right, err := proves(challenge)
	if err != nil {
		return fmt.Errorf("unlock: %w", err)
	}
	if !right {
		return fmt.Errorf("unlock: %w", ErrCode)
	}
	return d.forget(ctx)
}

// Unlock forgets the wrong PINs, for whoever has the computer itself.
func (d *Desk) Unlock(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.forget(ctx)
}

// forget opens the entrance. The challenge goes first: cut off between the two, the
// entrance is still locked, and by another challenge.
func (d *Desk) forget(ctx context.Context) error {
	if err := d.settings.SetSetting(ctx, settingChallenge, ""); err != nil {
		return fmt.Errorf("forget challenge: %w", err)
	}
	d.until, d.coded = time.Time{}, time.Time{}
	return d.count(ctx, 0)
}
