package exchange

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"hangviet/data/catalog"
	"hangviet/data/drive"
	"hangviet/data/ledger"
	"hangviet/data/release"
)

// What can go wrong on this side. The errors of data/release and data/ledger
// come through as they are.
var (
	ErrNoContent   = errors.New("no content imported yet")
	ErrSampleRoot  = errors.New("root is the built-in sample's")
	ErrBusy        = errors.New("another import is running")
	ErrVersion     = errors.New("release needs a newer program")
	ErrSpace       = errors.New("not enough free disk space")
	ErrChanged     = errors.New("another release than was looked at")
	ErrLeft        = errors.New("release was left and is not taken again")
	ErrStage       = errors.New("release is for other kiosks first")
	ErrProgram     = errors.New("new version of the program was not kept")
	ErrStreet      = errors.New("other kiosks of the site cannot be met")
	ErrNoPrevious  = errors.New("no earlier release is kept")
	ErrWithdrawn   = errors.New("nothing tells any more which products are withdrawn")
	ErrNotKept     = errors.New("what vouches for the release is not kept here")
	ErrNewerThere  = errors.New("drive holds a newer release")
	ErrOccupied    = errors.New("folder holds another organiser's content")
	ErrStickFake   = errors.New("drive holds less than it claims")
	ErrStickRead   = errors.New("drive fails on reading")
	ErrHubAddress  = errors.New("not an address of a hub")
	ErrHubAway     = errors.New("hub cannot be reached")
	ErrHubReply    = errors.New("hub's reply makes no sense")
	ErrHubKey      = errors.New("hub has another key than the pinned one")
	ErrHubReceipt  = errors.New("receipt is not the pinned hub's for this ledger")
	ErrNoHubKey    = errors.New("no hub key is pinned to check receipts by")
	ErrHubRefused  = errors.New("hub refused this kiosk")
	ErrHubFork     = errors.New("hub holds another ledger of this kiosk")
	ErrHubTwin     = errors.New("another device uses this kiosk's identity")
	ErrHubTime     = errors.New("hub finds that this was not sent now")
	ErrHubAhead    = errors.New("hub holds more of this ledger than the kiosk")
	ErrSafeMode    = errors.New("program crashed twice in a minute and runs with less")
	ErrLedgerGap   = errors.New("damage has taken entries from the ledger")
	ErrRoom        = errors.New("disk is below what is to stay free")
	ErrClock       = errors.New("clock is wrong")
	ErrHubTooLarge = errors.New("hub finds a single ballot too large")
)

// Problem is a failure as a person is told it.
type Problem struct {
	Code    string       // "E-CONTENT-SIGN"; stable
	Message catalog.Text // one sentence or two that say what to do
}

// row is one line of the table: errors that are err have this Problem.
type row struct {
	err    error
	code   string
	vi, en string
}

// Explain returns the code and the sentence for err. The first row that matches
// holds, so the narrower ones stand first.
func Explain(err error) Problem {
	for _, r := range table {
		if is(err, r.err) {
			return r.problem()
		}
	}
	return unknown.problem()
}

// is is errors.Is, where the system has more than one word for a disk's failure.
func is(err, target error) bool {
	also := func(other error) bool { return errors.Is(err, other) }
	return errors.Is(err, target) || slices.ContainsFunc(alike[target], also)
}

// ExplainCode returns the sentence for a code that was kept.
func ExplainCode(code string) Problem {
	for _, r := range table {
		if r.code == code {
			return r.problem()
		}
	}
	p := unknown.problem()
	p.Code = code
	return p
}

func (r row) problem() Problem {
	return Problem{Code: r.code, Message: catalog.Text{"vi": r.vi, "en": r.en}}
}

// ContentCodes returns the codes that a successful import clears.
func ContentCodes() []string {
	return family("E-CONTENT-", "E-STICK-", "E-DISK-", "E-CLOCK", "E-NOTFOUND", "E-OTHER")
}

