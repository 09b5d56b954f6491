package catalog

import (
	"slices"
	"strings"
	"time"
)

// smallPrice is the lowest price, in dong, that is not taken for a slip of
// thousands: "125" for 125.000.
const smallPrice = 500

// CheckProduct returns the breaches that one product shows by itself at now. It
// does not know the rest of the catalogue; [Check] does.
func CheckProduct(p Product, now time.Time) []Issue {
	f := finding{kind: "product", id: p.Code}
	f.addIf(!validID(p.Code), "code", "id-shape", p.Code)
	f.addIf(p.Producer == "", "producer", "producer-missing")
	f.checkTexts(p)
	f.checkGroupClaims(p)
	f.checkGroup(p)
	f.checkPlace(p.Place)
	f.checkStars(p)
	f.checkCertificate(p.Certificate, now)
	f.checkTitles(p.Titles)
	f.checkPrice(p)
	f.checkLinks(p)
	f.checkPhotos(p.Photos)
	f.checkSensitive(p)
	return f.issues
}

func (f *finding) checkTexts(p Product) {
	f.checkText("name", p.Name, true)
	f.checkText("net_content", p.NetContent, false)
	f.checkText("short", p.Short, false)
	f.checkText("story", p.Story, false)
	f.checkText("ingredients", p.Ingredients, false)
	f.checkText("use", p.Use, false)
	f.checkText("notices", p.Notices, false)
	f.checkText("price_unit", p.Price.Unit, false)
	f.checkText("distributors", p.Distributors, false)
}

func (f *finding) checkGroup(p Product) {
	f.addIf(p.Set < 0 || p.Set > SetCount, "set", "set-range", p.Set)
	known := slices.ContainsFunc(VoteCategories(), func(c VoteCategory) bool { return c.ID == p.Category })
	f.addIf(p.Category != "" && !known, "category", "category-unknown", p.Category)
}

// checkStars checks status and stars against each other: nothing but a decision
// gives stars, and none gives fewer than 3 or more than 5.
func (f *finding) checkStars(p Product) {
	c := p.Certificate
	f.addIf(c.Status != NotOCOP && p.Set == 0, "set", "set-missing")
	held := c.Stars >= 3 && c.Stars <= 5
	switch c.Status {
	case NotOCOP:
		f.addIf(c.Stars != 0, "stars", "stars-outside", c.Stars)
	case Certified:
		f.addIf(!held, "stars", "stars-range", c.Stars)
	case PotentialFive:
		f.addIf(c.Stars == 5, "stars", "stars-potential")
		f.addIf(c.Stars != 0 && !held, "stars", "stars-range", c.Stars)
	case Revoked:
		f.addIf(c.Stars != 0 && !held, "stars", "stars-range", c.Stars)
	default:
		f.add("status", "status-unknown", c.Status)
	}
}

// checkCertificate checks the dates of a decision, and says what they mean today.
func (f *finding) checkCertificate(c Certificate, now time.Time) {
	if c.Status == NotOCOP || c.Status == Revoked || c.Stars == 0 {
		return
	}
	f.addIf(c.Number == "", "certificate", "certificate-number")
	f.addIf(c.Authority == "", "authority", "certificate-authority")
	f.addIf(c.Stars == 5 && c.Authority != "" && !ofMinistry(c.Authority), "authority", "authority-five", c.Authority)
	if !c.Issued.IsZero() && !c.Expires.IsZero() {
		f.addIf(!c.Issued.Before(c.Expires), "expires", "certificate-order", c.Issued.Show(), c.Expires.Show())
		full := c.Issued.AddMonths(ValidityMonths)
		f.addIf(c.Expires.After(full), "expires", "certificate-term", full.Show())
	}
	f.checkState(c, now)
}

// checkState says what a person at the office should know about the state today.
func (f *finding) checkState(c Certificate, now time.Time) {
	end := c.End()
	switch c.StateAt(now) {
	case StateNone:
		f.add("issued", "certificate-undated")
	case StatePending:
		f.add("issued", "certificate-pending", c.Issued.Show())
	case StateExpiring:
		f.add("expires", "certificate-expiring", end.Show(), end.AddDays(-RefileEarliestDays).Show(), end.AddDays(-RefileLatestDays).Show())
	case StateGrace:
		f.add("expires", "certificate-grace", end.Show(), end.AddDays(GraceDays).Show())
	case StateExpired:
		f.add("expires", "certificate-expired", end.Show())
	}
}

// ofMinistry tells whether an authority is a ministry: only one gives 5 stars.
func ofMinistry(authority string) bool {
	key := " " + spaced(authority) + " "
	return strings.Contains(key, " bo nong nghiep ") || strings.Contains(key, " bo nn ") || strings.Contains(key, " bnnmt ") ||
		strings.Contains(key, " bnn ") || strings.Contains(key, " ministry ")
}

func (f *finding) checkTitles(titles []Title) {
	for _, t := range titles {
		f.checkText("titles", t.Programme, true)
		f.checkText("titles", t.Rank, false)
		f.addIf(t.Year != 0 && (t.Year < 1990 || t.Year > 2200), "titles", "title-year", t.Year)
	}
}

func (f *finding) checkPrice(p Product) {
	price := p.Price
	f.addIf(price.Dong < 0 || price.Max < 0 || price.Dong > maxDong || price.Max > maxDong, "price", "price-range")
	f.addIf(price.Max != 0 && price.Max < price.Dong, "price", "price-order", ShowDong(price.Dong), ShowDong(price.Max))
	f.addIf(price.Dong > 0 && price.Dong < smallPrice, "price", "price-small", ShowDong(price.Dong))
	f.addIf(p.Barcode != "" && !ValidGTIN(p.Barcode), "barcode", "barcode", p.Barcode)
}

func (f *finding) checkLinks(p Product) {
	seen := map[string]bool{}
	for _, l := range p.Links {
		f.checkURL("link", l.URL)
		f.checkText("link", l.Label, false)
		f.addIf(seen[l.URL], "link", "link-twice", l.URL)
		f.addIf(l.Short(), "link", "link-short", l.URL)
		f.addIf(strings.HasSuffix(l.Host(), ".gov.vn"), "link", "link-gov", l.Host())
		seen[l.URL] = true
	}
	f.checkURL("trace", p.TraceURL)
}

func (f *finding) checkPhotos(photos []Photo) {
	f.addIf(len(photos) == 0, "photos", "photo-missing")
	for _, photo := range photos {
		f.checkPhoto("photos", &photo)
		f.checkText("photos", photo.Alt, false)
	}
}

// checkSensitive checks what other laws ask of alcohol and of food supplements.
func (f *finding) checkSensitive(p Product) {
	f.addIf(p.AlcoholVol < 0 || p.AlcoholVol > 100, "alcohol", "alcohol-range")
	f.addIf(p.Alcohol() && p.AlcoholVol == 0, "alcohol", "alcohol-missing")
	f.addIf(p.Alcohol() && len(p.Links) > 0, "link", "alcohol-links")
	f.addIf(p.HealthFood() && p.Use["vi"] == "", "use", "health-use")
	f.addIf(p.Featured && (p.Alcohol() || p.HealthFood()), "featured", "featured-sensitive")
}
