package wifi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// Names of NetworkManager on the bus.
const (
	service  = "org.freedesktop.NetworkManager"
	manager  = dbus.ObjectPath("/org/freedesktop/NetworkManager")
	settings = manager + "/Settings"
	device   = service + ".Device"
	wireless = device + ".Wireless"
	point    = service + ".AccessPoint"
	kept     = service + ".Settings.Connection"
	allOf    = "org.freedesktop.DBus.Properties.GetAll"
	setOf    = "org.freedesktop.DBus.Properties.Set"
	changed  = "org.freedesktop.DBus.Properties.PropertiesChanged"
)

// Values of NetworkManager's properties.
const (
	isCable    = 1 // of DeviceType
	isWireless = 2

	privacy = 1 // of an access point's Flags

	keyPSK = 0x100 // of WpaFlags and RsnFlags
	keySAE = 0x400

	connected = 100 // of a device's State
	unmanaged = 10

	portal = 2 // of Connectivity
	full   = 4
)

type props = map[string]dbus.Variant

// value reads a property, the zero value when it is not there.
func value[T any](p props, name string) T {
	v, _ := p[name].Value().(T)
	return v
}

func (m *Manager) all(ctx context.Context, path dbus.ObjectPath, face string) (props, error) {
	p := props{}
	if err := m.bus.Object(service, path).CallWithContext(ctx, allOf, 0, face).Store(&p); err != nil {
		return nil, told(err)
	}
	return p, nil
}

// told puts what NetworkManager or the bus says into the package's errors.
func told(err error) error {
	var failed dbus.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch name := failed.Name; {
	case name == "org.freedesktop.DBus.Error.ServiceUnknown", name == "org.freedesktop.DBus.Error.NameHasNoOwner", strings.HasPrefix(name, "org.freedesktop.DBus.Error.Spawn"):
		return fmt.Errorf("%w: %w", ErrNone, err)
	case strings.HasSuffix(name, ".PermissionDenied"), strings.HasSuffix(name, ".AccessDenied"), strings.HasSuffix(name, ".AuthFailed"):
		return fmt.Errorf("%w: %w", ErrDenied, err)
	case strings.HasSuffix(name, ".UnknownObject"), strings.HasSuffix(name, ".UnknownMethod"), strings.HasSuffix(name, ".UnknownConnection"), strings.HasSuffix(name, ".UnknownDevice"):
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	return fmt.Errorf("%w: %w", ErrFailed, err)
}

// radio is the wireless device; the first one, of several.
func (m *Manager) radio(ctx context.Context) (dbus.ObjectPath, error) {
	paths, err := m.devices(ctx)
	if err != nil {
		return "", err
	}
	for _, path := range paths {
		d, err := m.all(ctx, path, device)
		if err == nil && value[uint32](d, "DeviceType") == isWireless && value[uint32](d, "State") > unmanaged {
			return path, nil
		}
	}
	return "", ErrDevice
}

func (m *Manager) devices(ctx context.Context) (paths []dbus.ObjectPath, err error) {
	if err := m.bus.Object(service, manager).CallWithContext(ctx, service+".GetDevices", 0).Store(&paths); err != nil {
		return nil, fmt.Errorf("list devices: %w", told(err))
	}
	return paths, nil
}

// Networks lists what is in reach as the device knows it now, the strongest first;
// [Manager.Scan] makes it listen anew.
func (m *Manager) Networks(ctx context.Context) ([]Network, error) {
	path, err := m.radio(ctx)
	if err != nil {
		return nil, err
	}
	w, err := m.all(ctx, path, wireless)
	if err != nil {
		return nil, fmt.Errorf("list networks: %w", err)
	}
	var points []dbus.ObjectPath
	if err := m.bus.Object(service, path).CallWithContext(ctx, wireless+".GetAllAccessPoints", 0).Store(&points); err != nil {
		return nil, fmt.Errorf("list networks: %w", told(err))
	}
	var found []Network
	for _, at := range points {
		if p, err := m.all(ctx, at, point); err == nil { // else it is gone again
			found = merge(found, newNetwork(at, p, at == value[dbus.ObjectPath](w, "ActiveAccessPoint")))
		}
	}
	slices.SortFunc(found, func(a, b Network) int {
		return cmp.Or(cmp.Compare(b.Strength, a.Strength), strings.Compare(a.Name, b.Name))
	})
	return found, nil
}

func newNetwork(at dbus.ObjectPath, p props, here bool) Network {
	n := Network{
		Name: string(value[[]byte](p, "Ssid")), Strength: int(value[byte](p, "Strength")), Here: here, Fits: true, point: at,
	}
	keys := value[uint32](p, "WpaFlags") | value[uint32](p, "RsnFlags")
	switch {
	case keys&keyPSK != 0:
		n.Locked, n.keying = true, "wpa-psk"
	case keys&keySAE != 0:
		n.Locked, n.keying = true, "sae"
	case keys != 0 || value[uint32](p, "Flags")&privacy != 0:
		n.Locked, n.Fits = true, false
	}
	return n
}

// merge adds a network, or strengthens the one of its name and kind. One without a
// name cannot be chosen.
func merge(found []Network, n Network) []Network {
	if strings.Trim(n.Name, "\x00") == "" {
		return found
	}
	i := slices.IndexFunc(found, func(o Network) bool { return o.Name == n.Name && o.keying == n.keying && o.Fits == n.Fits })
	if i < 0 {
		return append(found, n)
	}
	n.Here = n.Here || found[i].Here
	if n.Strength > found[i].Strength {
		found[i] = n
	}
	found[i].Here = n.Here
	return found
}

// scanTime is the longest that is listened for networks.
const scanTime = 10 * time.Second

// Scan switches the radio on where it is off and listens for networks.
func (m *Manager) Scan(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, scanTime)
	defer stop()
	on := m.bus.Object(service, manager).CallWithContext(ctx, setOf, 0, service, "WirelessEnabled", dbus.MakeVariant(true))
	if on.Err != nil {
		return fmt.Errorf("switch the radio on: %w", told(on.Err))
	}
	path, err := m.radio(ctx)
	if err != nil {
		return err
	}
	signals, end, err := m.listen(path)
	if err != nil {
		return err
	}
	defer end()
	if err := m.bus.Object(service, path).CallWithContext(ctx, wireless+".RequestScan", 0, props{}).Err; err != nil {
		if err = told(err); errors.Is(err, ErrDenied) {
			return fmt.Errorf("scan: %w", err)
		}
		return nil // it has listened just now
	}
	return scanned(ctx, signals)
}

