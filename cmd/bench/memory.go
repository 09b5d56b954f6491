package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// bytesOf lets a size stand in a line, which holds durations: a byte for a
// nanosecond. showSize writes it.
func bytesOf(n int64) time.Duration { return time.Duration(n) }

// showSize writes mebibytes.
func showSize(d time.Duration) string { return fmt.Sprintf("%.0f MiB", float64(d)/(1<<20)) }

// resident is what a process has in memory, shared or not (proc(5), VmRSS).
func resident(pid int) (int64, error) {
	return kibibytes(filepath.Join("/proc", strconv.Itoa(pid), "status"), "VmRSS")
}

// share is what the processes of a program have in memory, what several programs
// share divided among them (proc(5), smaps_rollup, Pss).
func share(pid int) (int64, error) {
	all, err := family(pid)
	if err != nil {
		return 0, err
	}
	sum := int64(0)
	for _, p := range all {
		n, err := kibibytes(filepath.Join("/proc", strconv.Itoa(p), "smaps_rollup"), "Pss")
		if err != nil && !errors.Is(err, os.ErrNotExist) { // it has ended meanwhile
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

func kibibytes(file, key string) (int64, error) {
	if _, err := os.Stat(file); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(entry(file, key), " kB"), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read %s of %s: %w", key, file, err)
	}
	return n << 10, nil
}

// family is a process with those that it has started, and those that they have.
func family(pid int) ([]int, error) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil, err
	}
	children := map[int][]int{}
	for _, file := range stats {
		raw, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended meanwhile
		}
		var child, parent int
		var state string
		fmt.Sscan(string(raw), &child)
		_, after, _ := strings.Cut(string(raw), ") ")
		fmt.Sscan(after, &state, &parent)
		children[parent] = append(children[parent], child)
	}
	all := []int{pid}
	for i := 0; i < len(all); i++ {
		all = append(all, children[all[i]]...)
	}
	return all, nil
}

const (
	calmSlice = 500 * time.Millisecond
	calmShare = 0.12 // of a core
	calmTimes = 4    // slices in a row
)

// calm waits until a program has done what it had to do: its processes take next
// to no processor time. One that never does is taken as it is after a while.
func (p *program) calm(ctx context.Context) error {
	before, still := time.Duration(0), 0
	for limit := time.Now().Add(2 * patience); still < calmTimes && time.Now().Before(limit); {
		now, err := familyTime(p.cmd.Process.Pid)
		if err != nil {
			return err
		}
		if still++; float64(now-before) > calmShare*float64(calmSlice) {
			still = 0
		}
		before = now
		if err := errors.Join(pause(ctx, calmSlice), p.alive()); err != nil {
			return err
		}
	}
	return nil
}

// familyTime is the processor time of a process and of those it has started.
func familyTime(pid int) (time.Duration, error) {
	all, err := family(pid)
	if err != nil {
		return 0, err
	}
	sum := time.Duration(0)
	for _, pid := range all {
		if t, err := timeOf(pid); err == nil { // else it has ended meanwhile
			sum += t
		}
	}
	return sum, nil
}

// ran is what a program that has ended took.
type ran struct {
	took, busy time.Duration // busy: of processors
	memory     int64         // the most it held, in bytes
}

// runWatched runs a program to its end.
func runWatched(cmd *exec.Cmd) (r ran, err error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return r, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			r.took = time.Since(began)
			r.busy = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			if err != nil {
				err = fmt.Errorf("%s: %w: %.500s", filepath.Base(cmd.Path), err, out.String())
			}
			return r, err
		case <-time.After(20 * time.Millisecond):
			r.memory = max(r.memory, peakMemory(cmd.Process.Pid))
		}
	}
}

// peakMemory is the most that a process has held in memory, 0 when it is gone.
// What the kernel tells at a process's end (getrusage(2), ru_maxrss) will not do:
// it includes what its parent held.
func peakMemory(pid int) int64 {
	n, err := kibibytes(fmt.Sprintf("/proc/%d/status", pid), "VmHWM")
	if err != nil {
		return 0
	}
	return n
}
