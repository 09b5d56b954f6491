package many

// category is one category of the open round with the goods that stand in it.
type category struct {
	id     string
	title  pair
	fits   func(product) bool
	chosen []string
}

// roundID is the round that is open.
const roundID = "yeu-thich"

// nomineesEach is how many goods are nominated in a category.
const nomineesEach = 12

// categories nominates goods; a category for which there are none is left out.
func (s *source) categories() []category {
	between := func(low, high int) func(product) bool {
		return func(p product) bool { return p.kind.set >= low && p.kind.set <= high && !p.sensitive() }
	}
	all := []category{
		{id: "ocop", title: pair{"Sản phẩm OCOP", "OCOP products"}, fits: func(p product) bool { return p.status == certified && !p.sensitive() }},
		{id: "thuc-pham", title: pair{"Thực phẩm", "Food"}, fits: between(1, 10)},
		{id: "do-uong", title: pair{"Đồ uống và trà", "Drinks and tea"}, fits: between(11, 17)},
		{id: "thu-cong", title: pair{"Thủ công mỹ nghệ", "Handicrafts"}, fits: between(21, 22)},
	}
	var list []category
	for _, c := range all {
		if c.nominate(s); len(c.chosen) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// nominate takes the first goods that fit.
func (c *category) nominate(s *source) {
	for i := 0; i < s.opt.Products && len(c.chosen) < nomineesEach; i++ {
		if p := s.product(i); p.shown() && c.fits(p) {
			c.chosen = append(c.chosen, p.code)
		}
	}
}

// round is the category's row of the sheet Rounds; the first of all also tells
// of the round.
func (c category) round(i int) [][]any {
	row := []any{roundID, "", "", "", "", "", "", c.id, c.title.vi, c.title.en, min(3, len(c.chosen))}
	if i == 0 {
		copy(row[1:], []any{
			"Hàng Việt bạn yêu thích", "The Vietnamese goods you love",
			"Mỗi phiếu chọn được nhiều sản phẩm. Đây là dữ liệu mẫu.", "A ballot may name several goods. This is sample data.",
			"01/01/2026 00:00", "31/12/2035 23:00",
		})
	}
	return [][]any{row}
}

func (c category) nominees() [][]any {
	var rows [][]any
	for _, code := range c.chosen {
		rows = append(rows, []any{roundID, c.id, code})
	}
	return rows
}
