package hub

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/hub/courier"
	"hangviet/data/hub/courier/couriertest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// ear is a program that wants to be told, on the loopback.
type ear struct {
	*httptest.Server
	mu    sync.Mutex
	heard []string
	fail  bool
}

func newEar(t *testing.T) *ear {
	e := &ear{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var at int64
		fmt.Sscan(r.Header.Get(courier.HeaderTime), &at)
		if r.Header.Get(courier.HeaderSignature) != courier.Sign(hookSecret, time.Unix(at, 0), body) {
			t.Error("a call is not signed")
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.fail {
			http.Error(w, "later", http.StatusServiceUnavailable)
			return
		}
		e.heard = append(e.heard, string(body))
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *ear) said() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]string(nil), e.heard...)
}

func (e *ear) setFail(fail bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.fail = fail
}

const hookSecret = "mười sáu ký tự trở lên"

// alertForm is the form of the settings, filled in.
func alertForm(mail *couriertest.Server, hook string) url.Values {
	return url.Values{
		"kind": {"silent", "twin", "disk"}, "silence": {"48"}, "settle": {"10"}, "gap": {"60"}, "quiet": {""}, "language": {"vi"},
		"mail": {"on"}, "host": {"127.0.0.1"}, "port": {fmt.Sprint(mail.Port)}, "security": {"starttls"}, "user": {"hub"}, "password": {"mk-9f27"},
		"from": {"hub@example.vn"}, "to": {"a@example.vn\r\nb@example.vn"}, "hook": {"on"}, "url": {hook}, "secret": {hookSecret},
	}
}

