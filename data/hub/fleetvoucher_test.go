package hub

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// stick makes a set-up stick on the page, and reads what is in the zip.
func (h *house) stick(browser *http.Client, change func(url.Values)) wire.SetUp {
	h.Helper()
	form := url.Values{"label": {"Đợt tháng 12"}, "hub": {h.url}, "uses": {"2"}, "days": {"30"}, "name": {"Kiosk mới"}, "hours": {"08:00-21:00"}, "pin": {"274951"}, "technician": {"860254"}}
	change(form)
	status, body, _ := h.submit(browser, "/kiosks/sticks", form)
	if status != http.StatusOK {
		h.Fatalf("%d %s", status, body)
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	h.must(err)
	f, err := z.Open(wire.SetUpFile)
	h.must(err)
	note, err := io.ReadAll(f)
	h.must(err)
	s, err := wire.ReadSetUp(note)
	h.must(err)
	if told := fmt.Sprintf("%+v %s %s", s, s.Staff, s.Crew); strings.Contains(told, "274951") || strings.Contains(told, "860254") {
		h.Errorf("a PIN stands on the stick: %s", told)
	}
	for i := range note { // any change of one byte is noticed
		if i%97 == 0 {
			bad := bytes.Clone(note)
			bad[i] ^= 1
			if _, err := wire.ReadSetUp(bad); err == nil {
				h.Errorf("byte %d changed: it is taken", i)
			}
		}
	}
	return s
}

// enrolWith enrols with a claim of a voucher.
func (k *kiosk) enrolWith(s wire.SetUp) wire.Status {
	k.Helper()
	claim, err := wire.NewClaim(s.Voucher, s.Key, k.self.PublicKey())
	k.must(err)
	e := wire.NewEnrolment(k.self.PrivateKey, k.name, k.clock())
	e.Claim = &claim
	standing, err := k.hub.Enrol(k.Context(), e)
	k.must(err)
	return standing.Status
}

// TestVouchers: a stick for two kiosks approves two, once each; not a third, nor one
// that took another's claim, nor after it was revoked or is over.
func TestVouchers(t *testing.T) {
	h := newHouse(t)
	browser := h.as(people.Administrator)
	if status, body, _ := h.submit(browser, "/kiosks/sticks", url.Values{"label": {"x"}, "hub": {h.url}, "uses": {"1"}, "days": {"1"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "chưa có bản nội dung") {
		t.Errorf("before there is a release: %d %s", status, body)
	}
	h.publishAndWait(testRound())
	for field, value := range map[string]string{"uses": "0", "days": "999", "hub": "ftp://x", "pin": "111111", "technician": "274951", "hours": "8h"} {
		form := url.Values{"label": {"x"}, "hub": {h.url}, "uses": {"1"}, "days": {"1"}, "pin": {"274951"}}
		form.Set(field, value)
		if status, body, _ := h.submit(browser, "/kiosks/sticks", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="`+field+`-fault"`) {
			t.Errorf("%s %s: %d", field, value, status)
		}
	}
	s := h.stick(browser, func(url.Values) {})
	if s.Hub != h.url || s.HubKey != h.hub.Key() || s.Settings["hours"] != "08:00-21:00" || !strings.Contains(string(s.Staff), `"point"`) ||
		!strings.Contains(string(s.Crew), `"point"`) || !strings.Contains(string(s.Crew), `"technician"`) {
		t.Errorf("%+v", s)
	}
	if strings.Contains(string(s.Staff), `"technician"`) {
		t.Errorf("an older program would refuse %s", s.Staff)
	}
	a, b, c := h.kiosk("a"), h.kiosk("b"), h.kiosk("c")
	stolen, err := wire.NewClaim(s.Voucher, s.Key, a.self.PublicKey())
	h.must(err)
	e := wire.NewEnrolment(c.self.PrivateKey, "c", h.clock())
	e.Claim = &stolen
	if standing, err := h.hub.Enrol(t.Context(), e); err != nil || standing.Status != wire.Pending {
		t.Errorf("with another's claim: %+v, %v", standing, err)
	}
	for range 2 {
		if a.enrolWith(s) != wire.Approved || b.enrolWith(s) != wire.Approved {
			t.Error("the two are not approved")
		}
	}
	if status := c.enrolWith(s); status != wire.Pending {
		t.Errorf("a third is %s", status)
	}
	h.wants(h.page(browser, "/kiosks/sticks"), "Đợt tháng 12", "Đã dùng hết", "2 trong 2 kiosk")
	h.must(h.hub.Decide(t.Context(), a.self.ID, wire.Refused))
	if status := a.enrolWith(s); status != wire.Refused {
		t.Errorf("who was refused by a person is %s", status)
	}

	revoked, past := h.stick(browser, func(f url.Values) { f.Set("uses", "9") }), h.stick(browser, func(f url.Values) { f.Set("days", "1") })
	if status, _, to := h.submit(browser, "/kiosks/sticks/"+revoked.Voucher+"/revoke", nil); status != http.StatusSeeOther || to != "/kiosks/sticks" {
		t.Errorf("%d %s", status, to)
	}
	if status := c.enrolWith(revoked); status != wire.Pending {
		t.Errorf("with a revoked voucher it is %s", status)
	}
	h.wait(25 * time.Hour)
	if status := c.enrolWith(past); status != wire.Pending || !past.Past(h.clock()) {
		t.Errorf("with one that is over it is %s", status)
	}
	unknown := past
	unknown.Voucher = "00"
	if status := c.enrolWith(unknown); status != wire.Pending {
		t.Errorf("with an unknown one it is %s", status)
	}
}

// TestVoucherByStick: a kiosk that never calls is approved when its health comes
// back on a stick.
func TestVoucherByStick(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	s := h.stick(h.as(people.Administrator), func(url.Values) {})
	k := h.kiosk("xe")
	letter, err := wire.NewLetter(k.self.PrivateKey, h.clock(), wire.Health{Name: "Xe 1"})
	h.must(err)
	claim, err := wire.NewClaim(s.Voucher, s.Key, k.self.PublicKey())
	h.must(err)
	h.must(h.hub.TakeLetter(t.Context(), letter, &claim))
	kiosks, _, err := h.hub.Kiosks(t.Context())
	if err != nil || len(kiosks) != 1 || kiosks[0].Status != wire.Approved || kiosks[0].Name != "Xe 1" {
		t.Errorf("%+v, %v", kiosks, err)
	}
}
