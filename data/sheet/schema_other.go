package sheet

var producerPlan = plan{"Producers", "Chủ thể", "nha san xuat|co so san xuat|danh sach chu the|producer", []column{
	{
		key: "id", vi: "Mã chủ thể", also: "ma|ma co so|ma nha san xuat|producer|producer id|code", required: true,
		note: [2]string{"Chữ không dấu, số và dấu -.", "ASCII letters, digits and dash."},
	},
	{key: "name", vi: "Tên chủ thể", also: "ten|chu the|ten co so|ten nha san xuat|producer name", text: true, required: true},
	{
		key: "form", vi: "Loại hình", also: "loai hinh chu the|loai hinh kinh te|legal form", text: true,
		note: [2]string{"Hợp tác xã, tổ hợp tác, doanh nghiệp, trang trại, hộ sản xuất …", "Co-operative, group, firm, farm, household …"},
	},
	{key: "commune", vi: "Xã, phường", also: "xa|phuong|xa phuong dac khu|ward"},
	{key: "province", vi: "Tỉnh, thành phố", also: "tinh|thanh pho|tinh thanh|tinh tp|ma tinh|province code", kind: choice, from: listProvinces},
	{key: "address", vi: "Địa chỉ", also: "dia chi tren giay chung nhan|dia chi chung nhan|address as certified"},
	{key: "story", vi: "Câu chuyện", also: "gioi thieu|mo ta|cau chuyen chu the|description|about", text: true, kind: prose},
	{key: "website", vi: "Trang web", also: "web|dia chi web|site|url"},
	{key: "phone", vi: "Điện thoại", also: "so dien thoai|sdt|dien thoai lien he|hotline|tel|telephone"},
	{
		key: "contact", vi: "Đồng ý hiện số điện thoại", also: "dong y cong khai|cho phep hien so dien thoai|cong khai so dien thoai|consent|show phone", kind: yesNo, from: listYesNo,
		note: [2]string{"Có, chỉ khi chủ thể đã đồng ý bằng văn bản.", "Yes only when the producer agreed in writing."},
	},
	{key: "photo", vi: "Ảnh", also: "hinh anh|hinh|anh chu the|photos|image"},
	{key: "photo_alt", vi: "Chú thích ảnh", also: "mo ta anh|photo description|alt|caption", text: true},
}}

var linkPlan = plan{"Links", "Liên kết", "duong dan|gian hang|link|kenh ban hang|noi mua", []column{
	{key: "product", vi: "Mã sản phẩm", also: "ma|ma sp|san pham|code|product code", required: true},
	{
		key: "url", vi: "Đường dẫn", also: "lien ket|link|dia chi|dia chi web|duong link|address", required: true,
		note: [2]string{"Trang bán hàng, bắt đầu bằng https://. Mã QR thanh toán không được nhận.", "The page of the shop, beginning with https://. Payment codes are refused."},
	},
	{
		key: "channel", vi: "Kênh", also: "san|san thuong mai dien tu|kenh ban|shop|platform",
		note: [2]string{"Chỉ để đối chiếu: kênh được nhận ra từ đường dẫn.", "For comparison only: the channel is recognised from the link."},
	},
	{key: "label", vi: "Nhãn", also: "ten|ten gian hang|ghi chu hien thi|title|name", text: true},
}}

var titlePlan = plan{"Titles", "Danh hiệu", "giai thuong|vinh danh|title|awards", []column{
	{key: "product", vi: "Mã sản phẩm", also: "ma|ma sp|san pham|code|product code", required: true},
	{
		key: "programme", vi: "Chương trình", also: "danh hieu|ten danh hieu|ten chuong trinh|giai thuong|program|title|award", text: true, required: true,
		note: [2]string{"Ví dụ: Hàng Việt Nam được người tiêu dùng yêu thích", "For example: Vietnamese goods loved by consumers"},
	},
	{key: "year", vi: "Năm", also: "nam dat|nam trao", kind: number},
	{key: "rank", vi: "Hạng", also: "thu hang|xep hang|top|giai", text: true},
	{key: "date", vi: "Ngày quyết định", also: "ngay|ngay trao|ngay cong nhan", kind: date},
}}

