package export

// words are the texts of a document by key and language.
var words = map[string]map[string]string{
	"notice": {
		"vi": "Đây là chương trình quảng bá có hội đồng bình chọn, không phải bầu cử. Số phiếu là một căn cứ bên cạnh hội đồng, không phải kết quả cuối cùng.",
		"en": "This is a promotion programme with a jury, not an election. The ballots are one input beside the jury, not the result.",
	},
	"phase.draft":    {"vi": "Bản nháp", "en": "Draft"},
	"phase.paused":   {"vi": "Tạm dừng", "en": "Paused"},
	"sheet.paper":    {"vi": "Phiếu giấy", "en": "Paper"},
	"sheet.flagged":  {"vi": "Phiếu bị lưu ý", "en": "Flagged"},
	"sheet.exposure": {"vi": "Lượt hiển thị", "en": "Exposure"},
	"col.unflagged":  {"vi": "Không kể phiếu bị lưu ý", "en": "Without flagged ballots"},
	"col.flagged":    {"vi": "Phiếu bị lưu ý", "en": "Flagged ballots"},
	"col.sheets":     {"vi": "Phiếu giấy", "en": "Paper sheets"},
	"col.invalid":    {"vi": "Không hợp lệ", "en": "Invalid"},
	"col.batch":      {"vi": "Số lô", "en": "Batch"},
	"col.mode":       {"vi": "Cách nhận phiếu", "en": "Mode"},
	"col.flags":      {"vi": "Điểm lưu ý", "en": "Flags"},
	"col.place":      {"vi": "Vị trí", "en": "Place"},
	"col.shown":      {"vi": "Lượt hiển thị", "en": "Shown"},
	"col.chosen":     {"vi": "Lượt chọn", "en": "Chosen"},
	"col.rate":       {"vi": "Tỷ lệ chọn", "en": "Rate"},
	"bias":           {"vi": "Kiểm tra ảnh hưởng của vị trí", "en": "Check of positions"},
	"rule.clock":     {"vi": "Đồng hồ kiosk được biết là sai", "en": "The kiosk's clock was known to be wrong"},
	"rule.hours":     {"vi": "Ngoài giờ mở cửa của điểm", "en": "Outside the point's hours"},
	"rule.prefix":    {"vi": "Mã phiếu có phần đầu giống các mã vừa thử", "en": "The ticket begins like others just tried"},
	"rule.quick":     {"vi": "Chọn nhanh hơn mức một người có thể đọc", "en": "Made faster than a person can read"},
	"rule.same":      {"vi": "Lựa chọn giống hệt các phiếu ngay trước", "en": "The same choices as the ballots just before"},
	"rule.other":     {"vi": "Lưu ý khác của kiosk", "en": "Another flag of the kiosk"},
	"rule.many":      {"vi": "Quá nhiều phiếu trong một giờ", "en": "Too many ballots in an hour"},
	"rule.alike":     {"vi": "Nhiều phiếu liên tiếp giống hệt nhau", "en": "Many ballots in a row with the same choices"},
	"rule.tickets":   {"vi": "Nhiều mã phiếu đã dùng (các phiếu này không được tính)", "en": "Many used tickets (these ballots do not count)"},
	"test":           {"vi": "Phiếu thử", "en": "Trial ballot"},
	"mode":           {"vi": "Không được bỏ theo cách mà đợt bình chọn quy định", "en": "Not cast in the way the round asks for"},
	"ticket":         {"vi": "Mã phiếu đã được dùng cho phiếu khác", "en": "Its ticket was used for another ballot"},
	"aside":          {"vi": "Sổ phiếu mâu thuẫn mà ban tổ chức đã để riêng", "en": "Contradicting ledger that the organiser has set aside"},
	"corrected":      {"vi": "Đã được thay bằng lần nhập sau", "en": "A later entry takes its place"},
	"number":         {"vi": "Số lô này đã được nhập trước đó", "en": "A batch of this number was entered before"},
	"phase.coming":   {"vi": "Sắp mở", "en": "Not yet open"},
	"phase.open":     {"vi": "Đang mở", "en": "Open"},
	"phase.closed":   {"vi": "Đã đóng", "en": "Closed"},
	"sheet.totals":   {"vi": "Tổng hợp", "en": "Totals"},
	"sheet.kiosks":   {"vi": "Theo kiosk", "en": "By kiosk"},
	"sheet.ballots":  {"vi": "Phiếu", "en": "Ballots"},
	"sheet.not":      {"vi": "Không được tính", "en": "Not counted"},
	"col.category":   {"vi": "Hạng mục", "en": "Category"},
	"col.code":       {"vi": "Mã sản phẩm", "en": "Product code"},
	"col.product":    {"vi": "Sản phẩm", "en": "Product"},
	"col.producer":   {"vi": "Chủ thể", "en": "Producer"},
	"col.choices":    {"vi": "Lượt chọn", "en": "Choices"},
	"col.ballots":    {"vi": "Phiếu", "en": "Ballots"},
	"col.kiosk":      {"vi": "Mã kiosk", "en": "Kiosk id"},
	"col.name":       {"vi": "Tên kiosk", "en": "Kiosk name"},
	"col.ballot":     {"vi": "Mã phiếu", "en": "Ballot id"},
	"col.hour":       {"vi": "Giờ (UTC+7)", "en": "Hour (UTC+7)"},
	"col.nominee":    {"vi": "Đề cử", "en": "Nominee"},
	"col.reason":     {"vi": "Lý do", "en": "Reason"},
	"pending":        {"vi": "Kiosk đang chờ duyệt", "en": "Kiosk waits for approval"},
	"refused":        {"vi": "Kiosk bị từ chối", "en": "Kiosk was refused"},
	"twice":          {"vi": "Trùng với phiếu đã tính", "en": "Number of a ballot counted before"},
	"rules":          {"vi": "Lựa chọn không hợp thể lệ", "en": "Choices not allowed by the rules"},
	"hour":           {"vi": "Ngoài giờ mở bình chọn", "en": "Outside the opening hours"},
	"fork":           {"vi": "Sổ phiếu mâu thuẫn (ổ đĩa bị sao chép hoặc khôi phục), chờ ban tổ chức xem", "en": "Contradicting ledger (cloned or restored disk), for the organiser to look at"},
}

// say returns a text in lang, or in Vietnamese.
func say(lang, key string) string {
	if text := words[key][lang]; text != "" {
		return text
	}
	return words[key]["vi"]
}
