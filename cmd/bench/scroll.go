package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// How the list is moved: a finger at three screens a second, stroke after stroke,
// each a third of a second long and followed by a moment of running on.
const (
	scrollFor     = 8 * time.Second
	scrollWarm    = 1500 * time.Millisecond // until the first pictures stand
	fingerEvery   = 8 * time.Millisecond
	fingerSpeed   = 3 * screenHeight // pixels a second
	fingerFrom    = 1600
	fingerTo      = 260
	thousandCards = 20
	quadCount     = 8 // as many as cards are seen at once
)

// measureScroll scrolls the list of 20,000 cards and, in the same run, counts the
// frames of an otherwise empty window and of one full of bare pictures.
func measureScroll(ctx context.Context, b bench, d *display, data string) ([]line, error) {
	frame := line{what: "scrolling: a frame", beside: "empty window: a frame"}
	late := line{what: "… 99th of 100", beside: "… 99th of 100"}
	longest := line{what: "… the longest", beside: "… the longest"}
	work := line{what: "… processor time of a frame", beside: "empty window: processor time"}
	bare := line{what: "… processor time of a frame", beside: "bare pictures: processor time"}
	var speeds []float64
	for range b.runs {
		empty, err := b.frames(ctx, d, nothing, "--show", "dot")
		if err != nil {
			return nil, err
		}
		pictures, err := b.frames(ctx, d, nothing, "--show", "quads", "--count", strconv.Itoa(quadCount))
		if err != nil {
			return nil, err
		}
		list, err := b.frames(ctx, d, d.strokes, "--show", "list", "--data", data, "--count", strconv.Itoa(thousandCards))
		if err != nil {
			return nil, err
		}
		frame.add(middle(list.times), middle(empty.times))
		late.add(quantile(list.times, 0.99), quantile(empty.times, 0.99))
		longest.add(slices.Max(list.times), slices.Max(empty.times))
		work.add(middle(list.work), middle(empty.work))
		bare.add(middle(list.work), middle(pictures.work))
		speeds = append(speeds, list.speed)
	}
	frame.goal, frame.met = below(20 * time.Millisecond)
	late.goal, late.met = below(50 * time.Millisecond)
	longest.goal, longest.met = below(150 * time.Millisecond)
	frame.note = fmt.Sprintf("from one frame to the next while a finger drags the list of %d,000 cards at three screens a second, "+
		"stroke after stroke (it came to %.1f), as the window's own drawing loop sees it; the loop begins a frame every 16.7 ms at the soonest. "+
		"In the empty window one small mark moves. Bare pictures are %d as large as cards, moved in each frame, one of them new.", thousandCards, middle(speeds), quadCount)
	return []line{frame, late, longest, work, bare}, nil
}

// pace is how the frames of a window followed each other, the processor time each
// took, and how fast the page went, in screens a second.
type pace struct {
	times, work, thread []time.Duration
	speed               float64
}

// frames opens a window, lets something be done to it and tells the frames that
// were drawn meanwhile.
func (b bench) frames(ctx context.Context, d *display, do func(context.Context) error, args ...string) (pace, error) {
	self, err := os.Executable()
	if err != nil {
		return pace{}, err
	}
	log := filepath.Join(b.dir, "frames.json")
	p, w, err := d.open(ctx, self, append([]string{"window", "--frames", log}, args...)...)
	if err != nil {
		return pace{}, err
	}
	err = w.until(ctx, "a window", func() (bool, error) { return w.window() && time.Since(w.from) > scrollWarm, p.alive() })
	from := time.Now()
	if err == nil {
		err = do(ctx)
	}
	to := time.Now()
	if err := errors.Join(err, p.Close()); err != nil {
		return pace{}, err
	}
	raw, err := os.ReadFile(log)
	if err != nil {
		return pace{}, err
	}
	var all frameLog
	if err := json.Unmarshal(raw, &all); err != nil {
		return pace{}, fmt.Errorf("read the frames: %w", err)
	}
	return all.between(from, to)
}

func (l frameLog) between(from, to time.Time) (p pace, err error) {
	var way float32
	var passed time.Duration
	for i, f := range l.Frames[:max(0, len(l.Frames)-1)] {
		next := l.Frames[i+1]
		if f.At.Before(from) || next.At.After(to) {
			continue
		}
		p.times = append(p.times, next.At.Sub(f.At))
		p.work = append(p.work, next.CPU-f.CPU)
		p.thread = append(p.thread, next.Thread-f.Thread)
		way, passed = way+next.Offset-f.Offset, passed+next.At.Sub(f.At)
	}
	p.speed = float64(way) / screenHeight / passed.Seconds()
	if len(p.times) == 0 {
		return p, errors.New("no frame was drawn")
	}
	return p, nil
}

// nothing waits as long as strokes takes.
func nothing(ctx context.Context) error {
	wait := time.NewTimer(scrollFor)
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// strokes drags a finger up the screen again and again.
func (d *display) strokes(ctx context.Context) error {
	step := time.NewTicker(fingerEvery)
	defer step.Stop()
	start := time.Now()
	for time.Since(start) < scrollFor {
		if err := d.stroke(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

func (d *display) stroke(ctx context.Context, step *time.Ticker) error {
	begun, y := time.Now(), fingerFrom
	if _, err := fmt.Fprintf(d.touches, "mousemove %d %d\nmousedown 1\n", screenWidth/2, y); err != nil {
		return err
	}
	for y > fingerTo {
		select {
		case <-step.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		y = fingerFrom - int(time.Since(begun).Seconds()*fingerSpeed)
		if _, err := fmt.Fprintf(d.touches, "mousemove %d %d\n", screenWidth/2, max(y, fingerTo)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(d.touches, "mouseup 1")
	return err
}
