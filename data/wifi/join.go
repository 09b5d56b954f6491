package wifi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"
)

// joinTime is the longest that a network is joined for.
const joinTime = 60 * time.Second

// Reasons of NetworkManager for a device's state (NMDeviceStateReason).
const (
	noSecrets      = 7
	supplicantLeft = 8
	supplicantSlow = 11
	noAddress      = 5
	addressLast    = 17 // of DHCP's
	addressFirst   = 15
	nameNotFound   = 53
)

// States of a device beside connected.
const (
	disconnected = 30
	needsSecrets = 60
	failed       = 120
)

// Join joins the network of that name in place of the one that the device is in, and
// returns once there is an address. The password is left out for one without.
func (m *Manager) Join(ctx context.Context, name, password string) error {
	ctx, stop := context.WithTimeout(ctx, joinTime)
	defer stop()
	n, err := m.find(ctx, name)
	if err != nil {
		return err
	}
	radio, err := m.radio(ctx)
	if err != nil {
		return err
	}
	signals, end, err := m.listen(radio)
	if err != nil {
		return err
	}
	defer end()
	before := m.keptFor(ctx, name)
	var connection, running dbus.ObjectPath
	err = m.bus.Object(service, manager).CallWithContext(ctx, service+".AddAndActivateConnection", 0, n.connection(password), radio, n.point).Store(&connection, &running)
	if err != nil {
		return fmt.Errorf("join %s: %w", name, told(err))
	}
	if err := m.joined(ctx, radio, signals); err != nil {
		m.forget(ctx, connection)
		return fmt.Errorf("join %s: %w", name, err)
	}
	for _, older := range before {
		m.forget(ctx, older)
	}
	return nil
}

// find is the network of that name that can be joined.
func (m *Manager) find(ctx context.Context, name string) (Network, error) {
	all, err := m.Networks(ctx)
	if err != nil {
		return Network{}, err
	}
	there := slices.ContainsFunc(all, func(n Network) bool { return n.Name == name })
	i := slices.IndexFunc(all, func(n Network) bool { return n.Name == name && n.Fits })
	switch {
	case !there:
		return Network{}, fmt.Errorf("%w: %s", ErrGone, name)
	case i < 0:
		return Network{}, fmt.Errorf("%w: %s", ErrKind, name)
	}
	return all[i], nil
}

// connection is what NetworkManager keeps of a network.
func (n Network) connection(password string) map[string]props {
	v := dbus.MakeVariant
	c := map[string]props{
		"connection":      {"id": v(n.Name), "type": v("802-11-wireless"), "autoconnect": v(true), "autoconnect-retries": v(int32(0))},
		"802-11-wireless": {"ssid": v([]byte(n.Name)), "mode": v("infrastructure"), "powersave": v(uint32(2))}, // 2: never sleeps
	}
	if n.keying != "" {
		c["802-11-wireless-security"] = props{"key-mgmt": v(n.keying), "psk": v(password)}
	}
	return c
}

// joined waits until the device has an address, or has failed. What it tells first may
// still be of the network that it leaves.
func (m *Manager) joined(ctx context.Context, radio dbus.ObjectPath, signals <-chan *dbus.Signal) error {
	begun := false
	for {
		select {
		case <-ctx.Done():
			return errors.Join(ErrFailed, ctx.Err())
		case s := <-signals:
			if s == nil {
				return ErrNone
			}
			if s.Name != device+".StateChanged" || s.Path != radio || len(s.Body) < 3 {
				continue
			}
			state, _ := s.Body[0].(uint32)
			reason, _ := s.Body[2].(uint32)
			begun = begun || state > disconnected && state < connected
			switch {
			case !begun:
			case state == connected:
				return nil
			case state == failed, state <= disconnected:
				return because(reason)
			case state == needsSecrets && reason == supplicantLeft:
				return because(noSecrets) // it would ask somebody for another password
			}
		}
	}
}

// because is why a device failed.
func because(reason uint32) error {
	switch {
	case reason >= noSecrets && reason <= supplicantSlow:
		return ErrPassword
	case reason == noAddress, reason >= addressFirst && reason <= addressLast:
		return ErrAddress
	case reason == nameNotFound:
		return ErrGone
	}
	return fmt.Errorf("%w: reason %d", ErrFailed, reason)
}

// keptFor are what NetworkManager keeps for a network of that name.
func (m *Manager) keptFor(ctx context.Context, name string) (found []dbus.ObjectPath) {
	var all []dbus.ObjectPath
	if m.bus.Object(service, settings).CallWithContext(ctx, service+".Settings.ListConnections", 0).Store(&all) != nil {
		return nil // nothing is replaced then
	}
	for _, path := range all {
		var c map[string]props
		err := m.bus.Object(service, path).CallWithContext(ctx, kept+".GetSettings", 0).Store(&c)
		if err == nil && string(value[[]byte](c["802-11-wireless"], "ssid")) == name {
			found = append(found, path)
		}
	}
	return found
}

// forget drops what is kept of a network; one that stays does no harm.
func (m *Manager) forget(ctx context.Context, path dbus.ObjectPath) {
	_ = m.bus.Object(service, path).CallWithContext(context.WithoutCancel(ctx), kept+".Delete", 0).Err
}
