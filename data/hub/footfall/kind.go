package footfall

import (
	"strings"

	"hangviet/data/hub/wire"
)

// Kind is one of the things that are counted.
type Kind int

// The kinds, in the order in which sheets hold them; sheets are on disks, so new
// ones are put behind.
const (
	Shown  Kind = iota // a product's card was on the screen
	Opened             // its page was opened
	QR                 // the code of a shop was on the screen
	Kept               // it was put on a visitor's list
	Chosen             // it was chosen on a ballot
	Visits             // visits in which something was looked at
	Unmet              // searches that nothing met
	kinds
)

// Counts are numbers by kind.
type Counts [kinds]int64

// Add adds other numbers.
func (c *Counts) Add(other *Counts) {
	for k, n := range other {
		c[k] += n
	}
}

// None tells whether nothing was counted.
func (c Counts) None() bool { return c == Counts{} }

// Scope is what the subjects of some sheets are.
type Scope string

// The scopes. [AtKiosks] gives those of one product.
const (
	All      Scope = "all"     // one subject, ""
	Kiosks   Scope = "kiosk"   // by id
	Products Scope = "product" // by code
	Searches Scope = "search"  // by what was asked in vain, folded
	Nominees Scope = "nominee" // by "round/category/nominee"
)

// AtKiosks is the scope of one product at each kiosk; its subjects are kiosks.
func AtKiosks(product string) Scope { return Scope("at/" + product) }

// Showings is the scope of how often each nominee of a round was shown and chosen
// at each place of its list; its subjects are "category/nominee/place", and its
// only span is [Ever].
func Showings(round string) Scope { return Scope("round/" + round) }

// yearly tells whether there are sheets of years beside those of months: where a
// page lists all subjects.
func (s Scope) yearly() bool {
	return s == All || s == Kiosks || s == Products || s == Searches
}

// target is a subject that a counter adds to.
type target struct {
	scope   Scope
	subject string
}

// ofProduct are the counters whose key is a product.
var ofProduct = map[string]Kind{wire.Shown: Shown, wire.Opened: Opened, wire.QR: QR, wire.Kept: Kept}

// targets tells what a counter of a kiosk adds to, and as what; nothing when it is
// not about looking.
func targets(kiosk, name, key string) (Kind, []target) {
	whole := []target{{All, ""}, {Kiosks, kiosk}}
	if kind, ok := ofProduct[name]; ok {
		return kind, append(whole, target{Products, key}, target{AtKiosks(key), kiosk})
	}
	switch name {
	case wire.Visits:
		return Visits, whole
	case wire.Unmet:
		return Unmet, append(whole, target{Searches, key})
	case wire.Chosen:
		if nominee, _, ok := cutPlace(key); ok {
			return Chosen, append(whole, target{Nominees, nominee})
		}
	}
	return 0, nil
}

// cutPlace parts "round/category/nominee/place".
func cutPlace(key string) (nominee, place string, ok bool) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 || strings.Count(key, "/") != 3 {
		return "", "", false
	}
	return key[:i], key[i+1:], true
}

// showing tells which showing of a nominee a counter is.
func showing(name, key string) (Kind, target, bool) {
	kind := Shown
	switch name {
	case wire.Chosen:
		kind = Chosen
	case wire.Nominee:
	default:
		return 0, target{}, false
	}
	round, rest, ok := strings.Cut(key, "/")
	return kind, target{Showings(round), rest}, ok && strings.Count(rest, "/") == 2
}
