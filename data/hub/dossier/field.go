package dossier

import "hangviet/data/catalog"

// Kind says how a field is asked for.
type Kind string

// The kinds of fields.
const (
	Line   Kind = "line"   // one line of text
	Prose  Kind = "prose"  // text of several lines
	Choice Kind = "choice" // one of a list, see Field.List
	Date   Kind = "date"   // day/month/year
	Number Kind = "number" // a whole number or a decimal
	Dong   Kind = "dong"   // money in Vietnamese dong
	YesNo  Kind = "yesno"  // "có", "không"
	Phone  Kind = "phone"
	Link   Kind = "link" // an address on the web
)

// List names what a choice is taken from.
type List string

// The lists.
const (
	Provinces  List = "provinces"
	Sets       List = "sets"       // the 26 criteria sets
	Categories List = "categories" // the 18 of the vote
	Forms      List = "forms"      // of a firm
	Statuses   List = "statuses"   // of a certificate
	Stars      List = "stars"
	Roles      List = "roles" // of the legal representative
)

// Field is one line of a form. Its key is the column of the workbook when it goes
// there (data/sheet), so that a remark, a rule and an export speak of the same
// thing.
type Field struct {
	Key    string
	Kind   Kind
	List   List // of a choice
	Group  Group
	Label  catalog.Text
	Help   catalog.Text // may be nil
	Public bool         // goes to the kiosks once it is accepted; otherwise only officers see it
	Needed bool         // nothing can be sent without it
	Max    int          // greatest length in letters
}

// Group is a step of the form; each is saved by itself.
type Group string

// The steps.
const (
	GroupFirm         Group = "firm"
	GroupContact      Group = "contact"
	GroupStory        Group = "story"
	GroupProduct      Group = "product"
	GroupWords        Group = "words"
	GroupCertificate  Group = "certificate"
	GroupPlace        Group = "place"
	GroupShops        Group = "shops"
	GroupEnglish      Group = "english"
	GroupDistributors Group = "distributors"
	GroupPhotos       Group = "photos"    // no fields: the pictures
	GroupDocuments    Group = "documents" // no fields: the papers
)

// The greatest lengths, in letters.
const (
	maxLine  = 200
	maxProse = 4000
	maxLink  = 2000
)

// MaxLinks is how many shops a product may name.
const MaxLinks = 5

// FirmGroups and ProductGroups are the steps in order.
func FirmGroups() []Group { return []Group{GroupFirm, GroupContact, GroupStory, GroupDocuments} }

// ProductGroups are the steps of a product in order.
func ProductGroups() []Group {
	return []Group{
		GroupProduct, GroupPhotos, GroupWords, GroupCertificate, GroupPlace, GroupShops, GroupEnglish, GroupDistributors, GroupDocuments,
	}
}

// FirmFields are the fields of a firm in the order of the form.
func FirmFields() []Field { return firmFields }

// ProductFields are the fields of a product in the order of the form.
func ProductFields() []Field { return productFields }

func say(vi, en string) catalog.Text { return catalog.Text{"vi": vi, "en": en} }

var firmFields = []Field{
	{Key: "name", Kind: Line, Group: GroupFirm, Public: true, Needed: true, Label: say("Tên chủ thể", "Name of the producer"), Help: say("Như trên giấy đăng ký.", "As registered.")},
	{Key: "form", Kind: Choice, List: Forms, Group: GroupFirm, Public: true, Needed: true, Label: say("Loại hình", "Legal form")},
	{Key: "registration", Kind: Line, Group: GroupFirm, Needed: true, Label: say("Mã số đăng ký kinh doanh", "Business registration number"), Help: say("Mã số doanh nghiệp, hợp tác xã hoặc hộ kinh doanh. Kiosk không hiện.", "Number of the firm, co-operative or household. Kiosks do not show it.")},
	{Key: "role", Kind: Choice, List: Roles, Group: GroupFirm, Needed: true, Label: say("Chức vụ của người đại diện theo pháp luật", "Role of the legal representative"), Help: say("Chỉ chức vụ, không ghi tên.", "Only the role, no name.")},
	{Key: "province", Kind: Choice, List: Provinces, Group: GroupContact, Public: true, Needed: true, Label: say("Tỉnh, thành phố", "Province or city")},
	{Key: "commune", Kind: Line, Group: GroupContact, Public: true, Needed: true, Label: say("Xã, phường, đặc khu", "Commune or ward")},
	{Key: "address", Kind: Line, Group: GroupContact, Public: true, Label: say("Địa chỉ", "Address"), Help: say("Số nhà, thôn; như trên giấy chứng nhận.", "House and hamlet, as on the certificate.")},
	{Key: "phone", Kind: Phone, Group: GroupContact, Public: true, Label: say("Điện thoại của cơ sở", "Phone of the firm")},
	{Key: "contact", Kind: YesNo, Group: GroupContact, Public: true, Label: say("Đồng ý hiện số điện thoại trên kiosk", "The phone may be shown on kiosks"), Help: say("Không chọn thì số chỉ để ban tổ chức liên hệ.", "Without it only the organiser calls.")},
	{Key: "website", Kind: Link, Group: GroupContact, Public: true, Label: say("Trang web", "Website")},
	{Key: "story", Kind: Prose, Group: GroupStory, Public: true, Label: say("Câu chuyện của chủ thể", "Story of the producer")},
	{Key: "name_en", Kind: Line, Group: GroupStory, Public: true, Label: say("Tên tiếng Anh", "Name in English")},
	{Key: "story_en", Kind: Prose, Group: GroupStory, Public: true, Label: say("Câu chuyện tiếng Anh", "Story in English")},
}

