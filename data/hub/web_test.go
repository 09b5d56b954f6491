package hub

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
	"hangviet/data/hub/wire"
)

// TestWithoutSignIn asks for every page. Those that say anything about a round
// or change anything lead to the form.
func TestWithoutSignIn(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Pending)
	k.vote("food/n-tea")
	k.deliver()
	h.must(h.hub.AddAdmin(t.Context(), adminName, password))
	closed := []string{
		"GET /kiosks", "GET /rounds", "GET /rounds/r1", "GET /rounds/none", "GET /forks/abc",
		"GET /rounds/r1/exposure", "GET /cases/abc", "POST /cases/abc/count", "POST /cases/abc/aside", "POST /cases/abc/undecided",
		"POST /kiosks/" + k.self.ID + "/approve", "POST /kiosks/" + k.self.ID + "/refuse",
	}
	for _, f := range []string{"csv", "json", "xlsx"} {
		closed = append(closed, "GET /rounds/r1/export?format="+f)
	}
	for _, route := range closed {
		status, header, body := h.ask(noFollow(nil), route, nil)
		if status != http.StatusSeeOther || !strings.HasPrefix(header.Get("Location"), "/login") {
			t.Errorf("%s without sign-in: %d %s", route, status, body)
		}
	}
	for _, path := range []string{"/", "/login", "/static/site.css", "/static/icon.svg"} {
		status, body := h.get(path)
		if status != http.StatusOK || strings.Contains(string(body), "n-tea") || strings.Contains(string(body), "Điểm bán") || strings.Contains(string(body), k.self.ID) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	for _, path := range []string{"/none", "/static/", "/static/none", "/static/..%2fweb.go", "/api/v1/none", "/api/v1/kiosks/none"} {
		if status, body := h.get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if s := k.enrol(); s.Status != wire.Pending {
		t.Errorf("somebody without sign-in approved a kiosk: %+v", s)
	}
}

func (h *house) ask(client *http.Client, route string, headers map[string]string) (int, http.Header, string) {
	h.Helper()
	method, path, _ := strings.Cut(route, " ")
	req, err := http.NewRequestWithContext(h.Context(), method, h.url+path, nil)
	h.must(err)
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	res, err := client.Do(req)
	h.must(err)
	status, body := h.read(res)
	return status, res.Header, string(body)
}

func TestPagesAfterSignIn(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(shownRound())
	k := h.enrolled("<b>Điểm & bán</b>", wire.Pending)
	k.vote("food/n-tea", "food/n-rice")
	k.vote("food/n-tea")
	k.deliver()
	browser := h.admin()
	if page := h.page(browser, "/"); !strings.Contains(page, "&lt;b&gt;Điểm &amp; bán") || !strings.Contains(page, "Có 1 kiosk đang chờ duyệt") {
		t.Errorf("kiosks: %s", page)
	}
	if status, _, _ := h.ask(browser, "POST /kiosks/"+k.self.ID+"/approve", nil); status != http.StatusSeeOther {
		t.Errorf("approve: %d", status)
	}
	page := h.page(browser, "/rounds/r1")
	for _, want := range []string{
		"Đang mở", "Chè Shan tuyết", "HTX Sao Mai", "2 phiếu, 3 lượt chọn", "100 %", "50 %", "không phải kết quả cuối cùng",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the round's page does not say %q", want)
		}
	}
	if page := h.page(browser, "/rounds/r1?lang=en"); !strings.Contains(page, "one input beside the jury") {
		t.Error("the page has no English")
	}
	if page := h.page(browser, "/rounds"); !strings.Contains(page, "Favourite goods") {
		t.Error("the language is not remembered")
	}
	csv := h.page(browser, "/rounds/r1/export?format=csv")
	if !strings.Contains(csv, "Chè Shan tuyết") || !strings.Contains(csv, "'=Gạo nếp") {
		t.Errorf("csv: %s", csv)
	}
	h.wait(49 * time.Hour)
	browser = h.admin()
	if page := h.page(browser, "/rounds"); !strings.Contains(page, "Đã đóng") {
		t.Error("a closed round is not said to be closed")
	}
}

func TestHeaders(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"/", "/login", "/none", "/api/v1/none", "/static/site.css", "/content/none"} {
		_, header, _ := h.ask(noFollow(nil), "GET "+path, nil)
		policy := header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "script-src") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("X-Frame-Options") != "DENY" || header.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

// TestOtherSites cannot make a signed-in browser do anything.
func TestOtherSites(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Pending)
	browser := h.admin()
	route := "POST /kiosks/" + k.self.ID + "/approve"
	for _, headers := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://example.org"}, {"Origin": "null"},
	} {
		if status, _, _ := h.ask(browser, route, headers); status != http.StatusForbidden {
			t.Errorf("%v: %d", headers, status)
		}
	}
	if s := k.enrol(); s.Status != wire.Pending {
		t.Errorf("another site approved a kiosk")
	}
	if status, _, _ := h.ask(browser, route, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": h.url}); status != http.StatusSeeOther {
		t.Errorf("our own page: %d", status)
	}
}

