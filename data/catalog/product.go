package catalog

import "time"

// Product is one good or service, of OCOP or not.
type Product struct {
	Code     string // the organiser's own code, unique in a catalogue; letters, digits, dash, dot
	Name     Text
	Set      int    // criteria set 1 to 26 of Decision 26/2026/QĐ-TTg, Annex I; 0 outside OCOP
	Category string // id of one of [VoteCategories]; may be empty
	Producer string // [Producer.ID]
	Place    Place

	Certificate Certificate // zero outside OCOP
	Titles      []Title
	Quality     []string // "HACCP", "ISO 22000", "Halal", "GlobalGAP", …

	Price       Price
	NetContent  Text
	Short       Text // one sentence for a card
	Story       Text
	Ingredients Text
	Use         Text
	Notices     Text    // the producer's own; the law's are [Product.LegalNotices]
	AlcoholVol  float64 // percent by volume; 0 when none or unknown

	Photos   []Photo // in order; the first is the cover
	Links    []Link
	Barcode  string // GTIN of 8, 12, 13 or 14 digits with a right check digit, or ""
	TraceURL string // traceability link, cleaned, or ""

	Export       bool     // ready for export
	Distributors Text     // what distributors should know
	Points       []string // ids of the points whose shelves hold it
	Featured     bool
	Added        Date // when the organiser first listed it; zero when unknown
}

// Price is what a product costs at the point, in Vietnamese dong.
type Price struct {
	Dong int64 // 0: no price given
	Max  int64 // upper end of a range in dong; 0: no range
	Unit Text  // "hộp 500 g"
}

// Title is an honour from a programme other than OCOP's own stars, such as
// "Hàng Việt Nam được người tiêu dùng yêu thích 2025, Top 1".
type Title struct {
	Programme Text
	Year      int
	Rank      Text // "Top 1"; may be empty
	Date      Date // of the decision; may be zero
}

// OCOP tells whether the product is in the OCOP programme at all.
func (p Product) OCOP() bool { return p.Set != 0 && p.Certificate.Status != NotOCOP }

// Stars returns the stars that may be shown at t: 3, 4 or 5 while the
// certificate is valid, expiring or in grace, otherwise 0.
func (p Product) Stars(t time.Time) int {
	if !p.OCOP() {
		return 0
	}
	return p.Certificate.StarsAt(t)
}

// Shown tells whether the product may be on screen at all. A revoked product
// is withdrawn (Decision 26/2026/QĐ-TTg, Art. 8).
func (p Product) Shown() bool { return p.Certificate.Status != Revoked }