var roundPlan = plan{"Rounds", "Đợt bình chọn", "binh chon|vong binh chon|cac dot binh chon|round", []column{
	{
		key: "round", vi: "Mã đợt", also: "ma|dot|ma dot binh chon|id|round id", required: true,
		note: [2]string{"Mỗi dòng là một nhóm của một đợt. Tên, thể lệ và thời gian chỉ cần ghi ở dòng đầu của đợt.", "One row for each category of a round. Title, rules and times are needed only in the round’s first row."},
	},
	{key: "title", vi: "Tên đợt", also: "ten|ten dot binh chon|round title|name", text: true},
	{key: "rules", vi: "Thể lệ", also: "quy che|quy dinh|the le binh chon", text: true, kind: prose},
	{
		key: "opens", vi: "Mở lúc", also: "mo|bat dau|tu|tu ngay|thoi gian mo|ngay mo|open|start|from", kind: date,
		note: [2]string{"Ngày và giờ Việt Nam: 01/09/2026 08:00. Chỉ có ngày: từ 0 giờ.", "Date and time in Vietnam: 01/09/2026 08:00. A date alone: from midnight."},
	},
	{
		key: "closes", vi: "Đóng lúc", also: "dong|ket thuc|den|den ngay|thoi gian dong|ngay dong|close|end|until|to", kind: date,
		note: [2]string{"Ngày và giờ Việt Nam. Chỉ có ngày: đến hết ngày đó.", "Date and time in Vietnam. A date alone: to the end of that day."},
	},
	{
		key: "status", vi: "Trạng thái", also: "tinh trang|trang thai dot|round status|switch", kind: choice, from: listSwitch,
		note: [2]string{"Để trống hoặc “Theo lịch”: mở và đóng theo hai cột trước. Nháp: kiosk chưa hiện. Tạm dừng: chưa nhận phiếu. Đóng: đóng hẳn trước hạn.", "Empty or “By the clock”: it opens and closes by the two columns before. Draft: kiosks do not show it. Paused: no ballots for now. Closed: closed early, for good."},
	},
	{
		key: "mode", vi: "Cách nhận phiếu", also: "cach binh chon|hinh thuc|hinh thuc binh chon|che do|voting mode", kind: choice, from: listModes,
		note: [2]string{"Tự do: ai cũng chọn được, có giãn cách giữa hai phiếu. Mã phiếu: mỗi mã dùng một lần (kioskctl tickets). Có nhân viên: nhân viên mở từng phiếu. Để trống: Tự do.", "Open: anybody, with a pause between two ballots. Ticket: each code is used once (kioskctl tickets). Supervised: staff open each ballot. Empty: Open."},
	},
	{
		key: "pause", vi: "Giãn cách (giây)", also: "gian cach|thoi gian gian cach|nghi giua hai phieu|pause seconds|seconds between ballots", kind: number,
		note: [2]string{"Khi nhận phiếu tự do: số giây ít nhất giữa hai phiếu trên một kiosk. Để trống: 20.", "With open ballots: the least number of seconds between two on a kiosk. Empty: 20."},
	},
	{
		key: "test", vi: "Chạy thử", also: "thu nghiem|bo phieu thu|trial|test mode", kind: yesNo, from: listYesNo,
		note: [2]string{"Có: phiếu được ghi là phiếu thử và không bao giờ được tính.", "Yes: ballots are marked as a trial and never count."},
	},
	{
		key: "reveal", vi: "Hiện số lượt chọn", also: "cong bo|cong khai|hien ket qua|show counts|results", kind: choice, from: listReveals,
		note: [2]string{"Sau khi đóng (cũng là khi để trống), Luôn hiện hoặc Không hiện.", "After closing (also when empty), Always or Never."},
	},
	{
		key: "receipts", vi: "Biên nhận cho người bình chọn", also: "bien nhan|ma bien nhan|receipt|voter receipt", kind: yesNo, from: listYesNo,
		note: [2]string{"Có: sau khi gửi, người bình chọn nhận một mã để tra phiếu trong hồ sơ công khai. Ai thấy mã cũng tìm được phiếu và biết đã chọn gì, nên mặc định là Không.", "Yes: after casting, the voter gets a code to find the ballot in the public record. Whoever sees the code can find the ballot and what it chose, so it is No unless said."},
	},
	{
		key: "category", vi: "Mã nhóm", also: "nhom|hang muc|ma hang muc|category id", required: true,
		note: [2]string{"Chữ không dấu, số và dấu -; hoặc tên một trong 18 nhóm bình chọn.", "ASCII letters, digits and dash; or the name of one of the 18 vote categories."},
	},
	{key: "category_title", vi: "Tên nhóm", also: "ten hang muc|tieu de nhom|category name", text: true},
	{
		key: "choices", vi: "Số lựa chọn", also: "duoc chon|so luot chon|chon toi da|so san pham duoc chon|max choices|number of choices", kind: number,
		note: [2]string{"Một phiếu được chọn nhiều nhất bao nhiêu sản phẩm trong nhóm. Để trống: 1.", "How many nominees of the category one ballot may name. Empty: 1."},
	},
}}

