package hub

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
)

// TestPressPagesAreQuick opens every page of a draft with many products, photos and
// problems. How many is said by HANGVIET_PRESS_PRODUCTS; the times are told by -v:
//
//	HANGVIET_PRESS_PRODUCTS=20000 go test -v -run TestPressPagesAreQuick ./data/hub
func TestPressPagesAreQuick(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("HANGVIET_PRESS_PRODUCTS"))
	if err != nil {
		n = 300
	}
	h := newHouse(t)
	editor := h.as(people.Editor)
	rows := pressRows(n)
	for i, row := range rows["Products"] {
		row["photos"] = fmt.Sprintf("%d.jpg", i) // one that is missing: a problem each
	}
	_, err = h.hub.Press().AskCheck(t.Context(), "Lan")
	h.must(err)
	h.checked() // an empty draft
	photos := filepath.Join(h.dir, "press", "draft", "photos")
	h.must(os.MkdirAll(photos, 0o755))
	for i := range n {
		h.must(os.WriteFile(filepath.Join(photos, fmt.Sprintf("ảnh-%d.jpg", i)), []byte("x"), 0o644))
	}
	data := editiontest.Workbook(h, rows, opening)
	_, err = h.hub.Press().Put(t.Context(), press.File{Name: "danh-muc.xlsx", Size: int64(len(data)), Modified: opening}, 0, bytes.NewReader(data))
	h.must(err)
	began := time.Now()
	number, err := h.hub.Press().AskCheck(t.Context(), "Lan")
	h.must(err)
	for deadline := time.Now().Add(10 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		c, err := h.hub.Press().Checked(t.Context(), number)
		h.must(err)
		if c.State == press.Done {
			if c.Summary.Products != n || c.Summary.Errors+c.Summary.Warnings < n || !c.Summary.Viewable {
				t.Fatalf("check: %+v", c.Summary)
			}
			break
		}
		if c.State == press.Failed || time.Now().After(deadline) {
			t.Fatalf("check: %+v", c)
		}
	}
	t.Logf("check of %d products: %v", n, time.Since(began).Round(time.Millisecond))
	last := n/press.PageSize - 1
	for _, path := range []string{
		"/press", "/press/files", fmt.Sprintf("/press/files?page=%d", n/filesPerPage), "/press/check", fmt.Sprintf("/press/check?page=%d", last),
		"/press/preview", "/press/preview?mode=wide&page=" + fmt.Sprint(n/20), "/press/preview?q=tra+shan", fmt.Sprintf("/press/preview/SP-%03d", n),
		"/press/changes", fmt.Sprintf("/press/changes?page=%d", last), "/press/publish", "/press/status",
	} {
		var took []time.Duration
		for range 5 {
			began := time.Now()
			h.page(editor, path)
			took = append(took, time.Since(began))
		}
		first := took[0]
		slices.Sort(took)
		t.Logf("%-40s first %v, half within %v", path, first.Round(time.Millisecond), took[2].Round(time.Millisecond))
	}
}
