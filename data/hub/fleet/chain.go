package fleet

import (
	"encoding/json"
	"fmt"
	"time"

	"hangviet/data/hub/wire"
)

// Chain is what is kept of one kiosk's beats to tell one device from two. Each
// beat has a nonce and names the one that was answered before it, so the beats of
// one device make a chain. A copied disk goes on from where it was copied: a second
// chain. One that was set back from a backup begins another chain, too, but nobody
// goes on with the first. So:
//
//   - a beat that follows none of the chains begins one; alone that is a disk that
//     was set back, or a copy that begins to speak (Broken);
//   - a chain that was left and goes on is a return; [proof] of them are two
//     devices (Twin).
//
// A beat whose answer was lost is sent again with its nonce, after a restart as
// well, and one that the network brings late or twice follows nothing: neither
// changes a chain.
type Chain struct {
	Tips    []Tip     `json:"tips,omitempty"`    // the end of each chain, the one heard last first
	Returns int       `json:"returns,omitempty"` // of chains that were left, none further apart than forget
	Last    int64     `json:"last,omitempty"`    // of them, in milliseconds since 1970
	Broken  time.Time `json:"-"`                 // when a chain began beside another, zero never
	Twin    time.Time `json:"-"`                 // when two devices were last heard, zero never
}

// Tip is the newest beat of a chain.
type Tip struct {
	Nonce string `json:"nonce"`
	Prior string `json:"prior,omitempty"`
	Sent  int64  `json:"sent"` // milliseconds since 1970, by the hub's clock
}

const (
	proof   = 2                  // returns that are no chance: a backup and its original, swapped once, give one
	forget  = 7 * 24 * time.Hour // after which returns count anew
	maxTips = 64                 // one image on so many devices is still told
)

// Step is what a beat is to the chain.
type Step int

// The steps.
const (
	Follows  Step = iota // the next beat
	Again                // the newest once more: its answer was lost
	Late                 // an earlier one, which the network brought late
	Stale                // follows nothing and was sent before the newest: somebody plays it back
	Broke                // begins another chain
	Returned             // goes on with a chain that was left
)

// ParseChain reads what [Chain.String] wrote; "" is the chain of a new kiosk.
func ParseChain(text string, broken, twin time.Time) (Chain, error) {
	c := Chain{Broken: broken, Twin: twin}
	if text == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("read chain of beats: %w", err)
	}
	return c, nil
}

// String returns the chain as text, without Broken and Twin.
func (c Chain) String() string {
	text, _ := json.Marshal(c) // strings and numbers always encode
	return string(text)
}

// Take takes a beat into the chain and tells what it is.
func (c *Chain) Take(b wire.Beat, sent, now time.Time) Step {
	tip := Tip{b.Nonce, b.Prior, sent.UnixMilli()}
	if len(c.Tips) == 0 {
		c.Tips = []Tip{tip}
		return Follows
	}
	switch step := c.Tips[0].step(tip); step {
	case Again, Follows:
		tip.Sent = max(tip.Sent, c.Tips[0].Sent)
		c.Tips[0] = tip
		return step
	case Late, Stale:
		return step
	}
	for i, other := range c.Tips[1:] {
		if step := other.step(tip); step == Again || step == Follows {
			c.Tips = append(c.Tips[:i+1], c.Tips[i+2:]...)
			c.lead(tip)
			c.returned(now)
			return Returned
		}
	}
	c.lead(tip)
	c.Broken = now
	return Broke
}

// step tells what the next beat is to a tip. One that names the tip's own prior
// comes from a device that lost, with its power, the nonce it had sent.
func (t Tip) step(next Tip) Step {
	switch {
	case next.Nonce == t.Nonce:
		return Again
	case next.Prior == t.Nonce, next.Prior == t.Prior && next.Sent > t.Sent:
		return Follows
	case next.Nonce == t.Prior:
		return Late
	case next.Sent <= t.Sent:
		return Stale
	}
	return Broke
}

func (c *Chain) lead(tip Tip) {
	c.Tips = append([]Tip{tip}, c.Tips[:min(len(c.Tips), maxTips-1)]...)
}

func (c *Chain) returned(now time.Time) {
	if now.Sub(time.UnixMilli(c.Last)) > forget {
		c.Returns = 0
	}
	c.Returns, c.Last = c.Returns+1, now.UnixMilli()
	if c.Returns >= proof {
		c.Twin = now
	}
}

// Settle forgets all chains but the newest, when a person has put things right.
func (c *Chain) Settle() {
	*c = Chain{Tips: c.Tips[:min(len(c.Tips), 1)]}
}
