package hub

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// open are the paths that need no sign-in. Whoever adds one has to write it here
// too, with the reason.
var open = map[string]string{
	"GET /content/{name...}":        "signed content, the same for every kiosk",
	"GET /api/v1/kiosks/{id}":       "a kiosk asks how it stands before it is approved",
	"/api/":                         "says that there is no such call",
	"GET /static/":                  "style and scripts",
	"GET /{$}":                      "the welcome",
	"GET /login":                    "the form",
	"POST /login":                   "the form",
	"GET /login/code":               "the second step",
	"POST /login/code":              "the second step",
	"POST /logout":                  "ends the own session, if there is one",
	"GET /join/{token}":             "whoever has the link may",
	"POST /join/{token}":            "whoever has the link may",
	"GET /results/{id}":             "as the round permits",
	"GET /receipt":                  "a voter looks for the own ballot",
	"GET /receipt/{code}":           "a voter looks for the own ballot",
	"POST /receipt":                 "a voter looks for the own ballot",
	"GET /record/{round}/{name...}": "a published record",
	"GET /press/font/{weight}":      "a font, the same for everybody",
	"GET /q/{code}":                 "a short link, for who scans it",
	"GET /room/open":                "the form for an invitation",
	"POST /room/open":               "whoever has the invitation may",
	"GET /room/open/{code}":         "whoever has the invitation may",
	"GET /healthz":                  "for who watches the server",
	"GET /readyz":                   "for who watches the server",
	"GET /api/v1/openapi.json":      "describes the calls",
	"/":                             "says that there is no such page",
	"POST " + wire.PathEnrol:        "signed by the kiosk",
	"POST " + wire.PathLedger:       "signed by the kiosk",
	"POST " + wire.PathCounters:     "signed by the kiosk",
	"POST " + wire.PathBeat:         "signed by the kiosk",
}

// TestOpenRoutes: what needs no sign-in is listed by name, and every other route
// asks for a right that a role can have.
func TestOpenRoutes(t *testing.T) {
	h := newHouse(t)
	for _, r := range h.hub.allRoutes() {
		method, _ := r.parts()
		_, listed := open[r.pattern]
		switch {
		case r.right == people.Anyone || r.right == people.Kiosk:
			if !listed {
				t.Errorf("%s needs no sign-in and is not listed", r.pattern)
			}
		case r.right == people.Producer && strings.HasPrefix(r.path(), "/room"): // see TestEveryRouteOfRooms
		case !slices.Contains(people.Rights(), r.right):
			t.Errorf("%s asks for %q, which is no right", r.pattern, r.right)
		case listed:
			t.Errorf("%s is listed and asks for a right", r.pattern)
		case method == "":
			t.Errorf("%s takes every method", r.pattern)
		}
	}
}

// parts returns method and path; no method means all.
func (r route) parts() (method, path string) {
	if before, after, found := strings.Cut(r.pattern, " "); found {
		return before, after
	}
	return "", r.pattern
}

func (r route) path() string {
	_, path := r.parts()
	return path
}

// hole is a part of a path that the asker fills.
var hole = regexp.MustCompile(`\{[^}]*\}`)

// filled returns a method and a path of the route, with text in the place of
// every hole.
func (r route) filled(text string) (method, path string) {
	method, path = r.parts()
	if method == "" {
		method = http.MethodGet
	}
	path = strings.ReplaceAll(path, "{$}", "")
	return method, hole.ReplaceAllLiteralString(path, text)
}

// fresh returns the cookie of a new session of that role; "" has none. What is
// done in one session ends no other.
func (h *house) fresh(role people.Role) *http.Cookie {
	h.Helper()
	if role == "" {
		return nil
	}
	var account books.Account
	h.must(h.hub.db.View(h.Context(), func(t *books.Tx) (err error) {
		account, err = t.Account(string(role))
		return err
	}))
	token, err := h.hub.begin(h.Context(), account, 0)
	h.must(err)
	return &http.Cookie{Name: "hub", Value: token}
}

