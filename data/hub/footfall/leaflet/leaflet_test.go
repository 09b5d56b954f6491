package leaflet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"hangviet/data/a4/a4test"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/footfall/leaflet"
)

func day(text string) footfall.Day {
	d, err := footfall.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func some(random *rand.Rand, most int64) (c footfall.Counts) {
	c[footfall.Shown] = random.Int64N(most)
	c[footfall.Opened], c[footfall.QR], c[footfall.Kept] = c[footfall.Shown]/2, c[footfall.Shown]/3, c[footfall.Shown]/9
	return c
}

// sheet is a leaflet of so many days, products and points.
func sheet(days, products, points int) leaflet.Leaflet {
	random := rand.New(rand.NewPCG(1, 2))
	l := leaflet.Leaflet{
		Organiser: "Sở Công Thương – Tuần hàng Việt", Producer: "Hợp tác xã Nông nghiệp dịch vụ tổng hợp Sương Sớm Tà Xùa",
		Period: footfall.Last(days, day("2026-08-12")), Made: time.Date(2026, 8, 14, 9, 0, 0, 0, time.UTC),
	}
	for range days {
		l.Days = append(l.Days, some(random, 900))
	}
	for i := range products {
		c := some(random, 5000)
		c[footfall.Chosen] = 321
		l.Products = append(l.Products, leaflet.Line{Name: fmt.Sprintf("Chè Shan tuyết cổ thụ Tà Xùa loại đặc biệt hộp quà %d", i+1), Counts: c})
	}
	for i := range points {
		l.Points = append(l.Points, leaflet.Line{Name: fmt.Sprintf("Trung tâm thương mại Vạn Hạnh, tầng %d", i+1), Counts: some(random, 5000)})
	}
	return l
}

// printed writes a leaflet to a file and returns its text.
func printed(t *testing.T, name string, l leaflet.Leaflet) string {
	t.Helper()
	var b bytes.Buffer
	if err := leaflet.Write(&b, l); err != nil {
		t.Fatal(err)
	}
	file := a4test.Keep(t, name, b.Bytes())
	if info := a4test.Run(t, "pdfinfo", file); !strings.Contains(info, "Pages:           1\n") {
		t.Errorf("%s has\n%s", name, info)
	}
	return a4test.Text(t, file)
}

// TestOnePageWhateverTheFair: one page holds all of a day, a fair, a year; of a
// producer with one product or with hundreds.
func TestOnePageWhateverTheFair(t *testing.T) {
	for name, l := range map[string]leaflet.Leaflet{
		"fair": sheet(5, 3, 4), "day": sheet(1, 1, 1), "month": sheet(31, 8, 8), "year": sheet(366, 300, 900), "nothing": sheet(7, 0, 0),
	} {
		l.Votes = name == "year"
		text := printed(t, name, l)
		wants := []string{
			"Sương Sớm Tà Xùa", "Sở Công Thương", l.Period.Show(), "Hiện trên màn hình", "Mở xem", "Hiện mã QR", "Lưu vào danh sách",
			"Các con số nói gì và không nói gì", "không cho biết có ai quét mã hay mua hàng", "In ngày 14/08/2026", "Không có dữ liệu cá nhân",
		}
		switch name {
		case "fair":
			wants = append(wants, "hộp quà 3", "tầng 4", "theo ngày", "10/08")
		case "year":
			wants = append(wants, "291 sản phẩm khác", "894 điểm khác", "theo tuần", "Bình chọn", "không phải cuộc bầu cử")
		case "nothing":
			wants = append(wants, "Chưa có lượt nào")
		}
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
		if lowest := lowest(t, l); lowest > 297-12 {
			t.Errorf("%s: text runs into the foot at %.0f mm", name, lowest)
		}
	}
}

// lowest is how far down the last line above the foot stands, in millimetres.
func lowest(t *testing.T, l leaflet.Leaflet) float64 {
	t.Helper()
	var b bytes.Buffer
	if err := leaflet.Write(&b, l); err != nil {
		t.Fatal(err)
	}
	file := a4test.Keep(t, "lowest", b.Bytes())
	low := 0.0
	for _, line := range strings.Split(a4test.Run(t, "pdftotext", "-bbox", file, "-"), "\n") {
		_, rest, ok := strings.Cut(line, `yMax="`)
		var points float64
		if _, err := fmt.Sscanf(rest, "%f", &points); ok && err == nil {
			if mm := points * 25.4 / 72; mm < 297-12.5 || strings.Contains(line, "không") {
				low = max(low, mm)
			}
		}
	}
	return low
}

// TestOddNames: no name breaks the page or the file.
func TestOddNames(t *testing.T) {
	l := sheet(5, 2, 2)
	l.Producer = "Cơ sở 🎉 日本 \x00\x01 " + strings.Repeat("rất dài ", 60)
	l.Products[0].Name = strings.Repeat("Ệ", 300)
	l.Products[1].Name = "a\nb\tc\u202eđ"
	l.Organiser = ""
	text := printed(t, "odd", l)
	if !strings.Contains(text, "Cơ sở ?") || !strings.Contains(text, "…") {
		t.Errorf("%s", text)
	}
}
