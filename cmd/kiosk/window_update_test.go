package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"hangviet/data/release"
	"hangviet/ui/model"
)

func TestUpdatesComeWhenNobodyIsThere(t *testing.T) {
	t.Parallel()
	vietnam := time.FixedZone("", 7*3600)
	at := func(hour, minute int) time.Time { return time.Date(2026, 11, 22, hour, minute, 0, 0, vietnam) }
	hours := func(text string) model.Hours {
		open, err := model.ParseHours(text)
		must(t, err)
		return open
	}
	closing, night := hours("08:00-21:00"), hours(nightHours)
	for name, test := range map[string]struct {
		duty         model.Duty
		now, touched time.Time
		want         bool
	}{
		"open":                         {model.Duty{Open: closing}, at(12, 0), time.Time{}, false},
		"closed":                       {model.Duty{Open: closing}, at(22, 0), at(20, 59), true},
		"at night while it is open":    {model.Duty{Open: hours("20:00-05:00")}, at(3, 0), time.Time{}, false},
		"paused, and soon served":      {model.Duty{Open: closing, Paused: true}, at(12, 0), time.Time{}, false},
		"never closed, by day":         {model.Duty{}, at(12, 0), time.Time{}, false},
		"never closed, at night":       {model.Duty{}, at(3, 0), at(2, 40), true},
		"never closed, somebody there": {model.Duty{}, at(3, 0), at(2, 55), false},
	} {
		if got := mayUpdate(test.duty, night, test.now, test.touched); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestUpdateIsWantedAndItsFailureTold(t *testing.T) {
	t.Parallel()
	h, err := openHome(t.Context(), t.TempDir())
	must(t, err)
	defer h.Close()
	updater, night := t.TempDir(), time.Date(2026, 11, 22, 3, 0, 0, 0, time.FixedZone("", 7*3600))
	h.own.Build = "v1.0.0"
	stageProgram(t, h, "v1.1.0")
	wanted := filepath.Join(h.own.ProgramFolder(), "wanted")
	look := func(at time.Time) bool {
		t.Helper()
		must(t, h.seekUpdate(t.Context(), updater, at, time.Time{}))
		_, err := os.Stat(wanted)
		return err == nil
	}
	if look(night.Add(9*time.Hour)) || !look(night) {
		t.Error("wanted by day, or not at night")
	}
	if look(night.Add(9 * time.Hour)) {
		t.Error("still wanted in the morning")
	}
	result := `{"outcome":"back","version":"v1.1.0","from":"v1.0.0","why":"it did not report"}`
	must(t, os.WriteFile(filepath.Join(updater, "result.json"), []byte(result), 0o644))
	if look(night) {
		t.Error("a version that failed is wanted again")
	}
	if s, err := h.status(t.Context()); err != nil || !slices.Contains(s.Problems, "E-PROGRAM") {
		t.Errorf("problems: %v, %v", s.Problems, err)
	}
	stageProgram(t, h, "v1.1.1")
	if !look(night) {
		t.Error("the next version is not wanted")
	}
}

// stageProgram puts a list and a package where an import leaves them.
func stageProgram(t *testing.T, h *home, version string) {
	t.Helper()
	file := release.File{SHA256: release.Fingerprint([]byte(version)), Length: int64(len(version))}
	list := release.Programs{Number: 1, IssuedAt: time.Now().UTC().Truncate(time.Second), List: []release.Program{
		{Platform: runtime.GOOS + "/" + runtime.GOARCH, Version: version, File: file},
	}}
	must(t, os.RemoveAll(h.own.ProgramFolder()))
	for name, data := range map[string][]byte{"targets/x.programs.json": list.Marshal(), "files/" + file.SHA256: []byte(version)} {
		path := filepath.Join(h.own.ProgramFolder(), name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, data, 0o644))
	}
}
