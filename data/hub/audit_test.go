package hub

import (
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// TestAuditPage filters, turns pages, and sends the same as a file that no
// spreadsheet takes for formulas.
func TestAuditPage(t *testing.T) {
	h := newHouse(t)
	browser := h.as(people.Verifier)
	h.must(h.hub.db.Update(t.Context(), func(tx *books.Tx) error {
		for i := range 150 {
			if err := h.hub.audit(withPerson(t.Context(), Person{Name: "=cmd|' /C calc'!A0", Way: WayAPI}), tx, "test.act", fmt.Sprintf("số %d_", i), "@SUM(1)"); err != nil {
				return err
			}
		}
		return nil
	}))
	h.wait(5 * time.Minute)
	k := h.enrolled("Điểm", wire.Approved)
	page := h.page(browser, "/audit")
	if strings.Count(page, "<tr>") != auditPage+1 || !strings.Contains(page, "duyệt kiosk") || !strings.Contains(page, k.self.ID) || !strings.Contains(page, "qua API") {
		t.Errorf("%d lines", strings.Count(page, "<tr>")-1)
	}
	older := regexp.MustCompile(`href="(/audit\?before=[0-9]+)"`).FindStringSubmatch(page)
	if page := h.page(browser, older[1]); !strings.Contains(page, "số 3_") || strings.Contains(page, k.self.ID) {
		t.Errorf("the page before: %s", page)
	}
	for query, want := range map[string]int{
		"act=test.act&subject=số+149_": 1, "act=kiosk.approved": 1, "who=nobody": 0, "subject=%25": 0, "from=2026-11-22": 0, "to=2026-11-20": 0,
		"from=2026-11-21&to=2026-11-21&act=kiosk.approved": 1, "from=gestern&act=kiosk.approved": 1, "before=x&act=kiosk.approved": 1,
	} {
		if page := h.page(browser, "/audit?"+query); strings.Count(page, "<th scope=\"row\"") != want {
			t.Errorf("%s: %d lines, want %d", query, strings.Count(page, "<th scope=\"row\""), want)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(h.page(browser, "/audit.csv?act=test.act"), "\ufeff"))).ReadAll()
	h.must(err)
	if len(rows) != 151 || rows[1][2] != "'=cmd|' /C calc'!A0" || rows[1][7] != "'@SUM(1)" || rows[1][3] != WayAPI || rows[150][6] != "số 0_" {
		t.Errorf("%d rows, %q", len(rows), rows[1])
	}
}

// TestSignInsAreAudited, and who is locked out, once.
func TestSignInsAreAudited(t *testing.T) {
	h := newHouse(t)
	browser := h.as(people.Viewer)
	h.typeIn(browser, "/logout")
	for range 8 {
		_, _, _ = h.hub.SignIn(t.Context(), Attempt{"viewer", "sai", "a"})
		_, _, _ = h.hub.SignIn(t.Context(), Attempt{"nobody", "sai", "a"})
	}
	want := "account.locked viewer page|viewer account.signedout viewer page|viewer account.signedin viewer page|account.added viewer command"
	if got := strings.Join(h.audited(), "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestLockOutOfOthers: who tries somebody's passwords locks himself out, not that
// person, and who tries one password on many names is slowed as well.
func TestLockOutOfOthers(t *testing.T) {
	h := newHouse(t)
	h.as(people.Viewer)
	for range 50 {
		_, _, _ = h.hub.SignIn(t.Context(), Attempt{"viewer", "sai", "203.0.113.7"})
	}
	if _, _, err := h.hub.SignIn(t.Context(), Attempt{"viewer", password, "198.51.100.1"}); err != nil {
		t.Errorf("the officer at another address: %v", err)
	}
	if _, _, err := h.hub.SignIn(t.Context(), Attempt{"viewer", password, "203.0.113.7"}); err == nil {
		t.Error("who guessed is not locked out")
	}
	tried := 0
	for i := range 100 {
		if _, _, err := h.hub.SignIn(t.Context(), Attempt{fmt.Sprint("name", i), "sai", "203.0.113.9"}); err == errSignIn {
			tried++
		}
	}
	if tried != 21 {
		t.Errorf("%d names were tried from one address", tried)
	}
}
