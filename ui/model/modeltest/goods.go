package modeltest

import (
	"fmt"
	"strconv"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// LongName is 110 characters, the longest name that is met.
const LongName = "Bộ quà tặng trà Shan tuyết cổ thụ, mật ong bạc hà và hạt mắc ca rang củi của bà con vùng cao nguyên đá, hộp gỗ"

// New returns a catalogue of 24 invented products that meets every state a
// screen knows.
func New() *Catalogue {
	c := &Catalogue{}
	c.Organiser = catalog.Text{"vi": "Sở Công Thương (mẫu)", "en": "Department of Trade (sample)"}
	c.Sample = true
	c.Catalogue.Points = []catalog.Point{
		{ID: "point-1", Name: catalog.Text{"vi": "Điểm giới thiệu số 1"}},
		{ID: "point-2", Name: catalog.Text{"vi": "Điểm giới thiệu số 2"}, Address: catalog.Text{"vi": "Số 2 phố Mẫu"}, Place: catalog.Place{Province: "01"}},
	}
	c.Producers = []catalog.Producer{
		{ID: "htx-suong-som", Name: catalog.Text{"vi": "Hợp tác xã Sương Sớm", "en": "Suong Som Cooperative"}, Form: catalog.Text{"vi": "Hợp tác xã", "en": "Cooperative"}, Place: catalog.Place{Commune: "xã Nậm Lúc", Province: "15"}, Phone: "0000 000 001", Website: "https://suongsom.example", Contact: true, Story: catalog.Text{"vi": "Ba mươi hộ cùng giữ vườn chè cổ thụ.", "en": "Thirty families keep the old tea trees."}},
		{ID: "co-so-song-xanh", Name: catalog.Text{"vi": "Cơ sở Sông Xanh", "en": "Song Xanh Workshop"}, Phone: "0000 000 002", Place: catalog.Place{Commune: "xã An Hiệp", Province: "86", FormerName: "Bến Tre"}},
	}
	c.Products = append(special(), plain(16)...)
	c.Catalogue.Events = []catalog.Event{
		{ID: "tuan-hang", Name: catalog.Text{"vi": "Tuần hàng Việt", "en": "Vietnamese goods week"}, Point: "point-1", Venue: catalog.Text{"vi": "Nhà văn hóa"}, Place: catalog.Place{Province: "01"}, From: day(2026, 11, 20), To: day(2026, 11, 25)},
		{ID: "phien-cho", Name: catalog.Text{"vi": "Phiên chợ vùng cao", "en": "Highland fair"}, Place: catalog.Place{Province: "15"}, From: day(2026, 12, 5), To: day(2026, 12, 5)},
		{ID: "da-qua", Name: catalog.Text{"vi": "Hội chợ đã qua"}, From: day(2026, 1, 5), To: day(2026, 1, 9)},
	}
	c.Voting = rounds()
	return c
}

func day(y, m, d int) catalog.Date { return catalog.Date{Year: y, Month: time.Month(m), Day: d} }

func certificate(stars int, issued catalog.Date) catalog.Certificate {
	return catalog.Certificate{
		Status: catalog.Certified, Stars: stars, Number: "3981/QĐ-UBND", Authority: "UBND tỉnh Lào Cai",
		Issued: issued, LegalBasis: "148/QĐ-TTg",
	}
}

func special() []catalog.Product {
	valid := day(2025, 8, 5)
	tea := catalog.Product{
		Code: "TEA-1", Name: catalog.Text{"vi": "Trà Shan tuyết Sương Sớm", "en": "Suong Som snow tea"}, Set: 11, Producer: "htx-suong-som",
		Place: catalog.Place{Commune: "xã Nậm Lúc", Province: "15"}, Certificate: certificate(4, valid),
		Price: catalog.Price{Dong: 1250000, Unit: catalog.Text{"vi": "hộp 500 g", "en": "500 g box"}},
		Short: catalog.Text{"vi": "Búp một tôm hai lá, sao củi.", "en": "One bud, two leaves, wood-fired."},
		Story: catalog.Text{"vi": "Chè hái trên những cây trăm tuổi.", "en": "Picked from trees a century old."},
		Links: []catalog.Link{{Channel: "shopee", URL: "https://shopee.vn/product/1/2"}, {Channel: "website", URL: "https://www.suongsom.example/tra"}}, TraceURL: "https://truyxuat.example/t1",
		Titles: []catalog.Title{{Programme: catalog.Text{"vi": "Hàng Việt Nam được người tiêu dùng yêu thích"}, Year: 2025, Rank: catalog.Text{"vi": "Top 1"}}},
		Points: []string{"point-1", "point-2"}, Export: true, Distributors: catalog.Text{"vi": "Nhận đơn từ 50 thùng."}, Featured: true, Added: day(2026, 11, 1), Quality: []string{"HACCP", "Halal"},
		Photos: photos(1),
	}
	coconut := catalog.Product{
		Code: "DUA-1", Name: catalog.Text{"vi": "Kẹo dừa Sông Xanh", "en": "Song Xanh coconut candy"}, Set: 7, Producer: "co-so-song-xanh",
		Place: catalog.Place{Commune: "xã An Hiệp", Province: "86", FormerName: "Bến Tre"}, Certificate: certificate(3, valid), Featured: true, Photos: photos(2),
	}
	return []catalog.Product{
		tea, coconut,
		{Code: "OLD-1", Name: catalog.Text{"vi": "Mật ong hết hạn"}, Set: 4, Producer: "htx-suong-som", Certificate: certificate(3, day(2023, 1, 5))},
		{Code: "POT-1", Name: catalog.Text{"vi": "Gạo tiềm năng"}, Set: 3, Producer: "htx-suong-som", Certificate: catalog.Certificate{Status: catalog.PotentialFive, Stars: 5, Issued: valid}},
		{Code: "REV-1", Name: catalog.Text{"vi": "Nước mắm đã thu hồi"}, Set: 9, Producer: "co-so-song-xanh", Certificate: catalog.Certificate{Status: catalog.Revoked, Stars: 4, Issued: valid}},
		{Code: "ALC-1", Name: catalog.Text{"vi": "Rượu nếp nương"}, Set: 14, Producer: "htx-suong-som", Certificate: certificate(3, valid), AlcoholVol: 29, Featured: true, Photos: photos(3), Links: []catalog.Link{{Channel: "shopee", URL: "https://shopee.vn/product/3/4"}}},
		{Code: "LONG-1", Name: catalog.Text{"vi": LongName}, Set: 8, Producer: "htx-suong-som", Certificate: certificate(5, valid), Price: catalog.Price{Dong: 350000}},
		{Code: "IT-1", Name: catalog.Text{"vi": "Phần mềm kế toán Lá Sen", "en": "La Sen bookkeeping"}, Category: "dich-vu-vien-thong-cntt", Producer: "co-so-song-xanh"},
	}
}

func plain(n int) []catalog.Product {
	var out []catalog.Product
	for i := range n {
		out = append(out, catalog.Product{
			Code: "P-" + strconv.Itoa(i+1), Name: catalog.Text{"vi": "Sản phẩm số " + strconv.Itoa(i+1)}, Set: i%26 + 1, Producer: "co-so-song-xanh",
			Place: catalog.Place{Province: "01"}, Certificate: certificate(3+i%3, day(2025, 8, 5)), Photos: photos(i + 10),
			Price: catalog.Price{Dong: int64(20000 * (i + 1))},
		})
	}
	return out
}

func photos(n int) []catalog.Photo {
	return []catalog.Photo{{
		Full:  catalog.Image{SHA256: fmt.Sprintf("f%063x", n), Length: 1, Width: 1200, Height: 900},
		Thumb: catalog.Image{SHA256: fmt.Sprintf("a%063x", n), Length: 1, Width: 480, Height: 360},
	}}
}

func rounds() []vote.Round {
	open := vote.Round{
		ID: "yeu-thich-2026", Title: vote.Text{"vi": "Hàng Việt được yêu thích 2026", "en": "Favourite Vietnamese goods 2026"},
		Rules: vote.Text{"vi": "Mỗi lượt một phiếu."}, Opens: Now.AddDate(0, -1, 0), Closes: Now.AddDate(0, 1, 0),
	}
	for c, limit := range []int{1, 2} {
		category := vote.Category{ID: "hm-" + strconv.Itoa(c+1), Title: vote.Text{"vi": "Hạng mục " + strconv.Itoa(c+1), "en": "Category " + strconv.Itoa(c+1)}, Choices: limit}
		for n := range 4 {
			id := c*4 + n + 1
			category.Nominees = append(category.Nominees, vote.Nominee{ID: "n" + strconv.Itoa(id), Product: "P-" + strconv.Itoa(id)})
		}
		open.Categories = append(open.Categories, category)
	}
	open.Categories[0].Nominees = append(open.Categories[0].Nominees, vote.Nominee{ID: "n-tra", Product: "TEA-1"})
	closed, coming := open, open
	closed.ID, closed.Opens, closed.Closes = "yeu-thich-2025", Now.AddDate(-1, -1, 0), Now.AddDate(-1, 0, 0)
	coming.ID, coming.Opens, coming.Closes = "tet-2027", Now.AddDate(0, 1, 0), Now.AddDate(0, 2, 0)
	return []vote.Round{closed, coming, open}
}