var productFields = join([]Field{
	{Key: "name", Kind: Line, Group: GroupProduct, Public: true, Needed: true, Label: say("Tên sản phẩm", "Name of the product"), Help: say("Như trên nhãn hoặc giấy chứng nhận.", "As on the label or certificate.")},
	{Key: "set", Kind: Choice, List: Sets, Group: GroupProduct, Public: true, Label: say("Bộ sản phẩm OCOP", "OCOP criteria set"), Help: say("Theo Quyết định 26/2026/QĐ-TTg. Để trống nếu không tham gia OCOP.", "Of Decision 26/2026/QĐ-TTg. Empty outside OCOP.")},
	{Key: "category", Kind: Choice, List: Categories, Group: GroupProduct, Public: true, Label: say("Nhóm bình chọn", "Category of the vote"), Help: say("Chọn khi muốn dự bình chọn “Hàng Việt Nam được người tiêu dùng yêu thích”.", "For the vote on goods that consumers love.")},
	{Key: "enter", Kind: YesNo, Group: GroupProduct, Label: say("Đăng ký dự bình chọn", "Enter the vote"), Help: say("Mỗi chủ thể được dự nhiều nhất 3 sản phẩm một đợt.", "A firm may enter at most 3 products in a round.")},
	{Key: "net_content", Kind: Line, Group: GroupProduct, Public: true, Label: say("Khối lượng tịnh, dung tích", "Net content"), Help: say("Ví dụ: hộp 500 g", "For example: box of 500 g")},
	{Key: "price", Kind: Dong, Group: GroupProduct, Public: true, Label: say("Giá bán", "Price"), Help: say("Đồng. Có thể ghi khoảng: 45.000 - 60.000", "Dong. A range is understood: 45.000 - 60.000")},
	{Key: "unit", Kind: Line, Group: GroupProduct, Public: true, Label: say("Đơn vị tính", "Price for"), Help: say("Ví dụ: hộp, chai, kg", "For example: box, bottle, kg")},
	{Key: "barcode", Kind: Line, Group: GroupProduct, Public: true, Label: say("Mã vạch", "Barcode"), Help: say("8, 12, 13 hoặc 14 chữ số", "8, 12, 13 or 14 digits")},
	{Key: "alcohol_vol", Kind: Number, Group: GroupProduct, Public: true, Label: say("Độ cồn (%)", "Alcohol (% by volume)"), Help: say("Chỉ với rượu, bia.", "Only for alcohol.")},

	{Key: "short", Kind: Line, Group: GroupWords, Public: true, Label: say("Giới thiệu ngắn", "In one sentence"), Help: say("Một câu cho thẻ sản phẩm.", "One sentence for the card.")},
	{Key: "story", Kind: Prose, Group: GroupWords, Public: true, Label: say("Câu chuyện sản phẩm", "Story of the product")},
	{Key: "use", Kind: Prose, Group: GroupWords, Public: true, Label: say("Hướng dẫn sử dụng", "How to use")},
	{Key: "ingredients", Kind: Prose, Group: GroupWords, Public: true, Label: say("Thành phần", "Ingredients")},
	{Key: "notices", Kind: Prose, Group: GroupWords, Public: true, Label: say("Lưu ý", "Notices"), Help: say("Cảnh báo theo luật được thêm tự động.", "What the law asks for is added by itself.")},

	{Key: "status", Kind: Choice, List: Statuses, Group: GroupCertificate, Public: true, Label: say("Tình trạng OCOP", "OCOP status")},
	{Key: "stars", Kind: Choice, List: Stars, Group: GroupCertificate, Public: true, Label: say("Số sao", "Stars")},
	{Key: "certificate", Kind: Line, Group: GroupCertificate, Public: true, Label: say("Số quyết định", "Number of the decision"), Help: say("Ví dụ: 3981/QĐ-UBND", "For example 3981/QĐ-UBND")},
	{Key: "authority", Kind: Line, Group: GroupCertificate, Public: true, Label: say("Cơ quan công nhận", "Authority")},
	{Key: "issued", Kind: Date, Group: GroupCertificate, Public: true, Label: say("Ngày cấp", "Issued on")},
	{Key: "expires", Kind: Date, Group: GroupCertificate, Public: true, Label: say("Ngày hết hạn", "Expires on"), Help: say("Để trống: 36 tháng từ ngày cấp.", "Empty: 36 months from the issue.")},
	{Key: "refiled", Kind: YesNo, Group: GroupCertificate, Public: true, Label: say("Đã nộp hồ sơ đánh giá lại", "Dossier for re-rating is filed")},
	{Key: "quality", Kind: Line, Group: GroupCertificate, Public: true, Label: say("Chứng nhận chất lượng", "Quality certificates"), Help: say("Ví dụ: HACCP; ISO 22000; Halal", "For example: HACCP; ISO 22000; Halal")},

	{Key: "province", Kind: Choice, List: Provinces, Group: GroupPlace, Public: true, Needed: true, Label: say("Tỉnh, thành phố nơi làm ra", "Province where it is made")},
	{Key: "commune", Kind: Line, Group: GroupPlace, Public: true, Label: say("Xã, phường nơi làm ra", "Commune where it is made")},
	{Key: "address", Kind: Line, Group: GroupPlace, Public: true, Label: say("Địa chỉ trên giấy chứng nhận", "Address on the certificate")},
}, links(), []Field{
	{Key: "trace_url", Kind: Link, Group: GroupShops, Public: true, Label: say("Đường dẫn truy xuất nguồn gốc", "Traceability link")},

	{Key: "name_en", Kind: Line, Group: GroupEnglish, Public: true, Label: say("Tên tiếng Anh", "Name in English")},
	{Key: "short_en", Kind: Line, Group: GroupEnglish, Public: true, Label: say("Giới thiệu ngắn bằng tiếng Anh", "In one sentence, in English")},
	{Key: "story_en", Kind: Prose, Group: GroupEnglish, Public: true, Label: say("Câu chuyện bằng tiếng Anh", "Story in English")},

	{Key: "export", Kind: YesNo, Group: GroupDistributors, Public: true, Label: say("Sẵn sàng xuất khẩu", "Ready for export")},
	{Key: "capacity", Kind: Line, Group: GroupDistributors, Public: true, Label: say("Năng lực cung ứng", "Capacity"), Help: say("Ví dụ: 2 tấn một tháng", "For example: 2 tonnes a month")},
	{Key: "minimum_order", Kind: Line, Group: GroupDistributors, Public: true, Label: say("Đơn hàng tối thiểu", "Minimum order")},
	{Key: "distributors", Kind: Prose, Group: GroupDistributors, Public: true, Label: say("Điều nhà phân phối cần biết", "What distributors should know")},
})

