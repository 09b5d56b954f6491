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
	flags, err := parseWindowFlags(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitOK
	}
	if err != nil {
		fmt.Fprintln(stderr, "kiosk guard:", err)
		return exitUsage
	}
	told := func(format string, args ...any) { fmt.Fprintf(stderr, "kiosk guard: "+format+"\n", args...) }
	path, err := os.Executable()
	if err != nil {
		told("%v", err)
		return exitFailed
	}
	g := guard.Guard{Path: path, Args: args, Stderr: stderr, Told: told, Ended: func(e guard.End) {
		if err := tellEnd(flags.data, e); err != nil {
			told("%v", err)
		}
	}}
	code, err := g.Run(ctx)
	if err != nil {
		told("%v", err)
		return exitFailed
	}
	return code
}

// runEnded is kiosk ended, which systemd runs once the window has ended: the next one
// hears from it of an end that the window could not tell itself.
func runEnded(_ context.Context, args []string, _, stderr io.Writer) int {
	flags := flag.NewFlagSet("kiosk ended", flag.ContinueOnError)
	flags.SetOutput(stderr)
	data := flags.String("data", "", "data folder")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil || *data == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "kiosk ended: --data DIR and nothing else is wanted")
		return exitUsage
	}
	if err := tellEnd(*data, guard.EndOf(os.Getenv)); err != nil {
		fmt.Fprintln(stderr, "kiosk ended:", err)
		return exitFailed
	}
	return exitOK
}

// tellEnd notes for the next window how the last one ended.
func tellEnd(data string, end guard.End) error {
	dir := filepath.Join(data, runsFolder)
	switch end {
	case guard.Broke:
		return runs.Tell(dir, runs.Crash)
	case guard.Froze:
		return runs.Tell(dir, runs.Frozen)
	}
	return nil
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
