package wire

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// PathCounters takes a [Report] by POST and answers with a [Taken].
const PathCounters = "/api/v1/counters"

// Bounds of a report.
const (
	MaxCounts    = 20_000
	MaxCountName = 40            // bytes
	MaxCountKey  = 200           // bytes
	MaxCount     = 1_000_000_000 // of one thing on a day, so that no sum of days and kiosks overflows
)

// LeftRelease is the name of the counter of releases that a kiosk left for the
// one before; its key is the number and why: "12 crash", "12 staff", "12 damage".
const LeftRelease = "release.left"

// The names of the counters of what visitors looked at. The key of a product's is
// its code; each counts a product at most once in a visit.
const (
	Shown  = "product.shown"  // its card was on the screen for a second or longer
	Opened = "product.opened" // its page was opened
	QR     = "product.qr"     // the code of a shop was on the screen for a second or longer
	Kept   = "product.kept"   // it was put on a visitor's list
	Visits = "visit"          // a visit in which any of these happened; its key is ""
	Unmet  = "search.unmet"   // a search that nothing met; its key is what was asked, folded

	Nominee = "nominee.shown"  // a nominee was on the screen; its key is "round/category/nominee/place"
	Chosen  = "nominee.chosen" // the same of one that was chosen
)

// Count is one aggregate number of a day. It never leads to a person.
type Count struct {
	Name string `json:"name"` // "search.unmet"
	Key  string `json:"key"`  // what was counted, one line; may be empty
	N    int64  `json:"n"`
}

// Report is all that a kiosk counted on one day. Of two reports of a day the one
// made later holds, whole; sending one again is harmless.
type Report struct {
	Kiosk     string  `json:"kiosk"`
	Day       string  `json:"day"`  // 2026-08-05
	Time      string  `json:"time"` // when it was made, by the kiosk's clock, RFC 3339
	Counts    []Count `json:"counts"`
	Signature []byte  `json:"signature"` // Ed25519 over [Report.Text]; base64 in JSON
}

// Taken is the hub's answer to a report.
type Taken struct {
	Day    string `json:"day"`
	Counts int    `json:"counts"` // how many it holds of that day now
}

// NewReport makes a signed report.
func NewReport(key ed25519.PrivateKey, day string, counts []Count, now time.Time) Report {
	r := Report{
		Kiosk: KioskID(key.Public().(ed25519.PublicKey)), Day: day, Counts: counts, Time: now.UTC().Format(time.RFC3339),
	}
	r.Signature = ed25519.Sign(key, r.Text())
	return r
}

// Text is what is signed; its first line names the purpose.
func (r Report) Text() []byte {
	text := fmt.Appendf(nil, "hangviet kiosk counters v1\nkiosk %s\nday %s\ntime %s\n", r.Kiosk, r.Day, r.Time)
	for _, c := range r.Counts {
		text = fmt.Appendf(text, "%s %d %s\n", c.Name, c.N, c.Key)
	}
	return text
}

// ErrReport says that a report is not of the form of one.
var ErrReport = errors.New("report is malformed")

// Verify checks shape and signature by the key the kiosk enrolled with:
// [ErrReport] or [ErrSignature].
func (r Report) Verify(public ed25519.PublicKey) error {
	_, badDay := time.Parse(time.DateOnly, r.Day)
	_, badTime := time.Parse(time.RFC3339, r.Time)
	if badDay != nil || badTime != nil || len(r.Counts) > MaxCounts {
		return ErrReport
	}
	seen := map[[2]string]bool{}
	for _, c := range r.Counts {
		id := [2]string{c.Name, c.Key}
		if !c.fits() || seen[id] {
			return ErrReport
		}
		seen[id] = true
	}
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, r.Text(), r.Signature) {
		return ErrSignature
	}
	return nil
}

func (c Count) fits() bool {
	named := c.Name != "" && len(c.Name) <= MaxCountName && !strings.ContainsFunc(c.Name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-'
	})
	keyed := len(c.Key) <= MaxCountKey && utf8.ValidString(c.Key) && !strings.ContainsFunc(c.Key, hidden)
	return named && keyed && c.N > 0 && c.N <= MaxCount
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}
