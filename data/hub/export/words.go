package export

// words are the texts of a document by key and language.
var words = map[string]map[string]string{
	"notice": {
		"vi": "Số phiếu là một căn cứ bên cạnh hội đồng bình chọn, không phải kết quả cuối cùng.",
		"en": "The ballots are one input beside the jury, not the result.",
	},
	"phase.coming":  {"vi": "Sắp mở", "en": "Not yet open"},
	"phase.open":    {"vi": "Đang mở", "en": "Open"},
	"phase.closed":  {"vi": "Đã đóng", "en": "Closed"},
	"sheet.totals":  {"vi": "Tổng hợp", "en": "Totals"},
	"sheet.kiosks":  {"vi": "Theo kiosk", "en": "By kiosk"},
	"sheet.ballots": {"vi": "Phiếu", "en": "Ballots"},
	"sheet.not":     {"vi": "Không được tính", "en": "Not counted"},
	"col.category":  {"vi": "Hạng mục", "en": "Category"},
	"col.code":      {"vi": "Mã sản phẩm", "en": "Product code"},
	"col.product":   {"vi": "Sản phẩm", "en": "Product"},
	"col.producer":  {"vi": "Chủ thể", "en": "Producer"},
	"col.choices":   {"vi": "Lượt chọn", "en": "Choices"},
	"col.ballots":   {"vi": "Phiếu", "en": "Ballots"},
	"col.kiosk":     {"vi": "Mã kiosk", "en": "Kiosk id"},
	"col.name":      {"vi": "Tên kiosk", "en": "Kiosk name"},
	"col.ballot":    {"vi": "Mã phiếu", "en": "Ballot id"},
	"col.hour":      {"vi": "Giờ (UTC+7)", "en": "Hour (UTC+7)"},
	"col.nominee":   {"vi": "Đề cử", "en": "Nominee"},
	"col.reason":    {"vi": "Lý do", "en": "Reason"},
	"pending":       {"vi": "Kiosk đang chờ duyệt", "en": "Kiosk waits for approval"},
	"refused":       {"vi": "Kiosk bị từ chối", "en": "Kiosk was refused"},
	"twice":         {"vi": "Trùng với phiếu đã tính", "en": "Number of a ballot counted before"},
	"rules":         {"vi": "Lựa chọn không hợp thể lệ", "en": "Choices not allowed by the rules"},
	"hour":          {"vi": "Ngoài giờ mở bình chọn", "en": "Outside the opening hours"},
	"fork":          {"vi": "Sổ phiếu mâu thuẫn (ổ đĩa bị sao chép hoặc khôi phục), chờ ban tổ chức xem", "en": "Contradicting ledger (cloned or restored disk), for the organiser to look at"},
}

// say returns a text in lang, or in Vietnamese.
func say(lang, key string) string {
	if text := words[key][lang]; text != "" {
		return text
	}
	return words[key]["vi"]
}
