package sheet

import (
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// longestPause is the longest pause between two ballots, in seconds.
const longestPause = 24 * 60 * 60

// term is one value of a column that takes a few, as people write it.
type term struct {
	value, vi, en string
	also          string // folded, parted by "|"
}

// terms are the values of a column, the first for an empty cell.
type terms []term

var (
	switches = terms{
		{string(vote.ByClock), "Theo lịch", "By the clock", "theo gio|mo|dang mo|open|clock|auto"},
		{string(vote.SetDraft), "Nháp", "Draft", "ban nhap|chua hien"},
		{string(vote.SetPause), "Tạm dừng", "Paused", "dung|tam ngung|pause"},
		{string(vote.SetClose), "Đóng", "Closed", "da dong|ket thuc|close"},
	}
	modes = terms{
		{string(vote.ByPause), "Tự do", "Open", "mo|free"},
		{string(vote.ByTicket), "Mã phiếu", "Ticket", "ma|theo ma|phieu moi|co ma|tickets|code"},
		{string(vote.ByStaff), "Có nhân viên", "Supervised", "nhan vien|giam sat|co giam sat|staff"},
	}
	reveals = terms{
		{string(vote.AfterClose), "Sau khi đóng", "After closing", "sau|sau khi ket thuc|after|after close"},
		{string(vote.Always), "Luôn hiện", "Always", "luon|co|yes"},
		{string(vote.Never), "Không hiện", "Never", "khong|khong bao gio|no"},
	}
)

// find returns the value that text means.
func (t terms) find(text string) (value string, ok bool) {
	for _, term := range t {
		if slices.Contains(append(strings.Split(term.also, "|"), key(term.vi), key(term.en), key(term.value)), key(text)) {
			return term.value, true
		}
	}
	return "", false
}

// all names the values in both languages.
func (t terms) all() catalog.Text {
	var vi, en []string
	for _, term := range t {
		vi, en = append(vi, term.vi), append(en, term.en)
	}
	return catalog.Text{"vi": strings.Join(vi, ", "), "en": strings.Join(en, ", ")}
}

// takeRules adds what one row tells of how the round is held.
func (row *roundRow) takeRules(c record) {
	r := &row.round
	takeTerm(row, c, "status", switches, &r.Switch)
	takeTerm(row, c, "mode", modes, &r.Mode)
	takeTerm(row, c, "reveal", reveals, &r.Reveal)
	if c.word("pause") != "" {
		pause := time.Duration(c.whole("pause", 1, longestPause)) * time.Second
		takeValue(row, c, "pause", pause, pause > 0, &r.Pause)
	}
	for column, to := range map[string]*bool{"test": &r.Test, "receipts": &r.Receipts} {
		takeValue(row, c, column, c.yes(column), c.word(column) != "", to)
	}
}

// takeTerm reads one of a few values.
func takeTerm[T ~string](row *roundRow, c record, column string, known terms, to *T) {
	text := c.word(column)
	if text == "" {
		return
	}
	value, ok := known.find(text)
	if !ok {
		c.fault(column, termUnknown, text, known.all())
	}
	takeValue(row, c, column, T(value), ok, to)
}

// takeValue keeps what a row says; a row that says another value than one before
// is at fault.
func takeValue[T comparable](row *roundRow, c record, column string, value T, said bool, to *T) {
	if !said {
		return
	}
	first, told := row.said[column]
	switch {
	case !told:
		row.said[column], *to = c, value
	case *to != value:
		c.fault(column, roundDiffers, c.title(column), first.line.number)
	}
}

// nominated is a product that a firm has in a round.
type nominated struct {
	product string
	row     int
}

// fromFirm tells whether the round takes one more product of its firm: each may
// have [vote.MaxOfFirm]. A product in several categories counts once, and one
// without a producer belongs to no firm.
func (row *roundRow) fromFirm(c record, p *catalog.Product) bool {
	have := row.firms[p.Producer]
	known := slices.ContainsFunc(have, func(n nominated) bool { return n.product == p.Code })
	switch {
	case p.Producer == "" || known:
		return true
	case len(have) == vote.MaxOfFirm:
		c.fault("product", nomineesOfFirm, p.Producer, len(have), have[len(have)-1].row)
		return false
	}
	row.firms[p.Producer] = append(have, nominated{p.Code, c.line.number})
	return true
}
