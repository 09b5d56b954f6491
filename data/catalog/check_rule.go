package catalog

import (
	"errors"
	"maps"
	"sync"
)

// rule is one rule of the check with its sentence in two languages; the verbs of
// both take the same arguments.
type rule struct {
	severity Severity
	vi, en   string
}

// linkRule returns the code of the rule a refused link breaks.
func linkRule(err error) string {
	switch {
	case errors.Is(err, ErrPayment):
		return "link-payment"
	case errors.Is(err, ErrScheme):
		return "link-scheme"
	case errors.Is(err, ErrMixedScript):
		return "link-script"
	}
	return "link-shape"
}

// ruleOf returns the rule with that code.
func ruleOf(code string) rule {
	if r, ok := rules()[code]; ok {
		return r
	}
	return rule{Error, "Dữ liệu không đúng quy tắc", "The data breaks a rule"}
}

var rules = sync.OnceValue(func() map[string]rule {
	all := textRules()
	maps.Copy(all, starRules())
	maps.Copy(all, shopRules())
	return all
})

func textRules() map[string]rule {
	return map[string]rule{
		"name-missing":     {Error, "Chưa có tên đơn vị chịu trách nhiệm nội dung", "The organiser who answers for the content is missing"},
		"id-shape":         {Error, "Mã “%s” chỉ được có 1–64 chữ cái không dấu, chữ số, gạch ngang, gạch dưới, dấu chấm", "The code “%s” must be 1 to 64 plain letters, digits, dashes, underscores or dots"},
		"id-twice":         {Error, "Mã “%s” đã được dùng ở trên", "The code “%s” is used above already"},
		"text-missing":     {Error, "Thiếu nội dung tiếng Việt", "The Vietnamese text is missing"},
		"text-form":        {Error, "Chữ chưa ở dạng Unicode dựng sẵn (NFC)", "The text is not composed Unicode (NFC)"},
		"text-legacy":      {Error, "Chữ gõ bằng bảng mã cũ %s; hãy chuyển sang Unicode rồi nhập lại", "The text is typed in the old encoding %s; convert it to Unicode first"},
		"text-control":     {Error, "Có ký tự điều khiển hoặc ký tự hỏng trong chữ", "The text holds control characters or broken ones"},
		claimCure:          {Warning, "“%s”: lời lẽ như nói về thuốc; luật quảng cáo không cho phép với sản phẩm không phải là thuốc", "“%s” speaks as of a medicine, which advertising law forbids for goods that are not one"},
		claimSkin:          {Warning, "“%s”: mỹ phẩm không được quảng cáo như thuốc (Thông tư 06/2011/TT-BYT)", "“%s”: a cosmetic may not be advertised as a medicine (Circular 06/2011/TT-BYT)"},
		claimDrink:         {Warning, "“%s”: đồ uống có cồn không được nói là có lợi cho sức khỏe hay thành công (Luật 44/2019/QH14)", "“%s”: alcohol may not be linked with health or success (Law 44/2019/QH14)"},
		claimBest:          {Warning, "“%s”: cần có tài liệu hợp pháp chứng minh", "“%s” needs lawful documents that prove it"},
		"producer-missing": {Error, "Chưa ghi chủ thể sản xuất", "The producer is missing"},
		"producer-unknown": {Error, "Không có chủ thể nào mang mã “%s”", "There is no producer “%s”"},
		"point-unknown":    {Error, "Không có điểm nào mang mã “%s”", "There is no point “%s”"},
		"event-dates":      {Error, "Sự kiện phải có ngày đầu và ngày cuối", "An event needs its first and last day"},
		"event-order":      {Error, "Ngày đầu %s sau ngày cuối %s", "The first day, %s, is after the last, %s"},
		"province-missing": {Warning, "Chưa ghi tỉnh, thành phố", "The province is missing"},
		"province-code":    {Error, "Mã tỉnh “%s” phải có hai chữ số", "The province code “%s” must have two digits"},
		"set-range":        {Error, "Không có bộ sản phẩm số %d; phải từ 1 đến 26", "There is no criteria set %d; it must be 1 to 26"},
		"set-missing":      {Error, "Sản phẩm OCOP phải có bộ sản phẩm (1–26)", "An OCOP product needs its criteria set (1 to 26)"},
		"category-unknown": {Error, "Không có nhóm bình chọn “%s”", "There is no vote category “%s”"},
		"title-year":       {Warning, "Năm %d của danh hiệu có vẻ sai", "The year %d of the title looks wrong"},
	}
}

