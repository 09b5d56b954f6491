package exchange

import (
	"encoding/json"
	"path"
	"strings"
	"time"
)

// About is what is known of a release that lies here.
type About struct {
	Issued  time.Time
	Expires time.Time // when the first of its signatures runs out, zero when unknown
}

// About tells of the release with that number, from what was signed and is kept
// beside its catalogue; zero times on a kiosk that took it with an older program.
func (c *Content) About(number int64) About {
	signed, m, err := c.keptSigned(number)
	if err != nil {
		return About{}
	}
	about := About{Issued: m.IssuedAt}
	for name, data := range signed {
		if !strings.HasPrefix(name, "metadata/") || strings.HasSuffix(path.Base(name), ".root.json") {
			continue // a root is renewed on its own
		}
		var doc struct {
			Signed struct{ Expires time.Time }
		}
		if json.Unmarshal(data, &doc) != nil || doc.Signed.Expires.IsZero() {
			continue
		}
		if about.Expires.IsZero() || doc.Signed.Expires.Before(about.Expires) {
			about.Expires = doc.Signed.Expires
		}
	}
	return about
}
