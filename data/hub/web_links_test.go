package hub

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hangviet/data/hub/people"
)

var (
	hrefs = regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)
	ofOne = regexp.MustCompile(`[0-9a-f]{16,}|[A-Za-z-]*[0-9][A-Za-z0-9-]*`)
)

// ledTo are the addresses on this hub that a page leads to.
func ledTo(page string) (all []string) {
	for _, m := range hrefs.FindAllStringSubmatch(page, -1) {
		all = append(all, strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	return all
}

// TestEveryLinkLeadsSomewhere follows the links of every page, some of each kind.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h, _, _ := seenHouse(t)
	browser := h.admin()
	seen, kinds := map[string]bool{}, map[string]int{}
	for queue := []string{"/", "/seen?from=2026-11-20&to=2026-11-20"}; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		u, err := url.Parse(path)
		h.must(err)
		for field := range u.Query() {
			if strings.ContainsAny(field, "=&") {
				t.Errorf("%s asks for %q", path, field)
			}
		}
		kind := ofOne.ReplaceAllString(path, "*")
		if seen[path] || kinds[kind] >= 2 || strings.HasPrefix(path, "/static/") {
			continue
		}
		seen[path] = true
		kinds[kind]++
		status, header, page := h.ask(browser, "GET "+path, nil)
		if status != http.StatusOK {
			t.Errorf("%s: status %d", path, status)
		}
		if strings.HasPrefix(header.Get("Content-Type"), "text/html") {
			queue = append(queue, ledTo(page)...)
		}
	}
	if len(kinds) < 60 {
		t.Errorf("only %d kinds of pages were found", len(kinds))
	}
}

// TestLinksKeepThePeriod: what is told of some days leads to what is told of the same.
func TestLinksKeepThePeriod(t *testing.T) {
	h, _, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	const days = "from=2026-11-20&to=2026-11-20"
	for path, kept := range map[string][]string{
		"/seen":              {"/seen/products?" + days, "/seen/products/TEA?" + days, "/seen/searches?" + days},
		"/seen/producers":    {"/seen/producers.zip?" + days, "/seen/export?what=producers&format=csv&" + days, "/seen/producers?" + days + "&sort=qr"},
		"/seen/products/TEA": {"/seen/products?" + days, "/seen/producers/p1?" + days},
		"/seen/producers/p1": {"/seen/producers/p1/report.pdf?" + days},
	} {
		links := strings.Join(ledTo(h.page(viewer, path+"?"+days)), "\n") + "\n"
		for _, want := range kept {
			if !strings.Contains(links, want+"\n") {
				t.Errorf("%s does not lead to %s, only to\n%s", path, want, links)
			}
		}
	}
}

// TestLanguageKeepsThePage: who changes the language stays where they are, and sees
// the same of it.
func TestLanguageKeepsThePage(t *testing.T) {
	h, _, _ := seenHouse(t)
	browser := h.admin()
	for path, want := range map[string]string{
		"/":                                   "/?lang=en",
		"/rounds/r1/nominees?category=food":   "/rounds/r1/nominees?category=food&lang=en",
		"/kiosks?as=list&page=1&lang=vi":      "/kiosks?as=list&lang=en&page=1",
		"/seen?from=2026-11-20&to=2026-11-21": "/seen?from=2026-11-20&lang=en&to=2026-11-21",
		"/seen/products?q=%22%3E%3Ci%3E":      "/seen/products?lang=en&q=%22%3E%3Ci%3E",
	} {
		links := strings.Join(ledTo(h.page(browser, path)), "\n") + "\n"
		if !strings.Contains(links, want+"\n") {
			t.Errorf("%s does not lead to %s, only to\n%s", path, want, links)
		}
	}
	_, _, none := h.ask(browser, "GET /none?a=b", nil)
	if !strings.Contains(none, `href="/?lang=en"`) {
		t.Error("a page that is none keeps what it was asked")
	}
}
