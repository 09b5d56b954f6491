package sheet

// kind says what stands in a column's cells, for the template's drop-down lists
// and widths; how a cell is read is decided where it is read.
type kind int

const (
	words  kind = iota // one line of text
	prose              // text of several lines
	date               // a date
	number             //
	yesNo              // có / không
	choice             // one of a list
)

// column is one column a sheet may have.
type column struct {
	key      string // English header, and the field's name everywhere
	vi       string // Vietnamese header
	also     string // other headers, folded, parted by "|"
	text     bool   // may be repeated with a language: story_en, "Câu chuyện (en)"
	required bool   // the sheet is of no use without it
	kind     kind
	from     string // list of the drop-down, a column of the sheet Lists
	note     [2]string
}

// plan is one sheet the workbook may have.
type plan struct {
	key     string // English name
	vi      string // Vietnamese name
	also    string // other names, folded, parted by "|"
	columns []column
}

// The lists of the drop-downs.
const (
	listProvinces  = "provinces"
	listSets       = "sets"
	listStatus     = "status"
	listStars      = "stars"
	listYesNo      = "yesno"
	listCategories = "categories"
	listSwitch     = "switch"
	listModes      = "modes"
	listReveals    = "reveals"
)

// plans returns every sheet in the order of the template.
func plans() []plan {
	return []plan{productPlan, producerPlan, linkPlan, titlePlan, roundPlan, nomineePlan, pointPlan, eventPlan, aboutPlan}
}

