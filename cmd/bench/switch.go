package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// switchEvery is between two releases that the list is switched to while it is
// scrolled.
const switchEvery = 2 * time.Second

// measureSwitch scrolls the list of 20,000 cards while another release takes its
// place every other moment, in turns with the same list that is left alone.
func measureSwitch(ctx context.Context, b bench, d *display, data string) ([]line, error) {
	late := line{what: "switching while scrolling: a frame, 99th of 100", beside: "scrolling alone"}
	longest := line{what: "… the longest", beside: "… the longest"}
	work := line{what: "… processor time of the drawing thread, the most of a frame", beside: "… the same"}
	var speeds, speedsAlone []float64
	list := []string{"--show", "list", "--data", data, "--count", strconv.Itoa(thousandCards)}
	for range b.runs {
		alone, err := b.frames(ctx, d, d.strokes, list...)
		if err != nil {
			return nil, err
		}
		switched, err := b.frames(ctx, d, d.strokes, append(list, "--switch", switchEvery.String())...)
		if err != nil {
			return nil, err
		}
		speeds, speedsAlone = append(speeds, switched.speed), append(speedsAlone, alone.speed)
		late.add(quantile(switched.times, 0.99), quantile(alone.times, 0.99))
		longest.add(slices.Max(switched.times), slices.Max(alone.times))
		work.add(slices.Max(switched.thread), slices.Max(alone.thread))
	}
	longest.goal, longest.met = below(150 * time.Millisecond)
	longest.note = fmt.Sprintf("the list of %d,000 cards is dragged at three screens a second for %v; every %v its file is opened anew, "+
		"the list shown from it where it stands, once it rests or in five seconds, and a search index made of its words beside, as when a "+
		"release arrives. It came to %.1f screens a second, alone to %.1f.",
		thousandCards, scrollFor, switchEvery, middle(speeds), middle(speedsAlone))
	return []line{late, longest, work}, nil
}
