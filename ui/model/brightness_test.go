package model

import (
	"testing"
	"time"

	"hangviet/data/catalog"
)

func TestBrightnessByTheHour(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 11, 22, hour, minute, 0, 0, catalog.Zone) }
	for text, want := range map[string][3]int{
		"80": {80, 80, 80}, "06:00=100,18:00=60": {60, 100, 60}, "18:00=60, 06:00=100, 22:30=20": {20, 100, 20}, " ": {0, 0, 0},
	} {
		b, err := ParseBrightness(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for i, when := range []time.Time{at(5, 59), at(6, 0), at(23, 59)} {
			if got, ok := b.At(when); got != want[i] || ok != (want[i] > 0) {
				t.Errorf("%q at %s: %d, %t", text, when.Format("15:04"), got, ok)
			}
		}
	}
	for _, text := range []string{"0", "101", "bright", "25:00=50", "24:00=50", "06:00=", "=50"} {
		if b, err := ParseBrightness(text); err == nil {
			t.Errorf("%q was taken as %v", text, b)
		}
	}
}
