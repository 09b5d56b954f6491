package sample

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
)

// pages returns every sheet of the sample workbook.
func pages() ([]page, error) {
	var tables [7]table
	for i, name := range []string{"producers", "products", "rounds", "nominees", "points", "events", "titles"} {
		t, err := read(name)
		if err != nil {
			return nil, err
		}
		tables[i] = t
	}
	producers, products := tables[0], tables[1].records()
	uses, err := read("use")
	if err != nil {
		return nil, err
	}
	nets, err := read("nets")
	if err != nil {
		return nil, err
	}
	goods, err := productPage(products, producers.records(), uses.records(), nets.records())
	if err != nil {
		return nil, err
	}
	return []page{
		goods,
		producerPage(producers),
		linkPage(products),
		tables[6].renamed("Titles", "product", "programme", "programme_en", "year", "rank"),
		tables[2].renamed("Rounds", "round", "title", "title_en", "rules", "rules_en", "opens", "closes", "mode", "pause", "reveal", "receipts", "category", "category_title", "category_title_en", "choices"),
		nomineePage(tables[3]),
		tables[4].renamed("Points", "id", "name", "name_en", "address", "address_en", "commune", "province"),
		tables[5].renamed("Events", "id", "name", "name_en", "description", "description_en", "venue", "venue_en", "commune", "province", "point", "from", "to"),
		{name: "About", head: []string{"organiser", "organiser_en", "sample"}, rows: []record{{
			"organiser":    "Dữ liệu mẫu, chủ thể và sản phẩm đều hư cấu",
			"organiser_en": "Sample data; producers and goods are invented", "sample": "có",
		}}},
	}, nil
}

func producerPage(t table) page {
	p := t.renamed("Producers", "id", "name", "name_en", "form", "form_en", "commune", "province", "former", "contact", "story", "story_en")
	p.head = []string{"id", "name", "name_en", "form", "form_en", "commune", "province", "story", "story_en", "phone", "contact", "website"}
	for i, r := range p.rows {
		if r["former"] != "" {
			r["province"] = r["former"]
		}
		// No Vietnamese number begins so: the phones of the sample ring nowhere.
		r["phone"] = fmt.Sprintf("0000 000 %03d", i+1)
		r["contact"] = map[bool]string{true: "có", false: "không"}[r["contact"] == "x"]
		r["website"] = "https://" + r["id"] + ".example/"
		r["story"] += " (Chủ thể hư cấu trong dữ liệu mẫu.)"
		r["story_en"] += " (An invented producer of the sample data.)"
	}
	return p
}

func nomineePage(t table) page {
	p := page{name: "Nominees", head: []string{"round", "category", "product"}}
	for _, r := range t.records() {
		for code := range strings.FieldsSeq(r["products"]) {
			p.rows = append(p.rows, record{"round": r["round"], "category": r["category"], "product": code})
		}
	}
	return p
}

func linkPage(products []record) page {
	p := page{name: "Links", head: []string{"product", "url", "label", "label_en"}}
	for _, r := range products {
		x := extras(r["extras"])
		if x["links"] == "0" || r["status"] == "r" {
			continue
		}
		code := strings.ToLower(r["code"])
		p.rows = append(p.rows, record{
			"product": r["code"], "url": "https://" + r["producer"] + ".example/sp/" + code,
			"label": "Gian hàng của chủ thể", "label_en": "The producer's shop",
		})
		if _, featured := x["feat"]; featured {
			p.rows = append(p.rows, record{
				"product": r["code"], "url": "https://cho-que.example/" + code,
				"label": "Chợ quê", "label_en": "Country market",
			})
		}
	}
	return p
}

var productHead = []string{
	"code", "name", "name_en", "set", "category", "producer", "commune", "province", "status", "stars", "certificate", "authority",
	"issued", "refiled", "legal_basis", "price", "unit", "unit_en", "net_content", "net_content_en", "short", "short_en", "story", "story_en",
	"use", "use_en", "alcohol_vol", "photos", "quality", "export", "distributors", "distributors_en", "points", "featured", "added",
}