// links are the fields of the shops: link1, link2, …
func links() []Field {
	var fields []Field
	for n := 1; n <= MaxLinks; n++ {
		fields = append(fields, Field{
			Key: linkKey(n), Kind: Link, Group: GroupShops, Public: true,
			Label: say("Gian hàng "+digit(n), "Shop "+digit(n)),
		})
	}
	fields[0].Help = say("Trang bán sản phẩm này, bắt đầu bằng https://. Mã QR thanh toán không được nhận.", "The page that sells this product, beginning with https://. Payment codes are refused.")
	return fields
}

func linkKey(n int) string { return "link" + digit(n) }

func digit(n int) string { return string(rune('0' + n)) }

func join(parts ...[]Field) (all []Field) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Limit returns the greatest length of an answer in letters.
func (f Field) Limit() int {
	switch {
	case f.Max > 0:
		return f.Max
	case f.Kind == Prose:
		return maxProse
	case f.Kind == Link:
		return maxLink
	}
	return maxLine
}

// formNames are the legal forms a firm may have.
func formNames() []catalog.Text {
	return []catalog.Text{
		say("Hợp tác xã", "Co-operative"), say("Tổ hợp tác", "Co-operative group"), say("Công ty", "Company"),
		say("Trang trại", "Farm"), say("Hộ kinh doanh", "Household business"), say("Hội, tổ chức khác", "Association or other"),
	}
}

// roleNames are the roles a legal representative may have.
func roleNames() []catalog.Text {
	return []catalog.Text{
		say("Giám đốc", "Director"), say("Chủ tịch hội đồng quản trị", "Chair of the board"), say("Chủ cơ sở", "Owner"),
		say("Tổ trưởng", "Head of the group"), say("Khác", "Other"),
	}
}
