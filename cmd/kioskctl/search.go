package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"hangviet/data/search"
	"hangviet/data/store"
)

const searchHelp = `usage: kioskctl search --repo REPO|URL [--limit N] [--json] [--lang vi|en] QUERY

Prints the products a kiosk finds for QUERY: code, name and, in [brackets], why.
The release is checked under --root, or else under the root it brings along.`

// runSearch asks a content folder what a kiosk would answer.
func runSearch(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	s := searching{cli: newCLI("search", searchHelp, stdout, stderr), now: time.Now()}
	s.flags.StringVar(&s.repo, "repo", "", "content `folder` or address")
	s.flags.StringVar(&s.root, "root", "", "the organiser's root.json, `file`")
	s.speak("the names and labels")
	s.flags.IntVar(&s.limit, "limit", 10, "at most so many products")
	s.flags.BoolVar(&s.asJSON, "json", false, "print one JSON object instead")
	fits := func(words []string) bool { return len(words) > 0 && s.repo != "" && s.limit > 0 }
	return s.run(ctx, args, fits, func(ctx context.Context, words []string) error {
		answer, err := s.ask(ctx, strings.Join(words, " "))
		if err != nil {
			return err
		}
		return s.print(answer)
	})
}

// searching is one run of search.
type searching struct {
	*cli
	repo, root string
	limit      int
	asJSON     bool
	now        time.Time
}

// ask reads what can be searched of the folder's release and searches it.
func (s *searching) ask(ctx context.Context, query string) (search.Answer, error) {
	words, err := search.Builtin()
	if err != nil {
		return search.Answer{}, err
	}
	c, err := openSigned(ctx, s.repo, s.root, s.now)
	if err != nil {
		return search.Answer{}, err
	}
	var docs []search.Document
	err = c.Read(ctx, func(file *store.Catalogue) (err error) {
		docs, err = file.Documents(ctx, s.now, "")
		return err
	})
	if err != nil {
		return search.Answer{}, err
	}
	return search.New(docs, words).Ask(query, s.limit), nil
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

func (s *searching) print(a search.Answer) error {
	found := s.found(a)
	if s.asJSON {
		return printJSON(s.stdout, found)
	}
	var b strings.Builder
	if found.Near {
		b.WriteString(s.in("Không có sản phẩm nào khớp hết; gần nhất:\n", "Nothing has all of it; nearest:\n"))
	}
	for _, part := range found.Drop {
		fmt.Fprintf(&b, "  %s “%s”\n", s.in("có thể bỏ", "leave out"), part)
	}
	for _, h := range found.Hits {
		fmt.Fprintf(&b, "%s  %s\n", h.Code, h.Name)
		for _, why := range h.Why {
			fmt.Fprintf(&b, "    %s\n", why)
		}
	}
	return s.say("%s%d sản phẩm\n", "%s%d products\n", b.String(), found.Total)
}

func (s *searching) found(a search.Answer) searched {
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
