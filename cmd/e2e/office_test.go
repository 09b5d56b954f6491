package e2e

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// office is an organiser's folder: a workbook, photos and keys.
type office struct {
	t    *testing.T
	dir  string
	book string
}

// openOffice makes the folder with `kioskctl init` and fills the template: it
// writes over the example rows, below the headers that are there.
func openOffice(t *testing.T) *office {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "office")
	run(t, "kioskctl", "init", dir)
	return fillOffice(t, dir)
}

// fillOffice fills the template in a folder that `kioskctl init` has made.
func fillOffice(t *testing.T, dir string) *office {
	t.Helper()
	o := &office{t: t, dir: dir}
	books, err := filepath.Glob(filepath.Join(o.dir, "*.xlsx"))
	if err != nil || len(books) != 1 {
		t.Fatalf("init made the workbooks %v (%v), want one", books, err)
	}
	o.book = books[0]
	day := func(d int) string { return time.Now().AddDate(0, 0, d).Format("02/01/2006") }
	o.fill("About", row{"Đơn vị chịu trách nhiệm": "Ban tổ chức thử nghiệm"})
	o.fill("Producers",
		row{"Mã chủ thể": "htx-1", "Tên chủ thể": "HTX Thử Nghiệm", "Tỉnh, thành phố": "Bến Tre"},
		row{"Mã chủ thể": "htx-2", "Tên chủ thể": "HTX Thử Nghiệm Hai", "Tỉnh, thành phố": "Bến Tre"})
	o.fill("Points")
	o.fill("Events", row{"Mã sự kiện": "sk", "Tên sự kiện": "Tuần hàng thử nghiệm", "Tỉnh, thành phố": "Hà Nội", "Từ ngày": day(2), "Đến ngày": day(6)})
	o.fill("Titles")
	o.fill("Links",
		row{"Mã sản phẩm": "SP-1", "Đường dẫn": "https://gian-hang.example/sp/1?utm_source=zalo"},
		row{"Mã sản phẩm": "SP-2", "Đường dẫn": "https://gian-hang.example/sp/2"})
	o.fill("Products", o.products("125.000")...)
	o.fill("Rounds",
		row{"Mã đợt": "r1", "Tên đợt": "Hàng Việt yêu thích", "Mở lúc": day(-3), "Đóng lúc": day(30), "Mã nhóm": "an", "Tên nhóm": "Món ăn", "Số lựa chọn": "2"},
		row{"Mã đợt": "r1", "Mã nhóm": "uong", "Tên nhóm": "Đồ uống", "Số lựa chọn": "1"})
	var nominees []row
	for i := 1; i <= 6; i++ {
		category := "an"
		if i > 3 {
			category = "uong"
		}
		nominees = append(nominees, row{"Mã đợt": "r1", "Mã nhóm": category, "Mã sản phẩm": fmt.Sprintf("SP-%d", i)})
	}
	o.fill("Nominees", nominees...)
	return o
}

// products are eight goods; the first costs price.
func (o *office) products(price string) []row {
	o.t.Helper()
	day := time.Now().AddDate(-1, 0, 0).Format("02/01/2006")
	var rows []row
	for i := 1; i <= 8; i++ {
		producer := "htx-1"
		if i > 3 { // a firm has three products in a round
			producer = "htx-2"
		}
		r := row{
			"Mã sản phẩm": fmt.Sprintf("SP-%d", i), "Tên sản phẩm": fmt.Sprintf("Mật ong rừng số %d", i),
			"Chủ thể": producer, "Tỉnh, thành phố": "Bến Tre", "Bộ sản phẩm": "4", "Trạng thái": "Đã chứng nhận", "Số sao": "4",
			"Số quyết định": "12/QĐ-UBND", "Cơ quan công nhận": "UBND tỉnh", "Ngày cấp": day, "Giá bán": price,
			"Giới thiệu ngắn": "Mật ong để thử", "Ảnh": o.photo(i),
		}
		rows = append(rows, r)
	}
	return rows
}

// photo draws a photo of its own for each product.
func (o *office) photo(i int) string {
	o.t.Helper()
	name := fmt.Sprintf("sp-%d.jpg", i)
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			img.Set(x, y, color.RGBA{uint8(40 * i), uint8(x / 4), uint8(y / 3), 255})
		}
	}
	f, err := os.Create(filepath.Join(o.dir, "photos", name))
	if err != nil {
		o.t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, img, nil); err != nil {
		o.t.Fatal(err)
	}
	return name
}

// row is one row of a sheet, by the header over each cell.
type row map[string]string

// fill replaces a sheet's rows by these, under the headers it has.
func (o *office) fill(sheet string, rows ...row) {
	o.t.Helper()
	f, err := excelize.OpenFile(o.book)
	if err != nil {
		o.t.Fatal(err)
	}
	defer f.Close()
	old, err := f.GetRows(sheet)
	if err != nil {
		o.t.Fatal(err)
	}
	head := old[0]
	for i := range head {
		head[i] = strings.TrimSuffix(head[i], " *")
	}
	for y := range max(len(old)-1, len(rows)) {
		for x := range head {
			at, err := excelize.CoordinatesToCellName(x+1, y+2)
			if err != nil {
				o.t.Fatal(err)
			}
			value := ""
			if y < len(rows) {
				value = rows[y][head[x]]
			}
			if err := f.SetCellValue(sheet, at, value); err != nil {
				o.t.Fatal(err)
			}
		}
	}
	for _, r := range rows {
		for h := range r {
			if !slices.Contains(head, h) {
				o.t.Fatalf("sheet %s of the template has no column %q: %q", sheet, h, head)
			}
		}
	}
	if err := f.Save(); err != nil {
		o.t.Fatal(err)
	}
}

// publish signs the folder as the next release of repo.
func (o *office) publish(repo string) {
	o.t.Helper()
	run(o.t, "kioskctl", "check", o.dir, "--lang", "en")
	run(o.t, "kioskctl", "publish", "--from", o.dir, "--repo", repo, "--keys", filepath.Join(o.dir, "keys"))
}
