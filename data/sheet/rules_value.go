package sheet

import "hangviet/data/catalog"

// Values of cells.
var (
	dateUnreadable = rule{
		"date-unreadable", catalog.Error,
		"Không hiểu ngày “%s”. Hãy ghi ngày/tháng/năm, ví dụ 05/08/2026.",
		"The date “%s” cannot be read. Write day/month/year, for example 05/08/2026.",
	}
	dateYearOnly = rule{
		"date-year-only", catalog.Error,
		"Chỉ có năm “%s”; cần đủ ngày/tháng/năm.",
		"There is only the year “%s”; day, month and year are needed.",
	}
	dateImpossible = rule{
		"date-impossible", catalog.Error,
		"Không có ngày “%s” trong lịch.",
		"The calendar has no day “%s”.",
	}
	dateUSOrder = rule{
		"date-month-first", catalog.Error,
		"Ngày “%s” ghi tháng trước ngày. Hãy ghi ngày/tháng/năm và xem lại các ngày khác trong cột.",
		"The date “%s” has the month before the day. Write day/month/year, and look at the column’s other dates too.",
	}
	dateShortYear = rule{
		"date-short-year", catalog.Warning,
		"Năm ghi hai chữ số; được hiểu là %s.",
		"The year has two digits; it was understood as %s.",
	}
	priceUnreadable = rule{
		"price-unreadable", catalog.Error,
		"Không hiểu giá “%s”. Hãy ghi số đồng, ví dụ 125.000, hoặc 45.000 - 60.000.",
		"The price “%s” cannot be read. Write dong, for example 125.000, or 45.000 - 60.000.",
	}
	priceFraction = rule{
		"price-fraction", catalog.Error,
		"Giá “%s” có phần lẻ của đồng; có lẽ dấu chấm bị hiểu thành dấu thập phân.",
		"The price “%s” has a fraction of a dong; perhaps a dot was taken for a decimal point.",
	}
	priceRange = rule{
		"price-range", catalog.Error,
		"Giá “%s” ngoài khoảng hợp lý, hoặc giá sau thấp hơn giá trước.",
		"The price “%s” is out of range, or its upper end is below its lower.",
	}
	numberUnreadable = rule{
		"number-unreadable", catalog.Error,
		"“%s” không phải là số hợp lệ cho cột này (%s).",
		"“%s” is no number this column takes (%s).",
	}
	percentLow = rule{
		"percent-low", catalog.Warning,
		"“%s” phần trăm là rất thấp; có phải %s không? Hãy bỏ định dạng phần trăm của ô và ghi số.",
		"“%s” percent is very low; is it %s? Take the percent format off the cell and write the number.",
	}
	yesNoUnreadable = rule{
		"yes-no-unreadable", catalog.Error,
		"Hãy ghi Có hoặc Không thay cho “%s”.",
		"Write Yes or No instead of “%s”.",
	}
	starsUnreadable = rule{
		"stars-unreadable", catalog.Error,
		"Không hiểu số sao “%s”. Hãy ghi 3, 4 hoặc 5.",
		"The stars “%s” cannot be read. Write 3, 4 or 5.",
	}
	statusUnreadable = rule{
		"status-unreadable", catalog.Error,
		"Trạng thái “%s” không dùng được. Chọn: Đã chứng nhận, Tiềm năng 5 sao, Thu hồi, Không OCOP. Hết hạn hay còn hạn được tính từ ngày.",
		"The status “%s” cannot be used. Choose Certified, Potential 5 stars, Revoked or Not OCOP. Whether it has expired is computed from the dates.",
	}
	setUnknown = rule{
		"set-unknown", catalog.Error,
		"Không có bộ sản phẩm “%s” trong 26 bộ của Quyết định 26/2026/QĐ-TTg.%s",
		"“%s” is none of the 26 criteria sets of Decision 26/2026/QĐ-TTg.%s",
	}
	setOfSector = rule{
		"set-sector-only", catalog.Error,
		"“%s” là tên ngành hoặc nhóm; cần bộ sản phẩm cụ thể: %s.",
		"“%s” names a sector or group; the criteria set is needed: %s.",
	}
	setOtherSector = rule{
		"set-other-sector", catalog.Warning,
		"Bộ sản phẩm %d thuộc ngành “%s”, không phải “%s”.",
		"Criteria set %d belongs to the sector “%s”, not “%s”.",
	}
	categoryUnknown = rule{
		"category-unknown", catalog.Error,
		"“%s” không phải một trong 18 nhóm bình chọn.%s",
		"“%s” is none of the 18 vote categories.%s",
	}
	provinceUnknown = rule{
		"province-unknown", catalog.Error,
		"Không có tỉnh, thành phố “%s”.%s",
		"There is no province or city “%s”.%s",
	}
	barcodeLost = rule{
		"barcode-digits-lost", catalog.Error,
		"Mã vạch “%s” đã bị Excel làm mất chữ số. Hãy đổi định dạng ô thành Văn bản rồi gõ lại từ bao bì.",
		"Excel has lost digits of the barcode “%s”. Format the cell as Text and type it again from the packing.",
	}
	barcodeWrong = rule{
		"barcode-wrong", catalog.Error,
		"Mã vạch “%s” không đúng: sai số kiểm tra hoặc thiếu, thừa chữ số.",
		"The barcode “%s” is wrong: its check digit, or the number of its digits.",
	}
	phoneUnreadable = rule{
		"phone-unreadable", catalog.Warning,
		"Không hiểu số điện thoại “%s”; số này không được nhập.",
		"The phone number “%s” cannot be read and was not taken.",
	}
	phoneSeveral = rule{
		"phone-several", catalog.Warning,
		"Ô có nhiều số điện thoại; chỉ dùng số đầu: %s.",
		"The cell holds several phone numbers; only the first is used: %s.",
	}
	linkPayment = rule{
		"link-payment", catalog.Error,
		"Đây là mã QR thanh toán, không phải trang bán hàng. Hãy ghi đường dẫn tới trang sản phẩm.",
		"This is a payment code, not a shop. Write the link to the product’s page.",
	}
	linkScheme = rule{
		"link-scheme", catalog.Error,
		"Đường dẫn “%s” phải bắt đầu bằng https:// hoặc http://.",
		"The link “%s” must begin with https:// or http://.",
	}
	linkUnreadable = rule{
		"link-unreadable", catalog.Error,
		"“%s” không phải là đường dẫn.",
		"“%s” is no link.",
	}
	linkScript = rule{
		"link-mixed-script", catalog.Error,
		"Tên miền của “%s” có chữ lạ dễ nhầm với tên khác; không được nhận.",
		"The host name of “%s” has letters that can be mistaken for others; it is refused.",
	}
	linkLong = rule{
		"link-too-long", catalog.Error,
		"Đường dẫn dài %d ký tự, mã QR sẽ không quét được (tối đa %d). Hãy dùng đường dẫn ngắn của sàn.",
		"The link has %d bytes, too many for a QR code that can be scanned (%d at most). Use the shop’s short link.",
	}
	linkChannel = rule{
		"link-channel", catalog.Warning,
		"Ghi kênh “%s” nhưng đường dẫn tới %s.",
		"The channel says “%s” but the link leads to %s.",
	}
	linkTwice = rule{
		"link-twice", catalog.Warning,
		"Đường dẫn này đã có ở dòng %d.",
		"This link is in row %d already.",
	}
)