func starRules() map[string]rule {
	return map[string]rule{
		"status-unknown":        {Error, "Không có tình trạng “%s”", "There is no status “%s”"},
		"stars-outside":         {Error, "Sản phẩm ngoài OCOP không được có sao (đang ghi %d)", "A product outside OCOP has no stars (there are %d)"},
		"stars-range":           {Error, "Giấy chứng nhận chỉ có 3, 4 hoặc 5 sao (đang ghi %d)", "A certificate gives 3, 4 or 5 stars (there are %d)"},
		"stars-potential":       {Error, "“Tiềm năng 5 sao” chưa phải là 5 sao; ghi số sao đang có (3 hoặc 4) hoặc để trống", "“Potential 5 stars” is not 5 stars; give the stars held now (3 or 4) or none"},
		"authority-five":        {Warning, "5 sao do Bộ công nhận, không phải “%s”", "5 stars are given by the ministry, not by “%s”"},
		"certificate-number":    {Warning, "Chưa ghi số quyết định", "The number of the decision is missing"},
		"certificate-authority": {Warning, "Chưa ghi cơ quan ban hành quyết định", "The authority that issued the decision is missing"},
		"certificate-order":     {Error, "Ngày cấp %s không trước ngày hết hạn %s", "The day of issue, %s, is not before the last day, %s"},
		"certificate-term":      {Warning, "Giấy chứng nhận có hạn 36 tháng, đến %s", "A certificate runs 36 months, to %s"},
		"certificate-undated":   {Warning, "Không có ngày cấp và ngày hết hạn nên không hiện sao", "Without the days of issue and end no stars are shown"},
		"certificate-pending":   {Warning, "Quyết định có hiệu lực từ %s; trước ngày đó không hiện sao", "The decision begins on %s; no stars are shown before"},
		"certificate-expiring":  {Warning, "Sắp hết hạn vào %s; hồ sơ đánh giá lại nộp từ %s đến %s", "It ends on %s; the dossier for re-rating is due from %s to %s"},
		"certificate-grace":     {Warning, "Đã hết hạn ngày %s, đang chờ kết quả đánh giá lại; sao hiện đến %s", "It ended on %s and re-rating is under way; stars are shown until %s"},
		"certificate-expired":   {Warning, "Đã hết hạn ngày %s nên không hiện sao", "It ended on %s, so no stars are shown"},
	}
}

func shopRules() map[string]rule {
	return map[string]rule{
		"price-range":        {Error, "Giá không hợp lệ", "The price is out of range"},
		"price-order":        {Error, "Giá thấp nhất %s lớn hơn giá cao nhất %s", "The lower price, %s, is above the upper, %s"},
		"price-small":        {Warning, "Giá %s quá nhỏ; có thiếu ba số 0 không?", "The price %s is very small; are three zeros missing?"},
		"barcode":            {Error, "Mã vạch “%s” sai số kiểm tra hoặc sai độ dài", "The barcode “%s” has a wrong check digit or length"},
		"link-payment":       {Error, "“%s” là mã thanh toán, không phải đường dẫn đến gian hàng", "“%s” is a payment code, not a link to a shop"},
		"link-scheme":        {Error, "“%s” không bắt đầu bằng http hoặc https", "“%s” is neither http nor https"},
		"link-script":        {Error, "Tên miền trong “%s” có chữ dễ nhầm với tên khác", "The host in “%s” has letters that can be mistaken for others"},
		"link-shape":         {Error, "“%s” không phải là đường dẫn", "“%s” is not a link"},
		"link-unclean":       {Error, "Đường dẫn còn phần theo dõi; dùng “%s”", "The link still has parts that track; use “%s”"},
		"link-long":          {Error, "Đường dẫn dài %d byte, mã QR chỉ chứa được %d", "The link has %d bytes, a QR code holds %d"},
		"link-twice":         {Warning, "Đường dẫn “%s” ghi hai lần", "The link “%s” is there twice"},
		"link-short":         {Warning, "“%s” là đường dẫn rút gọn, có thể hết hạn; hãy mở ra và dùng đường dẫn đầy đủ", "“%s” is a share link and may expire; open it and use where it leads"},
		"link-gov":           {Warning, "Trang %s của cơ quan nhà nước có thể đã ngừng sau sáp nhập; hãy thử lại", "The government site %s may have closed after the mergers; try it"},
		"photo-missing":      {Warning, "Chưa có ảnh", "There is no photo"},
		"photo-shape":        {Error, "Thông tin tệp ảnh không hợp lệ", "The details of the picture file are wrong"},
		"alcohol-range":      {Error, "Độ cồn phải từ 0 đến 100 %% thể tích", "The strength must be 0 to 100 %% by volume"},
		"alcohol-missing":    {Warning, "Đồ uống có cồn cần ghi độ cồn", "An alcoholic drink should state its strength"},
		"alcohol-links":      {Warning, "Đồ uống có cồn: không hiện mã QR đến gian hàng", "Alcohol: QR codes to shops are not shown"},
		"health-use":         {Warning, "Thực phẩm bảo vệ sức khỏe cần ghi công dụng, cách dùng như đã công bố", "A food supplement should state its use as declared"},
		"featured-sensitive": {Warning, "Đồ uống có cồn và thực phẩm bảo vệ sức khỏe không hiện ở phần nổi bật", "Alcohol and food supplements are not shown among the featured"},
	}
}
