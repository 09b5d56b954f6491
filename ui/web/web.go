// Package web draws the hub's pages: templates, style and words, all embedded.
// A page is a plain struct that says everything it shows; drawing it is a thin
// step that decides nothing. Nothing comes from elsewhere, and nothing is written
// within a page that runs. The pages that send files have a script of their own
// beside them, and serve without it.
//
// Start with [Frame] and the page structs: page.go has those of sign-in and rounds,
// people.go, fleet.go, press.go, room.go, desk.go, seen.go and votes.go those of their
// areas, with the words in words/<language>/<area>.json.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed static templates words
var files embed.FS

// Langs are the languages of the pages; the first is the usual one.
var Langs = [...]string{"vi", "en"}

// book is everything that is drawn with, parsed once.
type book struct {
	words map[string]map[string]string             // language → key → text
	pages map[string]map[string]*template.Template // language → page
}

// parts are the templates that stand in every page or are called by several;
// every other template is a page.
var parts = []string{
	"templates/layout.html", "templates/bars.html", "templates/fleetparts.html", "templates/presssteps.html", "templates/onelink.html",
	"templates/seenparts.html", "templates/votesparts.html", "templates/kioskparts.html", "templates/roomparts.html", "templates/deskparts.html",
}

// load parses the embedded files. They are part of the program, so a fault in
// them is a fault of the build and found by the tests.
var load = sync.OnceValues(func() (book, error) {
	b := book{words: map[string]map[string]string{}, pages: map[string]map[string]*template.Template{}}
	for _, lang := range Langs {
		words, err := readWords(lang)
		if err != nil {
			return b, err
		}
		b.words[lang] = words
		if b.pages[lang], err = readPages(lang, words); err != nil {
			return b, err
		}
	}
	return b, nil
})

func readPages(lang string, words map[string]string) (map[string]*template.Template, error) {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		if slices.Contains(parts, name) {
			continue
		}
		t := template.New("layout.html").Option("missingkey=error").Funcs(functions(lang, words))
		t, err := t.ParseFS(files, append(slices.Clip(parts), name)...)
		if err != nil {
			return nil, fmt.Errorf("parse page: %w", err)
		}
		pages[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return pages, nil
}

// readWords joins the files of a language, one for each area; no key may stand
// in two of them.
func readWords(lang string) (map[string]string, error) {
	names, err := fs.Glob(files, "words/"+lang+"/*.json")
	if err != nil {
		return nil, fmt.Errorf("list words: %w", err)
	}
	words := map[string]string{}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		area := map[string]string{}
		if err := json.Unmarshal(data, &area); err != nil {
			return nil, fmt.Errorf("parse words of %s: %w", name, err)
		}
		for key, text := range area {
			if _, twice := words[key]; twice {
				return nil, fmt.Errorf("words of %s: %q stands twice", name, key)
			}
			words[key] = text
		}
	}
	return words, nil
}

// functions are what a template may call: t gives the text under a key, with
// {} replaced by the arguments in turn; n writes a number as people write it;
// under tells whether a path begins with another; minus takes away.
func functions(lang string, words map[string]string) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			text, ok := words[key]
			if !ok {
				return "", fmt.Errorf("no text %q in %s", key, lang)
			}
			return fill(text, args), nil
		},
		"under":     strings.HasPrefix,
		"dict":      dict,
		"seenTable": newSeenTable,
		"seenSorts": func(p SeenList) []string { return SeenSorts(p.Tab, p.Votes) },
		"seenLast":  func(p SeenList) int { return p.First + len(p.Rows) - 1 },
		"minus":     func(a, b int) int { return a - b },
		"n":         func(n int) string { return Number(n, lang) },
	}
}

// dict makes a map of keys and values in turn, for a template that is called with
// several things.
func dict(pairs ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m
}

// Number writes a whole number with its thousands set apart: 1.234 in
// Vietnamese, 1,234 in English.
func Number(n int, lang string) string {
	digits, sign := fmt.Sprint(n), ""
	if n < 0 {
		digits, sign = digits[1:], "−"
	}
	mark := "."
	if lang == "en" {
		mark = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

// Word returns the text under a key in lang, or the key itself when there is
// none.
func Word(lang, key string) string {
	b, err := load()
	if text, ok := b.words[lang][key]; err == nil && ok {
		return text
	}
	return key
}

// Fill returns the text under a key in lang with {} replaced by the arguments in
// turn.
func Fill(lang, key string, args ...any) string { return fill(Word(lang, key), args) }

func fill(text string, args []any) string {
	for _, a := range args {
		text = strings.Replace(text, "{}", fmt.Sprint(a), 1)
	}
	return text
}

// draw writes a page whole or, when it fails, nothing.
func draw(w io.Writer, page, lang string, data any) error {
	b, err := load()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := b.pages[lang][page].Execute(&out, data); err != nil {
		return fmt.Errorf("draw page: %w", err)
	}
	_, err = out.WriteTo(w)
	return err
}

// styles joins the style sheets of all areas, the base first.
var styles = sync.OnceValues(func() ([]byte, error) {
	names, err := fs.Glob(files, "static/css/*.css")
	if err != nil {
		return nil, fmt.Errorf("list styles: %w", err)
	}
	var all bytes.Buffer
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read styles: %w", err)
		}
		all.Write(data)
	}
	return all.Bytes(), nil
})

// static returns a file under /static/.
func static(urlPath string) ([]byte, error) {
	if urlPath == "/static/site.css" {
		return styles()
	}
	if !strings.HasPrefix(urlPath, "/static/") {
		return nil, fs.ErrNotExist
	}
	return files.ReadFile(strings.TrimPrefix(urlPath, "/"))
}

// Static serves the style sheet, the scripts and the icon under /static/.
func Static() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := static(r.URL.Path)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(data)))
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, r.URL.Path, noTime, bytes.NewReader(data))
	})
}
