package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/release"
)

// TestMirrorOfAHub keeps a mirror by the command, once and watching.
func TestMirrorOfAHub(t *testing.T) {
	o := newOrganiser(t)
	o.command(badUsage, "", "publish", "--data", o.dir)
	o.command(notDone, "", "publish", "--data", t.TempDir(), "--mirror", t.TempDir())
	dir := filepath.Join(t.TempDir(), "mirror")
	if out := o.command(done, "", "publish", "--data", o.dir, "--mirror", dir); !strings.Contains(out, "added") {
		t.Error(out)
	}
	if out := o.command(done, "", "publish", "--data", o.dir, "--mirror", dir); out != "" {
		t.Errorf("a second time: %s", out)
	}
	root, err := os.ReadFile(filepath.Join(dir, "metadata", "1.root.json"))
	must(t, err)
	src, err := release.Dir(dir)
	must(t, err)
	_, err = release.VerifyAll(t.Context(), src, root, time.Now())
	must(t, err)

	ctx, stop := context.WithCancel(t.Context())
	ended, other := make(chan error, 1), filepath.Join(t.TempDir(), "other")
	go func() {
		ended <- mirroring{streams{out: &strings.Builder{}, err: &strings.Builder{}}, filepath.Join(o.dir, "content"), other, 0}.watch(ctx)
	}()
	o.until("the other mirror is there", func() bool {
		_, err := os.Stat(filepath.Join(other, "metadata", "timestamp.json"))
		return err == nil
	})
	stop()
	must(t, <-ended)
}
