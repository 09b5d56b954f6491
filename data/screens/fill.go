package screens

import (
	"fmt"
	"os"

	"github.com/jezek/xgb/xproto"
)

// Fill makes the windows of this process that can be seen as large as the kiosk's
// display, at its corner. Where there is no window manager nobody else does so after
// the display has changed.
func (s *Screens) Fill(on Output) error {
	tree, err := xproto.QueryTree(s.conn, s.root).Reply()
	if err != nil {
		return fmt.Errorf("list windows: %w", err)
	}
	name := "_NET_WM_PID"
	pid, err := xproto.InternAtom(s.conn, false, uint16(len(name)), name).Reply() // #nosec G115 -- eleven letters
	if err != nil {
		return fmt.Errorf("list windows: %w", err)
	}
	for _, w := range tree.Children {
		if !s.ours(w, pid.Atom) {
			continue
		}
		const all = xproto.ConfigWindowX | xproto.ConfigWindowY | xproto.ConfigWindowWidth | xproto.ConfigWindowHeight
		shape := []uint32{uint32(on.X), uint32(on.Y), uint32(on.Width), uint32(on.Height)} // #nosec G115 -- they came as 16 bits
		if err := xproto.ConfigureWindowChecked(s.conn, w, all, shape).Check(); err != nil {
			return fmt.Errorf("fill the display: %w", err)
		}
	}
	return nil
}

// ours tells whether a window is this process's and can be seen; one that has gone
// meanwhile is not.
func (s *Screens) ours(w xproto.Window, pid xproto.Atom) bool {
	about, err := xproto.GetWindowAttributes(s.conn, w).Reply()
	if err != nil || about.MapState != xproto.MapStateViewable {
		return false
	}
	got, err := xproto.GetProperty(s.conn, false, w, pid, xproto.AtomCardinal, 0, 1).Reply()
	if err != nil || len(got.Value) < 4 {
		return false
	}
	v := got.Value
	return int(v[0])|int(v[1])<<8|int(v[2])<<16|int(v[3])<<24 == os.Getpid()
}
