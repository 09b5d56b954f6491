package inspect

import (
	"slices"

	"hangviet/ui/kit"
)

// leastMM is the smallest side of a target in millimetres.
const leastMM = 15

func (p *page) targets() {
	var targets []kit.Thing
	for _, t := range p.things[p.first:] {
		if _, ok := t.Target(); ok {
			targets = append(targets, t)
			p.size(t)
			p.reachable(t)
		}
	}
	for i, one := range targets {
		for _, other := range targets[:i] {
			p.apart(other, one)
		}
	}
}

// size judges a target by its whole size, however much of it is scrolled away.
func (p *page) size(t kit.Thing) {
	id, _ := t.Target()
	if least := p.look.MM(leastMM) - slack; t.At.Width() < least || t.At.Height() < least {
		p.fault(TooSmall, id, t.At, "is %.1f × %.1f mm", t.At.Width()/p.look.PerMM, t.At.Height()/p.look.PerMM)
	}
}

// reachable judges a target by what is hidden of it, that no page can be moved to
// show.
func (p *page) reachable(t kit.Thing) {
	id, _ := t.Target()
	if side := max(t.Seen.Left-t.At.Left, t.At.Right-t.Seen.Right); side > slack && !t.Across {
		p.fault(Beyond, id, t.At, "is cut at its side by %.0f px", side)
	}
	if end := max(t.Seen.Top-t.At.Top, t.At.Bottom-t.Seen.Bottom); end > slack && !t.Along {
		p.fault(Beyond, id, t.At, "is cut above or below by %.0f px", end)
	}
}

// apart judges what is seen of two targets. One may lie inside the other, as a
// button on a card, when the outer one is left large enough beside it.
func (p *page) apart(one, other kit.Thing) {
	common := one.Seen.Meet(other.Seen)
	if common.Width() > slack && common.Height() > slack && !p.shared(one, other) {
		under, _ := one.Target()
		over, _ := other.Target()
		p.fault(Overlaps, over, common, "lies over %q by %.0f × %.0f", under, common.Width(), common.Height())
	}
}

// shared tells whether a target is part of another that has room beside it.
func (p *page) shared(outer, inner kit.Thing) bool {
	least := p.look.MM(leastMM)
	roomy := outer.At.Width()-inner.At.Width() >= least || outer.At.Height()-inner.At.Height() >= least
	return roomy && slices.Contains(inner.Inside, outer.Object)
}
