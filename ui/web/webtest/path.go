package webtest

import "github.com/chromedp/chromedp"

// Path is the path of the page that is open.
func (p *Page) Path() (path string) {
	p.t.Helper()
	p.run("read the path", chromedp.Evaluate(`location.pathname`, &path))
	return path
}
