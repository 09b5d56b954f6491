package main

import (
	"errors"
	"fmt"
	"io"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/update"
)

// tooNew is what this program cannot read yet.
var tooNew = catalog.Text{
	"vi": "được tạo bằng phiên bản mới hơn của chương trình này; hãy cập nhật chương trình.",
	"en": "it was made for a newer version of this program; update the program.",
}

// faults gives each class of refusal the sentence a person reads; the first
// that fits is told.
var faults = []struct {
	class    error
	sentence catalog.Text
}{
	{release.ErrNewerFormat, tooNew},
	{store.ErrNewerFormat, tooNew},
	{update.ErrPackage, catalog.Text{
		"vi": "tệp này không phải gói cài đặt của chương trình kiosk (.deb hoặc .zip).",
		"en": "this is no package of the kiosk's program (.deb or .zip).",
	}},
	{release.ErrNoRelease, catalog.Text{
		"vi": "ở đây chưa có bản phát hành nào.",
		"en": "there is no release here.",
	}},
	{release.ErrNotSigned, catalog.Text{
		"vi": "không mang chữ ký của ban tổ chức này (root khác hoặc thiếu chữ ký).",
		"en": "it is not signed by this organiser (another root, or too few signatures).",
	}},
	{release.ErrOtherRoot, catalog.Text{
		"vi": "thư mục này thuộc về một ban tổ chức khác; hãy chọn thư mục khác hoặc dùng đúng khóa.",
		"en": "the folder belongs to another organiser; choose another folder or the right keys.",
	}},
	{release.ErrMixed, catalog.Text{
		"vi": "bản phát hành không trọn vẹn: tệp này bị thiếu hoặc là của bản khác. Hãy sao chép lại cả thư mục.",
		"en": "the release is not whole: this file is missing or is another release's. Copy the whole folder again.",
	}},
	{release.ErrCorrupt, catalog.Text{
		"vi": "tệp bị hỏng hoặc đã bị sửa. Hãy sao chép lại cả thư mục.",
		"en": "the file is damaged or was changed. Copy the whole folder again.",
	}},
	{release.ErrExpired, catalog.Text{
		"vi": "chữ ký đã hết hạn; hãy phát hành lại (hoặc gia hạn root bằng kioskctl keys renew).",
		"en": "the signatures have run out; publish again (or renew the root with kioskctl keys renew).",
	}},
	{release.ErrUnavailable, catalog.Text{
		"vi": "không đọc được; hãy kiểm tra đường dẫn, mạng hoặc thẻ nhớ.",
		"en": "it cannot be read; check the path, the network or the stick.",
	}},
	{release.ErrBusy, catalog.Text{
		"vi": "một chương trình khác đang phát hành vào thư mục này; hãy đợi rồi thử lại.",
		"en": "another program is publishing to this folder; wait and try again.",
	}},
	{release.ErrPassphrase, catalog.Text{
		"vi": "mật khẩu không mở được khóa.",
		"en": "the passphrase does not open the key.",
	}},
}

// printFault tells what went wrong: the file to blame, a sentence, the cause.
func printFault(w io.Writer, command, lang string, err error) {
	for _, f := range faults {
		if !errors.Is(err, f.class) {
			continue
		}
		place := command
		var file *release.FileError
		if errors.As(err, &file) {
			place = file.Name
		}
		fmt.Fprintf(w, "kioskctl: %s: %s\n  (%v)\n", place, f.sentence.In(lang), err)
		return
	}
	fmt.Fprintf(w, "kioskctl: %v\n", err)
}
