package ui

import (
	"time"

	"hangviet/data/booth"
	"hangviet/ui/kit"
)

// permit is the one ballot that staff opened for the visitor.
type permit struct {
	round string
	until time.Time   // by the clock of showing; of no importance once it is being cast
	line  *kit.Banner // over the page, or nil
	left  int         // seconds that it says
}

func newPermit(round string, now time.Time) *permit {
	return &permit{round: round, until: now.Add(booth.PermitTime)}
}

// permitted are the rounds in which a ballot is open.
func (s *Shell) permitted() map[string]bool {
	if s.permit == nil {
		return nil
	}
	return map[string]bool{s.permit.round: true}
}

// permitBanner says over the visitor's page that a ballot is open, nil when none
// is.
func (s *Shell) permitBanner() *kit.Banner {
	if s.permit == nil || s.staff != nil {
		return nil
	}
	s.permit.left = s.permit.seconds(s.options.Now())
	s.permit.line = kit.NewBanner(s.look, "vote", s.permitText())
	return s.permit.line
}

func (p *permit) seconds(now time.Time) int {
	return max(0, int((p.until.Sub(now)+time.Second-1)/time.Second))
}

func (s *Shell) permitText() string {
	left := s.permit.left
	if left == 0 { // it is being cast: the booth lets it be finished
		return s.env().Say("staff.permit")
	}
	return s.env().Say("staff.permit.left", left/60, left%60)
}

// tickPermit counts down until when the ballot is open, and takes the line away
// with it.
func (s *Shell) tickPermit() {
	p := s.permit
	if p == nil || s.visit.casting || s.staff != nil {
		return
	}
	if !s.options.Desk.Permitted(p.round) {
		s.permit = nil
		s.reload()
		return
	}
	if left := p.seconds(s.options.Now()); left != p.left && p.line != nil {
		p.left = left
		p.line.SetText(s.permitText())
	}
}
