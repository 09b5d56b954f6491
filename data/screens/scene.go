package screens

import (
	"fmt"
	"slices"

	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// rotations are RandR's bits of the turns.
var rotations = map[Turn]uint16{
	Upright: randr.RotationRotate0, Left: randr.RotationRotate90, Inverted: randr.RotationRotate180, Right: randr.RotationRotate270,
}

func rotation(t Turn) uint16 { return rotations[t] }

func turnOf(bits uint16) Turn {
	for _, t := range Turns {
		if bits&rotations[t] != 0 {
			return t
		}
	}
	return Upright
}

func turnsOf(bits uint16) (all []Turn) {
	for _, t := range Turns {
		if bits&rotations[t] != 0 {
			all = append(all, t)
		}
	}
	return all
}

// scene asks the server how everything stands.
func (s *Screens) scene() (scene, error) {
	all, err := randr.GetScreenResources(s.conn, s.root).Reply() // asks the connectors anew, too
	if err != nil {
		return scene{}, fmt.Errorf("list displays: %w", err)
	}
	size, err := xproto.GetGeometry(s.conn, xproto.Drawable(s.root)).Reply()
	if err != nil {
		return scene{}, fmt.Errorf("list displays: %w", err)
	}
	primary, err := randr.GetOutputPrimary(s.conn, s.root).Reply()
	if err != nil {
		return scene{}, fmt.Errorf("list displays: %w", err)
	}
	now := scene{width: int(size.Width), height: int(size.Height)}
	for _, id := range all.Crtcs {
		l, err := s.lane(id)
		if err != nil {
			return scene{}, err
		}
		now.lanes = append(now.lanes, l)
	}
	for _, id := range all.Outputs {
		p, err := s.port(id, modesOf(all.Modes), now.lanes)
		if err != nil {
			return scene{}, err
		}
		p.Primary = primary.Output == id
		if p.Plugged || p.On {
			now.ports = append(now.ports, p)
		}
	}
	return now, nil
}

func modesOf(infos []randr.ModeInfo) map[uint32]mode {
	all := map[uint32]mode{}
	for _, m := range infos {
		all[m.Id] = mode{m.Id, int(m.Width), int(m.Height)}
	}
	return all
}

func (s *Screens) lane(id randr.Crtc) (lane, error) {
	c, err := randr.GetCrtcInfo(s.conn, id, xproto.TimeCurrentTime).Reply()
	if err != nil {
		return lane{}, fmt.Errorf("ask about a picture: %w", err)
	}
	l := lane{
		id: uint32(id), x: int(c.X), y: int(c.Y), width: int(c.Width), height: int(c.Height),
		mode: uint32(c.Mode), turn: turnOf(c.Rotation), turns: turnsOf(c.Rotations),
	}
	for _, o := range c.Outputs {
		l.outputs = append(l.outputs, uint32(o))
	}
	return l, nil
}

func (s *Screens) port(id randr.Output, modes map[uint32]mode, lanes []lane) (port, error) {
	o, err := randr.GetOutputInfo(s.conn, id, xproto.TimeCurrentTime).Reply()
	if err != nil {
		return port{}, fmt.Errorf("ask about a display: %w", err)
	}
	p := port{id: uint32(id), lane: uint32(o.Crtc)}
	p.Name, p.Plugged, p.WideMM, p.HighMM, p.Turn = string(o.Name), o.Connection == randr.ConnectionConnected, int(o.MmWidth), int(o.MmHeight), Upright
	for _, c := range o.Crtcs {
		p.lanes = append(p.lanes, uint32(c))
	}
	for _, m := range o.Modes { // the preferred ones come first
		if known, ok := modes[uint32(m)]; ok {
			p.modes = append(p.modes, known)
		}
	}
	p.seen(lanes, o.NumPreferred == 0)
	return p, nil
}

// seen adds what is on the display now. One that prefers no picture, as a virtual
// one, keeps the one that it has.
func (p *port) seen(lanes []lane, keeps bool) {
	if len(p.modes) > 0 {
		p.Width, p.Height = p.modes[0].width, p.modes[0].height
	}
	for _, l := range lanes {
		if slices.Contains(p.lanes, l.id) && len(p.Turns) == 0 {
			p.Turns = l.turns
		}
		if l.id != p.lane || l.mode == 0 {
			continue
		}
		p.On, p.X, p.Y, p.Width, p.Height, p.Turn, p.Turns = true, l.x, l.y, l.width, l.height, l.turn, l.turns
		if i := slices.IndexFunc(p.modes, func(m mode) bool { return m.id == l.mode }); i > 0 && keeps {
			p.modes[0], p.modes[i] = p.modes[i], p.modes[0]
		}
	}
}
