package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hangviet/data/search"
	"hangviet/data/store"
)

// kiwixBook is the name of the ZIM file that kiwix-serve is given.
const kiwixBook = "hangviet"

// measureKiwix measures a keystroke and a name typed out beside kiwix-serve, the usual
// reader of offline collections of pages.
func measureKiwix(ctx context.Context, b bench) (lines []line, err error) {
	path, docs, err := manyDocuments(ctx, b)
	if err != nil {
		return nil, err
	}
	s, packed, err := kiwixWhere(ctx, b, docs)
	if err != nil {
		return nil, err
	}
	if s != nil {
		defer s.stop()
	}
	t, err := newTyping(docs, path, s)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, t.file.Close()) }()
	lines = newKiwixLines()
	for range b.runs {
		if err := t.run(ctx, lines); err != nil {
			return nil, err
		}
	}
	lines[0].note = fmt.Sprintf("by the clock, %d products. Here the answer is a call in the same program, there it comes over HTTP on this machine, "+
		"each %d at most: by kiwix-serve titles that hold the words, or results of its search in the text, without facets and cards; it knows no slips "+
		"and no raw Telex, with which half of the names are typed. Its ZIM file of the same pages was packed in %.0f s.", len(docs), askedHits, packed.Seconds())
	return lines, nil
}

func newKiwixLines() []line {
	lines := []line{
		{what: "a keystroke as one waits for it, median", beside: "kiwix-serve, titles to a keystroke"},
		{what: "… 99th of 100", beside: "… 99th of 100"},
		{what: "a name typed out, median", beside: "kiwix-serve, search in the text"},
	}
	if why := theKiwix.missing(); why != "" {
		for i := range lines {
			lines[i].lacks(why)
		}
	}
	return lines
}

// kiwixWhere packs the pages and serves them, where that is installed; else it
// returns nil.
func kiwixWhere(ctx context.Context, b bench, docs []search.Document) (*server, time.Duration, error) {
	if theKiwix.missing() != "" {
		return nil, 0, nil
	}
	zim := filepath.Join(b.dir, kiwixBook+".zim")
	packed, err := packPages(ctx, filepath.Join(b.dir, "pages"), zim, docs)
	if err != nil {
		return nil, 0, fmt.Errorf("pack the pages: %w", err)
	}
	address, err := freeAddress()
	if err != nil {
		return nil, 0, err
	}
	host, port, _ := strings.Cut(address, ":")
	s := &server{base: "http://" + address, cmd: exec.CommandContext(ctx, find("kiwix-serve"), "--address", host, "--port", port, zim)} // #nosec G204 -- a tool of tests and measures, started with their own paths
	return s, packed, s.begin(ctx)
}

var kiwixPage = template.Must(template.New("page").Parse(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{.Name}}</title></head>
<body><h1>{{.Name}}</h1><p>{{.Producer}}</p><p>{{.Place}}</p><p>{{.Group}} {{.Ingredients}}</p><p>{{.Story}}</p></body></html>
`))

// packPages writes a page for each document and packs all into a ZIM file with its
// index, and tells how long the packing took.
func packPages(ctx context.Context, dir, zim string, docs []search.Document) (time.Duration, error) {
	if err := writePages(dir, docs); err != nil {
		return 0, err
	}
	began := time.Now()
	out, err := exec.CommandContext(ctx, find("zimwriterfs"), "--welcome", "index.html", "--illustration", "picture.png", "--language", "vie", // #nosec G204 -- a tool of tests and measures, started with their own paths
		"--title", "Hàng Việt", "--description", "-", "--creator", "-", "--publisher", "-", "--name", kiwixBook, dir, zim).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%w: %s", err, out)
	}
	return time.Since(began), os.RemoveAll(dir)
}

func writePages(dir string, docs []search.Document) error {
	err := errors.Join(os.MkdirAll(filepath.Join(dir, "p"), 0o755), writePicture(filepath.Join(dir, "picture.png")),
		os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html><html><head><title>-</title></head><body></body></html>"), 0o600))
	for i := 0; i < len(docs) && err == nil; i++ {
		err = writeDocument(filepath.Join(dir, "p", strconv.Itoa(i)+".html"), &docs[i])
	}
	return err
}

// writePicture writes the picture that a ZIM file must have.
func writePicture(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(file, image.NewGray(image.Rect(0, 0, 48, 48))), file.Close())
}

func writeDocument(path string, d *search.Document) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	page := struct{ Name, Producer, Place, Group, Ingredients, Story string }{
		joined(d.Name), joined(d.Producer), joined(d.Place) + " " + strings.Join(d.Former, " "), joined(d.Group), joined(d.Ingredients), joined(d.Story),
	}
	return errors.Join(kiwixPage.Execute(file, page), file.Close())
}

// typing types the same into both.
type typing struct {
	docs   []search.Document
	typed  []string
	index  *search.Index
	file   *store.Catalogue
	kiwix  *server // nil: not installed
	known  int     // queries to which kiwix-serve had an answer
	client *http.Client
}

func newTyping(docs []search.Document, path string, kiwix *server) (*typing, error) {
	words, err := search.Builtin()
	if err != nil {
		return nil, err
	}
	file, err := store.OpenCatalogue(context.Background(), path)
	if err != nil {
		return nil, err
	}
	return &typing{docs: docs, typed: typedNames(docs), index: search.New(docs, words), file: file, kiwix: kiwix, client: &http.Client{}}, nil
}

// run types everything once, into the lines of newKiwixLines.
func (t *typing) run(ctx context.Context, lines []line) error {
	ours, theirs, err := t.ask(ctx, t.typed, "/suggest?content="+kiwixBook+"&count="+strconv.Itoa(askedHits)+"&term=")
	if err != nil {
		return err
	}
	var names []string
	for i := range askedNames {
		names = append(names, typedName(t.docs, i))
	}
	whole, text, err := t.ask(ctx, names, "/search?content="+kiwixBook+"&pageLength="+strconv.Itoa(askedHits)+"&pattern=")
	if err != nil {
		return err
	}
	for i, figure := range []time.Duration{middle(ours), quantile(ours, 0.99), middle(whole)} {
		lines[i].figures = append(lines[i].figures, figure)
	}
	if t.kiwix == nil {
		return nil
	}
	if t.known == 0 {
		return fmt.Errorf("kiwix-serve answers none of %d queries", len(t.typed)+len(names))
	}
	for i, figure := range []time.Duration{middle(theirs), quantile(theirs, 0.99), middle(text)} {
		lines[i].reference = append(lines[i].reference, figure)
	}
	return nil
}

// ask asks both each query, in turns; way is where kiwix-serve is asked.
func (t *typing) ask(ctx context.Context, queries []string, way string) (ours, theirs []time.Duration, err error) {
	for _, query := range queries {
		start := time.Now()
		if err := keystroke(t.index, t.file, query); err != nil {
			return nil, nil, err
		}
		ours = append(ours, time.Since(start))
		if t.kiwix == nil {
			continue
		}
		start = time.Now()
		if err := t.get(ctx, t.kiwix.base+way+url.QueryEscape(query)); err != nil {
			return nil, nil, err
		}
		theirs = append(theirs, time.Since(start))
	}
	return ours, theirs, nil
}

func (t *typing) get(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	res, err := t.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusOK {
		t.known++
	}
	_, err = io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode >= http.StatusInternalServerError { // 404 is how an older one says that it found nothing
		err = fmt.Errorf("kiwix-serve: status %d", res.StatusCode)
	}
	return err
}
