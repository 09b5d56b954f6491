package hub

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
)

// TestFirstLink makes the first account, once, and no other.
func TestFirstLink(t *testing.T) {
	h := newHouse(t)
	old, err := h.hub.FirstLink(t.Context())
	h.must(err)
	token, err := h.hub.FirstLink(t.Context())
	h.must(err)
	if status, _ := h.get(PathJoin + old); status != http.StatusNotFound {
		t.Errorf("a link of an earlier start: %d", status)
	}
	if status, body := h.get(PathJoin + token); status != http.StatusOK || !strings.Contains(string(body), "Tạo tài khoản đầu tiên") {
		t.Errorf("%d %s", status, body)
	}
	browser := h.browser()
	for want, pairs := range map[string][]string{
		"fault-name":     {"name=Thảo Nguyễn", "password=" + password, "again=" + password},
		"fault-password": {"name=Thảo", "password=ngắn", "again=ngắn"},
		"fault-again":    {"name=Thảo", "password=" + password, "again=khác"},
	} {
		if status, _, body := h.typeIn(browser, PathJoin+token, pairs...); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="`+want+`"`) {
			t.Errorf("%s: %d %s", want, status, body)
		}
	}
	status, header, body := h.typeIn(browser, PathJoin+token, "name=Thảo", "password="+password, "again="+password)
	if status != http.StatusSeeOther || header.Get("Location") != "/" {
		t.Fatalf("%d %s", status, body)
	}
	h.wantIn("who made the first account", browser, true)
	if page := h.page(browser, "/people"); !strings.Contains(page, "Đây là người quản trị") && !strings.Contains(page, "Quản trị") {
		t.Error("the first account is no administrator's")
	}
	if status, _, _ := h.typeIn(h.browser(), PathJoin+token, "name=Kẻ-lạ", "password="+password, "again="+password); status != http.StatusNotFound {
		t.Errorf("the link a second time: %d", status)
	}
	if again, err := h.hub.FirstLink(t.Context()); err != nil || again != "" {
		t.Errorf("a link beside an account: %q, %v", again, err)
	}
	if acts := h.audited(); !slices.Contains(acts, "Thảo account.added Thảo page") {
		t.Errorf("audit: %q", acts)
	}
}

// TestFirstLinkEnds: after a day, and when an account is made in another way.
func TestFirstLinkEnds(t *testing.T) {
	h := newHouse(t)
	token, err := h.hub.FirstLink(t.Context())
	h.must(err)
	h.wait(signin.FirstLink)
	if status, _ := h.get(PathJoin + token); status != http.StatusNotFound {
		t.Errorf("after a day: %d", status)
	}
	token, err = h.hub.FirstLink(t.Context())
	h.must(err)
	h.must(h.hub.AddAdmin(t.Context(), adminName, password))
	if status, _, _ := h.typeIn(h.browser(), PathJoin+token, "name=Kẻ-lạ", "password="+password, "again="+password); status != http.StatusNotFound {
		t.Errorf("beside an account: %d", status)
	}
	if all, err := h.hub.Accounts(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
}

// linkIn finds the one-time link on a page.
func linkIn(t *testing.T, h *house, page string) string {
	t.Helper()
	found := regexp.MustCompile(`value="` + h.url + `(/join/[^"]+)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no link on the page: %s", page)
	}
	return found[1]
}

