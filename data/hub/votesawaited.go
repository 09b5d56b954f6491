package hub

import (
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// awaited is a kiosk that may hold ballots.
type awaited struct {
	kiosk  books.Kiosk
	heard  time.Time
	unsent int64 // -1 unknown
	why    string
}

// wait finds the kiosks that may hold ballots: approved ones that were not heard
// since the round closed, that told of entries they had not sent, or that do not
// show the release that closes it.
func (c *ceremony) wait(told map[string]books.Held) {
	c.without = map[string]string{}
	if c.by == "" {
		return
	}
	for _, k := range c.kiosks {
		if k.Status != wire.Approved {
			continue
		}
		h, tells := told[k.ID]
		said, waived := c.remark(remarkWithout, k.ID)
		switch a := c.holds(k, h, tells); {
		case a.why == "":
			c.home++
		case waived:
			c.without[k.ID] = said.Remark
		default:
			c.awaited = append(c.awaited, a)
		}
	}
}

// holds tells why a kiosk may hold ballots. One that never told of itself, as older
// ones do not, is judged by when it was last heard.
func (c *ceremony) holds(k books.Kiosk, h books.Held, tells bool) awaited {
	a := awaited{kiosk: k, heard: k.Heard, unsent: -1}
	if tells {
		a.unsent, a.heard = h.Unsent, h.Heard
		if h.How == books.ByStick && h.Made.Before(h.Heard) {
			a.heard = h.Made // a stick is on its way for days
		}
	}
	switch {
	case a.heard.Before(c.at):
		a.why = "unheard"
	case tells && h.Unsent > 0:
		a.why = "unsent"
	case tells && c.by == "switch" && h.Release < c.release:
		a.why = "release"
	}
	return a
}
