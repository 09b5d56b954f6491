package catalog

// Province is a provincial unit of today.
type Province struct {
	Code   string   // two digits, Decision 19/2025/QĐ-TTg
	Name   Text     // "Hồ Chí Minh", without the kind
	Kind   string   // "tỉnh" or "thành phố"
	Former []string // units of before 1 July 2025 that went into it, other than itself
}

// Provinces is the list of today's units with the names of yesterday's.
type Provinces struct{}

// ParseProvinces reads the two tables of package assets.
func ParseProvinces(current, former []byte) (*Provinces, error) { return &Provinces{}, nil }

// All returns the units in the order of their codes.
func (p *Provinces) All() []Province { return nil }

// ByCode returns the unit with that code of today.
func (p *Provinces) ByCode(code string) (Province, bool) { return Province{}, false }

// Find returns the unit meant by name in any spelling, of today or of before
// the merger; former is the old unit's proper name when it was one that no
// longer exists under that name ("Bến Tre"), otherwise "".
func (p *Provinces) Find(name string) (province Province, former string, ok bool) {
	return Province{}, "", false
}
