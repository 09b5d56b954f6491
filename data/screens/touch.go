package screens

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// MapTouch makes touches of every touchscreen go where the picture of an output is,
// however it is turned, by the program xinput. Without a touchscreen it does nothing.
func MapTouch(ctx context.Context, output string) error {
	ids, err := xinput(ctx, "list", "--id-only")
	if err != nil {
		return err
	}
	for _, line := range strings.Fields(string(ids)) {
		id := strings.TrimLeft(line, "∼~")
		about, err := xinput(ctx, "list", "--long", id)
		if err != nil || !bytes.Contains(about, []byte("XITouchClass")) {
			continue // it has gone meanwhile, or is a mouse or a keyboard
		}
		if _, err := xinput(ctx, "map-to-output", id, output); err != nil {
			return err
		}
	}
	return nil
}

func xinput(ctx context.Context, args ...string) ([]byte, error) {
	out, err := exec.CommandContext(ctx, "xinput", args...).Output() // #nosec G204 -- numbers and the name of a connector
	if err != nil {
		return nil, fmt.Errorf("map touches: %w", err)
	}
	return out, nil
}
