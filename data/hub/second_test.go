package hub

import (
	"bytes"
	"errors"
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
	"hangviet/ui/web"
)

// wordVI returns a text of the pages as it stands in their source.
func wordVI(key string) string { return web.Word("vi", key) }

// codeNow returns what a person's app shows now.
func (h *house) codeNow(secret string) string { return signin.CodeAt(secret, h.clock()) }

// withSecond turns the second step on in a browser and returns secret and codes.
func (h *house) withSecond(browser *http.Client) (secret string, codes []string) {
	h.Helper()
	page := h.page(browser, "/account/second")
	secret = strings.ReplaceAll(regexp.MustCompile(`big">([A-Z2-7 ]+)<`).FindStringSubmatch(page)[1], " ", "")
	res, err := browser.Get(h.url + "/account/second.png")
	h.must(err)
	status, image := h.read(res)
	if _, err := png.Decode(bytes.NewReader(image)); err != nil || status != http.StatusOK {
		h.Errorf("QR symbol: %d, %v", status, err)
	}
	if status, _, body := h.typeIn(browser, "/account/second", "code=000000"); status != http.StatusForbidden || !strings.Contains(body, wordVI("second.wrong")) {
		h.Errorf("a wrong code: %d", status)
	}
	status, _, page = h.typeIn(browser, "/account/second", "code="+h.codeNow(secret))
	for _, found := range regexp.MustCompile(`<li class="code">([^<]+)<`).FindAllStringSubmatch(page, -1) {
		codes = append(codes, found[1])
	}
	if status != http.StatusOK || len(codes) != signin.RecoveryCodes {
		h.Fatalf("%d, %d recovery codes: %s", status, len(codes), page)
	}
	h.wantIn("after turning the second step on", browser, true)
	return secret, codes
}

// TestSecondStep: a password alone leads nowhere, a code is good once, and so is a
// recovery code.
func TestSecondStep(t *testing.T) {
	h := newHouse(t)
	first := h.as(people.Verifier)
	secret, codes := h.withSecond(first)
	if status, _, _ := h.ask(first, "GET /account/second.png", nil); status != http.StatusNotFound {
		t.Errorf("the secret is shown again: %d", status)
	}
	browser := h.browser()
	status, header, _ := h.typeIn(browser, "/login", "name=verifier", "password="+password, "next=/rounds")
	if status != http.StatusSeeOther || header.Get("Location") != "/login/code?next=%2Frounds" {
		t.Fatalf("%d to %s", status, header.Get("Location"))
	}
	h.wantIn("after the first step", browser, false)
	if status, _, _ := h.typeIn(browser, "/login/code", "code="+h.codeNow(secret)); status != http.StatusForbidden {
		t.Errorf("the code that turned it on is good again: %d", status)
	}
	h.wait(30 * time.Second)
	status, header, _ = h.typeIn(browser, "/login/code", "code="+h.codeNow(secret), "next=/rounds")
	if status != http.StatusSeeOther || header.Get("Location") != "/rounds" {
		t.Errorf("%d to %s", status, header.Get("Location"))
	}
	h.wantIn("after the second step", browser, true)
	for i, want := range []int{http.StatusSeeOther, http.StatusForbidden} {
		other := h.browser()
		h.typeIn(other, "/login", "name=verifier", "password="+password)
		if status, _, _ := h.typeIn(other, "/login/code", "code="+strings.ToLower(codes[3])); status != want {
			t.Errorf("recovery code, time %d: %d", i+1, status)
		}
	}
	if page := h.page(browser, "/account"); !strings.Contains(page, "Còn 9 mã dự phòng") {
		t.Error("the page does not tell how many codes are left")
	}
}

