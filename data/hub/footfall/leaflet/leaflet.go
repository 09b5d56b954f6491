package leaflet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"hangviet/data/a4"
	"hangviet/data/hub/footfall"
)

// Leaflet is what is printed.
type Leaflet struct {
	Organiser string // may be empty
	Producer  string
	Period    footfall.Period
	Days      []footfall.Counts // of all products together, one for each day of the period
	Products  []Line            // the most opened first
	Points    []Line            // the same
	Votes     bool              // [footfall.Chosen] may be told
	Made      time.Time
}

// Line is a product or a point with its numbers.
type Line struct {
	Name   string
	Counts footfall.Counts
}

// Lengths, in millimetres.
const (
	margin  = 15.0
	wide    = a4.Wide - 2*margin
	rowHigh = 5.6
)

// How many lines a table has before the rest is added up.
const (
	mostProducts = 10
	mostPoints   = 7
)

// column is a column of the tables.
type column struct {
	head string
	kind footfall.Kind
}

var columns = []column{
	{"Hiện trên màn hình", footfall.Shown}, {"Mở xem", footfall.Opened}, {"Hiện mã QR", footfall.QR}, {"Lưu vào danh sách", footfall.Kept},
}

// Write writes the leaflet to w as a PDF of one page.
func Write(w io.Writer, l Leaflet) error {
	p, err := newPage(l)
	if err != nil {
		return err
	}
	p.heading(l)
	p.figures(l)
	p.charts(l)
	shown := columns
	if l.Votes {
		shown = append(columns[:len(columns):len(columns)], column{"Bình chọn", footfall.Chosen})
	}
	p.table("Sản phẩm", shown, atMost(l.Products, mostProducts, "%d sản phẩm khác"))
	p.table("Điểm đặt kiosk", columns, atMost(l.Points, mostPoints, "%d điểm khác"))
	p.meaning(l)
	if err := p.pdf.Write(w); err != nil {
		return fmt.Errorf("write leaflet: %w", err)
	}
	return nil
}

// atMost returns the first lines and one that adds up the rest.
func atMost(all []Line, most int, rest string) []Line {
	if len(all) <= most {
		return all
	}
	short := append([]Line(nil), all[:most-1]...)
	last := Line{Name: fmt.Sprintf(rest, len(all)-most+1)}
	for _, line := range all[most-1:] {
		last.Counts.Add(&line.Counts)
	}
	return append(short, last)
}

// page is a page that is being written, from above.
type page struct {
	pdf *a4.Document
	y   float64
}

func newPage(l Leaflet) (*page, error) {
	pdf, err := a4.New(a4.About{Title: "Khách đã xem gì: " + l.Producer, Creator: "hub", Made: l.Made})
	if err != nil {
		return nil, err
	}
	pdf.AddPage()
	return &page{pdf, margin}, nil
}

// heading says whose numbers these are and of when.
func (p *page) heading(l Leaflet) {
	p.tea()
	p.pdf.Rect(0, 0, a4.Wide, 5, "F")
	p.ink(90)
	p.line(a4.Plain, 9.5, l.Organiser)
	p.y += 1
	p.ink(30)
	p.line(a4.Bold, 20, "Khách đã xem gì tại kiosk")
	p.paragraph(a4.Bold, 13, l.Producer, 2)
	p.ink(60)
	p.line(a4.Plain, 10.5, "Thời gian: "+l.Period.Show()+" ("+strconv.Itoa(l.Period.Days())+" ngày)")
	p.y += 3
}

// figures writes the sums in large letters.
func (p *page) figures(l Leaflet) {
	total := footfall.Total(l.Days)
	const gap, high = 4.0, 17.0
	box := (wide - 3*gap) / 4
	for i, c := range columns {
		x := margin + float64(i)*(box+gap)
		p.pdf.Fill(a4.Colour{240, 246, 242})
		p.pdf.Rect(x, p.y, box, high, "F")
		p.ink(70)
		p.at(a4.Plain, 8.5, x+3, p.y+5.2, c.head)
		p.ink(20)
		p.at(a4.Bold, 18, x+3, p.y+13.4, number(total[c.kind]))
	}
	p.y += high + 5
}

