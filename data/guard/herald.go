package guard

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"
)

// byParent is set in the environment of a program that a [Guard] runs.
const byParent = "HANGVIET_GUARD"

// Lines that a guarded program says to its parent.
const (
	sayReady = "READY=1"
	sayAlive = "WATCHDOG=1"
)

// usual is how often to say that one is alive when nobody wants it otherwise.
const usual = time.Second

// ErrAlone says that the guard is gone: the program should end, for whoever started
// the guard will begin both anew.
var ErrAlone = errors.New("nobody guards this program any more")

// Herald says to whoever guards this program how it is. The zero one says nothing.
type Herald struct {
	Every time.Duration // how often to say that one is alive
	to    io.Writer
}

// NewHerald reads from the environment who guards the program: getenv is
// os.Getenv, out the program's standard output, which a parent reads.
func NewHerald(getenv func(string) string, out io.Writer) (Herald, error) {
	h := Herald{Every: usual}
	if getenv(byParent) != "" {
		h.to = lines{out}
		return h, nil
	}
	address := getenv("NOTIFY_SOCKET")
	if address == "" {
		return h, nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		return h, fmt.Errorf("call guard: %w", err)
	}
	h.to = conn
	if n, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64); err == nil && n > 0 {
		h.Every = min(usual, time.Duration(n)*time.Microsecond/3)
	}
	return h, nil
}

// Heeded tells whether anybody guards the program.
func (h Herald) Heeded() bool { return h.to != nil }

// Ready says that the screen is there.
func (h Herald) Ready() error { return h.say(sayReady) }

// Alive says that the screen's thread goes round. The error is [ErrAlone] when the
// guard is gone.
func (h Herald) Alive() error { return h.say(sayAlive) }

func (h Herald) say(what string) error {
	if h.to == nil {
		return nil
	}
	if _, err := h.to.Write([]byte(what)); err != nil {
		return fmt.Errorf("%w: %w", ErrAlone, err)
	}
	return nil
}

// lines writes each message as a line.
type lines struct{ out io.Writer }

func (l lines) Write(p []byte) (int, error) { return fmt.Fprintf(l.out, "%s\n", p) }

// Guarded tells whether a [Guard] runs this program.
func Guarded() bool { return os.Getenv(byParent) != "" }
