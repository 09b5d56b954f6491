// Package minutes writes the result of a round as one document in Vietnamese, to be
// signed, filed and handed to the jury: what was voted by which rules, how many
// ballots, choices and sheets of paper, each nominee's share, what was settled, and
// by what the public record can be told to be the one that was published.
//
// It is a promotion programme with a jury, not an election: the document says so on
// its first page and at the foot of each. It gives no ranks and names no winner.
//
// Start with [Write].
package minutes

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hangviet/data/a4"
	"hangviet/data/catalog"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
)

// Minutes is what is written.
type Minutes struct {
	Round     tally.Round
	Organiser string
	Made      time.Time
	Hub       string // its note verifier key
	Number    int64  // of the publication; 0 while there is none
	Published time.Time
	Hash      string   // SHA-256 of the list of files of the record
	Signed    string   // the hub's note about the hash, for the QR symbol
	Settled   []string // cases and what became of them, a sentence each
	Without   []string // kiosks that were not waited for, with the reason
}

// Sentence stands on every page.
const Sentence = "Đây là chương trình quảng bá có hội đồng bình chọn, không phải bầu cử. Số phiếu là một căn cứ bên cạnh hội đồng, không phải kết quả cuối cùng."

// Write writes the document as a PDF on A4.
func Write(w io.Writer, m Minutes) error {
	p, err := newPrinter(m)
	if err != nil {
		return err
	}
	p.front()
	p.figures()
	for _, c := range m.Round.Categories {
		p.category(c)
	}
	p.list("Các trường hợp đã xử lý", m.Settled, "Không có trường hợp nào phải xử lý.")
	if len(m.Without) > 0 {
		p.list("Kiosk không chờ", m.Without, "")
	}
	if err := p.proof(); err != nil {
		return err
	}
	p.signatures()
	if err := p.pdf.Write(w); err != nil {
		return fmt.Errorf("write minutes: %w", err)
	}
	return nil
}

// front writes what was voted and by which rules.
func (p *printer) front() {
	r := p.Round
	p.text(p.Organiser, a4.Plain, 10, gray)
	p.text("BIÊN BẢN KẾT QUẢ BÌNH CHỌN", a4.Bold, 11, tea)
	p.text(catalog.Text(r.Title).In("vi"), a4.Bold, 18, ink)
	p.gap(1)
	p.text(fmt.Sprintf("Từ %s đến %s (giờ Việt Nam). %s", when(r.Opens), when(r.Closes), modes[r.Newest.Admits()]), a4.Plain, 10.5, ink)
	p.text(fmt.Sprintf("Lập lúc %s từ máy chủ của ban tổ chức.", when(p.Made)), a4.Plain, 10.5, gray)
	p.gap(2)
	p.boxed(Sentence)
	if rules := catalog.Text(r.Rules).In("vi"); rules != "" {
		p.heading("Thể lệ")
		for line := range strings.Lines(rules) {
			p.text(strings.TrimRight(line, "\n"), a4.Plain, 10, ink)
		}
	}
}

// modes say how people got a ballot.
var modes = map[vote.Mode]string{
	vote.ByPause:  "Ai cũng bình chọn được tại kiosk, có thời gian nghỉ giữa hai phiếu.",
	vote.ByTicket: "Mỗi phiếu cần một mã dùng một lần.",
	vote.ByStaff:  "Nhân viên mở từng phiếu.",
}

// figures writes the numbers of the whole round, each with its unit.
func (p *printer) figures() {
	r := p.Round
	p.heading("Số liệu chung")
	rows := [][2]string{
		{"Phiếu được tính (tại kiosk)", number(r.Ballots) + " phiếu"},
		{"Lượt chọn trên các phiếu đó", number(r.Choices) + " lượt chọn"},
		{"Trong đó phiếu bị lưu ý", number(r.Flagged.Ballots) + " phiếu, " + number(r.Flagged.Choices) + " lượt chọn"},
		{"Không kể phiếu bị lưu ý", number(r.Ballots-r.Flagged.Ballots) + " phiếu, " + number(r.Choices-r.Flagged.Choices) + " lượt chọn"},
		{"Phiếu giấy (cột riêng, không cộng vào trên)", fmt.Sprintf("%s phiếu giấy trong %s lô, %s lượt chọn, %s không hợp lệ",
			number(r.Paper.Sheets), number(r.Paper.Batches), number(r.Paper.Choices), number(r.Paper.Invalid))},
		{"Kiosk có phiếu", number(len(r.Kiosks))},
	}
	for _, reason := range tally.Reasons() {
		if n := r.Uncounted[reason]; n > 0 {
			rows = append(rows, [2]string{"Không được tính: " + reasons[reason], number(n) + " phiếu"})
		}
	}
	for _, row := range rows {
		p.pair(row[0], row[1])
	}
}

