package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"hangviet/ui/kit"
)

func TestWindowFlags(t *testing.T) {
	for _, c := range []struct {
		args []string
		ok   bool
	}{
		{[]string{"--data", "d"}, true},
		{[]string{"--data", "d", "--size", "1080x1920", "--windowed", "--lang", "en"}, true},
		{[]string{}, false},
		{[]string{"--data", "d", "--size", "1080"}, false},
		{[]string{"--data", "d", "--size", "10x10"}, false},
		{[]string{"--data", "d", "show"}, false},
		{[]string{"--no-such-flag"}, false},
	} {
		if _, err := parseWindowFlags(c.args, io.Discard); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.args, err)
		}
	}
	f, err := parseWindowFlags([]string{"--data", "d", "--size", "1366x768"}, io.Discard)
	if err != nil || f.width != 1366 || f.height != 768 {
		t.Errorf("size %dx%d, %v", f.width, f.height, err)
	}
}

func TestTargetsAreWrittenOnceTheyRest(t *testing.T) {
	file := newTargetsFile(filepath.Join(t.TempDir(), "targets.json"))
	one, two := []kit.Target{{ID: "attract", W: 10, H: 10}}, []kit.Target{{ID: "nav.home", X: 5, W: 10, H: 10}}
	take := func() []kit.Target {
		select {
		case targets := <-file.next:
			return targets
		default:
			return nil
		}
	}
	for _, c := range []struct{ now, want []kit.Target }{
		{one, nil}, {one, one}, {one, nil}, {two, nil}, {one, nil}, {two, nil}, {two, two},
	} {
		file.look(c.now)
		if got := take(); !slices.Equal(got, c.want) {
			t.Errorf("after %v: %v, want %v", c.now, got, c.want)
		}
	}
}

func TestTargetsFileIsReplacedWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "targets.json")
	for _, id := range []string{"attract", "nav.home"} {
		if err := writeTargets(path, []kit.Target{{ID: id, X: 1, Y: 2, W: 3, H: 4}}); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(raw, &got); err != nil || len(got) != 1 || got[0]["id"] != "nav.home" || got[0]["w"] != 3.0 {
		t.Errorf("%s, %v", raw, err)
	}
	if names, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(names) != 1 {
		t.Errorf("left behind: %q, %v", names, err)
	}
}

func TestMotionIsSetUp(t *testing.T) {
	h := testHome(t, t.TempDir())
	w := &window{home: h, flags: windowFlags{lang: "vi"}, screen: &displays{}}
	for set, want := range map[string]bool{"": true, "on": true, "off": false} {
		must(t, h.store.SetSetting(t.Context(), settingMotion, set))
		if o, err := w.options(t.Context()); err != nil || o.Motion != want {
			t.Errorf("set %q: %v, %v", set, o.Motion, err)
		}
	}
}

// TestWhatFailsBehindTheScreenIsKept where problems are kept.
func TestWhatFailsBehindTheScreenIsKept(t *testing.T) {
	h, stderr := testHome(t, t.TempDir()), &strings.Builder{}
	w := &window{home: h, stderr: stderr, flags: windowFlags{lang: "vi"}, screen: &displays{}}
	o, err := w.options(t.Context())
	must(t, err)
	o.OnFault(t.Context(), fmt.Errorf("count exposure: %w", syscall.ENOSPC))
	problems, err := h.store.Problems(t.Context())
	must(t, err)
	if len(problems) != 1 || problems[0].Code != "E-DISK-FULL" || !strings.Contains(stderr.String(), "count exposure") {
		t.Errorf("problems %+v, stderr %q", problems, stderr)
	}
}
