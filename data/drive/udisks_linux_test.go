package drive

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// bus starts a bus of its own and returns two connections to it: a service's
// and a client's.
func bus(t *testing.T) (served, client *dbus.Conn) {
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
	connect := func() *dbus.Conn {
		conn, err := dbus.Connect(strings.TrimSpace(address))
		must(t, err)
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
	return connect(), connect()
}

// disks stands for the udisks2 service with one stick and one built-in disk.
type disks struct {
	mu      sync.Mutex
	place   string // where the stick is mounted when it is
	mounted string // "", or the options
	calls   []string
	out     bool
	busy    bool // somebody has a file of it open
}

const stickPath, diskPath = dbus.ObjectPath("/org/freedesktop/UDisks2/block_devices/sdb1"), dbus.ObjectPath("/org/freedesktop/UDisks2/block_devices/sda1")

func (d *disks) serve(t *testing.T, conn *dbus.Conn) {
	t.Helper()
	must(t, conn.ExportMethodTable(map[string]any{"GetManagedObjects": d.objects}, manager, "org.freedesktop.DBus.ObjectManager"))
	must(t, conn.ExportMethodTable(map[string]any{"Mount": d.mount, "Unmount": d.unmount}, stickPath, fileSystem))
	must(t, conn.ExportMethodTable(map[string]any{"PowerOff": d.powerOff}, manager+"/drives/usb", device))
	_, err := conn.RequestName(service, 0)
	must(t, err)
}

type faces = map[string]map[string]dbus.Variant

func (d *disks) objects() (objects, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var points [][]byte
	if d.mounted != "" {
		points = [][]byte{append([]byte(d.place), 0)}
	}
	v := dbus.MakeVariant
	all := objects{
		diskPath: faces{
			block:      {"Drive": v(manager + "/drives/built_in"), "HintSystem": v(true)},
			fileSystem: {"MountPoints": v([][]byte{[]byte("/\x00")})},
		},
		manager + "/drives/usb": faces{device: {"Removable": v(true), "CanPowerOff": v(true)}},
	}
	if !d.out {
		all[stickPath] = faces{
			block: {
				"Drive": v(manager + "/drives/usb"), "IdLabel": v("HANG VIET"), "IdUUID": v("1234-ABCD"), "Size": v(uint64(1 << 40)),
			},
			fileSystem: {"MountPoints": v(points)},
		}
	}
	return all, nil
}

func (d *disks) mount(options map[string]dbus.Variant) (string, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.mounted != "" {
		return "", dbus.MakeFailedError(errors.New("already mounted"))
	}
	d.mounted = value[string](options, "options")
	d.calls = append(d.calls, "mount "+d.mounted)
	return d.place, nil
}

func (d *disks) unmount(map[string]dbus.Variant) *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy {
		return &dbus.Error{Name: busyError, Body: []any{"target is busy"}}
	}
	d.mounted = ""
	d.calls = append(d.calls, "unmount")
	return nil
}

func (d *disks) powerOff(map[string]dbus.Variant) *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls = append(d.calls, "power off")
	return nil
}

func (d *disks) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
}

// told returns the calls since the last time.
func (d *disks) told() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	calls := d.calls
	d.calls = nil
	return calls
}

func TestUdisksMountsForReadingAndWritesWhenAsked(t *testing.T) {
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Fatal("dbus-daemon is missing; .make/deps.sh test installs it")
	}
	served, client := bus(t)
	service := &disks{place: t.TempDir()}
	service.serve(t, served)
	u, err := newUdisks(t.Context(), client)
	must(t, err)
	drives, err := u.List(t.Context())
	must(t, err)
	if len(drives) != 1 || drives[0].Name() != "HANG VIET" || drives[0].Path != service.place || drives[0].Device != 1<<40 {
		t.Fatalf("the sticks are %+v", drives)
	}
	if got := service.told(); !slices.Equal(got, []string{"mount " + forReading}) {
		t.Errorf("to read it, udisks2 was told %q", got)
	}
	must(t, u.Write(t.Context(), drives[0], func(dir string) error {
		if now, err := u.List(t.Context()); err != nil || len(now) != 1 || !sameDrive(now[0], drives[0]) {
			t.Errorf("while it is written: %+v, %v", now, err)
		}
		if err := u.Write(t.Context(), drives[0], nil); !errors.Is(err, ErrBusy) {
			t.Errorf("writing twice at once: %v", err)
		}
		return os.WriteFile(filepath.Join(dir, "x"), []byte("x"), 0o644)
	}))
	if got := service.told(); !slices.Equal(got, []string{"unmount", "mount " + forWriting, "unmount", "mount " + forReading}) {
		t.Errorf("to write it, udisks2 was told %q", got)
	}
	service.set(func() { service.busy = true })
	if err := u.Eject(t.Context(), drives[0]); !errors.Is(err, ErrBusy) {
		t.Errorf("ejecting what is in use: %v", err)
	}
	service.set(func() { service.busy = false })
	must(t, u.Eject(t.Context(), drives[0]))
	if got := service.told(); !slices.Equal(got, []string{"unmount", "power off"}) {
		t.Errorf("to eject it, udisks2 was told %q", got)
	}
}

// TestAnEjectedStickStaysSo until it is taken out, where its power stays on.
func TestAnEjectedStickStaysSo(t *testing.T) {
	served, client := bus(t)
	service := &disks{place: t.TempDir()}
	service.serve(t, served)
	u, err := newUdisks(t.Context(), client)
	must(t, err)
	for range 2 {
		drives, err := u.List(t.Context())
		must(t, err)
		if len(drives) != 1 {
			t.Fatalf("the sticks are %+v", drives)
		}
		must(t, u.Eject(t.Context(), drives[0]))
		service.told()
		if drives, err = u.List(t.Context()); err != nil || len(drives) > 0 || len(service.told()) > 0 {
			t.Errorf("after it: %+v, %v", drives, err)
		}
		service.set(func() { service.out = true })
		_, err = u.List(t.Context())
		must(t, err)
		service.set(func() { service.out = false })
	}
}

func TestUdisksTellsOfAStickThatComesAndGoes(t *testing.T) {
	served, client := bus(t)
	service := &disks{place: t.TempDir(), out: true}
	service.serve(t, served)
	u, err := newUdisks(t.Context(), client)
	must(t, err)
	next := ids(t, u)
	turn := func(out bool, signal string) {
		service.set(func() { service.out = out })
		must(t, served.Emit(manager, "org.freedesktop.DBus.ObjectManager."+signal, stickPath))
	}
	if got := next(); got != "" {
		t.Fatalf("at first %q", got)
	}
	turn(false, "InterfacesAdded")
	if got := next(); got != "HANG VIET" {
		t.Errorf("a stick that came: %q", got)
	}
	turn(true, "InterfacesRemoved")
	if got := next(); got != "" {
		t.Errorf("a stick that went: %q", got)
	}
	if err := u.Write(t.Context(), Drive{ID: "gone"}, nil); !errors.Is(err, ErrGone) {
		t.Errorf("writing to what is gone: %v", err)
	}
}

func TestWithoutABusTheMountPointsServe(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	drives, err := Open(t.Context())
	must(t, err)
	if _, ok := drives.(*Mounts); !ok {
		t.Errorf("got %T, want the mount points", drives)
	}
	must(t, drives.Close())
}