// text is the text of a letter.
func text(t *testing.T, l couriertest.Letter) string {
	t.Helper()
	_, body, _ := strings.Cut(l.Data, "\r\n\r\n")
	raw, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(body, "\r\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestAlerts: many kiosks fall silent, one message goes out by each way from one of
// two hubs, and one more when they are back.
func TestAlerts(t *testing.T) {
	mail, ear := couriertest.New(t, false), newEar(t)
	still := func(c *Config) { c.Look, c.MailRoots = time.Hour, mail.Roots } // looks when the test says so
	h := newHouse(t, still)
	other, err := New(t.Context(), Config{Data: h.dir, DB: h.db, Now: h.clock, Passwords: cheap, Look: time.Hour, MailRoots: mail.Roots})
	h.must(err)
	defer other.Close()
	browser := h.as(people.Administrator)
	var kiosks []*kiosk
	for i := range 12 {
		kiosks = append(kiosks, h.enrolled(fmt.Sprintf("Điểm %d", i), wire.Approved))
	}
	bad := alertForm(mail, ear.URL)
	bad.Set("port", "x")
	bad.Set("quiet", "đêm")
	if status, body, _ := h.submit(browser, "/settings/alerts", bad); status != http.StatusUnprocessableEntity || strings.Count(body, `aria-invalid="true"`) != 2 || strings.Contains(body, "mk-9f27") || strings.Contains(body, hookSecret) {
		t.Errorf("%d %s", status, body)
	}
	if status, body, _ := h.submit(browser, "/settings/alerts", alertForm(mail, ear.URL)); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	look := func() {
		var both sync.WaitGroup
		for _, hub := range []*Service{h.hub, other} {
			both.Go(func() {
				if err := hub.lookAfter(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}
	look()
	h.wait(49 * time.Hour)
	look()
	if n := len(mail.Letters()) + len(ear.said()); n != 0 {
		t.Fatalf("%d messages before it lasted", n)
	}
	h.wait(11 * time.Minute)
	for range 5 {
		look()
	}
	letters, calls := mail.Letters(), ear.said()
	if len(letters) != 1 || len(calls) != 1 {
		t.Fatalf("%d letters, %d calls", len(letters), len(calls))
	}
	if body := text(t, letters[0]); !strings.Contains(body, "12 kiosk mất liên lạc") || !strings.Contains(body, "và 2 kiosk khác") || !strings.Contains(body, "Gọi cho điểm bán") {
		t.Errorf("letter: %s", body)
	}
	var call struct {
		Groups []hookPart
	}
	if err := json.Unmarshal([]byte(calls[0]), &call); err != nil || call.Groups[0].Kind != "silent" || call.Groups[0].Count != 12 || len(call.Groups[0].New) != 10 {
		t.Errorf("call: %s, %v", calls[0], err)
	}
	browser = h.enter(string(people.Administrator), password) // the day is another
	page := h.page(browser, "/kiosks/alerts")
	h.wants(page, "12 kiosk mất liên lạc", "Điểm", "và 2 kiosk khác", "Thư điện tử: đã gửi")
	h.wants(h.page(browser, "/kiosks"), `<b class="bell">1</b>`)

	for _, k := range kiosks {
		k.enrol()
	}
	mail.SetFail(true)
	look()
	h.wait(61 * time.Minute)
	look()
	if len(mail.Letters()) != 1 || len(ear.said()) != 2 {
		t.Fatalf("%d letters, %d calls while the mail server fails", len(mail.Letters()), len(ear.said()))
	}
	browser = h.enter(string(people.Administrator), password)
	h.wants(h.page(browser, "/kiosks/alerts"), "12 kiosk đã liên lạc lại", "Thư điện tử: đang chờ gửi", "451")
	mail.SetFail(false)
	look() // it is not due yet
	h.wait(2 * time.Minute)
	look()
	if letters = mail.Letters(); len(letters) != 2 || !strings.Contains(text(t, letters[1]), "12 kiosk đã liên lạc lại") || len(ear.said()) != 2 {
		t.Errorf("%d letters, %d calls", len(letters), len(ear.said()))
	}
}

// TestAlertIsGivenUp: a receiver that is gone for good is not called for ever.
func TestAlertIsGivenUp(t *testing.T) {
	mail, ear := couriertest.New(t, false), newEar(t)
	h := newHouse(t, func(c *Config) { c.Look = time.Hour })
	ear.setFail(true)
	form := alertForm(mail, ear.URL)
	form.Del("mail")
	form.Set("settle", "0")
	h.submit(h.as(people.Administrator), "/settings/alerts", form)
	h.enrolled("a", wire.Approved)
	h.wait(49 * time.Hour)
	for range 100 {
		h.must(h.hub.lookAfter(t.Context()))
		h.wait(time.Hour)
	}
	ear.setFail(false)
	h.must(h.hub.lookAfter(t.Context()))
	if n := len(ear.said()); n != 0 {
		t.Errorf("%d calls after it was given up", n)
	}
	h.wants(h.page(h.enter(string(people.Administrator), password), "/kiosks/alerts"), "không gửi được, đã thôi", "503")
}

// TestAlertTest: a test goes out at once, and what it meets is said.
func TestAlertTest(t *testing.T) {
	mail, ear := couriertest.New(t, true), newEar(t)
	h := newHouse(t, func(c *Config) { c.Look, c.MailRoots = time.Hour, mail.Roots })
	browser := h.as(people.Administrator)
	form := alertForm(mail, ear.URL)
	form.Set("test", "1")
	form.Set("security", "tls")
	if status, body, _ := h.submit(browser, "/settings/alerts", form); status != http.StatusOK || !strings.Contains(body, "Đã gửi tin thử") {
		t.Errorf("%d %s", status, body)
	}
	if len(mail.Letters()) != 1 || len(ear.said()) != 1 {
		t.Errorf("%d letters, %d calls", len(mail.Letters()), len(ear.said()))
	}
	ear.setFail(true)
	form.Set("secret", "") // stays
	if status, body, _ := h.submit(browser, "/settings/alerts", form); status != http.StatusOK || !strings.Contains(body, "Không gửi được tin thử") || !strings.Contains(body, "503") {
		t.Errorf("%d %s", status, body)
	}
	res, err := h.as(people.Editor).Get(h.url + "/settings/alerts")
	h.must(err)
	if status, _ := h.read(res); status != http.StatusForbidden {
		t.Errorf("an editor gets %d", status)
	}
}
