package catalog

import "time"

// Times of Decision 26/2026/QĐ-TTg: a certificate runs 36 months from issue;
// the dossier for re-rating goes in 180 to 120 days before the end; when it was
// filed late the certificate runs on until the result, at most 180 days after
// its end (Art. 12.3).
const (
	ValidityMonths     = 36
	ExpiringDays       = 180
	GraceDays          = 180
	RefileEarliestDays = 180 // before the end
	RefileLatestDays   = 120 // before the end
)

// Status is what the organiser states about a product's rating; what dates do
// to it is [State].
type Status string

// The statuses of the workbook.
const (
	NotOCOP       Status = ""          // no rating; stars are refused
	Certified     Status = "certified" // stars by decision of a province or the ministry
	PotentialFive Status = "potential" // the province forwarded it for 5 stars; it is not 5 stars
	Revoked       Status = "revoked"   // withdrawn; hidden at once
)

// Certificate is the decision that gave a product its stars. What a source does
// not tell stays empty.
type Certificate struct {
	Status     Status
	Stars      int    // 3 to 5; with PotentialFive 0, or the 3 or 4 held meanwhile
	Number     string // "3981/QĐ-UBND"
	Authority  string // free text: districts certified 3 stars until July 2025
	Issued     Date
	Expires    Date   // zero: Issued + 36 months
	Refiled    bool   // the dossier for re-rating was filed before the end: grace applies
	LegalBasis string // "26/2026/QĐ-TTg", "148/QĐ-TTg", …
}

// State is where a certificate stands at a moment.
type State string

// The states of a certificate.
const (
	StateNone     State = "none"     // outside OCOP, or stars without the dates that prove them
	StatePending  State = "pending"  // issued on a day yet to come
	StateValid    State = "valid"    //
	StateExpiring State = "expiring" // within 180 days before its end
	StateGrace    State = "grace"    // at most 180 days after its end, re-rating filed
	StateExpired  State = "expired"  //
	StateRevoked  State = "revoked"  //
)

// End returns the last day of validity: Expires, or Issued plus 36 months; zero
// when neither is known.
func (c Certificate) End() Date {
	if !c.Expires.IsZero() || c.Issued.IsZero() {
		return c.Expires
	}
	return c.Issued.AddMonths(ValidityMonths)
}

// StateAt returns the certificate's state at t, judged by days in [Zone].
func (c Certificate) StateAt(t time.Time) State {
	end, day := c.End(), DateOf(t)
	switch {
	case c.Status == Revoked:
		return StateRevoked
	case c.Status == NotOCOP || c.Stars == 0 || end.IsZero():
		return StateNone
	case !c.Issued.IsZero() && day.Before(c.Issued):
		return StatePending
	case day.After(end):
		return c.afterEnd(day, end)
	case !day.Before(end.AddDays(-ExpiringDays)):
		return StateExpiring
	}
	return StateValid
}

func (c Certificate) afterEnd(day, end Date) State {
	if c.Refiled && !day.After(end.AddDays(GraceDays)) {
		return StateGrace
	}
	return StateExpired
}

// StarsAt returns the stars that may be shown at t: 3 to 5, or 0.
func (c Certificate) StarsAt(t time.Time) int {
	switch c.StateAt(t) {
	case StateValid, StateExpiring, StateGrace:
		return c.lawfulStars()
	}
	return 0
}

// lawfulStars drops what no decision can give: 1 and 2 stars are never
// certified (Art. 3), and "potential 5 stars" is not 5.
func (c Certificate) lawfulStars() int {
	if c.Stars < 3 || c.Stars > 5 || (c.Status == PotentialFive && c.Stars == 5) {
		return 0
	}
	return c.Stars
}
