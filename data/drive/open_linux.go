package drive

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"
)

// Open returns the removable drives of this computer: those that udisks2 knows,
// or where it does not run the mount points of others.
func Open(ctx context.Context) (Drives, error) {
	bus, err := dbus.ConnectSystemBus(dbus.WithContext(context.WithoutCancel(ctx)))
	if err != nil {
		return NewMounts(), nil // no bus: nobody mounts for us
	}
	u, err := newUdisks(ctx, bus)
	if err != nil {
		if end := bus.Close(); end != nil {
			return nil, fmt.Errorf("leave bus: %w", end)
		}
		return NewMounts(), ctx.Err()
	}
	return u, nil
}
