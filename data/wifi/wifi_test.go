package wifi

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

func TestNobodyIsThere(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")
	if _, err := Open(t.Context()); !errors.Is(err, ErrNone) {
		t.Errorf("without a bus: %v", err)
	}
	bus(t)
	if _, err := Open(t.Context()); !errors.Is(err, ErrNone) {
		t.Errorf("with nobody on it: %v", err)
	}
}

func TestNetworksInReach(t *testing.T) {
	s := serve(t)
	m := open(t, t.Context())
	must(t, m.Scan(t.Context()))
	if s.scans != 1 {
		t.Errorf("it listened %d times", s.scans)
	}
	all, err := m.Networks(t.Context())
	must(t, err)
	var said []string
	for _, n := range all {
		said = append(said, fmt.Sprintf("%s %d locked=%t fits=%t here=%t", n.Name, n.Strength, n.Locked, n.Fits, n.Here))
	}
	want := `Văn phòng 90 locked=true fits=false here=false
Quán Mẫu 81 locked=true fits=true here=false
Khách 60 locked=false fits=true here=false
Mới 30 locked=true fits=true here=false
Cũ 20 locked=true fits=false here=false`
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("in reach:\n%s\nwant:\n%s", got, want)
	}
}

func TestANetworkIsJoined(t *testing.T) {
	s := serve(t)
	m := open(t, t.Context())
	s.set(func() {
		s.keep(map[string]props{"802-11-wireless": {"ssid": dbus.MakeVariant([]byte("Quán Mẫu"))}, "802-11-wireless-security": {"psk": dbus.MakeVariant("mat-khau-cu")}})
		s.keep(map[string]props{"802-11-wireless": {"ssid": dbus.MakeVariant([]byte("Nhà"))}})
	})
	if state, err := m.State(t.Context()); err != nil || state != (State{}) {
		t.Errorf("before: %+v, %v", state, err)
	}
	must(t, m.Join(t.Context(), "Quán Mẫu", "mat-khau-dung"))
	if state, err := m.State(t.Context()); err != nil || state != (State{Name: "Quán Mẫu", Online: true}) {
		t.Errorf("after: %+v, %v", state, err)
	}
	if got := s.keeps(); !maps.Equal(got, map[string]string{"Quán Mẫu": "mat-khau-dung", "Nhà": ""}) {
		t.Errorf("kept: %v", got)
	}
	all, err := m.Networks(t.Context())
	must(t, err)
	for _, n := range all {
		if n.Here != (n.Name == "Quán Mẫu") {
			t.Errorf("%+v", n)
		}
	}
	must(t, m.Join(t.Context(), "Khách", ""))
}

func TestAWrongPasswordIsNotKept(t *testing.T) {
	s := serve(t)
	m := open(t, t.Context())
	if err := m.Join(t.Context(), "Quán Mẫu", "mat-khau-sai"); !errors.Is(err, ErrPassword) {
		t.Error(err)
	}
	if got := s.keeps(); len(got) != 0 {
		t.Errorf("kept: %v", got)
	}
	must(t, m.Join(t.Context(), "Quán Mẫu", "mat-khau-dung"))
}

func TestWhyANetworkIsNotJoined(t *testing.T) {
	s := serve(t)
	m := open(t, t.Context())
	for name, want := range map[string]error{"Văn phòng": ErrKind, "Cũ": ErrKind, "Xa": ErrGone} {
		if err := m.Join(t.Context(), name, "12345678"); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for reason, want := range map[uint32]error{16: ErrAddress, noAddress: ErrAddress, nameNotFound: ErrGone, 1: ErrFailed} {
		s.set(func() { s.broken = reason })
		if err := m.Join(t.Context(), "Khách", ""); !errors.Is(err, want) {
			t.Errorf("reason %d: %v", reason, err)
		}
	}
	s.set(func() { s.denied = true })
	if err := m.Join(t.Context(), "Khách", ""); !errors.Is(err, ErrDenied) {
		t.Error(err)
	}
	if got := s.keeps(); len(got) != 0 {
		t.Errorf("kept: %v", got)
	}
	s.set(func() { delete(s.props, radioPath) })
	if _, err := m.Networks(t.Context()); !errors.Is(err, ErrDevice) {
		t.Errorf("without a radio: %v", err)
	}
}

func TestJoiningEndsWithItsContext(t *testing.T) {
	serve(t)
	m := open(t, t.Context())
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := m.Join(ctx, "Khách", ""); err == nil {
		t.Error("it was joined")
	}
}

func TestACableIsToldAndAPortal(t *testing.T) {
	s := serve(t)
	m := open(t, t.Context())
	s.set(func() {
		s.props[cablePath][device]["State"] = dbus.MakeVariant(uint32(connected))
		s.props[manager][service]["Connectivity"] = dbus.MakeVariant(uint32(portal))
	})
	if state, err := m.State(t.Context()); err != nil || state != (State{Cable: true, Portal: true}) {
		t.Errorf("%+v, %v", state, err)
	}
	s.set(func() { s.props[manager][service]["Connectivity"] = dbus.MakeVariant(uint32(0)) }) // nobody checks
	if state, err := m.State(t.Context()); err != nil || state != (State{Cable: true, Online: true}) {
		t.Errorf("%+v, %v", state, err)
	}
}

func TestPasswords(t *testing.T) {
	for text, ok := range map[string]bool{
		"12345678": true, "1234567": false, strings.Repeat("x", 63): true, strings.Repeat("x", 64): false,
		"co dau cach 1": true, "có dấu thật": false, "a\tb45678901": false, "": false,
	} {
		if (CheckPassword(text) == nil) != ok {
			t.Errorf("%q: %v", text, CheckPassword(text))
		}
	}
}
