package hub

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/minutes"
)

// sendPDF sends the result of a closed round as one document.
func (s *Service) sendPDF(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	c, err := s.ceremony(r.Context(), id)
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	if !tellsTotals(c.published.Round, s.config.Now()) {
		s.totalsRefused(w, r, nil)
		return
	}
	m, err := s.minutes(r.Context(), c)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var out bytes.Buffer
	if err := minutes.Write(&out, m); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `attachment; filename="`+id+`.pdf"`)
	w.Write(out.Bytes()) // who does not get it asks again
}

// minutes gathers what the document says.
func (s *Service) minutes(ctx context.Context, c ceremony) (minutes.Minutes, error) {
	m := minutes.Minutes{Round: c.round, Made: s.config.Now(), Hub: s.key}
	if c.done {
		m.Number, m.Published, m.Hash = c.last.Number, c.last.At, c.last.Hash
		signed, err := s.signHash(c.last)
		if err != nil {
			return m, err
		}
		m.Signed = string(signed)
	}
	for _, one := range c.cases() {
		m.Settled = append(m.Settled, c.told(one))
	}
	for id, why := range c.without {
		m.Without = append(m.Without, fmt.Sprintf("%s (%s): %s", c.called(id), id, why))
	}
	if c.late() {
		m.Settled = append(m.Settled, fmt.Sprintf("Sau khi công bố biên bản số %d, số liệu đã thay đổi: %+d phiếu, %+d lượt chọn; số liệu ở đây đã gồm phần đến sau.",
			c.last.Number, c.now.Ballots-c.lastSum.Ballots, c.now.Choices-c.lastSum.Choices))
	}
	return m, ctx.Err()
}

// signHash returns the hub's word for the hash of a publication: a note (see package
// ledger) whose first line parts it from all else that the hub signs.
func (s *Service) signHash(p books.Publication) ([]byte, error) {
	return s.self.SignNote(fmt.Sprintf("hangviet record hash v1\nround %s\nnumber %d\nsha256 %s\n", p.Round, p.Number, p.Hash))
}

// told says in Vietnamese what a case was and what became of it.
func (v *survey) told(c openCase) string {
	what := map[string]string{
		caseFork:    "Sổ phiếu mâu thuẫn của kiosk %s (%d mục)",
		casePending: "Kiosk %s chờ duyệt, giữ %d mục",
		casePaper:   "Lô phiếu giấy %s (%d phiếu giấy) không được tính",
		caseFlagged: "Phiếu bị lưu ý%s (%d lượt lưu ý)",
		caseDropped: "Lô mã đã hủy %s, %d phiếu dùng mã của lô",
	}[c.kind]
	text := fmt.Sprintf(what, c.subject, c.n) + ": "
	switch {
	case c.kind == caseFork:
		return text + v.decided(c.item)
	case !c.settled:
		return text + "chưa xử lý."
	}
	return text + fmt.Sprintf("%s đã xem ngày %s: %s", c.remark.Who, inZone(c.remark.At).Format("02/01/2006"), strings.TrimSuffix(catalog.NFC(c.remark.Remark), ".")+".")
}

// decided says what was decided about a fork.
func (v *survey) decided(id string) string {
	for _, f := range v.forks {
		if f.ID == id && f.Verdict != "" {
			words := map[books.Verdict]string{books.CountToo: "phiếu của bản khác cũng được tính", books.SetAside: "bản khác được để riêng, không tính"}
			return fmt.Sprintf("%s (%s, %s).", words[f.Verdict], f.Who, inZone(f.Decided).Format("02/01/2006"))
		}
	}
	return "chưa quyết định; phiếu chỉ có trong bản khác không được tính."
}
