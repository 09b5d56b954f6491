package screens

import (
	"context"
	"fmt"
	"io"
	"log"
	"slices"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// xgb tells on standard error of every display without a password file, which a
// kiosk's has none of; what fails is told by errors.
func init() { xgb.Logger = log.New(io.Discard, "", 0) }

// dpi is what a program may think of a display that does not tell its size.
const dpi = 96

// Screens are the displays of one X server. Its methods may be called from any
// goroutine, and wait for the server.
type Screens struct {
	conn *xgb.Conn
	root xproto.Window
}

// Open connects to the X server of that name, ":0"; "" is that of the environment.
// The error is [ErrNone] where there is none to arrange.
func Open(display string) (*Screens, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	if err := randr.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	version, err := randr.QueryVersion(conn, 1, 3).Reply()
	if err != nil || version.MajorVersion == 1 && version.MinorVersion < 3 {
		conn.Close()
		return nil, fmt.Errorf("%w: RandR is too old: %w", ErrNone, err)
	}
	return &Screens{conn, xproto.Setup(conn).DefaultScreen(conn).Root}, nil
}

// Close ends the connection.
func (s *Screens) Close() { s.conn.Close() }

// List returns the displays that are plugged in, and those that have a picture.
func (s *Screens) List() ([]Output, error) {
	now, err := s.scene()
	if err != nil {
		return nil, err
	}
	var all []Output
	for _, p := range now.ports {
		all = append(all, p.Output)
	}
	return all, nil
}

// Arrange makes the displays stand as wanted and returns the kiosk's. Where they do
// already nothing is touched, so that nothing flickers.
func (s *Screens) Arrange(w Want) (Output, error) {
	now, err := s.scene()
	if err != nil {
		return Output{}, err
	}
	p, err := now.plan(w)
	if err != nil {
		return Output{}, err
	}
	if !p.stands(now) {
		err = s.apply(now, p)
	}
	if err == nil && !p.main.Primary {
		err = randr.SetOutputPrimaryChecked(s.conn, s.root, randr.Output(p.main.id)).Check()
	}
	if err != nil {
		return Output{}, fmt.Errorf("arrange displays: %w", err)
	}
	p.main.Primary = true
	return p.main.Output, nil
}

// apply changes what stands otherwise. The X screen grows before a picture does and
// shrinks after it, for a picture must lie within it at every step.
func (s *Screens) apply(now scene, p plan) error {
	xproto.GrabServer(s.conn)
	defer func() { _ = xproto.UngrabServerChecked(s.conn).Check() }()
	for _, l := range now.lanes {
		if l.mode == 0 || slices.ContainsFunc(p.lanes, l.unchanged) && now.width == p.width && now.height == p.height {
			continue
		}
		if err := s.set(lane{id: l.id, turn: Upright}); err != nil {
			return err
		}
	}
	wide, high := p.main.millimetres(p.width, p.height)
	if err := randr.SetScreenSizeChecked(s.conn, s.root, uint16(p.width), uint16(p.height), wide, high).Check(); err != nil { // #nosec G115 -- sizes came as 16 bits
		return fmt.Errorf("size the screen: %w", err)
	}
	for _, l := range p.lanes {
		if err := s.set(l); err != nil {
			return err
		}
	}
	return nil
}

func (l lane) unchanged(planned lane) bool { return l.id == planned.id && planned.same(l) }

// millimetres are the X screen's, of a size in pixels.
func (o Output) millimetres(width, height int) (wide, high uint32) {
	if o.Diagonal() == 0 {
		return uint32(float64(width) * 25.4 / dpi), uint32(float64(height) * 25.4 / dpi)
	}
	if o.Turn.sideways() {
		return uint32(o.HighMM), uint32(o.WideMM) // #nosec G115 -- not negative, came as 32 bits
	}
	return uint32(o.WideMM), uint32(o.HighMM) // #nosec G115 -- as above
}

// set makes a lane drive its outputs, or none for mode 0.
func (s *Screens) set(l lane) error {
	var outputs []randr.Output
	for _, id := range l.outputs {
		outputs = append(outputs, randr.Output(id))
	}
	got, err := randr.SetCrtcConfig(s.conn, randr.Crtc(l.id), xproto.TimeCurrentTime, xproto.TimeCurrentTime,
		int16(l.x), int16(l.y), randr.Mode(l.mode), rotation(l.turn), outputs).Reply() // #nosec G115 -- planned at 0, 0
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDrive, err)
	}
	if got.Status != randr.SetConfigSuccess {
		return fmt.Errorf("%w: status %d", ErrDrive, got.Status)
	}
	return nil
}

// Watch calls changed after every change of the displays until ctx ends, once for
// changes that come together. It returns when the X server goes, too.
func (s *Screens) Watch(ctx context.Context, changed func()) error {
	const events = randr.NotifyMaskScreenChange | randr.NotifyMaskCrtcChange | randr.NotifyMaskOutputChange
	if err := randr.SelectInputChecked(s.conn, s.root, events).Check(); err != nil {
		return fmt.Errorf("watch displays: %w", err)
	}
	arrived, gone := make(chan struct{}, 1), make(chan error, 1)
	go s.events(arrived, gone)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-gone:
			return err
		case <-arrived:
			changed()
		}
	}
}

// events tells of events until the connection is closed.
func (s *Screens) events(arrived chan<- struct{}, gone chan<- error) {
	for {
		event, err := s.conn.WaitForEvent()
		if event == nil && err == nil {
			gone <- fmt.Errorf("watch displays: %w", ErrNone)
			return
		}
		select {
		case arrived <- struct{}{}:
		default: // it is told of one already
		}
	}
}
