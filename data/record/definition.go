package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"hangviet/data/vote"
)

const definitionsTitle = "hangviet-record-round/1"

// maxDefinitions is the greatest length of round.json in bytes.
const maxDefinitions = 64 << 20

// maxNominees is the most nominees of all definitions together.
const maxNominees = 60_000

// Definition is a round in the form in which one release published it. The names
// of its fields are part of the format.
type Definition struct {
	Release    int64       `json:"release"`
	Title      vote.Text   `json:"title"`
	Rules      vote.Text   `json:"rules"`
	Opens      time.Time   `json:"opens"`
	Closes     time.Time   `json:"closes"`
	Switch     vote.Switch `json:"switch"`
	Test       bool        `json:"test"`
	Mode       vote.Mode   `json:"mode"`
	Pause      int64       `json:"pause"` // seconds
	Reveal     vote.Reveal `json:"reveal"`
	Receipts   bool        `json:"receipts"`
	Categories []Category  `json:"categories"`
}

// Category is a heading of a definition.
type Category struct {
	ID       string    `json:"id"`
	Title    vote.Text `json:"title"`
	Choices  int       `json:"choices"`
	Nominees []Nominee `json:"nominees"`
}

// Nominee is what could be voted for, with the names it had then.
type Nominee struct {
	ID      string    `json:"id"`
	Product string    `json:"product"`
	Name    vote.Text `json:"name"`
	Maker   vote.Text `json:"maker"`
}

// Define returns the definition of a round as a release published it; names and
// makers are by product code.
func Define(release int64, r vote.Round, names, makers map[string]vote.Text) Definition {
	d := Definition{
		Release: release, Title: clean(r.Title), Rules: clean(r.Rules), Opens: r.Opens.UTC(), Closes: r.Closes.UTC(),
		Switch: r.Switch, Test: r.Test, Mode: r.Mode, Pause: int64(r.Pause / time.Second), Reveal: r.Reveal,
		Receipts: r.Receipts, Categories: []Category{},
	}
	for _, c := range r.Categories {
		category := Category{ID: c.ID, Title: clean(c.Title), Choices: c.Choices, Nominees: []Nominee{}}
		for _, n := range c.Nominees {
			category.Nominees = append(category.Nominees, Nominee{n.ID, n.Product, clean(names[n.Product]), clean(makers[n.Product])})
		}
		d.Categories = append(d.Categories, category)
	}
	return d
}

// round returns the definition as the rules of package vote take it.
func (d Definition) round(id string) vote.Round {
	r := vote.Round{
		ID: id, Opens: d.Opens, Closes: d.Closes, Switch: d.Switch, Test: d.Test, Mode: d.Mode,
		Pause: time.Duration(d.Pause) * time.Second, Reveal: d.Reveal, Receipts: d.Receipts,
	}
	for _, c := range d.Categories {
		category := vote.Category{ID: c.ID, Choices: c.Choices}
		for _, n := range c.Nominees {
			category.Nominees = append(category.Nominees, vote.Nominee{ID: n.ID, Product: n.Product})
		}
		r.Categories = append(r.Categories, category)
	}
	return r
}

// clean returns a text that has one form in JSON: lines stay, control characters
// do not.
func clean(t vote.Text) vote.Text {
	out := vote.Text{}
	for lang, s := range t {
		out[lang] = cleanLines(s)
	}
	return out
}

func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = cleanText(lines[i])
	}
	return strings.Join(lines, "\n")
}

// definitions is round.json.
type definitions struct {
	Format      string       `json:"format"`
	Round       string       `json:"round"`
	Definitions []Definition `json:"definitions"`
}

func (d definitions) encode() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("write definitions: %w", err)
	}
	return out.Bytes(), nil
}

// parseDefinitions reads what encode wrote, and nothing else.
func parseDefinitions(data []byte) (definitions, error) {
	var d definitions
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return d, &malformed{decoder.InputOffset(), err.Error()}
	}
	if d.Format != definitionsTitle {
		return d, &malformed{0, fmt.Sprintf("format is %.40q", d.Format)}
	}
	again, err := d.encode()
	if err != nil {
		return d, err
	}
	if at := differ(data, again); at >= 0 {
		return d, &malformed{int64(at), "not written in the one way there is"}
	}
	return d, d.check()
}

// check refuses definitions by which nothing can be judged.
func (d definitions) check() error {
	if len(d.Definitions) == 0 {
		return &malformed{0, "there is no definition"}
	}
	for i, form := range d.Definitions {
		if i > 0 && form.Release >= d.Definitions[i-1].Release {
			return &malformed{0, "definitions are not in order, the newest first"}
		}
	}
	nominees := 0
	for _, form := range d.Definitions {
		for _, c := range form.Categories {
			nominees += len(c.Nominees)
		}
	}
	if nominees > maxNominees {
		return &malformed{0, fmt.Sprintf("more than %d nominees", maxNominees)}
	}
	return d.checkWords()
}

// checkWords refuses ids that are no words, and texts that are not clean.
func (d definitions) checkWords() error {
	words, texts := []string{d.Round}, []vote.Text{}
	for _, form := range d.Definitions {
		texts = append(texts, form.Title, form.Rules)
		for _, c := range form.Categories {
			words, texts = append(words, c.ID), append(texts, c.Title)
			for _, n := range c.Nominees {
				words, texts = append(words, n.ID), append(texts, n.Name, n.Maker)
			}
		}
	}
	for _, w := range words {
		if !isWord(w) {
			return &malformed{0, fmt.Sprintf("%.40q is not a word", w)}
		}
	}
	for _, t := range texts {
		for _, s := range t {
			if cleanLines(s) != s {
				return &malformed{0, fmt.Sprintf("%.40q is not clean text", s)}
			}
		}
	}
	return nil
}

// differ returns the first byte at which a and b differ, or -1.
func differ(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// isWord tells whether s can be a field of an entry.
func isWord(s string) bool {
	return s != "" && len(s) <= 128 && utf8.ValidString(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= 0x20 || 0x7f <= r && r <= 0x9f })
}
