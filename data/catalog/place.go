package catalog

import (
	"fmt"
	"strings"
)

// Province is a provincial unit of today.
type Province struct {
	Code   string   // two digits, Decision 19/2025/QĐ-TTg
	Name   Text     // "Hồ Chí Minh", without the kind
	Kind   string   // "tỉnh" or "thành phố"
	Former []string // units of before 1 July 2025 that went into it, other than its namesake
}

// Full returns the province's name with its kind, "tỉnh Vĩnh Long" or
// "Vinh Long Province".
func (p Province) Full(lang string) string {
	name := p.Name.In(lang)
	if lang == "vi" {
		return p.Kind + " " + name
	}
	kind := " Province"
	if p.Kind != "tỉnh" {
		kind = " City"
	}
	return strings.TrimSuffix(name, kind) + kind
}

// Provinces is the list of today's units with the names of yesterday's. A code
// belongs to its edition: 15 was Yên Bái and is Lào Cai.
type Provinces struct {
	all    []Province
	byCode map[string]int
	byName map[string]named // by provinceKey
}

// named is what a name leads to.
type named struct {
	index  int
	former string // the proper old name, when it is not today's
}

// ParseProvinces reads the two tables of package assets: today's units and the
// way from the units of before 1 July 2025 to them.
func ParseProvinces(current, former []byte) (*Provinces, error) {
	p := &Provinces{byCode: map[string]int{}, byName: map[string]named{}}
	if err := p.readCurrent(current); err != nil {
		return nil, fmt.Errorf("parse provinces: %w", err)
	}
	if err := p.readFormer(former); err != nil {
		return nil, fmt.Errorf("parse former provinces: %w", err)
	}
	p.addSpellings()
	return p, nil
}

func (p *Provinces) readCurrent(data []byte) error {
	rows, err := readTable(data, "code", "name_vi", "name_en", "kind", "old_names")
	if err != nil {
		return err
	}
	for i, row := range rows {
		if _, twice := p.byCode[row[0]]; twice || len(row[0]) != 2 {
			return fmt.Errorf("code %q is met twice or has not two digits", row[0])
		}
		p.all = append(p.all, Province{Code: row[0], Name: both(row[1], row[2]), Kind: row[3]})
		p.byCode[row[0]] = i
		p.byName[provinceKey(row[1])] = named{index: i}
		p.byName[provinceKey(row[2])] = named{index: i}
	}
	return nil
}

func (p *Provinces) readFormer(data []byte) error {
	rows, err := readTable(data, "old_code", "old_name_vi", "new_code", "new_name_vi")
	if err != nil {
		return err
	}
	for _, row := range rows {
		i, known := p.byCode[row[2]]
		if !known {
			return fmt.Errorf("%s went into unknown %q", row[1], row[2])
		}
		key := provinceKey(row[1])
		if _, today := p.byName[key]; today {
			continue // its namesake of today
		}
		p.all[i].Former = append(p.all[i].Former, row[1])
		p.byName[key] = named{index: i, former: row[1]}
	}
	return nil
}

// addSpellings adds names that no rule of spelling leads to.
func (p *Provinces) addSpellings() {
	for other, proper := range map[string]string{
		"Bắc Cạn": "Bắc Kạn", "Đắc Lắc": "Đắk Lắk", "Đak Lak": "Đắk Lắk", "Darlac": "Đắk Lắk", "Đắc Nông": "Đắk Nông",
		"Công Tum": "Kon Tum", "Sài Gòn": "Hồ Chí Minh", "HCM": "Hồ Chí Minh",
		"HCMC": "Hồ Chí Minh", "BRVT": "Bà Rịa - Vũng Tàu", "Vũng Tàu": "Bà Rịa - Vũng Tàu",
		"Bà Rịa": "Bà Rịa - Vũng Tàu", "TT Huế": "Thừa Thiên Huế", "HN": "Hà Nội",
	} {
		key := provinceKey(other)
		if target, ok := p.byName[provinceKey(proper)]; ok {
			if _, taken := p.byName[key]; !taken {
				p.byName[key] = target
			}
		}
	}
}

// All returns the units in the order of their codes.
func (p *Provinces) All() []Province { return append([]Province(nil), p.all...) }

// ByCode returns the unit with that code of today.
func (p *Provinces) ByCode(code string) (Province, bool) {
	i, ok := p.byCode[code]
	if !ok {
		return Province{}, false
	}
	return p.all[i], true
}

// Find returns the unit meant by name in any spelling, of today or of before the
// merger: "TP. Hồ Chí Minh", "Thanh Hoá", "Dak Lak", "tỉnh Bến Tre (cũ)". Former
// is the old unit's proper name when it is not also today's ("Bến Tre"). A code
// is not a name, because it does not tell which edition it is of.
func (p *Provinces) Find(name string) (province Province, former string, ok bool) {
	found, ok := p.byName[provinceKey(name)]
	if !ok {
		return Province{}, "", false
	}
	return p.all[found.index], found.former, true
}

// provinceKey is what all spellings of a unit's name have in common: its folded
// letters, without the kind of unit and without a remark that it is an old one.
func provinceKey(name string) string {
	words := Words(Fold(name))
	if n := len(words); n > 1 && words[n-1] == "cu" && strings.Contains(name, "(") {
		words = words[:n-1]
	}
	key := strings.Join(words, "")
	for _, kind := range []string{"thanhpho", "tinh", "tp"} {
		if rest, ok := strings.CutPrefix(key, kind); ok && rest != "" {
			key = rest
			break
		}
	}
	if len(words) > 1 && words[0] == "t" {
		key = strings.TrimPrefix(key, "t")
	}
	key = strings.TrimSuffix(key, "province")
	return strings.TrimSuffix(key, "city")
}
