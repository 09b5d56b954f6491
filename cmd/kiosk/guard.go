package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"hangviet/data/guard"
	"hangviet/data/logs"
	"hangviet/data/runs"
	"hangviet/data/version"
)

// What a window keeps of itself in the data folder, beside the kiosk's data.
const (
	runsFolder = "runs" // how its runs ended
	logFolder  = "log"
	logName    = "kiosk.log"
)

// runGuard is kiosk guard: the window with a parent that begins it anew when it ends
// by itself or its screen stands still. Where systemd runs the window, systemd does
// that.
func runGuard(ctx context.Context, args []string, stderr io.Writer) int {
	if _, err := parseWindowFlags(args, stderr); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		fmt.Fprintln(stderr, "kiosk guard:", err)
		return exitUsage
	}
	told := func(format string, args ...any) { fmt.Fprintf(stderr, "kiosk guard: "+format+"\n", args...) }
	path, err := os.Executable()
	if err != nil {
		told("%v", err)
		return exitFailed
	}
	g := guard.Guard{Path: path, Args: args, Stderr: stderr, Told: told}
	code, err := g.Run(ctx)
	if err != nil {
		told("%v", err)
		return exitFailed
	}
	return code
}

// logged writes what a window has to say to its log as well.
func logged(data string, stderr io.Writer) (both io.Writer, closeLog func() error) {
	log := logs.Open(filepath.Join(data, logFolder), logName)
	return io.MultiWriter(stderr, log), log.Close
}

// beginRun notes that a window begins; without the note it begins all the same.
func beginRun(data string, stderr io.Writer) *runs.Run {
	run, err := runs.Begin(filepath.Join(data, runsFolder), version.Own(), time.Now(), runs.ThisMachine())
	if err != nil {
		fmt.Fprintln(stderr, "kiosk:", err)
	}
	return run
}

// heartbeat says to whoever guards the window that it is alive, until ctx ends or
// nobody guards it any more. Only what runs on the UI thread makes it say so: where
// that thread stands still, nothing is said.
func heartbeat(ctx context.Context, h guard.Herald, post func(func())) (err error) {
	if !h.Heeded() {
		return nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := firstBeat(ctx, h, post); err != nil || ctx.Err() != nil {
		return err
	}
	var rounds atomic.Int64
	var told int64
	regularly(ctx, h.Every/2, func() {
		if now := rounds.Load(); now != told {
			told, err = now, errors.Join(err, h.Alive())
		}
		if err != nil {
			stop()
			return
		}
		post(func() { rounds.Add(1) })
	})
	return err
}

// firstBeat says as soon as it is so that the screen's thread goes round: from then
// on it is missed when it does not.
func firstBeat(ctx context.Context, h guard.Herald, post func(func())) error {
	round := make(chan struct{})
	post(func() { close(round) })
	select {
	case <-round:
		return errors.Join(h.Ready(), h.Alive())
	case <-ctx.Done():
		return nil
	}
}
