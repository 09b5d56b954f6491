package webtest

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is one visitor's page. Its steps end the test when they cannot be done,
// and it is a fault of the test when a page asks for anything from elsewhere or
// a script of it fails.
type Page struct {
	t    testing.TB
	ctx  context.Context
	name string // "wide", "phone"
	dir  string // of pictures

	mu     sync.Mutex
	hosts  []string // that were asked
	faults []string // what the console complained of
}

// watch notes whom the page asks and what it complains of.
func (p *Page) watch() {
	chromedp.ListenTarget(p.ctx, func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			p.hosts = append(p.hosts, e.Request.URL)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError && !strings.Contains(e.Entry.Text, "status of 4") {
				p.faults = append(p.faults, e.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			p.faults = append(p.faults, e.ExceptionDetails.Error())
		}
	})
}

func (p *Page) run(what string, steps ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, steps...); err != nil {
		p.t.Fatalf("%s (%s, %s): %v\n%s", what, p.name, p.address(), err, p.text())
	}
}

// ask asks the page something that it answers at once or, between two pages, never.
func (p *Page) ask(what chromedp.Action) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience/10)
	defer cancel()
	return chromedp.Run(ctx, what)
}

// address and text tell of a page on which a step could not be done.
func (p *Page) address() (url string) {
	p.ask(chromedp.Location(&url)) // a page that is gone has none
	return url
}

func (p *Page) text() (text string) {
	p.ask(chromedp.Evaluate(`document.body ? document.body.innerText : ""`, &text)) // as above
	return text
}

// Go goes to an address.
func (p *Page) Go(to string) {
	p.t.Helper()
	p.run("go to "+to, chromedp.Navigate(to))
}

// Type fills the field with what is in its place.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	empty := `document.querySelector(` + quote(selector) + `).value = ""`
	p.run("type into "+selector, chromedp.WaitVisible(selector, chromedp.ByQuery), chromedp.Evaluate(empty, nil), chromedp.SendKeys(selector, text, chromedp.ByQuery))
}

// Choose picks an entry of a list by its value.
func (p *Page) Choose(selector, value string) {
	p.t.Helper()
	p.run("choose in "+selector, chromedp.SetValue(selector, value, chromedp.ByQuery))
}

// Upload puts files into a field.
func (p *Page) Upload(selector string, files ...string) {
	p.t.Helper()
	p.run("upload to "+selector, chromedp.SetUploadFiles(selector, files, chromedp.ByQuery))
}

// Press presses what the selector finds and waits for the page that it leads to.
func (p *Page) Press(selector string) {
	p.t.Helper()
	p.run("mark the page", chromedp.Evaluate(`window.before = true`, nil))
	p.Touch(selector)
	p.until("press "+selector, `!window.before && document.readyState === "complete"`)
}

// Touch presses what the selector finds and stays where it is.
func (p *Page) Touch(selector string) {
	p.t.Helper()
	p.run("press "+selector, chromedp.ScrollIntoView(selector, chromedp.ByQuery), chromedp.Click(selector, chromedp.ByQuery, chromedp.NodeVisible))
}

// Arrives waits until a script has led to the page at path.
func (p *Page) Arrives(path string) {
	p.t.Helper()
	p.until("arrive at "+path, `location.pathname === `+quote(path)+` && document.readyState === "complete"`)
}

// until waits until what is asked in the page is so; between two pages nothing is.
func (p *Page) until(what, question string) {
	p.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		var so bool
		if err := p.ask(chromedp.Evaluate(question, &so)); err == nil && so {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("%s (%s, %s): in vain\n%s", what, p.name, p.address(), p.text())
		}
	}
}

// See waits until the page shows the text, through as many pages as come.
func (p *Page) See(text string) {
	p.t.Helper()
	for end := time.Now().Add(patience); !p.Shows(text); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("see %s (%s, %s)\n%s", text, p.name, p.address(), p.text())
		}
	}
}

// Shows tells whether the page shows the text now.
func (p *Page) Shows(text string) bool { return strings.Contains(p.text(), text) }

// Text returns what the selector's first find says.
func (p *Page) Text(selector string) (text string) {
	p.t.Helper()
	p.run("read "+selector, chromedp.Text(selector, &text, chromedp.ByQuery))
	return strings.TrimSpace(text)
}

// Attribute returns an attribute of the selector's first find.
func (p *Page) Attribute(selector, name string) (value string) {
	p.t.Helper()
	p.run("read "+selector, chromedp.AttributeValue(selector, name, &value, nil, chromedp.ByQuery))
	return value
}

// Picture keeps a picture of the whole page, when pictures are wanted.
func (p *Page) Picture(name string) {
	p.t.Helper()
	if p.dir == "" {
		return
	}
	var png []byte
	p.run("take a picture", chromedp.FullScreenshot(&png, 100))
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(p.picture(name), png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// Pictures keeps a picture of the whole page in English, under name-en, and in
// Vietnamese, when pictures are wanted. The page is asked for again: what was typed
// into it is gone.
func (p *Page) Pictures(name string) {
	p.t.Helper()
	if p.dir == "" {
		return
	}
	p.Go(p.in("en"))
	p.Picture(name + "-en")
	p.Go(p.in("vi"))
	p.Picture(name)
}

// in is the address of the page in a language.
func (p *Page) in(lang string) string {
	p.t.Helper()
	where, err := url.Parse(p.address())
	if err != nil {
		p.t.Fatal(err)
	}
	asked := where.Query()
	asked.Set("lang", lang)
	where.RawQuery = asked.Encode()
	return where.String()
}

// Own checks that the page asked nobody but the hub at base, that no script
// failed and that nothing is wider than the screen.
func (p *Page) Own(base string) {
	p.t.Helper()
	p.mu.Lock()
	hosts, faults := slices.Clone(p.hosts), slices.Clone(p.faults)
	p.mu.Unlock()
	for _, url := range hosts {
		if !strings.HasPrefix(url, base) && !strings.HasPrefix(url, "about:") && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:"+base) { // the browser's own signs
			p.t.Errorf("%s asks %s", p.address(), url)
		}
	}
	for _, fault := range faults {
		p.t.Errorf("%s complains: %s", p.address(), fault)
	}
	var over int
	p.run("measure the page", chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &over))
	if over > 0 {
		p.t.Errorf("%s (%s) is %d px wider than the screen", p.address(), p.name, over)
	}
}

// Links returns the addresses of the page's links, those of downloads left out.
func (p *Page) Links() (links []string) {
	p.t.Helper()
	p.run("read the links", chromedp.Evaluate(`[...document.querySelectorAll("a[href]:not([download])")].map(a => a.href.split("#")[0])`, &links))
	return links
}

// Has tells whether the page has what the selector finds, now.
func (p *Page) Has(selector string) (there bool) {
	p.t.Helper()
	p.run("look for "+selector, chromedp.Evaluate(`!!document.querySelector(`+quote(selector)+`)`, &there))
	return there
}

// Download returns what an address answers to the visitor of this page.
func (p *Page) Download(url string) []byte {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, url, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	p.run("read the cookies", chromedp.ActionFunc(func(ctx context.Context) error {
		cookies, err := network.GetCookies().Do(ctx)
		for _, c := range cookies {
			request.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
		}
		return err
	}))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		p.t.Fatalf("download %s: %s, %v", url, answer.Status, err)
	}
	return data
}
