package hub

import (
	"errors"
	"net/http"

	"hangviet/data/hub/wire"
)

// refusals is the one place that says what each code means to a person and
// which HTTP status it travels with.
var refusals = map[wire.Code]struct {
	status int
	vi, en string
}{
	wire.CodeBadRequest: {
		http.StatusBadRequest,
		"Dữ liệu gửi lên không đúng dạng. Hãy cập nhật phần mềm của kiosk rồi gửi lại.",
		"What was sent is not of the expected form. Update the kiosk's program and send again.",
	},
	wire.CodeSignature: {
		http.StatusForbidden,
		"Chữ ký không khớp với dữ liệu. Dữ liệu bị hỏng hoặc không phải của kiosk này.",
		"The signature does not match. The data is damaged or not this kiosk's own.",
	},
	wire.CodeOtherKey: {
		http.StatusForbidden,
		"Mã kiosk này đã đăng ký với một khóa khác.",
		"This kiosk id is enrolled with another key.",
	},
	wire.CodeNotEnrolled: {
		http.StatusForbidden,
		"Kiosk chưa đăng ký với máy chủ này.",
		"The kiosk is not enrolled at this hub.",
	},
	wire.CodeRefused: {
		http.StatusForbidden,
		"Ban tổ chức đã từ chối kiosk này. Hãy liên hệ ban tổ chức.",
		"The organiser has refused this kiosk. Please contact the organiser.",
	},
	wire.CodeGap: {
		http.StatusConflict,
		"Thiếu các phiếu trước đó. Hãy gửi lại từ phiếu máy chủ đang có.",
		"Earlier ballots are missing. Send again from where the hub stands.",
	},
	wire.CodeFork: {
		http.StatusConflict,
		"Sổ phiếu của kiosk khác với sổ máy chủ đã nhận (ổ đĩa bị sao chép hoặc khôi phục). Cả hai bản đều được giữ lại; hãy báo ban tổ chức.",
		"The kiosk's ledger differs from the one the hub holds (a cloned or restored disk). Both are kept; please tell the organiser.",
	},
	wire.CodeTooLarge: {
		http.StatusRequestEntityTooLarge,
		"Gói dữ liệu quá lớn. Hãy gửi thành nhiều gói nhỏ hơn.",
		"The bundle is too large. Send smaller ones.",
	},
	wire.CodeBusy: {
		http.StatusServiceUnavailable,
		"Quá nhiều kiosk đang chờ duyệt. Hãy thử lại sau.",
		"Too many kiosks are waiting for approval. Try again later.",
	},
	wire.CodeWaiting: {
		http.StatusServiceUnavailable,
		"Kiosk đang chờ duyệt và đã gửi đủ lượng phiếu được giữ trước khi duyệt. Hãy nhờ ban tổ chức duyệt rồi gửi tiếp.",
		"The kiosk waits for approval and has sent as much as is kept until then. Ask the organiser to approve it, then send again.",
	},
	wire.CodeStale: {
		http.StatusConflict,
		"Lời báo không được gửi vào lúc này. Hãy gửi lại theo giờ của máy chủ.",
		"This was not sent just now. Send it again by the hub's clock.",
	},
	wire.CodeNotFound: {
		http.StatusNotFound,
		"Không có mục này.",
		"There is no such thing here.",
	},
	wire.CodeToken: {
		http.StatusUnauthorized,
		"Thiếu khóa API, hoặc khóa đã hết hạn hay bị thu hồi. Hãy gửi kèm: Authorization: Bearer hv_…",
		"There is no API token, or it has expired or was revoked. Send: Authorization: Bearer hv_…",
	},
	wire.CodeRole: {
		http.StatusForbidden,
		"Vai trò của khóa API này không được phép làm việc đó.",
		"The role of this API token may not do that.",
	},
	wire.CodeInternal: {
		http.StatusInternalServerError,
		"Máy chủ gặp lỗi và chưa nhận gì. Hãy thử lại sau.",
		"The hub met an error and has taken nothing. Try again later.",
	},
}

// refuse returns the refusal with that code.
func refuse(code wire.Code) wire.Refusal {
	r := refusals[code]
	return wire.Refusal{Code: code, VI: r.vi, EN: r.en}
}

// refuseGap returns a refusal that says how much the hub has.
func refuseGap(have int64) wire.Refusal {
	r := refuse(wire.CodeGap)
	r.Have = &have
	return r
}

// asRefusal returns what the sender is told about err; whatever is not a
// refusal is an inner error, of which nothing is told.
func asRefusal(err error) (wire.Refusal, int) {
	var r wire.Refusal
	if !errors.As(err, &r) {
		r = refuse(wire.CodeInternal)
	}
	return r, refusals[r.Code].status
}