func TestSession(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.PublicURL = "https://hub.example" })
	h.must(h.hub.AddAdmin(t.Context(), adminName, password))
	token := h.signIn()
	res, err := noFollow(nil).PostForm(h.url+"/login", url.Values{"name": {adminName}, "password": {password}, "next": {"//evil.example"}})
	h.must(err)
	h.read(res)
	cookie := res.Cookies()[0]
	if cookie.Name != "__Host-hub" || !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" {
		t.Errorf("cookie: %v", cookie)
	}
	if to := res.Header.Get("Location"); to != "/" {
		t.Errorf("signing in leads to %s", to)
	}
	h.wantAlive(token, true)
	h.wait(signin.Idle - time.Second)
	h.wantAlive(token, true)
	h.wait(signin.Idle - time.Second)
	h.wantAlive(token, true)
	h.wait(signin.Idle)
	h.wantAlive(token, false)
	token = h.signIn()
	for range int(signin.Absolute / (20 * time.Minute)) {
		h.wantAlive(token, true)
		h.wait(20 * time.Minute)
	}
	h.wantAlive(token, false)
	if stored := h.dumped(); strings.Contains(stored, token) || strings.Contains(stored, password) || !strings.Contains(stored, adminName) {
		t.Error("the database holds a token or a password")
	}
}

// signIn returns the token of a session that does not come from a browser.
func (h *house) signIn() string {
	h.Helper()
	token, whole, err := h.hub.SignIn(h.Context(), Attempt{Name: adminName, Password: password})
	h.must(err)
	if !whole {
		h.Error("a second step is wanted of one who has none")
	}
	return token
}

func (h *house) wantAlive(token string, want bool) {
	h.Helper()
	if _, alive, err := h.hub.personOf(h.Context(), token); err != nil || alive != want {
		h.Errorf("alive: %v, %v; want %v", alive, err, want)
	}
}

func TestSignOutAndNewPassword(t *testing.T) {
	h := newHouse(t)
	browser := h.admin()
	if status, _, _ := h.ask(browser, "POST /logout", nil); status != http.StatusSeeOther {
		t.Errorf("sign out: %d", status)
	}
	if status, _, _ := h.ask(browser, "GET /rounds", nil); status != http.StatusSeeOther {
		t.Errorf("after signing out: %d", status)
	}
	token := h.signIn()
	h.must(h.hub.AddAdmin(t.Context(), adminName, "một mật khẩu khác"))
	h.wantAlive(token, false)
	if _, _, err := h.hub.SignIn(t.Context(), Attempt{Name: adminName, Password: password}); !errors.Is(err, errSignIn) {
		t.Errorf("the old password: %v", err)
	}
}

// TestLockOut grows, holds for names that do not exist too, and ends.
func TestLockOut(t *testing.T) {
	h := newHouse(t)
	h.must(h.hub.AddAdmin(t.Context(), adminName, password))
	for _, name := range []string{adminName, "không-có"} {
		var waits []string
		for range 8 {
			_, _, err := h.hub.SignIn(t.Context(), Attempt{Name: name, Password: "sai", Address: "127.0.0.1"})
			var locked lockedError
			if errors.As(err, &locked) {
				waits = append(waits, locked.wait.String())
				h.wait(locked.wait)
			}
		}
		if got := fmt.Sprint(waits); got != "[2s 4s]" {
			t.Errorf("%s: waits %s", name, got)
		}
	}
	res, err := noFollow(nil).PostForm(h.url+"/login", url.Values{"name": {adminName}, "password": {password}})
	h.must(err)
	if status, body := h.read(res); status != http.StatusTooManyRequests || !strings.Contains(string(body), "Hãy thử lại sau 2 giây") || res.Header.Get("Retry-After") == "" {
		t.Errorf("locked: %d %s", status, body)
	}
	h.wait(time.Hour)
	_, _, err = h.hub.SignIn(t.Context(), Attempt{adminName, password, "127.0.0.1"})
	h.must(err)
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
		l, err := tx.Tries(adminName, h.hub.visitor("127.0.0.1"))
		if l.Failures != 0 {
			t.Errorf("failures after signing in: %d", l.Failures)
		}
		return err
	}))
}

// TestBackToTheExport: who is asked to sign in gets the file that was wanted.
func TestBackToTheExport(t *testing.T) {
	h := newHouse(t)
	res, err := noFollow(nil).Get(h.url + "/rounds/r1/export?format=csv")
	h.must(err)
	h.read(res)
	want := "/login?next=" + url.QueryEscape("/rounds/r1/export?format=csv")
	if got := res.Header.Get("Location"); got != want {
		t.Errorf("sent to %s, want %s", got, want)
	}
}
