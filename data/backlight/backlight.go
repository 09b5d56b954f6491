package backlight

import (
	"context"
	"errors"
	"fmt"
)

// ErrNone is returned where there is no light that can be set: a monitor without
// DDC/CI, or files that this account may not write.
var ErrNone = errors.New("no light that can be set")

// Light is the light of a panel.
type Light interface {
	Percent(ctx context.Context) (int, error) // 0 to 100
	// Set makes it that bright, 0 to 100. It may take a second or two.
	Set(ctx context.Context, percent int) error
}

// Folder is where the kernel keeps the lights that are built in.
const Folder = "/sys/class/backlight"

// Open finds the panel's light: one below folder that this account may write, or
// else the one that ddcutil finds. The error is [ErrNone] where there is neither.
func Open(ctx context.Context, folder string) (Light, error) {
	if light, err := openPanel(folder); err == nil {
		return light, nil
	}
	light, err := openMonitor(ctx, "ddcutil")
	if err != nil {
		return nil, err
	}
	return light, nil
}

func check(percent int) error {
	if percent < 0 || percent > 100 {
		return fmt.Errorf("set light: %d is not 0 to 100", percent)
	}
	return nil
}
