package catalog

// Sector is one of the six sectors of Decision 26/2026/QĐ-TTg, Annex I.
type Sector struct {
	Number int // 1 to 6
	Name   Text
}

// Set is one of the 26 criteria sets ("bộ sản phẩm").
type Set struct {
	Number    int // 1 to 26
	Sector    int // [Sector.Number]
	Group     int // number of the group within the sector
	GroupName Text
	Name      Text
	Ministry  string // who manages it, in Vietnamese, several parted by "; "
}

// Classification is the whole table with the names it was known by.
type Classification struct{}

// ParseClassification reads the two tables of package assets.
func ParseClassification(setsCSV, aliasesCSV []byte) (*Classification, error) {
	return &Classification{}, nil
}

// Sectors returns the six sectors in order.
func (c *Classification) Sectors() []Sector { return nil }

// Sets returns the 26 criteria sets in order.
func (c *Classification) Sets() []Set { return nil }

// Set returns the criteria set with that number.
func (c *Classification) Set(n int) (Set, bool) { return Set{}, false }

// Find returns the criteria set an organiser means by text: its number, its
// name in either language, or a name of an earlier decision, in any spelling.
// The name of a sector that has several sets is not a set.
func (c *Classification) Find(text string) (Set, bool) { return Set{}, false }
