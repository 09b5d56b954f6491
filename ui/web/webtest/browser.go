// Package webtest lets tests walk the hub's pages in a real Chromium: type,
// press, read, take pictures, and ask axe-core whether people who see, hear or
// move otherwise can use what is shown (WCAG 2.2 AA).
//
// Start with [Wide] and [Phone].
package webtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a step may take before the test gives up; far longer than
// anything should take, so that a slow machine is no failure.
const patience = 60 * time.Second

// Wide opens a page on a desk's screen, 1280×900.
func Wide(t testing.TB) *Page {
	t.Helper()
	return open(t, "wide", chromedp.EmulateViewport(1280, 900))
}

// Phone opens a page on a phone, 360×740 at twice the pixels, with touch.
func Phone(t testing.TB) *Page {
	t.Helper()
	return open(t, "phone", chromedp.EmulateViewport(360, 740, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch))
}

// open starts a Chromium of its own, which ends with the test. Pictures are kept
// below the folder that HANGVIET_PICTURES names, and nowhere when it names none.
func open(t testing.TB, name string, size chromedp.Action) *Page {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("Chromium is missing: make deps-test installs it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "vi"), chromedp.Flag("hide-scrollbars", true))
	ctx, end := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		stop()
		end()
	})
	p := &Page{t: t, ctx: ctx, name: name, dir: os.Getenv("HANGVIET_PICTURES")}
	if err := chromedp.Run(ctx, size); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	p.watch()
	return p
}

// picture returns where a page's picture is kept.
func (p *Page) picture(name string) string {
	return filepath.Join(p.dir, name+"-"+p.name+".png")
}
