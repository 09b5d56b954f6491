package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/search"
	"hangviet/data/store"
)

// runSearch asks a content folder what a kiosk would answer.
func runSearch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("search", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl search --repo REPO|URL [--limit N] [--json] [--lang vi|en] QUERY")
		fmt.Fprintln(stderr, "\nPrints the products a kiosk finds for QUERY: code, name and, in [brackets], why.\nThe release is checked under --root, or else under the root it brings along.")
		flags.PrintDefaults()
	}
	s := searching{now: time.Now()}
	flags.StringVar(&s.repo, "repo", "", "content `folder` or address")
	flags.StringVar(&s.root, "root", "", "the organiser's root.json, `file`")
	flags.StringVar(&s.lang, "lang", "vi", "language of the names and labels, `vi or en`")
	flags.IntVar(&s.limit, "limit", 10, "at most so many products")
	asJSON := flags.Bool("json", false, "print one JSON object instead")
	words, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(words) == 0 || s.repo == "" || s.limit < 1 || !langKnown(s.lang) {
		flags.Usage()
		return exitUsage
	}
	answer, err := s.ask(ctx, strings.Join(words, " "))
	if err == nil {
		err = s.print(stdout, answer, *asJSON)
	}
	if err != nil {
		printFault(stderr, "search", s.lang, err)
		return exitFailed
	}
	return exitOK
}

// searching is one run of search.
type searching struct {
	repo, root, lang string
	limit            int
	now              time.Time
}

func (s searching) ask(ctx context.Context, query string) (search.Answer, error) {
	docs, err := s.documents(ctx)
	if err != nil {
		return search.Answer{}, err
	}
	words, err := search.Builtin()
	if err != nil {
		return search.Answer{}, err
	}
	return search.New(docs, words).Ask(query, s.limit), nil
}

// documents reads what can be searched of the folder's release.
func (s searching) documents(ctx context.Context) ([]search.Document, error) {
	src, err := openContent(s.repo)
	if err != nil {
		return nil, err
	}
	root, err := s.readRoot(ctx, src)
	if err != nil {
		return nil, err
	}
	c, err := release.CheckUnder(ctx, src, root, s.now)
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "hangviet-search-*")
	if err != nil {
		return nil, fmt.Errorf("make work folder: %w", err)
	}
	defer os.RemoveAll(work)
	path := filepath.Join(work, "catalog.db")
	if err := c.FetchCatalogue(ctx, src, path, func(int64) {}); err != nil {
		return nil, err
	}
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Documents(ctx, s.now, "")
}

// maxRoot is more than a root takes, in bytes.
const maxRoot = 1 << 20

// readRoot reads the organiser's root, or the first one of the folder itself.
func (s searching) readRoot(ctx context.Context, src release.Source) ([]byte, error) {
	if s.root != "" {
		root, err := os.ReadFile(s.root)
		if err != nil {
			return nil, fmt.Errorf("read root: %w", err)
		}
		return root, nil
	}
	file, err := src.Open(ctx, "metadata/1.root.json", 0, -1)
	if err != nil {
		return nil, fmt.Errorf("read root: %w", err)
	}
	defer file.Close()
	root, err := io.ReadAll(io.LimitReader(file, maxRoot))
	if err != nil {
		return nil, fmt.Errorf("read root: %w", err)
	}
	return root, nil
}

// searched is what --json prints.
type searched struct {
	Query   string        `json:"query"`
	Total   int           `json:"total"`
	Near    bool          `json:"near"` // nothing has all of it
	Words   []searchWord  `json:"words"`
	Filters []searchRange `json:"filters,omitempty"`
	Drop    []string      `json:"drop,omitempty"` // what to leave out
	Hits    []searchHit   `json:"hits"`
}

type searchWord struct {
	Text  string `json:"text"`
	As    string `json:"as,omitempty"` // taken for this instead
	Known bool   `json:"known"`
}

type searchRange struct {
	Kind string `json:"kind"` // stars or price
	Min  int64  `json:"min"`
	Max  int64  `json:"max,omitempty"`
	Text string `json:"text"`
}

type searchHit struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Field string   `json:"field"`
	Why   []string `json:"why"` // texts with what was met in [brackets]
}

func (s searching) print(w io.Writer, a search.Answer, asJSON bool) error {
	found := s.found(a)
	if asJSON {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(found)
	}
	if found.Near {
		fmt.Fprintln(w, catalog.Text{"vi": "Không có sản phẩm nào khớp hết; gần nhất:", "en": "Nothing has all of it; nearest:"}.In(s.lang))
	}
	for _, part := range found.Drop {
		fmt.Fprintf(w, "  %s “%s”\n", catalog.Text{"vi": "có thể bỏ", "en": "leave out"}.In(s.lang), part)
	}
	for _, h := range found.Hits {
		fmt.Fprintf(w, "%s  %s\n", h.Code, h.Name)
		for _, why := range h.Why {
			fmt.Fprintf(w, "    %s\n", why)
		}
	}
	_, err := fmt.Fprintf(w, catalog.Text{"vi": "%d sản phẩm\n", "en": "%d products\n"}.In(s.lang), found.Total)
	return err
}

func (s searching) found(a search.Answer) searched {
	out := searched{Query: a.Text, Total: a.Total, Near: a.Near, Hits: []searchHit{}, Words: []searchWord{}}
	for _, w := range a.Words {
		out.Words = append(out.Words, searchWord{w.Text, w.As, w.Known})
	}
	for _, f := range a.Filters {
		out.Filters = append(out.Filters, searchRange{string(f.Kind), f.Min, f.Max, a.Text[f.Start:f.End]})
	}
	for _, p := range a.Drop {
		out.Drop = append(out.Drop, a.Text[p.Start:p.End])
	}
	for _, h := range a.Hits {
		hit := searchHit{Code: h.Code, Name: h.Name.In(s.lang), Field: h.Field, Why: []string{}}
		for _, m := range h.Marks {
			hit.Why = append(hit.Why, m.Field+": "+bracketed(m))
		}
		out.Hits = append(out.Hits, hit)
	}
	return out
}

// bracketed writes a text with what was met in it in brackets.
func bracketed(m search.Mark) string {
	var b strings.Builder
	at := 0
	for _, p := range m.Spans {
		b.WriteString(m.Text[at:p.Start] + "[" + m.Text[p.Start:p.End] + "]")
		at = p.End
	}
	return b.String() + m.Text[at:]
}
