package sheet

import (
	"time"

	"hangviet/data/catalog"
)

// ExamplePhotoName is the file name of [ExamplePhoto] in the folder of photos.
const ExamplePhotoName = "vi-du.jpg"

// guide is what the first sheet of the template says.
var guide = [][2]string{
	{"Danh mục hàng Việt – cách điền", "Catalogue of Vietnamese goods – how to fill it in"},
	{"1. Mỗi trang là một bảng; mỗi dòng là một sản phẩm, một chủ thể, một liên kết … Cột có dấu * là bắt buộc. Di chuột lên tiêu đề cột để xem ghi chú.", "1. Each sheet is a table; each row is a product, a producer, a link … Columns with * are required. Point at a header to read its note."},
	{"2. Hai dòng ví dụ ở mỗi trang là bịa. Hãy xóa trước khi phát hành.", "2. The two example rows of each sheet are invented. Delete them before publishing."},
	{"3. Ảnh để trong thư mục photos cạnh tệp này; trong bảng chỉ ghi tên tệp, ảnh đầu là ảnh bìa.", "3. Photos go into the folder photos beside this file; the table holds their names only, the first is the cover."},
	{"4. Cột chữ nào cũng có thể thêm ngôn ngữ khác: thêm cột cùng tên với “(en)”, “(ko)” … ở cuối.", "4. Every text column can be had in further languages: add one of the same name with “_en”, “_ko” … at its end."},
	{"5. Gõ chữ bằng Unicode. Ngày ghi ngày/tháng/năm. Mã vạch và số điện thoại để định dạng Văn bản.", "5. Type in Unicode. Dates are day/month/year. Barcodes and phone numbers are formatted as Text."},
	{"6. Kiểm tra bằng lệnh: kioskctl check THƯ_MỤC – mọi chỗ cần sửa được chỉ ra theo trang, ô và trong cột Nhận xét.", "6. Check with: kioskctl check DIR – whatever needs mending is named by sheet and cell, and in the column Remarks."},
	{"7. Luật áp dụng: Quyết định 26/2026/QĐ-TTg. Sao chỉ được hiện khi giấy chứng nhận còn hiệu lực; “tiềm năng 5 sao” không phải là 5 sao.", "7. The law: Decision 26/2026/QĐ-TTg. Stars are shown only while the certificate is valid; “potential 5 stars” is not 5 stars."},
}

// example is one row by column ("name", "name_en").
type example map[string]any

// either is a word of a drop-down list in the template's language.
type either struct{ vi, en string }

var (
	yes = either{"Có", "Yes"}
	no  = either{"Không", "No"}
)

// examples returns the example rows of a sheet, dated around now.
func examples(sheet string, now time.Time) []example {
	today := catalog.DateOf(now)
	switch sheet {
	case "Products":
		return exampleProducts(today)
	case "Producers":
		return exampleProducers()
	case "Links":
		return []example{
			{"product": "VD-001", "url": "https://mayngan.example/tra", "label": "Trang của Mây Ngàn (ví dụ)"},
			{"product": "VD-002", "url": "https://gocphonho.example/khay", "label": "Trang của Góc Phố Nhỏ (ví dụ)"},
		}
	case "Titles":
		return []example{
			{"product": "VD-001", "programme": "Giải thưởng ví dụ", "programme_en": "Example award", "year": today.Year - 1, "rank": "Top 1"},
			{"product": "VD-002", "programme": "Giải thưởng ví dụ", "programme_en": "Example award", "year": today.Year - 1, "rank": "Top 2"},
		}
	case "Rounds":
		return exampleRounds(today)
	case "Nominees":
		return []example{
			{"round": "vi-du", "category": "qua-que", "product": "VD-001"},
			{"round": "vi-du", "category": "do-nha", "product": "VD-002"},
		}
	case "Points":
		return []example{
			{"id": "vd-diem-1", "name": "Điểm bán ví dụ 1", "name_en": "Example point 1", "address": "12 phố Ví Dụ", "province": either{"Hà Nội", "Hanoi"}},
			{"id": "vd-diem-2", "name": "Điểm bán ví dụ 2", "name_en": "Example point 2", "address": "34 phố Ví Dụ", "province": either{"Đà Nẵng", "Da Nang"}},
		}
	case "Events":
		return exampleEvents(today)
	case "About":
		return []example{{"organiser": "Ban tổ chức (ví dụ, hãy sửa)", "organiser_en": "Organiser (example, to be changed)"}}
	}
	return nil
}

