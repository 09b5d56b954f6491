package webtest

import (
	"time"

	"github.com/chromedp/cdproto/network"
)

// Slow puts the page behind a line as of 3G in the hills: so many bits a second down
// and up, and so long for every answer to begin.
func (p *Page) Slow() {
	p.t.Helper()
	const (
		down  = 780_000.0 / 8 // bytes a second
		up    = 330_000.0 / 8
		delay = 200 * time.Millisecond
	)
	p.run("slow the line down", network.Enable(), network.EmulateNetworkConditions(false, float64(delay.Milliseconds()), down, up))
}

// Quick takes the thin line away again.
func (p *Page) Quick() {
	p.t.Helper()
	p.run("quicken the line", network.EmulateNetworkConditions(false, 0, -1, -1))
}
