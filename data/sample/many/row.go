package many

import (
	"fmt"
	"strings"

	"hangviet/data/catalog"
)

const productHead = `code name name_en set category producer commune province status stars certificate authority
	issued refiled legal_basis price unit unit_en net_content short short_en story story_en ingredients ingredients_en
	use use_en alcohol_vol photos photo_alt photo_alt_en barcode trace_url quality export distributors distributors_en
	points featured added`

// productRow writes a product out, in the order of productHead.
func (s *source) productRow(p product) []any {
	l := p.lot
	r := p.rate(l)
	set, category := any(p.kind.set), ""
	if p.kind.set == 0 {
		set = ""
	}
	if p.kind.set == 0 || l.in(60) {
		category = p.kind.category
	}
	row := []any{
		p.code, p.name.vi, p.name.en, set, category, p.maker.id, p.maker.commune, p.maker.provinceCell(), p.status, r.stars, r.number, r.authority,
		r.issued, r.refiled, r.basis, p.priceCell(l), p.pack.vi, p.pack.en, p.net(),
	}
	row = append(row, s.prose(l, p)...)
	row = append(row, p.alcoholCell(l))
	row = append(row, s.shown(l, p)...)
	return append(row, p.trade(l, r.day)...)
}

func (p product) priceCell(l lot) any {
	dong := (p.kind.low + l.IntN(p.kind.high-p.kind.low+1)) * 1000
	switch n := l.IntN(100); {
	case n < 6:
		return ""
	case n < 12:
		return fmt.Sprintf("%d - %d", dong, dong*3/2000*1000+1000)
	}
	return dong
}

// net returns the quantity in a pack's name, "500 g" of "túi 500 g".
func (p product) net() string {
	if at := strings.IndexAny(p.pack.vi, "0123456789"); at >= 0 {
		return p.pack.vi[at:]
	}
	return ""
}

// prose writes the columns short, story, ingredients and use.
func (s *source) prose(l lot, p product) []any {
	var short, story, inside, use pair
	if l.in(85) {
		short = s.tale(l, p.kind.use, 1, p.maker.village, p.maker.commune)
	}
	if l.in(90) {
		story = s.tale(l, p.kind.use, 1+l.IntN(3)*(1+l.IntN(3)), p.maker.village, p.maker.commune)
	}
	if p.kind.use == "e" && l.in(60) {
		inside = pair{p.kind.name.vi + " 100%.", capital(p.kind.name.en) + " 100%."}
	}
	if p.kind.set == 18 || l.in(50) {
		use = pair{"Theo hướng dẫn trên nhãn, để nơi khô mát.", "As told on the label; keep dry and cool."}
	}
	return []any{short.vi, short.en, story.vi, story.en, inside.vi, inside.en, use.vi, use.en}
}

func (p product) alcoholCell(l lot) any {
	switch p.kind.set {
	case 14:
		return 29 + l.IntN(17)
	case 15:
		return 9 + l.IntN(9)
	}
	return ""
}

// shown writes the columns of the photos.
func (s *source) shown(l lot, p product) []any {
	var names []string
	for m := range s.opt.Photos {
		names = append(names, photoName(p.number, m))
	}
	alt := pair{}
	if len(names) > 0 && l.in(50) {
		alt = pair{p.name.vi + ", " + p.pack.vi, p.name.en + ", " + p.pack.en}
	}
	return []any{strings.Join(names, ";"), alt.vi, alt.en}
}

// trade writes the columns from the barcode on.
func (p product) trade(l lot, since catalog.Date) []any {
	var barcode, trace, quality, distributors, distributorsEn string
	if l.in(40) {
		barcode = shopCode(p.number)
	}
	if l.in(20) {
		trace = "https://truy-xuat.example/" + strings.ToLower(p.code)
	}
	if p.kind.use == "e" && l.in(35) {
		quality = one(l, []string{"HACCP", "VietGAP", "ISO 22000", "HACCP;Halal", "GlobalGAP;ISO 22000", "VietGAP;HACCP"})
	}
	export := p.shown() && l.in(8)
	if export {
		distributors = fmt.Sprintf("Nhận đơn từ %d thùng, giao trong 15 ngày, có hồ sơ xuất khẩu mẫu.", 10+10*l.IntN(20))
		distributorsEn = "Delivered within 15 days, with sample export papers."
	}
	featured := p.shown() && !p.sensitive() && l.in(3)
	return []any{
		barcode, trace, quality, yes(export), distributors, distributorsEn, p.shelves(l), yes(featured), since.AddDays(14).Show(),
	}
}

// shelves names the points that have the product.
func (p product) shelves(l lot) string {
	var list []string
	for i := range points {
		if p.shown() && l.in(12) {
			list = append(list, pointID(i))
		}
	}
	return strings.Join(list, ";")
}

// shopCode returns a GTIN of the range 200 to 299, which shops give out
// themselves and GS1 gives to nobody.
func shopCode(number int) string {
	digits := fmt.Sprintf("2%011d", number)
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * (1 + 2*(i%2))
	}
	return fmt.Sprintf("%s%d", digits, (10-sum%10)%10)
}