// Rounds, nominees and the whole.
var (
	roundDiffers = rule{
		"round-differs", catalog.Error,
		"“%s” khác với dòng %d của cùng đợt.",
		"“%s” differs from row %d of the same round.",
	}
	termUnknown = rule{
		"word-unknown", catalog.Error,
		"“%s” không dùng được ở cột này. Chọn: %s.",
		"“%s” cannot be used in this column. Choose: %s.",
	}
	pauseUseless = rule{
		"round-pause-unused", catalog.Warning,
		"Giãn cách chỉ dùng khi nhận phiếu tự do.",
		"A pause is used with open ballots only.",
	}
	nomineesOfFirm = rule{
		"nominee-firm-many", catalog.Error,
		"“%s” đã có %d sản phẩm được đề cử trong đợt này (sản phẩm thứ %[2]d ở dòng %[3]d); mỗi đơn vị có nhiều nhất là chừng ấy.",
		"“%s” has %d products nominated in this round already (the last in row %[3]d); no firm has more.",
	}
	roundOrder = rule{
		"round-order", catalog.Error,
		"Đợt đóng trước hoặc ngay khi mở.",
		"The round closes before it opens, or at once.",
	}
	roundEmpty = rule{
		"round-category-empty", catalog.Error,
		"Nhóm “%s” không có đề cử nào.",
		"The category “%s” has no nominee.",
	}
	roundFew = rule{
		"round-few-nominees", catalog.Warning,
		"Được chọn %d nhưng nhóm chỉ có %d đề cử.",
		"%d may be chosen but the category has only %d nominees.",
	}
	nomineeProduct = rule{
		"nominee-product-twice", catalog.Error,
		"Sản phẩm “%s” đã được đề cử trong nhóm này ở dòng %d; mỗi sản phẩm chỉ đề cử một lần trong một nhóm.",
		"The product “%s” is nominated in this category already, in row %d; a category has a product once.",
	}
	nomineeTwice = rule{
		"nominee-twice", catalog.Error,
		"Đề cử “%s” đã có trong nhóm này ở dòng %d.",
		"The nominee “%s” is in this category already, in row %d.",
	}
	// A warning: a product may be revoked while its round is open. It is left out
	// of the release; the hub knows it from the releases before.
	nomineeRevoked = rule{
		"nominee-revoked", catalog.Warning,
		"Sản phẩm “%s” đã bị thu hồi: kiosk không cho chọn nữa, phiếu đã bầu vẫn được giữ.",
		"The product “%s” is revoked: kiosks no longer offer it, ballots already cast are kept.",
	}
	titleYear = rule{
		"title-no-year", catalog.Error,
		"Thiếu năm của danh hiệu.",
		"The year of the title is missing.",
	}
	organiserMissing = rule{
		"organiser-missing", catalog.Error,
		"Chưa ghi đơn vị chịu trách nhiệm về nội dung (trang “Thông tin chung”).",
		"Nobody is named who answers for the content (sheet “About”).",
	}
	noProducts = rule{
		"products-none", catalog.Error,
		"Trang chưa có sản phẩm nào.",
		"The sheet holds no product yet.",
	}
)
