package modeltest

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"hangviet/data/wifi"
	"hangviet/ui/model"
)

// SetUp is a [model.SetUp] in memory: of a kiosk that serves, with two networks, of
// which "Khách" is open and "Quán" has the password "mat-khau-dung".
type SetUp struct {
	New                bool   // it trusts nobody yet, and has no staff
	Listening, Joining func() // called, where they are set, while it is listened for networks, or one is joined
	Turning            func() // called, where it is set, before the screen is turned

	mu     sync.Mutex
	kept   []string // "step wifi", "name …": what was kept, in its order
	joined string
	scans  int
	turn   string // "" not turned
}

// Kept returns what was kept so far.
func (s *SetUp) Kept() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept)
}

// Scans tells how often it was listened for networks.
func (s *SetUp) Scans() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.scans
}

func (s *SetUp) keep(what, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = append(s.kept, what+" "+value)
	return nil
}

// Standing implements [model.SetUp].
func (s *SetUp) Standing(context.Context) (model.Standing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := model.Standing{Turn: cmp.Or(s.turn, "normal"), Step: model.SetUpEnded, Diagonal: 43}
	if !s.New {
		now.Name, now.Root, now.Staffed = "Chợ Mẫu", "3fa9c13fa9c13fa9c13fa9c13fa9c13f", true
	}
	return now, nil
}

// Networks implements [model.SetUp].
func (s *SetUp) Networks(_ context.Context, anew bool) ([]wifi.Network, wifi.State, error) {
	if anew && s.Listening != nil {
		s.Listening()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if anew {
		s.scans++
	}
	all := []wifi.Network{
		{Name: "Quán", Strength: 80, Locked: true, Fits: true, Here: s.joined == "Quán"},
		{Name: "Khách", Strength: 60, Fits: true, Here: s.joined == "Khách"},
	}
	return all, wifi.State{Name: s.joined, Online: s.joined != ""}, nil
}

// Join implements [model.SetUp].
func (s *SetUp) Join(_ context.Context, name, typed string) error {
	if s.Joining != nil {
		s.Joining()
	}
	if name == "Quán" && typed != "mat-khau-dung" {
		return wifi.ErrPassword
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.joined = name
	return nil
}

// Meet implements [model.SetUp].
func (*SetUp) Meet(context.Context, string) (model.Organiser, error) {
	return model.Organiser{}, model.ErrNobody
}

// Trust implements [model.SetUp].
func (*SetUp) Trust(context.Context, model.Organiser) error { return model.ErrBound }

// KeepLang implements [model.SetUp].
func (s *SetUp) KeepLang(_ context.Context, lang string) error { return s.keep("lang", lang) }

// KeepDiagonal implements [model.SetUp].
func (s *SetUp) KeepDiagonal(context.Context, float64) error { return s.keep("diagonal", "") }

// Turn implements [model.SetUp].
func (s *SetUp) Turn(_ context.Context, turn string) error {
	if s.Turning != nil {
		s.Turning()
	}
	s.mu.Lock()
	s.turn = turn
	s.mu.Unlock()
	return s.keep("turned", turn)
}

// KeepTurn implements [model.SetUp].
func (s *SetUp) KeepTurn(_ context.Context, turn string) error { return s.keep("turn", turn) }

// KeepName implements [model.SetUp].
func (s *SetUp) KeepName(_ context.Context, name string) error { return s.keep("name", name) }

// KeepPoint implements [model.SetUp].
func (s *SetUp) KeepPoint(_ context.Context, id string) error { return s.keep("point", id) }

// AddStaff implements [model.SetUp].
func (s *SetUp) AddStaff(context.Context, string) error { return s.keep("staff", "") }

// KeepStep implements [model.SetUp].
func (s *SetUp) KeepStep(_ context.Context, step string) error { return s.keep("step", step) }