// scanned waits until the device has listened; that it takes long is no error.
func scanned(ctx context.Context, signals <-chan *dbus.Signal) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case s := <-signals:
			if s == nil {
				return ErrNone
			}
			if s.Name != changed || len(s.Body) < 2 {
				continue
			}
			if now, _ := s.Body[1].(props); now["LastScan"].Value() != nil {
				return nil
			}
		}
	}
}

// listen delivers what an object tells, until end.
func (m *Manager) listen(path dbus.ObjectPath) (signals chan *dbus.Signal, end func(), err error) {
	match := dbus.WithMatchObjectPath(path)
	if err := m.bus.AddMatchSignal(match); err != nil {
		return nil, nil, fmt.Errorf("listen to the network manager: %w", told(err))
	}
	signals = make(chan *dbus.Signal, 32)
	m.bus.Signal(signals)
	return signals, func() {
		m.bus.RemoveSignal(signals)
		_ = m.bus.RemoveMatchSignal(match) // one too many is harmless
	}, nil
}

// State tells how the computer stands with the networks.
func (m *Manager) State(ctx context.Context) (State, error) { return m.state(ctx) }

func (m *Manager) state(ctx context.Context) (s State, err error) {
	all, err := m.all(ctx, manager, service)
	if err != nil {
		return s, err
	}
	paths, err := m.devices(ctx)
	if err != nil {
		return s, err
	}
	for _, path := range paths {
		if err := m.look(ctx, path, &s); err != nil && !errors.Is(err, ErrGone) {
			return s, err
		}
	}
	online := value[uint32](all, "Connectivity")
	s.Portal = online == portal
	s.Online = online == full || online == 0 && (s.Cable || s.Name != "")
	return s, nil
}

// look adds what one device is connected to.
func (m *Manager) look(ctx context.Context, path dbus.ObjectPath, s *State) error {
	d, err := m.all(ctx, path, device)
	if err != nil || value[uint32](d, "State") != connected {
		return err
	}
	switch value[uint32](d, "DeviceType") {
	case isCable:
		s.Cable = true
	case isWireless:
		w, err := m.all(ctx, path, wireless)
		if err != nil {
			return err
		}
		p, err := m.all(ctx, value[dbus.ObjectPath](w, "ActiveAccessPoint"), point)
		if err != nil {
			return err
		}
		s.Name = string(value[[]byte](p, "Ssid"))
	}
	return nil
}
