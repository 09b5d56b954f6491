package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hangviet/ui/web/webtest"
)

// secret is the password of the tests' people.
const secret = "mật khẩu để thử"

// signIn makes an account at the command line and signs the page in.
func (h *hub) signIn(p *webtest.Page, name string) {
	h.t.Helper()
	add := exec.Command(filepath.Join(bin, "hub"), "admin", "add", name, "--data", h.dir)
	add.Stdin = strings.NewReader(secret + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		h.t.Fatalf("add an administrator: %v\n%s", err, out)
	}
	p.Go(h.url + "/login")
	p.Type("#name", name)
	p.Type("#password", secret)
	p.Press("form[action='/login'] button")
}

// TestEveryPageOfTheHub follows every link that an administrator of a hub at work
// finds, on a desk and on a phone, in both languages: each page can be used by
// everybody, asks nobody else for anything and fits the screen.
func TestEveryPageOfTheHub(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	hub := openHub(t)
	office.publish(hub.repo())
	run(t, "kioskctl", "simulate", "--hub", hub.url, "--kiosks", "4", "--ballots", "40", "--rate", "20", "--minutes", "0.1", "--beat", "1s", "--approve-with", hub.dir)
	for _, c := range []struct {
		page *webtest.Page
		lang string
	}{{webtest.Wide(t), "vi"}, {webtest.Phone(t), "en"}} {
		hub.signIn(c.page, "officer-"+c.lang)
		c.page.Go(hub.url + "/?lang=" + c.lang)
		if seen := crawl(c.page, hub.url); seen < 30 {
			t.Errorf("only %d kinds of pages were found", seen)
		}
	}
}

// unwalked are links that lead to no page of their own.
var unwalked = regexp.MustCompile(`\.(csv|xlsx|pdf|json|zip|svg|png|txt|ledger)($|\?)|[?&]lang=|/export|/static/|/content/|/q/|/request$|/workbook|/remarks`)

// named are the parts of a path that are of one thing among many.
var named = regexp.MustCompile(`[0-9a-f]{8,}|\d+|r1|SP-\d|htx-\d`)

// crawl looks at every page it can reach from where the page is, two of each
// kind, and returns how many kinds there are.
func crawl(p *webtest.Page, base string) int {
	kinds, walked, waiting := map[string]int{}, map[string]bool{}, []string{base + "/"}
	for len(waiting) > 0 {
		url := waiting[0]
		waiting = waiting[1:]
		path, _, _ := strings.Cut(strings.TrimPrefix(url, base), "?")
		kind := named.ReplaceAllString(path, "_")
		if !strings.HasPrefix(url, base) || walked[url] || unwalked.MatchString(strings.TrimPrefix(url, base)) || kinds[kind] == 2 {
			continue
		}
		walked[url] = true
		kinds[kind]++
		p.Go(url)
		p.Accessible()
		p.Own(base)
		p.Picture("page" + strings.ReplaceAll(kind, "/", "-"))
		waiting = append(waiting, p.Links()...)
	}
	return len(kinds)
}
