package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The virtual display: a kiosk's upright screen.
const (
	screenWidth  = 1080
	screenHeight = 1920
	pointStep    = 20 // pixels between two points that are looked at
)

// display is a virtual display whose picture memory can be read while it runs.
type display struct {
	name    string // ":99"
	server  *exec.Cmd
	pointer *exec.Cmd // xdotool, which does what is written to touches
	touches io.WriteCloser
	picture *os.File // in XWD format, the pixels last
	start   int64    // of the pixels in it
	stride  int64    // bytes from one row to the next
}

// openDisplay starts a display that keeps its picture in dir.
func openDisplay(dir string) (*display, error) {
	d := &display{}
	if err := d.serve(dir); err != nil {
		return nil, errors.Join(fmt.Errorf("start a virtual display: %w", err), d.Close())
	}
	if err := d.openPicture(filepath.Join(dir, "Xvfb_screen0")); err != nil {
		return nil, errors.Join(fmt.Errorf("read the display's picture: %w", err), d.Close())
	}
	if err := d.openPointer(); err != nil {
		return nil, errors.Join(fmt.Errorf("start the pointer: %w", err), d.Close())
	}
	return d, nil
}

// serve starts Xvfb and waits until it tells its number.
func (d *display) serve(dir string) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-dpi", "96", "-fbdir", dir, // #nosec G204 -- a tool of tests and measures, started with their own paths
		"-screen", "0", fmt.Sprintf("%dx%dx24", screenWidth, screenHeight))
	server.ExtraFiles = []*os.File{w}
	err = server.Start()
	w.Close()
	if err != nil {
		return err
	}
	d.server = server
	number, err := io.ReadAll(r)
	if len(number) == 0 {
		return fmt.Errorf("it ended at once: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	d.name = ":" + strings.TrimSpace(string(number))
	return nil
}

// openPicture reads the header of the XWD file: 32-bit numbers, big-endian.
func (d *display) openPicture(file string) (err error) {
	if d.picture, err = os.Open(file); err != nil {
		return err
	}
	var head [25]uint32
	if err := binary.Read(io.NewSectionReader(d.picture, 0, 4*int64(len(head))), binary.BigEndian, &head); err != nil {
		return err
	}
	size, depth, stride, colours := head[0], head[11], head[12], head[19]
	if depth != 32 {
		return fmt.Errorf("%d bits for a pixel, want 32", depth)
	}
	d.start, d.stride = int64(size+12*colours), int64(stride)
	return nil
}

func (d *display) openPointer() (err error) {
	pointer := exec.Command("xdotool", "-")
	pointer.Env = d.env()
	if d.touches, err = pointer.StdinPipe(); err != nil {
		return err
	}
	if err := pointer.Start(); err != nil {
		return err
	}
	d.pointer = pointer
	return nil
}

func (d *display) env() []string {
	return append(os.Environ(), "DISPLAY="+d.name, "LIBGL_ALWAYS_SOFTWARE=1")
}

// look reads the points that are watched, row by row.
func (d *display) look(into []uint32) error {
	row := make([]byte, d.stride)
	for y := range screenHeight / pointStep {
		if _, err := d.picture.ReadAt(row, d.start+int64(y*pointStep+pointStep/2)*d.stride); err != nil {
			return fmt.Errorf("read the display's picture: %w", err)
		}
		for x := range screenWidth / pointStep {
			into[y*(screenWidth/pointStep)+x] = binary.LittleEndian.Uint32(row[4*(x*pointStep+pointStep/2):])
		}
	}
	return nil
}

func points() []uint32 { return make([]uint32, screenWidth/pointStep*(screenHeight/pointStep)) }

// move puts the pointer somewhere without touching, and lets it come to rest.
func (d *display) move(ctx context.Context, x, y int) error {
	if _, err := fmt.Fprintf(d.touches, "mousemove %d %d\n", x, y); err != nil {
		return err
	}
	w, err := newWatch(d)
	if err != nil {
		return err
	}
	return w.until(ctx, "the pointer to rest", func() (bool, error) {
		return time.Since(w.from)-w.last > pointerRest, nil
	})
}

// dark tells whether no window is up.
func (d *display) dark() (bool, error) {
	now := points()
	err := d.look(now)
	return !slices.ContainsFunc(now, func(p uint32) bool { return p&0xffffff != 0 }), err
}

// Close ends the display and what belongs to it.
func (d *display) Close() error {
	var errs []error
	if d.pointer != nil {
		errs = append(errs, d.touches.Close(), d.pointer.Wait())
	}
	if d.picture != nil {
		errs = append(errs, d.picture.Close())
	}
	if d.server != nil {
		errs = append(errs, d.server.Process.Kill())
		d.server.Wait() // killed above; its error says so
	}
	return errors.Join(errs...)
}