func exampleProducts(today catalog.Date) []example {
	issued := today.AddMonths(-6)
	return []example{
		{
			"code": "VD-001", "name": "Ví dụ: Trà shan tuyết Mây Ngàn", "name_en": "Example: Mây Ngàn snow shan tea",
			"set": 11, "category": either{"Sản phẩm OCOP", "OCOP products"}, "producer": "vd-htx", "commune": "xã Ví Dụ", "province": either{"Tuyên Quang", "Tuyen Quang"},
			"address": "Thôn Ví Dụ, xã Ví Dụ", "status": either{"Đã chứng nhận", "Certified"}, "stars": 4, "certificate": "1/QĐ-VÍ-DỤ",
			"authority": "UBND tỉnh (ví dụ)", "issued": issued, "expires": issued.AddMonths(catalog.ValidityMonths), "legal_basis": "26/2026/QĐ-TTg",
			"price": 185000, "unit": "hộp", "unit_en": "box", "net_content": "100 g", "net_content_en": "100 g",
			"short": "Dòng này là ví dụ, hãy xóa trước khi phát hành.", "short_en": "This row is an example; delete it before publishing.",
			"story": "Câu chuyện của sản phẩm: ai làm ra, ở đâu, vì sao. Đây là chữ ví dụ.", "story_en": "The story: who makes it, where and why. This is example text.",
			"ingredients": "Búp trà shan", "use": "Pha 5 g với 300 ml nước nóng 85 độ C.", "photos": ExamplePhotoName, "photo_alt": "Ảnh ví dụ",
			"quality": "HACCP; ISO 22000", "export": yes, "points": "vd-diem-1; vd-diem-2", "featured": yes, "added": today.AddMonths(-1),
		},
		{
			"code": "VD-002", "name": "Ví dụ: Khay gỗ Góc Phố Nhỏ", "name_en": "Example: Góc Phố Nhỏ wooden tray",
			"category": either{"Đồ gia dụng", "Household goods"}, "producer": "vd-cty", "commune": "phường Ví Dụ", "province": either{"Hà Nội", "Hanoi"}, "status": either{"Không OCOP", "Not OCOP"},
			"price": "120.000 - 250.000", "unit": "chiếc", "unit_en": "piece", "net_content": "30 × 20 cm",
			"short": "Ví dụ về sản phẩm không thuộc OCOP: không có sao.", "short_en": "An example outside OCOP: it has no stars.",
			"photos": ExamplePhotoName, "photo_alt": "Ảnh ví dụ", "export": no, "points": "vd-diem-1", "featured": no, "added": today.AddMonths(-1),
		},
	}
}

func exampleProducers() []example {
	return []example{
		{
			"id": "vd-htx", "name": "Hợp tác xã Mây Ngàn (ví dụ)", "name_en": "Mây Ngàn Co-operative (example)", "form": "Hợp tác xã",
			"commune": "xã Ví Dụ", "province": either{"Tuyên Quang", "Tuyen Quang"}, "story": "Chủ thể bịa để làm ví dụ.", "story_en": "Invented as an example.",
			"website": "https://mayngan.example", "phone": "0900000001", "contact": no,
		},
		{
			"id": "vd-cty", "name": "Công ty Góc Phố Nhỏ (ví dụ)", "name_en": "Góc Phố Nhỏ Company (example)", "form": "Doanh nghiệp",
			"commune": "phường Ví Dụ", "province": either{"Hà Nội", "Hanoi"}, "story": "Chủ thể bịa để làm ví dụ.", "story_en": "Invented as an example.",
			"website": "https://gocphonho.example", "phone": "0900000002", "contact": no,
		},
	}
}

func exampleRounds(today catalog.Date) []example {
	return []example{
		{
			"round": "vi-du", "title": "Đợt bình chọn ví dụ", "title_en": "Example round",
			"rules":    "Bình chọn ẩn danh. Mỗi phiếu được chọn số sản phẩm ghi ở từng nhóm. Kết quả còn do hội đồng xét.",
			"rules_en": "Anonymous. A ballot names as many products as each category says. A jury decides as well.",
			"opens":    today.AddDays(-7).Time().Add(8 * time.Hour), "closes": today.AddDays(60).Time().Add(17 * time.Hour),
			"category": "qua-que", "category_title": "Quà quê (ví dụ)", "category_title_en": "Gifts of the countryside (example)", "choices": 1,
		},
		{"round": "vi-du", "category": "do-nha", "category_title": "Đồ dùng trong nhà (ví dụ)", "category_title_en": "For the home (example)", "choices": 1},
	}
}

func exampleEvents(today catalog.Date) []example {
	return []example{
		{
			"id": "vd-tuan-hang", "name": "Tuần hàng Việt (ví dụ)", "name_en": "Vietnamese goods week (example)",
			"description": "Sự kiện bịa để làm ví dụ.", "description_en": "Invented as an example.", "venue": "Quảng trường Ví Dụ", "venue_en": "Example square",
			"province": either{"Hà Nội", "Hanoi"}, "point": "vd-diem-1", "from": today.AddDays(10), "to": today.AddDays(14),
		},
		{
			"id": "vd-hoi-cho", "name": "Hội chợ (ví dụ)", "name_en": "Fair (example)",
			"description": "Sự kiện bịa để làm ví dụ.", "description_en": "Invented as an example.", "venue": "Nhà văn hóa Ví Dụ", "venue_en": "Example hall",
			"province": either{"Đà Nẵng", "Da Nang"}, "from": today.AddDays(30), "to": today.AddDays(33),
		},
	}
}

// writeExamples writes the example rows under the header.
func (w *templateWriter) writeExamples(sheet string, columns []templateColumn) error {
	for i, row := range examples(sheet, w.opt.Now) {
		for j, c := range columns {
			if value, ok := row[columnName(c.key, c.lang)]; ok {
				if err := w.f.SetCellValue(sheet, cellName(j, i+2), w.excelValue(value)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// excelValue picks a word's language, and turns a day or an instant into the
// count of days that Excel shows, which knows no zones.
func (w *templateWriter) excelValue(value any) any {
	switch v := value.(type) {
	case either:
		return w.say(v.vi, v.en)
	case catalog.Date:
		return float64(serialOf(v))
	case time.Time:
		at := v.In(catalog.Zone)
		return float64(serialOf(catalog.DateOf(v))) + float64(at.Hour()*60+at.Minute())/(24*60)
	}
	return value
}

// serialOf counts days as Excel does.
func serialOf(d catalog.Date) int {
	epoch := catalog.Date{Year: 1899, Month: time.December, Day: 30}
	return int(d.Time().Sub(epoch.Time()) / (24 * time.Hour))
}
