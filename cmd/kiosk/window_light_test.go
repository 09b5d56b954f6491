package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
)

func atHour(hour int) time.Time { return time.Date(2026, 11, 22, hour, 0, 0, 0, catalog.Zone) }

// TestThePanelFollowsTheHours with a folder as the kernel has it.
func TestThePanelFollowsTheHours(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "panel", "brightness")
	must(t, os.MkdirAll(filepath.Dir(file), 0o700))
	must(t, os.WriteFile(filepath.Join(folder, "panel", "max_brightness"), []byte("200\n"), 0o600))
	must(t, os.WriteFile(file, []byte("180\n"), 0o600))
	l, err := openLight(t.Context(), folder, func(percent int) { t.Errorf("the picture was darkened to %d %%", percent) })
	must(t, err)
	day, err := model.ParseBrightness("06:00=100,18:00=40")
	must(t, err)
	for i, step := range []struct {
		want model.Brightness
		hour int
		dark bool
		file string
	}{
		{nil, 12, false, "180"},
		{day, 12, false, "200"},
		{day, 20, false, "80"},
		{day, 23, true, "1"},
		{day, 23, true, "1"},
		{day, 23, false, "80"},
		{day, 7, false, "200"},
		{nil, 8, false, "180"},
		{nil, 23, true, "1"},
		{nil, 23, false, "180"},
	} {
		must(t, l.follow(t.Context(), step.want, atHour(step.hour), step.dark))
		if text, err := os.ReadFile(file); err != nil || strings.TrimSpace(string(text)) != step.file {
			t.Errorf("step %d: the panel is at %q, want %q: %v", i+1, text, step.file, err)
		}
	}
}

func TestAPanelThatDoesNotObeyIsDarkened(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // no ddcutil
	var dimmed []int
	l, err := openLight(t.Context(), t.TempDir(), func(percent int) { dimmed = append(dimmed, percent) })
	must(t, err)
	want, err := model.ParseBrightness("06:00=100,18:00=40")
	must(t, err)
	for _, hour := range []int{20, 21, 23, 7} {
		must(t, l.follow(t.Context(), want, atHour(hour), hour == 23))
	}
	must(t, l.follow(t.Context(), nil, atHour(8), false))
	if len(dimmed) != 2 || dimmed[0] != 40 || dimmed[1] != 100 {
		t.Errorf("darkened to %v", dimmed)
	}
}
