package e2e

import (
	"bufio"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// port is the place where sticks are put into a kiosk: a bus of its own with the part
// of udisks2 on it that a kiosk speaks with. A stick is a folder.
type port struct {
	t    *testing.T
	conn *dbus.Conn

	mu      sync.Mutex
	folder  string // of the stick that is in, "" none
	mounted bool
}

// Names of udisks2.
const (
	disksService = "org.freedesktop.UDisks2"
	disksPath    = dbus.ObjectPath("/org/freedesktop/UDisks2")
	stickPath    = disksPath + "/block_devices/sdb1"
	portPath     = disksPath + "/drives/usb"
	managerFace  = "org.freedesktop.DBus.ObjectManager"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// openPort gives a screen's kiosk a place for sticks.
func openPort(t *testing.T, s *screen) *port {
	t.Helper()
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait() // killed above; its error says so
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	must(t, err)
	address = strings.TrimSpace(address)
	s.more = append(s.more, "DBUS_SYSTEM_BUS_ADDRESS="+address)
	p := &port{t: t}
	p.conn, err = dbus.Connect(address)
	must(t, err)
	t.Cleanup(func() { p.conn.Close() })
	must(t, p.conn.ExportMethodTable(map[string]any{"GetManagedObjects": p.objects}, disksPath, managerFace))
	must(t, p.conn.ExportMethodTable(map[string]any{"Mount": p.mount, "Unmount": p.unmount}, stickPath, disksService+".Filesystem"))
	_, err = p.conn.RequestName(disksService, 0)
	must(t, err)
	return p
}

// plug puts a stick in, or takes it out where the folder is "".
func (p *port) plug(folder string) {
	p.t.Helper()
	p.mu.Lock()
	p.folder, p.mounted = folder, false
	p.mu.Unlock()
	must(p.t, p.conn.Emit(disksPath, managerFace+".InterfacesAdded", stickPath, map[string]map[string]dbus.Variant{}))
}

type diskFaces = map[string]map[string]dbus.Variant

func (p *port) objects() (map[dbus.ObjectPath]diskFaces, *dbus.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v, points := dbus.MakeVariant, [][]byte{}
	all := map[dbus.ObjectPath]diskFaces{portPath: {disksService + ".Drive": {"Removable": v(true)}}}
	if p.folder == "" {
		return all, nil
	}
	if p.mounted {
		points = append(points, append([]byte(p.folder), 0))
	}
	all[stickPath] = diskFaces{
		disksService + ".Block":      {"Drive": v(portPath), "IdLabel": v("HANG VIET"), "IdUUID": v("1234-ABCD")},
		disksService + ".Filesystem": {"MountPoints": v(points)},
	}
	return all, nil
}

func (p *port) mount(map[string]dbus.Variant) (string, *dbus.Error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mounted = true
	return p.folder, nil
}

func (p *port) unmount(map[string]dbus.Variant) *dbus.Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mounted = false
	return nil
}