// TestSecondStepHalf: the half session is good for its step alone and for minutes.
func TestSecondStepHalf(t *testing.T) {
	h := newHouse(t)
	secret, _ := h.withSecond(h.as(people.Verifier))
	browser := h.browser()
	h.typeIn(browser, "/login", "name=verifier", "password="+password)
	h.wait(signin.HalfWay)
	if status, header, _ := h.typeIn(browser, "/login/code", "code="+h.codeNow(secret)); status != http.StatusSeeOther || !strings.HasPrefix(header.Get("Location"), "/login?") {
		t.Errorf("too late: %d", status)
	}
	if status, _, _ := h.typeIn(h.browser(), "/login/code", "code="+h.codeNow(secret)); status != http.StatusSeeOther {
		t.Errorf("without the first step: %d", status)
	}
	whole := h.as(people.Viewer)
	h.typeIn(whole, "/login/code", "code="+h.codeNow(secret))
	h.wantIn("a whole session at the second step", whole, true)
}

// TestSecondStepLocks: codes cannot be guessed, from however many addresses.
func TestSecondStepLocks(t *testing.T) {
	h := newHouse(t)
	h.withSecond(h.as(people.Verifier))
	locked := 0
	for i := range 10 {
		address := string(rune('a' + i))
		token, whole, err := h.hub.SignIn(t.Context(), Attempt{"verifier", password, address})
		h.must(err)
		if whole {
			t.Fatal("the second step is not asked for")
		}
		_, err = h.hub.SecondStep(t.Context(), token, "000000", address)
		if errors.As(err, &lockedError{}) {
			locked++
		} else if !errors.Is(err, errCode) {
			t.Errorf("try %d: %v", i, err)
		}
	}
	if locked != 6 {
		t.Errorf("%d of 10 tries were locked, want 6", locked)
	}
}

// TestSecondStepOff: with the password, or by an administrator.
func TestSecondStepOff(t *testing.T) {
	h := newHouse(t)
	browser, admin := h.as(people.Verifier), h.as(people.Administrator)
	h.withSecond(browser)
	if status, _, body := h.typeIn(browser, "/account/second/off", "password=sai"); status != http.StatusForbidden || !strings.Contains(body, `id="fault-off"`) {
		t.Errorf("wrong password: %d", status)
	}
	if status, _, _ := h.typeIn(browser, "/account/second/off", "password="+password); status != http.StatusOK {
		t.Errorf("off: %d", status)
	}
	h.wantIn("after turning it off", browser, true)
	h.enter("verifier", password)
	h.withSecond(browser)
	if status, _, _ := h.typeIn(admin, "/people/second", "name=verifier"); status != http.StatusOK {
		t.Errorf("off by an administrator: %d", status)
	}
	h.wantIn("whose second step was turned off", browser, false)
	h.enter("verifier", password)
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
		left, err := tx.RecoveryLeft("verifier")
		if left != 0 {
			t.Errorf("%d recovery codes are left", left)
		}
		return err
	}))
}

// TestPasswordAndEverywhere: the own password, and signing out everywhere.
func TestPasswordAndEverywhere(t *testing.T) {
	h := newHouse(t)
	browser := h.as(people.Viewer)
	other := h.enter("viewer", password)
	const another = "một mật khẩu khác"
	for want, pairs := range map[string][]string{
		"fault-old":   {"old=sai sai sai sai", "new=" + another, "again=" + another},
		"fault-new":   {"old=" + password, "new=ngắn", "again=ngắn"},
		"fault-again": {"old=" + password, "new=" + another, "again=x"},
	} {
		if status, _, body := h.typeIn(browser, "/account/password", pairs...); status == http.StatusOK || !strings.Contains(body, `id="`+want+`"`) {
			t.Errorf("%s: %d", want, status)
		}
	}
	if status, _, _ := h.typeIn(browser, "/account/password", "old="+password, "new="+another, "again="+another); status != http.StatusOK {
		t.Errorf("password: %d", status)
	}
	h.wantIn("who changed the password", browser, true)
	h.wantIn("another session of the old password", other, false)
	other = h.enter("viewer", another)
	if status, _, _ := h.typeIn(other, "/account/end"); status != http.StatusSeeOther {
		t.Errorf("everywhere: %d", status)
	}
	h.wantIn("who signed out everywhere", other, false)
	h.wantIn("the other session", browser, false)
}