// TestInvite: an administrator invites, the person chooses the password, and the
// role is the one that was given.
func TestInvite(t *testing.T) {
	h := newHouse(t)
	admin := h.as(people.Administrator)
	for want, pairs := range map[string][]string{
		"fault.name": {"name=a b", "role=viewer"}, "fault.role": {"name=ab", "role=boss"}, "fault.taken": {"name=administrator", "role=viewer"},
	} {
		if status, _, body := h.typeIn(admin, "/people/invite", pairs...); status != http.StatusUnprocessableEntity || !strings.Contains(body, wordVI(want)) {
			t.Errorf("%s: %d", want, status)
		}
	}
	_, _, page := h.typeIn(admin, "/people/invite", "name=Hòa", "role=verifier")
	old := linkIn(t, h, page)
	_, _, page = h.typeIn(admin, "/people/invite", "name=Hòa", "role=editor")
	link := linkIn(t, h, page)
	if status, _ := h.get(old); status != http.StatusNotFound {
		t.Errorf("the invitation before: %d", status)
	}
	browser := h.browser()
	if status, _, body := h.typeIn(browser, link, "name=ai-khác", "password="+password, "again="+password); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if page := h.page(browser, "/account"); !strings.Contains(page, "<b>Hòa</b>") || !strings.Contains(page, "Biên tập") {
		t.Error("the account is not the one that was invited")
	}
	if strings.Contains(h.page(admin, "/people"), "Đã mời") {
		t.Error("an invitation that was used is still listed")
	}
	h.typeIn(admin, "/people/invite", "name=Bình", "role=viewer")
	_, _, page = h.typeIn(admin, "/people/invite", "name=Bình", "role=viewer")
	h.typeIn(admin, "/people/withdraw", "name=Bình")
	if status, _ := h.get(linkIn(t, h, page)); status != http.StatusNotFound {
		t.Errorf("a withdrawn invitation: %d", status)
	}
}

// TestForgottenPassword: a link for a new password ends the sessions, and keeps
// role and second step.
func TestForgottenPassword(t *testing.T) {
	h := newHouse(t)
	admin, browser := h.as(people.Administrator), h.as(people.Viewer)
	_, _, page := h.typeIn(admin, "/people/link", "name=viewer")
	link := linkIn(t, h, page)
	h.wantIn("before the link is used", browser, true)
	h.must(h.hub.SetRole(t.Context(), "viewer", people.Verifier))
	other := h.browser()
	if status, _, body := h.typeIn(other, link, "password=một mật khẩu khác", "again=một mật khẩu khác"); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	h.wantIn("with the old password", browser, false)
	h.wantIn("with the new one", other, true)
	if !strings.Contains(h.page(other, "/account"), "Kiểm phiếu") {
		t.Error("the role of the link's day is back")
	}
}

// TestPersonPage does everything that can be done about a person.
func TestPersonPage(t *testing.T) {
	h := newHouse(t)
	admin, browser := h.as(people.Administrator), h.as(people.Viewer)
	if page := h.page(admin, "/people/one?name=administrator"); !strings.Contains(page, "người quản trị cuối cùng") || strings.Contains(page, "/people/remove") {
		t.Error("the last administrator can be removed, it seems")
	}
	for _, path := range []string{"/people/remove", "/people/role"} {
		if status, _, body := h.typeIn(admin, path, "name=administrator", "role=viewer"); status != http.StatusConflict || !strings.Contains(body, wordVI("fault.last")) {
			t.Errorf("%s of the last administrator: %d", path, status)
		}
	}
	if status, _, body := h.typeIn(admin, "/people/role", "name=viewer", "role=verifier"); status != http.StatusOK || !strings.Contains(body, "Đã đổi vai trò") {
		t.Errorf("role: %d", status)
	}
	h.wantIn("with another role", browser, false)
	browser = h.enter("viewer", password)
	h.typeIn(admin, "/people/end", "name=viewer")
	h.wantIn("whose sessions were ended", browser, false)
	browser = h.enter("viewer", password)
	if status, _, _ := h.typeIn(admin, "/people/remove", "name=viewer"); status != http.StatusSeeOther {
		t.Errorf("remove: %d", status)
	}
	h.wantIn("who is removed", browser, false)
	for _, path := range []string{"/people/remove", "/people/role", "/people/end", "/people/link", "/people/second"} {
		if status, _, _ := h.typeIn(admin, path, "name=viewer", "role=viewer"); status != http.StatusNotFound {
			t.Errorf("%s of nobody: %d", path, status)
		}
	}
	want := []string{"administrator account.removed viewer page", "administrator account.ended viewer page", "administrator account.role viewer page"}
	acts := h.audited()
	for _, act := range want {
		if !slices.Contains(acts, act) {
			t.Errorf("the audit does not tell %q: %q", act, acts)
		}
	}
}
