package wifi

import (
	"bufio"
	"context"
	"errors"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bus starts a bus of its own, which is the system's for this test, and returns a
// connection for a service.
func bus(t *testing.T) *dbus.Conn {
	t.Helper()
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	must(t, err)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(address))
	conn, err := dbus.Connect(strings.TrimSpace(address))
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// radioService speaks NetworkManager's interfaces with a cable, a radio and a few
// access points, as a house has them.
type radioService struct {
	conn *dbus.Conn

	mu        sync.Mutex
	props     map[dbus.ObjectPath]map[string]props
	kept      map[dbus.ObjectPath]map[string]props
	made      int
	passwords map[string]string // by network
	broken    uint32            // reason for which nothing is joined; 0 none
	denied    bool
	scans     int
}

const (
	cablePath  = manager + "/Devices/1"
	radioPath  = manager + "/Devices/2"
	activePath = manager + "/ActiveConnection/1"
)

func serve(t *testing.T) *radioService {
	t.Helper()
	v := dbus.MakeVariant
	s := &radioService{conn: bus(t), kept: map[dbus.ObjectPath]map[string]props{}, passwords: map[string]string{"Quán Mẫu": "mat-khau-dung"}}
	s.props = map[dbus.ObjectPath]map[string]props{
		manager:   {service: {"WirelessEnabled": v(true), "Connectivity": v(uint32(1))}},
		cablePath: {device: {"DeviceType": v(uint32(isCable)), "State": v(uint32(20))}},
		radioPath: {
			device:   {"DeviceType": v(uint32(isWireless)), "State": v(uint32(disconnected))},
			wireless: {"ActiveAccessPoint": v(dbus.ObjectPath("/")), "LastScan": v(int64(-1))},
		},
	}
	s.point(1, "Quán Mẫu", 40, privacy, keyPSK)
	s.point(2, "Quán Mẫu", 81, privacy, keyPSK|keySAE) // the same one, nearer
	s.point(3, "Khách", 60, 0, 0)
	s.point(4, "Văn phòng", 90, privacy, 0x200) // asks for a name, too
	s.point(5, "Cũ", 20, privacy, 0)            // WEP
	s.point(6, "", 99, privacy, keyPSK)         // hides
	s.point(7, "Mới", 30, privacy, keySAE)
	for path := range s.props {
		s.export(t, path)
	}
	must(t, s.conn.ExportMethodTable(map[string]any{"GetDevices": s.devices, "AddAndActivateConnection": s.join}, manager, service))
	must(t, s.conn.ExportMethodTable(map[string]any{"GetAllAccessPoints": s.points, "RequestScan": s.scan}, radioPath, wireless))
	must(t, s.conn.ExportMethodTable(map[string]any{"ListConnections": s.connections}, settings, service+".Settings"))
	_, err := s.conn.RequestName(service, 0)
	must(t, err)
	return s
}

func (s *radioService) point(n int, name string, strength byte, flags, keys uint32) {
	v := dbus.MakeVariant
	path := manager + dbus.ObjectPath("/AccessPoint/"+string(rune('0'+n)))
	s.props[path] = map[string]props{point: {
		"Ssid": v([]byte(name)), "Strength": v(strength), "Flags": v(flags), "WpaFlags": v(uint32(0)), "RsnFlags": v(keys),
	}}
}

func (s *radioService) export(t *testing.T, path dbus.ObjectPath) {
	t.Helper()
	must(t, s.conn.ExportMethodTable(map[string]any{
		"GetAll": func(face string) (props, *dbus.Error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.props[path][face], nil
		},
		"Set": func(face, name string, value dbus.Variant) *dbus.Error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.props[path][face][name] = value
			return nil
		},
	}, path, "org.freedesktop.DBus.Properties"))
}

func (s *radioService) devices() ([]dbus.ObjectPath, *dbus.Error) {
	return []dbus.ObjectPath{cablePath, radioPath}, nil
}

func (s *radioService) points() ([]dbus.ObjectPath, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []dbus.ObjectPath
	for path := range s.props {
		if strings.Contains(string(path), "AccessPoint") {
			all = append(all, path)
		}
	}
	return append(all, manager+"/AccessPoint/99"), nil // which has gone meanwhile
}

func (s *radioService) scan(props) *dbus.Error {
	s.mu.Lock()
	s.scans++
	s.props[radioPath][wireless]["LastScan"] = dbus.MakeVariant(int64(s.scans))
	s.mu.Unlock()
	s.emit(radioPath, changed, wireless, props{"LastScan": dbus.MakeVariant(int64(s.scans))}, []string{})
	return nil
}

func (s *radioService) emit(path dbus.ObjectPath, name string, values ...any) {
	_ = s.conn.Emit(path, name, values...)
}

func (s *radioService) connections() ([]dbus.ObjectPath, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []dbus.ObjectPath
	for path := range s.kept {
		all = append(all, path)
	}
	return all, nil
}

// join keeps a network and goes through the states of joining it.
func (s *radioService) join(c map[string]props, at, near dbus.ObjectPath) (dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.denied {
		return "", "", &dbus.Error{Name: service + ".PermissionDenied", Body: []any{"not you"}}
	}
	path := s.keep(c)
	name := value[[]byte](c["802-11-wireless"], "ssid")
	secret := s.props[near][point]["RsnFlags"].Value().(uint32) != 0
	wrong := secret && value[string](c["802-11-wireless-security"], "psk") != s.passwords[string(name)]
	steps := [][2]uint32{{110, 0}, {disconnected, 0}, {40, 0}, {50, 0}, {needsSecrets, 0}, {50, 0}}
	switch {
	case s.broken != 0:
		steps = append(steps, [2]uint32{70, 0}, [2]uint32{failed, s.broken})
	case wrong:
		steps = append(steps, [2]uint32{needsSecrets, supplicantLeft}, [2]uint32{failed, noSecrets})
	default:
		steps = append(steps, [2]uint32{70, 0}, [2]uint32{connected, 0})
		s.props[radioPath][wireless]["ActiveAccessPoint"] = dbus.MakeVariant(near)
		s.props[radioPath][device]["State"] = dbus.MakeVariant(uint32(connected))
		s.props[manager][service]["Connectivity"] = dbus.MakeVariant(uint32(full))
	}
	go func() {
		for _, step := range steps {
			s.emit(at, device+".StateChanged", step[0], uint32(0), step[1])
		}
	}()
	return path, activePath, nil
}

// keep keeps a connection, to be read and dropped.
func (s *radioService) keep(c map[string]props) dbus.ObjectPath {
	s.made++
	path := settings + dbus.ObjectPath("/"+string(rune('0'+s.made)))
	s.kept[path] = c
	_ = s.conn.ExportMethodTable(map[string]any{
		"GetSettings": func() (map[string]props, *dbus.Error) { return c, nil },
		"Delete": func() *dbus.Error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if _, ok := s.kept[path]; !ok {
				return dbus.MakeFailedError(errors.New("gone"))
			}
			delete(s.kept, path)
			return nil
		},
	}, path, kept)
	return path
}

func (s *radioService) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// keeps are the passwords that are kept, by network.
func (s *radioService) keeps() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]string{}
	for _, c := range s.kept {
		name := string(value[[]byte](c["802-11-wireless"], "ssid"))
		all[name] += value[string](c["802-11-wireless-security"], "psk")
	}
	return all
}

func open(t *testing.T, ctx context.Context) *Manager {
	t.Helper()
	m, err := Open(ctx)
	must(t, err)
	t.Cleanup(func() { _ = m.Close() })
	return m
}
