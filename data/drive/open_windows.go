package drive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sys/windows"
)

// Open returns the removable drives of this computer: the drive letters that
// Windows calls removable.
func Open(context.Context) (Drives, error) { return letters{}, nil }

// letters finds drives by their letter. Windows mounts by itself; nothing on a
// stick is ever run by this program.
type letters struct{}

// dismount is FSCTL_DISMOUNT_VOLUME of winioctl.h.
const dismount = 0x00090020

// List implements [Drives].
func (letters) List(ctx context.Context) ([]Drive, error) {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil, fmt.Errorf("list drives: %w", err)
	}
	var drives []Drive
	for i := range 26 {
		if mask&(1<<i) == 0 || ctx.Err() != nil {
			continue
		}
		if d, err := letter(string(rune('A'+i)) + `:\`); err == nil { // else there is no medium in it
			drives = append(drives, d)
		}
	}
	slices.SortFunc(drives, byID)
	return drives, ctx.Err()
}

var errFixed = errors.New("drive is not removable")

func letter(path string) (Drive, error) {
	root, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Drive{}, err
	}
	if windows.GetDriveType(root) != windows.DRIVE_REMOVABLE {
		return Drive{}, errFixed
	}
	d := Drive{Path: path}
	if err := windows.GetDiskFreeSpaceEx(root, &d.Free, &d.Size, nil); err != nil {
		return Drive{}, err
	}
	var label [windows.MAX_PATH + 1]uint16
	var serial, flags uint32
	if err := windows.GetVolumeInformation(root, &label[0], uint32(len(label)), &serial, nil, &flags, nil, 0); err != nil {
		return Drive{}, err
	}
	d.ID, d.Label = fmt.Sprintf("%s %08x", path, serial), windows.UTF16ToString(label[:])
	d.ReadOnly = flags&windows.FILE_READ_ONLY_VOLUME != 0
	return d, nil
}

// Wait implements [Drives].
func (letters) Wait(ctx context.Context) error { return pause(ctx, every) }

// Write implements [Drives].
func (l letters) Write(_ context.Context, d Drive, work func(dir string) error) error {
	if d.ReadOnly {
		return ErrReadOnly
	}
	return errors.Join(work(d.Path), l.flush(d))
}

// flush brings what was written onto the stick. Without the right to open a
// volume it is left to each file's own sync.
func (letters) flush(d Drive) error {
	volume, err := openVolume(d)
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(windows.FlushFileBuffers(volume), windows.CloseHandle(volume))
}

// Eject implements [Drives].
func (l letters) Eject(_ context.Context, d Drive) error {
	if err := l.flush(d); err != nil {
		return fmt.Errorf("flush drive: %w", err)
	}
	volume, err := openVolume(d)
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return nil // Windows writes removable drives through
	}
	if err != nil {
		return err
	}
	var got uint32
	err = windows.DeviceIoControl(volume, dismount, nil, 0, nil, 0, &got, nil)
	return errors.Join(err, windows.CloseHandle(volume))
}

func openVolume(d Drive) (windows.Handle, error) {
	name, err := windows.UTF16PtrFromString(`\\.\` + d.Path[:2])
	if err != nil {
		return 0, err
	}
	volume, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return 0, fmt.Errorf("open volume: %w", err)
	}
	return volume, nil
}

// Close implements [Drives].
func (letters) Close() error { return nil }
