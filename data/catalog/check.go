package catalog

import "time"

// Severity says what an issue means for publishing.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the catalogue is not published
	Warning Severity = "warning" // it is, and somebody should look
)

// Issue is one breach of a rule in a product or in what belongs to it.
type Issue struct {
	Kind     string // "product", "producer", "point", "event"
	ID       string // code or id of the thing
	Field    string // name of the field: "stars", "issued", "links", …
	Code     string // stable name of the rule, "stars-range"
	Severity Severity
	Message  Text // "vi" and "en"
}

// CheckProduct returns the breaches that one product shows by itself.
func CheckProduct(p Product, now time.Time) []Issue { return nil }

// Check returns the breaches of the whole catalogue: those of every product,
// and ids that are met twice or lead nowhere.
func Check(c Catalogue, now time.Time) []Issue { return nil }
