package hub

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// TestMenuOfRoles: the menu leads nobody to a page that is refused, and buttons
// stand there for those who may.
func TestMenuOfRoles(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.enrolled("Điểm bán", wire.Pending)
	for _, role := range people.Roles() {
		browser := h.as(role)
		page := h.page(browser, "/")
		if !strings.Contains(page, "Điểm bán") || !strings.Contains(page, "<b>"+string(role)+"</b>") {
			t.Errorf("%s does not see the kiosks", role)
		}
		for _, area := range areas {
			for _, path := range area.pages {
				right, there := h.hub.patterns["GET "+path]
				status, _, _ := h.ask(browser, "GET "+path, nil)
				if linked := strings.Contains(page, `href="`+path+`"`); linked && status != http.StatusOK {
					t.Errorf("%s is led to %s: %d", role, path, status)
				}
				if there && (status == http.StatusOK) != role.Can(right) {
					t.Errorf("%s at %s: %d", role, path, status)
				}
			}
		}
		if strings.Contains(page, "/approve") != role.Can(people.ManageKiosks) {
			t.Errorf("%s and the button to approve", role)
		}
	}
}

// TestForbiddenInWords: who has signed in and may not is told so on a page.
func TestForbiddenInWords(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Điểm bán", wire.Pending)
	browser := h.as(people.Viewer)
	for _, route := range []string{"GET /cases/none", "POST /kiosks/" + k.self.ID + "/approve"} {
		status, _, page := h.ask(browser, route, nil)
		if status != http.StatusForbidden || !strings.Contains(page, "không dành cho vai trò của bạn") || !strings.Contains(page, `class="menu"`) {
			t.Errorf("%s: %d %s", route, status, page)
		}
	}
	if k.enrol().Status != wire.Pending {
		t.Error("a viewer has approved a kiosk")
	}
}

// TestRoleHoldsAtOnce: another role ends the sessions of the old one, and the last
// administrator stays one.
func TestRoleHoldsAtOnce(t *testing.T) {
	h := newHouse(t)
	browser := h.as(people.Verifier)
	h.must(h.hub.AddAccount(t.Context(), "a", password, people.Administrator))
	h.must(h.hub.SetRole(t.Context(), string(people.Verifier), people.Viewer))
	if status, header, _ := h.ask(browser, "GET /rounds", nil); status != http.StatusSeeOther || !strings.HasPrefix(header.Get("Location"), "/login") {
		t.Errorf("the session of the old role: %d", status)
	}
	for what, err := range map[string]error{
		"another role": h.hub.SetRole(t.Context(), "a", people.Editor),
		"removed":      h.hub.RemoveAccount(t.Context(), "a"),
		"added again":  h.hub.AddAccount(t.Context(), "a", password, people.Viewer),
	} {
		if !errors.Is(err, ErrLastAdministrator) {
			t.Errorf("%s: %v", what, err)
		}
	}
	h.must(h.hub.SetRole(t.Context(), string(people.Verifier), people.Administrator))
	browser = h.enter("a", password)
	h.must(h.hub.RemoveAccount(t.Context(), "a"))
	if status, _, _ := h.ask(browser, "GET /rounds", nil); status != http.StatusSeeOther {
		t.Errorf("the session of one who is gone: %d", status)
	}
}