var statusWords = map[string]string{"c": "certified", "p": "potential 5 stars", "r": "revoked", "n": "not OCOP"}

func productPage(products, producers, uses, nets []record) (page, error) {
	p := page{name: "Products", head: productHead}
	for i, r := range products {
		maker, ok := index(producers, "id", r["producer"])
		if !ok {
			return page{}, fmt.Errorf("product %s names an unknown producer %q", r["code"], r["producer"])
		}
		row := record{}
		for _, same := range []string{"code", "name", "name_en", "producer", "stars", "price", "unit", "unit_en", "short", "short_en", "story", "story_en"} {
			row[same] = r[same]
		}
		row["commune"], row["province"] = maker["commune"], maker["province"]
		if maker["former province"] != "" {
			row["province"] = maker["former province"]
		}
		row["net_content"] = r["net"]
		if n, ok := index(nets, "net", r["net"]); ok {
			row["net_content_en"] = n["net_en"]
		}
		row["status"] = statusWords[r["status"]]
		if r["set"] != "0" {
			row["set"] = r["set"]
		}
		if u, ok := index(uses, "set", r["set"]); ok {
			row["use"], row["use_en"] = u["use"], u["use_en"]
		}
		if err := certify(row, r["issued"], maker, i); err != nil {
			return page{}, err
		}
		furnish(row, extras(r["extras"]))
		row["photos"] = strings.Join(photoNames(r), ";")
		p.rows = append(p.rows, row)
	}
	return p, nil
}

// certify adds a certificate that says of itself that it is a sample.
func certify(row record, issued string, maker record, serial int) error {
	if issued == "" {
		return nil
	}
	day, err := catalog.ParseDate(issued)
	if err != nil {
		return err
	}
	row["issued"] = day.Show()
	row["certificate"] = fmt.Sprintf("%d/QĐ-MẪU", 100+serial)
	row["authority"] = "UBND tỉnh (mẫu)"
	if row["stars"] == "5" {
		row["authority"] = "Bộ Nông nghiệp và Môi trường (mẫu)"
	}
	row["legal_basis"] = "148/QĐ-TTg"
	switch {
	case !day.Before(catalog.Date{Year: 2026, Month: time.May, Day: 22}):
		row["legal_basis"] = "26/2026/QĐ-TTg"
	case day.Before(catalog.Date{Year: 2023, Month: time.February, Day: 24}):
		row["legal_basis"] = "1048/QĐ-TTg"
	}
	row["added"] = day.AddDays(14).Show()
	return nil
}

// furnish adds what only some products have.
func furnish(row, x record) {
	yes := func(name, column string) {
		if _, ok := x[name]; ok {
			row[column] = "có"
		}
	}
	yes("feat", "featured")
	yes("export", "export")
	yes("refiled", "refiled")
	row["category"] = x["category"]
	row["quality"] = strings.ReplaceAll(x["quality"], ",", ";")
	row["points"] = strings.ReplaceAll(x["points"], ",", ";")
	row["alcohol_vol"] = x["alcohol"]
	if _, ok := x["export"]; ok {
		row["distributors"] = "Nhận đơn từ 50 thùng, giao trong 15 ngày, có hồ sơ xuất khẩu mẫu."
		row["distributors_en"] = "From 50 cartons, delivered within 15 days, with sample export papers."
	}
}

// photoNames returns the file names of a product's pictures.
func photoNames(r record) []string {
	x := extras(r["extras"])
	if _, none := x["nophoto"]; none {
		return nil
	}
	n := 1
	if v, err := strconv.Atoi(x["photos"]); err == nil {
		n = v
	}
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("%s-%d.jpg", strings.ToLower(r["code"]), i+1))
	}
	return names
}
