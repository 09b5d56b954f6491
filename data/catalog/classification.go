package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// The size of the table of Decision 26/2026/QĐ-TTg, Annex I.
const (
	SectorCount = 6
	SetCount    = 26
)

// The criteria sets that bring duties of other laws with them.
const (
	setWhiteSpirits = 14
	setOtherAlcohol = 15
	setHealthFood   = 18
	setCosmetics    = 19
)

// Sector is one of the six sectors of Decision 26/2026/QĐ-TTg, Annex I.
type Sector struct {
	Number int // 1 to [SectorCount]
	Name   Text
}

// Set is one of the 26 criteria sets ("bộ sản phẩm").
type Set struct {
	Number    int // 1 to [SetCount]
	Sector    int // [Sector.Number]
	Group     int // number of the group within the sector
	GroupName Text
	Name      Text
	Ministry  string // who manages it, in Vietnamese, several parted by "; "
}

// Classification is the whole table with the names it was known by. Tea, herbal
// tea and coffee are food; food supplements belong to sector 3.
type Classification struct {
	sectors     []Sector
	sets        []Set
	setNames    map[string]int // nameKey to number, 0 when the name is of several sets
	sectorNames map[string]int
}

// ParseClassification reads the two tables of package assets: the criteria sets
// and the aliases. It refuses a table that is not whole or an alias that leads
// to two places.
func ParseClassification(setsCSV, aliasesCSV []byte) (*Classification, error) {
	c := &Classification{setNames: map[string]int{}, sectorNames: map[string]int{}}
	if err := c.readSets(setsCSV); err != nil {
		return nil, fmt.Errorf("parse classification: %w", err)
	}
	if err := c.readAliases(aliasesCSV); err != nil {
		return nil, fmt.Errorf("parse group aliases: %w", err)
	}
	return c, nil
}

func (c *Classification) readSets(data []byte) error {
	rows, err := readTable(data, "number", "sector", "sector_vi", "sector_en", "group", "group_vi", "group_en", "name_vi", "name_en", "ministry")
	if err != nil {
		return err
	}
	for _, row := range rows {
		number, sector, group := atoi(row[0]), atoi(row[1]), atoi(row[4])
		if number != len(c.sets)+1 || sector < 1 || group < 1 {
			return fmt.Errorf("set %q of sector %q is out of order", row[0], row[1])
		}
		if err := c.addSector(sector, both(row[2], row[3])); err != nil {
			return err
		}
		c.addSet(Set{number, sector, group, both(row[5], row[6]), both(row[7], row[8]), row[9]})
	}
	if len(c.sets) != SetCount || len(c.sectors) != SectorCount {
		return fmt.Errorf("%d sets in %d sectors", len(c.sets), len(c.sectors))
	}
	return nil
}

func (c *Classification) addSector(number int, name Text) error {
	if number == len(c.sectors) {
		return nil // as in the row before
	}
	if number != len(c.sectors)+1 {
		return fmt.Errorf("sector %d is out of order", number)
	}
	c.sectors = append(c.sectors, Sector{number, name})
	for _, text := range name {
		c.sectorNames[nameKey(text)] = number
	}
	return nil
}

// addSet names a set by its own name, by that of its group and by that of its
// sector; a name that several sets share leads to none of them.
func (c *Classification) addSet(s Set) {
	c.sets = append(c.sets, s)
	for _, name := range []Text{s.Name, s.GroupName, c.sectors[s.Sector-1].Name} {
		for _, text := range name {
			key := nameKey(text)
			if old, known := c.setNames[key]; known && old != s.Number {
				c.setNames[key] = 0
			} else {
				c.setNames[key] = s.Number
			}
		}
	}
}

func (c *Classification) readAliases(data []byte) error {
	rows, err := readTable(data, "alias", "sector", "set")
	if err != nil {
		return err
	}
	for _, row := range rows {
		key, sector, set := nameKey(row[0]), atoi(row[1]), atoi(row[2])
		if sector < 1 || sector > SectorCount || set < 0 || set > SetCount || (set > 0 && c.sets[set-1].Sector != sector) {
			return fmt.Errorf("alias %q leads to set %q of sector %q", row[0], row[2], row[1])
		}
		if old, known := c.setNames[key]; known && old != set {
			return fmt.Errorf("alias %q leads to sets %d and %d", row[0], old, set)
		}
		if old, known := c.sectorNames[key]; known && old != sector {
			return fmt.Errorf("alias %q leads to sectors %d and %d", row[0], old, sector)
		}
		c.setNames[key], c.sectorNames[key] = set, sector
	}
	return nil
}

// Sectors returns the six sectors in order.
func (c *Classification) Sectors() []Sector { return append([]Sector(nil), c.sectors...) }

// Sets returns the 26 criteria sets in order.
func (c *Classification) Sets() []Set { return append([]Set(nil), c.sets...) }

// Sector returns the sector with that number.
func (c *Classification) Sector(n int) (Sector, bool) {
	if n < 1 || n > len(c.sectors) {
		return Sector{}, false
	}
	return c.sectors[n-1], true
}

// Set returns the criteria set with that number.
func (c *Classification) Set(n int) (Set, bool) {
	if n < 1 || n > len(c.sets) {
		return Set{}, false
	}
	return c.sets[n-1], true
}

// Find returns the criteria set an organiser means by text: its number ("7",
// "Bộ 7"), its name in either language, the name of a group or sector that has
// no other set, or a name of an earlier decision, in any spelling. The name of a
// sector or group with several sets is not a set.
func (c *Classification) Find(text string) (Set, bool) {
	key := nameKey(text)
	if n, err := strconv.Atoi(strings.TrimPrefix(key, "so ")); err == nil {
		return c.Set(n)
	}
	return c.Set(c.setNames[key])
}

// FindSector returns the sector an organiser means by text: its name in either
// language or one of an earlier decision, its Roman number as in the annex
// ("III", "Nhóm III"), or anything that [Classification.Find] takes for a set of
// it, except a bare number, which would be a set's.
func (c *Classification) FindSector(text string) (Sector, bool) {
	key := nameKey(text)
	if n := roman(key); n > 0 {
		return c.Sector(n)
	}
	if n := c.sectorNames[key]; n > 0 {
		return c.Sector(n)
	}
	set, ok := c.Set(c.setNames[key])
	if !ok {
		return Sector{}, false
	}
	return c.Sector(set.Sector)
}

// roman reads a Roman number from I to VI; 0 when it is none.
func roman(key string) int {
	return map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}[key]
}

// nameKey is what is left of a name of the table in any spelling: folded words
// without "và", and without the words that say what it is a name of.
func nameKey(name string) string {
	var words []string
	for _, word := range Words(Fold(name)) {
		switch word {
		case "va", "and":
			continue
		case "nhom", "nganh", "bo", "cac", "hang", "san", "pham", "set", "sector":
			if len(words) == 0 {
				continue
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// atoi reads a number of a table; 0 when it is none.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// both makes a text in the two languages that every table has.
func both(vi, en string) Text { return Text{"vi": vi, "en": en} }
