package catalog

import (
	"strings"
	"testing"
)

func TestLegalNotices(t *testing.T) {
	healthFood := []string{
		"Thực phẩm bảo vệ sức khỏe",
		"Sản phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh",
	}
	alcohol := []string{"Không bán rượu, bia cho người chưa đủ 18 tuổi", "Uống rượu, bia có hại cho sức khỏe. Đã uống rượu, bia thì không lái xe"}
	for _, c := range []struct {
		name    string
		product Product
		want    []string
	}{
		{"tea", Product{Set: 11}, nil},
		{"herbal tea", Product{Set: 12}, nil},
		{"cosmetics", Product{Set: 19}, nil},
		{"health food", Product{Set: 18}, healthFood},
		{"health food outside OCOP", Product{Name: Text{"vi": "Thực phẩm bảo vệ sức khoẻ Linh Chi"}}, healthFood},
		{"white spirits", Product{Set: 14, AlcoholVol: 40}, alcohol},
		{"wine", Product{Set: 15}, alcohol},
		{"beer outside OCOP", Product{AlcoholVol: 4.5}, alcohol},
		{"water", Product{Set: 16}, nil},
	} {
		var got []string
		for _, n := range c.product.LegalNotices() {
			got = append(got, n["vi"])
			if n["en"] == "" {
				t.Errorf("%s: %q has no English", c.name, n["vi"])
			}
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: notices %q, want %q", c.name, got, c.want)
		}
		if sober := c.product.ShopLinksAllowed(); sober == c.product.Alcohol() {
			t.Errorf("%s: shop links allowed: %t", c.name, sober)
		}
	}
}

func TestAdvertisable(t *testing.T) {
	now := at(t, "2026-11-21 12:00:00")
	cert := func(status Status, stars int, issued string) Certificate {
		return Certificate{Status: status, Stars: stars, Issued: date(t, issued)}
	}
	for _, c := range []struct {
		name    string
		product Product
		want    bool
	}{
		{"valid", Product{Set: 4, Certificate: cert(Certified, 4, "2026-01-01")}, true},
		{"expiring", Product{Set: 4, Certificate: cert(Certified, 4, "2023-12-31")}, true},
		{"expired", Product{Set: 4, Certificate: cert(Certified, 4, "2023-01-01")}, false},
		{"grace", Product{Set: 4, Certificate: Certificate{Status: Certified, Stars: 4, Issued: date(t, "2023-10-01"), Refiled: true}}, true},
		{"pending", Product{Set: 4, Certificate: cert(Certified, 4, "2026-12-01")}, false},
		{"revoked", Product{Set: 4, Certificate: cert(Revoked, 4, "2026-01-01")}, false},
		{"potential", Product{Set: 4, Certificate: cert(PotentialFive, 0, "")}, true},
		{"outside OCOP", Product{}, true},
		{"alcohol", Product{Set: 14, Certificate: cert(Certified, 4, "2026-01-01")}, false},
		{"wine", Product{Set: 15, Certificate: cert(Certified, 4, "2026-01-01")}, false},
		{"health food", Product{Set: 18, Certificate: cert(Certified, 4, "2026-01-01")}, false},
	} {
		if got := c.product.Advertisable(now); got != c.want {
			t.Errorf("%s: advertisable is %t", c.name, got)
		}
	}
}

func TestFindClaims(t *testing.T) {
	for _, c := range []struct{ lang, text, code string }{
		{"vi", "Hỗ trợ chữa bệnh tiểu đường", claimCure},
		{"vi", "Chua benh tieu duong", claimCure},
		{"vi", "CHỮA BỆNH", claimCure},
		{"vi", "Thuốc đặc trị ho", claimCure},
		{"vi", "dac tri", claimCure},
		{"vi", "điều trị mất ngủ", claimCure},
		{"vi", "Mật ong tốt nhất vùng", claimBest},
		{"vi", "tot nhat", claimBest},
		{"vi", "thương hiệu số một", claimBest},
		{"vi", "thương hiệu số 1", claimBest},
		{"vi", "Sản phẩm duy nhất", claimBest},
		{"vi", "ngon nhất Việt Nam", claimBest},
		{"en", "It cures cough.", claimCure},
		{"en", "The best honey", claimBest},
		{"en", "No. 1 in Hanoi", claimBest},
		{"vi", "", ""},
		{"vi", "Bà con chưa bệnh nào phải đi viện", ""},
		{"vi", "Sữa chua bệnh viện", ""},
		{"vi", "Sản phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh", ""},
		{"vi", "Sản phẩm không có tác dụng chữa bệnh", ""},
		{"vi", "Dùng tốt nhất trước ngày ghi trên bao bì", ""},
		{"vi", "Bảo quản tốt nhất ở nơi khô mát", ""},
		{"vi", "Số mười hai, phố Hàng Đậu", ""},
		{"vi", "Chè Thái Nguyên", ""},
		{"en", "Best before the date on the box", ""},
		{"en", "Cured ham", ""},
		{"ko", "cure", ""},
	} {
		got := ""
		if found := findClaims(c.lang, c.text); len(found) > 0 {
			got = found[0].code
		}
		if got != c.code {
			t.Errorf("%q claims %q, want %q", c.text, got, c.code)
		}
	}
}

func TestValidGTIN(t *testing.T) {
	for _, s := range []string{"8938501234568", "8936136161495", "96385074", "036000291452", "10614141000415", "4006381333931"} {
		if !ValidGTIN(s) {
			t.Errorf("%s is valid", s)
		}
	}
	for _, s := range []string{"", "8938501234569", "893850123456", "89385012345681", "8.93E+12", "893850123456a", "８９３８５０１２", "123", "-1234567"} {
		if ValidGTIN(s) {
			t.Errorf("%q is not valid", s)
		}
	}
}

func TestShowMoney(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0\u00A0₫", 7: "7\u00A0₫", 500: "500\u00A0₫", 1000: "1.000\u00A0₫", 125000: "125.000\u00A0₫",
		1250000: "1.250.000\u00A0₫", -1250000: "-1.250.000\u00A0₫", -100: "-100\u00A0₫",
	} {
		if got := ShowDong(n); got != want {
			t.Errorf("ShowDong(%d) = %q, want %q", n, got, want)
		}
	}
	for _, c := range []struct {
		price  Price
		vi, en string
	}{
		{Price{}, "", ""},
		{Price{Unit: Text{"vi": "kg"}}, "", ""},
		{Price{Dong: 125000}, "125.000\u00A0₫", "125,000\u00A0₫"},
		{Price{Dong: 125000, Max: 150000}, "125.000–150.000\u00A0₫", "125,000–150,000\u00A0₫"},
		{Price{Dong: 125000, Max: 125000}, "125.000\u00A0₫", "125,000\u00A0₫"},
		{Price{Dong: 125000, Unit: Text{"vi": "hộp 500 g", "en": "500 g box"}}, "125.000\u00A0₫ / hộp 500 g", "125,000\u00A0₫ / 500 g box"},
	} {
		if vi, en := c.price.Show("vi"), c.price.Show("en"); vi != c.vi || en != c.en {
			t.Errorf("%+v is shown as %q and %q", c.price, vi, en)
		}
	}
}
