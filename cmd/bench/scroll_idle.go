package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	idleFor = 20                    // seconds that are looked at; a slide stays for some of them
	perTick = 10 * time.Millisecond // of the kernel's count of processor time
)

// measureIdle leaves the kiosk on its attract screen and tells the processor time
// of a second between two slides: the median of many, most of which are.
func measureIdle(ctx context.Context, b bench) (lines []line, err error) {
	d, err := openDisplay(b.dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	idle := line{what: "processor time of a second between slides", beside: "the same of an empty window"}
	for range b.runs {
		empty, _, err := d.openEmpty(ctx)
		if err != nil {
			return nil, err
		}
		beside, err := empty.second(ctx)
		if err := errors.Join(err, empty.Close()); err != nil {
			return nil, err
		}
		k, w, _, err := b.openKiosk(ctx, d, filepath.Join(b.dir, "data"))
		if err != nil {
			return nil, err
		}
		err = w.rest(ctx, startQuiet, "the kiosk's first screen")
		took, err2 := k.second(ctx)
		if err := errors.Join(err, err2, k.Close()); err != nil {
			return nil, err
		}
		idle.add(took, beside)
	}
	idle.goal, idle.met = below(50*time.Millisecond + 1)
	idle.note = fmt.Sprintf("the median of %d seconds, counted by the kernel in steps of %v: at most 5 %% of a core.", idleFor, perTick)
	return []line{idle}, nil
}

// second is the processor time of a second of the program, the median of many.
func (p *program) second(ctx context.Context) (time.Duration, error) {
	each := time.NewTicker(time.Second)
	defer each.Stop()
	before, err := p.used()
	var times []time.Duration
	for range idleFor {
		select {
		case <-each.C:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
		now, err2 := p.used()
		if err := errors.Join(err, err2); err != nil {
			return 0, err
		}
		times, before = append(times, now-before), now
	}
	return middle(times), nil
}

// used is the processor time of the program since it began.
func (p *program) used() (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, fields, _ := strings.Cut(string(raw), ") ") // the name may hold spaces
	var state string
	var skip, user, system int64
	_, err = fmt.Sscan(fields, &state, &skip, &skip, &skip, &skip, &skip, &skip, &skip, &skip, &skip, &skip, &user, &system)
	return time.Duration(user+system) * perTick, err
}
