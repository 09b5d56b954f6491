package hub

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"hangviet/data/hub/people"
)

// as returns a browser in which somebody of that role has signed in, under the
// role's name.
func (h *house) as(role people.Role) *http.Client {
	h.Helper()
	h.must(h.hub.AddAccount(h.Context(), string(role), password, role))
	return h.enter(string(role), password)
}

// enter returns a browser in which a person has signed in.
func (h *house) enter(name, password string) *http.Client {
	h.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	browser := noFollow(jar)
	res, err := browser.PostForm(h.url+"/login", url.Values{"name": {name}, "password": {password}})
	h.must(err)
	if status, body := h.read(res); status != http.StatusSeeOther {
		h.Fatalf("sign in as %s: %d %s", name, status, body)
	}
	return browser
}
