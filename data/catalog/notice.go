package catalog

import "time"

// Alcohol tells whether the product is an alcoholic drink (criteria sets 14 and
// 15, or any product that states its strength).
func (p Product) Alcohol() bool { return p.Set == 14 || p.Set == 15 || p.AlcoholVol > 0 }

// HealthFood tells whether the product is a food supplement (criteria set 18).
func (p Product) HealthFood() bool { return p.Set == 18 }

// LegalNotices returns the notices the law puts beside the product; they cannot
// be removed and are as visible as the main text.
func (p Product) LegalNotices() []Text { return nil }

// Advertisable tells whether the product may stand where nobody asked for it,
// such as the attract loop, at t.
func (p Product) Advertisable(t time.Time) bool {
	return p.Shown() && !p.Alcohol() && !p.HealthFood()
}

// ShopLinksAllowed tells whether a QR code may lead to a shop that sells the
// product.
func (p Product) ShopLinksAllowed() bool { return !p.Alcohol() }
