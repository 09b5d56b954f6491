package backlight

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ddcTime is the longest that a monitor is waited for; one that does not speak DDC/CI
// is found out by trying.
const ddcTime = 10 * time.Second

// luminance is the code of brightness in VESA's Monitor Control Command Set.
const luminance = "10"

// monitor is the first monitor that ddcutil finds.
type monitor struct {
	program string
	most    int

	mu  sync.Mutex // one call at a time: the line to a monitor is slow and shared
	now int        // per cent
}

func openMonitor(ctx context.Context, program string) (*monitor, error) {
	m := &monitor{program: program}
	text, err := m.call(ctx, "getvcp", luminance, "--terse")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	// VCP 10 C 50 100: code, continuous, now, most.
	words := strings.Fields(text)
	if len(words) != 5 || words[0] != "VCP" || words[2] != "C" {
		return nil, fmt.Errorf("%w: ddcutil says %.60q", ErrNone, text)
	}
	now, err := strconv.Atoi(words[3])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	if m.most, err = strconv.Atoi(words[4]); err != nil || m.most < 1 {
		return nil, fmt.Errorf("%w: ddcutil says %.60q", ErrNone, text)
	}
	m.now = (now*100 + m.most/2) / m.most
	return m, nil
}

func (m *monitor) call(ctx context.Context, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, ddcTime)
	defer stop()
	out, err := exec.CommandContext(ctx, m.program, args...).Output() // #nosec G204 -- ddcutil with numbers
	if err != nil {
		return "", fmt.Errorf("ask ddcutil: %w", err)
	}
	return string(out), nil
}

// Percent implements [Light].
func (m *monitor) Percent(context.Context) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now, nil
}

// Set implements [Light].
func (m *monitor) Set(ctx context.Context, percent int) error {
	if err := check(percent); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if percent == m.now {
		return nil
	}
	if _, err := m.call(ctx, "setvcp", luminance, strconv.Itoa((percent*m.most+50)/100)); err != nil {
		return fmt.Errorf("set light: %w", err)
	}
	m.now = percent
	return nil
}