// reasons say why ballots do not count.
var reasons = map[tally.Reason]string{
	tally.ReasonPending: "kiosk đang chờ duyệt", tally.ReasonRefused: "kiosk bị từ chối", tally.ReasonTest: "phiếu thử",
	tally.ReasonRules: "lựa chọn không hợp thể lệ", tally.ReasonMode: "không bỏ theo cách đã định", tally.ReasonHour: "ngoài giờ mở",
	tally.ReasonTwice: "trùng với phiếu đã tính", tally.ReasonTicket: "mã phiếu đã dùng", tally.ReasonFork: "sổ mâu thuẫn chưa quyết định",
	tally.ReasonAside: "sổ mâu thuẫn đã để riêng",
}

// category writes the table of one category, the nominees by choices.
func (p *printer) category(c tally.Category) {
	p.heading(catalog.Text(c.Title).In("vi"))
	p.text(fmt.Sprintf("%s phiếu, %s lượt chọn tại kiosk; %s lượt chọn trên giấy. Mỗi phiếu chọn tối đa %d.",
		number(c.Ballots), number(c.Choices), number(c.Paper), c.Allowed), a4.Plain, 9.5, gray)
	p.gap(1)
	nominees := slices.Clone(c.Nominees)
	slices.SortStableFunc(nominees, func(a, b tally.Nominee) int { return b.Choices - a.Choices })
	p.row([]string{"Sản phẩm đề cử", "Doanh nghiệp", "Lượt chọn", "Không kể lưu ý", "Phiếu giấy"}, true)
	for _, n := range nominees {
		name := catalog.Text(n.Name).In("vi")
		if name == "" {
			name = n.Product
		}
		if n.Withdrawn {
			name += " (đã rút)"
		}
		p.head = []string{"Sản phẩm đề cử", "Doanh nghiệp", "Lượt chọn", "Không kể lưu ý", "Phiếu giấy"}
		p.row([]string{name, catalog.Text(n.Maker).In("vi"), number(n.Choices), number(n.Choices - n.Flagged), number(n.Paper)}, false)
	}
	p.head = nil
}

// list writes sentences, or one that says that there are none.
func (p *printer) list(title string, all []string, none string) {
	p.heading(title)
	if len(all) == 0 {
		p.text(none, a4.Plain, 10, ink)
	}
	for _, sentence := range all {
		p.text("– "+sentence, a4.Plain, 10, ink)
	}
}

// proof writes by what the record is known.
func (p *printer) proof() error {
	p.heading("Biên bản công khai")
	if p.Number == 0 {
		p.text("Biên bản công khai chưa được công bố khi tài liệu này được lập.", a4.Plain, 10, ink)
		return nil
	}
	p.text(fmt.Sprintf("Số %d, công bố lúc %s. Mã băm SHA-256 của danh sách tệp (files.note):", p.Number, when(p.Published)), a4.Plain, 10, ink)
	p.text(p.Hash, a4.Code, 8.5, ink)
	p.text("Khóa của máy chủ:", a4.Plain, 10, ink)
	p.text(p.Hub, a4.Code, 8, ink)
	p.text("Ai cũng tải được biên bản và kiểm lại bằng lệnh kioskctl recount. Mã QR chứa mã băm trên cùng chữ ký của máy chủ.", a4.Plain, 10, gray)
	return p.symbol(p.Signed)
}

// signatures leaves room for who signs.
func (p *printer) signatures() {
	p.room(38)
	p.gap(6)
	p.pdf.SetFont(a4.Bold, "", 10)
	p.pdf.Ink(ink)
	half := wide / 2
	p.pdf.CellFormat(half, 6, "Người lập", "", 0, "C", false, 0, "")
	p.pdf.CellFormat(half, 6, "Đại diện hội đồng", "", 1, "C", false, 0, "")
}

// when writes an instant in Vietnam's time.
func when(t time.Time) string { return t.In(catalog.Zone).Format("15:04 02/01/2006") }

// number writes a whole number as people in Vietnam do.
func number(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}