// HubCodes returns the codes that a successful sync clears.
func HubCodes() []string { return family("E-HUB-", "E-LEDGER-", "E-CLOCK") }

func family(prefixes ...string) []string {
	var codes []string
	for _, r := range append(table, unknown) {
		of := func(prefix string) bool { return strings.HasPrefix(r.code, prefix) }
		if slices.ContainsFunc(prefixes, of) && !slices.Contains(codes, r.code) {
			codes = append(codes, r.code)
		}
	}
	return codes
}

var unknown = row{
	code: "E-OTHER",
	vi:   "Có lỗi ngoài dự kiến; hãy thử lại, và nếu vẫn lỗi thì gửi dòng chi tiết cho ban tổ chức.",
	en:   "Something unexpected went wrong; try again, and if it stays send the line of detail to the organiser.",
}

var table = []row{
	{
		context.Canceled, "E-CANCELLED",
		"Đã dừng theo yêu cầu; danh mục đang hiển thị không thay đổi.",
		"Stopped as you asked; the catalogue on screen is unchanged.",
	},
	{
		drive.ErrGone, "E-STICK-GONE",
		"USB đã bị rút ra khi đang dùng; danh mục đang hiển thị không thay đổi. Hãy cắm lại rồi làm lại, phần đã chép được dùng tiếp.",
		"The stick was taken out while it was in use; the catalogue on screen is unchanged. Plug it in and begin again: what was copied is kept.",
	},
	{
		ErrStickFake, "E-STICK-FAKE",
		"USB này khai dung lượng lớn hơn thực tế nên dữ liệu trên đó đã mất; hãy bỏ USB này và dùng USB khác.",
		"This stick claims more room than it has and has lost what was written to it; throw it away and use another.",
	},
	{
		ErrStickRead, "E-STICK-READ",
		"USB bị lỗi khi đọc; hãy chép nội dung sang USB khác rồi thử lại.",
		"The stick fails on reading; copy the content to another stick and try again.",
	},
	{
		drive.ErrReadOnly, "E-STICK-LOCKED",
		"USB đang khóa ghi hoặc chỉ cho đọc; hãy gạt khóa ghi hoặc dùng USB khác.",
		"The stick is locked or can only be read; unlock it or use another one.",
	},
	{
		drive.ErrBusy, "E-STICK-BUSY",
		"USB đang được dùng; hãy đợi xong rồi mới tháo.",
		"The stick is in use; wait until that is done before you take it out.",
	},
	{
		ErrChanged, "E-STICK-CHANGED",
		"Nội dung trên USB khác với bản vừa xem; hãy xem lại rồi mới cập nhật.",
		"The stick holds another release than the one just looked at; look again before updating.",
	},
	{
		ErrWithdrawn, "E-WITHDRAWN",
		"Danh sách sản phẩm đã thu hồi trên kiosk bị hỏng nên danh mục tạm ngừng hiển thị; hãy cắm USB nội dung mới nhất hoặc nối mạng, kiosk sẽ tự lấy lại danh sách và hiển thị tiếp.",
		"This kiosk's list of withdrawn products is damaged, so the catalogue is not shown for now; plug in the newest content stick or connect a network: the kiosk takes the list again and goes on by itself.",
	},
	{
		ErrLeft, "E-CONTENT-LEFT",
		"Bản nội dung mới nhất đã bị bỏ (chương trình dừng đột ngột hai lần, hoặc nhân viên đã quay lại bản trước) nên kiosk đang hiển thị bản trước đó; hãy báo ban tổ chức và chờ bản mới.",
		"The newest release was left (the program crashed twice with it, or staff went back), so the kiosk shows the one before; tell the organiser and wait for a new one.",
	},
	{
		ErrStage, "E-CONTENT-STAGE",
		"Ban tổ chức đang phát hành bản này cho một số kiosk khác trước; kiosk này giữ nguyên danh mục và sẽ nhận bản dành cho tất cả.",
		"The organiser gives this release to some other kiosks first; this one keeps what it shows and takes the release for all when it comes.",
	},
	{
		ErrNoPrevious, "E-CONTENT-FIRST",
		"Kiosk không còn giữ bản nội dung nào trước bản đang hiển thị nên không quay lại được.",
		"The kiosk keeps no release before the one on screen, so it cannot go back.",
	},
	{
		ErrStreet, "E-LAN",
		"Kiosk không gặp được các kiosk khác trong mạng nội bộ; hãy kiểm tra mạng, hoặc tắt bằng “kiosk setup --neighbours off”.",
		"This kiosk cannot meet the others on the local network; check the network, or switch it off with “kiosk setup --neighbours off”.",
	},
	{
		ErrNotKept, "E-CONTENT-PART",
		"Kiosk này chỉ giữ một phần nội dung nên không dựng lại được bản gốc để chép ra; hãy chép từ USB hoặc máy chủ của ban tổ chức.",
		"This kiosk keeps only a part of the content and cannot rebuild the original; copy it from the organiser's stick or hub.",
	},
	{
		ErrNewerThere, "E-STICK-NEWER",
		"USB đang giữ nội dung mới hơn của kiosk này nên không bị ghi đè; hãy cập nhật kiosk từ USB đó.",
		"The stick holds newer content than this kiosk and was not overwritten; update the kiosk from it instead.",
	},
	{
		ErrOccupied, "E-STICK-OCCUPIED",
		"Thư mục này trên USB đang giữ nội dung của ban tổ chức khác; hãy dùng USB khác.",
		"This folder on the stick holds another organiser's content; use another stick.",
	},
	{ErrSpace, "E-DISK-FULL", fullVI, fullEN},
	{syscall.ENOSPC, "E-DISK-FULL", fullVI, fullEN},
	{
		syscall.EROFS, "E-DISK-READONLY",
		"Ổ đĩa chỉ cho đọc; hãy kiểm tra khóa ghi của USB hoặc gọi kỹ thuật nếu đó là ổ của máy.",
		"The disk can only be read; check the stick's write lock, or call technical staff if it is the kiosk's own disk.",
	},
	{ErrBusy, "E-CONTENT-BUSY", busyVI, busyEN},
	{release.ErrBusy, "E-CONTENT-BUSY", busyVI, busyEN},

	{
		ErrSampleRoot, "E-CONTENT-SAMPLE",
		"Đây là dữ liệu mẫu, khóa ký của nó ai cũng có nên kiosk không nhận; hãy dùng nội dung do ban tổ chức ký.",
		"This is the sample, whose signing key everybody has, so the kiosk does not take it; use content that your organiser signed.",
	},
	{
		release.ErrOtherRoot, "E-CONTENT-ROOT",
		"Nội dung này thuộc ban tổ chức khác với ban tổ chức mà kiosk đã tin cậy; hãy dùng USB hoặc địa chỉ của đúng ban tổ chức.",
		"This content belongs to another organiser than the one this kiosk trusts; use the stick or address of the right organiser.",
	},
	{
		release.ErrNotPinned, "E-CONTENT-SETUP",
		"Kiosk chưa được cài đặt; hãy chạy “kiosk setup --root ROOT.json” với tệp do ban tổ chức cấp.",
		"This kiosk is not set up; run “kiosk setup --root ROOT.json” with the file the organiser gave you.",
	},
	{
		release.ErrNotSigned, "E-CONTENT-SIGN",
		"Nội dung không do ban tổ chức của kiosk ký nên không được nhận; hãy xin lại bản chính thức.",
		"The content is not signed by this kiosk's organiser and was not taken; ask for the official copy.",
	},
	{
		release.ErrOlder, "E-CONTENT-OLDER",
		"Nội dung này cũ hơn bản kiosk đã nhận; hãy lấy bản mới nhất của ban tổ chức.",
		"This content is older than what the kiosk has accepted; get the organiser's newest copy.",
	},
	{
		release.ErrMixed, "E-CONTENT-MIXED",
		"Các tệp trong thư mục không cùng một bản phát hành; hãy chép lại toàn bộ thư mục nội dung.",
		"The files in the folder are not of one release; copy the whole content folder again.",
	},
	{
		release.ErrCorrupt, "E-CONTENT-DAMAGED",
		"Nội dung bị hỏng nên không được nhận; hãy chép lại hoặc dùng USB khác.",
		"The content is damaged and was not taken; copy it again or use another stick.",
	},
	{
		release.ErrExpired, "E-CONTENT-EXPIRED",
		"Chữ ký của nội dung đã hết hạn; hãy kiểm tra ngày giờ của máy, rồi xin bản mới của ban tổ chức.",
		"The content's signatures have run out; check the kiosk's date and time, then ask the organiser for a new copy.",
	},
	{release.ErrNewerFormat, "E-CONTENT-FORMAT", newerVI, newerEN},
	{ErrVersion, "E-CONTENT-FORMAT", newerVI, newerEN},
	{
		release.ErrNoRelease, "E-CONTENT-NOTHERE",
		"Không thấy nội dung ở nơi này; hãy kiểm tra đường dẫn hoặc địa chỉ: trong đó phải có thư mục “metadata”.",
		"There is no content in this place; check the path or address: it must hold a folder “metadata”.",
	},
	{
		ErrDates, "E-CLOCK",
		"Theo đồng hồ của kiosk thì chứng thư của máy chủ chưa hoặc không còn hiệu lực nên không kết nối được; hãy kiểm tra ngày giờ của máy.",
		"By the kiosk's clock the server's certificate is not valid yet or not any more, so it was not connected; check the kiosk's date and time.",
	},
	{
		ErrProgram, "E-PROGRAM",
		"Bản chương trình mới không chạy tốt hoặc không hợp lệ nên kiosk dùng lại bản cũ; không cần làm gì tại chỗ, hãy báo ban tổ chức.",
		"The new version of the program did not serve or was not good, so the old one is in use; nothing is to be done here, tell the organiser.",
	},
	{ErrSlow, "E-CONTENT-AWAY", awayVI, awayEN},
	{release.ErrUnavailable, "E-CONTENT-AWAY", awayVI, awayEN},
	{
		ErrNoContent, "E-CONTENT-NONE",
		"Kiosk chưa có nội dung; hãy cắm USB nội dung hoặc nối mạng tới máy chủ của ban tổ chức.",
		"This kiosk has no content yet; plug in a content stick or connect it to the organiser's hub.",
	},

	{
		ErrHubAddress, "E-HUB-ADDRESS",
		"Địa chỉ máy chủ không đúng; hãy nhập dạng https://máy-chủ.",
		"The hub's address is not right; give it as https://hub.",
	},
	{
		ErrHubAway, "E-HUB-AWAY",
		"Chưa liên lạc được với máy chủ; phiếu vẫn được giữ an toàn và sẽ tự gửi lại. Nếu kéo dài, hãy kiểm tra mạng hoặc dùng USB.",
		"The hub cannot be reached now; ballots are kept safe and will be sent again by themselves. If it lasts, check the network or use a stick.",
	},
	{
		ErrHubKey, "E-HUB-KEY",
		"Máy chủ có khóa khác với khóa kiosk đã ghi nhận, nên kiosk không gửi phiếu; hãy hỏi ban tổ chức trước khi cài đặt lại.",
		"The hub has another key than the one this kiosk knows, so no ballots are sent; ask the organiser before setting it up again.",
	},
	{
		ErrHubReceipt, "E-HUB-RECEIPT",
		"Biên nhận bị hỏng hoặc không phải của máy chủ mà kiosk đã ghi nhận, nên không được tính; phiếu vẫn được giữ. Hãy xin lại biên nhận từ ban tổ chức.",
		"The receipt is damaged or not of the hub this kiosk knows, so it does not count; the ballots are kept. Ask the organiser for the receipt again.",
	},
	{
		ErrNoHubKey, "E-HUB-NOKEY",
		"Kiosk chưa biết khóa của máy chủ nên không kiểm tra được biên nhận; hãy chạy “kiosk setup --hub-key KHÓA”.",
		"This kiosk does not know the hub's key yet and cannot check receipts; run “kiosk setup --hub-key KEY”.",
	},
	{
		ErrHubRefused, "E-HUB-REFUSED",
		"Ban tổ chức đã từ chối kiosk này; phiếu vẫn được giữ. Hãy gọi cho ban tổ chức và đọc mã kiosk.",
		"The organiser refused this kiosk; its ballots are kept. Call the organiser and read out the kiosk's id.",
	},
	{
		ErrHubTwin, "E-TWIN",
		"Có hai máy đang dùng chung danh tính của kiosk này (ổ đĩa bị sao chép). Hãy gửi phiếu của cả hai máy, chỉ giữ lại một máy và cài đặt lại máy kia từ đầu; nếu không, sổ phiếu sẽ bị tách đôi.",
		"Two devices use this kiosk's identity (a copied disk). Send the ballots of both, keep one, and set the other up anew from an empty folder; else their ledgers part.",
	},
	{
		ErrHubTime, "E-HUB-TIME",
		"Máy chủ không nhận lời báo vì giờ không khớp; kiosk sẽ tự thử lại. Nếu kéo dài, hãy kiểm tra ngày giờ của máy chủ.",
		"The hub did not take the kiosk's report because the times do not agree; it is tried again. If it lasts, check the hub's date and time.",
	},
	{ErrHubFork, "E-HUB-FORK", forkVI, forkEN},
	{ErrHubAhead, "E-HUB-FORK", forkVI, forkEN},
	{
		ErrHubTooLarge, "E-HUB-TOOLARGE",
		"Máy chủ không nhận phiếu vì quá lớn; hãy báo ban tổ chức cập nhật máy chủ.",
		"The hub takes no ballot of this size; tell the organiser to update the hub.",
	},
	{
		ErrHubReply, "E-HUB-REPLY",
		"Câu trả lời không phải của máy chủ; mạng có thể đang đòi đăng nhập. Hãy kiểm tra mạng và địa chỉ máy chủ.",
		"The answer is not a hub's; the network may be asking for a sign-in. Check the network and the hub's address.",
	},
	{
		ledger.ErrDamaged, "E-LEDGER-DAMAGED",
		"Sổ phiếu trên máy bị hỏng; ngừng nhận phiếu, giữ nguyên máy và gọi ban tổ chức.",
		"The ledger on this kiosk is damaged; take no more ballots, leave the kiosk as it is and call the organiser.",
	},
	{
		ledger.ErrPruned, "E-LEDGER-PRUNED",
		"Máy chủ hỏi lại những phiếu cũ mà chính máy chủ đã ký biên nhận; sau 180 ngày kiosk chỉ còn giữ mã băm của chúng. Ban tổ chức cần khôi phục máy chủ từ bản sao lưu mới hơn.",
		"The hub asks again for old ballots it has signed a receipt for; after 180 days this kiosk keeps their hashes only. The organiser has to restore the hub from a newer backup.",
	},
	{
		ErrSafeMode, "E-SAFE",
		"Chương trình bị dừng đột ngột hai lần trong một phút nên đang chạy ở chế độ an toàn: hiển thị bản nội dung trước, không tải gì ở nền. Phiếu vẫn nhận được; sau 10 phút ổn định kiosk tự trở lại bình thường. Nếu lặp lại, hãy báo ban tổ chức.",
		"The program crashed twice within a minute and runs in safe mode: it shows the release before and fetches nothing. Ballots are still taken; after 10 calm minutes it is as before by itself. If it comes back, tell the organiser.",
	},
	{
		ErrLedgerGap, "E-GAP",
		"Ổ đĩa đã làm hỏng một phần sổ phiếu; kiosk đã tự giữ lại mọi phiếu còn kiểm chứng được và đã ghi rõ phần mất cho ban tổ chức. Tệp hỏng vẫn được giữ nguyên: đừng xóa gì, hãy gửi phiếu đi sớm và thay ổ đĩa.",
		"The disk has damaged a part of the ledger; the kiosk kept every ballot that can be verified and has told the organiser exactly what is lost. The damaged file is kept: delete nothing, send the ballots soon and replace the disk.",
	},
	{
		ErrRoom, "E-ROOM",
		"Ổ đĩa của kiosk gần đầy dù đã dọn những gì dọn được; nội dung mới không được nhận, và phiếu có thể bị từ chối. Hãy xóa tệp lạ trên ổ đĩa hoặc gọi kỹ thuật thay ổ lớn hơn.",
		"The kiosk's disk is almost full though everything that can be given back was; no new content is taken and ballots may be refused. Remove foreign files from the disk or have a larger one put in.",
	},
	{
		ErrClock, "E-TIME",
		"Ngày giờ của máy sai; kiosk tạm tính giờ theo mốc tin cậy và ghi chú vào phiếu. Hãy đặt lại ngày giờ hoặc nối mạng; nếu mất điện là sai lại, hãy thay pin đồng hồ.",
		"The machine's date and time are wrong; the kiosk goes by the trusted time it knows and says so on ballots. Set the date or connect a network; if it is wrong again after each power cut, replace the clock's battery.",
	},
	{
		fs.ErrPermission, "E-DISK-PERMISSION",
		"Chương trình không có quyền đọc hoặc ghi thư mục này; hãy chạy bằng tài khoản của kiosk hoặc sửa quyền thư mục.",
		"The program may not read or write this folder; run it as the kiosk's account or mend the folder's permissions.",
	},
	{
		fs.ErrNotExist, "E-NOTFOUND",
		"Không tìm thấy tệp hoặc thư mục; hãy kiểm tra đường dẫn và xem USB còn cắm không.",
		"A file or folder is not there; check the path and that the stick is still plugged in.",
	},
	{
		syscall.EIO, "E-DISK-IO",
		"Ổ đĩa hoặc USB đọc ghi bị lỗi; hãy dùng USB khác, hoặc gọi kỹ thuật nếu đó là ổ của máy.",
		"The disk or stick fails to read or write; use another stick, or call technical staff if it is the kiosk's own disk.",
	},
}

