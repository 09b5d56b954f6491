package staff_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"hangviet/data/staff"
)

// TestFirst: a stick brings a member of the point, a technician, or both, of which one
// PIN is not the other's; a kiosk that has staff keeps its own.
func TestFirst(t *testing.T) {
	ctx, now := t.Context(), time.Now()
	first := func(before json.RawMessage, pin string, role staff.Role) json.RawMessage {
		t.Helper()
		all, err := staff.First(ctx, before, pin, role)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	point := first(nil, "471903", staff.Point)
	both := first(point, "860254", staff.Technician)
	for pin, want := range map[string]error{"471903": staff.ErrTaken, "111111": staff.ErrWeak} {
		if _, err := staff.First(ctx, point, pin, staff.Technician); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", pin, err, want)
		}
	}
	for what, test := range map[string]struct {
		brought json.RawMessage
		roles   map[string]staff.Role
	}{
		"point":      {point, map[string]staff.Role{"471903": staff.Point}},
		"technician": {first(nil, "860254", staff.Technician), map[string]staff.Role{"860254": staff.Technician}},
		"both":       {both, map[string]staff.Role{"471903": staff.Point, "860254": staff.Technician}},
	} {
		d := desk(t, t.TempDir(), &now)
		if err := d.Adopt(ctx, test.brought); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if err := d.Adopt(ctx, first(nil, "395174", staff.Technician)); err != nil {
			t.Errorf("%s: another stick: %v", what, err)
		}
		for pin, role := range test.roles {
			if m, err := d.Enter(ctx, pin); err != nil || m.Role != role {
				t.Errorf("%s: %s is %+v, %v", what, pin, m, err)
			}
		}
		if all, err := d.Members(ctx); err != nil || len(all) != len(test.roles) {
			t.Errorf("%s: %+v, %v", what, all, err)
		}
	}
	var forged struct {
		Salt    []byte           `json:"salt"`
		Given   int              `json:"given"`
		Members []map[string]any `json:"members"`
	}
	if err := json.Unmarshal(both, &forged); err != nil {
		t.Fatal(err)
	}
	forged.Members[1]["role"] = "owner"
	evil, err := json.Marshal(forged)
	if err != nil {
		t.Fatal(err)
	}
	if err := desk(t, t.TempDir(), &now).Adopt(ctx, evil); !errors.Is(err, staff.ErrRole) {
		t.Errorf("an unknown role: %v", err)
	}
}
