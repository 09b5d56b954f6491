package screens

import (
	"fmt"
	"slices"
)

// lane is what drives a display's picture, a CRTC.
type lane struct {
	id            uint32
	x, y          int
	width, height int // as turned
	mode          uint32
	turn          Turn
	turns         []Turn
	outputs       []uint32
}

// port is a connector.
type port struct {
	Output
	id    uint32
	lane  uint32   // that drives it; 0 none
	lanes []uint32 // that could
	modes []mode   // the preferred ones first
}

// mode is a size of a picture, unturned, in pixels.
type mode struct {
	id            uint32
	width, height int
}

// scene is how everything stands.
type scene struct {
	width, height int // of the X screen
	ports         []port
	lanes         []lane
}

// plan is how it will: lanes that are not in it are off.
type plan struct {
	main          port
	width, height int
	lanes         []lane
}

// choose is the port on which the kiosk shows itself.
func (s scene) choose(name string) (port, error) {
	best, found := port{}, -1
	for _, p := range s.ports {
		if rank := p.rank(name); rank > found && len(p.modes) > 0 {
			best, found = p, rank
		}
	}
	if found < 0 {
		return port{}, ErrNone
	}
	return best, nil
}

// rank is how well a port serves the kiosk: one that is plugged in goes before the
// one that was asked for, and that before the primary one and one that has a picture.
// With nothing plugged in the one stays that has the picture.
func (p port) rank(name string) (rank int) {
	for weight, holds := range map[int]bool{8: p.Plugged, 4: p.Name == name, 2: p.Primary, 1: p.On} {
		if holds {
			rank += weight
		}
	}
	return rank
}

// plan is how the displays will stand.
func (s scene) plan(w Want) (plan, error) {
	main, err := s.choose(w.Output)
	if err != nil {
		return plan{}, err
	}
	if w.Turn == "" {
		w.Turn = main.Turn
	}
	p := plan{main: main}
	if err := p.drive(s, main, main.best(), w.Turn); err != nil {
		return plan{}, err
	}
	p.width, p.height = p.lanes[0].width, p.lanes[0].height
	p.main.On, p.main.Turn, p.main.X, p.main.Y, p.main.Width, p.main.Height = true, w.Turn, 0, 0, p.width, p.height
	if w.Mirror {
		p.mirror(s, w.Turn)
	}
	return p, nil
}

// mirror shows the same on every other display that has a picture of that size.
func (p *plan) mirror(s scene, turn Turn) {
	for _, other := range s.ports {
		i := slices.IndexFunc(other.modes, func(m mode) bool {
			width, height := m.turned(turn)
			return width == p.width && height == p.height
		})
		if other.id != p.main.id && other.Plugged && i >= 0 {
			_ = p.drive(s, other, other.modes[i], turn) // one that cannot stays black
		}
	}
}

// best is the picture that the display asks for.
func (p port) best() mode { return p.modes[0] }

func (m mode) turned(t Turn) (width, height int) {
	if t.sideways() {
		return m.height, m.width
	}
	return m.width, m.height
}

// drive finds a lane for a port: the one it has, or one that is free.
func (p *plan) drive(s scene, to port, m mode, turn Turn) error {
	free := func(l lane) bool {
		return slices.Contains(to.lanes, l.id) && !slices.ContainsFunc(p.lanes, func(used lane) bool { return used.id == l.id })
	}
	i := slices.IndexFunc(s.lanes, func(l lane) bool { return l.id == to.lane && free(l) })
	if i < 0 {
		i = slices.IndexFunc(s.lanes, free)
	}
	if i < 0 {
		return fmt.Errorf("%w: %s: nothing is free to drive it", ErrDrive, to.Name)
	}
	if !slices.Contains(s.lanes[i].turns, turn) {
		return fmt.Errorf("%w: %s: %s", ErrTurn, to.Name, turn)
	}
	width, height := m.turned(turn)
	p.lanes = append(p.lanes, lane{id: s.lanes[i].id, width: width, height: height, mode: m.id, turn: turn, outputs: []uint32{to.id}})
	return nil
}

// stands tells whether everything stands as planned already.
func (p plan) stands(s scene) bool {
	if s.width != p.width || s.height != p.height {
		return false
	}
	for _, now := range s.lanes {
		i := slices.IndexFunc(p.lanes, func(l lane) bool { return l.id == now.id })
		switch {
		case i < 0 && now.mode != 0:
			return false
		case i >= 0 && !p.lanes[i].same(now):
			return false
		}
	}
	return true
}

func (l lane) same(now lane) bool {
	return l.x == now.x && l.y == now.y && l.mode == now.mode && l.turn == now.turn && slices.Equal(l.outputs, now.outputs)
}
