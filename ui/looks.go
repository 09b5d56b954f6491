package ui

import (
	"context"
	"strings"
	"time"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// The names of the counters of what visitors looked at; the key is the product's
// code. Each counts a product at most once in a visit, and nothing tells which of
// them were looked at together.
const (
	CountShown  = "product.shown"  // its card was on the screen for a second or longer
	CountOpened = "product.opened" // its page was opened
	CountQR     = "product.qr"     // the code of one of its shops was whole on the screen for a second or longer
	CountKept   = "product.kept"   // it was put on the visitor's list
	CountVisit  = "visit"          // a visit in which anything of the above happened; its key is ""
)

// lookEvery is between two looks at what is on the screen: what is there at both
// was there long enough to be seen.
const lookEvery = time.Second

// looked is one thing that counts once in a visit.
type looked struct{ name, key string }

// looks is what a visit looked at.
type looks struct {
	done  map[looked]bool // that count already
	sight map[looked]bool // on the screen at the last look
	at    time.Time       // of the last look
}

func newLooks() looks { return looks{done: map[looked]bool{}} }

// tickLooks looks at what is on the screen, once in a while, as long as a visitor
// is there.
func (s *Shell) tickLooks() {
	now := s.options.Now()
	if !s.counts() || now.Sub(s.visit.looks.at) < lookEvery {
		return
	}
	before, sight := s.visit.looks.sight, map[looked]bool{}
	for _, t := range s.stage.Targets() {
		if one, ok := s.lookedAt(t); ok {
			sight[one] = true
			if before[one] {
				s.visit.looks.done[one] = true
			}
		}
	}
	s.visit.looks.sight, s.visit.looks.at = sight, now
}

// counts tells whether what is on the screen is looked at by a visitor.
func (s *Shell) counts() bool { return s.options.OnLooks != nil && !s.waits() && s.staff == nil }

// lookedAt tells what the sight of a target counts as: the greater part of a
// card, or a code that is whole.
func (s *Shell) lookedAt(t kit.Target) (looked, bool) {
	if code, ok := strings.CutPrefix(t.ID, "card."); ok {
		least := int(1.5 * s.look.Touch)
		return looked{CountShown, code}, t.W >= least && t.H >= least
	}
	here := s.Route()
	whole := t.H >= t.W // a symbol has its caption below
	return looked{CountQR, here.ID}, here.Screen == model.AtProduct && strings.HasPrefix(t.ID, "product.qr.") && whole
}

// countOpened counts the page that came up, when it is a product's.
func (s *Shell) countOpened(view any) {
	if p, ok := view.(model.Product); ok && !p.Gone && s.counts() {
		s.visit.looks.done[looked{CountOpened, p.Code}] = true
	}
}

// countLiked counts a product that the visitor put on his list.
func (s *Shell) countLiked(code string) {
	if s.counts() {
		s.visit.looks.done[looked{CountKept, code}] = true
	}
}

// keepLooks hands over what the visit counted, when it ends.
func (s *Shell) keepLooks() {
	done := s.visit.looks.done
	s.visit.looks = newLooks()
	if len(done) == 0 || s.options.OnLooks == nil {
		return
	}
	sums := map[string]map[string]int64{CountVisit: {"": 1}}
	for one := range done {
		if sums[one.name] == nil {
			sums[one.name] = map[string]int64{}
		}
		sums[one.name][one.key] = 1
	}
	s.aside(func(ctx context.Context) error { return s.options.OnLooks(ctx, sums) })
}
