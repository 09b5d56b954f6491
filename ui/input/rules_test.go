package input

import (
	"slices"
	"testing"
)

// row is what keys show, and what stands when a space has ended the word.
type row struct{ keys, shown, ended string }

func check(t *testing.T, m Method, s Style, rows []row) {
	t.Helper()
	for _, r := range rows {
		if r.ended == "" {
			r.ended = r.shown
		}
		if got := Compose(r.keys, m, s); got != r.shown {
			t.Errorf("%s: %q, want %q", r.keys, got, r.shown)
		}
		if got := Compose(r.keys+" ", m, s); got != r.ended+" " {
			t.Errorf("%s and a space: %q, want %q", r.keys, got, r.ended)
		}
	}
}

func TestTelexMarks(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"aa", "â", ""},
		{"aw", "ă", ""},
		{"ee", "ê", ""},
		{"oo", "ô", ""},
		{"ow", "ơ", ""},
		{"uw", "ư", ""},
		{"dd", "đ", ""},
		{"[", "ơ", ""},
		{"]", "ư", ""},
		{"{", "Ơ", ""},
		{"}", "Ư", ""},
		{"t]", "tư", ""},
		{"w", "ư", ""},
		{"nhw", "như", ""},
		{"giwx", "giữ", ""},
		{"wngs", "ứng", ""},
		{"uow", "ươ", "uow"},
		{"uwow", "ươ", "uwow"},
		{"luowng", "lương", ""},
		{"luwong", "lương", ""},
		{"luongw", "lương", ""},
		{"buoiw", "bươi", ""},
		{"thuowr", "thuở", ""},
		{"huow", "huơ", ""},
		{"thuowng", "thương", ""},
		{"quow", "quơ", ""},
		{"muaw", "mưa", ""},
		{"muwa", "mưa", ""},
		{"hoawcj", "hoặc", ""},
		{"quawng", "quăng", ""},
		{"huuw", "hưu", ""},
		{"xuaan", "xuân", ""},
		{"xuana", "xuân", ""},
		{"tiene", "tiên", ""},
		{"yeue", "yêu", ""},
		{"nuoio", "nuôi", ""},
		{"duongdw", "đương", ""},
		{"dend", "đen", ""},
		{"khoeo", "khoeo", ""},
		{"ngoao", "ngoao", ""},
		{"awa", "â", ""},
		{"aaw", "ă", ""},
		{"oow", "ơ", ""},
		{"owo", "ô", ""},
		{"luowngo", "luông", ""},
		{"luoongw", "lương", ""},
	})
}

func TestTelexTones(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"as", "á", ""},
		{"af", "à", ""},
		{"ar", "ả", ""},
		{"ax", "ã", ""},
		{"aj", "ạ", ""},
		{"asf", "à", ""},
		{"afr", "ả", ""},
		{"arx", "ã", ""},
		{"axj", "ạ", ""},
		{"ajs", "á", ""},
		{"asz", "a", ""},
		{"hoafz", "hoa", ""},
		{"asza", "â", ""},
		{"az", "az", ""},
		{"sas", "sá", ""},
		{"xax", "xã", ""},
		{"rar", "rả", ""},
		{"tras", "trá", ""},
		{"dduongwf", "đường", ""},
		{"dduwowngf", "đường", ""},
		{"dduongfw", "đường", ""},
		{"duongfwd", "đường", ""},
		{"dduwfowng", "đường", ""},
		{"dduowfng", "đường", ""},
		{"dduowngf", "đường", ""},
		{"maatj", "mật", ""},
		{"matja", "mật", ""},
		{"mataj", "mật", ""},
		{"ddawks", "đắk", ""},
	})
}

