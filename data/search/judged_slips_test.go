package search_test

import (
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/search"
)

func (m *maker) oneSlip(d *search.Document) (string, []string)  { return m.slipped(d, 1) }
func (m *maker) twoSlips(d *search.Document) (string, []string) { return m.slipped(d, 2) }

// slipped makes slips in words of three letters and more; never two in one of
// fewer than five.
func (m *maker) slipped(d *search.Document, slips int) (string, []string) {
	words := m.window(d, "vi", slips+1, 5)
	right := m.named(words, "vi", catalog.Fold)
	words = slices.Clone(words)
	if m.dice.IntN(3) > 0 {
		for i := range words {
			words[i] = catalog.Fold(words[i])
		}
	}
	hit := map[int]int{}
	for range slips {
		long := slices.IndexFunc(words, func(w string) bool { return len(catalog.Fold(w)) > 2 })
		if long < 0 {
			return "", nil
		}
		i := m.dice.IntN(len(words))
		for len(catalog.Fold(words[i])) < 3 || hit[i] > 0 && len(catalog.Fold(words[i])) < 5 {
			if hit[i]++; hit[i] > 40 {
				return "", nil
			}
			i = m.dice.IntN(len(words))
		}
		hit[i]++
		words[i] = m.slip(words[i])
	}
	query := strings.Join(words, " ")
	if slices.Contains(catalog.Words(catalog.Fold(d.Name["vi"])), catalog.Fold(query)) {
		return "", nil
	}
	return query, right
}

// near are the keys around each letter, written down apart from the engine's own
// table.
var near = map[rune]string{
	'a': "qwsz", 'b': "vghn", 'c': "xdfv", 'd': "serfcx", 'e': "wsdr", 'f': "drtgvc", 'g': "ftyhbv", 'h': "gyujnb", 'i': "ujko",
	'j': "huikmn", 'k': "jiolm", 'l': "kop", 'm': "njk", 'n': "bhjm", 'o': "iklp", 'p': "ol", 'q': "wa", 'r': "edft", 's': "awedxz",
	't': "rfgy", 'u': "yhji", 'v': "cfgb", 'w': "qase", 'x': "zsdc", 'y': "tghu", 'z': "asx",
}

// slip makes one: half the time a key beside the right one, else a letter left
// out, doubled, put in, or two swapped.
func (m *maker) slip(word string) string {
	r := []rune(word)
	i := m.dice.IntN(len(r))
	switch m.dice.IntN(8) {
	case 0:
		return string(slices.Delete(r, i, i+1))
	case 1:
		return string(slices.Insert(r, i, r[i]))
	case 2:
		return string(slices.Insert(r, i, rune('a'+m.dice.IntN(26))))
	case 3:
		if i+1 < len(r) && r[i] != r[i+1] {
			r[i], r[i+1] = r[i+1], r[i]
			return string(r)
		}
	}
	keys := near[[]rune(catalog.Fold(string(r[i])))[0]]
	if keys == "" {
		return string(slices.Delete(r, i, i+1))
	}
	r[i] = rune(keys[m.dice.IntN(len(keys))])
	return string(r)
}

// former asks for the first word or two of a name and the province of before
// 2025, or the district, that is not in use any more.
func (m *maker) former(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 1, 2)
	if words == nil || d.FormerProvince == "" {
		return "", nil
	}
	place := d.FormerProvince
	if _, district, ok := strings.Cut(d.Former[0], "huyện "); ok && m.dice.IntN(3) == 0 {
		place, _, _ = strings.Cut(district, ",")
		place = strings.TrimRight(place, ")")
	}
	head := catalog.Fold(strings.Join(words, " "))
	right := m.where(func(o *search.Document) bool {
		return strings.Contains(" "+catalog.Fold(o.Name["vi"])+" ", " "+head+" ") && strings.Contains(strings.Join(o.Former, " "), place)
	})
	query := strings.Join(words, " ") + " " + place
	if m.dice.IntN(2) == 0 {
		query = catalog.Fold(query)
	}
	return query, right
}

