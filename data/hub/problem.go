package hub

import (
	"errors"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// Problem is something wrong that a member of staff should know and can mend.
type Problem struct {
	Code    string
	Message catalog.Text
	Detail  string // the cause, in English, for whoever mends it
}

// Problem returns why the newest release in the content folder is not used; nil
// when all is well.
func (s *Service) Problem() *Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.problem
}

// contentProblems turns the classes of refusal into words, the first that fits.
var contentProblems = []struct {
	class  error
	code   string
	vi, en string
}{
	{
		release.ErrNotSigned, "E-HUB-CONTENT-SIGN",
		"Nội dung không được ký bằng khóa của ban tổ chức. Hãy phát hành lại bằng đúng bộ khóa.",
		"The content is not signed with the organiser's keys. Publish it again with the right keys.",
	},
	{
		release.ErrOtherRoot, "E-HUB-CONTENT-ROOT",
		"Nội dung thuộc một bộ khóa gốc khác với bộ đã dùng. Hãy phát hành lại bằng đúng bộ khóa.",
		"The content belongs to another root than the one in use. Publish it again with the right keys.",
	},
	{
		release.ErrOlder, "E-HUB-CONTENT-OLD",
		"Nội dung cũ hơn bản đang dùng. Hãy phát hành bản mới hơn.",
		"The content is older than what is in use. Publish a newer release.",
	},
	{
		release.ErrExpired, "E-HUB-CONTENT-EXPIRED",
		"Chữ ký của nội dung đã hết hạn. Hãy phát hành lại.",
		"The content's signatures have run out. Publish again.",
	},
	{
		release.ErrMixed, "E-HUB-CONTENT-MIXED",
		"Thư mục nội dung lẫn tệp của nhiều bản phát hành. Hãy phát hành lại vào thư mục này.",
		"The content folder mixes files of several releases. Publish into it again.",
	},
	{
		release.ErrCorrupt, "E-HUB-CONTENT-DAMAGED",
		"Thư mục nội dung có tệp bị hỏng. Hãy phát hành lại vào thư mục này.",
		"A file of the content folder is damaged. Publish into it again.",
	},
	{
		release.ErrNewerFormat, "E-HUB-CONTENT-NEWER",
		"Nội dung do phiên bản phần mềm mới hơn tạo ra. Hãy cập nhật máy chủ.",
		"The content was made by a newer program. Update the hub.",
	},
	{
		store.ErrNewerFormat, "E-HUB-CONTENT-NEWER",
		"Nội dung do phiên bản phần mềm mới hơn tạo ra. Hãy cập nhật máy chủ.",
		"The content was made by a newer program. Update the hub.",
	},
}

func explain(err error) Problem {
	if moved := (*vote.MovedError)(nil); errors.As(err, &moved) {
		return Problem{"E-HUB-CONTENT-NOMINEE", catalog.Text{
			"vi": "Bản mới dùng lại mã đề cử cho sản phẩm khác, phiếu đã bầu sẽ bị tính nhầm. Hãy phát hành lại, giữ mã cũ và đặt mã mới cho sản phẩm mới.",
			"en": "The new release gives a nominee's id to another product, so ballots would be counted wrongly. Publish again with the old ids and a new one for the new product.",
		}, err.Error()}
	}
	for _, p := range contentProblems {
		if errors.Is(err, p.class) {
			return Problem{p.code, catalog.Text{"vi": p.vi, "en": p.en}, err.Error()}
		}
	}
	return Problem{"E-HUB-CONTENT-READ", catalog.Text{
		"vi": "Không đọc được thư mục nội dung. Hãy kiểm tra ổ đĩa và quyền truy cập.",
		"en": "The content folder cannot be read. Check the disk and its permissions.",
	}, err.Error()}
}
