package dossier

import (
	"bytes"
	"errors"
	"time"

	"hangviet/data/catalog"
)

// Paper is a kind of document that belongs to a dossier (Decision
// 26/2026/QĐ-TTg, Annex III, form 02; the rules of the vote). Officers look at
// it and nobody else.
type Paper string

// Papers returns the kinds of documents of a form with their names, in the order of the form.
func Papers(form Form) []PaperKind {
	if form == Firm {
		return firmPapers
	}
	return productPapers
}

// PaperKind is a kind of document and what people call it.
type PaperKind struct {
	Paper Paper
	Label catalog.Text
}

var firmPapers = []PaperKind{
	{"licence", say("Giấy đăng ký kinh doanh", "Business licence")},
	{"obligations", say("Cam kết về thuế, bảo hiểm", "Statement on taxes and insurance")},
	{"other", say("Giấy tờ khác", "Other papers")},
}

var productPapers = []PaperKind{
	{"quality", say("Công bố chất lượng", "Quality declaration")},
	{"safety", say("Giấy chứng nhận an toàn thực phẩm", "Food safety certificate")},
	{"ocop", say("Quyết định công nhận OCOP", "OCOP decision")},
	{"trademark", say("Nhãn hiệu, chỉ dẫn địa lý", "Trademark, geographical indication")},
	{"system", say("HACCP, ISO, Halal, GlobalGAP …", "HACCP, ISO, Halal, GlobalGAP …")},
	{"test", say("Phiếu kiểm nghiệm", "Test report")},
	{"other", say("Giấy tờ khác", "Other papers")},
}

// IsPaper tells whether the form takes such a document.
func (f Form) IsPaper(p Paper) bool {
	for _, kind := range Papers(f) {
		if kind.Paper == p {
			return true
		}
	}
	return false
}

// MaxDocument is the greatest length of a document in bytes, and MaxDocuments how
// many an entry may have.
const (
	MaxDocument  = 15 << 20
	MaxDocuments = 20
)

// How long documents are kept: those of an entry that was refused, or was never
// sent, for KeepUnused after it was last touched; those of an accepted one for
// KeepUsed after it is no longer content. A person has looked at them by then,
// and there is no reason to hold what is not needed (Law on personal data
// protection 91/2025/QH15, Art. 3: only as long as the purpose needs).
const (
	KeepUnused = 90 * 24 * time.Hour
	KeepUsed   = 365 * 24 * time.Hour
)

// Expired tells whether an entry's documents are to be deleted: touched is when
// it was last changed or decided about, content whether it is content now and
// ever whether it was.
func Expired(state State, touched, now time.Time, content, ever bool) bool {
	switch {
	case content || state.Waiting():
		return false
	case ever:
		return now.Sub(touched) > KeepUsed
	}
	return now.Sub(touched) > KeepUnused
}

// ErrNoDocument says that a file is neither a PDF nor a photo, whatever its name.
var ErrNoDocument = errors.New("neither a PDF nor a JPEG or PNG photo")

// TypeOf returns the media type of a document by its first bytes; its name and
// what a browser says of it count for nothing.
func TypeOf(head []byte) (string, error) {
	for _, known := range []struct {
		begins, media string
	}{{"%PDF-", "application/pdf"}, {"\xff\xd8\xff", "image/jpeg"}, {"\x89PNG\r\n\x1a\n", "image/png"}} {
		if bytes.HasPrefix(head, []byte(known.begins)) {
			return known.media, nil
		}
	}
	return "", ErrNoDocument
}

// Reminders are how long before a certificate ends its producer is reminded.
func Reminders() []time.Duration { return []time.Duration{180 * 24 * time.Hour, 120 * 24 * time.Hour} }