var nomineePlan = plan{"Nominees", "Đề cử", "ung vien|san pham de cu|san pham binh chon|nominee", []column{
	{key: "round", vi: "Mã đợt", also: "dot|ma dot binh chon|round id", required: true},
	{key: "category", vi: "Mã nhóm", also: "nhom|hang muc|ma hang muc|ten nhom|category id", required: true},
	{key: "product", vi: "Mã sản phẩm", also: "ma sp|san pham|product code", required: true},
	{
		key: "nominee", vi: "Mã đề cử", also: "ma|so bao danh|so thu tu de cu|id|nominee id",
		note: [2]string{"Để trống: mã sản phẩm.", "Empty: the product’s code."},
	},
}}

var pointPlan = plan{"Points", "Điểm bán", "diem|diem gioi thieu va ban san pham|diem ban hang|cac diem ban|point", []column{
	{key: "id", vi: "Mã điểm", also: "ma|ma diem ban|point|point id|code", required: true},
	{key: "name", vi: "Tên điểm", also: "ten|ten diem ban|diem|diem ban|point name", text: true, required: true},
	{key: "address", vi: "Địa chỉ", also: "dia chi diem", text: true},
	{key: "commune", vi: "Xã, phường", also: "xa|phuong|xa phuong dac khu|ward"},
	{key: "province", vi: "Tỉnh, thành phố", also: "tinh|thanh pho|tinh thanh|tinh tp|ma tinh|province code", kind: choice, from: listProvinces},
}}

var eventPlan = plan{"Events", "Sự kiện", "hoi cho|tuan hang|su kien hoi cho|event", []column{
	{key: "id", vi: "Mã sự kiện", also: "ma|event|event id|code", required: true},
	{key: "name", vi: "Tên sự kiện", also: "ten|su kien|event name|title", text: true, required: true},
	{key: "description", vi: "Mô tả", also: "noi dung|gioi thieu|about", text: true, kind: prose},
	{key: "venue", vi: "Địa điểm", also: "noi to chuc|dia diem to chuc|place|location", text: true},
	{key: "commune", vi: "Xã, phường", also: "xa|phuong|xa phuong dac khu|ward"},
	{key: "province", vi: "Tỉnh, thành phố", also: "tinh|thanh pho|tinh thanh|tinh tp|ma tinh|province code", kind: choice, from: listProvinces},
	{key: "address", vi: "Địa chỉ", also: "dia chi to chuc"},
	{key: "point", vi: "Mã điểm", also: "diem|diem ban|tai diem|point id"},
	{key: "from", vi: "Từ ngày", also: "tu|bat dau|ngay bat dau|khai mac|start|starts|opens|begin", kind: date, required: true},
	{key: "to", vi: "Đến ngày", also: "den|ket thuc|ngay ket thuc|be mac|end|ends|closes|until", kind: date, required: true},
	{
		key: "products", vi: "Sản phẩm trưng bày", also: "ma san pham|san pham|cac san pham|trung bay|product codes|product",
		note: [2]string{"Mã các sản phẩm, cách nhau bằng dấu phẩy. Để trống: mọi sản phẩm của điểm.", "Codes of products with commas between them. Empty: all products of the point."},
	},
}}

var aboutPlan = plan{"About", "Thông tin chung", "thong tin|gioi thieu|ban to chuc|settings", []column{
	{
		key: "organiser", vi: "Đơn vị chịu trách nhiệm", also: "ban to chuc|don vi to chuc|don vi|co quan|organizer", text: true, required: true,
		note: [2]string{"Ai chịu trách nhiệm về nội dung trên kiosk.", "Who answers for what the kiosk shows."},
	},
	{
		key: "sample", vi: "Dữ liệu mẫu", also: "du lieu thu|mau|sample data|demo", kind: yesNo, from: listYesNo,
		note: [2]string{"Có, nếu mọi thứ là bịa để thử: kiosk ghi “Dữ liệu mẫu” ở mọi nơi.", "Yes when all of it is invented for trying: the kiosk says “Sample data” everywhere."},
	},
}}
