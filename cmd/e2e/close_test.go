package e2e

import (
	"encoding/binary"
	"strconv"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// askToClose asks a window to close, as a window manager does for Alt+F4 and for the
// cross in a title bar.
func (s *screen) askToClose(t *testing.T, window string) {
	t.Helper()
	conn, err := xgb.NewConnDisplay(s.name)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	id, err := strconv.ParseUint(window, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	atom := func(name string) uint32 {
		got, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			t.Fatal(err)
		}
		return uint32(got.Atom)
	}
	event := make([]byte, 32) // ClientMessage, 32 bits
	event[0], event[1] = xproto.ClientMessage, 32
	for at, value := range map[int]uint32{4: uint32(id), 8: atom("WM_PROTOCOLS"), 12: atom("WM_DELETE_WINDOW")} {
		binary.NativeEndian.PutUint32(event[at:], value)
	}
	if err := xproto.SendEventChecked(conn, false, xproto.Window(id), 0, string(event)).Check(); err != nil {
		t.Fatal(err)
	}
}
