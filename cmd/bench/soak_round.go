package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// stickPlace is where a stick is mounted, in a mount namespace that .make/soak.sh
// makes, so that no other kiosk of this machine sees it.
const stickPlace = "/media/soak"

// rounds lets one round follow the other until the time is over.
func (s *soak) rounds(ctx context.Context) error {
	s.began = time.Now()
	for n := 1; time.Duration(n)*s.every <= s.length; n++ {
		s.scale.times = s.weighings(n)
		if err := s.round(ctx, n, s.began.Add(time.Duration(n)*s.every)); err != nil {
			if stop := errors.Join(ctx.Err(), s.scale.kiosk.alive()); stop != nil {
				return stop
			}
			s.faults = append(s.faults, fmt.Errorf("round %d: %w", n, err))
			fmt.Fprintf(s.out, "FAULT in round %d: %v\n", n, err)
		}
		if err := s.weigh(ctx); err != nil {
			return err
		}
	}
	return nil
}

// weighings is how often the kiosk is weighed after a round: long where growth is
// counted from and to, and else short, so that visitors have the time.
func (s *soak) weighings(round int) int {
	if last := int(s.length / s.every); round == s.warm || round == last {
		return weighings
	}
	return weighings / 5
}

// round is one round, until end: a release arrives, by stick while the hub is
// down in every other round, from the hub in the others; and for a third of the
// time votes are cast while the hub is down.
func (s *soak) round(ctx context.Context, n int, end time.Time) error {
	stop := end.Add(-s.scale.rest - time.Duration(s.scale.times)*time.Second - frameTime - 10*time.Second)
	third := time.Until(stop) / 3
	byStick := n%2 == 0
	if byStick {
		if err := s.fell(); err != nil {
			return err
		}
	}
	number, err := s.goods.publish(ctx)
	if err != nil {
		return err
	}
	if byStick {
		err = s.bring(ctx, number)
	} else {
		err = s.arrives(ctx, number)
	}
	if err == nil {
		err = s.wander(ctx, stop.Add(-2*third))
	}
	if err = errors.Join(err, s.fell()); err == nil {
		err = s.wander(ctx, stop.Add(-third))
	}
	if err = errors.Join(err, s.raise(ctx)); err == nil {
		err = s.wander(ctx, stop)
	}
	return err
}

// arrives lets visitors wander until the kiosk shows the release.
func (s *soak) arrives(ctx context.Context, number int64) error {
	for limit := time.Now().Add(4 * patience); ; {
		now, err := s.status(ctx)
		if err != nil || now.Release == number {
			return err
		}
		if time.Now().After(limit) {
			return fmt.Errorf("release %d: %w, it shows %d", number, errPatience, now.Release)
		}
		if err := s.wander(ctx, time.Now().Add(5*time.Second)); err != nil {
			return err
		}
	}
}

// bring puts a stick with the release in, touches what is offered and takes the
// stick out again.
func (s *soak) bring(ctx context.Context, number int64) (err error) {
	folder := filepath.Join(s.dir, "stick")
	err = errors.Join(os.RemoveAll(folder), os.CopyFS(filepath.Join(folder, "content"), os.DirFS(s.goods.repo)), os.MkdirAll(stickPlace, 0o755))
	if err != nil {
		return fmt.Errorf("write the stick: %w", err)
	}
	if err := unix.Mount(folder, stickPlace, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("put the stick in (make soak can): %w", err)
	}
	defer func() { err = errors.Join(err, pull()) }()
	err = s.touchUntil(ctx, "drive.update", fmt.Sprintf("release %d from the stick", number), func() (bool, error) {
		now, err := s.status(ctx)
		return now.Release == number, err
	})
	if err != nil {
		return err
	}
	return s.touchUntil(ctx, "drive.eject", "the stick's sheet to go", func() (bool, error) {
		_, there := s.walk.kiosk.find("drive.")
		return there != nil, nil
	})
}

// touchUntil touches a target whenever it is there, as people do, until done.
func (s *soak) touchUntil(ctx context.Context, id, what string, done func() (bool, error)) error {
	return s.waitFor(ctx, what, func() (bool, error) {
		if err := s.next(ctx); err != nil {
			return false, err
		}
		if ok, err := done(); ok || err != nil {
			return ok, err
		}
		_, err := s.tapIf(id)
		return false, err
	})
}

// pull takes the stick out, unless it was ejected.
func pull() error {
	if err := unix.Unmount(stickPlace, unix.MNT_DETACH); err != nil && !errors.Is(err, unix.EINVAL) {
		return fmt.Errorf("take the stick out: %w", err)
	}
	return nil
}

// touchOne waits until a target is there and touches it.
func (s *soak) touchOne(ctx context.Context, id string) error {
	var at target
	err := s.waitFor(ctx, id, func() (bool, error) {
		var missing error
		at, missing = s.walk.kiosk.find(id)
		return missing == nil, nil
	})
	if err != nil {
		return err
	}
	return s.walk.tap(at)
}

// waitFor looks again and again, a little while.
func (s *soak) waitFor(ctx context.Context, what string, done func() (bool, error)) error {
	for limit := time.Now().Add(4 * patience); ; {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		if time.Now().After(limit) {
			return fmt.Errorf("%s: %w, only %s can be touched", what, errPatience, s.walk.kiosk.touchable())
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// status is what kiosk status --json tells and the soak needs.
type status struct {
	Kiosk     string
	Release   int64
	Ballots   int64
	Unsent    int64
	HubStatus string
}

func (s *soak) status(ctx context.Context) (now status, err error) {
	out, err := command(ctx, s.kiosk, "status", "--data", s.data(), "--json")
	if err != nil {
		return now, err
	}
	return now, json.Unmarshal([]byte(out), &now)
}

// command runs a program and returns what it prints.
func command(ctx context.Context, name string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, name, args...).Output() // #nosec G204 -- a tool of tests and measures, started with their own paths
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		err = fmt.Errorf("%w: %s", err, failed.Stderr)
	}
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", filepath.Base(name), strings.Join(args, " "), err)
	}
	return string(out), nil
}
