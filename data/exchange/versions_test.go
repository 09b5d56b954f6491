package exchange_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestProgramUpdatedOverOldData: failures.md, "Versions apart". A data folder of
// the first program has catalogue, photos, trust and the note of what is shown,
// and nothing else. It is shown, looked beyond, updated and carried on.
func TestProgramUpdatedOverOldData(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(4)...)
	for _, name := range []string{"1/signed", "1/photos.index", "1/packs.index", "withdrawn.json", "part", "left", "trial"} {
		must(t, os.RemoveAll(filepath.Join(c.Dir, "content", name)))
	}
	c = again(c)
	mustShow(t, c, 1)
	if about := c.About(1); !about.Issued.IsZero() || !about.Expires.IsZero() {
		t.Errorf("of an old program's release it is known %+v", about)
	}
	if crashes, err := c.Begin(1, false); crashes || err != nil {
		t.Errorf("it begins with %t, %v", crashes, err)
	}
	o.publish(codes(5)...)
	if p := mustPreview(t, c, o.source()); p.Changes.Added.Count != 1 || p.Files != 2 {
		t.Errorf("the next release would bring %+v", p)
	}
	importFrom(t, c, o.source())
	mustShow(t, c, 2)
	_, to, err := c.Back(t.Context(), "staff")
	must(t, err)
	mustShow(t, c, to)
	must(t, c.Again())
	importFrom(t, c, o.source())
	dir := filepath.Join(t.TempDir(), "content")
	_, err = c.WriteContent(t.Context(), dir, nil)
	must(t, err)
	mustBeTheOriginal(t, o, dir)
}
