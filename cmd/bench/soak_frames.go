package main

import (
	"context"
	"fmt"
	"hash/maphash"
	"strings"
	"time"
)

// How the frames are counted: a finger that is never lifted draws a list up and
// down, so that each frame is another picture.
const (
	frameTime   = 6 * time.Second
	frameSettle = 2 * time.Second // for the list to stand
	frameRows   = 40              // pixels between two rows of the display that are looked at
	frameMerge  = 5 * time.Millisecond
	fingerWay   = 600 // pixels, up and down
	fingerStep  = 24  // in 8 ms: three screens of the window a second
)

// frames are the times from one frame to the next while a list is scrolled, as the
// display shows them, and the processor time that each took.
type frames struct {
	median, late time.Duration // late: 99th of 100
	work         time.Duration
	count        int
}

func (f frames) String() string {
	return fmt.Sprintf("%s ms, 99th of 100 %s ms, %s ms of processor each, %d in %v", show(f.median), show(f.late), show(f.work), f.count, frameTime)
}

// countFrames goes to a list and draws it up and down.
func (s *soak) countFrames(ctx context.Context) (f frames, err error) {
	for _, id := range []string{"attract", "home.sector."} {
		if err := s.touchOne(ctx, id); err != nil {
			return f, err
		}
	}
	if err := pause(ctx, frameSettle); err != nil {
		return f, err
	}
	k := s.walk.kiosk
	before, err := k.processorTime()
	if err != nil {
		return f, err
	}
	if err := k.do("%s", upAndDown()); err != nil {
		return f, err
	}
	shown, err := k.display.changes(ctx, frameTime)
	if err != nil {
		return f, err
	}
	after, err := k.processorTime()
	if err != nil || len(shown) < 2 {
		return f, err
	}
	var times []time.Duration
	for i := range shown[1:] {
		times = append(times, shown[i+1]-shown[i])
	}
	return frames{middle(times), quantile(times, 0.99), (after - before) / time.Duration(len(times)), len(times)}, nil
}

// upAndDown is what the finger does, for xdotool, which reads lines of 4 KiB at most.
func upAndDown() string {
	var script strings.Builder
	bottom := visitHeight * 3 / 4
	fmt.Fprintf(&script, "mousemove %d %d mousedown 1\n", visitWidth/2, bottom)
	steps := int(frameTime / (8 * time.Millisecond))
	for i := range steps {
		way := i * fingerStep % (2 * fingerWay)
		fmt.Fprintf(&script, "mousemove %d %d sleep 0.008\n", visitWidth/2, bottom-min(way, 2*fingerWay-way))
	}
	return script.String() + "mouseup 1"
}

// changes watches the display for a while and tells when each new picture was
// there. What changes within 5 ms is one picture: it is looked at while it comes.
func (d *display) changes(ctx context.Context, long time.Duration) (at []time.Duration, err error) {
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	seed, row := maphash.MakeSeed(), make([]byte, visitWidth/3*4)
	var last uint64
	for from := time.Now(); time.Since(from) < long; {
		now, err := d.sum(seed, row)
		if err != nil {
			return nil, err
		}
		if t := time.Since(from); now != last && (len(at) == 0 || t-at[len(at)-1] > frameMerge) {
			at = append(at, t)
		}
		last = now
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return at, nil
}

// sum is a checksum of some rows of the window, left of the pointer, which moves
// over the picture by itself.
func (d *display) sum(seed maphash.Seed, row []byte) (uint64, error) {
	var h maphash.Hash
	h.SetSeed(seed)
	for y := visitHeight / 4; y < visitHeight; y += frameRows {
		if _, err := d.picture.ReadAt(row, d.start+int64(y)*d.stride); err != nil {
			return 0, fmt.Errorf("read the display's picture: %w", err)
		}
		h.Write(row)
	}
	return h.Sum64(), nil
}
