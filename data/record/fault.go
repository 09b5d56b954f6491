package record

import (
	"fmt"
	"strings"

	"hangviet/data/vote"
)

// Code names a kind of fault. It never changes.
type Code string

// What can be wrong with a record.
const (
	CodeList      Code = "list"      // the list of files cannot be read
	CodeSignature Code = "signature" // the hub did not sign the list
	CodeHub       Code = "hub"       // another hub signed it than was expected
	CodeMissing   Code = "missing"   // a file is not there
	CodeExtra     Code = "extra"     // a file is not on the list
	CodeKind      Code = "kind"      // a link or something else that is no file
	CodeChanged   Code = "changed"   // a file is not as it was signed
	CodeFormat    Code = "format"    // a file cannot be read
	CodePlace     Code = "place"     // a file is of another kiosk than its name says
	CodeKey       Code = "key"       // a key is not the kiosk's
	CodeHead      Code = "head"      // a checkpoint is not signed by the kiosk, or not for this ledger
	CodeReceipt   Code = "receipt"   // a receipt is not the hub's, or not for this checkpoint
	CodeUnsigned  Code = "unsigned"  // entries that no checkpoint covers
	CodeRoot      Code = "root"      // entries do not lead to what the kiosk signed
	CodeLeaf      Code = "leaf"      // an entry does not have the hash that stands beside it
	CodeEntry     Code = "entry"     // an entry cannot be read
	CodeForeign   Code = "foreign"   // an entry of another round is shown
	CodeBranch    Code = "branch"    // a branch goes on where the ledger ends, instead of contradicting it
	CodeTally     Code = "tally"     // the tally is not what the entries count to
	CodeCard      Code = "card"      // a day card is not contained in the record
)

// Fault is one thing that is wrong, and where.
type Fault struct {
	Code   Code   `json:"code"`
	File   string `json:"file,omitempty"`
	Kiosk  string `json:"kiosk,omitempty"`
	Entry  *int64 `json:"entry,omitempty"` // index in the kiosk's ledger, from 0
	Byte   *int64 `json:"byte,omitempty"`  // offset in the file, from 0
	Detail string `json:"detail,omitempty"`
}

var faultWords = map[Code]vote.Text{
	CodeList:      {"vi": "không đọc được danh sách tệp", "en": "the list of files cannot be read"},
	CodeSignature: {"vi": "danh sách tệp không mang chữ ký của hub", "en": "the list of files is not signed by the hub"},
	CodeHub:       {"vi": "biên bản do một hub khác ký", "en": "another hub signed the record"},
	CodeMissing:   {"vi": "thiếu tệp", "en": "the file is missing"},
	CodeExtra:     {"vi": "tệp không có trong danh sách đã ký", "en": "the file is not on the signed list"},
	CodeKind:      {"vi": "không phải tệp thường (liên kết, thư mục lạ…)", "en": "this is no plain file (a link, a strange folder …)"},
	CodeChanged:   {"vi": "tệp không còn như lúc được ký", "en": "the file is not as it was signed"},
	CodeFormat:    {"vi": "tệp sai định dạng", "en": "the file is malformed"},
	CodePlace:     {"vi": "tệp nằm sai chỗ hoặc mang tên của kiosk khác", "en": "the file is out of place or of another kiosk"},
	CodeKey:       {"vi": "khóa không phải của kiosk này", "en": "the key is not this kiosk's"},
	CodeHead:      {"vi": "điểm chốt không do kiosk ký cho sổ này", "en": "a checkpoint is not signed by the kiosk for this ledger"},
	CodeReceipt:   {"vi": "biên nhận không phải của hub cho điểm chốt này", "en": "a receipt is not the hub's for this checkpoint"},
	CodeUnsigned:  {"vi": "từ mục này trở đi không có chữ ký của kiosk", "en": "from this entry on nothing is signed by the kiosk"},
	CodeRoot:      {"vi": "các mục không dẫn đến điều kiosk đã ký", "en": "the entries do not lead to what the kiosk signed"},
	CodeLeaf:      {"vi": "mục không khớp với mã băm ghi bên cạnh", "en": "the entry does not have the hash that stands beside it"},
	CodeEntry:     {"vi": "không đọc được mục", "en": "the entry cannot be read"},
	CodeForeign:   {"vi": "mục thuộc đợt bình chọn khác", "en": "the entry is of another round"},
	CodeBranch:    {"vi": "nhánh nối tiếp sổ của kiosk chứ không trái với sổ", "en": "the branch goes on where the kiosk's ledger ends, instead of contradicting it"},
	CodeTally:     {"vi": "bảng kiểm không đúng với các phiếu", "en": "the tally is not what the ballots count to"},
	CodeCard:      {"vi": "thẻ ngày không có trong biên bản", "en": "the day card is not contained in the record"},
}

var placeWords = map[string]vote.Text{
	"kiosk": {"vi": "kiosk %s", "en": "kiosk %s"},
	"entry": {"vi": "mục %d", "en": "entry %d"},
	"byte":  {"vi": "byte %d", "en": "byte %d"},
}

// Say returns the fault as one line in lang, "vi" or "en": where, and what.
// Entries are numbered from 0, as in the format.
func (f Fault) Say(lang string) string {
	var where []string
	add := func(word string, value any) { where = append(where, fmt.Sprintf(placeWords[word][lang], value)) }
	if f.File != "" {
		where = append(where, f.File)
	}
	if f.Kiosk != "" {
		add("kiosk", f.Kiosk)
	}
	if f.Entry != nil {
		add("entry", *f.Entry)
	}
	if f.Byte != nil {
		add("byte", *f.Byte)
	}
	line := faultWords[f.Code][lang]
	if len(where) > 0 {
		line = strings.Join(where, ", ") + ": " + line
	}
	if f.Detail != "" {
		line += " (" + f.Detail + ")"
	}
	return line
}