// charts draws the days of each kind.
func (p *page) charts(l Leaflet) {
	buckets := footfall.Buckets(l.Period, l.Days)
	const gap, high = 8.0, 25.0
	half := (wide - gap) / 2
	for i, c := range columns {
		x, y := margin+float64(i%2)*(half+gap), p.y+float64(i/2)*(high+4)
		p.chart(l.Period, c, buckets, x, y, half, high)
	}
	p.y += 2*(high+4) + 2
}

func (p *page) chart(period footfall.Period, c column, buckets []footfall.Bucket, x, y, w, h float64) {
	most := int64(0)
	for _, b := range buckets {
		most = max(most, b.Counts[c.kind])
	}
	p.ink(30)
	p.at(a4.Bold, 9, x, y+3, c.head+" theo "+unit(period))
	ground, top := y+h-4.5, y+8.5
	step := w / float64(len(buckets))
	p.tea()
	for i, b := range buckets {
		n := b.Counts[c.kind]
		left := x + float64(i)*step + step*0.12
		if n > 0 {
			high := max(0.3, (ground-top)*float64(n)/float64(most))
			p.pdf.Rect(left, ground-high, step*0.76, high, "F")
			p.told(n, left+step*0.38, ground-high-0.8, len(buckets))
		}
	}
	p.pdf.Draw(a4.Gray(150))
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(x, ground, x+w, ground)
	p.names(period, buckets, x, ground+3.4, step)
}

// told writes a bar's number above it where there is room for all.
func (p *page) told(n int64, middle, y float64, bars int) {
	if bars > 14 {
		return
	}
	p.ink(60)
	text := number(n)
	p.at(a4.Plain, 6.5, middle-p.pdf.Width(a4.Plain, 6.5, text)/2, y, text)
	p.tea()
}

// names writes below the bars what they are: all where there is room, else the
// first, the middle and the last.
func (p *page) names(period footfall.Period, buckets []footfall.Bucket, x, y, step float64) {
	p.ink(80)
	last := len(buckets) - 1
	for i, b := range buckets {
		text := b.Show(period)
		if last > 6 && i != 0 && i != last && i != last/2 {
			continue
		}
		size := p.pdf.Width(a4.Plain, 7, text)
		left := x + (float64(i)+0.5)*step - size/2
		p.at(a4.Plain, 7, min(max(left, x), x+step*float64(last+1)-size), y, text)
	}
}

// unit is what a bar of the period stands for.
func unit(p footfall.Period) string {
	switch bars := len(footfall.Buckets(p, make([]footfall.Counts, p.Days()))); {
	case bars == p.Days():
		return "ngày"
	case p.Days() <= 366:
		return "tuần"
	}
	return "tháng"
}

// table writes lines with their numbers.
func (p *page) table(title string, shown []column, lines []Line) {
	const figure = 19.0
	name := wide - figure*float64(len(shown))
	p.ink(80)
	p.at(a4.Plain, 8, margin, p.y+3.4, title)
	for i, c := range shown {
		p.right(a4.Plain, 7, margin+name+figure*float64(i+1), p.y+3.4, heads[c.kind])
	}
	p.y += rowHigh - 0.6
	for i, line := range lines {
		if i%2 == 0 {
			p.pdf.Fill(a4.Colour{246, 246, 243})
			p.pdf.Rect(margin, p.y, wide, rowHigh, "F")
		}
		p.ink(20)
		p.at(a4.Plain, 9, margin+1, p.y+3.9, p.cut(a4.Plain, 9, line.Name, name-4))
		for j, c := range shown {
			p.right(a4.Bold, 9, margin+name+figure*float64(j+1)-1, p.y+3.9, number(line.Counts[c.kind]))
		}
		p.y += rowHigh
	}
	if len(lines) == 0 {
		p.ink(60)
		p.at(a4.Plain, 9, margin+1, p.y+3.9, "Chưa có lượt nào trong thời gian này.")
		p.y += rowHigh
	}
	p.y += 3.5
}

