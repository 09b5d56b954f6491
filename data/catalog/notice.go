package catalog

import (
	"strings"
	"time"
)

// Alcohol tells whether the product is an alcoholic drink: one of criteria sets
// 14 and 15, or any that states its strength.
func (p Product) Alcohol() bool {
	return p.Set == setWhiteSpirits || p.Set == setOtherAlcohol || p.AlcoholVol > 0
}

// HealthFood tells whether the product is a food supplement: criteria set 18, or
// one outside OCOP that calls itself so.
func (p Product) HealthFood() bool {
	if p.Set != 0 {
		return p.Set == setHealthFood
	}
	name := Fold(p.Name["vi"])
	return strings.Contains(name, "thuc pham bao ve suc khoe") || strings.Contains(name, "thuc pham chuc nang")
}

// LegalNotices returns the notices the law puts beside the product, in the order
// in which they stand. They cannot be removed and are shown as large as the main
// text. The Vietnamese words are the law's: for food supplements those of the
// advertising decree (342/2025/NĐ-CP, Art. 5), for alcohol those that follow from
// Law 44/2019/QH14.
func (p Product) LegalNotices() []Text {
	var notices []Text
	if p.HealthFood() {
		notices = append(notices,
			both("Thực phẩm bảo vệ sức khỏe", "Food supplement"),
			both("Sản phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh",
				"This product is not a medicine and does not replace medicine"))
	}
	if p.Alcohol() {
		notices = append(notices,
			both("Không bán rượu, bia cho người chưa đủ 18 tuổi", "Alcohol is not sold to anyone under 18"),
			both("Uống rượu, bia có hại cho sức khỏe. Đã uống rượu, bia thì không lái xe",
				"Alcohol harms your health. Never drink and drive"))
	}
	return notices
}

// Advertisable tells whether the product may stand where nobody asked for it at
// t, such as the attract loop: never alcohol, never a food supplement, never a
// product of OCOP whose certificate has ended or not yet begun.
func (p Product) Advertisable(t time.Time) bool {
	if !p.Shown() || p.Alcohol() || p.HealthFood() {
		return false
	}
	if !p.OCOP() {
		return true
	}
	switch p.Certificate.StateAt(t) {
	case StateExpired, StatePending:
		return false
	}
	return true
}

// ShopLinksAllowed tells whether a QR code may lead to a shop that sells the
// product. Selling alcohol from afar takes a check of age that no QR code makes.
func (p Product) ShopLinksAllowed() bool { return !p.Alcohol() }