// knock asks for a path with a cookie and headers, and follows nothing.
func (h *house) knock(method, path string, body io.Reader, cookie *http.Cookie, headers map[string]string) (*http.Response, string) {
	h.Helper()
	req, err := http.NewRequestWithContext(h.Context(), method, h.url+path, body)
	h.must(err)
	if cookie != nil {
		req.AddCookie(cookie)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := noFollow(nil).Do(req)
	h.must(err)
	_, text := h.read(res)
	return res, string(text)
}

// accounts makes one account for each role, named after it.
func (h *house) accounts() {
	h.Helper()
	for _, role := range people.Roles() {
		h.must(h.hub.AddAccount(h.Context(), string(role), password, role))
	}
}

// TestEveryRouteAsEveryRole asks every path as a stranger and as every role, with
// nothing of value in the request. Who has the right gets past the door; who has
// not is sent to sign in, or told so in words.
func TestEveryRouteAsEveryRole(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	h.must(h.hub.AddAccount(t.Context(), "second", password, people.Administrator))
	for _, r := range h.hub.allRoutes() {
		if r.isAPI() || r.right == people.Producer {
			continue
		}
		for _, role := range append(people.Roles(), "") {
			method, path := r.filled("none")
			var body io.Reader
			if method != http.MethodGet {
				body = strings.NewReader("")
			}
			res, text := h.knock(method, path, body, h.fresh(role), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
			sent := res.StatusCode == http.StatusSeeOther && strings.HasPrefix(res.Header.Get("Location"), "/login")
			told := res.StatusCode == http.StatusForbidden && strings.Contains(text, wordVI("message.forbidden"))
			open := r.right == people.Anyone
			switch {
			case open && told, open && sent && r.pattern != "POST /login/code":
				t.Errorf("%s as %q: shut, and it is open", r.pattern, role)
			case open:
			case role == "" && !sent:
				t.Errorf("%s as a stranger: %d", r.pattern, res.StatusCode)
			case role != "" && told == role.Can(r.right):
				t.Errorf("%s as %s, who may is %t: %d", r.pattern, role, role.Can(r.right), res.StatusCode)
			case role != "" && sent && r.pattern != "POST /account/end":
				t.Errorf("%s as %s: sent to sign in", r.pattern, role)
			}
			if res.StatusCode >= 500 {
				t.Errorf("%s as %q: %d %s", r.pattern, role, res.StatusCode, text)
			}
		}
	}
}

// TestEveryCallAsEveryRole does the same with the API, where a token counts and a
// cookie never.
func TestEveryCallAsEveryRole(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	tokens := map[people.Role]string{"": "hv_none"}
	for _, role := range people.Roles() {
		text, _, err := h.hub.AddToken(t.Context(), string(role), role, 1)
		h.must(err)
		tokens[role] = text
	}
	for _, r := range h.hub.allRoutes() {
		if !r.isAPI() || r.right == people.Anyone || r.right == people.Kiosk {
			continue
		}
		method, path := r.filled("none")
		if res, _ := h.knock(method, path, nil, h.fresh(people.Administrator), nil); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s with a cookie: %d", r.pattern, res.StatusCode)
		}
		for role, token := range tokens {
			res, text := h.knock(method, path, nil, nil, map[string]string{"Authorization": "Bearer " + token})
			stranger, told := res.StatusCode == http.StatusUnauthorized, strings.Contains(text, `"`+string(wire.CodeRole)+`"`)
			if stranger != (role == "") || role != "" && told == role.Can(r.right) || res.StatusCode >= 500 {
				t.Errorf("%s as %q: %d %s", r.pattern, role, res.StatusCode, text)
			}
		}
	}
}

// TestAskingChangesNothing: what is only asked for, by whoever may, leaves the
// audit as it was.
func TestAskingChangesNothing(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	before := len(h.audited())
	for _, r := range h.hub.allRoutes() {
		if method, path := r.filled("r1"); method == http.MethodGet {
			h.knock(method, path, nil, h.fresh(people.Administrator), nil)
			if acts := h.audited(); len(acts) != before {
				t.Fatalf("%s has done %q", r.pattern, acts[0])
			}
		}
	}
}

// TestOtherSitesOnEveryRoute: no other site makes a signed-in browser change
// anything, by any path.
func TestOtherSitesOnEveryRoute(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	before := len(h.audited())
	for _, r := range h.hub.allRoutes() {
		method, path := r.filled("none")
		if method == http.MethodGet {
			continue
		}
		for _, headers := range []map[string]string{
			{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
			{"Sec-Fetch-Site": "same-site", "Origin": h.url},
			{"Origin": "https://evil.example"},
			{"Origin": "null"},
			{"Origin": strings.Replace(h.url, "http://", "https://", 1) + "0"},
		} {
			headers["Content-Type"] = "application/x-www-form-urlencoded"
			res, _ := h.knock(method, path, strings.NewReader("name=viewer&role=administrator"), h.fresh(people.Administrator), headers)
			if res.StatusCode != http.StatusForbidden || len(res.Cookies()) > 0 {
				t.Errorf("%s from %v: %d", r.pattern, headers, res.StatusCode)
			}
		}
	}
	if acts := h.audited(); len(acts) != before {
		t.Errorf("another site has done %q", acts[:len(acts)-before])
	}
}
