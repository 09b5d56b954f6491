package main

import (
	"slices"
	"testing"
	"time"
)

// TestFramesOfASpan counts the frames from one moment to another.
func TestFramesOfASpan(t *testing.T) {
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	var log frameLog
	for _, at := range []int{0, 20, 40, 100, 120, 500} {
		log.Frames = append(log.Frames, painted{begin.Add(ms(at)), ms(at / 2), ms(at / 4), float32(at) * screenHeight / 1000 * 3})
	}
	got, err := log.between(begin.Add(ms(10)), begin.Add(ms(200)))
	if err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{ms(20), ms(60), ms(20)}; !slices.Equal(got.times, want) {
		t.Errorf("frames took %v, want %v", got.times, want)
	}
	if want := []time.Duration{ms(10), ms(30), ms(10)}; !slices.Equal(got.work, want) {
		t.Errorf("work was %v, want %v", got.work, want)
	}
	if got.speed < 2.99 || got.speed > 3.01 {
		t.Errorf("%.2f screens a second, want 3", got.speed)
	}
	if _, err := log.between(begin.Add(ms(130)), begin.Add(ms(400))); err == nil {
		t.Error("a span without a frame is no error")
	}
}
