package hub

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/people"
)

// call asks a path of the API that needs a right, with a header of authorization
// and, to no avail, a cookie.
func (h *house) call(right people.Right, authorization, cookie string) (int, string) {
	h.Helper()
	route := route{"POST /api/v1/test", right, func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(asker(r.Context()).Name + " " + asker(r.Context()).Way))
	}}
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/api/v1/test", nil)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	r.AddCookie(&http.Cookie{Name: "hub", Value: cookie})
	h.hub.allowed(route)(w, r)
	return w.Code, w.Body.String()
}

// TestTokens: a token is good for what its role may, until it expires or is
// revoked, and a cookie is good for nothing there.
func TestTokens(t *testing.T) {
	h := newHouse(t)
	admin := h.as(people.Administrator)
	for want, pairs := range map[string][]string{
		"fault-name": {"name= ", "role=viewer", "days=9"}, "fault-role": {"name=a", "role=", "days=9"}, "fault-days": {"name=a", "role=viewer", "days=999"},
	} {
		if status, _, body := h.typeIn(admin, "/tokens/add", pairs...); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="`+want+`"`) {
			t.Errorf("%s: %d", want, status)
		}
	}
	_, _, page := h.typeIn(admin, "/tokens/add", "name=Bảng điện tử", "role=viewer", "days=2")
	text := regexp.MustCompile(`value="(hv_[^"]+)"`).FindStringSubmatch(page)[1]
	tokens, err := h.hub.Tokens(t.Context())
	h.must(err)
	if strings.Contains(h.page(admin, "/tokens"), text) || len(tokens) != 1 || tokens[0].By != "administrator" {
		t.Errorf("the token is shown again, or %+v", tokens)
	}
	who := "Bảng điện tử (" + tokens[0].ID + ") api"
	for _, test := range []struct {
		name          string
		right         people.Right
		authorization string
		want          int
	}{
		{"good", people.SeeKiosks, "Bearer " + text, http.StatusOK},
		{"good in small letters", people.SeeKiosks, "bearer  " + text, http.StatusOK},
		{"more than its role may", people.ManageKiosks, "Bearer " + text, http.StatusForbidden},
		{"none", people.SeeKiosks, "", http.StatusUnauthorized},
		{"another", people.SeeKiosks, "Bearer " + text[:len(text)-1], http.StatusUnauthorized},
		{"its hash", people.SeeKiosks, "Bearer " + tokens[0].Hash, http.StatusUnauthorized},
		{"as a password", people.SeeKiosks, "Basic " + text, http.StatusUnauthorized},
	} {
		status, body := h.call(test.right, test.authorization, h.signInAs("administrator"))
		if status != test.want || status == http.StatusOK && body != who || status != http.StatusOK && !strings.Contains(body, `"code"`) {
			t.Errorf("%s: %d %s", test.name, status, body)
		}
	}
	if strings.Contains(h.dumped(), text) {
		t.Error("the database holds a token")
	}
	h.wait(48 * time.Hour)
	if status, _ := h.call(people.SeeKiosks, "Bearer "+text, ""); status != http.StatusUnauthorized {
		t.Errorf("an expired token: %d", status)
	}
}

// signInAs returns the token of a session of that role.
func (h *house) signInAs(role people.Role) string {
	h.Helper()
	token, _, err := h.hub.SignIn(h.Context(), Attempt{Name: string(role), Password: password})
	h.must(err)
	return token
}

// TestRevokedToken is good for nothing at once, and the audit tells of it.
func TestRevokedToken(t *testing.T) {
	h := newHouse(t)
	admin := h.as(people.Administrator)
	text, k, err := h.hub.AddToken(t.Context(), "a", people.Editor, 1)
	h.must(err)
	h.call(people.SeeKiosks, "Bearer "+text, "")
	if tokens, err := h.hub.Tokens(t.Context()); err != nil || !tokens[0].Used.Equal(h.clock()) {
		t.Errorf("last use: %+v, %v", tokens, err)
	}
	if status, _, _ := h.typeIn(admin, "/tokens/revoke", "id="+k.ID); status != http.StatusSeeOther {
		t.Errorf("revoke: %d", status)
	}
	if status, _ := h.call(people.SeeKiosks, "Bearer "+text, ""); status != http.StatusUnauthorized {
		t.Errorf("a revoked token: %d", status)
	}
	if status, _, _ := h.typeIn(admin, "/tokens/revoke", "id="+k.ID); status != http.StatusNotFound {
		t.Errorf("revoke again: %d", status)
	}
	acts := h.audited()
	for _, want := range []string{"token.added " + k.ID + " command", "administrator token.revoked " + k.ID + " page"} {
		if !slices.Contains(acts, want) {
			t.Errorf("the audit does not tell %q: %q", want, acts)
		}
	}
}
