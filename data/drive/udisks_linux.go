package drive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"
)

// Names of udisks2 on the bus.
const (
	service    = "org.freedesktop.UDisks2"
	manager    = dbus.ObjectPath("/org/freedesktop/UDisks2")
	block      = service + ".Block"
	fileSystem = service + ".Filesystem"
	device     = service + ".Drive"
	allObjects = "org.freedesktop.DBus.ObjectManager.GetManagedObjects"
	busyError  = service + ".Error.DeviceBusy"
)

// How a drive is mounted. That nothing on it may run, be a device or change who
// one is holds while it is written too.
const (
	forReading = "ro,noexec,nosuid,nodev"
	forWriting = "rw,noexec,nosuid,nodev"
)

// udisks finds and mounts drives through the udisks2 service. The account needs
// polkit's leave for org.freedesktop.udisks2.filesystem-mount; the user of the
// session in front of the screen has it.
type udisks struct {
	bus     *dbus.Conn
	signals chan *dbus.Signal

	mu   sync.Mutex
	busy map[string]Drive // being written to, by ID
	over map[string]bool  // ejected and still in, by ID: not to be mounted again
}

// objects are udisks2's by path, interface and property.
type objects map[dbus.ObjectPath]map[string]map[string]dbus.Variant

func newUdisks(ctx context.Context, bus *dbus.Conn) (*udisks, error) {
	u := &udisks{bus: bus, signals: make(chan *dbus.Signal, 16), busy: map[string]Drive{}, over: map[string]bool{}}
	if err := bus.AddMatchSignalContext(ctx, dbus.WithMatchSender(service)); err != nil {
		return nil, fmt.Errorf("listen to udisks2: %w", err)
	}
	bus.Signal(u.signals)
	if _, err := u.objects(ctx); err != nil {
		return nil, err
	}
	return u, nil
}

func (u *udisks) objects(ctx context.Context) (objects, error) {
	var all objects
	if err := u.bus.Object(service, manager).CallWithContext(ctx, allObjects, 0).Store(&all); err != nil {
		return nil, fmt.Errorf("ask udisks2: %w", err)
	}
	return all, nil
}

// List implements [Drives]. A stick that nobody has mounted yet is mounted.
func (u *udisks) List(ctx context.Context) ([]Drive, error) {
	all, err := u.objects(ctx)
	if err != nil {
		return nil, err
	}
	u.forget(all)
	var drives []Drive
	for path, faces := range all {
		if !all.removable(faces) {
			continue
		}
		d, err := u.drive(ctx, path, faces)
		if err == nil && d.measure() == nil { // else it was taken out, or has nothing that can be read
			drives = append(drives, d)
		}
	}
	slices.SortFunc(drives, byID)
	return drives, ctx.Err()
}

// forget drops the ejected drives that were taken out: put in again they count.
func (u *udisks) forget(all objects) {
	u.mu.Lock()
	defer u.mu.Unlock()
	maps.DeleteFunc(u.over, func(id string, _ bool) bool {
		for path, faces := range all {
			if idOf(path, faces) == id {
				return false
			}
		}
		return true
	})
}

// idOf is the ID of the drive that is a block device.
func idOf(path dbus.ObjectPath, faces map[string]map[string]dbus.Variant) string {
	return string(path) + " " + value[string](faces[block], "IdUUID")
}

// removable tells whether a block device holds a file system that people put in
// and take out.
func (all objects) removable(faces map[string]map[string]dbus.Variant) bool {
	b, ok := faces[block]
	if _, readable := faces[fileSystem]; !ok || !readable || value[bool](b, "HintIgnore") || value[bool](b, "HintSystem") {
		return false
	}
	d := all[value[dbus.ObjectPath](b, "Drive")][device]
	return value[bool](d, "Removable") || value[bool](d, "MediaRemovable") || value[string](d, "ConnectionBus") == "usb"
}

// value reads a property, the zero value when it is not there.
func value[T any](properties map[string]dbus.Variant, name string) T {
	v, _ := properties[name].Value().(T)
	return v
}

