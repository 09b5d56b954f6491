package staff

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
)

// roster is what is kept; its field names are on disks.
type roster struct {
	Salt    []byte   `json:"salt"`
	Given   int      `json:"given"` // marks, also of members who went
	Members []record `json:"members"`
}

type record struct {
	Mark string `json:"mark"`
	Role Role   `json:"role"`
	Hash []byte `json:"hash"`
}

func (d *Desk) roster(ctx context.Context) (r roster, err error) {
	text, err := d.settings.Setting(ctx, settingStaff)
	if err != nil {
		return r, fmt.Errorf("read staff: %w", err)
	}
	if text == "" {
		return r, nil
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, fmt.Errorf("read staff: %w", err)
	}
	return r, nil
}

func (d *Desk) keep(ctx context.Context, r roster) error {
	text, err := json.Marshal(r)
	if err == nil {
		err = d.settings.SetSetting(ctx, settingStaff, string(text))
	}
	if err != nil {
		return fmt.Errorf("keep staff: %w", err)
	}
	return nil
}

// hash returns the hash of a new PIN, with the salt that all of the staff share, or
// [ErrTaken].
func (r *roster) hash(pin string) ([]byte, error) {
	if len(r.Salt) == 0 {
		r.Salt = make([]byte, 16)
		rand.Read(r.Salt) // never fails: crypto/rand ends the program instead
	}
	hashed := hash(pin, r.Salt)
	if r.find(hashed) >= 0 {
		return nil, ErrTaken
	}
	return hashed, nil
}

// find returns the place of the member with that hash, -1 none.
func (r roster) find(hashed []byte) int {
	return slices.IndexFunc(r.Members, func(m record) bool { return same(m.Hash, hashed) })
}

// at returns the place of the member with that mark, -1 none.
func (r roster) at(mark string) int {
	return slices.IndexFunc(r.Members, func(m record) bool { return m.Mark == mark })
}

// count is how many members of that role there are.
func (r roster) count(role Role) (n int) {
	for _, m := range r.Members {
		if m.Role == role {
			n++
		}
	}
	return n
}
