package wifi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"
)

// The reasons for which no network is listed or joined.
var (
	ErrNone     = errors.New("no network manager")            // none runs, or there is no system bus
	ErrDevice   = errors.New("no wireless device")            // or it is switched off by a key of the computer
	ErrGone     = errors.New("network is out of reach")       //
	ErrKind     = errors.New("network of an unsuitable kind") // it asks for more than a password, or has WEP
	ErrPassword = errors.New("wrong password")
	ErrShort    = errors.New("password is not 8 to 63 letters, digits and signs")
	ErrAddress  = errors.New("network gives no address") // it was joined, but its router does not answer
	ErrDenied   = errors.New("network manager refuses")  // this account may not
	ErrFailed   = errors.New("network cannot be joined")
)

// Network is one that is in reach, by its name; access points of the same name and
// kind are one network.
type Network struct {
	Name     string
	Strength int  // per cent
	Locked   bool // it asks for a password
	Here     bool // the computer is in it
	Fits     bool // it can be joined: it asks for a password at most

	point  dbus.ObjectPath // the strongest
	keying string          // "", "wpa-psk", "sae"
}

// State is how the computer stands with the networks.
type State struct {
	Name   string // of the wireless network it is in; "" none
	Cable  bool   // it has an address by a cable
	Online bool   // the Internet answers; where nobody checks, there is an address
	Portal bool   // the network wants a page to be looked at first, as in hotels
}

// CheckPassword tells whether text can be a password at all (WPA: 8 to 63 printable
// ASCII characters): [ErrShort].
func CheckPassword(text string) error {
	printable := func(r rune) bool { return r >= ' ' && r <= '~' }
	if len(text) < 8 || len(text) > 63 || strings.TrimFunc(text, printable) != "" || strings.ContainsFunc(text, func(r rune) bool { return !printable(r) }) {
		return ErrShort
	}
	return nil
}

// Manager is this computer's NetworkManager. Its methods wait, and may be called from
// any goroutine.
type Manager struct{ bus *dbus.Conn }

// Open finds it on the system bus: [ErrNone].
func Open(ctx context.Context) (*Manager, error) {
	bus, err := dbus.ConnectSystemBus()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	m := &Manager{bus}
	if _, err := m.state(ctx); err != nil {
		_ = bus.Close() // what was wrong is told
		return nil, err
	}
	return m, nil
}

// Close ends the connection.
func (m *Manager) Close() error { return m.bus.Close() }
