package staff

import (
	"context"
	"encoding/json"
	"fmt"
)

// First returns the staff before, nil for none, with one member more, as a set-up
// stick brings it to a kiosk: with the PIN's hash, not the PIN. Whoever holds the stick
// can find six digits by trying, as from a copied disk. The errors are those of
// [Desk.Add].
func First(ctx context.Context, before json.RawMessage, pin string, role Role) (json.RawMessage, error) {
	kept := memory{settingStaff: string(before)}
	if _, err := NewDesk(kept, nil).Add(ctx, pin, role); err != nil {
		return nil, err
	}
	return json.RawMessage(kept[settingStaff]), nil
}

// Adopt takes the staff that [First] made, on a kiosk that has none yet; where there
// is some it changes nothing.
func (d *Desk) Adopt(ctx context.Context, first json.RawMessage) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	now, err := d.roster(ctx)
	if err != nil || now.Given > 0 {
		return err
	}
	var r roster
	if err := json.Unmarshal(first, &r); err != nil || len(r.Members) > 10 || len(r.Salt) < 16 {
		return fmt.Errorf("adopt staff: it is damaged: %w", err)
	}
	for _, m := range r.Members {
		if len(m.Hash) != hashLength || !m.Role.known() {
			return fmt.Errorf("adopt staff: %w: %.20q", ErrRole, m.Role)
		}
	}
	return d.keep(ctx, r)
}

// memory keeps settings for a moment.
type memory map[string]string

// Setting implements Settings.
func (m memory) Setting(_ context.Context, key string) (string, error) { return m[key], nil }

// SetSetting implements Settings.
func (m memory) SetSetting(_ context.Context, key, value string) error {
	m[key] = value
	return nil
}