func TestUndo(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"aaa", "aa", ""},
		{"ass", "as", ""},
		{"aff", "af", ""},
		{"ddd", "dd", ""},
		{"uww", "uw", ""},
		{"uoww", "uow", ""},
		{"aww", "aw", ""},
		{"eee", "ee", ""},
		{"ooo", "oo", ""},
		{"ww", "w", ""},
		{"tww", "tw", ""},
		{"[[", "[", ""},
		{"aszz", "az", ""},
		{"hoafnf", "hoafnf", ""},
		{"tests", "tests", ""},
		{"cheese", "cheese", ""},
		{"dded", "dded", ""},
		{"tieneen", "tienen", ""},
		{"xooong", "xoong", ""},
		{"dendd", "dend", ""},
		{"asss", "ass", ""},
		{"assf", "asf", ""},
		{"asseemf", "aseemf", ""},
		{"tesst", "test", ""},
		{"thuoww", "thuow", ""},
	})
	check(t, VNI, OldStyle, []row{
		{"a11", "a1", ""},
		{"a66", "a6", ""},
		{"a88", "a8", ""},
		{"o77", "o7", ""},
		{"uo77", "uo7", ""},
		{"d99", "d9", ""},
		{"a100", "a0", ""},
		{"a116", "a16", ""},
		{"a11n2", "a1n2", ""},
		{"a1n1", "án1", ""},
		{"A11", "A1", ""},
	})
}

func TestVNI(t *testing.T) {
	check(t, VNI, OldStyle, []row{
		{"a1", "á", ""},
		{"a2", "à", ""},
		{"a3", "ả", ""},
		{"a4", "ã", ""},
		{"a5", "ạ", ""},
		{"a10", "a", ""},
		{"a12", "à", ""},
		{"a6", "â", ""},
		{"e6", "ê", ""},
		{"o6", "ô", ""},
		{"o7", "ơ", ""},
		{"u7", "ư", ""},
		{"a8", "ă", ""},
		{"d9", "đ", ""},
		{"d9uo7ng2", "đường", ""},
		{"d9u7o7ng2", "đường", ""},
		{"duong972", "đường", ""},
		{"duong279", "đường", ""},
		{"hoa2", "hòa", ""},
		{"hoa2n", "hoàn", ""},
		{"thuo73", "thuở", ""},
		{"nuoi65", "nuội", ""},
		{"quoc61", "quốc", ""},
		{"uo7", "ươ", "uo7"},
		{"nuo7c", "nươc", ""},
		{"a68", "ă", ""},
		{"D9A2", "ĐÀ", ""},
		{"ST25", "ST25", ""},
		{"38", "38", ""},
		{"38 d9o65", "38 độ", ""},
		{"38d9o65", "38độ", ""},
		{"B12", "B12", ""},
		{"C1000", "C1000", ""},
		{"SP01A2", "SP01A2", ""},
		{"H2O", "H2O", ""},
		{"COVID19", "COVID19", ""},
		{"ca0", "ca0", ""},
		{"gao58", "gạo8", ""},
		{"omega3", "omega3", ""},
		{"hat2", "hat2", ""},
		{"www", "www", ""},
	})
}

func TestStyles(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"hoaf", "hòa", ""},
		{"khoer", "khỏe", ""},
		{"thuyr", "thủy", ""},
		{"hoafn", "hoàn", ""},
		{"Hoas", "Hóa", ""},
		{"xoaif", "xoài", ""},
		{"khuyur", "khuỷu", ""},
		{"khuyru", "khuỷu", ""},
		{"quyts", "quýt", ""},
	})
	both := []row{
		{"quys", "quý", ""},
		{"quar", "quả", ""},
		{"giaf", "già", ""},
		{"giowf", "giờ", ""},
		{"gif", "gì", ""},
		{"ginf", "gìn", ""},
		{"gieengs", "giếng", ""},
		{"tieenf", "tiền", ""},
		{"yeens", "yến", ""},
		{"muoois", "muối", ""},
		{"thuyeenf", "thuyền", ""},
		{"toans", "toán", ""},
		{"thoangs", "thoáng", ""},
		{"mias", "mía", ""},
		{"cuar", "của", ""},
		{"caos", "cáo", ""},
		{"nuis", "núi", ""},
		{"tauf", "tàu", ""},
		{"miaf", "mìa", ""},
		{"cuwar", "cửa", ""},
		{"ruwowuj", "rượu", ""},
		{"hueej", "huệ", ""},
		{"huynhf", "huỳnh", ""},
	}
	check(t, Telex, OldStyle, both)
	check(t, Telex, NewStyle, append(both, []row{
		{"hoaf", "hoà", ""}, {"khoer", "khoẻ", ""}, {"thuyr", "thuỷ", ""}, {"hoafn", "hoàn", ""}, {"Hoas", "Hoá", ""},
	}...))
}

