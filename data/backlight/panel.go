package backlight

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// panel is a light of the kernel's: a folder with the files brightness,
// max_brightness and type (Documentation/ABI/stable/sysfs-class-backlight).
type panel struct {
	dir  string
	most int
}

// kinds are the types of lights; of two for the same panel the kernel means the
// first of these to be set.
var kinds = []string{"firmware", "platform", "raw"}

func openPanel(folder string) (*panel, error) {
	dirs, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return nil, fmt.Errorf("list lights: %w", err)
	}
	slices.SortStableFunc(dirs, func(a, b string) int { return kindOf(a) - kindOf(b) })
	for _, dir := range dirs {
		p := &panel{dir: dir}
		if p.most, err = p.read("max_brightness"); err == nil && p.most > 0 && p.writable() {
			return p, nil
		}
	}
	return nil, ErrNone
}

func kindOf(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "type")) // #nosec G304 -- below the kernel's folder
	if i := slices.Index(kinds, strings.TrimSpace(string(text))); err == nil && i >= 0 {
		return i
	}
	return len(kinds)
}

func (p *panel) writable() bool {
	f, err := os.OpenFile(filepath.Join(p.dir, "brightness"), os.O_WRONLY, 0) // #nosec G304 -- below the kernel's folder
	return err == nil && f.Close() == nil
}

func (p *panel) read(name string) (int, error) {
	text, err := os.ReadFile(filepath.Join(p.dir, name)) // #nosec G304 -- below the kernel's folder
	if err != nil {
		return 0, fmt.Errorf("read light: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("read light: %s: %w", name, err)
	}
	return n, nil
}

// Percent implements [Light].
func (p *panel) Percent(context.Context) (int, error) {
	n, err := p.read("brightness")
	return (n*100 + p.most/2) / p.most, err
}

// Set implements [Light]. The kernel's 0 puts some panels out altogether, so that the
// least is one step.
func (p *panel) Set(_ context.Context, percent int) error {
	if err := check(percent); err != nil {
		return err
	}
	to := max((percent*p.most+50)/100, 1)
	if now, err := p.read("brightness"); err == nil && now == to {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(p.dir, "brightness"), os.O_WRONLY|os.O_TRUNC, 0) // #nosec G304 -- below the kernel's folder
	if err != nil {
		return fmt.Errorf("set light: %w", err)
	}
	_, err = f.WriteString(strconv.Itoa(to))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("set light: %w", err)
	}
	return nil
}
