package record

import (
	"fmt"
	"strings"

	"hangviet/data/ledger"
)

// card is a day card that was asked for, and whether it was found.
type card struct {
	ledger.DayCard
	contained, branch, forged bool
}

func openCard(text string) (card, error) {
	c, err := ledger.ParseDayCard(strings.TrimSpace(text))
	if err != nil {
		return card{}, fmt.Errorf("open day card: %w", err)
	}
	return card{DayCard: c}, nil
}

// openCards checks the signatures of the cards of this section's kiosk. A card
// for an empty ledger is contained in any.
func (s *reading) openCards() {
	s.awaited = nil
	for i := range s.cards {
		c := &s.cards[i]
		if c.Kiosk != s.section.kiosk {
			continue
		}
		if err := c.Verify(s.section.key[:]); err != nil {
			c.forged = true
			continue
		}
		s.awaited = append(s.awaited, c)
		if c.Size == 0 && !s.section.branch {
			c.contained = true
		}
	}
}

// lookCards holds the tree against the cards for its size.
func (s *reading) lookCards() {
	for _, c := range s.awaited {
		if c.Size == s.tree.size && c.Root == s.tree.root() {
			c.branch = s.section.branch && !c.contained
			c.contained = true
		}
	}
}

// checkCards tells which cards were not found.
func (r *recounter) checkCards() {
	for i, c := range r.cards {
		r.report.Cards[i].Contained, r.report.Cards[i].Branch = c.contained, c.branch
		if c.contained {
			continue
		}
		size := c.Size
		f := Fault{Code: CodeCard, Kiosk: c.Kiosk, Entry: &size}
		if c.forged {
			f.Detail = "its signature is not the kiosk's"
		}
		r.fault(f)
	}
}
