package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// weighing is what there is after a round, while nobody is there.
type weighing struct {
	weight
	at      time.Duration // since the start
	handles map[string]int
	ledger  int64 // KiB of kiosk.db, which grows with every ballot
	journal int64 // KiB of what is not brought into kiosk.db yet: 16 MiB at most
	content int64 // KiB of the rest of the data folder
	logs    int64 // bytes that the kiosk has said
	hub     int64 // KiB of the hub's folder
	ballots int   // thanked for so far
	touches int
	frames  frames
}

// weigh weighs everything, and says so.
func (s *soak) weigh(ctx context.Context) (err error) {
	k := s.walk.kiosk
	now := weighing{ballots: s.thanked, touches: s.walk.acts}
	if now.weight, err = s.scale.weighRested(ctx); err != nil {
		return err
	}
	now.at = time.Since(s.began)
	if now.handles, err = handlesOf(k.cmd.Process.Pid); err != nil {
		return err
	}
	if now.ledger, now.journal, now.content, err = kiosksDisk(s.data()); err != nil {
		return err
	}
	if now.hub, err = sizeOf(s.hubData(), all); err != nil {
		return err
	}
	now.logs = int64(k.printed.Len())
	if now.frames, err = s.countFrames(ctx); err != nil {
		return err
	}
	s.weighed = append(s.weighed, now)
	fmt.Fprintf(s.out, "round %2d, %4.0f min: %s; %d touches, %d ballots; content %.1f MiB, ledger %d and %d KiB, logs %d B; frames %s\n  handles: %s\n",
		len(s.weighed), now.at.Minutes(), now.weight, now.touches, now.ballots,
		float64(now.content)/1024, now.ledger, now.journal, now.logs, now.frames, listed(now.handles))
	return s.profile(ctx)
}

// profile has a kiosk that counts textures write what its memory is held by.
func (s *soak) profile(ctx context.Context) error {
	if s.keep == "" {
		return nil
	}
	made := s.scale.health + ".heap"
	err := errors.Join(ignoreMissing(os.Remove(made)), s.walk.kiosk.cmd.Process.Signal(syscall.SIGUSR1))
	if err == nil {
		err = s.waitFor(ctx, "the profile of memory", func() (bool, error) {
			_, missing := os.Stat(made)
			return missing == nil, nil
		})
	}
	if err != nil {
		return err
	}
	for _, kind := range []string{".heap", ".goroutines"} {
		data, err := os.ReadFile(s.scale.health + kind)
		if err == nil {
			err = os.WriteFile(filepath.Join(s.keep, fmt.Sprintf("round-%02d%s", len(s.weighed), kind)), data, 0o600)
		}
		if err != nil {
			return fmt.Errorf("keep the profile of memory: %w", err)
		}
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// kiosksDisk is what the ledger, its journal and the rest of a kiosk's folder take,
// in KiB.
func kiosksDisk(data string) (ledger, journal, rest int64, err error) {
	of := func(fits func(name string) bool) int64 {
		size, fault := sizeOf(data, fits)
		err = errors.Join(err, fault)
		return size
	}
	ledger = of(func(name string) bool { return name == "kiosk.db" })
	journal = of(func(name string) bool { return strings.HasPrefix(name, "kiosk.db-") })
	rest = of(func(name string) bool { return !strings.HasPrefix(name, "kiosk.db") })
	return ledger, journal, rest, err
}

func all(string) bool { return true }

// sizeOf is what the files of a folder take on the disk whose name fits, in KiB.
func sizeOf(dir string, fits func(name string) bool) (kib int64, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !fits(e.Name()) {
			return ignoreMissing(err)
		}
		info, err := e.Info()
		if err != nil {
			return ignoreMissing(err)
		}
		kib += info.Sys().(*syscall.Stat_t).Blocks / 2
		return nil
	})
	return kib, err
}