// meanings are pairs from the notes on the language (what the North and the South
// say), in both directions.
var meanings = [][2]string{
	{"chè", "trà"},
	{"bánh đa", "bánh tráng"},
	{"lạc", "đậu phộng"},
	{"dứa", "khóm"},
	{"ngô", "bắp"},
	{"miến", "bún tàu"},
	{"chà bông", "ruốc"},
	{"giò lụa", "chả lụa"},
	{"hạt điều", "đào lộn hột"},
	{"mộc nhĩ", "nấm mèo"},
	{"vừng", "mè"},
	{"na", "mãng cầu"},
	{"heo", "lợn"},
	{"cá lóc", "cá quả"},
	{"xà phòng", "xà bông"},
	{"hợp tác xã", "HTX"},
	{"cà phê", "cafe"},
	{"đậu tương", "đậu nành"},
	{"tiêu", "hồ tiêu"},
	{"yến sào", "tổ yến"},
	{"lạp xưởng", "lạp sườn"},
	{"đỗ", "đậu"},
	{"muỗng", "thìa"},
}

// synonym says another word than the name.
func (m *maker) synonym(d *search.Document) (string, []string) {
	pair := meanings[m.dice.IntN(len(meanings))]
	from, to := pair[m.dice.IntN(2)], ""
	if to = pair[0]; to == from {
		to = pair[1]
	}
	words := m.window(d, "vi", 1, 4)
	text := " " + strings.Join(words, " ") + " "
	if !strings.Contains(text, " "+lower(from)+" ") {
		return "", nil
	}
	query := strings.TrimSpace(strings.Replace(text, " "+lower(from)+" ", " "+lower(to)+" ", 1))
	return query, append(m.named(words, "vi", toned), m.named(strings.Fields(query), "vi", toned)...)
}

// producer asks for a producer, whole, without the legal form, or shortened.
func (m *maker) producer(d *search.Document) (string, []string) {
	name := lower(d.Producer["vi"])
	if name == "" {
		return "", nil
	}
	right := m.where(func(o *search.Document) bool { return lower(o.Producer["vi"]) == name })
	switch m.dice.IntN(3) {
	case 0:
		name = catalog.Fold(name)
	case 1:
		for _, pair := range [][2]string{{"công ty trách nhiệm hữu hạn", "cty tnhh"}, {"công ty tnhh", "cty tnhh"}, {"hợp tác xã", "htx"}, {"công ty cp", "công ty cổ phần"}, {"hộ kinh doanh", "hkd"}} {
			name = strings.Replace(name, pair[0], pair[1], 1)
		}
	case 2:
		words := catalog.Words(name)
		name = strings.Join(words[max(0, len(words)-3):], " ")
		right = m.where(func(o *search.Document) bool {
			return strings.Contains(catalog.Fold(o.Producer["vi"])+" "+catalog.Fold(o.Name["vi"]), catalog.Fold(name))
		})
	}
	return name, right
}

// filtered asks for the first words of a name and the stars, or a price.
func (m *maker) filtered(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 1, 2)
	head := catalog.Fold(strings.Join(words, " "))
	if head == "" || d.Stars < 3 {
		return "", nil
	}
	says := []string{" 5 sao", " 5 sao", " 5*"}
	passes := func(o *search.Document) bool { return o.Stars == d.Stars }
	phrase := strings.Replace(says[m.dice.IntN(3)], "5", string(rune('0'+d.Stars)), 1)
	if d.Price > 0 && m.dice.IntN(3) > 0 {
		phrase = " dưới " + catalog.ShowDong(d.Price+1000)
		passes = func(o *search.Document) bool { return o.Price > 0 && o.Price <= d.Price+1000 }
	}
	query := strings.Join(words, " ") + phrase
	if m.dice.IntN(2) == 0 {
		query = catalog.Fold(query)
	}
	return query, m.where(func(o *search.Document) bool {
		return passes(o) && strings.Contains(" "+catalog.Fold(o.Name["vi"])+" ", " "+head+" ")
	})
}

func (m *maker) english(d *search.Document) (string, []string) {
	words := m.window(d, "en", 2, 4)
	return strings.Join(words, " "), m.named(words, "en", catalog.Fold)
}
