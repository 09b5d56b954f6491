package exchange_test

import (
	"testing"
	"time"

	"hangviet/data/release"
)

// TestAnOldReleaseStaysShown: failures.md, "Clock wrong" (+10 years). Content past
// its validity is still there, and says of when it is.
func TestAnOldReleaseStaysShown(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish("A")
	c := newContent(t, o)
	importFrom(t, c, o.source())
	about := c.About(1)
	if !about.Issued.Equal(m.IssuedAt) || !about.Expires.Equal(m.IssuedAt.Add(release.DefaultValidity)) {
		t.Errorf("about it: %+v", about)
	}
	c.Now = func() time.Time { return time.Now().AddDate(10, 0, 0) }
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, release.ErrExpired)
	mustShow(t, c, 1)
	if got := c.About(7); !got.Issued.IsZero() {
		t.Errorf("about none: %+v", got)
	}
}
