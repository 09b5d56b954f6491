package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The goal of every page of a hub as large as it gets.
const (
	pageGoal      = 200 * time.Millisecond
	pageProducts  = 20_000
	pageProducers = 2_000
	pageKiosks    = 10_000
	pageCounters  = 10_000_000
	pageDays      = 10
	sameShape     = 3 // pages of one shape that are looked at
)

// measurePages walks every page of a large hub, as an administrator.
func measurePages(ctx context.Context, b bench) ([]line, error) {
	l, err := newHubLoad(ctx, filepath.Join(b.dir, "pages"), 0)
	if err != nil {
		return nil, err
	}
	n := nation{
		products: pageProducts, producers: pageProducers, kiosks: pageKiosks, counters: b.counters, days: pageDays,
		dir: filepath.Join(l.dir, "data"),
	}
	began := time.Now()
	if err := n.make(ctx, b.beside("hub"), l); err != nil {
		return nil, fmt.Errorf("make data: %w", err)
	}
	made := time.Since(began)
	began = time.Now()
	hub, err := startHub(ctx, b.beside("hub"), n.dir)
	if err != nil {
		return nil, err
	}
	defer hub.stop()
	w, err := newCrawl(ctx, hub)
	if err != nil {
		return nil, err
	}
	note := fmt.Sprintf("%d products, %d kiosks, %d counters; made in %.0f s, then the hub answered after %.0f s.",
		n.products, n.kiosks, n.counters, made.Seconds(), time.Since(began).Seconds())
	if err := w.all(ctx, b.runs); err != nil {
		return nil, err
	}
	all := w.lines()
	return append([]line{slowestPage(all, note)}, all...), nil
}

// crawl goes from the first page wherever links lead.
type crawl struct {
	hub    *server
	client *http.Client
	seen   map[string]bool
	shapes map[string]int
	pages  map[string]*page // by shape
}

// page is what became of the pages of one shape.
type page struct {
	figures, busy []time.Duration
	first         time.Duration // the first one ever
	bytes         int
	kind          string
}

func newCrawl(ctx context.Context, hub *server) (*crawl, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	w := &crawl{hub: hub, client: &http.Client{Jar: jar}, seen: map[string]bool{}, shapes: map[string]int{}, pages: map[string]*page{}}
	form := url.Values{"name": {readerName}, "password": {readerPassword}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hub.base+"/login", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := w.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || strings.HasSuffix(res.Request.URL.Path, "/login") {
		return nil, fmt.Errorf("sign in: status %d at %s", res.StatusCode, res.Request.URL)
	}
	return w, nil
}

var (
	links   = regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)
	varying = regexp.MustCompile(`[0-9a-f]{16,}|[A-Za-z-]*[0-9][A-Za-z0-9-]*`)
)

// shapeOf is a path with the names in it taken out, and of a query only its fields.
func shapeOf(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	shape := varying.ReplaceAllString(u.Path, "*")
	if fields := slices.Sorted(maps.Keys(u.Query())); len(fields) > 0 {
		shape += "?" + strings.Join(fields, "&")
	}
	return shape
}

// all visits every page, some of each shape.
func (w *crawl) all(ctx context.Context, runs int) error {
	queue := []string{"/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		shape := shapeOf(path)
		if w.seen[path] || w.shapes[shape] >= sameShape || strings.HasPrefix(path, "/static/") {
			continue
		}
		w.seen[path] = true
		w.shapes[shape]++
		text, err := w.visit(ctx, path, shape, runs)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, m := range links.FindAllStringSubmatch(text, -1) {
			queue = append(queue, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	return nil
}

// visit looks at a page some times and returns its text.
func (w *crawl) visit(ctx context.Context, path, shape string, runs int) (text string, err error) {
	p := w.pages[shape]
	if p == nil {
		p = &page{}
		w.pages[shape] = p
	}
	for run := range runs + 1 {
		var kind string
		took, busy, err := timed(ctx, w.hub, func(base string) (err error) {
			text, kind, err = w.get(ctx, base+path)
			return err
		})
		if err != nil {
			return "", err
		}
		p.bytes, p.kind = len(text), kind
		if run == 0 {
			p.first = max(p.first, took)
			continue
		}
		p.figures, p.busy = append(p.figures, took), append(p.busy, busy)
	}
	if !strings.HasPrefix(p.kind, "text/html") {
		text = ""
	}
	return text, nil
}

// get returns a page. One that is not there, or that sends elsewhere, is none.
func (w *crawl) get(ctx context.Context, address string) (text, kind string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", "", err
	}
	res, err := w.client.Do(req)
	if err != nil {
		return "", "", err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if asked := res.Request.Response == nil; err == nil && (!asked || res.StatusCode != http.StatusOK) {
		err = fmt.Errorf("status %d at %s", res.StatusCode, res.Request.URL)
	}
	return string(raw), res.Header.Get("Content-Type"), err
}

// slowestPage is the first of the lines that is a page.
func slowestPage(all []line, note string) line {
	for _, l := range all {
		if l.goal != "" {
			slowest := l
			slowest.what, slowest.detail = fmt.Sprintf("the slowest of %d kinds of pages and files: %s", len(all), l.what), false
			slowest.note = note
			return slowest
		}
	}
	return line{what: "the slowest page", note: note}
}

// lines tells of every shape, the slowest first; files have no goal.
func (w *crawl) lines() (all []line) {
	for shape, p := range w.pages {
		l := line{detail: true, what: "page " + shape, figures: p.figures, beside: "its processor time", reference: p.busy}
		l.note = fmt.Sprintf("%.0f kB, the first one in %s ms", float64(p.bytes)/1e3, show(p.first))
		if strings.HasPrefix(p.kind, "text/html") {
			l.goal, l.met = below(pageGoal)
		} else {
			l.what = "file " + shape
		}
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b line) int { return -cmp.Compare(middle(a.figures), middle(b.figures)) })
	return all
}