var productPlan = plan{"Products", "Sản phẩm", "hang hoa|danh sach san pham|danh muc san pham|product", []column{
	{
		key: "code", vi: "Mã sản phẩm", also: "ma|ma sp|ma hang|ma so|product|product code|id", required: true,
		note: [2]string{"Mã riêng của từng sản phẩm: chữ không dấu, số, dấu - và dấu chấm. Không đổi mã giữa hai lần phát hành.", "Each product's own code: ASCII letters, digits, dash and dot. It stays the same from release to release."},
	},
	{
		key: "name", vi: "Tên sản phẩm", also: "ten|ten sp|ten hang|product name", text: true, required: true,
		note: [2]string{"Tên như trên giấy chứng nhận. Thêm cột “Tên sản phẩm (en)” cho tiếng Anh; cột chữ nào cũng thêm được như vậy, với mọi ngôn ngữ.", "The name as certified. Add a column “name_en” for English; every text column can be repeated so, for any language."},
	},
	{
		key: "sector", vi: "Ngành", also: "nhom nganh|nganh hang|nganh san pham|linh vuc",
		note: [2]string{"Một trong 6 ngành. Có thể để trống khi đã ghi bộ sản phẩm.", "One of the 6 sectors. May be empty when the criteria set is given."},
	},
	{
		key: "group", vi: "Nhóm", also: "nhom san pham|nhom hang|phan nhom|product group",
		note: [2]string{"Nhóm trong ngành. Có thể để trống khi đã ghi bộ sản phẩm.", "The group within the sector. May be empty when the criteria set is given."},
	},
	{
		key: "set", vi: "Bộ sản phẩm", also: "bo|bo tieu chi|bo san pham so|phan nhom san pham|criteria set|criteria", kind: choice, from: listSets,
		note: [2]string{"Một trong 26 bộ sản phẩm của Quyết định 26/2026/QĐ-TTg: ghi số hoặc tên; tên cũ cũng hiểu. Để trống nếu không phải OCOP.", "One of the 26 criteria sets of Decision 26/2026/QĐ-TTg, by number or name; earlier names are understood. Empty outside OCOP."},
	},
	{
		key: "category", vi: "Nhóm bình chọn", also: "hang muc|hang muc binh chon|linh vuc binh chon|vote category", kind: choice, from: listCategories,
		note: [2]string{"Một trong 18 nhóm của chương trình “Hàng Việt Nam được người tiêu dùng yêu thích”.", "One of the 18 categories of the campaign’s vote."},
	},
	{
		key: "producer", vi: "Chủ thể", also: "ma chu the|chu the ocop|ten chu the|nha san xuat|co so|co so san xuat|don vi san xuat|don vi|producer id", required: true,
		note: [2]string{"Mã hoặc tên của chủ thể ở trang Chủ thể.", "The id or the name of a row of the sheet Producers."},
	},
	{key: "commune", vi: "Xã, phường", also: "xa|phuong|xa phuong dac khu|ward"},
	{
		key: "province", vi: "Tỉnh, thành phố", also: "tinh|thanh pho|tinh thanh|tinh tp|ma tinh|province code", kind: choice, from: listProvinces,
		note: [2]string{"Một trong 34 tỉnh, thành phố (tên hoặc mã). Tên trước sáp nhập cũng hiểu và được giữ để hiển thị.", "One of the 34 provinces and cities, by name or code. Names from before the merger are understood and kept for display."},
	},
	{
		key: "address", vi: "Địa chỉ trên giấy chứng nhận", also: "dia chi|dia chi chung nhan|dia chi san xuat|address as certified",
		note: [2]string{"Chép nguyên văn, kể cả huyện cũ.", "Word for word, districts of the past included."},
	},
	{
		key: "status", vi: "Trạng thái", also: "tinh trang|trang thai ocop|ocop|ocop status", kind: choice, from: listStatus,
		note: [2]string{"Đã chứng nhận, Tiềm năng 5 sao, Thu hồi hoặc Không OCOP. Còn hạn hay hết hạn được tính từ ngày, không ghi ở đây. Để trống: có sao là đã chứng nhận.", "Certified, Potential 5 stars, Revoked or Not OCOP. Whether it has expired is computed from the dates. Empty: certified when there are stars."},
	},
	{
		key: "stars", vi: "Số sao", also: "sao|hang sao|hang|xep hang|phan hang|ocop stars|rating", kind: choice, from: listStars,
		note: [2]string{"3, 4 hoặc 5. Sản phẩm không OCOP không có sao.", "3, 4 or 5. A product outside OCOP has none."},
	},
	{
		key: "certificate", vi: "Số quyết định", also: "so giay chung nhan|giay chung nhan|so qd|quyet dinh|so chung nhan|certificate number|decision|decision number",
		note: [2]string{"Ví dụ: 3981/QĐ-UBND", "For example 3981/QĐ-UBND"},
	},
	{key: "authority", vi: "Cơ quan công nhận", also: "co quan|co quan cap|co quan ban hanh|don vi cap|noi cap|cap cong nhan"},
	{
		key: "issued", vi: "Ngày cấp", also: "ngay cong nhan|ngay ban hanh|ngay quyet dinh|ngay ky|issue date|date issued", kind: date,
		note: [2]string{"ngày/tháng/năm", "day/month/year"},
	},
	{
		key: "expires", vi: "Ngày hết hạn", also: "het han|ngay het hieu luc|co hieu luc den|hieu luc den|expiry date|expiry|valid until", kind: date,
		note: [2]string{"Để trống: 36 tháng từ ngày cấp.", "Empty: 36 months from the issue."},
	},
	{
		key: "refiled", vi: "Đã nộp hồ sơ đánh giá lại", also: "da nop ho so|nop ho so danh gia lai|dang danh gia lai|re rating filed", kind: yesNo, from: listYesNo,
		note: [2]string{"Có, nếu hồ sơ đánh giá lại đã nộp trước khi hết hạn: chứng nhận còn được dùng tối đa 180 ngày.", "Yes when the dossier for re-rating was filed before the end: the certificate runs on for at most 180 days."},
	},
	{
		key: "legal_basis", vi: "Căn cứ pháp lý", also: "can cu|van ban ap dung|bo tieu chi ap dung|legal reference",
		note: [2]string{"Văn bản khi đánh giá: 26/2026/QĐ-TTg, 148/QĐ-TTg, 1048/QĐ-TTg …", "The decision it was rated under: 26/2026/QĐ-TTg, 148/QĐ-TTg, 1048/QĐ-TTg …"},
	},
	{
		key: "price", vi: "Giá bán", also: "gia|gia ban le|don gia|gia vnd|gia dong|price vnd",
		note: [2]string{"Đồng. Hiểu 1.250.000, 125 nghìn, 1,25 triệu và khoảng giá 45.000 - 60.000.", "Dong. 1.250.000, 125 nghìn, 1,25 triệu and a range 45.000 - 60.000 are understood."},
	},
	{key: "unit", vi: "Đơn vị tính", also: "dvt|don vi gia|don vi ban|price unit", text: true},
	{key: "net_content", vi: "Khối lượng tịnh", also: "khoi luong|dung tich|quy cach|quy cach dong goi|the tich thuc|trong luong|net weight|content", text: true},
	{
		key: "short", vi: "Giới thiệu ngắn", also: "mo ta ngan|gioi thieu|tom tat|short description|summary", text: true,
		note: [2]string{"Một câu cho thẻ sản phẩm.", "One sentence for the card."},
	},
	{key: "story", vi: "Câu chuyện sản phẩm", also: "cau chuyen|mo ta|mo ta chi tiet|noi dung|description", text: true, kind: prose},
	{key: "ingredients", vi: "Thành phần", also: "nguyen lieu|thanh phan nguyen lieu", text: true, kind: prose},
	{key: "use", vi: "Hướng dẫn sử dụng", also: "cach dung|su dung|huong dan|huong dan su dung va bao quan|instructions|how to use", text: true, kind: prose},
	{
		key: "notices", vi: "Lưu ý", also: "canh bao|luu y khi su dung|khuyen cao|notice|warnings|warning", text: true, kind: prose,
		note: [2]string{"Lưu ý của nhà sản xuất. Cảnh báo theo luật (rượu, thực phẩm bảo vệ sức khỏe) được thêm tự động.", "The producer’s own notices. Those the law asks for (alcohol, health food) are added by themselves."},
	},
	{
		key: "alcohol_vol", vi: "Độ cồn", also: "do con vol|nong do con|do ruou|alcohol|abv", kind: number,
		note: [2]string{"Phần trăm thể tích, ví dụ 29,5", "Percent by volume, for example 29,5"},
	},
	{
		key: "photos", vi: "Ảnh", also: "hinh anh|hinh|anh san pham|ten file anh|file anh|photo|images|image|pictures",
		note: [2]string{"Tên các tệp trong thư mục photos, cách nhau bằng dấu chấm phẩy; ảnh đầu là ảnh bìa. JPEG, PNG hoặc WebP.", "Names of files in the folder photos, parted by semicolons; the first is the cover. JPEG, PNG or WebP."},
	},
	{
		key: "photo_alt", vi: "Chú thích ảnh", also: "mo ta anh|photo description|alt|caption", text: true,
		note: [2]string{"Ảnh bìa cho thấy gì.", "What the cover photo shows."},
	},
	{
		key: "barcode", vi: "Mã vạch", also: "ma so ma vach|ma gtin|gtin|ean|gs1",
		note: [2]string{"8, 12, 13 hoặc 14 chữ số. Định dạng ô là Văn bản (Text) để Excel không làm mất số.", "8, 12, 13 or 14 digits. Format the cell as Text so that Excel keeps every digit."},
	},
	{key: "trace_url", vi: "Đường dẫn truy xuất nguồn gốc", also: "truy xuat nguon goc|truy xuat|link truy xuat|ma truy xuat|traceability|trace|trace link"},
	{
		key: "quality", vi: "Chứng nhận chất lượng", also: "chung nhan|tieu chuan|chung chi|chung nhan khac|certificates|quality certificates|standards",
		note: [2]string{"HACCP; ISO 22000; Halal; GlobalGAP; VietGAP …", "HACCP; ISO 22000; Halal; GlobalGAP; VietGAP …"},
	},
	{key: "export", vi: "Sẵn sàng xuất khẩu", also: "xuat khau|export ready", kind: yesNo, from: listYesNo},
	{key: "distributors", vi: "Thông tin cho nhà phân phối", also: "nha phan phoi|danh cho nha phan phoi|thong tin phan phoi|for distributors|distributor info", text: true, kind: prose},
	{
		key: "points", vi: "Có tại điểm", also: "diem ban|diem ban hang|ma diem|diem|point|on the shelf at|shelf",
		note: [2]string{"Mã các điểm ở trang Điểm bán, cách nhau bằng dấu chấm phẩy.", "Ids of rows of the sheet Points, parted by semicolons."},
	},
	{key: "featured", vi: "Nổi bật", also: "san pham noi bat|tieu bieu|highlight", kind: yesNo, from: listYesNo},
	{key: "added", vi: "Ngày đưa vào danh mục", also: "ngay them|ngay dang|ngay dua vao|date added|listed", kind: date},
}}
