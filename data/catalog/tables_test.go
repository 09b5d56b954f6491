package catalog

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// asset reads a table of package assets, which this package must not import.
func asset(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "domain", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func classification(t *testing.T) *Classification {
	t.Helper()
	c, err := ParseClassification(asset(t, "classification.csv"), asset(t, "group_aliases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func provinces(t *testing.T) *Provinces {
	t.Helper()
	p, err := ParseProvinces(asset(t, "provinces.csv"), asset(t, "provinces_old.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestClassification(t *testing.T) {
	c := classification(t)
	groups := map[[2]int]bool{}
	for i, s := range c.Sets() {
		groups[[2]int{s.Sector, s.Group}] = true
		if again, ok := c.Set(i + 1); !ok || again.Number != i+1 || s.Number != i+1 {
			t.Errorf("set %d is %+v", i+1, again)
		}
		if s.Sector != SectorOf(s.Number) {
			t.Errorf("set %d is of sector %d, not %d", s.Number, s.Sector, SectorOf(s.Number))
		}
		if s.Name["vi"] == "" || s.Name["en"] == "" || s.GroupName["vi"] == "" || s.GroupName["en"] == "" || s.Ministry == "" {
			t.Errorf("set %d is not whole: %+v", s.Number, s)
		}
	}
	if len(c.Sets()) != 26 || len(groups) != 17 || len(c.Sectors()) != 6 {
		t.Errorf("%d sets in %d groups of %d sectors", len(c.Sets()), len(groups), len(c.Sectors()))
	}
	for _, n := range []int{-1, 0, 27} {
		if _, ok := c.Set(n); ok {
			t.Errorf("there is a set %d", n)
		}
	}
	if s, ok := c.Sector(3); !ok || s.Name["vi"] != "Dược liệu và sản phẩm từ dược liệu" {
		t.Errorf("sector 3 is %+v", s)
	}
}

func TestFindSet(t *testing.T) {
	c := classification(t)
	for _, c2 := range []struct {
		text string
		want int
	}{
		{"7", 7},
		{"07", 7},
		{"Bộ 7", 7},
		{"bộ sản phẩm số 7", 7},
		{" 26 ", 26},
		{"0", 0},
		{"27", 0},
		{"", 0},
		{"abc", 0},
		{"Rau, củ, quả, hạt tươi", 1},
		{"RAU CỦ QUẢ HẠT TƯƠI", 1},
		{"rau cu qua hat tuoi", 1},
		{norm.NFD.String("Gạo, ngũ cốc, hạt sơ chế khác"), 3},
		{"Cà phê, cacao", 13},
		{"Cà phê, ca cao", 13},
		{"Coffee and cocoa", 13},
		{"Rượu trắng", 14},
		{"Chè tươi; chè chế biến", 11},
		{"Sản phẩm trà từ thực vật khác", 12},
		{"Thủ công mỹ nghệ (gia dụng, trang trí)", 21},
		{"Vải và may mặc", 22},
		{"Lưu niệm - nội thất - trang trí", 21},
		{"Dịch vụ du lịch nông thôn", 26},
		{"Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch", 26},
		{"Thực phẩm bảo vệ sức khoẻ", 18},
		{"Mỹ phẩm có thành phần từ thảo dược", 19},
		{"Nước mắm", 9},
		{"Mật ong", 4},
		// Names of a sector or of a group with several sets.
		{"Thực phẩm", 0},
		{"Đồ uống", 0},
		{"Thảo dược", 0},
		{"Chè", 0},
		{"Gia vị", 0},
		{"Hàng thủ công mỹ nghệ", 0},
		{"Sinh vật cảnh", 0},
		{"Đồ uống có cồn", 0},
		{"Thực phẩm chế biến", 0},
	} {
		if got, ok := c.Find(c2.text); got.Number != c2.want || ok != (c2.want != 0) {
			t.Errorf("Find(%q) = %d %t, want %d", c2.text, got.Number, ok, c2.want)
		}
	}
	for _, s := range c.Sets() {
		for _, name := range s.Name {
			if got, ok := c.Find(name); !ok || got.Number != s.Number {
				t.Errorf("Find(%q) = %d, want %d", name, got.Number, s.Number)
			}
		}
	}
}

func TestFindSector(t *testing.T) {
	c := classification(t)
	for text, want := range map[string]int{
		"Thực phẩm": 1, "Food": 1, "I": 1, "Nhóm III": 3, "VI": 6, "Thảo dược": 3, "Đồ uống": 2, "Vải và may mặc": 4, "Rượu trắng": 2,
		"Lưu niệm - nội thất - trang trí": 4, "Dịch vụ du lịch nông thôn, bán hàng": 6, "Cà phê": 1, "Trà thảo mộc": 1,
		"": 0, "7": 0, "Xe máy": 0,
	} {
		if got, ok := c.FindSector(text); got.Number != want || ok != (want != 0) {
			t.Errorf("FindSector(%q) = %d %t, want %d", text, got.Number, ok, want)
		}
	}
}

// TestFindSectorOfRealProducts checks the groups of the 258 real products.
func TestFindSectorOfRealProducts(t *testing.T) {
	c := classification(t)
	for _, row := range realRows(t) {
		if _, ok := c.FindSector(row[2]); !ok {
			t.Errorf("no sector %q", row[2])
		}
	}
}

func realRows(t *testing.T) [][]string {
	t.Helper()
	file, err := os.Open("testdata/products.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestParseClassificationRefuses(t *testing.T) {
	sets, aliases := string(asset(t, "classification.csv")), string(asset(t, "group_aliases.csv"))
	lines := strings.SplitAfter(sets, "\n")
	for name, tables := range map[string][2]string{
		"nothing":          {"", aliases},
		"another header":   {"a,b\n", aliases},
		"a set missing":    {strings.Join(slices.Concat(lines[:5], lines[6:]), ""), aliases},
		"the last missing": {strings.Join(lines[:26], ""), aliases},
		"a broken quote":   {sets + "\"", aliases},
		"no alias header":  {sets, "x\n"},
		"alias to nowhere": {sets, aliases + "Xe máy,1,99\n"},
		"wrong sector":     {sets, aliases + "Xe máy,2,1\n"},
		"alias twice":      {sets, aliases + "Gốm sứ,4,22\n"},
		"alias of a set":   {sets, aliases + "Rượu trắng,2,15\n"},
		"other sector":     {sets, aliases + "Thực phẩm,2,\n"},
	} {
		if _, err := ParseClassification([]byte(tables[0]), []byte(tables[1])); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestProvinces(t *testing.T) {
	p := provinces(t)
	cities, former := 0, 0
	for _, province := range p.All() {
		if province.Kind == "thành phố" {
			cities++
		}
		former += len(province.Former)
		if again, ok := p.ByCode(province.Code); !ok || again.Name["vi"] != province.Name["vi"] {
			t.Errorf("code %s leads to %+v", province.Code, again)
		}
		for _, name := range []string{province.Name["vi"], province.Name["en"], province.Full("vi"), province.Full("en")} {
			if found, old, ok := p.Find(name); !ok || old != "" || found.Code != province.Code {
				t.Errorf("Find(%q) = %s %q", name, found.Code, old)
			}
		}
	}
	// 63 units went into 34, of which all but one kept the name of a member: Huế
	// was Thừa Thiên Huế.
	if len(p.All()) != 34 || cities != 7 || former != 63-33 {
		t.Errorf("%d units, %d cities, %d former names", len(p.All()), cities, former)
	}
	if _, ok := p.ByCode("10"); ok {
		t.Error("10 is a code of another edition")
	}
}

func TestFindProvince(t *testing.T) {
	p := provinces(t)
	for _, c := range []struct{ name, code, former string }{
		{"Hồ Chí Minh", "79", ""},
		{"TP. Hồ Chí Minh", "79", ""},
		{"TP.HCM", "79", ""},
		{"TPHCM", "79", ""},
		{"Tp HCM", "79", ""},
		{"thành phố hồ chí minh", "79", ""},
		{"Ho Chi Minh City", "79", ""},
		{"Sài Gòn", "79", ""},
		{"Hà Nội", "01", ""},
		{"ha noi", "01", ""},
		{"Hanoi", "01", ""},
		{"HÀ NỘI", "01", ""},
		{norm.NFD.String("Hà Nội"), "01", ""},
		{"Thanh Hoá", "38", ""},
		{"Thanh Hóa", "38", ""},
		{"tỉnh Thanh Hóa", "38", ""},
		{"T. Thanh Hóa", "38", ""},
		{"Khánh Hoà", "56", ""},
		{"Đắk Lắk", "66", ""},
		{"Đăk Lăk", "66", ""},
		{"Dak Lak", "66", ""},
		{"Daklak", "66", ""},
		{"Đắc Lắc", "66", ""},
		{"Bắc Kạn", "19", "Bắc Kạn"},
		{"Bắc Cạn", "19", "Bắc Kạn"},
		{"Đăk Nông", "68", "Đắk Nông"},
		{"Thừa Thiên Huế", "46", "Thừa Thiên Huế"},
		{"Thừa Thiên - Huế", "46", "Thừa Thiên Huế"},
		{"Huế", "46", ""},
		{"TP. Huế", "46", ""},
		{"Bà Rịa – Vũng Tàu", "79", "Bà Rịa - Vũng Tàu"},
		{"BR-VT", "79", "Bà Rịa - Vũng Tàu"},
		{"Vũng Tàu", "79", "Bà Rịa - Vũng Tàu"},
		{"Bến Tre", "86", "Bến Tre"},
		{"tỉnh Bến Tre (cũ)", "86", "Bến Tre"},
		{"BEN TRE", "86", "Bến Tre"},
		{"Đồng Nai", "75", ""},
		{"Tỉnh Đồng Nai", "75", ""},
		{"Kon Tum", "51", "Kon Tum"},
		{"Hà Nam", "37", "Hà Nam"},
		{"Lào Cai", "15", ""},
		{"Quảng Trị", "44", ""},
		{"Quảng Bình", "44", "Quảng Bình"},
		{"Gia Lai", "52", ""},
		{"Tây Ninh", "80", ""},
		{"Long An", "80", "Long An"},
		{"", "", ""},
		{"Paris", "", ""},
		{"79", "", ""},
		{"tỉnh", "", ""},
		{"(cũ)", "", ""},
	} {
		got, former, ok := p.Find(c.name)
		if got.Code != c.code || former != c.former || ok != (c.code != "") {
			t.Errorf("Find(%q) = %q %q %t, want %q %q", c.name, got.Code, former, ok, c.code, c.former)
		}
	}
}

// TestFindProvinceOfRealProducts follows every old name of the real products.
func TestFindProvinceOfRealProducts(t *testing.T) {
	p := provinces(t)
	for _, row := range realRows(t) {
		got, _, ok := p.Find(row[5])
		if !ok || got.Name["vi"] != row[6] {
			t.Errorf("%q leads to %q, want %q", row[5], got.Name["vi"], row[6])
		}
	}
}

func TestParseProvincesRefuses(t *testing.T) {
	current, former := string(asset(t, "provinces.csv")), string(asset(t, "provinces_old.csv"))
	for name, tables := range map[string][2]string{
		"nothing":          {"", former},
		"another header":   {current, "a,b,c,d\n"},
		"a code twice":     {current + "01,Hà Đông,Ha Dong,tỉnh,Hà Đông\n", former},
		"a long code":      {current + "001,Hà Đông,Ha Dong,tỉnh,Hà Đông\n", former},
		"a way to nowhere": {current, former + "28,Hà Tây,00,Hà Nội\n"},
	} {
		if _, err := ParseProvinces([]byte(tables[0]), []byte(tables[1])); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestVoteCategories(t *testing.T) {
	all := VoteCategories()
	seen := map[string]bool{}
	for _, c := range all {
		if c.ID == "" || seen[c.ID] || c.Name["vi"] == "" || c.Name["en"] == "" {
			t.Errorf("category %+v", c)
		}
		seen[c.ID] = true
		for _, text := range []string{c.ID, c.Name["vi"], c.Name["en"], Fold(c.Name["vi"])} {
			if found, ok := FindVoteCategory(text); !ok || found.ID != c.ID {
				t.Errorf("FindVoteCategory(%q) = %q, want %q", text, found.ID, c.ID)
			}
		}
	}
	if len(all) != 18 {
		t.Errorf("%d categories", len(all))
	}
	for text, want := range map[string]string{
		"Ngân hàng": "finance", "Dịch vụ logistics": "commerce", "My pham": "cosmetics", "OCOP": "ocop", "Hàng OCOP": "ocop",
		"Sản phẩm công nghiệp": "industry", "Dịch vụ du lịch": "tourism", "Nông lâm thủy sản": "farm", "": "", "Vũ khí": "",
	} {
		if found, ok := FindVoteCategory(text); found.ID != want || ok != (want != "") {
			t.Errorf("FindVoteCategory(%q) = %q, want %q", text, found.ID, want)
		}
	}
}
