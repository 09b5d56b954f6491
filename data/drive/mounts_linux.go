package drive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Mounts finds drives by the mount points that others make: a desktop, usbmount
// or a member of staff. It mounts nothing itself.
type Mounts struct {
	Roots []string // a file system mounted below one of these is a drive
	Table string   // the list of mounts, /proc/self/mountinfo
}

// NewMounts returns the mount points where Linux systems put sticks.
func NewMounts() *Mounts {
	return &Mounts{Roots: []string{"/media", "/run/media"}, Table: "/proc/self/mountinfo"}
}

// notSticks are file systems that come over a network, or are none.
var notSticks = []string{"autofs", "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "proc", "sysfs"}

// mount is one line of the mount table.
type mount struct {
	id, device, path, kind, source string
	readOnly                       bool // mounted so
}

// List implements [Drives].
func (m *Mounts) List(ctx context.Context) ([]Drive, error) {
	table, err := os.Open(m.Table)
	if err != nil {
		return nil, fmt.Errorf("open list of mounts: %w", err)
	}
	defer table.Close()
	mounts, err := parseMounts(table)
	if err != nil {
		return nil, fmt.Errorf("read list of mounts: %w", err)
	}
	var drives []Drive
	for _, x := range mounts {
		if !m.holds(x) || ctx.Err() != nil {
			continue
		}
		if d, err := x.drive(); err == nil { // else it was taken out this moment
			drives = append(drives, d)
		}
	}
	slices.SortFunc(drives, byID)
	return drives, ctx.Err()
}

// holds tells whether the mount is of a drive.
func (m *Mounts) holds(x mount) bool {
	return !slices.Contains(notSticks, x.kind) &&
		slices.ContainsFunc(m.Roots, func(root string) bool { return strings.HasPrefix(x.path, root+"/") })
}

func (x mount) drive() (Drive, error) {
	d := Drive{
		ID: x.id + " " + x.device + " " + x.path, Label: filepath.Base(x.path), Path: x.path,
		ReadOnly: x.readOnly, Device: sectors(x.device),
	}
	return d, d.measure()
}

// measure asks the file system how large it is.
func (d *Drive) measure() error {
	var s unix.Statfs_t
	if err := unix.Statfs(d.Path, &s); err != nil {
		return err
	}
	d.Size, d.Free = s.Blocks*uint64(s.Bsize), s.Bavail*uint64(s.Bsize)
	return nil
}

// sectors returns the bytes of the block device "8:17", 0 when it is none.
func sectors(device string) uint64 {
	raw, err := os.ReadFile("/sys/dev/block/" + device + "/size")
	if err != nil {
		return 0
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(raw)), 10, 64)
	if err != nil {
		return 0
	}
	return n * 512
}

// parseMounts reads a mount table as proc(5) describes it. Of several mounts at
// one place the last is the one that is seen.
func parseMounts(r io.Reader) ([]mount, error) {
	var mounts []mount
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		x, ok := parseMount(lines.Text())
		if !ok {
			continue
		}
		mounts = slices.DeleteFunc(mounts, func(y mount) bool { return y.path == x.path })
		mounts = append(mounts, x)
	}
	return mounts, lines.Err()
}

func parseMount(line string) (mount, bool) {
	left, right, ok := strings.Cut(line, " - ")
	head, tail := strings.Fields(left), strings.Fields(right)
	if !ok || len(head) < 6 || len(tail) < 3 {
		return mount{}, false
	}
	return mount{
		id: head[0], device: head[2], path: unescape(head[4]), kind: tail[0], source: unescape(tail[1]),
		readOnly: slices.Contains(strings.Split(head[5], ","), "ro") || slices.Contains(strings.Split(tail[2], ","), "ro"),
	}, true
}

// unescape turns "\040" and its like back into characters.
func unescape(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if n, err := strconv.ParseUint(s[min(i+1, len(s)):min(i+4, len(s))], 8, 8); s[i] == '\\' && i+4 <= len(s) && err == nil {
			out.WriteByte(byte(n))
			i += 3
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// Wait implements [Drives].
func (m *Mounts) Wait(ctx context.Context) error { return pause(ctx, every) }

// Write implements [Drives]. What is mounted read-only stays so.
func (m *Mounts) Write(_ context.Context, d Drive, work func(dir string) error) error {
	if d.ReadOnly {
		return ErrReadOnly
	}
	return errors.Join(work(d.Path), flush(d.Path))
}

// flush brings what was written to a file system onto its medium.
func flush(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return gone(err)
	}
	defer dir.Close()
	if err := unix.Syncfs(int(dir.Fd())); err != nil {
		return fmt.Errorf("flush drive: %w", err)
	}
	return nil
}

// Eject implements [Drives]: it brings everything onto the medium and unmounts
// the drive where this account may.
func (m *Mounts) Eject(_ context.Context, d Drive) error {
	if err := flush(d.Path); err != nil {
		return err
	}
	switch err := unix.Unmount(d.Path, 0); {
	case err == nil || errors.Is(err, syscall.EPERM):
		return nil
	case errors.Is(err, syscall.EBUSY):
		return fmt.Errorf("%w: %w", ErrBusy, err)
	default:
		return fmt.Errorf("unmount drive: %w", err)
	}
}

// Close implements [Drives].
func (m *Mounts) Close() error { return nil }