const (
	fullVI = "Ổ đĩa không đủ chỗ; hãy xóa bớt tệp khác hoặc dùng ổ lớn hơn rồi thử lại. Danh mục đang hiển thị không thay đổi."
	fullEN = "The disk has not enough room; remove other files or use a larger disk, then try again. The catalogue on screen is unchanged."

	busyVI = "Một lần nhập nội dung khác đang chạy; hãy đợi xong rồi thử lại."
	busyEN = "Another import is running; wait until it is done, then try again."

	newerVI = "Nội dung cần phiên bản chương trình mới hơn; hãy cập nhật kiosk rồi nhập lại."
	newerEN = "The content needs a newer version of this program; update the kiosk, then import again."

	awayVI = "Không đọc được nguồn nội dung; hãy kiểm tra mạng hoặc cắm lại USB. Phần đã tải sẽ được dùng tiếp."
	awayEN = "The content's source cannot be read; check the network or plug the stick in again. What was taken is kept."

	forkVI = "Sổ phiếu trên máy chủ khác với sổ trên kiosk này (ổ đĩa bị sao chép hoặc khôi phục từ bản cũ); đừng xóa gì, hãy gọi ban tổ chức."
	forkEN = "The hub's ledger differs from this kiosk's (its disk was cloned or restored from an old copy); delete nothing and call the organiser."
)
