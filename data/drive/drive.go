package drive

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Drive is a removable drive whose files can be read now.
type Drive struct {
	ID       string // of this drive while it stays in; the same stick may get another the next time
	Label    string // what people named it, may be empty
	Path     string // where its files are
	Size     uint64 // bytes its file system says it has
	Free     uint64 // bytes of it that are free
	Device   uint64 // bytes of the device it lies on, 0 when unknown
	ReadOnly bool   // by a lock or a worn-out medium; not because it is mounted so here
}

// Lies tells whether the file system claims to be larger than what it lies on:
// the image of a larger stick, or a stick that was tampered with.
func (d Drive) Lies() bool { return d.Device > 0 && d.Size > d.Device }

// Name is what to call the drive before people: its label, else its place.
func (d Drive) Name() string {
	if label := strings.TrimSpace(strings.ToValidUTF8(d.Label, "")); label != "" {
		return label
	}
	return d.Path
}

// Drives are the removable drives of a computer. They may be used by several
// goroutines at once.
type Drives interface {
	// List returns the drives that can be read now, in the order of their ID.
	List(ctx context.Context) ([]Drive, error)
	// Wait returns when a drive may have come or gone, or ctx's error.
	Wait(ctx context.Context) error
	// Write makes the drive writable while work runs; dir is where its files
	// are then. When Write returns without an error, what work wrote lasts, and
	// the drive may be taken out. [ErrReadOnly] when it cannot be written.
	Write(ctx context.Context, d Drive, work func(dir string) error) error
	// Eject makes the drive ready to be taken out. [ErrBusy] while somebody uses
	// it.
	Eject(ctx context.Context, d Drive) error
	Close() error
}

var (
	// ErrGone tells that the drive was taken out.
	ErrGone = errors.New("drive is gone")
	// ErrReadOnly tells that the drive cannot be written to.
	ErrReadOnly = errors.New("drive can only be read")
	// ErrBusy tells that the drive is in use, by this program or another one.
	ErrBusy = errors.New("drive is in use")
)

// every is how often what tells nothing by itself is looked at.
const every = time.Second

func byID(a, b Drive) int { return strings.Compare(a.ID, b.ID) }

// Watch calls onChange on its own goroutine with the drives that are there, at
// once and after each change, until ctx ends. That a drive fills or empties is no
// change. While the drives cannot be listed, what was told last holds on.
func Watch(ctx context.Context, drives Drives, onChange func([]Drive)) error {
	var last []Drive
	told := false
	for {
		now, err := drives.List(ctx)
		if err == nil && (!told || !slices.EqualFunc(last, now, sameDrive)) {
			last, told = now, true
			onChange(slices.Clone(now))
		}
		if err := drives.Wait(ctx); err != nil {
			return err
		}
	}
}

func sameDrive(a, b Drive) bool { return a.ID == b.ID && a.Path == b.Path }

// pause waits for d or the end of ctx.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
