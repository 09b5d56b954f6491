package many

import (
	"fmt"
	"strings"
)

// heads parts the names of columns.
func heads(names string) []any {
	var list []any
	for name := range strings.FieldsSeq(names) {
		list = append(list, name)
	}
	return list
}

// pages returns every sheet of the workbook.
func (s *source) pages() []page {
	n := s.opt.Products
	categories := s.categories()
	return []page{
		{"Products", heads(productHead), n, func(i int) [][]any { return [][]any{s.productRow(s.product(i))} }},
		{"Producers", heads("id name name_en form form_en commune province story story_en phone contact website"), s.producers, s.producerRow},
		{"Links", heads("product url label label_en"), n, s.linkRows},
		{"Titles", heads("product programme programme_en year rank"), n, s.titleRows},
		{"Rounds", heads("round title title_en rules rules_en opens closes category category_title category_title_en choices"), len(categories), func(i int) [][]any { return categories[i].round(i) }},
		{"Nominees", heads("round category product"), len(categories), func(i int) [][]any { return categories[i].nominees() }},
		{"Points", heads("id name name_en address address_en commune province"), points, s.pointRow},
		{"Events", heads("id name name_en description description_en venue venue_en commune province point from to"), events, s.eventRow},
		{"About", heads("organiser organiser_en sample"), 1, func(int) [][]any {
			return [][]any{{"Dữ liệu mẫu, chủ thể và sản phẩm đều hư cấu", "Sample data; producers and goods are invented", "có"}}
		}},
	}
}

// The places where kiosks stand, and the fairs.
const (
	points = 3
	events = 12
)

func pointID(i int) string { return fmt.Sprintf("diem%d", i+1) }

func yes(is bool) string {
	if is {
		return "có"
	}
	return ""
}

// provinceCell writes the province by its name of today or, where that is how the
// producer knows it, of before.
func (p producer) provinceCell() string {
	if p.former != "" {
		return p.former
	}
	return p.province.Name["vi"]
}

func (s *source) producerRow(j int) [][]any {
	p := s.producer(j)
	story, website := p.story, ""
	if story.vi != "" {
		story.vi += " (Chủ thể hư cấu trong dữ liệu mẫu.)"
		story.en += " (An invented producer of the sample data.)"
	}
	if p.website {
		website = "https://" + slug(p.village) + ".example/"
	}
	// No Vietnamese number begins so: the phones of the sample ring nowhere.
	phone := fmt.Sprintf("00000%05d", j+1)
	return [][]any{{
		p.id, p.name.vi, p.name.en, p.form.full.vi, p.form.full.en, p.commune, p.provinceCell(),
		story.vi, story.en, phone, yes(p.contact), website,
	}}
}

// linkRows gives most products one or two links; what is withdrawn and alcohol
// have none.
func (s *source) linkRows(i int) [][]any {
	p, l := s.product(i), s.lot(ofLinks, i)
	if !p.shown() || p.alcohol() {
		return nil
	}
	code := strings.ToLower(p.code)
	all := [][]any{
		{p.code, "https://" + slug(p.maker.village) + ".example/sp/" + code, "Gian hàng của chủ thể", "The producer's shop"},
		{p.code, "https://cho-que.example/" + code, "Chợ quê", "Country market"},
		{p.code, "https://san-mau.example/hang/" + code, "Sàn mẫu", "Sample market"},
		{p.code, "https://www.nha-vuon.example/cua-hang?hang=" + code, "Nhà vườn", "Garden shop"},
	}
	var rows [][]any
	for _, at := range l.Perm(len(all))[:[]int{0, 1, 1, 1, 1, 2, 2, 2, 3, 4}[l.IntN(10)]] {
		rows = append(rows, all[at])
	}
	return rows
}

func (s *source) titleRows(i int) [][]any {
	l := s.lot(ofRest, i)
	if !l.in(3) {
		return nil
	}
	rank := one(l, []string{"Top 1", "Top 2", "Top 3", "Top 5", "Top 10", ""})
	return [][]any{{
		s.product(i).code, "Hàng Việt được yêu thích (mẫu)", "Vietnamese goods people love (sample)", 2020 + l.IntN(6), rank,
	}}
}

func (s *source) pointRow(i int) [][]any {
	names := []pair{{"Phố", "Street"}, {"Chợ", "Market"}, {"Khu công nghiệp", "Industrial Park"}}
	l := s.lot(ofRest, 1<<30+i)
	village := s.village(l)
	vi, en := names[i].vi+" "+village, plain(village)+" "+names[i].en
	return [][]any{{
		pointID(i), "Điểm OCOP " + vi, en + " OCOP point", fmt.Sprintf("Gian %d, %s", 1+l.IntN(90), vi),
		fmt.Sprintf("Stall %d, %s", 1+l.IntN(90), en), "phường " + s.village(l), s.provinces[i*len(s.provinces)/points].Name["vi"],
	}}
}

// eventRow spreads the fairs over a year; the first has passed, the second runs.
func (s *source) eventRow(i int) [][]any {
	l := s.lot(ofRest, 1<<31+i)
	kind := one(l, []pair{{"Tuần hàng Việt", "Vietnamese goods week"}, {"Phiên chợ OCOP", "OCOP market"}, {"Hội chợ nông sản", "Farm fair"}})
	village, point := s.village(l), ""
	from := today.AddDays((i-1)*30 - 2)
	if i%2 == 1 {
		point = pointID(i % points)
	}
	return [][]any{{
		fmt.Sprintf("su-kien-%d", i+1), kind.vi + " " + village, plain(village) + " " + kind.en,
		"Gian hàng của nhiều tỉnh, có nếm thử và bình chọn.", "Stalls of many provinces, with tasting and voting.",
		"Sân nhà văn hóa " + village, plain(village) + " culture house yard", "xã " + village, one(l, s.provinces).Name["vi"],
		point, from.Show(), from.AddDays(3 + l.IntN(5)).Show(),
	}}
}
