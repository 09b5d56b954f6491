package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// program is a window that is up on a display.
type program struct {
	display *display
	cmd     *exec.Cmd
	printed bytes.Buffer
	ended   chan error
}

// open starts a program on a dark display and watches from that moment.
func (d *display) open(ctx context.Context, name string, args ...string) (*program, *watch, error) {
	if err := d.waitDark(ctx); err != nil {
		return nil, nil, err
	}
	p := &program{display: d, cmd: exec.Command(name, args...), ended: make(chan error, 1)}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = d.env(), &p.printed, &p.printed
	w, err := newWatch(d)
	if err != nil {
		return nil, nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, nil, err
	}
	go func() { p.ended <- p.cmd.Wait() }()
	return p, w, nil
}

// waitDark waits until no window is up. The pointer is put into a corner: an empty
// display shows it, and it must not lie on a point that is looked at.
func (d *display) waitDark(ctx context.Context) error {
	if err := d.move(ctx, screenWidth-1, screenHeight-1); err != nil {
		return err
	}
	w, err := newWatch(d)
	if err != nil {
		return err
	}
	return w.until(ctx, "an empty display", d.dark)
}

// Close asks the program to end, as an officer's machine does at shutdown.
func (p *program) Close() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case err := <-p.ended:
		return p.fault(err)
	case <-limit.C: // it then tells what it was at
		err := p.cmd.Process.Signal(syscall.SIGQUIT)
		return errors.Join(fmt.Errorf("did not end within %v", patience), err, p.fault(<-p.ended))
	}
}

func (p *program) fault(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w\n%s", p.cmd.Path, err, p.printed.String())
}

// kiosk is a kiosk's window that is up.
type kiosk struct {
	*program
	targets string // file
}

// target is a place that can be touched.
type target struct {
	ID         string
	X, Y, W, H int
}

// openKiosk starts the kiosk and returns when it can be touched: its targets
// are told and a frame of it is on the display.
func (b bench) openKiosk(ctx context.Context, d *display, data string) (*kiosk, *watch, time.Duration, error) {
	k := &kiosk{targets: data + ".targets"}
	if err := os.Remove(k.targets); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, 0, err
	}
	var w *watch
	var err error
	if k.program, w, err = d.open(ctx, b.kiosk, "--data", data, "--targets", k.targets); err != nil {
		return nil, nil, 0, err
	}
	err = w.until(ctx, "the kiosk's first screen", func() (bool, error) {
		_, err := os.Stat(k.targets)
		return err == nil && w.window(), k.alive()
	})
	if err != nil {
		return nil, nil, 0, errors.Join(err, k.Close())
	}
	return k, w, time.Since(w.from), nil
}

// alive is the error with which the program has ended, if it has.
func (p *program) alive() error {
	select {
	case err := <-p.ended:
		p.ended <- err
		return p.fault(errors.Join(errors.New("ended too early"), err))
	default:
		return nil
	}
}

// touchable is the list of targets as the kiosk tells it.
func (k *kiosk) touchable() []byte {
	raw, err := os.ReadFile(k.targets)
	if err != nil {
		return nil // it tells none yet
	}
	return raw
}

// find returns the first target whose name begins so.
func (k *kiosk) find(prefix string) (target, error) {
	raw, err := os.ReadFile(k.targets)
	if err != nil {
		return target{}, err
	}
	var list []target
	if err := json.Unmarshal(raw, &list); err != nil {
		return target{}, fmt.Errorf("read targets: %w", err)
	}
	for _, t := range list {
		if strings.HasPrefix(t.ID, prefix) {
			return t, nil
		}
	}
	return target{}, fmt.Errorf("%q cannot be touched, only %s", prefix, raw)
}
