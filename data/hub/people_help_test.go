package hub

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"hangviet/data/hub/books"
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
	browser := h.browser()
	res, err := browser.PostForm(h.url+"/login", url.Values{"name": {name}, "password": {password}})
	h.must(err)
	if status, body := h.read(res); status != http.StatusSeeOther {
		h.Fatalf("sign in as %s: %d %s", name, status, body)
	}
	return browser
}

// browser returns a browser in which nobody has signed in.
func (h *house) browser() *http.Client {
	h.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	return noFollow(jar)
}

// typeIn sends a form, given as "name=value" pairs, and returns what comes.
func (h *house) typeIn(browser *http.Client, path string, pairs ...string) (int, http.Header, string) {
	h.Helper()
	form := url.Values{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		form.Add(name, value)
	}
	res, err := browser.PostForm(h.url+path, form)
	h.must(err)
	status, body := h.read(res)
	return status, res.Header, string(body)
}

// wantIn checks whether the browser is signed in.
func (h *house) wantIn(what string, browser *http.Client, want bool) {
	h.Helper()
	if status, _, _ := h.ask(browser, "GET /account", nil); (status == http.StatusOK) != want {
		h.Errorf("%s: signed in is not %t: %d", what, want, status)
	}
}

// audited returns the acts of the audit, the newest first.
func (h *house) audited() (acts []string) {
	h.Helper()
	lines, err := h.hub.audits(h.Context(), books.AuditFilter{})
	h.must(err)
	for _, a := range lines {
		acts = append(acts, strings.TrimSpace(a.Who+" "+a.Act+" "+a.Subject+" "+a.Way))
	}
	return acts
}