func (u *udisks) drive(ctx context.Context, path dbus.ObjectPath, faces map[string]map[string]dbus.Variant) (Drive, error) {
	b := faces[block]
	d := Drive{
		ID: idOf(path, faces), Label: value[string](b, "IdLabel"),
		Device: value[uint64](b, "Size"), ReadOnly: value[bool](b, "ReadOnly"),
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.over[d.ID] {
		return d, ErrGone
	}
	if now, ok := u.busy[d.ID]; ok {
		return now, nil
	}
	if points := value[[][]byte](faces[fileSystem], "MountPoints"); len(points) > 0 {
		d.Path = string(bytes.TrimRight(points[0], "\x00"))
		return d, nil
	}
	var err error
	d.Path, err = u.mount(ctx, path, forReading)
	return d, err
}

func (u *udisks) mount(ctx context.Context, path dbus.ObjectPath, options string) (string, error) {
	var at string
	args := map[string]dbus.Variant{"options": dbus.MakeVariant(options), "auth.no_user_interaction": dbus.MakeVariant(true)}
	if err := u.call(ctx, path, fileSystem+".Mount", args).Store(&at); err != nil {
		return "", fmt.Errorf("mount drive: %w", err)
	}
	return at, nil
}

func (u *udisks) unmount(ctx context.Context, path dbus.ObjectPath) error {
	err := u.call(ctx, path, fileSystem+".Unmount", quietly()).Err
	var told dbus.Error
	if errors.As(err, &told) && told.Name == busyError {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	if err != nil {
		return fmt.Errorf("unmount drive: %w", err)
	}
	return nil
}

func (u *udisks) call(ctx context.Context, path dbus.ObjectPath, method string, args map[string]dbus.Variant) *dbus.Call {
	return u.bus.Object(service, path).CallWithContext(ctx, method, 0, args)
}

// quietly asks nobody for a password: there is no keyboard.
func quietly() map[string]dbus.Variant {
	return map[string]dbus.Variant{"auth.no_user_interaction": dbus.MakeVariant(true)}
}

// Wait implements [Drives].
func (u *udisks) Wait(ctx context.Context) error {
	timer := time.NewTimer(30 * every) // a signal may be lost
	defer timer.Stop()
	select {
	case _, ok := <-u.signals:
		if !ok {
			return pause(ctx, every) // the bus is gone; List says so
		}
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// Write implements [Drives]: the drive is mounted anew for writing, and again
// for reading after.
func (u *udisks) Write(ctx context.Context, d Drive, work func(dir string) error) error {
	if d.ReadOnly {
		return ErrReadOnly
	}
	return u.alone(ctx, d, func(path dbus.ObjectPath) error { return u.write(ctx, path, work) })
}

func (u *udisks) write(ctx context.Context, path dbus.ObjectPath, work func(dir string) error) error {
	at, err := u.mount(ctx, path, forWriting)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	err = errors.Join(work(at), flush(at))
	ctx = context.WithoutCancel(ctx) // the stick is left as it was found, come what may
	if end := u.unmount(ctx, path); end != nil {
		return errors.Join(err, end)
	}
	_, back := u.mount(ctx, path, forReading)
	return errors.Join(err, back)
}

// alone unmounts a drive and does something with it that nobody else may do
// meanwhile.
func (u *udisks) alone(ctx context.Context, d Drive, do func(path dbus.ObjectPath) error) error {
	path, err := u.find(ctx, d)
	if err != nil {
		return err
	}
	if !u.take(d) {
		return ErrBusy
	}
	defer u.release(d)
	if err := u.unmount(ctx, path); err != nil {
		return err
	}
	return do(path)
}

// find returns the object of a drive that is still there.
func (u *udisks) find(ctx context.Context, d Drive) (dbus.ObjectPath, error) {
	all, err := u.objects(ctx)
	if err != nil {
		return "", err
	}
	for path, faces := range all {
		if idOf(path, faces) == d.ID {
			return path, nil
		}
	}
	return "", ErrGone
}

func (u *udisks) take(d Drive) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, busy := u.busy[d.ID]; busy {
		return false
	}
	u.busy[d.ID] = d
	return true
}

func (u *udisks) release(d Drive) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.busy, d.ID)
}

// Eject implements [Drives]: it unmounts the stick and cuts its power where it
// can.
func (u *udisks) Eject(ctx context.Context, d Drive) error {
	return u.alone(ctx, d, func(path dbus.ObjectPath) error {
		u.mu.Lock()
		u.over[d.ID] = true
		u.mu.Unlock()
		return u.powerOff(ctx, path)
	})
}

// powerOff cuts a drive's power where it can. One whose power stays on is safe to
// take out all the same.
func (u *udisks) powerOff(ctx context.Context, path dbus.ObjectPath) error {
	all, err := u.objects(ctx)
	if err != nil {
		return err
	}
	disk := value[dbus.ObjectPath](all[path][block], "Drive")
	if value[bool](all[disk][device], "CanPowerOff") {
		_ = u.call(ctx, disk, device+".PowerOff", quietly()).Err
	}
	return nil
}

// Close implements [Drives].
func (u *udisks) Close() error { return u.bus.Close() }