func TestCase(t *testing.T) {
	check(t, Telex, OldStyle, []row{
		{"DD", "Đ", ""},
		{"Dd", "Đ", ""},
		{"dD", "Đ", ""},
		{"dd", "đ", ""},
		{"Aa", "Â", ""},
		{"aA", "â", ""},
		{"AA", "Â", ""},
		{"aS", "á", ""},
		{"As", "Á", ""},
		{"W", "Ư", ""},
		{"DDUWOWNGF", "ĐƯỜNG", ""},
		{"Dduowngf", "Đường", ""},
		{"Hoaf", "Hòa", ""},
		{"HOAF", "HÒA", ""},
		{"aAa", "aa", ""},
		{"aaA", "aA", ""},
		{"denD", "Đen", ""},
		{"ngaf", "ngà", ""},
	})
}

func TestOtherWordsSurvive(t *testing.T) {
	words := []string{
		"Facebook", "Zalo", "Shopee", "OCOP", "ST25", "38", "Wifi", "Google", "Tesla", "Windows", "email", "https",
		"HACCP", "GlobalGAP", "VietGAP", "Lazada", "Tiki", "TikTok", "YouTube", "Coca-Cola", "pizza", "cafe", "SP01A2",
		"info@abc.vn", "ISO 22000", "TNHH", "HTX", "cacao", "macadamia", "organic", "collagen", "vitamin", "Robusta",
	}
	for _, m := range []Method{Telex, VNI, Plain} {
		for _, w := range words {
			if got := Compose(w, m, OldStyle); got != w && !(m == VNI && w == "ISO 22000") {
				t.Errorf("method %d, %s: %q", m, w, got)
			}
		}
	}
	check(t, Telex, OldStyle, []row{
		{"coco", "côc", "coco"},
		{"data", "dât", "data"},
		{"root", "rôt", "root"},
		{"coop", "côp", "coop"},
		{"mask", "mák", "mask"},
		{"pies", "píe", "pies"},
		{"two", "tưo", "two"},
		{"hatf", "hatf", ""},
		{"hafc", "hafc", ""},
		{"38 ddooj", "38 độ", ""},
		{"38ddooj", "38độ", ""},
		{"Gaoj ST25", "Gạo ST25", ""},
		{"as1as", "á1á", ""},
		{"maatj-ong", "mật-ong", ""},
		{"maatj ong", "mật ong", ""},
		{"HDDND", "HDDND", ""},
	})
}

func TestPlainW(t *testing.T) {
	for keys, want := range map[string]string{"w": "w", "www": "www", "web": "web", "uw": "ư", "tw": "tư", "[": "ơ"} {
		c := Composer{PlainW: true}
		for _, r := range keys {
			c.Type(r)
		}
		if got := c.Text(); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
}

func TestAccents(t *testing.T) {
	for base, want := range map[rune]string{
		'a': "àáảãạăằắẳẵặâầấẩẫậ", 'e': "èéẻẽẹêềếểễệ", 'i': "ìíỉĩị", 'o': "òóỏõọôồốổỗộơờớởỡợ",
		'u': "ùúủũụưừứửữự", 'y': "ỳýỷỹỵ", 'd': "đ", 'D': "Đ", 'Y': "ỲÝỶỸỴ", 'ê': "ềếểễệ", 'b': "", '1': "", 'đ': "",
	} {
		if got := Accents(base); !slices.Equal(got, []rune(want)) {
			t.Errorf("%c: %s, want %s", base, string(got), want)
		}
	}
}

func TestValid(t *testing.T) {
	for _, s := range []string{
		"a", "đường", "hòa", "hoà", "HÒA", "Nghiêng", "quý", "gì", "giếng", "thuở", "khuỷu", "quốc", "mật", "ếch", "yến",
		"xoong", "Krông", "Đắk", "Đak", "kạn", "hoa\u0300", "uống", "ướt", "pía", "quýt", "đa",
	} {
		if !Valid(s) {
			t.Errorf("%s is refused", s)
		}
	}
	for _, s := range []string{
		"", "đ", "q", "qu", "hat", "hàt", "mảc", "sãch", "hòan", "hoán1", "ce", "nge", "gha", "iê", "uong", "uông g", "ă",
		"Facebook", "zalo", "fa", "kh", "lôk", "đák", "hóá", "quươn", "tưo", "a a", "mía ", "ươ",
	} {
		if Valid(s) {
			t.Errorf("%s is accepted", s)
		}
	}
}