// heads are short heads of the tables' columns.
var heads = map[footfall.Kind]string{
	footfall.Shown: "Hiện", footfall.Opened: "Mở xem", footfall.QR: "Hiện mã QR", footfall.Kept: "Lưu", footfall.Chosen: "Bình chọn",
}

// meanings are what the numbers say and do not say.
var meanings = []string{
	"Hiện: thẻ sản phẩm đứng trên màn hình ít nhất một giây. Mở xem: trang sản phẩm được mở. Hiện mã QR: mã dẫn đến gian hàng hiện trọn trên màn hình. Lưu: khách đưa sản phẩm vào danh sách mang về.",
	"Mỗi lượt khách chỉ tính một lần cho mỗi sản phẩm. Kiosk không biết khách là ai và không ghi lại những gì được xem cùng nhau.",
	"Các con số không cho biết có ai quét mã hay mua hàng, không phải đánh giá chất lượng và không so sánh được giữa các điểm có số khách khác nhau.",
	"Kiosk không có mạng gửi số đếm muộn: số của những ngày cuối còn có thể tăng sau ngày in phiếu này.",
}

const votesMeaning = "Bình chọn: lượt chọn trên kiosk trong các đợt đã công bố; đây là chương trình quảng bá có hội đồng xét chọn, không phải cuộc bầu cử."

// meaning says at the foot what the numbers mean.
func (p *page) meaning(l Leaflet) {
	p.ink(30)
	p.line(a4.Bold, 10, "Các con số nói gì và không nói gì")
	p.y += 0.5
	texts := meanings
	if l.Votes {
		texts = append(texts[:len(texts):len(texts)], votesMeaning)
	}
	p.ink(60)
	for _, text := range texts {
		p.paragraph(a4.Plain, 8, "• "+text, 3)
	}
	p.ink(90)
	p.at(a4.Plain, 7.5, margin, a4.High-9, "In ngày "+l.Made.Format("02/01/2006")+" · Hàng Việt Kiosk · Không có dữ liệu cá nhân trong phiếu này.")
}

// number writes a number as in Vietnam, 1.234.
func number(n int64) string {
	digits := strconv.FormatInt(max(0, n), 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

func (p *page) ink(light int) { p.pdf.Ink(a4.Gray(light)) }

func (p *page) tea() { p.pdf.Fill(a4.Colour{31, 107, 74}) }

// at writes a text from x on, y being its baseline.
func (p *page) at(face string, size, x, y float64, text string) {
	p.pdf.SetFont(face, "", size)
	p.pdf.Text(x, y, p.pdf.Clean(text))
}

// right writes a text up to x.
func (p *page) right(face string, size, x, y float64, text string) {
	p.at(face, size, x-p.pdf.Width(face, size, text), y, text)
}

// line writes one line and goes below it.
func (p *page) line(face string, size float64, text string) {
	p.y += size * a4.Point * 1.1
	p.at(face, size, margin, p.y, p.cut(face, size, text, wide))
	p.y += size * a4.Point * 0.35
}

// paragraph writes a text in at most so many lines.
func (p *page) paragraph(face string, size float64, text string, most int) {
	lines := p.pdf.Lines(face, size, text, wide)
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], rest)
	}
	for _, one := range lines {
		p.line(face, size, one)
	}
}

// cut shortens a text to a width, at a letter, with an ellipsis.
func (p *page) cut(face string, size float64, text string, most float64) string {
	if p.pdf.Width(face, size, text) <= most {
		return text
	}
	letters := []rune(p.pdf.Clean(text))
	for len(letters) > 0 && p.pdf.Width(face, size, string(letters)+"…") > most {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimSpace(string(letters)) + "…"
}
